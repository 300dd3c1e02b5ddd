"""The built-in data in a browser: the members shown on a day are those that SPARQL names, and the panel says why."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from visitor import Visit, state, visiting

import conflictkg
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import short

pytest.importorskip("pyvis")

FATAH = "ckg/actor/jaysh-al-fatah"
ANSWERS = sorted((Path(__file__).parents[1] / "questions" / "syria-2011-2019").glob("coalition-members--*.csv"))
FIRST = "2015-03-28"


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return conflictkg.example("syria-2011-2019")


@pytest.fixture(scope="module")
def file(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kg.network("Jaysh al-Fatah", depth=1).save(tmp_path_factory.mktemp("page") / "fatah.html")


@pytest.fixture
def visit(chromium: Any) -> Iterator[Visit]:
    with visiting(chromium) as visit:
        yield visit


def answer(path: Path) -> tuple[str, set[tuple[str, str]]]:
    """The day of an answer and its members, each with its certainty, as they were read from the source."""
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    return head.split("--as-of ")[1], {(row["member"], row["certainty"]) for row in csv.DictReader(lines)}


def asked(kg: KnowledgeGraph, day: str) -> set[tuple[str, str]]:
    rows = kg.query("coalition-members", coalition="Jaysh al-Fatah", as_of=day)
    return {(short(row["member"]), row["certainty"]) for row in rows}


def test_members_on_four_days_are_those_that_sparql_names(kg: KnowledgeGraph, visit: Visit, file: Path) -> None:
    told = dict(map(answer, ANSWERS))
    later = [day for day in told if day > FIRST]
    assert len(later) >= 3
    page, seen = visit(file), set()
    for day in (FIRST, *later):
        page.locator("#day").fill(day)
        page.keyboard.press("Enter")
        assert state(page)["day"] == day
        shown = {(member, certainty) for member, certainty in page.evaluate("conflictkg.members()")[FATAH]}
        assert shown == asked(kg, day), day
        assert shown == told.get(day, shown), day
        seen.add(frozenset(shown))
    assert len(seen) >= 3, "the days should differ"


def test_the_panel_says_why_a_tie_has_its_status(kg: KnowledgeGraph, visit: Visit, file: Path) -> None:
    bond = next(e for e in kg.scene("Jaysh al-Fatah").edges if e.target == FATAH and e.relation == "memberOf")
    page = visit(file, f"#tie={bond.id}")
    text = page.locator("#panel-body dl").inner_text()
    assert bond.why.startswith("policy default: asserted ")
    assert bond.why in text
    assert f"{bond.origins} independent origin" in text
    explained = kg.explain(bond.source, "memberOf", bond.target)
    assert bond.why in [reason.text for reason in explained.walk()], "the line of explain, to the letter"
