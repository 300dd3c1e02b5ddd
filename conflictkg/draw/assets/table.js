// The ties as a table, built when somebody opens it.
const ROWS = 1500;
let rows = null;

function tableRow(e) {
  const go = (node) => el("button", { type: "button", class: "plain", on: () => choose({ node: node.id }) }, named(node));
  const certainty = el("td", {});
  const row = el("tr", {}, el("td", {}, go(e.a)), el("td", {}, el("button", { type: "button", class: "plain", on: () => choose({ edge: e.id }) }, e.label)), el("td", {}, go(e.b)),
    say("td", e.since ? day(e.since) : ""), say("td", e.until ? day(e.until) : ""), certainty, el("td", {}, e.status), say("td", attesters(e)), say("td", (e.sources || []).join("; ")));
  return { e, row, certainty };
}

const attesters = (e) => e.claims.map((c) => c.attester).filter((x, i, all) => all.indexOf(x) === i).join("; ");
const inOrder = (ties) => [...ties].sort((x, y) => D.order.indexOf(x.rel) - D.order.indexOf(y.rel) || (x.a.label < y.a.label ? -1 : 1));

function buildTable() {
  unfold();
  rows = inOrder(edges.values()).slice(0, ROWS).map(tableRow);
  $("#ties tbody").replaceChildren(...rows.map(({ row }) => row));
  $("#more-ties").hidden = edges.size <= ROWS;
  $("#more-ties").textContent = "The first " + ROWS + " of " + edges.size + " ties. The CSV has all that are shown.";
  paintTable();
}

function paintTable() {
  for (const { e, row, certainty } of rows || []) {
    row.hidden = !e.shown;
    certainty.textContent = e.certainty === "excluded" ? "" : e.certainty;
  }
}
