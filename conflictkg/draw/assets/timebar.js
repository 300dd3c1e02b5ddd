// The slider under the picture: a day, ticks where something changes, events above them, play.
const timeline = { days: [], changes: new Map(), events: [], min: 0, max: 0, width: 0 };
let playing = 0;

function readTimeline() {
  let number = 0;
  timeline.changes = new Map(D.changes.map(([step, count]) => [(number += step), count]));
  timeline.events = [...events.values()].map((event) => ({ event, span: spanOf(event) })).filter(({ span }) => span).sort((a, b) => a.span[0] - b.span[0] || a.span[1] - b.span[1]);
  const known = [...timeline.changes.keys(), ...timeline.events.filter(({ span }) => span[1] - span[0] < 800).flatMap(({ span }) => span)];
  if (state.period) known.push(dayNumber(state.period.first), dayNumber(state.period.last));
  timeline.days = [...new Set([...timeline.changes.keys(), ...timeline.events.map(({ span }) => span[0])])].sort((a, b) => a - b);
  if (!known.length) return;
  const low = known.reduce((a, b) => Math.min(a, b)), high = known.reduce((a, b) => Math.max(a, b)), room = Math.max(3, Math.round((high - low) / 40));
  timeline.min = low - room;
  timeline.max = high + room;
}

const share = (number) => Math.max(0, Math.min(1, (number - timeline.min) / (timeline.max - timeline.min || 1)));

function setUpTime() {
  readTimeline();
  const slider = $("#slider"), field = $("#day");
  $("#time").hidden = !timeline.days.length;
  if (!timeline.days.length) return;
  slider.min = timeline.min;
  slider.max = timeline.max;
  let asked = 0;
  slider.addEventListener("input", () => {
    pause();
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => setPeriod(periodOf(isoDay(+slider.value))));
  });
  const take = () => {
    const text = field.value.trim(), period = periodOf(text);
    field.setAttribute("aria-invalid", String(Boolean(text && !period)));
    if (text && !period) { tell("Write a day, month or year, such as 2015-03-28."); return; }
    pause();
    setPeriod(period);
  };
  field.addEventListener("change", take);
  field.addEventListener("keydown", (e) => { if (e.key === "Enter") take(); });
  $("#ever").addEventListener("click", () => { pause(); setPeriod(state.period ? null : periodOf(isoDay(+slider.value))); });
  $("#before").addEventListener("click", () => stepChange(-1));
  $("#after").addEventListener("click", () => stepChange(1));
  $("#play").addEventListener("click", togglePlay);
  $("#ticks").addEventListener("click", (e) => {
    const box = $("#ticks").getBoundingClientRect(), found = eventNear(e.clientX - box.left, box.width);
    if (found) chooseEvent(found.event, found.span);
  });
  $("#ticks").addEventListener("pointermove", (e) => {
    const box = $("#ticks").getBoundingClientRect(), found = e.clientY - box.top < 18 && eventNear(e.clientX - box.left, box.width);
    $("#ticks").classList.toggle("over", Boolean(found));
    $("#tick-name").textContent = found ? found.event.label + " · " + whenOf(found.event) : noteOfDay();
  });
  $("#ticks").addEventListener("pointerleave", () => { $("#tick-name").textContent = noteOfDay(); });
}

function setPeriod(period) {
  state.period = period;
  changed(true);
}

function chooseEvent(event, span) {
  pause();
  if (state.period || span[0] === span[1]) state.period = periodOf(isoDay(span[0]));
  applyFilters();
  choose({ event: event.id });
}

function eventNear(x, width) {
  let best = null, least = 7;
  for (const one of timeline.events) {
    const [from, to] = one.span.map((n) => EDGE + share(n) * (width - 2 * EDGE)), far = x < from ? from - x : x > to ? x - to : (to - from) / 400;
    if (far < least) { least = far; best = one; }
  }
  return best;
}

// To the next day on which something begins, ends or happens; play goes in longer steps where there are very many.
function stepChange(way, by = 1) {
  const at = state.period ? dayNumber(way > 0 ? state.period.last : state.period.first) : way > 0 ? -Infinity : Infinity;
  const days = way > 0 ? timeline.days.filter((n) => n > at) : timeline.days.filter((n) => n < at).reverse();
  if (!days.length) { pause(); return false; }
  setPeriod(periodOf(isoDay(days[Math.min(by, days.length) - 1])));
  return true;
}

function pause() {
  clearInterval(playing);
  playing = 0;
  paintPlay();
}

function togglePlay() {
  if (playing) { pause(); return; }
  if (!state.period || dayNumber(state.period.last) >= timeline.days[timeline.days.length - 1]) state.period = null;
  const by = Math.ceil(timeline.days.length / 240);
  if (!stepChange(1)) return;
  playing = setInterval(() => stepChange(1, by), 900);
  paintPlay();
}

function paintPlay() {
  $("#play").setAttribute("aria-pressed", String(Boolean(playing)));
  $("#play").setAttribute("aria-label", playing ? "Pause" : "Play through the changes");
  $("#play").textContent = playing ? "❚❚" : "▶";
}

