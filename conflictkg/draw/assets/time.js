// Time by the one rule of the project (queries/fragments/certainty.rq): a window is met where it starts by the end of
// the period and ends no earlier than its start. Days are ISO texts; their order is that of the calendar.
const NEVER = "0001-01-01", EVER = "9999-12-31", A_DAY = 864e5;
const firstOf = (window) => window.slice(0, 10), lastOf = (window) => window.slice(11);
function meets(windows, first, last) {
  for (const w of windows) if (firstOf(w) <= last && lastOf(w) >= first) return true;
  return false;
}

function certaintyOn(thing, period) {
  if (!period || !(thing.sure.length || thing.open.length)) return thing.given || "";
  if (meets(thing.sure, period.first, period.last)) return "certain";
  return meets(thing.open, period.first, period.last) ? "possible" : "excluded";
}

// "2015", "2015-03" or "2015-03-28" as a period of days; null where it is none.
function periodOf(text) {
  const m = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text);
  if (!m || m[1] === "0000") return null;
  if (m[3]) {
    const day = new Date(text + "T00:00:00Z");
    return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text ? null : { text, first: text, last: text };
  }
  if (!m[2]) return { text, first: text + "-01-01", last: text + "-12-31" };
  if (m[2] < "01" || m[2] > "12") return null;
  return { text, first: text + "-01", last: text + "-" + new Date(Date.UTC(+m[1], +m[2], 0)).getUTCDate() };
}

const dayNumber = (iso) => Math.round(Date.parse(iso + "T00:00:00Z") / A_DAY);
const isoDay = (number) => new Date(number * A_DAY).toISOString().slice(0, 10);

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
function plainDay(text) {
  const m = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(text || "");
  return m && MONTHS[m[2] - 1] ? (m[3] ? Number(m[3]) + " " : "") + MONTHS[m[2] - 1] + " " + m[1] : text;
}

// An EDTF date in words, as far as it is a simple one.
function day(text) {
  const range = /^\[([^,\]]*)\.\.([^,\]]*)\]$/.exec(text || "");
  if (range) return range[1] && range[2] ? "between " + day(range[1]) + " and " + day(range[2]) : range[1] ? day(range[1]) + " or later" : day(range[2]) + " or earlier";
  const either = /^\[([^\]]+,[^\]]+)\]$/.exec(text || "");
  if (either) return either[1].split(",").map(day).join(" or ");
  const unsure = /^(.+)([~?%])$/.exec(text || "");
  return unsure ? { "~": "about ", "?": "perhaps ", "%": "perhaps about " }[unsure[2]] + plainDay(unsure[1]) : plainDay(text);
}

// Where an event stands on the slider: the stretch in which it may have been; null where nobody dates it.
function spanOf(event) {
  const within = (w) => firstOf(w) > NEVER && lastOf(w) < EVER && firstOf(w) <= lastOf(w);
  const windows = event.open.filter(within).length ? event.open.filter(within) : event.sure.filter(within);
  if (!windows.length) return null;
  return [dayNumber(windows.map(firstOf).reduce((x, y) => (y < x ? y : x))), dayNumber(windows.map(lastOf).reduce((x, y) => (y > x ? y : x)))];
}
