"""Pairs proposed for judgement, with their evidence."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from folders import Rows, write

import conflictkg
from conflictkg.errors import QueryError
from conflictkg.graph import KnowledgeGraph

OURS = [
    ("fatah", "coalition", "Jaysh al-Fatah"),
    ("nusra", "armed group", "Jabhat al-Nusra"),
    ("haqq", "armed group", "Liwa al-Haqq"),
    ("is", "armed group", "IS"),
    ("rebels", "described collective", "Rebels of Idlib"),
    ("person", "person", "Abu Omar"),
    ("observer", "monitoring organisation", "Observer"),
]
THEIRS = [
    ("1", "coalition", "Army of Conquest"),
    ("2", "armed group", "al-Nusra Front"),
    ("3", "armed group", "Liwa al-Haq (Homs)"),
    ("4", "armed group", "is"),
    ("5", "described collective", "Rebels of Idlib"),
    ("6", "person", "Abu Omar"),
    ("observer", "monitoring organisation", "Another"),
]


def _actors(rows: list[tuple[str, str, str]]) -> Rows:
    return [dict(zip(("id", "kind", "label"), row, strict=True)) for row in rows]


@pytest.fixture
def kg(tmp_path: Path) -> KnowledgeGraph:
    tie = {"relation": "member of", "since": "2015-03"}
    ours = write(
        tmp_path / "ours",
        actors=_actors(OURS),
        ties=[tie | {"from": "nusra", "to": "fatah"}],
        names=[{"of": "fatah", "name": "Conquest Army"}],
    )
    theirs = write(
        tmp_path / "theirs",
        dataset=[{"field": "name", "value": "theirs"}, {"field": "space", "value": "u"}],
        actors=_actors(THEIRS),
        ties=[tie | {"from": "2", "to": "1"}],
        names=[{"of": "1", "name": "Jaysh al-Fatah"}],
    )
    kg = conflictkg.open(":memory:")
    kg.load(ours, theirs)
    return kg


def rows(kg: KnowledgeGraph, *datasets: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(kg.match(*datasets).csv())))


def test_pairs_come_with_names_reason_ties_and_years(kg: KnowledgeGraph) -> None:
    first, second = rows(kg, "ours", "theirs")
    told = (
        {"t/actor/fatah": first, "t/actor/nusra": second}
        if first["a"] == "t/actor/fatah"
        else {"t/actor/fatah": second, "t/actor/nusra": first}
    )
    fatah, nusra = told["t/actor/fatah"], told["t/actor/nusra"]
    assert (fatah["b"], fatah["verdict"], fatah["by"], fatah["match"]) == ("u/actor/1", "unsure", "", "same")
    assert fatah["name_a"] == fatah["name_b"] == "Jaysh al-Fatah"
    assert (nusra["b"], nusra["match"]) == ("u/actor/2", "same")
    assert nusra["why"] == "names same: front: Jabhat = Front; Nusra; both member of Jaysh al-Fatah"
    assert nusra["years"] == "2015 / 2015"
    assert nusra["datasets"] == "ours / theirs"


def test_no_persons_no_collectives_no_acronyms_of_other_case_nothing_is_merged(kg: KnowledgeGraph) -> None:
    before = sorted(map(str, kg.store.engine))
    assert {row["a"] for row in rows(kg)} == {"t/actor/fatah", "t/actor/nusra"}
    assert rows(kg) == rows(kg, "ours") == rows(kg, "ours", "theirs")
    assert sorted(map(str, kg.store.engine)) == before


def test_what_is_judged_is_not_proposed_again(kg: KnowledgeGraph, tmp_path: Path) -> None:
    proposed = kg.match("ours", "theirs").csv()
    path = tmp_path / "reviewed.csv"
    lines = proposed.split("\r\n")
    lines[1] = lines[1].replace(",unsure,,,", ",same,,,")
    path.write_text("\r\n".join(lines), encoding="utf-8", newline="")
    assert kg.import_judgements(path, by="me", on="2026-11-24") == (1, 1)
    (row,) = kg.judgements()
    assert (row["by"], row["on"]) == ("me", "2026-11-24")
    assert row["why"].startswith("names same: ")
    (left,) = rows(kg, "ours", "theirs")
    kg.different(left["a"], left["b"], "two towns", by="me")
    assert rows(kg) == []


def test_a_dataset_that_is_not_there(kg: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match='There is no dataset "none" here'):
        kg.match("none")
