// From what is shown to the marks that are painted: places, names, lines, hulls at a zoom.
// Names never get smaller than some ten pixels on screen: k is how much larger than planned they are drawn.
// Marks and lines grow too, but less, so that a small picture does not clog.
const sizeFactor = (scale) => Math.max(1, Math.min(9, Math.ceil((10.4 / (FONT * scale)) * 25) / 25));
const NEARBY = 1.3;
const markFactor = (k) => Math.pow(k, 0.45);

// Where an actor stands before anybody moves it.
const homeOf = (n) => (n.lx !== undefined ? [n.lx, n.ly] : state.tall ? [n.tx, n.ty] : [n.px, n.py]);

function stand(positions) {
  for (const n of nodes.values()) {
    const at = (positions && positions.size && positions.get(n.id)) || homeOf(n);
    n.x = at[0];
    n.y = at[1];
  }
}

// Room, lines and names of a part of what is shown (all of it, or what is in view).
function arrange(k, scope, rough) {
  for (const n of scope.nodes) {
    n.side = state.tall ? n.tside : n.pside;
    n.lines = wrapped(labelOf(n));
    n.r = RADIUS * n.size * markFactor(k);
    // From afar a coalition is a small mark like others, with its name beside it: a large one would hide its members.
    const pill = n.shape === "pill" && k <= NEARBY;
    n.w = pill ? Math.max(...n.lines.map((l) => textWidth(l, FONT, 600))) * k + 2 * PAD_X * Math.max(1, n.size) * markFactor(k) : n.shape === "pill" ? 3 * n.r : 2 * n.r;
    n.h = pill ? n.lines.length * LINE * k + 2 * PAD_Y * Math.max(1, n.size) * markFactor(k) : n.shape === "pill" ? 1.7 * n.r : 2 * n.r;
    if (n.shape === "pill" && !pill) n.side = "below";
    if (pill) n.side = "inside";
  }
  for (const e of scope.edges) {
    e.bend = (e.lbend !== undefined ? e.lbend : state.tall ? e.tbend : e.pbend) || 0;
    e.curve = stretch(e, markFactor(k));
  }
  placeLabels(k, scope);
  for (const c of coalitions) placeHull(c, k, scope);
  if (rough) return; // to measure the room is enough
  placeGlyphs(markFactor(k), scope);
  for (const c of coalitions) if (c.hull) placeTitle(c, k, scope);
}

const SIDES = ["below", "above", "right", "left", "below-right", "above-right", "below-left", "above-left"];
const boxesOf = (n) => (n.box ? [markBox(n), n.box] : [markBox(n)]);

// At the planned size every label has its room; when drawn larger, the less tied give way.
function placeLabels(k, scope) {
  const lit = bright();
  const weight = (n) => (n.shape === "pill" ? 1e6 : 0) + (lit && lit.nodes.has(n) ? 1e4 : 0) + n.ties.length;
  const order = [...scope.nodes].sort((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1));
  const marksTaken = order.map((n) => [n, markBox(n)]), placed = [];
  for (const n of order) {
    n.box = null;
    const all = n.side === "inside" ? ["inside"] : [n.side, ...SIDES.filter((s) => s !== n.side)], sides = k > 1 ? all : [all[0]];
    const take = (side, over) => {
      const box = textBox({ ...n, side }, n.lines, k);
      if (k > 1 && side !== "inside" && (placed.some((b) => overlap(b, box, 2)) || (!over && marksTaken.some(([o, b]) => o !== n && overlap(b, box, 1))))) return false;
      n.box = box;
      n.at = side;
      placed.push(box);
      return true;
    };
    // A coalition is named in any case: over the mark of another where there is no room beside them.
    sides.some((side) => take(side, false)) || (n.shape === "pill" && sides.some((side) => take(side, true)));
  }
}

// A glyph stands where no name and no mark is, as near to the middle as can be.
function placeGlyphs(k, scope) {
  const boxes = scope.nodes.flatMap(boxesOf), taken = [];
  for (const e of scope.edges) {
    const marks = (e.style.glyph ? 1 : 0) + (e.status !== "accepted" ? 1 : 0);
    e.middle = along(e.curve, 0.5);
    if (!marks) continue;
    const spot = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74].map((t) => along(e.curve, t)).find(([x, y]) =>
      !boxes.some((b) => holds(b, x, y, 8 * k)) && !taken.some(([u, v]) => Math.hypot(u - x, v - y) < 17 * k));
    if (spot) e.middle = spot;
    taken.push(e.middle);
  }
}

