// The camera: vis-network pans, zooms, drags and pinches; the marks are painted by us, under its transform.
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
  const spots = () => all.map((n, id) => ({ id, x: state.tall ? n.tx : n.px, y: state.tall ? n.ty : n.py }));
  const start = spots().map((n) => ({ ...n, shape: "custom", ctxRenderer: blank }));
  const set = new vis.DataSet(start);
  const net = new vis.Network(box, { nodes: set, edges: [] }, {
    physics: false, autoResize: true,
    layout: { improvedLayout: false },
    interaction: { hover: false, keyboard: false, dragNodes: true, selectable: false, tooltipDelay: 1e9, zoomSpeed: 0.7 },
  });
  let marks = [], drawnAt = 0, stale = true, moved = false;
  const positions = () => new Map(Object.entries(net.getPositions()).map(([id, p]) => [all[id].id, [p.x, p.y]]));

  function refresh() {
    const k = sizeFactor(net.getScale());
    if (!stale && k === drawnAt) return;
    arrange(k, positions());
    marks = pictureMarks(k);
    drawnAt = k;
    stale = false;
  }
  net.on("afterDrawing", (ctx) => { refresh(); toCanvas(ctx, marks); });
  net.on("dragging", (e) => { if (e.nodes.length) stale = true; moved = true; });
  net.on("zoom", () => { moved = true; });
  net.on("click", (e) => {
    const slack = (e.event.pointerType === "touch" ? 14 : 7) / net.getScale(), { x, y } = e.pointer.canvas;
    on.click(nodeAt(x, y, slack / 2), edgeAt(x, y, slack));
  });
  box.addEventListener("pointermove", (e) => {
    if (e.pointerType === "touch" || e.buttons) return;
    const r = box.getBoundingClientRect(), p = net.DOMtoCanvas({ x: e.clientX - r.left, y: e.clientY - r.top }), slack = 6 / net.getScale();
    on.hover(nodeAt(p.x, p.y, slack / 2) || edgeAt(p.x, p.y, slack));
  });
  box.addEventListener("pointerleave", () => on.hover(null));

  function redraw() { stale = true; net.redraw(); }

  // Names keep their size on screen, so how much room they take depends on the zoom: measure, and twice again.
  function fit() {
    const w = box.clientWidth, h = box.clientHeight, margin = 12, at = positions();
    const fitting = (k) => {
      arrange(k, at);
      const b = bounds();
      return [b, Math.min(1.25, Math.max(0.02, Math.min((w - 2 * margin) / (b[2] - b[0]), (h - 2 * margin) / (b[3] - b[1]))))];
    };
    const first = fitting(1)[1], second = fitting(sizeFactor(first))[1], [b, third] = fitting(sizeFactor(second));
    net.moveTo({ position: { x: (b[0] + b[2]) / 2, y: (b[1] + b[3]) / 2 }, scale: Math.max(Math.min(second, third), first * 0.6), animation: false });
    moved = false;
    redraw();
  }

  function toPage(x, y) {
    const r = box.getBoundingClientRect(), p = net.canvasToDOM({ x, y });
    return [r.left + p.x, r.top + p.y];
  }

  // Bring a point into view, above the sheet of a phone; the camera stays where it is when the point is in view already.
  function reveal(x, y) {
    const p = net.canvasToDOM({ x, y }), w = box.clientWidth, h = box.clientHeight, sheet = $("#panel");
    const covered = getComputedStyle(sheet).position === "fixed" ? box.getBoundingClientRect().bottom - sheet.getBoundingClientRect().top : 0;
    const free = h - Math.max(0, Math.min(covered, h - 120));
    if (p.x > 40 && p.x < w - 40 && p.y > 40 && p.y < free - 40) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches, position = { x, y: y + (h - free) / 2 / net.getScale() };
    net.moveTo({ position, scale: net.getScale(), animation: calm ? false : { duration: 250, easingFunction: "easeInOutQuad" } });
    moved = true;
  }

  function zoom(factor) {
    net.moveTo({ scale: net.getScale() * factor, position: net.getViewPosition(), animation: false });
    moved = true;
    redraw();
  }

  function turn() {
    set.update(spots());
  }

  return { redraw, fit, reveal, zoom, toPage, turn, hasMoved: () => moved, factor: () => drawnAt || 1, refresh };
}
