// Search over all names in any script.
// One spelling for all: no case, no marks, no article signs; Arabic letter forms folded.
const fold = (text) => text.normalize("NFKD").replace(/\p{M}|[\u0640'’‘ʿʾ`´]/gu, "").toLowerCase().replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
let index = null; // made when somebody searches
const buildIndex = () => [...nodes.values()].map((n) => ({ n, names: [...new Set([n.label, ...n.names.map((x) => x[0])])].map((text) => [text, fold(text)]) }));

function matches(text) {
  const wanted = fold(text), squeezed = wanted.replaceAll(" ", "");
  if (!wanted) return [];
  unfold();
  index = index || buildIndex();
  const hits = [];
  for (const { n, names } of index) {
    let best = null;
    for (const [name, key] of names) {
      const rank = key === wanted ? 0 : key.startsWith(wanted) ? 1 : key.includes(" " + wanted) ? 2 : key.replaceAll(" ", "").includes(squeezed) ? 3 : 9;
      if (rank < 9 && (!best || rank < best.rank)) best = { n, name, rank };
    }
    if (best) hits.push(best);
  }
  return hits.sort((a, b) => a.rank - b.rank || (a.n.label < b.n.label ? -1 : 1)).slice(0, 12);
}

function setUpSearch() {
  const input = $("#find"), list = $("#found");
  let hits = [], at = -1;
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); at = -1; };
  const take = (hit) => { close(); input.value = ""; choose({ node: hit.n.id }); };
  const point = (i) => {
    at = i;
    [...list.children].forEach((li, j) => li.setAttribute("aria-selected", String(j === at)));
    if (at >= 0) input.setAttribute("aria-activedescendant", "found-" + at);
  };
  input.addEventListener("input", () => {
    hits = matches(input.value);
    list.replaceChildren(...hits.map((hit, i) => {
      const li = el("li", { role: "option", id: "found-" + i, "aria-selected": "false" }, say("span", hit.n.label), hit.name !== hit.n.label ? say("span", hit.name, { class: "small" }) : null);
      li.addEventListener("pointerdown", (e) => { e.preventDefault(); take(hit); });
      return li;
    }));
    if (!hits.length && fold(input.value)) list.append(el("li", { class: "small" }, "No name like this"));
    list.hidden = !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    at = -1;
    if (fold(input.value)) tell(hits.length + " found");
  });
  input.addEventListener("keydown", (e) => {
    if (e.key === "Escape") { close(); input.value = ""; }
    if (e.key === "Enter" && hits.length && !list.hidden) { e.preventDefault(); take(hits[Math.max(at, 0)]); }
    if ((e.key === "ArrowDown" || e.key === "ArrowUp") && hits.length) { e.preventDefault(); point((at + (e.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length); }
  });
  input.addEventListener("blur", close);
}