// --- marks ----------------------------------------------------------------------------------------
function pictureMarks(k, scope) {
  const lit = bright(), marks = [], m = markFactor(k);
  for (const c of coalitions) marks.push(...hullMarks(c, k, lit));
  const lines = [...scope.edges].sort((a, b) => (lit ? lit.edges.has(a) - lit.edges.has(b) : 0) || a.style.width - b.style.width);
  for (const e of lines) marks.push(...edgeMarks(e, m, lit && !lit.edges.has(e)));
  for (const e of lines) marks.push(...tieSigns(e, m, lit && !lit.edges.has(e)));
  for (const n of scope.nodes) marks.push(...nodeMarks(n, m, lit && !lit.nodes.has(n)));
  for (const n of scope.nodes) marks.push(...labelMarks(n, k, lit && !lit.nodes.has(n)));
  return marks;
}

const FAINT = 0.13;
const fade = (marks, faint, full) => marks.map((m) => ({ ...m, alpha: faint ? FAINT : m.alpha === undefined ? full : m.alpha }));

// The hull round the members shown.
function placeHull(c, k, scope) {
  c.hull = null;
  if (!scope.set.has(c.hub)) return;
  const all = membersShown(c), members = c.ring.filter((m) => all.includes(m));
  if (members.length < 2 || members.some((m) => !scope.set.has(m))) return;
  // Names at their planned size: the layout kept others out of that room, not out of a larger one.
  const points = hullPoints([c.hub, ...members].flatMap((n) => [markBox(n), textBox(n, n.lines, 1)]), HULL);
  const xs = points.map((p) => p[0]), ys = points.map((p) => p[1]), extent = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const title = "\u2068" + labelOf(c.hub) + "\u2069 · " + (members.length < all.length ? members.length + " of " : "") + all.length + " members";
  c.hull = { d: smoothPath(points), points, extent, text: title, title: "", at: [0, 0], box: [extent[0], extent[1] - 20 * k, extent[2], extent[3]] };
  // A hull says who belongs; where others stand in it, it would say what is not so.
  if (state.around && strangersIn(c).length) c.hull = null;
}

// Where the fewest names and lines are. Where no spot is free the title is left out: the coalition's name stands in its
// middle anyway.
function placeTitle(c, k, scope) {
  const w = textWidth(c.hull.text, 12, 600) * k, [left, top, right, low] = c.hull.extent, flat = c.hub.x;
  const tried = [[flat, top - 8 * k], [flat, low + 18 * k], [left + w / 2, top - 8 * k], [right - w / 2, top - 8 * k], [left + w / 2, low + 18 * k], [right - w / 2, low + 18 * k]];
  const box = ([x, y]) => [x - w / 2, y - 12 * k, x + w / 2, y + 4 * k];
  const cost = (at) => {
    const b = box(at);
    let hits = scope.nodes.flatMap(boxesOf).filter((other) => overlap(other, b, 2)).length * 5;
    for (const e of scope.edges) {
      if (e.style.glyph && holds(b, ...e.middle, 9)) hits += 3;
      if (aside(e, at[0], at[1] - 4 * k, w / 2 + 12 * k)) continue;
      for (let t = 0; t <= 1; t += 0.04) if (holds(b, ...along(e.curve, t), 3)) { hits += 1; break; }
    }
    return hits;
  };
  let least = 5;
  for (const at of tried) {
    const hits = cost(at);
    if (hits < least) { least = hits; c.hull.title = c.hull.text; c.hull.at = at; c.hull.box = box(at); }
    if (!hits) return;
  }
}

// Actors that lie in the hull of a coalition without being shown as its members; there should be none.
function strangersIn(c) {
  if (!c.hull) return [];
  const own = new Set([c.hub, ...membersShown(c)]), p = c.hull.points;
  const turns = (n) => p.map((a, i) => { const b = p[(i + 1) % p.length]; return Math.sign((b[0] - a[0]) * (n.y - a[1]) - (b[1] - a[1]) * (n.x - a[0])); });
  const within = (n) => new Set(turns(n)).size === 1;
  return shownNodes().filter((n) => !own.has(n) && within(n));
}

