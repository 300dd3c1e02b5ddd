"""The UCDP Actor Dataset: names, dyads, coalitions and lineage, and the traps of the real file."""

from __future__ import annotations

from pathlib import Path

import pytest
from loading import SAMPLES, load, select, ties

from conflictkg.graph import KnowledgeGraph
from conflictkg.importers import LoadReport, registry
from conflictkg.importers.rosternames import Told, chain, names, unresolved

SAMPLE = SAMPLES / "ucdp-actor.csv"
REAL = Path(__file__).parents[2] / "shared" / "data" / "ucdp" / "ucdp-actor-221.csv"


@pytest.fixture(scope="module")
def loaded() -> tuple[KnowledgeGraph, LoadReport]:
    return load(SAMPLE)


@pytest.fixture(scope="module")
def kg(loaded: tuple[KnowledgeGraph, LoadReport]) -> KnowledgeGraph:
    return loaded[0]


def test_the_report_counts_and_tells_every_trap(loaded: tuple[KnowledgeGraph, LoadReport]) -> None:
    _, report = loaded
    assert (report.read, report.used) == (11, 10)
    assert report.skipped == ["1 row (line 11): its ActorId is not a number"]
    assert [line.removeprefix("  note: ") for line in report.lines()[3:]] == [
        "1 row (line 2): Location and GWNOLoc are not of one length: the numbers are taken",
        "1 row (line 4): NSID begins with the whole list of the row above: these references are unverified",
        "1 row (line 8): NewNameFullEng has not as many names as NewName: kept as one name",
        "1 row (line 12): has no NameData",
        "1 row (line 12): its ActorId stands on a row before: one actor",
        "1 row (line 10): its Org is none of 1 to 4",
        "1 row (line 7): names itself in ActorIdPrev: left out",
        "state-based dyads: 1, with 2 references; in 1 exactly two actors are listed, who oppose each other",
        "non-state dyads: 7, with 13 references; in 4 exactly two actors are listed, who oppose each other",
        "non-state coalitions: 2, with 4 co-belligerencies",
        "one-sided coalitions: 1, with 1 co-belligerencies",
        "splinters: 2; temporary splits: 1; mergers: 1; absorptions: 2",
        "ids without a row of their own, made actors by the name beside them: 97 (Lost Company), 98 (Gone Brigade)",
        "names that stand on more than one id, which stay apart: 1: Twin (25, 26)",
    ]


def test_actors_have_a_class_and_their_latest_name_as_label(kg: KnowledgeGraph) -> None:
    query = (
        "SELECT ?a ?kind ?label WHERE { ?a a ?kind ; skos:prefLabel ?label . FILTER(CONTAINS(STR(?a), 'ucdp/actor')) }"
    )
    assert select(kg, query) == [
        ("1", "ontology#DescribedCollective", "Civilians"),
        ("11", "ontology#Government", "Government of Valland"),
        ("21", "ontology#ArmedGroup", "Green Front"),
        ("22", "ontology#ArmedGroup", "River League"),
        ("23", "ontology#ArmedGroup", "Hill Band"),
        ("24", "ontology#ArmedGroup", "United Hills"),
        ("25", "ontology#ArmedGroup", "Twin"),
        ("26", "ontology#ArmedGroup", "Twin"),
        ("27", "ontology#ArmedGroup", "Café Brigade"),
        ("28", "ontology#Organisation", "Nobody's Band"),
        ("6901", "ontology#Coalition", "UCDP coalition 6901 (Green Front, River League)"),
        ("6902", "ontology#Coalition", "UCDP coalition 6902 (River League, Hill Band)"),
        ("97", "ontology#ArmedGroup", "Lost Company"),
        ("98", "ontology#ArmedGroup", "Gone Brigade"),
    ]


def test_every_column_of_names_is_a_name_and_their_order_is_kept() -> None:
    cells = {
        "namedata": "Green Front",
        "nameorig": "Forest Band",
        "nameorigfull": "n/a",
        "nameorigfulleng": "Band of  the Forest ",
        "namechange": "1",
        "newname": "GB , Green Front",
        "newnamefullmothertongue": "Brigada Verda, Fronto Verda",
        "newnamefulleng": "Green Brigade, Green Front, so to say",
    }
    assert names(cells) == [
        Told("Green Front", "NameData"),
        Told("Forest Band", "NameOrig", "formerName"),
        Told("GB", "NewName", "formerName"),
        Told("Brigada Verda", "NewNameFullMotherTongue", "formerName"),
        Told("Fronto Verda", "NewNameFullMotherTongue", "official"),
        Told("Band of the Forest", "NameOrigFullEng", "translation", "en"),
        Told("Green Brigade, Green Front, so to say", "NewNameFullEng", "translation", "en"),
    ]
    assert chain(cells) == ["Forest Band", "GB", "Green Front"]
    assert unresolved(cells) == ["NewNameFullEng"]
    assert unresolved(cells | {"newnamefulleng": "Green Brigade, Green Front"}) == []


def test_a_comma_in_a_name_is_no_list() -> None:
    cells = {"namedata": "Coffee Brigade, ex-Bean", "nameorig": "Front for a Free, Fair Land", "namechange": "0"}
    assert [told.text for told in names(cells)] == ["Coffee Brigade, ex-Bean", "Front for a Free, Fair Land"]
    renamed = cells | {"namechange": "1", "newname": "26th of July, Movement"}
    assert "26th of July, Movement" in [told.text for told in names(renamed)]


