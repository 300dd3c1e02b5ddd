"""UCDP's tables of state-based conflicts: who fights whom in which year, and which states send troops to whom."""

from __future__ import annotations

from pathlib import Path

import pytest
from loading import SAMPLES, load, select

from conflictkg.graph import KnowledgeGraph
from conflictkg.importers import LoadReport

SHARED = Path(__file__).parents[2] / "shared" / "data" / "ucdp"
Loaded = tuple[KnowledgeGraph, LoadReport]


@pytest.fixture(scope="module")
def acd() -> Loaded:
    return load(SAMPLES / "ucdp-acd.csv")


@pytest.fixture(scope="module")
def brd() -> Loaded:
    return load(SAMPLES / "ucdp-brd.csv")


def test_a_conflict_in_a_year_is_a_hostility_of_each_listed_party(acd: Loaded) -> None:
    kg, report = acd
    fought = {(row["name"], row["year"]) for row in kg.query("opponents", actor="Government of Sylvania")}
    assert fought == {("Dogwood Group", "2032"), ("Dogwood Group", "2033"), ("Elm Army", "2032")}
    assert [row["year"] for row in kg.query("opponents", actor="Alder Front")] == ["2031", "2032"]
    assert (report.dataset, report.read, report.used) == ("ucdp-acd", 6, 4)
    assert report.skipped == [
        "1 row (line 6): its year is no year",
        "1 row (line 7): the conflict or a side has no id",
    ]


def test_second_sides_are_states_that_support_with_troops(acd: Loaded) -> None:
    kg, _ = acd
    rows = kg.query("sponsors", actor="Government of Freedonia", as_of="2032-06-01")
    assert [(row["name"], row["kind"], row["certainty"]) for row in rows] == [
        ("Government of Ruritania", "troops", "certain"),
        ("Government of Sylvania", "troops", "certain"),
    ]
    assert not kg.query("sponsors", actor="Government of Freedonia", as_of="2031")
    assert {row["name"] for row in kg.query("sponsors", actor="Elm Army")} == {"Government of Freedonia"}


def test_a_state_that_supports_is_the_one_that_fights_elsewhere(acd: Loaded) -> None:
    kg, _ = acd
    states = select(kg, "SELECT ?l ?a WHERE { ?a a ckg:Government ; ckg:canonical ?a ; rdfs:label ?l }")
    assert states == [
        ("Government of Freedonia", "9201"),
        ("Government of Ruritania", "Government%20of%20Ruritania"),
        ("Government of Sylvania", "9211"),
    ]


def test_an_id_in_a_list_has_the_name_that_is_left(acd: Loaded) -> None:
    kg, _ = acd
    groups = select(kg, "SELECT ?l ?a WHERE { ?a a ckg:ArmedGroup ; ckg:canonical ?a ; rdfs:label ?l }")
    assert groups == [("Alder Front", "9202"), ("Dogwood Group", "9212"), ("Elm Army", "9213")]


def test_a_conflict_begins_no_finer_than_its_precision(acd: Loaded) -> None:
    kg, _ = acd
    begun = "SELECT ?l ?s WHERE { ?e a ckg:Conflict ; rdfs:label ?l ; ckg:since ?s }"
    assert select(kg, begun) == [("Freedonia: Government", "2029"), ("Sylvania: Southlands", "2032-03-04")]


def test_a_copy_saved_by_a_spreadsheet_tells_its_version(acd: Loaded) -> None:
    kg, _ = acd
    (about,) = kg.info()
    assert (about["version"], about["licence"]) == ("22.1", "CC-BY-4.0")
    assert [row["threshold"] for row in kg.query("coverage")] == ["25 battle-related deaths in a year"]


def test_deaths_stand_on_the_hostility_or_where_parties_share_them_on_the_conflict(brd: Loaded) -> None:
    kg, report = brd
    rows = kg.query("opponents", actor="Alder Front")
    assert [(row["year"], row["low"], row["best"], row["high"]) for row in rows] == [
        ("2031", "90", "100", "120"),
        ("2032", "30", "40", "35"),
    ]
    told = {(row["name"], row["best"]) for row in kg.query("opponents", actor="Government of Sylvania")}
    assert told == {(f"one of Elm Army / Dogwood Group ({id})", "") for id in ("9212", "9213")}
    shared = "SELECT ?w ?b WHERE { ?e a ckg:Estimate . ?c ckg:about ?e ; ckg:when ?w ; ckg:best ?b }"
    assert select(kg, shared) == [("2032", "70")]
    assert report.skipped == ["1 row (line 5): bd_low, bd_best or bd_high is not a whole number"]
    assert any("low, best and high are not in order" in line for line in report.lines())


@pytest.mark.skipif(not SHARED.exists(), reason="UCDP's data are not beside the project")
def test_who_supported_with_troops_in_syria_from_2015_to_2021() -> None:
    kg, report = load(SHARED / "ucdp-prio-acd-221.csv")
    assert (report.read, report.used) == (2568, 2568)
    sent = {
        (row["name"], row["since"])
        for row in kg.query("sponsors", actor="Government of Syria")
        if "2015" <= row["since"] <= "2021"
    }
    states = ("Government of Iran", "Government of Russia (Soviet Union)")
    assert sent == {(state, str(year)) for state in states for year in range(2015, 2022)}
    against = {(row["name"], row["since"]) for row in kg.query("sponsors", actor="Syrian insurgents")}
    assert against == {("Government of Turkey", "2020"), ("Government of Turkey", "2021")}


def test_datasets_that_count_one_year_apart_give_one_row_with_both_figures() -> None:
    kg, _ = load(SAMPLES / "ucdp-ged.csv", SAMPLES / "ucdp-brd.csv")
    rows = [row for row in kg.query("opponents", actor="ucdp/actor/9202") if row["year"] == "2031"]
    assert [(row["events"], row["low"], row["best"], row["high"]) for row in rows] == [("2", "6", "10; 100", "120")]
    assert [row["datasets"] for row in rows] == ["ucdp-brd; ucdp-ged"]
