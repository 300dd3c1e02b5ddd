// The page: legend, search, choice, keyboard, address, downloads.
for (const n of nodes.values()) { n.px = n.x; n.py = n.y; n.pside = n.side; }
for (const e of edges.values()) e.pbend = e.bend || 0;
const stage = $("#stage"), panel = $("#panel"), live = $("#live");
const isTall = () => stage.clientHeight > stage.clientWidth * 1.15;
let rows = [];

// --- legend ---------------------------------------------------------------------------------------
const PLAIN = { colour: "muted", dash: [], width: 1.8, glyph: "" };
const statusOrder = ["accepted", "contested by a party", "disputed", "party-only", "unverified"];
const present = (field) => new Set([...edges.values()].map((e) => e[field]));
const groups = [
  { field: "kind", title: "Actors", entries: D.kinds.map((k) => ({ key: k.key, label: k.label, look: () => kindSample(k) })) },
  { field: "relation", title: "Ties", entries: D.relations.map((r) => ({ key: r.key, label: r.label, look: () => lineSample(r, "", "", r.sym) })) },
  { field: "certainty", title: "Certainty", entries: ["certain", "possible"].filter((c) => present("certainty").has(c)).map((c) => ({ key: c, label: c, look: () => lineSample(PLAIN, c, "", true) })) },
  { field: "status", title: "Status", entries: [...new Set([...statusOrder, ...present("status")])].filter((s) => present("status").has(s)).map((s) => ({ key: s, label: s, look: () => lineSample(PLAIN, "", s, true) })) },
];
const boxes = [];

function kindSample(kind) {
  const n = { kind: kind.key, shape: kind.shape, x: 22, y: 8, r: 7, w: 28, h: 14 };
  return nodeMarks(n, 0.62, false);
}

function buildLegend() {
  const list = $("#legend-list");
  for (const group of groups) {
    if (!group.entries.length || (group.entries.length < 2 && group.field !== "kind" && group.field !== "relation")) continue;
    list.append(el("fieldset", {}, el("legend", {}, group.title), group.entries.map((entry) => {
      const input = el("input", { type: "checkbox", checked: true });
      const svg = svgElement("svg", { width: 44, height: 16, viewBox: "0 0 44 16", "aria-hidden": "true" });
      const count = el("span", { class: "count" });
      const label = el("label", {}, input, svg, say("span", entry.label, { class: "text" }), count);
      label.dataset.entry = group.field + ":" + entry.key;
      input.addEventListener("change", () => { state[group.field][input.checked ? "delete" : "add"](entry.key); changed(); });
      boxes.push({ group, entry, input, svg, count, label });
      return label;
    })));
  }
  $("#reset").addEventListener("click", () => { for (const g of groups) state[g.field].clear(); changed(); });
}

function paintLegend() {
  const found = counts();
  for (const { group, entry, input, svg, count, label } of boxes) {
    svg.replaceChildren();
    toSvg(svg, entry.look());
    const n = found[group.field].get(entry.key) || 0;
    input.checked = !state[group.field].has(entry.key);
    count.textContent = String(n);
    label.classList.toggle("none", !n);
  }
  $("#shown").textContent = found.nodes + " of " + nodes.size + " actors, " + found.edges + " of " + edges.size + " ties";
  $("#reset").hidden = !groups.some((g) => state[g.field].size);
}

// --- choice and redraw ----------------------------------------------------------------------------
function tell(text) { live.textContent = text; }

function changed() {
  applyFilters();
  if (state.node && !nodes.get(state.node).shown) state.node = null;
  if (state.edge && !edges.get(state.edge).shown) state.edge = null;
  paintAll();
  const found = counts();
  tell(found.nodes + " actors and " + found.edges + " ties shown");
}

function paintAll() {
  paintLegend();
  paintPanel();
  for (const [e, row] of rows) row.hidden = !e.shown;
  engine.redraw();
  save();
}

function paintPanel() {
  const content = state.node ? nodePanel(nodes.get(state.node)) : state.edge ? edgePanel(edges.get(state.edge)) : overview();
  $("#panel-body").replaceChildren(...content.filter(Boolean));
  panel.classList.toggle("chosen", Boolean(state.node || state.edge));
  panel.scrollTop = 0;
}

