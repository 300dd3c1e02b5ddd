// The second tab: who was in what, when. A lane for each actor in a coalition; sure stretches are solid, possible ones hollow.
const L = D.lanes || { lanes: [], connectors: [], events: [] };
const ROW = 15;
let laneGap = 12; // more where there is much room and few lanes
let laneSpots = [], lanesDrawn = "";

function laneScale(width, labels) {
  const first = dayNumber(L.first), last = dayNumber(L.last);
  return (iso, after = 0) => labels + ((Math.max(first, Math.min(last, dayNumber(iso) + after)) - first) / (last - first || 1)) * (width - labels - 16);
}

// Rows from top to bottom, with a little more room where a coalition begins.
function laneRows() {
  let y = 16, group = null;
  return L.lanes.map((lane) => {
    if (group !== null && (lane.group || "") !== group) y += 14;
    group = lane.group || "";
    const row = { lane, top: y, height: (lane.tracks || 1) * ROW + laneGap };
    y += row.height;
    return row;
  });
}

function paintLanes(force) {
  if (state.tab !== "lanes" || !D.lanes) return;
  const box = $("#lanes"), width = Math.max(box.clientWidth, 320);
  const key = [width, state.node, state.edge, state.event, state.language, state.period && state.period.text, theme.ink].join("|");
  if (!force && key === lanesDrawn) return;
  lanesDrawn = key;
  const bars = L.lanes.reduce((sum, lane) => sum + (lane.tracks || 1), 0);
  laneGap = Math.max(11, Math.min(24, (box.clientHeight - 90 - bars * ROW) / (L.lanes.length || 1)));
  const labels = width < 560 ? 146 : 224, rows = laneRows(), x = L.first ? laneScale(width, labels) : () => labels;
  const height = rows.length ? rows[rows.length - 1].top + rows[rows.length - 1].height + 26 : 60, lit = bright();
  const marks = [], at = new Map(rows.map((row) => [row.lane.id, row]));
  laneSpots = [];
  marks.push(...groupMarks(rows, width), ...gridMarks(x, labels, width, height));
  for (const event of L.events || []) marks.push(...eventLine(event, x, height));
  for (const row of rows) marks.push(...laneMarks(row, x, labels, width, lit));
  for (const c of L.connectors || []) marks.push(...connectorMarks(c, at, x));
  if (state.period) {
    const from = x(state.period.first), to = x(state.period.last, 1);
    marks.push({ d: "M" + round(from) + " 0h" + round(Math.max(1.5, to - from)) + "v" + height + "h" + -round(Math.max(1.5, to - from)) + "Z", fill: colour("accent"), alpha: to - from > 4 ? 0.14 : 0.75 });
  }
  const svg = $("#lane-marks");
  svg.setAttribute("viewBox", "0 0 " + width + " " + height);
  svg.setAttribute("width", width);
  svg.setAttribute("height", height);
  svg.replaceChildren();
  toSvg(svg, marks);
  const axis = $("#lane-axis");
  axis.setAttribute("viewBox", "0 0 " + width + " 26");
  axis.setAttribute("width", width);
  axis.replaceChildren();
  if (L.first) toSvg(axis, axisLabels(dayNumber(L.first), dayNumber(L.last), width - labels - 16).map(({ at: a, text }) => ({ text, ltr: true, x: labels + a, y: 17, size: 11.5, fill: colour("muted"), anchor: "middle" })));
  $("#no-lanes").hidden = Boolean(rows.length);
}

function gridMarks(x, labels, width, height) {
  if (!L.first) return [];
  const lines = axisLabels(dayNumber(L.first), dayNumber(L.last), width - labels - 16).map(({ at }) => "M" + round(labels + at) + " 0V" + height).join("");
  return [{ d: lines || "M0 0", stroke: colour("line"), w: 1, alpha: 0.7 }];
}

// A quiet band behind the lanes of one coalition.
function groupMarks(rows, width) {
  const bands = new Map();
  for (const { lane, top, height } of rows) {
    if (!lane.group) continue;
    const band = bands.get(lane.group);
    bands.set(lane.group, band ? [band[0], top + height] : [top, top + height]);
  }
  return [...bands.values()].map(([top, low]) => ({ d: roundRect(4, top - 4, width - 8, low - top + 6, 10), fill: colour("hull"), alpha: 0.07 }));
}

