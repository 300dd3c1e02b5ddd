// What the reader chooses, and painting all that depends on it.
function tell(text) { live.textContent = text; }

function subtitle() {
  const when = state.period ? "As of " + state.period.text : "All dates";
  return when + " · policy “" + D.policy + "” · what sources claim, not what is true";
}

function changed(byDate) {
  applyFilters();
  if (state.node && !nodes.get(state.node).shown) state.node = null;
  if (state.edge && !edges.get(state.edge).shown) state.edge = null;
  paintAll();
  const found = counts(), note = byDate ? noteOfDay() : "";
  tell((byDate ? (state.period ? day(state.period.text) : "All dates") + ": " : "") + found.nodes + " actors and " + found.edges + " ties shown" + (note ? ". " + note : ""));
}

function paintAll() {
  paintLegend();
  paintPanel();
  paintTable();
  paintTime();
  $("#subtitle").textContent = subtitle();
  engine.redraw();
  paintLanes();
  save();
}

let panelOf = null;
function paintPanel() {
  if (state.node || state.edge || state.event) unfold();
  const content = state.node ? nodePanel(nodes.get(state.node)) : state.edge ? edgePanel(edges.get(state.edge)) : state.event ? eventPanel(events.get(state.event)) : overview();
  $("#panel-body").replaceChildren(...content.filter(Boolean));
  const now = [state.node, state.edge, state.event].join(" ");
  panel.classList.toggle("chosen", Boolean(state.node || state.edge || state.event));
  if (panelOf !== null && now !== panelOf) panel.scrollTop = 0; // which makes the page lay itself out
  panelOf = now;
}

// Choose an actor, a tie or an event; whatever hides it is switched on again.
function choose({ node = null, edge = null, event = null }, quiet) {
  const had = panel.contains(document.activeElement);
  Object.assign(state, { node, edge, event });
  const n = node && nodes.get(node), e = edge && edges.get(edge);
  if (n && !n.shown) uncover([n], null);
  if (e && !e.shown) uncover([e.a, e.b], e);
  applyFilters();
  paintAll();
  engine.refresh();
  if (n && n.shown) engine.reveal(n.x, n.y);
  if (e && e.shown) engine.reveal(...engine.middle(e));
  if (had) $("#panel-body h2").focus({ preventScroll: true });
  if (quiet) return;
  if (n) tell(labelOf(n) + ", " + n.kindLabel + ", " + n.ties.filter((x) => x.shown).length + " ties");
  else if (e) tell(labelOf(e.a) + " " + e.label + " " + labelOf(e.b) + ", " + [e.certainty, e.status].filter(Boolean).join(", "));
  else if (event) tell(events.get(event).label + ", " + whenOf(events.get(event)));
  else tell("Nothing chosen");
}

function uncover(actors, tie) {
  for (const n of actors) state.kind.delete(n.kind);
  if (tie) {
    state.relation.delete(tie.rel);
    state.status.delete(tie.status);
    if (certaintyOn(tie, state.period) === "excluded") state.period = null;
    state.certainty.delete(certaintyOn(tie, state.period));
  }
  applyFilters();
  if (actors.some((n) => !n.there)) { state.period = null; applyFilters(); }
  if (state.around && actors.some((n) => !n.shown)) { state.around = [...new Set([...state.around, ...actors.filter((n) => !n.shown).map((n) => n.id)])]; moveRound(); }
}

function hover(what) {
  if (what === state.hover) return;
  state.hover = what;
  stage.classList.toggle("over", Boolean(what));
  engine.hover();
}

// --- surroundings ---------------------------------------------------------------------------------
function goRound(ids) {
  state.around = ids && ids.length ? ids : null;
  moveRound();
  changed();
  engine.fit();
}

function moveRound() {
  placeSurroundings();
  engine.turn();
}

// Show the neighbours of an actor that are out of view, or fold them again.
function expand(node) {
  if (!state.around) { goRound([node.id]); return; }
  const others = state.around.filter((id) => id !== node.id);
  if (others.length && !hiddenRound(node) && state.around.includes(node.id)) goRound(others);
  else goRound([...others, node.id]);
}

// --- two tabs, one state --------------------------------------------------------------------------
function showTab() {
  for (const name of ["network", "lanes"]) {
    $("#tab-" + name).setAttribute("aria-selected", String(state.tab === name));
    $("#tab-" + name).tabIndex = state.tab === name ? 0 : -1;
    $("#view-" + name).hidden = state.tab !== name;
  }
  if (state.tab === "lanes") paintLanes(true);
  save();
}

function setUpTabs() {
  $("#tabs").hidden = !D.lanes;
  for (const name of ["network", "lanes"]) {
    const tab = $("#tab-" + name), go = (to) => { state.tab = to; showTab(); if (to === "network" && !engine.hasMoved()) engine.fit(); $("#tab-" + to).focus(); };
    tab.addEventListener("click", () => go(name));
    tab.addEventListener("keydown", (e) => { if (e.key === "ArrowRight" || e.key === "ArrowLeft") go(name === "lanes" ? "network" : "lanes"); });
  }
}