function choose(node, edge, quiet) {
  const had = panel.contains(document.activeElement);
  state.node = node;
  state.edge = edge;
  const n = node && nodes.get(node), e = edge && edges.get(edge);
  if (n && !n.shown) { state.kind.delete(n.kind); applyFilters(); }
  if (e && !e.shown) { for (const [set, key] of [["kind", e.a.kind], ["kind", e.b.kind], ["relation", e.rel], ["certainty", e.certainty], ["status", e.status]]) state[set].delete(key); applyFilters(); }
  paintAll();
  engine.refresh();
  if (n) engine.reveal(n.x, n.y);
  if (e) engine.reveal(e.middle[0], e.middle[1]);
  if (had) $("#panel-body h2").focus({ preventScroll: true });
  if (quiet) return;
  if (n) tell(labelOf(n) + ", " + n.kindLabel + ", " + n.ties.filter((x) => x.shown).length + " ties");
  else if (e) tell(labelOf(e.a) + " " + e.label + " " + labelOf(e.b) + ", " + [e.certainty, e.status].filter(Boolean).join(", "));
  else tell("Nothing chosen");
}

function hover(what) {
  if (what === state.hover) return;
  state.hover = what;
  stage.classList.toggle("over", Boolean(what));
  engine.redraw();
}

// --- search ---------------------------------------------------------------------------------------
// One spelling for all: no case, no marks, no article signs; Arabic letter forms folded.
const fold = (text) => text.normalize("NFKD").replace(/\p{M}|[\u0640'’‘ʿʾ`´]/gu, "").toLowerCase().replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
const index = [...nodes.values()].map((n) => ({ n, names: [...new Set([n.label, ...(n.names || []).map((x) => x[0])])].map((text) => [text, fold(text)]) }));

function matches(text) {
  const wanted = fold(text), squeezed = wanted.replaceAll(" ", "");
  if (!wanted) return [];
  const hits = [];
  for (const { n, names } of index) {
    let best = null;
    for (const [name, key] of names) {
      const rank = key === wanted ? 0 : key.startsWith(wanted) ? 1 : key.includes(" " + wanted) ? 2 : key.replaceAll(" ", "").includes(squeezed) ? 3 : 9;
      if (rank < 9 && (!best || rank < best.rank)) best = { n, name, rank };
    }
    if (best) hits.push(best);
  }
  return hits.sort((a, b) => a.rank - b.rank || (a.n.label < b.n.label ? -1 : 1)).slice(0, 12);
}

function setUpSearch() {
  const input = $("#find"), list = $("#found");
  let hits = [], at = -1;
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); at = -1; };
  const take = (hit) => { close(); input.value = ""; choose(hit.n.id, null); };
  const point = (i) => {
    at = i;
    [...list.children].forEach((li, j) => li.setAttribute("aria-selected", String(j === at)));
    if (at >= 0) input.setAttribute("aria-activedescendant", "found-" + at);
  };
  input.addEventListener("input", () => {
    hits = matches(input.value);
    list.replaceChildren(...hits.map((hit, i) => {
      const li = el("li", { role: "option", id: "found-" + i, "aria-selected": "false" }, say("span", hit.n.label), hit.name !== hit.n.label ? say("span", hit.name, { class: "small" }) : null);
      li.addEventListener("pointerdown", (e) => { e.preventDefault(); take(hit); });
      return li;
    }));
    if (!hits.length && fold(input.value)) list.append(el("li", { class: "small" }, "No name like this"));
    list.hidden = !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    at = -1;
    if (fold(input.value)) tell(hits.length + " found");
  });
  input.addEventListener("keydown", (e) => {
    if (e.key === "Escape") { close(); input.value = ""; }
    if (e.key === "Enter" && hits.length && !list.hidden) { e.preventDefault(); take(hits[Math.max(at, 0)]); }
    if ((e.key === "ArrowDown" || e.key === "ArrowUp") && hits.length) { e.preventDefault(); point((at + (e.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length); }
  });
  input.addEventListener("blur", close);
}

// --- keyboard -------------------------------------------------------------------------------------
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
      if (next) choose(next.id, null);
    } else if (e.key === "Enter" && (state.node || state.edge)) {
      e.preventDefault();
      $("#panel-body h2").focus();
    } else if (e.key === "+" || e.key === "=") engine.zoom(1.25);
    else if (e.key === "-") engine.zoom(0.8);
    else if (e.key === "0") engine.fit();
  });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || e.target === $("#find") || !(state.node || state.edge)) return;
    const inside = panel.contains(document.activeElement);
    choose(null, null);
    if (inside) stage.focus();
  });
}

