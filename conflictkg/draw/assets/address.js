// The address: the whole state as a link.
let asked = "";

// A little later, since a slider asks for it many times a second.
let saving = 0;
function save() {
  clearTimeout(saving);
  saving = setTimeout(saveNow, 120);
}

function saveNow() {
  const q = new URLSearchParams();
  if (state.tab !== (D.tab || "network")) q.set("tab", state.tab);
  if ((state.period ? state.period.text : "") !== D.asOf) q.set("day", state.period ? state.period.text : "all");
  if (state.node) q.set("actor", state.node);
  if (state.edge) q.set("tie", state.edge);
  if (state.event) q.set("event", state.event);
  if (JSON.stringify(state.around) !== JSON.stringify(defaultAround())) q.set("around", state.around ? JSON.stringify(state.around) : "all");
  for (const g of groups) if (state[g.field].size) q.set("no-" + g.field, JSON.stringify([...state[g.field]].sort()));
  if (state.language) q.set("names", state.language);
  const text = String(q), now = text ? "#" + text : "";
  if (now === asked) return;
  asked = now;
  try { history.replaceState(null, "", now || location.pathname + location.search); } catch (error) { /* a sandboxed frame has no address */ }
}

// Whoever made the link, only what is there is taken from it.
function readAddress() {
  const q = new URLSearchParams(location.hash.slice(1));
  asked = location.hash;
  for (const g of groups) {
    const known = new Set(g.entries.map((entry) => entry.key));
    state[g.field] = new Set(listOf(q.get("no-" + g.field)).filter((key) => known.has(key)));
  }
  state.language = D.languages.includes(q.get("names")) ? q.get("names") : "";
  $("#language").value = state.language;
  const text = q.get("day") === "all" ? "" : q.get("day") || D.asOf;
  state.period = periodOf(text) || (text ? periodOf(D.asOf) : null);
  const round = listOf(q.get("around")).filter((id) => nodes.has(id));
  state.around = q.get("around") === "all" ? null : round.length ? round : defaultAround();
  state.tab = (q.get("tab") || D.tab) === "lanes" && D.lanes ? "lanes" : "network";
  const part = { node: q.get("actor"), edge: q.get("tie"), event: q.get("event") };
  Object.assign(state, { node: null, edge: null, event: null });
  return nodes.has(part.node) ? { node: part.node } : edges.has(part.edge) ? { edge: part.edge } : events.has(part.event) ? { event: part.event } : {};
}

function load() {
  const chosen = readAddress();
  placeSurroundings();
  engine.turn();
  choose(chosen, true);
  showTab();
}

function listOf(text) {
  try {
    const found = JSON.parse(text || "[]");
    return Array.isArray(found) ? found : [];
  } catch (error) {
    return [];
  }
}