function hullMarks(c, k, lit) {
  if (!c.hull) return [];
  const faint = lit && !lit.nodes.has(c.hub), [x, y] = c.hull.at;
  return [
    { d: c.hull.d, fill: colour("hull"), alpha: faint ? 0.04 : 0.1 },
    { d: c.hull.d, stroke: colour("hull"), w: markFactor(k), alpha: faint ? 0.1 : 0.35 },
    { text: c.hull.title, ltr: true, x, y, size: 12 * k, weight: 600, fill: colour("hull"), anchor: "middle", alpha: faint ? 0.25 : 1, halo: colour("paper"), haloWidth: 3 * k },
  ];
}

function edgeMarks(e, k, faint) {
  const [a, v, b] = e.curve, line = colour(e.style.colour);
  const d = "M" + a.map(round).join(" ") + "Q" + v.map(round).join(" ") + " " + b.map(round).join(" ");
  const possible = e.certainty === "possible", dash = e.style.dash.map((x) => x * k), width = e.style.width * k;
  const chosen = state.edge === e.id, hovered = state.hover === e, marks = [];
  if (chosen || hovered) marks.push({ d, stroke: colour("accent"), w: width + 9 * k, alpha: chosen ? 0.28 : 0.15, cap: "round" });
  if (possible && faint) marks.push({ d, stroke: line, w: width * 0.6, dash });
  else if (possible) {
    // Possible, not certain: a hollow line, two thin rails.
    marks.push({ d, stroke: line, w: width + 2 * k, dash }, { d, stroke: colour("paper"), w: width + 0.2 * k, dash });
  } else marks.push({ d, stroke: line, w: width, dash });
  if (!e.sym) {
    const head = arrowHead(e.curve, k, e.style.width);
    marks.push(possible && !faint ? { d: head, fill: colour("paper"), stroke: line, w: 1.2 * k } : { d: head, fill: line });
  }
  return fade(marks, faint, 1);
}

function tieSigns(e, k, faint) {
  const [x, y] = e.middle, glyph = e.style.glyph, doubtful = e.status !== "accepted";
  const shift = glyph && doubtful ? 8 * k : 0, marks = [];
  const solid = { colour: colour(e.style.colour), paper: colour("paper") };
  if (glyph) marks.push(...glyphMarks(glyph, x - shift, y, k, solid.colour, solid.paper));
  if (doubtful) marks.push(...statusMarks(e.status, x + shift, y, k, theme));
  return fade(marks, faint, 1);
}

function nodeMarks(n, k, faint) {
  const fill = n.colour || colour(kinds.get(n.kind).colour), marks = [];
  const d = shapePath(n.shape, n.x, n.y, n.r, n.w, n.h), hollow = n.shape === "ring";
  if (state.node === n.id || state.hover === n) {
    const halo = n.shape === "pill" ? roundRect(n.x - n.w / 2 - 5 * k, n.y - n.h / 2 - 5 * k, n.w + 10 * k, n.h + 10 * k, 19 * k) : disc(n.x, n.y, n.r + 6 * k);
    marks.push({ d: halo, stroke: colour("accent"), w: 2.6 * k, alpha: state.node === n.id ? 1 : 0.45 });
  }
  marks.push({ d, fill: colour("paper"), stroke: colour("paper"), w: 4 * k });
  marks.push(hollow ? { d, fill: colour("paper"), stroke: fill, w: 2.2 * k, dash: [3.2 * k, 2.4 * k] } : { d, fill });
  return fade(marks, faint, 1);
}

function labelMarks(n, k, faint) {
  const box = n.box || (state.hover === n || state.node === n.id ? textBox({ ...n, side: n.side }, n.lines, k) : null);
  if (!box) return [];
  const inside = n.at === "inside", side = n.box ? n.at : n.side;
  const anchor = side.endsWith("left") ? "end" : side.endsWith("right") ? "start" : "middle";
  const x = { end: box[2], start: box[0], middle: (box[0] + box[2]) / 2 }[anchor];
  const marks = n.lines.map((text, i) => ({
    text, x, y: box[1] + (i * LINE + 12.2) * k, size: FONT * k, weight: inside ? 600 : 500, anchor,
    fill: colour(inside ? "paper" : "ink"), halo: inside ? undefined : colour("paper"), haloWidth: 4 * k,
  }));
  return fade(marks, faint, 1).map((m) => (faint ? { ...m, alpha: 0.22 } : m));
}

