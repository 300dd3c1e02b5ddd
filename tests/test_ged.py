"""UCDP GED: events with two sides and one claim, what they add up to, and every trap of the layout."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from loading import SAMPLES, load, select, ties, write

from conflictkg.errors import InputError
from conflictkg.graph import KnowledgeGraph
from conflictkg.importers import LoadReport
from conflictkg.importers.file import File
from conflictkg.importers.ged import COLUMNS, _version
from conflictkg.importers.gedevents import edtf
from conflictkg.importers.registry import read
from conflictkg.namespaces import BASE, dataset_graph
from conflictkg.store import MemoryStore

GED = SAMPLES / "ucdp-ged.csv"
SHARED = Path(__file__).parents[2] / "shared" / "data" / "ucdp" / "ged-syria-2016-2019.csv.gz"

Loaded = tuple[KnowledgeGraph, LoadReport]


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(GED)


def test_a_dyad_and_year_is_one_hostility_with_events_and_deaths(loaded: Loaded) -> None:
    kg, _ = loaded
    rows = [
        (row["name"], row["year"], row["events"], row["low"], row["best"], row["high"], row["since"], row["status"])
        for row in kg.query("opponents", actor="Alder Front")
    ]
    assert rows == [
        ("Government of Freedonia", "2031", "2", "6", "10", "13", "2031", "accepted"),
        ("Government of Freedonia", "2032", "1", "7", "3", "3", "2032", "accepted"),
    ]
    assert not kg.query("opponents", actor="Alder Front", as_of="2030")
    day = kg.query("opponents", actor="Alder Front", as_of="2031-07-01")
    assert [(row["year"], row["certainty"]) for row in day] == [("2031", "certain")]


def test_violence_against_civilians_is_directed_and_no_hostility(loaded: Loaded) -> None:
    kg, _ = loaded
    assert ("Cedar League used violence against Civilians", "2031", "2031", "1") in ties(kg)
    assert not kg.query("opponents", actor="Civilians")
    roles = (
        "SELECT ?who ?role WHERE { ?p ckg:participationIn ?e ; ckg:participant/rdfs:label ?who ; "
        'ckg:participantRole/rdfs:label ?role . ?e rdfs:label ?l FILTER(CONTAINS(?l, "Civilians")) }'
    )
    assert select(kg, roles) == [("Cedar League", "perpetrator"), ("Civilians", "victim")]


def test_an_event_has_one_claim_and_its_sides_are_told_with_it(loaded: Loaded) -> None:
    kg, report = loaded
    events = {row["label"]: row for row in kg.query("events-at", place="Alba town")}
    event = events["Government of Freedonia - Alder Front, Alba town, 2031-05-04"]
    assert event["participants"] == "Alder Front (second side); Government of Freedonia (first side)"
    claims = "SELECT ?c WHERE { ?p ckg:participationIn ?e . ?c ckg:about ?p }"
    assert select(kg, claims) == []
    statuses = "SELECT DISTINCT ?s WHERE { ?p a ckg:Participation ; ckg:status/rdfs:label ?s }"
    assert select(kg, statuses) == [("accepted",)]
    assert (report.read, report.used, report.counts["events"]) == (12, 7, 7 + 5)


def test_casualties_are_the_totals_and_those_of_each_side(loaded: Loaded) -> None:
    kg, _ = loaded
    rows = [(row["date"], row["who_counted"], row["low"], row["best"], row["high"]) for row in kg.query("casualties")]
    assert Counter(row[1:] for row in rows if row[0] == "2031-05-04") == {
        ("", "2", "2", "2"): 1,
        ("", "10", "10", "12"): 1,
        ("Alder Front, Birch Army", "", "4", ""): 1,
        ("Cedar League", "", "6", ""): 1,
        ("", "1", "1", "1"): 1,
        ("Birch Army", "", "1", ""): 1,
        ("", "5", "6", "9"): 1,
        ("Alder Front", "", "3", ""): 1,
        ("Government of Freedonia", "", "2", ""): 1,
    }
    assert sum(int(row[3]) for row in rows if not row[1]) == 34


def test_dates_are_no_finer_than_told(loaded: Loaded) -> None:
    kg, _ = loaded
    when = "SELECT ?w WHERE { ?e a ckg:MilitaryEvent . ?c ckg:about ?e ; ckg:when ?w }"
    assert Counter(select(kg, when)) == {
        ("2031-05-04",): 4,
        ("[2031-12-30..2032-01-02]",): 1,
        ("2032-02",): 1,
        ("2031",): 1,
    }
    assert edtf("2031-02-01", "2031-02-27") == "[2031-02-01..2031-02-27]"


def test_places_lie_in_one_another_and_have_a_precision(loaded: Loaded) -> None:
    kg, _ = loaded
    within = "SELECT ?a ?b WHERE { ?x ckg:locatedIn ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }"
    assert select(kg, within) == [
        ("Alba district", "North Governorate"),
        ("Alba town", "Alba district"),
        ("Green hills", "Freedonia"),
        ("North Governorate", "Freedonia"),
    ]
    assert len(kg.query("events-at", place="Freedonia")) == 7
    assert len(kg.query("events-at", place="Alba district")) == 4
    at = (
        "SELECT ?l ?p WHERE { ?e a ckg:MilitaryEvent ; ckg:occurredAt/rdfs:label ?l . ?c ckg:about ?e ; "
        "ckg:placePrecision ?p }"
    )
    assert Counter(select(kg, at)) == {
        ("Alba town", "exact"): 2,
        ("Alba town", "within 25 km"): 1,
        ("North Governorate", "first-order division"): 1,
        ("Alba district", "second-order division"): 1,
        ("Green hills", "area without borders"): 1,
        ("Freedonia", "country"): 1,
    }


def test_a_side_of_several_actors_is_a_coalition_where_they_are_known(loaded: Loaded) -> None:
    kg, _ = loaded
    kinds = 'SELECT ?l ?k WHERE { ?a a ?k ; ckg:canonical ?a ; rdfs:label ?l FILTER(CONTAINS(?l, ",")) }'
    told = {
        label: kind.partition("#")[2]
        for label, kind in select(kg, kinds)
        if kind.partition("#")[2] in ("Coalition", "ArmedGroup")
    }
    assert told == {"Alder Front, Birch Army": "Coalition", "Front for Peace, Bread and Freedom": "ArmedGroup"}
    sides = [row[0] for row in ties(kg) if "co-belligerent" in row[0]]
    assert len(sides) == 2


def test_a_row_that_cannot_be_used_is_told_with_its_line(loaded: Loaded) -> None:
    _, report = loaded
    assert report.skipped == [
        "1 row (line 14): a side or the dyad has no id",
        "1 row (line 12): date_start or date_end is no day, or they are in the wrong order",
        "1 row (line 10): its id stands on a row before",
        "1 row (line 13): low, best or high is not a whole number",
        "1 row (line 11): type_of_violence is none of 1, 2, 3",
    ]
    assert "  note: 1 row (line 5): low, best and high are not in order; they are kept as they stand" in report.lines()


def test_ids_of_no_other_dataset_are_told_and_loaded_all_the_same(loaded: Loaded) -> None:
    _, report = loaded
    (note,) = [note for note in report.notes if "of no other dataset" in note]
    assert note.startswith("7 ids are of no other dataset here: ucdp/actor/1 (Civilians, line 4); ")


def test_what_it_rests_on_is_told(loaded: Loaded) -> None:
    kg, _ = loaded
    notes = {
        row[0] for row in select(kg, "SELECT ?n WHERE { ?e a ckg:MilitaryEvent . ?c ckg:about ?e ; skos:note ?n }")
    }
    assert "Radio Alba 2031-05-05; originally police" in notes
    assert "Radio Alba 2032-01-03; The Herald 2032-01-04; originally police; several incidents told as one" in notes
    assert "Radio Alba,2031-05-05,Fighting near Alba" in notes


def test_the_dataset_says_licence_citation_threshold_and_coverage(loaded: Loaded) -> None:
    kg, _ = loaded
    (row,) = kg.query("coverage")
    assert (row["from"], row["to"], row["places"]) == ("2031-01-01", "2032-02-29", "Freedonia")
    assert row["threshold"] == "one death an event; none of the 25 deaths a year that UCDP's other datasets ask for"
    (about,) = kg.info()
    assert about["licence"] == "CC-BY-4.0"
    assert "Sundberg" in about["citation"]


def test_a_file_without_header_is_known_by_what_it_holds(tmp_path: Path) -> None:
    body = GED.read_text("utf-8").partition("\n")[2]
    kg, report = load(write(tmp_path, "GEDEvent_v24_0_1.csv", body))
    assert (report.dataset, report.read, report.used) == ("ucdp-ged", 12, 7)
    assert [row["version"] for row in kg.info()] == ["24.0.1"]


def test_columns_may_come_in_any_order_and_case(tmp_path: Path, loaded: Loaded) -> None:
    with GED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    path = tmp_path / "x.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([[cell.upper() for cell in rows[0][::-1]], *(row[::-1] for row in rows[1:])])
    assert ties(load(path)[0]) == ties(loaded[0])


def test_a_table_that_lacks_columns_says_which(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has no column id, type_of_violence"):
        load(write(tmp_path, "x.csv", "a,b\n1,2\n"), format="ucdp-ged")


@pytest.mark.parametrize(
    ("name", "version"),
    [("GEDEvent_v23_1.csv", "23.1"), ("ged191.csv", "19.1"), ("ged-syria-2016-2019.csv.gz", ""), ("x.csv", "")],
)
def test_the_release_is_read_from_the_name_of_the_file(name: str, version: str) -> None:
    assert _version([File(Path(name))]) == version


def test_the_columns_of_a_release_are_those_of_the_codebook() -> None:
    assert (len(COLUMNS), COLUMNS[0], COLUMNS[-1]) == (49, "id", "gwnob")


@pytest.mark.skipif(not SHARED.exists(), reason="UCDP GED is not beside the project")
def test_the_real_events_of_syria_add_up() -> None:
    store = (
        MemoryStore()
    )  # what the importer makes, without what follows from it: that takes longer and is tested above
    with store.writing() as draft:
        (batch,) = read([str(SHARED)])
        draft.replace(dataset_graph(batch.dataset), batch.quads)
    kg, report = KnowledgeGraph(store), batch.report
    assert (report.read, report.used) == (16_566, 16_566)
    total = "SELECT (COUNT(?c) AS ?n) (SUM(?b) AS ?s) WHERE { ?e a ckg:MilitaryEvent . ?c ckg:about ?e ; ckg:best ?b }"
    assert select(kg, total) == [("16566", "112337")]
    sums = (
        "SELECT ?k (COUNT(DISTINCT CONCAT(STR(?a), STR(?b))) AS ?dyads) (SUM(?n) AS ?events) (SUM(?d) AS ?deaths) {"
        " "
        "VALUES ?k { ckg:Hostility ckg:OneSidedViolence } ?t a ?k ; ckg:fromActor ?a ; ckg:toActor ?b ; "
        "ckg:eventCount ?n . ?c ckg:about ?t ; ckg:best ?d } GROUP BY ?k"
    )
    assert [row[1:] for row in select(kg, sums)] == [("114", "16084", "110066"), ("6", "482", "2271")]
    dyads = (
        f"SELECT ?name (SUM(?n) AS ?events) (SUM(?d) AS ?deaths) {{ VALUES ?is {{ <{BASE}ucdp/actor/234> }} "
        "{ ?t ckg:fromActor ?is ; ckg:toActor ?o } UNION { ?t ckg:toActor ?is ; ckg:fromActor ?o } "
        "?t a ckg:Hostility ; ckg:eventCount ?n . ?c ckg:about ?t ; ckg:best ?d . ?o skos:prefLabel ?name } "
        "GROUP BY ?name"
    )
    told = {name: (int(events), int(deaths)) for name, events, deaths in select(kg, dyads)}
    expected = {
        "SDF": (2736, 18124),
        "Government of Syria": (2522, 27542),
        "Jabhat Fateh al-Sham": (34, 145),
        "HTS": (115, 896),
        "Ahrar al-Sham": (3, 29),
    }
    assert {name: told[name] for name in expected} == expected
    assert sum("/ucdp/actor/" in iri for iri in batch.foreign) >= 94
