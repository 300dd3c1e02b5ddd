// What is drawn: a list of simple marks (paths and texts) that a canvas and an SVG file paint alike.
const FONT = 13, LINE = 16, RADIUS = 11, GAP = 5, PAD_X = 15, PAD_Y = 8, HULL = 24;
const FACE = 'Inter, "Helvetica Neue", Arial, "Noto Sans", "Noto Sans Arabic", "Segoe UI", sans-serif';
const round = (x) => Math.round(x * 10) / 10;

// --- text -----------------------------------------------------------------------------------------
const ruler = document.createElement("canvas").getContext("2d");
const widths = new Map();
let ruled = ""; // to set a font takes as long as to measure a text

function textWidth(text, size, weight) {
  const font = weight + " " + size + "px " + FACE, key = size + "|" + weight + "|" + text;
  let width = widths.get(key);
  if (width === undefined) {
    if (ruled !== font) ruler.font = ruled = font;
    widths.set(key, (width = ruler.measureText(text).width));
  }
  return width;
}

// The layout wraps by the same rule (labels.py), so it kept this room free.
function wrapped(text) {
  const lines = [];
  for (let word of text.split(/\s+/).filter(Boolean)) {
    if (word.length > 22) word = word.slice(0, 21) + "…";
    const last = lines.length - 1;
    if (last >= 0 && lines[last].length + 1 + word.length <= 18) lines[last] += " " + word;
    else lines.push(word);
  }
  if (lines.length > 3) return [lines[0], lines[1], lines[2] + " …"];
  return lines.length ? lines : [""];
}

const isRightToLeft = (text) => /^[^A-Za-z]*[\u0590-\u08ff\ufb1d-\ufefc]/.test(text);

// --- boxes ----------------------------------------------------------------------------------------
function textBox(node, lines, k) {
  const weight = node.shape === "pill" ? 600 : 500;
  const w = Math.max(...lines.map((line) => textWidth(line, FONT, weight))) * k, h = lines.length * LINE * k;
  const r = node.r + GAP, half = node.shape === "pill" ? node.w / 2 : node.r;
  if (node.side === "inside") return [node.x - w / 2, node.y - h / 2, node.x + w / 2, node.y + h / 2];
  if (node.side === "above") return [node.x - w / 2, node.y - r - h, node.x + w / 2, node.y - r];
  if (node.side === "right") return [node.x + half + GAP, node.y - h / 2, node.x + half + GAP + w, node.y + h / 2];
  if (node.side === "left") return [node.x - half - GAP - w, node.y - h / 2, node.x - half - GAP, node.y + h / 2];
  if (node.side.includes("-")) {
    const left = node.side.endsWith("right") ? node.x + 0.8 * half : node.x - 0.8 * half - w;
    const top = node.side.startsWith("above") ? node.y - 0.55 * node.r - h : node.y + 0.55 * node.r;
    return [left, top, left + w, top + h];
  }
  return [node.x - w / 2, node.y + r, node.x + w / 2, node.y + r + h];
}

const markBox = (node) => [node.x - node.w / 2, node.y - node.h / 2, node.x + node.w / 2, node.y + node.h / 2];
const overlap = (a, b, m) => a[0] < b[2] + m && b[0] < a[2] + m && a[1] < b[3] + m && b[1] < a[3] + m;
const holds = (box, x, y, m) => x > box[0] - m && x < box[2] + m && y > box[1] - m && y < box[3] + m;

// --- curves ---------------------------------------------------------------------------------------
const along = (c, t) => [0, 1].map((i) => (1 - t) ** 2 * c[0][i] + 2 * t * (1 - t) * c[1][i] + t * t * c[2][i]);
const mix = (a, b, t) => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];

function between(c, t0, t1) {
  const a = along(c, t0), b = along(c, t1);
  const left = mix(c[0], c[1], t0), right = mix(c[1], c[2], t0);
  return [a, mix(left, right, t1), b];
}

function reaches(node, x, y, m) {
  if (node.shape === "pill" || node.shape === "square") return holds(markBox(node), x, y, m);
  return Math.hypot(x - node.x, y - node.y) < node.r + m;
}

// The visible stretch of a tie, from rim to rim.
function stretch(edge, k) {
  const a = edge.a, b = edge.b, dx = b.x - a.x, dy = b.y - a.y;
  const via = [(a.x + b.x) / 2 + 2 * edge.bend * dy, (a.y + b.y) / 2 - 2 * edge.bend * dx];
  const c = [[a.x, a.y], via, [b.x, b.y]];
  let t0 = 0, t1 = 1;
  while (t0 < 0.48 && reaches(a, ...along(c, t0), 3 * k)) t0 += 0.01;
  while (t1 > 0.52 && reaches(b, ...along(c, t1), (edge.sym ? 3 : 4) * k)) t1 -= 0.01;
  return between(c, t0, t1);
}

