// The camera of pictures up to some thousand actors: vis-network pans, zooms, drags and pinches; the marks are painted by us, under its transform.
// It stands deflated in the page. The policy of the page names the hash of the unpacked text, so the
// browser itself refuses to run anything else.
async function unpackLibrary() {
  const bytes = Uint8Array.from(atob(document.getElementById("library").textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const script = document.createElement("script");
  script.textContent = await new Response(stream).text();
  document.head.append(script);
}

function visEngine(box, on) {
  const all = [...nodes.values()]; // vis knows them by number: an id may be any text, even "__proto__"
  const blank = ({ id }) => ({ drawNode() {}, nodeDimensions: { width: all[id].w || 22, height: all[id].h || 22 } });
  const spots = () => all.map((n, id) => ({ id, x: homeOf(n)[0], y: homeOf(n)[1] }));
  const start = spots().map((n) => ({ ...n, shape: "custom", ctxRenderer: blank }));
  const set = new vis.DataSet(start);
  const net = new vis.Network(box, { nodes: set, edges: [] }, {
    physics: false, autoResize: true,
    layout: { improvedLayout: false },
    interaction: { hover: false, keyboard: false, dragNodes: true, selectable: false, tooltipDelay: 1e9, zoomSpeed: 0.7 },
  });
  let marks = [], scope = everything(), drawnAt = 0, stale = true, moved = false;
  const positions = () => new Map(Object.entries(net.getPositions()).map(([id, p]) => [all[id].id, [p.x, p.y]]));

  function refresh() {
    const k = sizeFactor(net.getScale());
    if (!stale && k === drawnAt) return;
    scope = everything();
    stand(positions());
    arrange(k, scope);
    marks = pictureMarks(k, scope);
    drawnAt = k;
    stale = false;
  }
  net.on("afterDrawing", (ctx) => { refresh(); toCanvas(ctx, marks); });
  net.on("dragging", (e) => { if (e.nodes.length) stale = true; moved = true; });
  net.on("zoom", () => { moved = true; });
  net.on("doubleClick", (e) => { const n = nodeAt(e.pointer.canvas.x, e.pointer.canvas.y, 7 / net.getScale(), scope); if (n) on.open(n); });
  net.on("click", (e) => {
    const slack = (e.event.pointerType === "touch" ? 14 : 7) / net.getScale(), { x, y } = e.pointer.canvas;
    on.click(nodeAt(x, y, slack / 2, scope), edgeAt(x, y, slack, scope));
  });
  box.addEventListener("pointermove", (e) => {
    if (e.pointerType === "touch" || e.buttons) return;
    const r = box.getBoundingClientRect(), p = net.DOMtoCanvas({ x: e.clientX - r.left, y: e.clientY - r.top }), slack = 6 / net.getScale();
    on.hover(nodeAt(p.x, p.y, slack / 2, scope) || edgeAt(p.x, p.y, slack, scope));
  });
  box.addEventListener("pointerleave", () => on.hover(null));

  function redraw() { stale = true; net.redraw(); }

  function fit() {
    stand(positions());
    const { x, y, scale } = fitting(everything(), box.clientWidth, box.clientHeight);
    net.moveTo({ position: { x, y }, scale, animation: false });
    moved = false;
    redraw();
  }

  function toPage(x, y) {
    const r = box.getBoundingClientRect(), p = net.canvasToDOM({ x, y });
    return [r.left + p.x, r.top + p.y];
  }

  function reveal(x, y) {
    const shift = intoView(net.canvasToDOM({ x, y }), box);
    if (!shift) return;
    const position = { x, y: y + shift.down / net.getScale() };
    net.moveTo({ position, scale: net.getScale(), animation: isCalm() ? false : { duration: 250, easingFunction: "easeInOutQuad" } });
    moved = true;
  }

  function zoom(factor) {
    net.moveTo({ scale: net.getScale() * factor, position: net.getViewPosition(), animation: false });
    moved = true;
    redraw();
  }

  function pan(dx, dy) {
    const at = net.getViewPosition(), scale = net.getScale();
    net.moveTo({ position: { x: at.x + dx / scale, y: at.y + dy / scale }, scale, animation: false });
  }

  function turn() { set.update(spots()); }

  return { redraw, hover: redraw, middle: (e) => e.middle, fit, reveal, pan, zoom, toPage, turn, hasMoved: () => moved, factor: () => drawnAt || 1, refresh, scope: () => scope };
}