// --- address --------------------------------------------------------------------------------------
let asked = "";

function save() {
  const q = new URLSearchParams();
  if (state.node) q.set("actor", state.node);
  if (state.edge) q.set("tie", state.edge);
  for (const g of groups) if (state[g.field].size) q.set("no-" + g.field, JSON.stringify([...state[g.field]].sort()));
  if (state.language) q.set("names", state.language);
  const text = String(q), now = text ? "#" + text : "";
  if (now === asked) return;
  asked = now;
  try { history.replaceState(null, "", now || location.pathname + location.search); } catch (error) { /* a sandboxed frame has no address */ }
}

function load() {
  const q = new URLSearchParams(location.hash.slice(1));
  asked = location.hash;
  for (const g of groups) {
    let list = [];
    try { list = JSON.parse(q.get("no-" + g.field) || "[]"); } catch (error) { list = []; }
    const known = new Set(g.entries.map((entry) => entry.key));
    state[g.field] = new Set((Array.isArray(list) ? list : []).filter((key) => known.has(key)));
  }
  state.language = D.languages.includes(q.get("names")) ? q.get("names") : "";
  $("#language").value = state.language;
  applyFilters();
  const node = nodes.get(q.get("actor")), edge = edges.get(q.get("tie"));
  choose(node ? node.id : null, !node && edge ? edge.id : null, true);
}

// --- downloads ------------------------------------------------------------------------------------
const fileName = (suffix) => [D.title, D.asOf].filter(Boolean).join(" ").normalize("NFKD").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "").toLowerCase().slice(0, 60) + "." + suffix;

// The picture with its title and what it rests on, so that it can stand alone in a report.
function figure() {
  engine.refresh();
  const k = engine.factor(), b = bounds(), pad = 26 * k, w = b[2] - b[0] + 2 * pad;
  const source = [D.subtitle, D.datasets.map((d) => [d.title, d.version, d.licence].filter(Boolean).join(", ")).join("; ")].filter(Boolean);
  const used = groups.flatMap((g) => g.entries.filter((entry) => (counts()[g.field].get(entry.key) || 0) > 0 && (g.field !== "status" || entry.key !== "accepted") && (g.field !== "certainty" || entry.key !== "certain")).map((entry) => entry));
  const columns = Math.max(1, Math.floor((w - 2 * pad) / (190 * k))), lines = Math.ceil(used.length / columns);
  const top = 58 * k, bottom = lines * 21 * k + 26 * k, h = b[3] - b[1] + top + bottom + 2 * pad;
  const x0 = b[0] - pad, y0 = b[1] - pad - top;
  const text = (t, x, y, size, weight, fill) => ({ text: t, x, y, size: size * k, weight, fill: colour(fill), anchor: "start" });
  const marks = [{ d: "M" + x0 + " " + y0 + "h" + w + "v" + h + "h" + -w + "Z", fill: colour("paper") },
    text(D.title, x0 + pad, y0 + 34 * k, 20, 600, "ink"), text(source.join(" · "), x0 + pad, y0 + 54 * k, 11, 400, "muted"), ...pictureMarks(k)];
  const legend = used.map((entry, i) => ({ entry, x: x0 + pad + (i % columns) * 190 * k, y: b[3] + pad + Math.floor(i / columns) * 21 * k + 8 * k }));
  for (const l of legend) marks.push(text(l.entry.label, l.x + 52 * k, l.y + 12 * k, 12, 400, "ink"));
  return { marks, legend, box: [x0, y0, w, h], k };
}

const quietly = (f) => { const kept = [state.node, state.edge, state.hover]; state.hover = null; const made = f(); [state.node, state.edge, state.hover] = kept; return made; };

function svgText() {
  const { marks, legend, box, k } = quietly(figure);
  const root = svgElement("svg", { viewBox: box.map(round).join(" "), width: Math.round(box[2] / k), height: Math.round(box[3] / k), "font-family": FACE, role: "img" });
  root.append(svgElement("title", {}, D.title));
  toSvg(root, marks);
  for (const l of legend) {
    const g = svgElement("g", { transform: "translate(" + round(l.x) + " " + round(l.y) + ") scale(" + k + ")" });
    toSvg(g, l.entry.look());
    root.append(g);
  }
  return new XMLSerializer().serializeToString(root);
}

