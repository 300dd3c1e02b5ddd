// What is shown: by date, by filter, by surroundings.
let list = shownAs([], []), counted = null;

// What is shown, as a part to arrange; the set for asking quickly is made when somebody asks.
function shownAs(nodes, edges) {
  let set = null;
  return { nodes, edges, get set() { return (set = set || new Set(nodes)); } };
}
const everything = () => list;
const shownNodes = () => list.nodes;
const shownEdges = () => list.edges;

function applyFilters() {
  const part = state.around && surroundings(), dated = state.period;
  for (const n of nodes.values()) n.there = !dated || !n.ties.length || D.focus.includes(n.id);
  for (const e of edges.values()) {
    e.certainty = certaintyOn(e, dated);
    if (e.certainty !== "excluded") e.a.there = e.b.there = true;
  }
  for (const n of nodes.values()) n.shown = n.there && !state.kind.has(n.kind) && (!part || part.has(n));
  for (const e of edges.values()) {
    e.shown = e.certainty !== "excluded" && e.a.shown && e.b.shown && !state.relation.has(e.rel) && !state.certainty.has(e.certainty) && !state.status.has(e.status);
  }
  list = shownAs([...nodes.values()].filter((n) => n.shown), [...edges.values()].filter((e) => e.shown));
  counted = null;
}

// Who belongs to a coalition now: those with a tie that binds them, or all where no such tie is drawn.
function membersShown(coalition) {
  if (!coalition.hub.shown) return [];
  return [...coalition.bonds].filter(([m, bonds]) => m.shown && (!bonds.length || bonds.some((e) => e.shown))).map(([m]) => m);
}

// Counted once for all who ask, until something else is shown.
const counts = () => (counted = counted || countAll());

function countAll() {
  const of = (things, field) => {
    const found = new Map();
    for (const one of things) found.set(one[field], (found.get(one[field]) || 0) + 1);
    return found;
  };
  const n = shownNodes(), e = shownEdges();
  return { nodes: n.length, edges: e.length, kind: of(n, "kind"), relation: of(e, "rel"), certainty: of(e, "certainty"), status: of(e, "status") };
}

// What stays bright: the chosen actor, tie or event and what touches it; null when nothing is chosen.
function bright() {
  if (state.node) {
    const node = nodes.get(state.node), ties = node.ties.filter((e) => e.shown);
    return { nodes: new Set([node, ...ties.flatMap((e) => [e.a, e.b])]), edges: new Set(ties) };
  }
  if (state.edge) {
    const edge = edges.get(state.edge);
    return { nodes: new Set([edge.a, edge.b]), edges: new Set([edge]) };
  }
  if (state.event) return { nodes: new Set(events.get(state.event).parts.map(([n]) => n)), edges: new Set() };
  return null;
}

// --- surroundings: a large picture opens round one actor or coalition, and grows where the reader asks -------------
const MANY = 500, NEAR = 60;
const isMany = () => nodes.size > MANY;

// The actors in view: each centre with its neighbours. Members of a coalition that is no centre are folded into it.
function surroundings() {
  const part = new Set();
  for (const id of state.around) {
    const centre = nodes.get(id);
    part.add(centre);
    for (const n of nearest(centre)) part.add(n);
  }
  for (const c of coalitions) {
    if (state.around.includes(c.hub.id) || !part.has(c.hub)) continue;
    for (const m of c.bonds.keys()) if (!state.around.includes(m.id) && !touchesCentre(m)) part.delete(m);
  }
  return part;
}

const other = (e, node) => (e.a === node ? e.b : e.a);
const touchesCentre = (node) => node.ties.some((e) => state.around.includes(other(e, node).id));

function nearest(centre) {
  const found = new Map();
  for (const e of centre.ties) found.set(other(e, centre), (found.get(other(e, centre)) || 0) + 1);
  found.delete(centre);
  const rank = ([n, ties]) => ties * 1e3 + n.ties.length;
  return [...found].sort((a, b) => rank(b) - rank(a) || (a[0].id < b[0].id ? -1 : 1)).slice(0, NEAR).map(([n]) => n);
}

// How many neighbours of an actor the view leaves out.
const hiddenRound = (node) => (state.around ? new Set(node.ties.filter((e) => e.certainty !== "excluded").map((e) => other(e, node)).filter((n) => !n.shown && !state.kind.has(n.kind))).size : 0);

const busiest = () => [...nodes.values()].reduce((x, n) => (n.ties.length > x.ties.length ? n : x)).id;
const defaultAround = () => (isMany() ? (D.focus.length ? [...D.focus] : [busiest()]) : null);