// What happens on the day looked at.
function noteOfDay() {
  if (!state.period || !timeline.days.length) return "";
  const from = dayNumber(state.period.first), to = dayNumber(state.period.last);
  const names = timeline.events.filter(({ span }) => span[0] <= to && span[1] >= from && span[1] - span[0] < 32).map(({ event }) => event.label);
  return names.length > 2 ? names[0] + " · and " + (names.length - 1) + " other events" : names.join(" · ");
}

function paintTime() {
  if (!timeline.days.length) return;
  const p = state.period, slider = $("#slider");
  slider.value = p ? Math.max(timeline.min, Math.min(timeline.max, dayNumber(p.last))) : timeline.max;
  slider.setAttribute("aria-valuetext", p ? day(p.text) : "all dates");
  slider.classList.toggle("idle", !p);
  $("#day").value = p ? p.text : "";
  $("#day").setAttribute("aria-invalid", "false");
  $("#ever").setAttribute("aria-pressed", String(!p));
  $("#tick-name").textContent = noteOfDay();
  paintTicks();
}

const EDGE = 9;
let ticked = "";

// The ticks stay as they are while the day moves: only its mark does.
function paintTicks() {
  const svg = $("#ticks"), width = (timeline.width = timeline.width || svg.clientWidth || 600), x = (n) => EDGE + share(n) * (width - 2 * EDGE);
  const key = [width, theme.ink, state.event].join(" ");
  if (key !== ticked) {
    svg.setAttribute("viewBox", "0 0 " + width + " 64");
    svg.replaceChildren();
    toSvg(svg, tickMarks(x, width));
    svg.append(svgElement("path", { id: "now", fill: colour("accent"), opacity: 0.5 }));
    ticked = key;
  }
  const p = state.period, from = p && x(dayNumber(p.first)), to = p && x(dayNumber(p.last));
  $("#now").setAttribute("d", p ? roundRect(from - 1, 0, Math.max(2, to - from + 2), 36, 1) : "");
}

function tickMarks(x, width) {
  const bars = new Map();
  for (const [n, count] of timeline.changes) bars.set(Math.round(x(n)), (bars.get(Math.round(x(n))) || 0) + count);
  const most = [...bars.values()].reduce((a, b) => Math.max(a, b), 1), many = bars.size > 150;
  let d = "";
  for (const [at, count] of bars) { const h = 3 + 15 * Math.sqrt(count / most) * Math.min(1, most / 3); d += "M" + (at + 0.5) + " 32v" + round(-h); }
  const marks = [{ d, stroke: colour("muted"), w: many ? 1 : 1.5, alpha: many ? 0.55 : 0.9 }];
  const spans = new Set(), dots = new Set();
  for (const { event, span } of timeline.events) {
    const from = Math.round(x(span[0])), to = Math.round(x(span[1])), chosen = state.event === event.id;
    if (chosen) marks.push({ d: "M" + from + " 10H" + to, stroke: colour("accent"), w: 3 }, { d: polygon((from + to) / 2, 10, 7, 4, 0), fill: colour("accent") });
    else if (to - from > 6) spans.add(from + " 10H" + to);
    else dots.add(Math.round((from + to) / 2));
  }
  if (spans.size < 60) for (const s of spans) marks.push({ d: "M" + s, stroke: colour("hull"), w: 2.5, alpha: 0.3, cap: "round" });
  marks.push({ d: [...dots].map((at) => polygon(at, 10, 4.6, 4, 0)).join(""), fill: colour("coalition"), stroke: colour("chrome"), w: 1 });
  for (const { at, text } of axisLabels(timeline.min, timeline.max, width - 2 * EDGE)) {
    marks.push({ d: "M" + round(EDGE + at) + " 42v4", stroke: colour("muted"), w: 1 }, { text, ltr: true, x: EDGE + at, y: 60, size: 11, fill: colour("muted"), anchor: "middle" });
  }
  return marks;
}

// Years, months or days, whichever finds room.
function axisLabels(min, max, width) {
  const days = max - min, all = [], [y0, m0] = isoDay(min).split("-").map(Number);
  const years = Math.ceil(days / 366) * 52 < width * 1.2, step = days > 600 ? 12 : days > 190 ? 3 : days > 50 ? 1 : 0;
  const place = (iso, text) => { const n = dayNumber(iso); if (n >= min && n <= max) all.push({ at: ((n - min) / days) * width, text }); };
  if (step === 0) for (let n = min; n <= max; n += Math.max(1, Math.ceil(days / (width / 84)))) place(isoDay(n), Number(isoDay(n).slice(8)) + " " + MONTHS[isoDay(n).slice(5, 7) - 1].slice(0, 3) + " " + isoDay(n).slice(0, 4));
  else for (let m = 0; m < days / 28 + 13; m += step) {
    const date = new Date(Date.UTC(y0, (step === 12 ? 0 : m0 - 1) + m, 1)).toISOString().slice(0, 10);
    if (step === 12 && !years && Number(date.slice(0, 4)) % 5) continue;
    place(date, step === 12 ? date.slice(0, 4) : MONTHS[date.slice(5, 7) - 1].slice(0, 3) + " " + date.slice(0, 4));
  }
  return all.filter(({ at }, i) => at > 16 && at < width - 16 && (i === 0 || at - all[i - 1].at > 44));
}
