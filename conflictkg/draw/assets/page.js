// The page: its tools, its start, and what tests may look at.
const stage = $("#stage"), panel = $("#panel"), live = $("#live");
const isTall = () => stage.clientHeight > stage.clientWidth * 1.15;
let engine = null;

function setUpTools() {
  $("#fit").addEventListener("click", () => engine.fit());
  $("#svg").addEventListener("click", () => download(new Blob([svgText()], { type: "image/svg+xml" }), fileName("svg")));
  $("#png").addEventListener("click", () => pngCanvas().toBlob((blob) => download(blob, fileName("png"))));
  $("#csv").addEventListener("click", () => download(new Blob(["\ufeff" + csvText()], { type: "text/csv" }), fileName("csv")));
  $("#close").addEventListener("click", () => { choose({}); (state.tab === "lanes" ? $("#lanes") : stage).focus(); });
  const select = $("#language");
  select.append(new Option("as given", ""));
  for (const code of D.languages) {
    let label = code;
    try { label = new Intl.DisplayNames([code], { type: "language" }).of(code); } catch (error) { label = code; }
    select.append(el("option", { value: code, lang: code, dir: "auto" }, label));
  }
  $("#language-field").hidden = !D.languages.length;
  select.addEventListener("change", () => { state.language = select.value; if (rows) buildTable(); paintAll(); });
}

function setUpFrame() {
  const narrow = matchMedia("(max-width: 820px)"), foldLegend = () => { $("#legend").open = !narrow.matches; };
  narrow.addEventListener("change", foldLegend);
  foldLegend();
  $("#ties details").addEventListener("toggle", (event) => {
    if (!event.target.open) return;
    if (!rows) buildTable();
    event.target.scrollIntoView({ block: "start" });
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readTheme(); paintAll(); });
  addEventListener("hashchange", () => { if (location.hash !== asked) load(); });
  addEventListener("beforeprint", () => { readTheme(); paintAll(); });
  let first = true;
  new ResizeObserver(() => {
    if (first) { first = false; return; }
    timeline.width = 0; // to be measured again
    paintTime();
    paintLanes();
    if (!stage.clientWidth) return;
    const tall = isTall();
    if (tall !== state.tall) { state.tall = tall; placeSurroundings(); engine.turn(); engine.fit(); } else if (!engine.hasMoved()) engine.fit();
  }).observe($("#middle"));
}

function start() {
  readTheme();
  buildLegend();
  setUpTools();
  const chosen = readAddress();
  applyFilters();
  setUpTime(); // these two take their room first, so that the camera knows its own
  setUpTabs();
  state.tall = isTall();
  timeline.width = $("#ticks").clientWidth; // asked while nothing has changed since, so that the page is laid out once
  placeSurroundings();
  engine = (D.engine === "canvas" ? canvasEngine : visEngine)($("#canvas"), { click: (n, e) => choose(n ? { node: n.id } : e ? { edge: e.id } : {}), hover, open: expand });
  setUpSearch();
  setUpKeys();
  setUpLanes();
  engine.fit();
  if (Object.keys(chosen).length) choose(chosen, true);
  else paintAll();
  showTab();
  setUpFrame();
  window.conflictkg = hook;
}

// For tests and scripts: what is shown and where, to read only.
const hook = Object.freeze({
  get state() {
    return { node: state.node, edge: state.edge, event: state.event, language: state.language, tall: state.tall, tab: state.tab, day: state.period ? state.period.text : "", around: state.around,
      off: Object.fromEntries(groups.map((g) => [g.field, [...state[g.field]]])) };
  },
  positions() {
    engine.refresh();
    const seen = engine.scope();
    return { nodes: Object.fromEntries(seen.nodes.map((n) => [n.id, engine.toPage(n.x, n.y)])), edges: Object.fromEntries(seen.edges.map((e) => [e.id, engine.toPage(...engine.middle(e))])) };
  },
  stat() {
    const found = counts(), named = shownNodes().filter((n) => n.box);
    return { nodes: found.nodes, edges: found.edges, labels: named.length, covering: named.filter((n) => shownNodes().some((o) => o !== n && overlap(n.box, markBox(o), 0))).map((n) => n.id), factor: engine.factor(), strangers: coalitions.flatMap(strangersIn).map((n) => n.id),
      members: Object.fromEntries(coalitions.map((c) => [c.hub.id, membersShown(c).map((m) => m.id)])) };
  },
  members() {
    const sure = (bonds) => (bonds.some((e) => e.certainty === "certain") ? "certain" : bonds.length ? "possible" : "");
    return Object.fromEntries(coalitions.map((c) => [c.hub.id, membersShown(c).map((m) => [m.id, sure(c.bonds.get(m).filter((e) => e.shown))])]));
  },
  busy: () => shownNodes().slice().sort((a, b) => b.ties.length - a.ties.length).map((n) => n.id),
  label: (id) => labelOf(nodes.get(id)),
  setDay(text) { setPeriod(periodOf(text)); },
  showAll() { goRound(null); },
  pan(dx, dy) { engine.pan(dx, dy); },
  changes: () => timeline.days.map(isoDay),
  svg: svgText,
  png: () => pngCanvas().toDataURL("image/png"),
  csv: csvText,
});

Promise.resolve(D.engine === "canvas" ? null : unpackLibrary()).then(start).catch((error) => {
  $("#canvas").append(el("p", { class: "sorry" }, "This browser cannot draw the picture (" + error.message + "). One of 2023 or later can; the ties are in the table below."));
  buildTable();
  throw error;
});
