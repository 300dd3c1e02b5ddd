"""Claim sheets of Security Force Monitor: one row, one claim, with its stance, its citation and two kinds of range."""

from __future__ import annotations

import pytest
from loading import SAMPLES, flaws, load, select

from conflictkg.graph import KnowledgeGraph
from conflictkg.importers import LoadReport

SHEET = SAMPLES / "sfm-claims.csv"
SAID = (
    "SELECT ?l ?stance ?from ?to ?cited WHERE { ?t ckg:tieFrom ?f ; rdfs:label ?l . "
    "?c ckg:about ?t ; ckg:stance ?stance ; ckg:restsOn ?cited "
    "OPTIONAL { ?c ckg:startLatest ?from } OPTIONAL { ?c ckg:endEarliest ?to } }"
)


@pytest.fixture(scope="module")
def loaded() -> tuple[KnowledgeGraph, LoadReport]:
    return load(SHEET)


def test_rows_are_claims_with_stance_range_and_citation(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    kg, report = loaded
    assert select(kg, SAID) == [
        ("1 Valley Brigade commanded by Valley Command", "ontology#asserts", "2014-08-01", "2015-01-01", "c-1"),
        ("1 Valley Brigade commanded by Valley Command", "ontology#asserts", "2017-01-01", "2017-02-01", "c-3"),
        ("1 Valley Brigade member of Operation River", "ontology#disputes", "2014-08-01", "", "c-2"),
    ]
    assert (report.dataset, report.read, report.used) == ("sfm-claims", 9, 5)
    assert report.skipped == [
        "2 rows (lines 7, 8): a claim about a person; --with-persons takes persons in",
        "1 row (line 9): claims are read of unit, relation, positioning, person, posting",
        "1 row (line 10): its relation is neither child-of nor member-of another unit",
    ]
    assert flaws(kg) == []


def test_spells_that_are_not_contiguous_stay_apart(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    kg, _ = loaded
    for day, found in (("2014-09", ["certain", "possible"]), ("2016", ["possible", "possible"])):
        rows = [row for row in kg.query("ties-of", actor="1 Valley Brigade", as_of=day) if row["other"].endswith("u-2")]
        assert sorted(row["certainty"] for row in rows) == found, day


def test_what_is_not_settled_is_not_accepted(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    kg, _ = loaded
    told = "SELECT ?l ?s WHERE { ?p rdfs:label ?l ; ckg:status ?s FILTER(REGEX(?l, 'River|District')) }"
    assert select(kg, told) == [
        ("1 Valley Brigade member of Operation River", "ontology#rejected"),
        ("1 Valley Brigade operates in Southern District", "ontology#unverified"),
    ]


def test_persons_and_comments() -> None:
    kg, report = load(SHEET, persons=True)
    assert report.used == 7
    rows = [(row["name"], row["rank"], row["since"]) for row in kg.query("leaders", organisation="1 Valley Brigade")]
    assert rows == [("Ander Alden", "Commander, Colonel", "2014-08-01")]
    assert not kg.store.query('ASK { GRAPH ?g { ?s ?p ?o FILTER(CONTAINS(STR(?o), "Secret")) } }')
