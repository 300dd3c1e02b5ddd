// The panel and the table: all text goes in as text, never as markup.
const $ = (selector) => document.querySelector(selector);

function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === false || value === "") continue;
    if (key === "on") element.addEventListener("click", value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== ""));
  return element;
}

// Text of unknown script finds its own direction.
const say = (tag, text, attributes) => el(tag, { dir: "auto", ...attributes }, text);

function link(text, address) {
  let url = null;
  try { url = new URL(address); } catch (error) { url = null; }
  if (!url || !["http:", "https:"].includes(url.protocol)) return say("span", text);
  const a = say("a", text, { target: "_blank", rel: "noopener noreferrer" });
  a.href = url.href;
  return a;
}

const day = (text) => {
  const m = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(text || "");
  if (!m) return text;
  const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  return (m[3] ? Number(m[3]) + " " : "") + (months[m[2] - 1] || m[2]) + " " + m[1];
};

const STATUS = {
  accepted: "Asserted without hedge by somebody with no stake in it, or declared by those who can; nobody disputes it.",
  "contested by a party": "Asserted by somebody with no stake in it; only an interested party denies or disputes it.",
  disputed: "Somebody asserts it, and somebody whose word counts against it denies or disputes it.",
  "party-only": "Only interested parties say so.",
  unverified: "Said only with a hedge, or by nobody named.",
};
const CERTAINTY = {
  certain: "The dates that the sources give cover the day.",
  possible: "The dates that the sources give allow the day, but do not cover it.",
};

function chip(text, kind) { return say("span", text, { class: "chip " + kind }); }

const statusChip = (status) => chip(status, "status-" + (status || "accepted").replace(/[^a-z]/g, ""));

function claimItem(claim) {
  const source = claim.source === undefined ? null : D.sources[claim.source];
  const who = [say("b", claim.attester || "unnamed")];
  if (claim.aligned) who.push(say("span", " (stands with " + claim.aligned + ")", { class: "aligned" }));
  const facts = [];
  if (claim.relayed) facts.push("passed on by " + claim.relayed);
  if (claim.hedge) facts.push("hedged: “" + claim.hedge + "”");
  if (claim.basis === "inferred") facts.push("stance inferred by the coder");
  if (claim.when) facts.push(day(claim.when));
  return el("li", { class: "claim" },
    el("p", { class: "who" }, who, " ", chip(claim.stance, "stance-" + (claim.stance || "").split(" ")[0].replace(/[^a-z]/g, ""))),
    claim.paraphrase ? say("p", claim.paraphrase, { class: "paraphrase" }) : null,
    facts.length ? say("p", facts.join(" · "), { class: "small" }) : null,
    el("p", { class: "small source" }, source ? link(source[0], source[1]) : "no source given", claim.locator ? say("span", claim.locator, { class: "locator" }) : null));
}

const claimList = (claims) => (claims && claims.length ? el("ul", { class: "claims" }, claims.map(claimItem)) : el("p", { class: "small" }, "No claim is attached."));

const named = (node) => say("span", labelOf(node), { lang: state.language || undefined });

function sentence(e, from) {
  if (!from) return [named(e.a), " ", say("span", e.label, { class: "relation" }), " ", named(e.b)];
  const other = e.a === from ? e.b : e.a;
  if (e.sym || e.a === from) return [say("span", e.label, { class: "relation" }), " ", named(other)];
  return [named(other), " ", say("span", e.label, { class: "relation" }), " ", named(from)];
}

function dates(e) {
  const end = e.until === ".." ? "still going on, when told" : e.until ? "until " + day(e.until) : "end not told";
  if (e.since || e.until) return (e.since ? "since " + day(e.since) : "start not told") + ", " + end;
  return e.last ? "seen " + day(e.last) : "no date";
}

function sample(e) {
  const svg = svgElement("svg", { width: 44, height: 16, viewBox: "0 0 44 16", "aria-hidden": "true", class: "sample" });
  toSvg(svg, lineSample(e.style, e.certainty, e.status, e.sym));
  return svg;
}

// A short piece of a tie as it looks in the picture.
function lineSample(style, certainty, status, symmetric) {
  const a = { x: 0, y: 8, r: 0, shape: "circle" }, b = { x: 44, y: 8, r: 0, shape: "circle" };
  const e = { a, b, bend: 0, style, certainty: certainty || "", status: status || "accepted", sym: symmetric, curve: [[1, 8], [22, 8], [43, 8]], middle: [20, 8] };
  return [...edgeMarks(e, 0.85, false), ...tieSigns(e, 0.85, false)];
}

const nameRows = (node) => (node.names || []).filter((n) => n[0] !== node.label).map(([text, language, kind]) =>
  el("li", {}, say("span", text, { lang: language || undefined, class: "name" }), el("span", { class: "small" }, [language, kind === "label" ? "" : kind].filter(Boolean).join(", "))));

function part(title, count, ...content) {
  return el("section", {}, el("h3", {}, title, count === null ? null : el("span", { class: "count" }, String(count))), ...content);
}

