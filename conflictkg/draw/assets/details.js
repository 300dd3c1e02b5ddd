// Pieces of the panel and the table: all text goes in as text, never as markup.
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
  const source = claim.source === undefined ? null : told.sources[claim.source];
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

const nameRows = (node) => node.names.filter((n) => n[0] !== node.label).map(([text, language, kind]) =>
  el("li", {}, say("span", text, { lang: language || undefined, class: "name" }), el("span", { class: "small" }, [language, kind === "label" ? "" : kind].filter(Boolean).join(", "))));