// --- marks ----------------------------------------------------------------------------------------
function polygon(x, y, r, sides, turn) {
  const points = [];
  for (let i = 0; i < sides; i++) {
    const angle = turn + (2 * Math.PI * i) / sides;
    points.push(round(x + r * Math.cos(angle)) + " " + round(y + r * Math.sin(angle)));
  }
  return "M" + points.join("L") + "Z";
}

function roundRect(x, y, w, h, radius) {
  const r = round(radius);
  const a = "a" + r + " " + r + " 0 0 1 ";
  return "M" + round(x + r) + " " + round(y) + "h" + round(w - 2 * r) + a + r + " " + r + "v" + round(h - 2 * r) + a + -r + " " + r +
    "h" + round(2 * r - w) + a + -r + " " + -r + "v" + round(2 * r - h) + a + r + " " + -r + "Z";
}

const disc = (x, y, r) => roundRect(x - r, y - r, 2 * r, 2 * r, r);

function star(x, y, r) {
  const points = [];
  for (let i = 0; i < 10; i++) {
    const angle = -Math.PI / 2 + (Math.PI * i) / 5, far = i % 2 ? r * 0.42 : r;
    points.push(round(x + far * Math.cos(angle)) + " " + round(y + far * Math.sin(angle)));
  }
  return "M" + points.join("L") + "Z";
}

function shapePath(shape, x, y, r, w, h) {
  if (shape === "pill") return roundRect(x - w / 2, y - h / 2, w, h, Math.min(h / 2, 15 * (r / RADIUS)));
  if (shape === "square") return roundRect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8, r * 0.18);
  if (shape === "diamond") return polygon(x, y, r * 1.12, 4, 0);
  if (shape === "triangle") return polygon(x, y + r * 0.12, r * 1.12, 3, -Math.PI / 2);
  if (shape === "pentagon") return polygon(x, y + r * 0.05, r * 1.1, 5, -Math.PI / 2);
  if (shape === "bubble") return roundRect(x - r, y - r * 0.85, 2 * r, r * 1.4, r * 0.4) + "M" + round(x - 0.5 * r) + " " + round(y + 0.5 * r) + "h" + round(0.7 * r) + "l" + round(-0.6 * r) + " " + round(0.55 * r) + "Z";
  if (shape === "hexagon") return polygon(x, y, r * 1.06, 6, 0);
  if (shape === "pin") return polygon(x, y - r * 0.12, r * 1.12, 3, Math.PI / 2);
  if (shape === "person") {
    const s = (v) => round(v * r);
    return disc(x, y - 0.5 * r, round(0.46 * r)) + "M" + round(x - 0.85 * r) + " " + round(y + 0.95 * r) +
      "c0 " + s(-1.2) + " " + s(1.7) + " " + s(-1.2) + " " + s(1.7) + " 0Z";
  }
  return disc(x, y, round(r * 0.97));
}

// A glyph in the middle of a tie, so that colour is never alone in telling it.
function glyphMarks(glyph, x, y, k, colour, paper) {
  const r = 6.5 * k, s = 3.4 * k, line = (d) => ({ d, stroke: colour, w: 2 * k });
  const chip = { d: disc(x, y, r), fill: paper, stroke: colour, w: 1.3 * k };
  const m = (a, b) => round(x + a) + " " + round(y + b);
  if (glyph === "cross") return [chip, line("M" + m(-s, -s) + "L" + m(s, s) + "M" + m(-s, s) + "L" + m(s, -s))];
  if (glyph === "plus") return [chip, line("M" + m(-s, 0) + "L" + m(s, 0) + "M" + m(0, -s) + "L" + m(0, s))];
  if (glyph === "star") return [{ d: star(x, y, 8.5 * k), fill: colour, stroke: paper, w: 2 * k, under: true }];
  if (glyph === "ring") return [{ d: disc(x, y, 4.5 * k), fill: paper, stroke: colour, w: 2 * k }];
  if (glyph === "square") return [{ d: roundRect(x - 4.5 * k, y - 4.5 * k, 9 * k, 9 * k, k), fill: colour, stroke: paper, w: 1.5 * k }];
  if (glyph === "dot") return [{ d: disc(x, y, 4 * k), fill: colour, stroke: paper, w: 1.5 * k }];
  return [];
}

// A doubt about a tie: a half disc (contested by a party), or one sign in a box.
const SIGNS = { disputed: "!", "party-only": "“", unverified: "?" };

function statusMarks(status, x, y, k, p) {
  if (status === "accepted" || !status) return [];
  const r = 7 * k, box = { d: roundRect(x - r, y - r, 2 * r, 2 * r, 3 * k), fill: p.paper, stroke: p.ink, w: 1.2 * k };
  if (status === "contested by a party") {
    const q = 3.8 * k;
    return [box, { d: disc(x, y, q), stroke: p.ink, w: 1.1 * k },
      { d: "M" + round(x) + " " + round(y - q) + "a" + round(q) + " " + round(q) + " 0 0 1 0 " + round(2 * q) + "Z", fill: p.ink }];
  }
  const sign = SIGNS[status] || "?", drop = sign === "“" ? 8.2 : 4;
  return [box, { text: sign, x, y: y + drop * k, size: (sign === "“" ? 15 : 11) * k, weight: 700, fill: p.ink, anchor: "middle" }];
}

