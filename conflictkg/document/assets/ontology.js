"use strict";
const find = document.getElementById("find");
const count = document.getElementById("count");
const contents = document.getElementById("contents");
const cards = [...document.querySelectorAll(".term")].map(card => [card, own(card)]);
const sections = [...document.querySelectorAll("main > section")];

function own(card) {  // what is said of the term itself, not the names of others that it is linked with
  const parts = card.querySelectorAll("h3 a, h3 code, h3 .arabic, p, tbody");
  return [...parts].map(part => part.textContent).join(" ").toLowerCase();
}

function filter() {
  const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const [card, text] of cards) {
    card.hidden = !words.every(word => text.includes(word));
    shown += card.hidden ? 0 : 1;
  }
  for (const section of sections) {
    const own = section.querySelectorAll(".term");
    section.hidden = words.length > 0 && ![...own].some(card => !card.hidden);
  }
  count.textContent = words.length ? `${shown} of ${cards.length}` : "";
}

find.addEventListener("input", filter);
find.addEventListener("keydown", event => { if (event.key === "Escape") { find.value = ""; filter(); } });
window.addEventListener("hashchange", () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.closest("[hidden]")) { find.value = ""; filter(); target.scrollIntoView(); }
});
if (window.matchMedia("(max-width: 900px)").matches) contents.open = false;