function pngCanvas() {
  const { marks, legend, box, k } = quietly(figure);
  const scale = Math.min(2 / k, 8000 / box[2], 8000 / box[3]), canvas = document.createElement("canvas");
  canvas.width = Math.ceil(box[2] * scale);
  canvas.height = Math.ceil(box[3] * scale);
  const ctx = canvas.getContext("2d");
  ctx.setTransform(scale, 0, 0, scale, -box[0] * scale, -box[1] * scale);
  toCanvas(ctx, marks);
  for (const l of legend) {
    ctx.save();
    ctx.translate(l.x, l.y);
    ctx.scale(k, k);
    toCanvas(ctx, l.entry.look());
    ctx.restore();
  }
  return canvas;
}

function download(blob, name) {
  const a = el("a", { download: name });
  a.href = URL.createObjectURL(blob);
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 2000);
}

// --- start ----------------------------------------------------------------------------------------
function setUpTools() {
  $("#fit").addEventListener("click", () => engine.fit());
  $("#svg").addEventListener("click", () => download(new Blob([svgText()], { type: "image/svg+xml" }), fileName("svg")));
  $("#png").addEventListener("click", () => pngCanvas().toBlob((blob) => download(blob, fileName("png"))));
  $("#close").addEventListener("click", () => { choose(null, null); stage.focus(); });
  const select = $("#language");
  select.append(new Option("as given", ""));
  for (const code of D.languages) {
    let label = code;
    try { label = new Intl.DisplayNames([code], { type: "language" }).of(code); } catch (error) { label = code; }
    select.append(el("option", { value: code, lang: code, dir: "auto" }, label));
  }
  $("#language-field").hidden = !D.languages.length;
  select.addEventListener("change", () => { state.language = select.value; rebuildTable(); paintAll(); });
}

function rebuildTable() {
  rows = tableRows();
  $("#ties tbody").replaceChildren(...rows.map(([, row]) => row));
}

let engine = null;

function start() {
  readTheme();
  applyFilters();
  state.tall = isTall();
  engine = visEngine($("#canvas"), { click: (n, e) => choose(n ? n.id : null, n || !e ? null : e.id), hover });
  buildLegend();
  setUpSearch();
  setUpKeys();
  setUpTools();
  rebuildTable();
  engine.fit();
  load();
  const narrow = matchMedia("(max-width: 820px)"), foldLegend = () => { $("#legend").open = !narrow.matches; };
  narrow.addEventListener("change", foldLegend);
  foldLegend();
  $("#ties details").addEventListener("toggle", (event) => event.target.open && event.target.scrollIntoView({ block: "start" }));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readTheme(); paintAll(); });
  addEventListener("hashchange", () => { if (location.hash !== asked) load(); });
  new ResizeObserver(() => {
    const tall = isTall();
    if (tall !== state.tall) { state.tall = tall; engine.turn(); engine.fit(); } else if (!engine.hasMoved()) engine.fit();
  }).observe(stage);
  window.conflictkg = hook;
}

// For tests and scripts: what is shown and where, to read only.
const hook = Object.freeze({
  get state() { return { node: state.node, edge: state.edge, language: state.language, tall: state.tall, off: Object.fromEntries(groups.map((g) => [g.field, [...state[g.field]]])) }; },
  positions() {
    engine.refresh();
    return { nodes: Object.fromEntries(shownNodes().map((n) => [n.id, engine.toPage(n.x, n.y)])), edges: Object.fromEntries(shownEdges().map((e) => [e.id, engine.toPage(...e.middle)])) };
  },
  stat() {
    const found = counts();
    return { nodes: found.nodes, edges: found.edges, labels: shownNodes().filter((n) => n.box).length, factor: engine.factor(), strangers: coalitions.flatMap(strangersIn).map((n) => n.id), members: Object.fromEntries(coalitions.map((c) => [c.hub.id, membersShown(c).map((m) => m.id)])) };
  },
  svg: svgText,
  png: () => pngCanvas().toDataURL("image/png"),
});

unpackLibrary().then(start).catch((error) => {
  $("#canvas").append(el("p", { class: "sorry" }, "This browser cannot draw the picture (" + error.message + "). One of 2023 or later can; the ties are in the table below."));
  rebuildTable();
  throw error;
});
