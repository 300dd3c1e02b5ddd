"""Relation lists in the layout of Mapping Militants, with every trap of that layout."""

from __future__ import annotations

from pathlib import Path

import pytest
from loading import SAMPLES, load, select, ties, write

from conflictkg.errors import InputError

LIST = SAMPLES / "relations.csv"


def test_links_become_ties_with_a_start_and_an_unknown_end() -> None:
    kg, report = load(LIST)
    assert ties(kg) == [
        ("Alder Front allied with Birch Army", "2014-02", "", ""),
        ("Birch Army rival of Cedar League", "2012", "", ""),
        ("birch army affiliate of Alder Front", "", "", ""),
    ]
    assert (report.dataset, report.read, report.used) == ("relations", 10, 5)
    day = kg.view(as_of="2014-06")
    assert [row["certainty"] for row in day.query("allies", actor="Alder Front")] == ["possible"]
    assert not list(kg.view(as_of="2011").query("rivals", actor="Birch Army"))


def test_splits_and_mergers_become_events() -> None:
    kg, _ = load(LIST)
    rows = [(row["date"], row["kind"], row["from"], row["to"]) for row in kg.query("lineage", actor="Dogwood Group")]
    assert rows == [
        ("2013-05-06", "splinter", "Alder Front", "Dogwood Group"),
        ("2015", "merger", "Dogwood Group", "Cedar League"),
    ]


def test_rows_that_cannot_be_used_are_told_with_their_lines() -> None:
    _, report = load(LIST)
    assert report.skipped == [
        "1 row (line 8): a group has no id",
        "1 row (line 12): both groups are one",
        "1 row (line 11): its date cannot be read",
        "1 row (line 10): its type is none of all, riv, aff, spl, mer",
        "1 row (line 5): says what a row before says",
    ]
    assert any('"Birch Army" is the name of the ids 102, 105' in note for note in report.notes)


def test_names_are_trimmed_and_prose_is_left_out() -> None:
    kg, _ = load(LIST)
    names = "SELECT ?text WHERE { ?n ckg:nameText ?text }"
    assert ("Alder Front",) in select(kg, names)
    assert select(kg, 'SELECT ?o WHERE { ?s ?p ?o FILTER(CONTAINS(STR(?o), "Words of the authors")) }') == []


def test_a_date_of_unknown_order_is_refused_and_nothing_is_loaded(tmp_path: Path) -> None:
    path = write(tmp_path, "x.csv", LIST.read_text("utf-8").replace("2014-02-00", "2/3/10"))
    with pytest.raises(InputError, match=r'x\.csv, line 3, column "date": "2/3/10" can be read.*--dates'):
        load(path)
    kg, _ = load(LIST)
    before = kg.export("nquads")
    with pytest.raises(InputError):
        kg.load(write(tmp_path, "y.csv", LIST.read_text("utf-8") + "11,all,101,103,1/2/15,,,\n"))
    assert kg.export("nquads") == before
    for order, since in (("mdy", "2010-02-03"), ("dmy", "2010-03-02")):
        assert ("Alder Front allied with Birch Army", since, "", "") in ties(load(path, date_order=order)[0])


def test_a_key_file_names_the_groups(tmp_path: Path) -> None:
    key = write(tmp_path, "key.csv", "group_id,name\n101, The  Alder Front\n102,Birch Army\n,Nobody\n999,Not in it\n")
    kg, report = load(key, LIST)
    labels = dict(select(kg, "SELECT ?a ?l WHERE { ?a a ckg:ArmedGroup ; skos:prefLabel ?l }"))
    assert labels["101"] == "The Alder Front"
    assert labels["999"] == "Not in it"
    assert report.skips["a group without id or name"].lines == [4]
    assert ("Alder Front",) in select(kg, "SELECT ?t WHERE { ?n ckg:nameText ?t ; ckg:nameOf ?a }")


def test_another_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"has no column type, group1_id\."):
        load(write(tmp_path, "x.csv", "group2_id,b\n1,2\n"), format="relations")


def test_a_map_describes_the_dataset(tmp_path: Path) -> None:
    told = "dataset:\n  title: Links\n  licence: CC-BY-4.0\n  attester: A. Coder\n  space: wood\n  dates: mdy\n"
    path = write(tmp_path, "x.csv", LIST.read_text("utf-8").replace("2014-02-00", "2/3/10"))
    kg, report = load(path, name="links", format="relations", mapping=write(tmp_path, "m.yaml", told))
    row = next(iter(kg.info()))
    assert (row["dataset"], row["title"], row["licence"]) == ("links", "Links", "CC-BY-4.0")
    assert not [note for note in report.notes if "licence" in note]
    assert kg.store.query("ASK { <https://w3id.org/conflictkg/id/wood/actor/101> ?p ?o }")
    assert {row["attester"] for row in kg.query("claims-about", actor="Alder Front")} == {"A. Coder"}
