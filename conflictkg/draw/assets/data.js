// What the page is about: the scene as it came, and what the reader chose. Nothing here draws.
const $ = (selector) => document.querySelector(selector);
const D = JSON.parse(document.getElementById("scene").textContent);
const kinds = new Map(D.kinds.map((k) => [k.key, k]));
const relations = new Map(D.relations.map((r) => [r.key, r]));
const nodes = new Map(), edges = new Map(), events = new Map();
const NONE = Object.freeze([]); // until more is told
// Windows, "first/last", in which it is sure; those in which it may be are numbered where they are others.
function windowsOf(thing) {
  const sure = thing.sure || NONE;
  return { sure, open: thing.open || sure };
}

// They come in columns and are written out field by field: so thousands of things of one make are read several times faster.
const column = (table, field) => table[field] || NONE;
const numbered = []; // the actors in their order, by which ties name them
{
  const N = D.nodes, ids = column(N, "id"), { label, kind: number, x, y } = N, sides = column(N, "side"), kindLabels = column(N, "kindLabel"), colours = column(N, "colour"), sizes = column(N, "size"), tx = N.tx || x, ty = N.ty || y, tsides = N.tx ? column(N, "tside") : sides;
  for (let i = 0; i < ids.length; i++) {
    const kind = D.kinds[number[i]], side = sides[i] || "below";
    const node = {
      id: ids[i], label: label[i], kind: kind.key, kindLabel: kindLabels[i] || kind.label, colour: colours[i] || "", size: sizes[i] || 1, shape: kind.shape, note: "", names: NONE, facts: NONE,
      x: x[i], y: y[i], side, px: x[i], py: y[i], pside: side, tx: tx[i], ty: ty[i], tside: tsides[i] || "below", lx: undefined, ly: undefined,
      ties: [], events: [], there: true, shown: true, lines: NONE, r: 0, w: 0, h: 0, box: null, at: "",
    };
    numbered.push(node);
    nodes.set(node.id, node);
  }
}
{
  const E = D.edges, ids = column(E, "id"), { from, to, rel } = E, [sure, open, label, sym, status, certainty, bend, tbend] = ["sure", "open", "label", "sym", "status", "certainty", "bend", "tbend"].map((field) => column(E, field));
  for (let i = 0; i < ids.length; i++) {
    const a = numbered[from[i]], b = numbered[to[i]], style = D.relations[rel[i]], windows = sure[i] || NONE;
    const edge = {
      id: ids[i], a, b, rel: style.key, label: label[i] || style.label, sym: Boolean(sym[i]), style, status: status[i] || "accepted", given: certainty[i] || "", certainty: "", claims: NONE,
      sure: windows, open: open[i] || windows, pbend: bend[i] || 0, tbend: tbend[i] || 0, lbend: undefined, bend: 0, curve: null, middle: null, shown: true,
    };
    edges.set(edge.id, edge);
    a.ties.push(edge);
    if (b !== a) b.ties.push(edge);
  }
}
for (const v of D.events) {
  const event = { claims: [], ...v, ...windowsOf(v), parts: (v.parts || []).map(([id, role]) => [nodes.get(id), role]) };
  events.set(v.id, event);
  for (const n of new Set(event.parts.map(([node]) => node))) n.events.push(event);
}
const coalitions = D.coalitions.map((c) => {
  const bonds = new Map(c.members.map((id) => [nodes.get(id), []]));
  for (const id of c.bonds) bonds.get(edges.get(id).a).push(edges.get(id));
  return { hub: nodes.get(c.id), ring: c.ring.map((id) => nodes.get(id)), bonds };
});

// Claims, names and other facts are most of the text; they are read when somebody first asks for them.
let told = null;
function unfold() {
  if (told) return;
  told = JSON.parse(document.getElementById("told").textContent);
  told.nodes.forEach((n, i) => Object.assign(numbered[i], n, { facts: (n.facts || []).map((f) => ({ ...f, ...windowsOf(f) })) }));
  told.edges.forEach((e, i) => Object.assign(edges.get(D.edges.id[i]), e));
  told.events.forEach((v, i) => Object.assign(events.get(D.events[i].id), v));
}

// Each set holds what is switched OFF, so that a new kind is on by itself.
const state = {
  kind: new Set(), relation: new Set(), certainty: new Set(), status: new Set(),
  node: null, edge: null, event: null, hover: null, language: "", tall: false, tab: "network",
  period: null, // { text, first, last }: the day, month or year looked at; null = all dates
  around: null, // ids of the actors whose surroundings are shown; null = everything
};

let theme = {};
const colour = (token) => theme[token] || theme.other;

function readTheme() {
  const css = getComputedStyle(document.documentElement);
  theme = Object.fromEntries(D.tokens.map((token) => [token, css.getPropertyValue("--" + token).trim()]));
}

// The name in the language chosen: the usual ones before official, honorary and short forms.
const USUAL = ["label", "", "alias", "endonym", "official"];
function labelOf(node) {
  if (!state.language) return node.label;
  unfold();
  const rank = (n) => (USUAL.includes(n[2]) ? USUAL.indexOf(n[2]) : 9);
  const own = node.names.filter((n) => n[1].split("-")[0] === state.language && !n[1].includes("latn"));
  return own.length ? own.reduce((x, n) => (rank(n) < rank(x) ? n : x))[0] : node.label;
}