function nodePanel(node) {
  const ties = node.ties.filter((e) => e.shown), hidden = node.ties.length - ties.length;
  ties.sort((x, y) => D.order.indexOf(x.rel) - D.order.indexOf(y.rel) || (labelOf(x.b) < labelOf(y.b) ? -1 : 1));
  const names = nameRows(node), facts = node.facts || [];
  const rows = ties.map((e) => el("details", { class: "tie" },
    el("summary", {}, sample(e), el("span", { class: "what" }, sentence(e, node), el("span", { class: "small" }, [dates(e), e.certainty].filter(Boolean).join(" · ")),
      e.status === "accepted" ? null : statusChip(e.status))),
    claimList(e.claims), el("button", { type: "button", class: "plain", on: () => choose(null, e.id) }, "More about this tie")));
  if (rows.length && rows.length <= 2) rows.forEach((row) => { row.open = true; });
  return [
    el("p", { class: "kicker" }, say("span", node.kindLabel || "actor")),
    say("h2", node.label, { tabindex: "-1" }),
    node.note ? say("p", node.note, { class: "note" }) : null,
    names.length ? part("Names", null, el("ul", { class: "names" }, names)) : null,
    part("Ties", ties.length, rows, hidden ? el("p", { class: "small" }, hidden + " more hidden by the filters.") : null),
    facts.length ? part("What else is said", facts.length, facts.map((f) => el("details", { class: "tie", open: facts.length < 2 },
      el("summary", {}, el("span", { class: "what" }, say("span", f.label), el("span", { class: "small" }, [f.kind, f.certainty].filter(Boolean).join(" · ")),
        f.status && f.status !== "accepted" ? statusChip(f.status) : null)), claimList(f.claims)))) : null,
  ];
}

function edgePanel(e) {
  const row = (term, value, note) => (value ? [el("dt", {}, term), el("dd", {}, value, note ? say("span", note, { class: "small" }) : null)] : []);
  const jump = (node) => el("button", { type: "button", class: "plain", on: () => choose(node.id, null) }, named(node));
  return [
    el("p", { class: "kicker" }, "Tie", sample(e)),
    el("h2", { tabindex: "-1" }, jump(e.a), " ", say("span", e.label, { class: "relation" }), " ", jump(e.b)),
    el("dl", {},
      row("Status", statusChip(e.status), STATUS[e.status]),
      row("Certainty", e.certainty ? chip(e.certainty + (D.asOf ? " on " + day(D.asOf) : ""), "plainchip") : null, CERTAINTY[e.certainty]),
      row("Role", e.role ? say("span", e.role) : null),
      row("Since", say("span", e.since ? day(e.since) : "not told")),
      row("Until", say("span", e.until === ".." ? "still going on, when told" : e.until ? day(e.until) : "not told")),
      row("Ended", e.end ? say("span", e.end) : null),
      row("Last seen", e.last ? say("span", day(e.last)) : null),
      row("Origins", e.origins ? e.origins + (e.origins > 1 ? " independent ones" : "") : null)),
    part("Claims", (e.claims || []).length, claimList(e.claims)),
  ];
}

function overview() {
  const about = D.asOf ? "Ties that hold, or may hold, on " + day(D.asOf) + "." : "Ties at any time.";
  const keys = [["← ↑ → ↓", "to the next actor that way"], ["Enter", "to its details"], ["Esc", "to leave"], ["+ − 0", "to zoom, to fit"]];
  return [
    el("p", { class: "kicker" }, "About this picture"),
    el("h2", { tabindex: "-1" }, "What is claimed, and by whom"),
    el("p", {}, about + " Each tie is something that somebody claims. Choose an actor or a tie to see who says so, and where."),
    say("p", "Status follows the policy “" + D.policy + "”: accepted means accepted by that policy, never true. No line between two actors means that nothing is recorded, not that there is no tie."),
    el("p", {}, "Events are not drawn: the details of an actor list its part in them."),
    D.note ? say("p", D.note, { class: "note" }) : null,
    part("Keys", null, el("dl", { class: "keys" }, keys.flatMap(([k, v]) => [el("dt", {}, el("kbd", {}, k)), el("dd", {}, v)]))),
    D.datasets.length ? part("Data", null, el("ul", { class: "datasets" }, D.datasets.map((d) => el("li", {}, link(d.title, d.url), el("span", { class: "small" }, [d.version, d.licence, d.citation].filter(Boolean).join(" · ")))))) : null,
  ];
}

function tableRows() {
  const order = [...edges.values()].sort((x, y) => D.order.indexOf(x.rel) - D.order.indexOf(y.rel) || (x.a.label < y.a.label ? -1 : 1));
  return order.map((e) => {
    const go = (node) => el("button", { type: "button", class: "plain", on: () => choose(node.id, null) }, named(node));
    const row = el("tr", {}, el("td", {}, go(e.a)), el("td", {}, el("button", { type: "button", class: "plain", on: () => choose(null, e.id) }, e.label)), el("td", {}, go(e.b)),
      say("td", e.since ? day(e.since) : ""), say("td", e.until ? day(e.until) : ""), el("td", {}, e.certainty), el("td", {}, e.status),
      say("td", (e.claims || []).map((c) => c.attester).filter((x, i, all) => all.indexOf(x) === i).join("; ")), say("td", (e.sources || []).join("; ")));
    return [e, row];
  });
}
