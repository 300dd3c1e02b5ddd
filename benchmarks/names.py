"""Looking up a name among 10,000, against rapidfuzz's WRatio over the same list.

The names are made up of words as groups use them, so that many share words. Each kind of look-up is timed apart: the
name as stored, other romanisations, Arabic and Cyrillic script, a letter off, and names that are not there. Times are
those of the processor, which others on the machine do not change.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from itertools import islice, product

from rapidfuzz import fuzz, process

from conflictkg import claims
from conflictkg.derive import derive
from conflictkg.names.lookup import matches
from conflictkg.names.spelling import key
from conflictkg.namespaces import dataset_graph, thing
from conflictkg.rdf import quads
from conflictkg.store import MemoryStore

NAMES = 10_000
UNITS = (
    "Liwa",
    "Katibat",
    "Jaysh",
    "Harakat",
    "Jabhat",
    "Firqat",
    "Brigade",
    "Front",
    "Army",
    "Movement",
    "Saraya",
    "Kata'ib",
)
FIRST = "Ahrar Ansar Suqur Shuhada Ahfad Fursan Usud Rijal Ashbal Humat Junud Ibad Suyuf Nusur Dhiab Rayat Ra'ad"
SECOND = (
    "al-Sham al-Furat al-Sahil al-Jazira al-Qalamun al-Ghouta al-Yarmouk al-Asi al-Badia al-Hasaka al-Raqqa al-Hamad "
    "Halab Idlib Hama Homs Dar'a Dayr al-Nasr al-Fajr al-Haqq al-Iman al-Tawhid al-Rahman al-Adl al-Karama al-Izza "
    "al-Wafa al-Quds al-Aqsa al-Jihad al-Sunna al-Thawra al-Hurriya al-Watan al-Salam al-Umma al-Khilafa al-Din "
    "Kordofan Darfur Oromia Tigray Kivu Ituri Borno Azawad Nagaland Mindanao Bodoland"
)
ASKED = {
    "as stored": ("Liwa Ahrar al-Sham", "Jaysh Ansar al-Furat", "Harakat Suqur Idlib", "Front Shuhada Darfur"),
    "another romanisation": ("Lewa' Ahraar ash-Shaam", "Jeish Ansaar el-Forat", "Haraka Suqour Edlib"),
    "another script": ("لواء أحرار الشام", "جيش أنصار الفرات", "Лива Ахрар аш-Шам", "حركة صقور حلب"),
    "a letter off": ("Liwa Ahrar al-Qalanun", "Jaysh Ansar Kordofam", "Harakat Suqur al-Hasaga"),
    "not there": ("Sendero Luminoso", "Lord's Resistance Army", "Karen National Union", "Karata Tigers"),
}


def names() -> list[str]:
    """The made-up names, each once."""
    told = product(SECOND.split(), FIRST.split(), UNITS)
    return list(islice((f"{unit} {first} {second}" for second, first, unit in told), NAMES))


def _rows() -> Iterator[claims.Row]:
    yield claims.Dataset("names")
    for at, name in enumerate(names()):
        yield claims.Actor(thing("n", "actor", str(at)), "ArmedGroup", name)


def _ms(function: Callable[[str], object], asked: tuple[str, ...], runs: int) -> float:
    taken = []
    for _ in range(runs):
        for text in asked:
            start = time.process_time()
            function(text)
            taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def run(runs: int = 5) -> list[str]:
    """Rows of a Markdown table: what is looked up, medians in ms, ratio, what it should reach."""
    store = MemoryStore()
    with store.writing() as draft:
        draft.replace(dataset_graph("names"), quads(_rows(), "names"))
        derive(draft)
    keys = [key(name) for name in names()]

    def own(text: str) -> object:
        return matches(store, text)

    def other(text: str) -> object:
        return process.extract(key(text), keys, scorer=fuzz.WRatio, limit=5)

    own(ASKED["not there"][0])  # the word list and the list of names are read once
    rows = []
    for kind, asked in ASKED.items():
        a, b = _ms(own, asked, runs), _ms(other, asked, runs)
        rows.append(f"| a name among {NAMES:,}, {kind} | rapidfuzz WRatio | {a:.1f} | {b:.1f} | {a / b:.2f}x | 0.33x |")
    return rows
