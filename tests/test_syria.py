"""The dataset syria-2011-2019: how much it holds, that it joins others, and that the pages, where at hand, say it."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

import conflictkg
from conflictkg import checks, locate
from conflictkg.importers.sheets import SHEETS
from conflictkg.resources import builtin_datasets

NAME, JOINED = "syria-2011-2019", ("syria-2011-2019", "syria-2011-2019-crosswalk")
SHARED = Path(__file__).parents[2] / "shared" / "data"
Row = dict[str, str]

with_pages = pytest.mark.skipif(not (SHARED / "wikipedia").is_dir(), reason="the pages are not part of the project")


def rows(sheet: str, name: str = NAME) -> list[Row]:
    path = builtin_datasets()[name] / f"{sheet}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def claims() -> list[Row]:
    return [row for sheet in SHEETS.values() if sheet.claim for row in rows(sheet.name)]


def text(source: Row) -> str:
    """The copy of a source. A page's file is called by its title."""
    if source["kind"] == "dataset":
        return locate.read_text(SHARED / "ucdp" / "ucdp-actor-221.csv")
    title = re.sub(r"[()]", "", source["title"].lower()).replace(" ", "_").replace("–", "-")
    return locate.read_text(SHARED / "wikipedia" / f"{title}.md")


def heading(page: str, start: int) -> str:
    """The section that a place in a page stands in, from the widest to the narrowest heading."""
    end = page.index("\n---", 3)
    if start < end:
        return "infobox"
    path: dict[int, str] = {}
    for found in re.finditer(r"^(#{2,6}) (.+)$", page[end:start], re.MULTILINE):
        path = {depth: title for depth, title in path.items() if depth < len(found[1])}
        path[len(found[1])] = found[2].strip()
    return " / ".join(path.values()) or "lead"


def test_it_is_as_large_as_its_readme_says() -> None:
    kinds = [row["kind"] for row in rows("actors")]
    keys = ("relation", "from", "to", "role", "support", "spell")
    dated = {tuple(row[k] for k in keys) for row in rows("ties") if row["since"] or row["until"] or row["seen"]}
    assert kinds.count("ArmedGroup") >= 90
    assert kinds.count("Coalition") >= 35
    assert len(dated) >= 300


def test_it_stands_beside_the_article_and_the_judgements_of_both() -> None:
    kg = conflictkg.example("idlib-2015", *JOINED, "idlib-2015-crosswalk")
    members = {
        row["name"]: row for row in kg.query("coalition-members", coalition="Jaysh al-Fatah", as_of="2015-03-28")
    }
    assert members["Jabhat al-Nusra"]["datasets"] == f"idlib-2015; {NAME}"
    assert members["Jabhat al-Nusra"]["role"] == "leader"
    assert members["Imam Bukhari Jamaat"]["certainty"] == "possible"
    after = {row["name"] for row in kg.query("coalition-members", coalition="Jaysh al-Fatah", as_of="2015-12")}
    assert after == set(members) - {"Jund al-Aqsa"}


def test_its_events_are_its_own() -> None:
    assert not {row["event"] for row in rows("events")} & {row["event"] for row in rows("events", "idlib-2015")}


@pytest.mark.parametrize("beside", [(), ("idlib-2015", "idlib-2015-crosswalk")])
def test_what_is_found_in_it_is_named_in_its_readme(beside: tuple[str, ...]) -> None:
    readme = (builtin_datasets()[NAME] / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([a-z-]+)` \| (`.+?`) \| ", readme, re.MULTILINE)
    named = {(check, f"ckg/actor/{actor}") for check, actors in told for actor in re.findall(r"`([^`]+)`", actors)}
    store = conflictkg.example(*beside, *JOINED).store
    assert {(each.check, each.record) for each in checks.queries(store)} == named  # shapes take too long for every run


@with_pages
def test_every_locator_resolves_and_names_its_section() -> None:
    sources = {row["id"]: row for row in rows("sources")}
    texts = {name: text(row) for name, row in sources.items()}
    for row in claims():
        page, locator = texts[row["source"]], locate.parse(row["locator"])
        assert locate.passage(locator, page), row["id"]
        if sources[row["source"]]["kind"] == "encyclopaedia":
            assert row["locator"].startswith(f"section {heading(page, locator.start)}, line "), row["id"]


@with_pages
def test_no_twelve_words_in_a_row_are_those_of_a_page() -> None:
    copied: set[tuple[str, ...]] = set()
    for source in rows("sources"):
        told = words(text(source))
        copied |= set(zip(*(told[n:] for n in range(12)), strict=False))
    titles = {row["title"] for row in rows("sources")}  # a citation
    told_by = [row for name in JOINED for sheet in SHEETS for row in rows(sheet, name)]
    cells = {cell for row in told_by for column, cell in row.items() if column != "locator"} - titles
    assert len(cells) > 2_000
    for cell in cells:
        told = words(cell)
        assert not copied & set(zip(*(told[n:] for n in range(12)), strict=False)), cell


def words(page: str) -> list[str]:
    return re.findall(r"\w+", page.lower())
