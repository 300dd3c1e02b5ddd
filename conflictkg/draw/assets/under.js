// What lies under a point, and what lies where. Up to FINE actors are painted in full, more as a crowd.
const FINE = 260;
function nodeAt(x, y, slack, scope) {
  return scope.nodes.find((n) => reaches(n, x, y, slack)) || scope.nodes.find((n) => n.box && holds(n.box, x, y, 0)) || null;
}

const aside = (e, x, y, m) => Math.max(e.curve[0][0], e.curve[1][0], e.curve[2][0]) < x - m || Math.min(e.curve[0][0], e.curve[1][0], e.curve[2][0]) > x + m ||
  Math.max(e.curve[0][1], e.curve[1][1], e.curve[2][1]) < y - m || Math.min(e.curve[0][1], e.curve[1][1], e.curve[2][1]) > y + m;

function edgeAt(x, y, slack, scope) {
  let best = null, least = slack;
  for (const e of scope.edges) {
    if (aside(e, x, y, slack * 1.2)) continue;
    if ((e.style.glyph || e.status !== "accepted") && Math.hypot(e.middle[0] - x, e.middle[1] - y) < slack * 1.2) return e;
    for (let i = 0, last = e.curve[0]; i < 24; i++) {
      const next = along(e.curve, (i + 1) / 24), d = toSegment(x, y, last, next);
      if (d < least) { least = d; best = e; }
      last = next;
    }
  }
  return best;
}

function toSegment(x, y, a, b) {
  const dx = b[0] - a[0], dy = b[1] - a[1], l = dx * dx + dy * dy;
  const t = l ? Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / l)) : 0;
  return Math.hypot(x - a[0] - t * dx, y - a[1] - t * dy);
}

// The room that the whole picture takes, names, hulls and their titles included.
function bounds(scope) {
  const boxes = [...scope.nodes.flatMap(boxesOf), ...coalitions.flatMap((c) => (c.hull ? [c.hull.box, c.hull.extent] : []))];
  if (!boxes.length) return [-100, -100, 100, 100];
  const pick = (i, f) => boxes.reduce((found, b) => f(found, b[i]), boxes[0][i]);
  return [pick(0, Math.min), pick(1, Math.min), pick(2, Math.max), pick(3, Math.max)];
}

// Where the camera must stand to hold all of a part. Names keep their size on screen, so the room that they take
// depends on the zoom: measure, and twice again. A crowd is measured by its marks alone.
function fitting(scope, w, h) {
  const crowd = scope.nodes.length > FINE, margin = crowd ? 34 : 12;
  const at = (k) => {
    if (!crowd) arrange(k, scope, true);
    const b = crowd ? crowdBounds(scope) : bounds(scope);
    return [b, Math.min(1.25, Math.max(0.005, Math.min((w - 2 * margin) / (b[2] - b[0]), (h - 2 * margin) / (b[3] - b[1]))))];
  };
  const first = at(1)[1], second = at(sizeFactor(first))[1], [b, third] = at(sizeFactor(second));
  return { x: (b[0] + b[2]) / 2, y: (b[1] + b[3]) / 2, scale: Math.max(Math.min(second, third), first * 0.6) };
}

function crowdBounds(scope) {
  const found = [Infinity, Infinity, -Infinity, -Infinity];
  for (const n of scope.nodes) {
    found[0] = Math.min(found[0], n.x - 60); found[1] = Math.min(found[1], n.y - 30);
    found[2] = Math.max(found[2], n.x + 60); found[3] = Math.max(found[3], n.y + 30);
  }
  return found;
}

const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// How far the camera must go so that a point can be seen, above the sheet of a phone; null where it can be already.
function intoView(p, box) {
  const w = box.clientWidth, h = box.clientHeight, sheet = $("#panel");
  const covered = getComputedStyle(sheet).position === "fixed" ? box.getBoundingClientRect().bottom - sheet.getBoundingClientRect().top : 0;
  const free = h - Math.max(0, Math.min(covered, h - 120));
  return p.x > 40 && p.x < w - 40 && p.y > 40 && p.y < free - 40 ? null : { down: (h - free) / 2 };
}
