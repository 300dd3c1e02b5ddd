"""The UCDP Non-State Conflict Dataset: hostilities by year, sides of several actors, second sides."""

from __future__ import annotations

import pytest
from loading import SAMPLES, contests, load, select, supports, violence

from conflictkg.graph import KnowledgeGraph
from conflictkg.importers import LoadReport


@pytest.fixture(scope="module")
def loaded() -> tuple[KnowledgeGraph, LoadReport]:
    return load(SAMPLES / "ucdp-nonstate.csv")


def test_a_dyad_year_is_a_hostility_of_the_sides_with_its_deaths(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    assert violence(loaded[0]) == [
        ("Front for a Free, Fair Land hostile to Green Front, Hill Band", "2012", "2012", "25", "", ""),
        ("Green Front hostile to River League", "2011-05-14", "2011", "30", "40", "60"),
        ("Green Front hostile to River League", "2012", "2012", "70", "80", "75"),
        ("River League hostile to Green Front, Hill Band, Lost Company", "2012-03", "2012", "26", "26", "26"),
        ("River League hostile to Hill Band", "2012", "2012", "30", "30", "30"),
    ]


def test_a_side_is_taken_apart_by_its_components_else_by_known_names(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    query = "SELECT ?a ?b WHERE { ?t a ckg:CoBelligerence ; ckg:tieFrom ?a ; ckg:tieTo ?b }"
    assert select(loaded[0], query) == [("21", "6901"), ("21", "6902"), ("23", "6901"), ("23", "6902")]
    kinds = dict(select(loaded[0], "SELECT ?a ?kind WHERE { ?a a ?kind . FILTER(CONTAINS(STR(?a), '/ucdp/actor/')) }"))
    assert kinds["6901"] == kinds["6902"] == "ontology#Coalition"
    assert kinds["28"] == "ontology#ArmedGroup"  # "Front for a Free, Fair Land" is one name


def test_second_sides_support_with_troops_and_unknown_ones_are_told(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    kg, report = loaded
    sponsor = "Government of Canada sponsors River League"
    assert supports(kg) == [
        (sponsor, "troops", "2011", "2011", "accepted"),
        (sponsor, "troops", "2012", "2012", "accepted"),
    ]
    assert (
        "  note: 1 row (line 3): side_b_2nd names actors of whom no id is known: Government of Nowhere"
        in report.lines()
    )


def test_dyads_are_events_with_their_start_and_are_part_of_conflicts(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    kg, _ = loaded
    assert [row for row in contests(kg) if " - " in row[0]] == [
        ("Green Front - River League", "2011-05-14"),
        ("Green Front, Hill Band - Front for a Free, Fair Land", ""),
        ("Green Front, Hill Band, Lost Company - River League", "2012-03"),
        ("Hill Band - River League", "2011"),
    ]
    parts = select(kg, "SELECT ?dyad ?whole WHERE { ?dyad ckg:partOfEvent ?whole }")
    assert parts[0] == ("dyad-8001", "conflict-5001")


def test_rows_that_cannot_be_used_and_odd_cells_are_told(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    _, report = loaded
    assert (report.read, report.used) == (9, 5)
    assert report.skipped == [
        "1 row (line 9): a side, the dyad or the conflict has no id that is a number",
        "1 row (line 8): both sides are one",
        "1 row (line 7): its dyad and year stand on a row before",
        "1 row (line 10): its year is no year",
    ]
    told = "\n".join(report.lines())
    assert "1 row (line 5): its start_date is no date, and is left out" in told
    assert "1 row (line 3): low, best and high are not in order" in told
    assert "1 row (line 5): low, best or high is not a whole number" in told


def test_a_year_is_certain_in_it_and_excluded_outside(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    kg, _ = loaded
    rows = list(kg.query("opponents", actor="Green Front", as_of="2011-08"))
    assert [(row["name"], row["year"], row["certainty"]) for row in rows] == [("River League", "2011", "certain")]
    assert not list(kg.query("opponents", actor="Green Front", as_of="2011-05-13"))
