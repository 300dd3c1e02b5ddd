// The camera of large pictures: a canvas of our own, pan, zoom, drag and pinch by pointer events.
function canvasEngine(box, on) {
  const canvas = document.createElement("canvas"), ctx = canvas.getContext("2d");
  const places = new Map(), pointers = new Map();
  const ranked = [...nodes.values()].sort((a, b) => (b.shape === "pill") - (a.shape === "pill") || b.ties.length - a.ties.length);
  const sheet = document.createElement("canvas");
  let x = 0, y = 0, scale = 1, drawnAt = 0, scope = everything(), region = null, marks = null, stale = true, moved = false, lively = false, waiting = 0, glide = 0, sharpen = 0;
  let room = [1, 1], painted = null;
  // Measured when it changes, for to ask the page makes it lay itself out.
  const measure = () => { const [w, h] = room; room = [box.clientWidth || 1, box.clientHeight || 1]; return w !== room[0] || h !== room[1]; };
  const size = () => room;
  new ResizeObserver(() => { if (measure()) soon(); }).observe(box); // it also tells the first size, which is known
  const world = (px, py) => [x + (px - size()[0] / 2) / scale, y + (py - size()[1] / 2) / scale];
  const local = (e) => { const r = box.getBoundingClientRect(); return [e.clientX - r.left, e.clientY - r.top]; };
  const view = (pad) => { const [w, h] = size(); return [x - (w / 2 + pad * w) / scale, y - (h / 2 + pad * h) / scale, x + (w / 2 + pad * w) / scale, y + (h / 2 + pad * h) / scale]; };
  const inside = (n, v) => n.x >= v[0] && n.x <= v[2] && n.y >= v[1] && n.y <= v[3];

  // What is in view and a little round it is arranged in full where it is no crowd.
  function refresh() {
    const k = sizeFactor(scale), now = view(0), covered = region && now.every((v, i) => (i < 2 ? v >= region[i] : v <= region[i]));
    if (!stale && (marks ? k === drawnAt && covered : region)) { drawnAt = k; return; }
    stand(places);
    const whole = shownNodes().length <= FINE;
    region = whole ? [-Infinity, -Infinity, Infinity, Infinity] : view(0.35);
    const seen = whole ? shownNodes() : shownNodes().filter((n) => inside(n, region));
    painted = null;
    marks = null;
    scope = everything();
    drawnAt = k;
    stale = false;
    if (seen.length > FINE) return;
    const set = new Set(seen), near = scope.edges.filter((e) => set.has(e.a) || set.has(e.b));
    for (const e of near) { set.add(e.a); set.add(e.b); }
    scope = { nodes: [...set], edges: near, set };
    arrange(k, scope);
    marks = pictureMarks(k, scope);
  }

  function paint() {
    waiting = 0;
    if (!canvas.isConnected) box.append(canvas); // not sooner: the room was measured on a page that did not change
    const [w, h] = size(), ratio = Math.min(window.devicePixelRatio || 1, shownNodes().length > 3000 ? 1 : 2);
    if (canvas.width !== Math.round(w * ratio) || canvas.height !== Math.round(h * ratio)) {
      canvas.width = Math.round(w * ratio); canvas.height = Math.round(h * ratio);
      canvas.style.width = w + "px"; canvas.style.height = h + "px";
    }
    if (region && !marks && thinsOut(view(0.35))) stale = true;
    refresh();
    if (!marks && lively) readySheet(w, h, ratio);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    ctx.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * (w / 2 - x * scale), ratio * (h / 2 - y * scale));
    if (marks) { toCanvas(ctx, marks); return; }
    if (!lively) {
      paintCrowd(ctx, scope, ranked, view(0), scale, 0.99 / (scale * ratio));
      paintRing(ctx, scale);
      return;
    }
    const [left, top, right, low] = painted.view;
    ctx.globalAlpha = 1;
    ctx.drawImage(sheet, left, top, right - left, low - top);
    paintRing(ctx, scale);
  }

  // Whether so few are in view now that they can be painted in full.
  function thinsOut(v) {
    let seen = 0;
    for (const n of shownNodes()) if (inside(n, v) && ++seen > FINE) return false;
    return true;
  }

  // Once the reader moves over a crowd it is painted on a sheet somewhat larger than the view, and a step of panning only
  // moves the sheet. While the reader zooms it is stretched, and painted sharp at rest.
  function readySheet(w, h, ratio) {
    const now = view(0), covers = painted && now.every((v, i) => (i < 2 ? v >= painted.view[i] : v <= painted.view[i]));
    clearTimeout(sharpen);
    if (covers && Math.abs(Math.log(scale / painted.scale)) < 0.7) {
      if (scale !== painted.scale) sharpen = setTimeout(() => { painted = null; soon(); }, 100);
      return;
    }
    painted = { view: view(0.2), scale };
    sheet.width = Math.ceil(w * 1.4 * ratio);
    sheet.height = Math.ceil(h * 1.4 * ratio);
    const c = sheet.getContext("2d"), [left, top, right, low] = painted.view;
    c.setTransform(sheet.width / (right - left), 0, 0, sheet.height / (low - top), (-left * sheet.width) / (right - left), (-top * sheet.height) / (low - top));
    paintCrowd(c, scope, ranked, painted.view, scale, 0.99 / (scale * ratio));
  }
  const soon = () => { waiting = waiting || requestAnimationFrame(paint); };
  const alive = () => { lively = true; soon(); };
  const redraw = () => { stale = true; lively = false; soon(); };

  function zoomAt(px, py, factor) {
    const [wx, wy] = world(px, py);
    scale = Math.max(0.004, Math.min(6, scale * factor));
    const [nx, ny] = world(px, py);
    x += wx - nx; y += wy - ny;
    moved = true;
    alive();
  }

  function find(px, py, slack) {
    const [wx, wy] = world(px, py), m = slack / scale;
    if (marks) return [nodeAt(wx, wy, m / 2, scope), edgeAt(wx, wy, m, scope)];
    let best = null, least = Math.max(m, RADIUS * 1.6);
    for (const n of scope.nodes) { const d = Math.hypot(n.x - wx, n.y - wy); if (d < least) { least = d; best = n; } }
    if (best) return [best, null];
    let tie = null, near = m;
    for (const e of scope.edges) {
      const d = toSegment(wx, wy, [e.a.x, e.a.y], [e.b.x, e.b.y]);
      if (d < near) { near = d; tie = e; }
    }
    return [null, tie];
  }

  canvas.addEventListener("wheel", (e) => { e.preventDefault(); zoomAt(...local(e), Math.exp(-e.deltaY * (e.deltaMode ? 0.05 : 0.0016))); }, { passive: false });
  canvas.addEventListener("pointerdown", (e) => {
    canvas.setPointerCapture(e.pointerId);
    const p = local(e);
    pointers.set(e.pointerId, { at: p, start: p, node: pointers.size ? null : find(...p, 4)[0] });
  });
  canvas.addEventListener("pointermove", (e) => {
    const held = pointers.get(e.pointerId), p = local(e);
    if (!held) { if (e.pointerType !== "touch") { const [n, tie] = find(...p, 6); on.hover(n || tie); } return; }
    const dx = p[0] - held.at[0], dy = p[1] - held.at[1];
    if (pointers.size === 2) {
      const far = [...pointers.values()].find((q) => q !== held);
      zoomAt((p[0] + far.at[0]) / 2, (p[1] + far.at[1]) / 2, Math.hypot(p[0] - far.at[0], p[1] - far.at[1]) / (Math.hypot(held.at[0] - far.at[0], held.at[1] - far.at[1]) || 1));
      x -= dx / 2 / scale; y -= dy / 2 / scale;
      for (const q of pointers.values()) q.far = true;
    } else if (held.far || Math.hypot(p[0] - held.start[0], p[1] - held.start[1]) > 4) {
      held.far = true;
      if (held.node) { places.set(held.node.id, [held.node.x + dx / scale, held.node.y + dy / scale]); stale = true; } else { x -= dx / scale; y -= dy / scale; }
      moved = true;
    } else return;
    held.at = p;
    alive();
  });
  const release = (e) => {
    const held = pointers.get(e.pointerId);
    pointers.delete(e.pointerId);
    if (!held || held.far || e.type === "pointercancel") return;
    on.click(...find(...local(e), e.pointerType === "touch" ? 14 : 7));
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", () => on.hover(null));
  canvas.addEventListener("dblclick", (e) => { const [n] = find(...local(e), 6); if (n) on.open(n); });

  function fit() {
    measure();
    stand(places);
    ({ x, y, scale } = fitting(everything(), ...size()));
    moved = false;
    redraw();
  }

  function reveal(px, py) {
    const [w, h] = size(), shift = intoView({ x: w / 2 + (px - x) * scale, y: h / 2 + (py - y) * scale }, box);
    if (!shift) return;
    const from = [x, y], to = [px, py + shift.down / scale], began = performance.now();
    cancelAnimationFrame(glide);
    const step = () => {
      const t = isCalm() ? 1 : Math.min(1, (performance.now() - began) / 250), ease = t * t * (3 - 2 * t);
      x = from[0] + (to[0] - from[0]) * ease; y = from[1] + (to[1] - from[1]) * ease;
      soon();
      if (t < 1) glide = requestAnimationFrame(step);
    };
    step();
    moved = true;
  }

  return {
    redraw, fit, reveal, refresh, paint,
    hover() { if (marks) redraw(); else alive(); },
    middle: (e) => (marks ? e.middle : [(e.a.x + e.b.x) / 2, (e.a.y + e.b.y) / 2]),
    pan(dx, dy) { x += dx / scale; y += dy / scale; moved = true; alive(); },
    zoom(factor) { zoomAt(size()[0] / 2, size()[1] / 2, factor); },
    turn() { places.clear(); stale = true; },
    toPage(px, py) { const r = box.getBoundingClientRect(), [w, h] = size(); return [r.left + w / 2 + (px - x) * scale, r.top + h / 2 + (py - y) * scale]; },
    hasMoved: () => moved, factor: () => drawnAt || 1, scope: () => scope,
  };
}
