// The panel: what is known of the chosen actor, tie or event, and who says so.
function part(title, count, ...content) {
  return el("section", {}, el("h3", {}, title, count === null ? null : el("span", { class: "count" }, String(count))), ...content);
}

const MOST = 60;
function whenOf(thing) {
  const [since, until] = [thing.since, thing.until === ".." ? "" : thing.until];
  if (since && until && since !== until && /^\[/.test(since + until)) return day(since) + ", until " + day(until);
  return [since, until].filter((x, i, all) => x && all.indexOf(x) === i).map(day).join(" – ");
}

// Into the view of an actor's surroundings, or out of it.
function aroundButton(node, round) {
  const button = (text, ids) => el("button", { type: "button", on: () => goRound(ids) }, text);
  if (!state.around) return node.ties.length && nodes.size > 12 ? button("Only its surroundings", [node.id]) : null;
  const held = state.around.includes(node.id);
  return [round ? button("Show its " + round + " other" + (round > 1 ? "s" : ""), [...state.around.filter((id) => id !== node.id), node.id]) : null,
    held && state.around.length > 1 ? button("Fold", state.around.filter((id) => id !== node.id)) : null,
    held && state.around.length === 1 && !isMany() ? button("Show all actors", null) : null];
}

function nodePanel(node) {
  const ties = node.ties.filter((e) => e.shown);
  const past = node.ties.filter((e) => e.certainty === "excluded").length, hidden = node.ties.length - ties.length - past;
  ties.sort((x, y) => D.order.indexOf(x.rel) - D.order.indexOf(y.rel) || (labelOf(x.b) < labelOf(y.b) ? -1 : 1));
  const names = nameRows(node), facts = node.facts.map((f) => [f, certaintyOn(f, state.period)]).filter(([, c]) => c !== "excluded");
  const hiddenFacts = node.facts.length - facts.length, round = hiddenRound(node);
  const rows = ties.map((e) => el("details", { class: "tie" },
    el("summary", {}, sample(e), el("span", { class: "what" }, sentence(e, node), el("span", { class: "small" }, [dates(e), e.certainty].filter(Boolean).join(" · ")),
      e.status === "accepted" ? null : statusChip(e.status))),
    claimList(e.claims), el("button", { type: "button", class: "plain", on: () => choose({ edge: e.id }) }, "More about this tie")));
  if (rows.length && rows.length <= 2) rows.forEach((row) => { row.open = true; });
  return [
    el("p", { class: "kicker" }, say("span", node.kindLabel || "actor")),
    say("h2", node.label, { tabindex: "-1" }),
    node.note ? say("p", node.note, { class: "note" }) : null,
    names.length ? part("Names", null, el("ul", { class: "names" }, names)) : null,
    el("p", { class: "actions" }, aroundButton(node, round)),
    part("Ties", ties.length, rows.slice(0, MOST), rows.length > MOST ? el("p", { class: "small" }, rows.length - MOST + " more in the table.") : null,
      past ? el("p", { class: "small" }, past + (past > 1 ? " others do" : " other does") + " not hold on this date.") : null,
      hidden ? el("p", { class: "small" }, hidden + " more hidden by the filters or out of view.") : null),
    facts.length || hiddenFacts ? part("What else is said", facts.length, facts.slice(0, MOST).map(([f, certainty]) => el("details", { class: "tie", open: facts.length < 2 },
      el("summary", {}, el("span", { class: "what" }, say("span", f.label), el("span", { class: "small" }, [f.kind, whenOf(f), certainty].filter(Boolean).join(" · ")),
        f.status && f.status !== "accepted" ? statusChip(f.status) : null)), claimList(f.claims))),
      facts.length > MOST ? el("p", { class: "small" }, facts.length - MOST + " more.") : null,
      hiddenFacts ? el("p", { class: "small" }, hiddenFacts + " more of other dates.") : null) : null,
  ];
}

function edgePanel(e) {
  const row = (term, value, note) => (value ? [el("dt", {}, term), el("dd", {}, value, note ? say("span", note, { class: "small" }) : null)] : []);
  const jump = (node) => el("button", { type: "button", class: "plain", on: () => choose({ node: node.id }) }, named(node));
  return [
    el("p", { class: "kicker" }, "Tie", sample(e)),
    el("h2", { tabindex: "-1" }, jump(e.a), " ", say("span", e.label, { class: "relation" }), " ", jump(e.b)),
    el("dl", {},
      row("Status", statusChip(e.status), STATUS[e.status]),
      row("Why", e.why ? say("span", e.why) : null),
      row("Certainty", e.certainty ? chip(e.certainty + (state.period ? (state.period.text.length < 10 ? " in " : " on ") + day(state.period.text) : ""), "plainchip") : null, CERTAINTY[e.certainty]),
      row("Role", e.role ? say("span", e.role) : null),
      row("Since", say("span", e.since ? day(e.since) : "not told")),
      row("Until", say("span", e.until === ".." ? "still going on, when told" : e.until ? day(e.until) : "not told")),
      row("Ended", e.end ? say("span", e.end) : null),
      row("Last seen", e.last ? say("span", day(e.last)) : null),
      row("Origins", e.origins ? e.origins + " independent origin" + (e.origins > 1 ? "s" : "") : null)),
    part("Claims", e.claims.length, claimList(e.claims)),
  ];
}

function eventPanel(event) {
  const place = (text) => say("span", text);
  const when = [event.since, event.until].filter((x, i, all) => x && all.indexOf(x) === i).map((x) => (x === ".." ? "still going on, when told" : day(x)));
  const row = (term, value, note) => (value ? [el("dt", {}, term), el("dd", {}, value, note ? say("span", note, { class: "small" }) : null)] : []);
  return [
    el("p", { class: "kicker" }, say("span", event.kindLabel || "event")),
    say("h2", event.label, { tabindex: "-1" }),
    el("dl", {}, row("When", place(when.join(" – ") || "not told")), row("Status", event.status ? statusChip(event.status) : null, STATUS[event.status]), row("Why", event.why ? say("span", event.why) : null)),
    event.parts.length ? part("Who had a part in it", event.parts.length, el("ul", { class: "parts" }, event.parts.map(([node, role]) =>
      el("li", {}, el("button", { type: "button", class: "plain", on: () => choose({ node: node.id }) }, named(node)), say("span", role, { class: "small" }))))) : null,
    part("Claims", event.claims.length, claimList(event.claims)),
  ];
}

// Events near the date, so that they can be reached without the slider.
function eventList() {
  const dated = timeline.events;
  if (!dated.length) return null;
  const from = state.period ? dayNumber(state.period.first) : -Infinity;
  const at = state.period ? dated.findIndex(({ span }) => span[1] >= from) : 0;
  const start = Math.max(0, Math.min(at < 0 ? dated.length : at - 3, dated.length - 12)), near = dated.slice(start, start + 12);
  return part("Events", dated.length, el("ul", { class: "events" }, near.map(({ event, span }) => el("li", {},
    el("button", { type: "button", class: "plain", on: () => chooseEvent(event, span) }, say("span", event.label)), el("span", { class: "small" }, whenOf(event))))),
  dated.length > near.length ? el("p", { class: "small" }, "The " + near.length + " nearest to the date; all of them are on the slider.") : null);
}

function overview() {
  const about = !state.period ? "Ties at any time." : "Ties that hold, or may hold, " + (state.period.text.length < 10 ? "in " : "on ") + day(state.period.text) + ".";
  const keys = [["← ↑ → ↓", "to the next actor that way"], ["Enter", "to its details"], ["Esc", "to leave"], ["+ − 0", "to zoom, to fit"], [", .", "to the change before, after"], ["p", "to play"]];
  return [
    el("p", { class: "kicker" }, "About this picture"),
    el("h2", { tabindex: "-1" }, "What is claimed, and by whom"),
    el("p", {}, about + " Each tie is something that somebody claims. Choose an actor or a tie to see who says so, and where."),
    say("p", "Status follows the policy “" + D.policy + "”: accepted means accepted by that policy, never true. No line between two actors means that nothing is recorded, not that there is no tie."),
    D.note ? say("p", D.note, { class: "note" }) : null,
    eventList(),
    part("Keys", null, el("dl", { class: "keys" }, keys.flatMap(([k, v]) => [el("dt", {}, el("kbd", {}, k)), el("dd", {}, v)]))),
    D.datasets.length ? part("Data", null, el("ul", { class: "datasets" }, D.datasets.map((d) => el("li", {}, link(d.title, d.url), el("span", { class: "small" }, [d.version, d.licence, d.citation].filter(Boolean).join(" · ")))))) : null,
  ];
}
