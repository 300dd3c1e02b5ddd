// Files to keep: the picture as SVG and PNG, the ties shown as CSV.
const fileName = (suffix) => [D.title, state.period && state.period.text].filter(Boolean).join(" ").normalize("NFKD").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-+|-+$/g, "").toLowerCase().slice(0, 60) + "." + suffix;

// The picture with its title and what it rests on, so that it can stand alone in a report.
function figure() {
  engine.refresh();
  const scope = everything(), k = Math.min(engine.factor(), 3);
  arrange(k, scope);
  const b = bounds(scope), pad = 26 * k, w = b[2] - b[0] + 2 * pad;
  const source = [subtitle(), D.datasets.map((d) => [d.title, d.version, d.licence].filter(Boolean).join(", ")).join("; ")].filter(Boolean);
  const used = groups.flatMap((g) => g.entries.filter((entry) => (counts()[g.field].get(entry.key) || 0) > 0 && (g.field !== "status" || entry.key !== "accepted") && (g.field !== "certainty" || entry.key !== "certain")).map((entry) => entry));
  const columns = Math.max(1, Math.floor((w - 2 * pad) / (190 * k))), lines = Math.ceil(used.length / columns);
  const top = 58 * k, bottom = lines * 21 * k + 26 * k, h = b[3] - b[1] + top + bottom + 2 * pad;
  const x0 = b[0] - pad, y0 = b[1] - pad - top;
  const text = (t, x, y, size, weight, fill) => ({ text: t, x, y, size: size * k, weight, fill: colour(fill), anchor: "start" });
  const marks = [{ d: "M" + x0 + " " + y0 + "h" + w + "v" + h + "h" + -w + "Z", fill: colour("paper") },
    text(D.title, x0 + pad, y0 + 34 * k, 20, 600, "ink"), text(source.join(" · "), x0 + pad, y0 + 54 * k, 11, 400, "muted"), ...pictureMarks(k, scope)];
  const legend = used.map((entry, i) => ({ entry, x: x0 + pad + (i % columns) * 190 * k, y: b[3] + pad + Math.floor(i / columns) * 21 * k + 8 * k }));
  for (const l of legend) marks.push(text(l.entry.label, l.x + 52 * k, l.y + 12 * k, 12, 400, "ink"));
  return { marks, legend, box: [x0, y0, w, h], k };
}

const quietly = (f) => { const kept = [state.node, state.edge, state.hover]; state.hover = null; const made = f(); engine.redraw(); [state.node, state.edge, state.hover] = kept; return made; };

function svgText() {
  const { marks, legend, box, k } = quietly(figure);
  const root = svgElement("svg", { viewBox: box.map(round).join(" "), width: Math.round(box[2] / k), height: Math.round(box[3] / k), "font-family": FACE, role: "img" });
  root.append(svgElement("title", {}, D.title));
  toSvg(root, marks);
  for (const l of legend) {
    const g = svgElement("g", { transform: "translate(" + round(l.x) + " " + round(l.y) + ") scale(" + k + ")" });
    toSvg(g, l.entry.look());
    root.append(g);
  }
  return new XMLSerializer().serializeToString(root);
}

function pngCanvas() {
  const { marks, legend, box, k } = quietly(figure);
  const scale = Math.min(2 / k, 8000 / box[2], 8000 / box[3]), canvas = document.createElement("canvas");
  canvas.width = Math.ceil(box[2] * scale);
  canvas.height = Math.ceil(box[3] * scale);
  const ctx = canvas.getContext("2d");
  ctx.setTransform(scale, 0, 0, scale, -box[0] * scale, -box[1] * scale);
  toCanvas(ctx, marks);
  for (const l of legend) {
    ctx.save();
    ctx.translate(l.x, l.y);
    ctx.scale(k, k);
    toCanvas(ctx, l.entry.look());
    ctx.restore();
  }
  return canvas;
}

function download(blob, name) {
  const a = el("a", { download: name });
  a.href = URL.createObjectURL(blob);
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 2000);
}

// Cells that a spreadsheet would take for a formula are marked as text.
const cell = (text) => '"' + (/^[=+\-@\t\r]/.test(text) ? "'" : "") + String(text || "").replaceAll('"', '""') + '"';

function csvText() {
  unfold();
  const head = ["from", "relation", "to", "since", "until", "certainty", "status", "policy", "as_of", "attesters", "sources", "from_id", "to_id"];
  const lines = inOrder(shownEdges()).map((e) => [e.a.label, e.label, e.b.label, e.since, e.until, e.certainty, e.status, D.policy, state.period ? state.period.text : "", attesters(e), (e.sources || []).join("; "), e.a.id, e.b.id]);
  return [head, ...lines].map((line) => line.map((text) => cell(text || "")).join(",")).join("\r\n") + "\r\n";
}
