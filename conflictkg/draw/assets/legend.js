// The legend: what the marks mean, how many there are, and switches for them.
const PLAIN = { colour: "muted", dash: [], width: 1.8, glyph: "" };
const statusOrder = ["accepted", "contested by a party", "disputed", "party-only", "unverified"];
const hasDates = [...edges.values()].some((e) => e.sure.length || e.open.length);
const present = (field) => new Set([...edges.values()].map((e) => e[field]));
const certainties = ["certain", "possible"].filter((c) => hasDates || present("given").has(c));
const groups = [
  { field: "kind", title: "Actors", entries: D.kinds.map((k) => ({ key: k.key, label: k.label, look: () => kindSample(k) })) },
  { field: "relation", title: "Ties", entries: D.relations.map((r) => ({ key: r.key, label: r.label, look: () => lineSample(r, "", "", r.sym) })) },
  { field: "certainty", title: "Certainty", entries: certainties.map((c) => ({ key: c, label: c, look: () => lineSample(PLAIN, c, "", true) })) },
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
    list.append(el("fieldset", { id: "group-" + group.field }, el("legend", {}, group.title), group.entries.map((entry) => {
      const input = el("input", { type: "checkbox", checked: true });
      const svg = svgElement("svg", { width: 44, height: 16, viewBox: "0 0 44 16", "aria-hidden": "true" });
      const count = el("span", { class: "count" });
      const label = el("label", {}, input, svg, say("span", entry.label, { class: "text" }), count);
      label.dataset.entry = group.field + ":" + entry.key;
      input.addEventListener("change", () => { state[group.field][input.checked ? "delete" : "add"](entry.key); changed(); });
      boxes.push({ group, entry, input, svg, count, label, inked: "", told: -1 });
      return label;
    })));
  }
  if (D.swatches.length) list.append(el("fieldset", { id: "group-colour" }, el("legend", {}, "Colours"), D.swatches.map(([fill, words]) => {
    const svg = svgElement("svg", { width: 44, height: 16, viewBox: "0 0 44 16", "aria-hidden": "true" });
    svg.append(svgElement("circle", { cx: 22, cy: 8, r: 7, fill }));
    return el("div", { class: "swatch" }, svg, say("span", words, { class: "text" }));
  })));
  $("#reset").addEventListener("click", () => { for (const g of groups) state[g.field].clear(); changed(); });
}

function paintLegend() {
  const found = counts();
  for (const box of boxes) {
    const { group, entry, input, svg } = box;
    if (box.inked !== theme.ink) { svg.replaceChildren(); toSvg(svg, entry.look()); box.inked = theme.ink; }
    const n = found[group.field].get(entry.key) || 0;
    input.checked = !state[group.field].has(entry.key);
    if (box.told === n) continue;
    box.told = n;
    box.count.textContent = String(n);
    box.label.classList.toggle("none", !n);
  }
  const certainty = $("#group-certainty");
  if (certainty && hasDates) certainty.hidden = !state.period;
  $("#shown").textContent = found.nodes + " of " + nodes.size + " actors, " + found.edges + " of " + edges.size + " ties";
  $("#reset").hidden = !groups.some((g) => state[g.field].size);
  paintAround();
}

// What the view is limited to, and the way out of it and back.
function paintAround() {
  const box = $("#around"), names = (state.around || []).map((id) => labelOf(nodes.get(id)));
  const shown = names.length > 3 ? [...names.slice(0, 3), names.length - 3 + " more"] : names;
  box.hidden = !state.around && !isMany();
  if (box.hidden) return;
  const button = (text, ids) => el("button", { type: "button", on: () => goRound(ids) }, text);
  box.replaceChildren(...(state.around
    ? [say("p", "In view: " + shown.map((n) => "\u2068" + n + "\u2069").join(", ") + " and who is tied to them.", { class: "small" }), button("Show all " + nodes.size, null)]
    : [button("Show less", defaultAround())]));
}