// In a large picture the surroundings are laid out anew, for the places of the whole are those of a crowd.
function placeSurroundings() {
  for (const n of nodes.values()) n.lx = n.ly = undefined;
  for (const e of edges.values()) e.lbend = undefined;
  if (!state.around || !isMany()) return;
  const part = [...surroundings()], at = new Map(part.map((n, i) => [n, i]));
  const ties = new Set();
  for (const n of part) for (const e of n.ties) if (at.has(e.a) && at.has(e.b) && e.a !== e.b) ties.add(e);
  settle(part, [...ties].map((e) => [at.get(e.a), at.get(e.b)]), state.around.map((id) => at.get(nodes.get(id))));
  bowOut(part, [...ties]);
}

// Each line bows so that it runs through as few marks and names of others as can be; ties of one pair fan out.
const BOWS = [0, 0.06, -0.06, 0.12, -0.12, 0.2, -0.2, 0.3, -0.3];
function bowOut(part, ties) {
  const taken = new Map();
  for (const e of ties) {
    const a = [e.a.lx, e.a.ly], b = [e.b.lx, e.b.ly], dx = b[0] - a[0], dy = b[1] - a[1];
    const key = [e.a.id, e.b.id].sort().join(" "), way = e.a.id < e.b.id ? 1 : -1, used = taken.get(key) || [];
    const near = part.filter((n) => n !== e.a && n !== e.b && n.lx > Math.min(a[0], b[0]) - 90 && n.lx < Math.max(a[0], b[0]) + 90 && n.ly > Math.min(a[1], b[1]) - 90 && n.ly < Math.max(a[1], b[1]) + 90);
    const cost = (bow) => {
      const curve = [a, [(a[0] + b[0]) / 2 + 2 * bow * dy, (a[1] + b[1]) / 2 - 2 * bow * dx], b];
      let hits = Math.abs(bow) * 3 + (used.some((u) => Math.abs(u - bow * way) < 0.05) ? 9 : 0);
      for (const n of near) for (let t = 0.04; t < 1; t += 0.08) { const [x, y] = along(curve, t); if (Math.abs(x - n.lx) < 26 && y > n.ly - 17 && y < n.ly + 34) { hits += 2; break; } }
      return hits;
    };
    let least = Infinity;
    for (const bow of BOWS) {
      const found = Math.abs(bow) * 3 < least ? cost(bow) : Infinity;
      if (found < least - 1e-9) { least = found; e.lbend = bow; }
    }
    taken.set(key, [...used, e.lbend * way]);
  }
}

// Fruchterman and Reingold (1991) from a circle round the first centre; the same places each time. Some hundred actors.
function settle(part, ties, centres) {
  const n = part.length, ideal = 120, wide = state.tall ? 0.6 : 1.5;
  const radius = Math.max(ideal, (n * 46) / (2 * Math.PI));
  const p = part.map((_, i) => [radius * Math.cos(2.399963 * i) * Math.sqrt((i + 1) / n), radius * Math.sin(2.399963 * i) * Math.sqrt((i + 1) / n)]);
  p[centres[0]] = [0, 0];
  for (let step = 0, heat = radius * 0.25; step < 220; step++, heat *= 0.975) {
    const push = p.map(([x, y]) => [-0.02 * x, -0.02 * y]);
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        const dx = p[i][0] - p[j][0], dy = p[i][1] - p[j][1], d2 = dx * dx + dy * dy + 1, f = (ideal * ideal * 1.2) / d2;
        push[i][0] += dx * f; push[i][1] += dy * f; push[j][0] -= dx * f; push[j][1] -= dy * f;
      }
    }
    for (const [i, j] of ties) {
      const dx = p[j][0] - p[i][0], dy = p[j][1] - p[i][1], f = Math.hypot(dx, dy) / ideal * 0.35;
      push[i][0] += dx * f; push[i][1] += dy * f; push[j][0] -= dx * f; push[j][1] -= dy * f;
    }
    for (let i = 0; i < n; i++) {
      if (i === centres[0]) continue;
      const l = Math.hypot(...push[i]) + 1e-9, m = Math.min(l, heat);
      p[i][0] += (push[i][0] / l) * m; p[i][1] += (push[i][1] / l) * m;
    }
  }
  makeRoom(p, wide);
  part.forEach((node, i) => { node.lx = p[i][0]; node.ly = p[i][1]; });
}

// Each actor gets the room of its mark and two lines of its name.
function makeRoom(p, wide) {
  const w = 118, h = 58;
  for (const at of p) { at[0] *= Math.sqrt(wide); at[1] /= Math.sqrt(wide); }
  for (let round = 0; round < 80; round++) {
    let moved = false;
    for (let i = 0; i < p.length; i++) {
      for (let j = i + 1; j < p.length; j++) {
        const dx = p[j][0] - p[i][0], dy = p[j][1] - p[i][1], x = w - Math.abs(dx), y = h - Math.abs(dy);
        if (x <= 0 || y <= 0) continue;
        moved = true;
        const axis = x < y ? 0 : 1, by = (axis ? y : x) * 0.26 * ((axis ? dy : dx) < 0 ? -1 : 1);
        p[i][axis] -= by; p[j][axis] += by;
      }
    }
    if (!moved) return;
  }
}
