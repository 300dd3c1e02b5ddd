"""ACLED: sides without direction, associates, two sets of labels, deletions and updates by event id."""

from __future__ import annotations

from pathlib import Path

import pytest
from loading import SAMPLES, load, select, write

from conflictkg.graph import KnowledgeGraph
from conflictkg.importers import LoadReport
from conflictkg.importers.contract import Options

ACLED = SAMPLES / "acled.csv"
PARTS = (
    "SELECT ?e ?who ?role WHERE { ?e a/rdfs:label ?k . ?p ckg:participationIn ?e ; ckg:participant/rdfs:label ?who ; "
    "ckg:participantRole/rdfs:label ?role }"
)
DEATHS = "SELECT ?e ?n WHERE { ?c ckg:about ?e ; ckg:best ?n }"


@pytest.fixture(scope="module")
def loaded() -> tuple[KnowledgeGraph, LoadReport]:
    return load(ACLED)


def test_actors_are_sides_without_direction_and_associates_stand_with_their_actor(
    loaded: tuple[KnowledgeGraph, LoadReport],
) -> None:
    parts = select(loaded[0], PARTS)
    assert [part[1:] for part in parts if part[0] == "FRE1"] == [
        ("Alder Front", "first side"),
        ("Birch Army", "first side"),
        ("Cedar League", "first side"),
        ("Elm Militia", "second side"),
        ("Military Forces of Freedonia (2030-)", "second side"),
    ]
    assert [part[1:] for part in parts if part[0] == "FRE4"] == [
        ("Labour Group (Freedonia)", "takes part"),
        ("Protesters (Freedonia)", "takes part"),
    ]


def test_civilians_are_the_victims_on_whichever_side_they_stand(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    parts = [part[1:] for part in select(loaded[0], PARTS) if part[0] == "FRE3"]
    assert parts == [("Civilians (Freedonia)", "victim"), ("Unidentified Armed Group (Freedonia)", "perpetrator")]


def test_a_place_taken_by_the_only_state_force_is_held_by_it(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    rows = loaded[0].query("who-controls", place="Alba")
    assert [row["name"] for row in rows] == ["Military Forces of Freedonia (2030-)"]


def test_codes_come_as_numbers_and_in_two_sets_of_words(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    kinds = "SELECT ?l ?k WHERE { ?a a ?k ; ckg:canonical ?a ; rdfs:label ?l . ?k rdfs:label ?n }"
    told = {label: kind.partition("#")[2] for label, kind in select(loaded[0], kinds)}
    assert told["Birch Army"] == told["Alder Front"] == "ArmedGroup"
    assert told["Military Forces of Freedonia (2030-)"] == "StateArmedForce"
    assert told["Civilians (Freedonia)"] == told["Unidentified Armed Group (Freedonia)"] == "DescribedCollective"
    assert told["Elm Militia"] == "Actor"


def test_dates_are_no_finer_than_told(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    when = select(loaded[0], "SELECT ?e ?w WHERE { ?c ckg:about ?e ; ckg:when ?w }")
    assert when == [
        ("FRE1", "2031-05-04"),
        ("FRE2", "[2031-05-30..2031-06-11]"),
        ("FRE3", "2031-07"),
        ("FRE4", "2031-08-01"),
    ]


def test_it_must_not_be_handed_on_and_its_prose_is_left_out(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    kg, _ = loaded
    assert select(kg, "SELECT ?r WHERE { ?d ckg:redistribute ?r }") == [("no",)]
    assert select(kg, 'SELECT ?o WHERE { ?s ?p ?o FILTER(CONTAINS(STR(?o), "Prose of its authors")) }') == []


def test_rows_that_cannot_be_used_are_told(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    assert loaded[1].skipped == [
        "1 row (line 7): its event_date is no day",
        "1 row (line 6): its event_id_cnty stands on a row before",
        "1 row (line 8): its fatalities are no whole number",
    ]


def test_a_file_of_deleted_events_takes_them_out(tmp_path: Path) -> None:
    gone = write(tmp_path, "deleted.csv", "event_id_cnty,deleted_timestamp\nFRE1,5\n")
    kg, report = load(ACLED, gone)
    assert "2 rows (lines 2, 6): it is in the file of deleted events" in report.skipped
    assert {row[0] for row in select(kg, DEATHS)} == {"FRE2", "FRE3", "FRE4"}


def test_an_update_changes_adds_and_takes_out_by_id_and_leaves_the_rest(tmp_path: Path) -> None:
    kg, _ = load(ACLED)
    head, first, *_ = ACLED.read_text("utf-8").splitlines()
    changed = first.replace(",7,,1", ",8,,2").replace("Cedar League", "Dogwood Group")
    added = changed.replace("FRE1", "FRE9")
    new = write(tmp_path, "new.csv", "\n".join((head, changed, added)) + "\n")
    gone = write(tmp_path, "gone.csv", "event_id_cnty,deleted_timestamp\nFRE2,5\n")
    kg.load(new, gone, options=Options(update=True))
    assert select(kg, DEATHS) == [("FRE1", "8"), ("FRE3", "2"), ("FRE4", "0"), ("FRE9", "8")]
    parts = {part[1] for part in select(kg, PARTS) if part[0] == "FRE1"}
    assert "Dogwood Group" in parts
    assert "Cedar League" not in parts
    assert not [part for part in select(kg, PARTS) if part[0] == "FRE2"]
    kg.load(new, options=Options(update=True))
    assert len(select(kg, DEATHS)) == 4
