// A crowd: thousands of actors painted in batches, one path for each look. Nearer by, the picture is painted in full.
const NAMES = 110;

// Lines by look, so that ten thousand of them are some twenty strokes.
function crowdLines(lines) {
  const sure = new Map(), possible = new Map();
  for (const e of lines) {
    const looks = e.certainty === "possible" ? possible : sure, look = looks.get(e.style);
    if (look) look.push(e);
    else looks.set(e.style, [e]);
  }
  return [...[...sure].map(([style, ties]) => ({ style, ties, possible: false })), ...[...possible].map(([style, ties]) => ({ style, ties, possible: true }))];
}

// No wider than a pixel: without a graphics card such lines are painted fifty times faster than wider ones.
function paintLines(ctx, looks, pixel, alpha) {
  for (const { style, possible, ties } of looks) {
    ctx.beginPath();
    for (const { a, b } of ties) { ctx.moveTo(a.x, a.y); ctx.lineTo(b.x, b.y); }
    ctx.globalAlpha = alpha * (possible ? 0.4 : 1);
    ctx.strokeStyle = colour(style.colour);
    ctx.lineWidth = (possible ? 0.7 : 1) * pixel;
    ctx.stroke();
  }
}

function paintDots(ctx, dots, scale, alpha) {
  const byColour = new Map();
  for (const n of dots) { // of one colour together: a fill is costly
    const fill = n.colour || colour(kinds.get(n.kind).colour);
    byColour.has(fill) ? byColour.get(fill).push(n) : byColour.set(fill, [n]);
  }
  for (const [fill, group] of byColour) {
    const small = scale < 0.25;
    ctx.globalAlpha = alpha;
    ctx.fillStyle = fill;
    ctx.beginPath();
    for (const n of group) {
      const r = Math.min(RADIUS * 1.6, Math.max(RADIUS, (1.6 + Math.sqrt(n.ties.length)) / scale)) * (n.shape === "pill" ? 1.3 : 1) * n.size;
      if (small || n.shape === "square") ctx.fillRect(n.x - r * 0.85, n.y - r * 0.85, r * 1.7, r * 1.7);
      else { ctx.moveTo(n.x + r, n.y); ctx.arc(n.x, n.y, r, 0, 7); }
    }
    ctx.fill();
  }
}

// The names of the most tied, as many as find room.
function paintNames(ctx, ranked, view, scale, lit) {
  const size = 11.5, taken = [];
  let tried = 0;
  ctx.globalAlpha = 1;
  ctx.font = "500 " + size / scale + "px " + FACE;
  ctx.textAlign = "center";
  ctx.textBaseline = "alphabetic";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3 / scale;
  ctx.strokeStyle = colour("paper");
  ctx.fillStyle = colour("ink");
  for (const n of ranked) {
    if (taken.length >= NAMES || tried > 900) return;
    if (!n.shown || n.x < view[0] || n.x > view[2] || n.y < view[1] || n.y > view[3] || (lit && !lit.nodes.has(n))) continue;
    tried++;
    const text = labelOf(n), h = 15 / scale, y = n.y + 20 / scale;
    const room = (w) => [n.x - w / scale / 2, y - h, n.x + w / scale / 2, y + h / 3], free = (box) => !taken.some((b) => overlap(b, box, 0));
    if (!free(room(8 + 0.3 * size * text.length))) continue; // no text is narrower, and to measure it takes longer
    const box = room(textWidth(text, size, 500) + 8);
    if (!free(box)) continue;
    taken.push(box);
    ctx.direction = isRightToLeft(text) ? "rtl" : "ltr";
    ctx.strokeText(text, n.x, y);
    ctx.fillText(text, n.x, y);
  }
}

function paintHulls(ctx, scale, lit) {
  ctx.fillStyle = colour("hull");
  for (const c of coalitions) {
    const all = membersShown(c), ring = c.ring.filter((m) => all.includes(m));
    if (ring.length < 2) continue;
    ctx.globalAlpha = lit && !lit.nodes.has(c.hub) ? 0.04 : 0.14;
    ctx.fill(new Path2D(smoothPath(hullPoints([c.hub, ...ring].map((n) => [n.x - RADIUS, n.y - RADIUS, n.x + RADIUS, n.y + RADIUS]), HULL))));
  }
}

function paintCrowd(ctx, scope, ranked, view, scale, pixel) {
  const lit = bright(), inView = (n) => n.x >= view[0] && n.x <= view[2] && n.y >= view[1] && n.y <= view[3];
  const lines = scope.edges, dots = scope.nodes.filter(inView);
  ctx.save();
  paintHulls(ctx, scale, lit);
  if (lit) {
    paintLines(ctx, crowdLines(lines), pixel, 0.06);
    paintDots(ctx, dots, scale, 0.15);
    paintLines(ctx, crowdLines(lines.filter((e) => lit.edges.has(e))), 2 / scale, 0.9);
    paintDots(ctx, dots.filter((n) => lit.nodes.has(n)), scale, 1);
  } else {
    paintLines(ctx, crowdLines(lines), pixel, Math.max(0.16, Math.min(0.6, 900 / lines.length)));
    paintDots(ctx, dots, scale, 1);
  }
  paintNames(ctx, ranked, view, scale, lit);
  ctx.restore();
}

// Round the actor under the pointer, or the one chosen.
function paintRing(ctx, scale) {
  const n = state.hover && state.hover.ties ? state.hover : nodes.get(state.node);
  if (!n || !n.shown) return;
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colour("accent");
  ctx.lineWidth = 2.5 / scale;
  ctx.beginPath();
  ctx.arc(n.x, n.y, RADIUS * 1.6 + 4 / scale, 0, 7);
  ctx.stroke();
}