def test_two_alone_in_a_dyad_oppose_each_other_and_carried_lists_leave_it_unverified(kg: KnowledgeGraph) -> None:
    query = "SELECT ?label ?status WHERE { ?t a ckg:Hostility ; rdfs:label ?label ; ckg:status ?status }"
    assert select(kg, query) == [
        ("Government of Valland hostile to Green Front", "ontology#accepted"),
        ("Green Front hostile to River League", "ontology#unverified"),
        ("River League hostile to United Hills", "ontology#accepted"),
        ("Twin hostile to Twin", "ontology#accepted"),
    ]


def test_those_of_a_temporary_coalition_are_co_belligerents_and_no_members(kg: KnowledgeGraph) -> None:
    told = [row[0] for row in ties(kg) if "coalition" in row[0]]
    assert told == [
        "Green Front co-belligerent with UCDP coalition 6901 (Green Front, River League)",
        "Hill Band co-belligerent with UCDP coalition 6902 (River League, Hill Band)",
        "River League co-belligerent with UCDP coalition 6901 (Green Front, River League)",
        "River League co-belligerent with UCDP coalition 6902 (River League, Hill Band)",
    ]
    assert not list(kg.query("coalition-members", coalition="ucdp/actor/6901"))


def test_lineage_columns_are_events_and_an_alliance_is_a_merger(kg: KnowledgeGraph) -> None:
    query = (
        "SELECT ?kind ?before ?after ?label WHERE { ?e a ?kind ; ckg:changeFrom ?before ; ckg:changeTo ?after ; "
        "skos:prefLabel ?label }"
    )
    assert select(kg, query) == [
        ("ontology#Absorption", "24", "21", "United Hills joined Green Front"),
        ("ontology#Absorption", "24", "97", "United Hills joined Lost Company"),
        ("ontology#Merger", "23", "24", "Hill Band merged into United Hills"),
        ("ontology#Renaming", "21", "21", "Forest Band renamed GB"),
        ("ontology#Renaming", "21", "21", "GB renamed Green Front"),
        ("ontology#Renaming", "26", "26", "Old renamed Twin"),
        ("ontology#Renaming", "26", "26", "Twin renamed Old"),
        ("ontology#Splinter", "21", "22", "River League broke away from Green Front"),
        ("ontology#Splinter", "98", "27", "Café Brigade broke away from Gone Brigade"),
        ("ontology#TemporarySplit", "22", "23", "Hill Band broke away for a time from River League"),
    ]
    assert not select(kg, "SELECT ?t WHERE { ?t a ckg:Alliance }")


def test_countries_are_known_by_number_as_lists_are_not_in_one_order(kg: KnowledgeGraph) -> None:
    assert ("11", "991") in select(kg, "SELECT ?actor ?place WHERE { ?actor ckg:operatesIn ?place }")
    assert select(kg, "SELECT ?p ?label WHERE { ?p a ckg:Country ; skos:prefLabel ?label }") == [
        ("990", "Valland"),
        ("991", "Northland"),
    ]


def test_the_dataset_carries_licence_version_and_citation(kg: KnowledgeGraph) -> None:
    told = next(iter(kg.info()))
    assert (told["dataset"], told["licence"], told["version"]) == ("ucdp-actor", "CC-BY-4.0", "22.1")
    assert "Journal of Peace Research 59(4)" in told["citation"]


def test_a_second_release_stands_beside_the_first(kg: KnowledgeGraph) -> None:
    kg.load(SAMPLE, name="ucdp-actor-next")
    claims = "SELECT ?c WHERE { ?c a ckg:Claim ; void:inDataset <https://w3id.org/conflictkg/id/dataset/%s> }"
    found = [
        {row[0] for row in select(kg, "PREFIX void: <http://rdfs.org/ns/void#> " + claims % name)}
        for name in ("ucdp-actor", "ucdp-actor-next")
    ]
    assert found[0] == found[1]  # the last part is the cell, so that releases can be compared cell by cell
    assert "21-NSID-8001" in found[0]


@pytest.mark.skipif(not REAL.exists(), reason="the real file is not part of the repository")
def test_the_real_file_gives_the_counts_measured_on_it() -> None:
    batch = registry.read([str(REAL)])[0]
    for _ in batch.quads:
        pass
    report = batch.report
    assert (report.read, report.used) == (1725, 1725)
    for told in (
        "25 rows (lines 1404, 1405, 1409, 1411, 1412 …): NSID begins with the whole list of the row above",
        "state-based dyads: 659, with 2,602 references; in 486 exactly two",
        "non-state dyads: 859, with 2,208 references; in 692 exactly two",
        "non-state coalitions: 151, with 474 co-belligerencies",
        "one-sided coalitions: 21, with 56 co-belligerencies",
        "1 row (line 281): names itself in ActorIdPrev",  # 226 splinters, and this one of RIRA from itself
        "splinters: 225; temporary splits: 38; mergers: 117; absorptions: 84",
        "2658 (PBCP-ML), 7610 (Liwa al-Haqq), 7611 (Ansar al-Sham), 6493 (Raia Mutomboki - Shukuru)",
        "names that stand on more than one id, which stay apart: 21:",
    ):
        assert told in "\n".join(report.lines())
