// The keyboard: from actor to actor by arrows, and letters for what the buttons do.
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function neighbourThatWay(node, [dx, dy]) {
  let best = null, least = Infinity;
  for (const n of shownNodes()) {
    const x = n.x - node.x, y = n.y - node.y, ahead = x * dx + y * dy, aside = Math.abs(x * dy - y * dx);
    if (n === node || ahead <= 1) continue;
    const cost = ahead + 2.2 * aside;
    if (cost < least) { least = cost; best = n; }
  }
  return best;
}

function setUpKeys() {
  stage.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const way = WAYS[e.key], list = shownNodes();
    if (way && list.length) {
      e.preventDefault();
      const from = state.node ? nodes.get(state.node) : state.edge ? edges.get(state.edge).a : null;
      const first = list.reduce((a, b) => (b.ties.length > a.ties.length ? b : a));
      const next = from ? neighbourThatWay(from, way) : first;
      if (next) choose({ node: next.id });
    } else if (e.key === "Enter" && (state.node || state.edge)) {
      e.preventDefault();
      $("#panel-body h2").focus();
    } else if (e.key === "+" || e.key === "=") engine.zoom(1.25);
    else if (e.key === "-") engine.zoom(0.8);
    else if (e.key === "0") engine.fit();
    else if (e.key === "x" && state.node && nodes.get(state.node).ties.length) expand(nodes.get(state.node));
  });
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName) || !timeline.days.length) return;
    if (e.key === "," || e.key === ".") stepChange(e.key === "." ? 1 : -1);
    else if (e.key === "p") togglePlay();
  });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || e.target === $("#find") || !(state.node || state.edge || state.event)) return;
    const inside = panel.contains(document.activeElement);
    choose({});
    if (inside) (state.tab === "lanes" ? $("#lanes") : stage).focus();
  });
}