function laneMarks({ lane, top, height }, x, labels, width, lit) {
  const node = nodes.get(lane.actor), heads = lane.actor === lane.group, chosen = state.node === lane.actor, marks = [];
  const faint = lit && node && !lit.nodes.has(node), text = node ? labelOf(node) : lane.label;
  const middle = top + height / 2, left = lane.group && !heads ? 26 : 14;
  laneSpots.push({ box: [0, top, width, top + height], node: lane.actor });
  if (chosen) marks.push({ d: roundRect(6, top, width - 12, height, 7), fill: colour("accent"), alpha: 0.12 });
  const kind = kinds.get(node ? node.kind : "") || { colour: "other", shape: "circle" };
  marks.push({ d: shapePath(heads ? "pill" : kind.shape === "pill" ? "circle" : kind.shape, left + 5, middle, 5, 16, 10), fill: colour(kind.colour) });
  marks.push({ text: fitted(text, labels - left - 22), x: left + 18, y: middle + 4.4, size: 13, weight: heads ? 600 : 500, fill: colour("ink"), anchor: "start" });
  for (const bar of lane.bars || []) marks.push(...barMarks(bar, top + laneGap / 2 + (bar.track || 0) * ROW, x, labels, width));
  return faint ? marks.map((m) => ({ ...m, alpha: (m.alpha === undefined ? 1 : m.alpha) * 0.3 })) : marks;
}

function fitted(text, width) {
  if (textWidth(text, 13, 600) <= width) return text;
  let cut = text;
  while (cut.length > 3 && textWidth(cut + "…", 13, 600) > width) cut = cut.slice(0, -1);
  return cut.trim() + "…";
}

function barMarks(bar, y, x, labels, width) {
  const tie = edges.get(bar.id), look = (tie && tie.style) || relations.get(bar.relation) || { colour: "organisational" };
  const ink = colour(look.colour), h = bar.relation === "leads" ? 7 : ROW - 4, top = y + (ROW - h) / 2;
  const first = bar.start_earliest || bar.start_latest || bar.end_earliest || bar.end_latest, last = bar.end_latest || bar.end_earliest || bar.start_latest || first;
  const out = tie && tie.certainty === "excluded", marks = [], chosen = state.edge === bar.id;
  if (!first) return [{ d: "M" + labels + " " + round(y + ROW / 2) + "H" + (width - 16), stroke: ink, w: 2, dash: [1.5, 5], alpha: out ? 0.3 : 0.8 }];
  const a = x(first), b = Math.max(x(last, 1), a + 3), rect = (from, to) => roundRect(from, top, Math.max(to - from, 3), h, Math.min(3, Math.max(to - from, 3) / 2));
  laneSpots.unshift({ box: [a - 3, y, b + 3, y + ROW], edge: tie ? bar.id : null, event: events.has(bar.id) ? bar.id : null, node: null });
  if (chosen) marks.push({ d: roundRect(a - 3, top - 3, b - a + 6, h + 6, 5), fill: colour("accent"), alpha: 0.35 });
  marks.push({ d: rect(a, b), fill: colour("paper"), stroke: ink, w: 1.3, dash: [3, 2.5] });
  for (const [from, to] of bar.certain || []) {
    const w = x(to, 1) - x(from);
    marks.push({ d: w < h ? disc(x(from) + w / 2, top + h / 2, h / 2) : rect(x(from), x(to, 1)), fill: ink, stroke: ink, w: 1.3 });
  }
  const mid = round(y + ROW / 2);
  if (bar.end === "open") marks.push({ d: "M" + round(b + 2) + " " + (mid - 4) + "l6 4l-6 4", stroke: ink, w: 1.6 });
  else if (bar.end === "unknown") marks.push({ d: "M" + round(b + 3) + " " + mid + "h12", stroke: ink, w: 1.6, dash: [1.5, 3] });
  if (!bar.start_earliest) marks.push({ d: "M" + round(a - 15) + " " + mid + "h12", stroke: ink, w: 1.6, dash: [1.5, 3] });
  if (bar.status && bar.status !== "accepted") marks.push(...statusMarks(bar.status, Math.min(b + 13, width - 10), y + ROW / 2, 0.85, theme));
  return out ? marks.map((m) => ({ ...m, alpha: (m.alpha === undefined ? 1 : m.alpha) * 0.35 })) : marks;
}

