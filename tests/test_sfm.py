"""Security Force Monitor's reports: citations are sightings, confidence is kept, persons stay out unless asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from loading import SAMPLES, flaws, load, select, ties, write

from conflictkg.errors import InputError
from conflictkg.graph import KnowledgeGraph
from conflictkg.importers import LoadReport

REPORTS = sorted((SAMPLES / "sfm").glob("*.csv"))


@pytest.fixture(scope="module")
def loaded() -> tuple[KnowledgeGraph, LoadReport]:
    return load(*REPORTS)


def test_the_seven_reports_are_one_dataset(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    kg, report = loaded
    assert len(REPORTS) == 7
    assert (report.dataset, report.read, report.used) == ("sfm", 16, 10)
    assert report.skipped == [
        "2 rows (lines 2, 3): a person's posting; --with-persons takes persons in",
        "1 row (line 5): a date cannot be read, or the last lies before the first",
        "1 row (line 3): the source has no id or no title",
        "1 row (line 4): the unit has no id or no name",
        "1 row (line 4): the unit is related to itself",
    ]
    assert [(row["dataset"], row["version"]) for row in kg.info()] == [("sfm", "2021-06-30")]
    assert {finding.severity for finding in flaws(kg)} == {"note"}  # sources that the small sample does not cite


def test_only_flagged_days_are_starts_and_ends(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    kg, _ = loaded
    assert ties(kg) == [
        ("1 Valley Brigade commanded by Ministry of the Valley", "2012", "2014-06-01", ""),
        ("1 Valley Brigade commanded by Valley Command", "", "", ""),
        ("1 Valley Brigade member of Operation River", "2013-01-01", "..", ""),
    ]
    for day, certainty in (("2013-01-01", "certain"), ("2015", "possible"), ("2010", "possible")):
        found = [
            row for row in kg.query("ties-of", actor="1 Valley Brigade", as_of=day) if row["other"].endswith("u-2")
        ]
        assert [row["certainty"] for row in found] == [certainty], day


def test_confidence_is_that_of_the_weakest_field(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    kg, _ = loaded
    told = "SELECT ?l ?n WHERE { ?t a ckg:Command ; rdfs:label ?l . ?c ckg:about ?t ; ckg:confidence ?n }"
    assert select(kg, told) == [
        ("1 Valley Brigade commanded by Ministry of the Valley", "1"),
        ("1 Valley Brigade commanded by Valley Command", "2"),
    ]


def test_names_classes_founding_and_end(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    kg, _ = loaded
    where = "?u ckg:nameText ?n . ?c ckg:about ?u OPTIONAL { ?c ckg:firstCited ?f ; ckg:lastCited ?t }"
    assert select(kg, f"SELECT ?n ?f ?t WHERE {{ {where} }}") == [
        ("1 VB", "", ""),
        ("1 Valley Brigade", "2010-05-01", "2015-03-28"),
        ("First Brigade", "", ""),
        ("Valley Command", "2001-01-01", "2016-12-31"),
    ]
    events = [(row["date"], row["kind"]) for row in kg.query("lineage", actor="Valley Command")]
    assert events == [("2001-01-01", "formation"), ("2016", "dissolution")]


def test_areas_and_sites_are_places_and_no_control(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    kg, _ = loaded
    labels = {label for (label,) in select(kg, "SELECT ?l WHERE { ?f a ckg:Attribute ; rdfs:label ?l }")}
    assert labels == {
        "1 Valley Brigade based in Site of 1 Valley Brigade",
        "1 Valley Brigade described as Army",
        "1 Valley Brigade described as Military",
        "1 Valley Brigade operates in Alden District",
        "Alden District located in Alden Province",
        "Alden located in Alden Province",
        "Site of 1 Valley Brigade coordinates 35.93,36.63",
        "Site of 1 Valley Brigade located in Alden",
        "Valley Command based in Alden",
        "Valley Command described as Army",
    }
    assert not list(kg.query("who-controls", place="Alden District"))


def test_sources_come_with_their_addresses(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    kg, _ = loaded
    told = "SELECT ?t ?u ?a WHERE { ?s dcterms:title ?t ; ckg:accessed ?a OPTIONAL { ?s ckg:url ?u } }"
    assert select(kg, told) == [("Brigade takes Alden", "alden", "2020-01-02")]
    assert not kg.store.query('ASK { ?s ?p ?o FILTER(CONTAINS(STR(?o), "javascript")) }')


def test_persons_only_where_asked_for_and_never_what_is_private() -> None:
    kg, report = load(*REPORTS, persons=True)
    assert report.used == 12
    assert [tie for tie in ties(kg) if "Alden" in tie[0] or "Birch" in tie[0]] == [
        ("Ander Alden leads 1 Valley Brigade", "2012-03-01", "2013-05-01", ""),
        ("Bera Birch member of 1 Valley Brigade", "", "", ""),
    ]
    rows = list(kg.query("leaders", organisation="1 Valley Brigade"))
    assert [(row["name"], row["rank"]) for row in rows] == [
        ("Ander Alden", "Commander, Colonel, Commander of the Brigade")
    ]
    everything = " ".join(text for (text,) in select(kg, "SELECT ?o WHERE { GRAPH ?g { ?s ?p ?o } }"))
    assert "Secret" not in everything


def test_another_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has no column unit:name"):
        load(write(tmp_path, "x.csv", "unit:id:admin,b\n1,2\n"), format="sfm")


def test_a_report_alone_is_known() -> None:
    for path in REPORTS:
        kg, report = load(path)
        assert report.dataset == "sfm"
        assert report.read >= 1
        assert "Secret" not in kg.export("nquads")