function arrowHead(c, k, width) {
  const [, v, e] = c, angle = Math.atan2(e[1] - v[1], e[0] - v[0]), l = (7 + width * 1.2) * k, w = (2.6 + width * 0.75) * k;
  const p = (a, b) => round(e[0] - a * Math.cos(angle) - b * Math.sin(angle)) + " " + round(e[1] - a * Math.sin(angle) + b * Math.cos(angle));
  return "M" + p(0, 0) + "L" + p(l, w) + "L" + p(l * 0.8, 0) + "L" + p(l, -w) + "Z";
}

// --- hulls ----------------------------------------------------------------------------------------
function convex(points) {
  const p = points.slice().sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const turn = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = (q) => {
    const r = [];
    for (const z of q) {
      while (r.length > 1 && turn(r[r.length - 2], r[r.length - 1], z) <= 0) r.pop();
      r.push(z);
    }
    r.pop();
    return r;
  };
  return half(p).concat(half(p.reverse()));
}

// One closed, rounded path round boxes: a single shade, however the boxes lie.
function hullPoints(boxes, pad) {
  const corners = boxes.flatMap((b) => [[b[0], b[1]], [b[2], b[1]], [b[0], b[3]], [b[2], b[3]]]);
  const soft = convex(corners).flatMap(([x, y]) => {
    const circle = [];
    for (let i = 0; i < 24; i++) circle.push([x + pad * Math.cos((i * Math.PI) / 12), y + pad * Math.sin((i * Math.PI) / 12)]);
    return circle;
  });
  return convex(soft);
}

// Through the middles of the sides, so that no corner is left.
function smoothPath(points) {
  const at = (p) => round(p[0]) + " " + round(p[1]), n = points.length;
  let d = "M" + at(mix(points[n - 1], points[0], 0.5));
  for (let i = 0; i < n; i++) d += "Q" + at(points[i]) + " " + at(mix(points[i], points[(i + 1) % n], 0.5));
  return d + "Z";
}

// --- painters -------------------------------------------------------------------------------------
function toCanvas(ctx, marks) {
  ctx.save();
  ctx.lineJoin = "round";
  for (const m of marks) {
    ctx.globalAlpha = m.alpha === undefined ? 1 : m.alpha;
    if (m.text !== undefined) {
      ctx.font = (m.weight || 400) + " " + m.size + "px " + FACE;
      ctx.textAlign = { start: "left", middle: "center", end: "right" }[m.anchor || "start"];
      ctx.textBaseline = "alphabetic";
      ctx.direction = !m.ltr && isRightToLeft(m.text) ? "rtl" : "ltr";
      if (m.halo) {
        ctx.strokeStyle = m.halo;
        ctx.lineWidth = m.haloWidth;
        ctx.setLineDash([]);
        ctx.strokeText(m.text, m.x, m.y);
      }
      ctx.fillStyle = m.fill;
      ctx.fillText(m.text, m.x, m.y);
      continue;
    }
    const path = m.path || (m.path = new Path2D(m.d));
    if (m.fill && !m.under) { ctx.fillStyle = m.fill; ctx.fill(path); }
    if (m.stroke) {
      ctx.setLineDash(m.dash || []);
      ctx.lineCap = m.cap || "butt";
      ctx.strokeStyle = m.stroke;
      ctx.lineWidth = m.w;
      ctx.stroke(path);
    }
    if (m.fill && m.under) { ctx.fillStyle = m.fill; ctx.fill(path); }
  }
  ctx.restore();
}

const SVG = "http://www.w3.org/2000/svg";

function svgElement(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== "") element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function toSvg(parent, marks) {
  for (const m of marks) {
    if (m.text !== undefined) {
      const right = !m.ltr && isRightToLeft(m.text);
      const anchor = right && m.anchor !== "middle" ? { start: "end", end: "start" }[m.anchor || "start"] : m.anchor || "start";
      parent.append(svgElement("text", {
        x: round(m.x), y: round(m.y), "font-size": round(m.size), "font-weight": m.weight, fill: m.fill, "text-anchor": anchor,
        direction: right ? "rtl" : undefined, opacity: m.alpha, stroke: m.halo, "stroke-width": m.halo && m.haloWidth,
        "stroke-linejoin": m.halo && "round", "paint-order": m.halo && "stroke",
      }, m.text));
    } else {
      parent.append(svgElement("path", {
        d: m.d, fill: m.fill || "none", stroke: m.stroke, "stroke-width": m.stroke && round(m.w), opacity: m.alpha,
        "stroke-dasharray": m.dash && m.dash.length ? m.dash.map(round).join(" ") : undefined, "stroke-linecap": m.cap,
        "stroke-linejoin": "round", "paint-order": m.under && "stroke",
      }));
    }
  }
}