function eventLine(event, x, height) {
  const at = (x(event.first) + x(event.last, 1)) / 2, chosen = state.event === event.id;
  laneSpots.push({ box: [at - 4, 0, at + 4, height], event: events.has(event.id) ? event.id : null });
  return [{ d: polygon(at, 5, chosen ? 6 : 4.5, 4, 0), fill: colour(chosen ? "accent" : "coalition") }, { d: "M" + round(at) + " 0V" + height, stroke: colour(chosen ? "accent" : "muted"), w: chosen ? 2.5 : 1, dash: [2, 4], alpha: chosen ? 1 : 0.45 }];
}

// A change from lane to lane, on its day, with a dot where it starts and a head where it ends.
function connectorMarks(c, at, x) {
  const ink = colour(state.event === c.id ? "accent" : "leading"), when = (x(c.first) + x(c.last, 1)) / 2, marks = [];
  const y = (id) => at.get(id).top + at.get(id).height / 2;
  const before = c.before || [], after = c.after || [];
  for (const from of before) {
    for (const to of after) {
      if (from === to) continue;
      const up = y(to) < y(from), d = "M" + round(when) + " " + y(from) + "C" + round(when + 22) + " " + y(from) + " " + round(when - 22) + " " + y(to) + " " + round(when) + " " + (y(to) + (up ? 7 : -7));
      marks.push({ d, stroke: colour("paper"), w: 3.5, alpha: 0.7 }, { d, stroke: ink, w: 1.4, alpha: 0.85 });
      marks.push({ d: "M" + round(when) + " " + y(to) + "l-4 " + (up ? 8 : -8) + "h8Z", fill: ink });
    }
  }
  for (const id of new Set([...before, ...after])) {
    marks.push({ d: disc(when, y(id), 3.6), fill: before.includes(id) ? colour("paper") : ink, stroke: ink, w: 1.5 });
    laneSpots.unshift({ box: [when - 7, y(id) - 7, when + 7, y(id) + 7], event: events.has(c.id) ? c.id : null, title: c.relation + ": " + c.label });
  }
  return marks;
}

function setUpLanes() {
  const box = $("#lanes"), svg = $("#lane-marks");
  const spotAt = (e) => {
    const r = svg.getBoundingClientRect(), px = e.clientX - r.left, py = e.clientY - r.top;
    return laneSpots.find((s) => holds(s.box, px, py, e.pointerType === "touch" ? 6 : 1) && (s.event || s.edge || s.title || (s.node && nodes.has(s.node))));
  };
  svg.addEventListener("click", (e) => {
    const spot = spotAt(e);
    choose(!spot ? {} : spot.edge ? { edge: spot.edge } : spot.event ? { event: spot.event } : spot.node ? { node: spot.node } : {});
  });
  box.addEventListener("keydown", (e) => {
    const order = [...new Set(L.lanes.map((lane) => lane.actor))].filter((id) => nodes.has(id)), at = order.indexOf(state.node);
    if ((e.key === "ArrowDown" || e.key === "ArrowUp") && order.length) {
      e.preventDefault();
      choose({ node: order[Math.max(0, Math.min(order.length - 1, at < 0 ? 0 : at + (e.key === "ArrowDown" ? 1 : -1)))] });
      const row = laneRows().find(({ lane }) => lane.actor === state.node);
      if (row) box.scrollTop = Math.max(0, Math.min(row.top, Math.max(box.scrollTop, row.top + row.height + 60 - box.clientHeight)));
    } else if (e.key === "Enter" && (state.node || state.edge || state.event)) {
      e.preventDefault();
      $("#panel-body h2").focus();
    }
  });
}
