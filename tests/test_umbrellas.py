"""Co-belligerents of a side are members of a coalition once a judgement joins the two, and no longer without it."""

from __future__ import annotations

import csv
from pathlib import Path

from folders import Rows, actor, derived, graph, write
from loading import SAMPLES, select

import conflictkg
from conflictkg.graph import KnowledgeGraph

SEVEN = ("1170", "5554", "6037", "6404", "6228", "6383", "6405")
SAME = {"a": "t/actor/union", "b": "u/actor/side", "verdict": "same"}


def members(kg: KnowledgeGraph, coalition: str) -> list[tuple[str, str, str]]:
    rows = kg.query("coalition-members", coalition=coalition)
    return sorted((row["name"], row["datasets"], row["origins"]) for row in rows)


def test_the_coalition_of_idlib_is_one_with_ucdp_6380_by_the_crosswalk_alone(tmp_path: Path) -> None:
    with open(SAMPLES / "ucdp-actor.csv", encoding="utf-8", newline="") as file:
        columns = csv.DictReader(file).fieldnames or []
    roster = tmp_path / "roster.csv"
    with open(roster, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        for id in SEVEN:
            writer.writerow(
                {"ActorId": id, "NameData": f"Actor {id}", "Org": "1", "NSCoalitionID": "6380", "Version": "22.1"}
            )
    kg = conflictkg.open(":memory:")
    kg.load("idlib-2015", roster)
    before = derived(kg)
    apart = members(kg, "Jaysh al-Fatah")
    assert len(apart) == 7
    assert {row[1:] for row in apart} == {("idlib-2015", "1")}
    assert members(kg, "ucdp/actor/6380") == []
    kg.load("idlib-2015-crosswalk")
    joined = members(kg, "Jaysh al-Fatah")
    assert [row[0] for row in joined] == [row[0] for row in apart]
    assert {row[1:] for row in joined} == {("idlib-2015; ucdp-actor", "2")}
    assert members(kg, "ucdp/actor/6380") == joined
    kg.unload("idlib-2015-crosswalk")
    assert derived(kg) == before


def sides(tmp_path: Path, judgements: Rows = (), ours: Rows = (), theirs: Rows = ()) -> KnowledgeGraph:
    """Our coalition "union" with its members, and another dataset's "side" with co-belligerents."""
    space = [{"field": "name", "value": "theirs"}, {"field": "space", "value": "u"}]
    cast = [{"id": name, "kind": kind, "label": name} for name, kind in (("side", "coalition"), ("other", "coalition"))]
    cast += [{"id": name, "kind": "armed group", "label": name} for name in ("delta", "observer")]
    kg = graph(tmp_path / "ours", ties=ours, judgements=judgements)
    kg.load(write(tmp_path / "theirs", dataset=space, actors=cast, ties=theirs))
    return kg


FIGHT = {"relation": "co-belligerent with", "from": "delta", "to": "side"}
MEMBER = {"relation": "member of", "from": "alpha", "to": "union"}


def kinds(kg: KnowledgeGraph) -> list[str]:
    """What is said of delta."""
    delta = actor("delta").replace("/t/", "/u/")
    rows = select(kg, f"SELECT ?p ?o WHERE {{ <{delta}> ?p ?o . FILTER(?p IN (ckg:memberOf, ckg:coBelligerentWith)) }}")
    return [f"{relation.rpartition('#')[2]} {side}" for relation, side in rows]


def test_one_whom_only_the_other_dataset_has_becomes_a_member(tmp_path: Path) -> None:
    kg = sides(tmp_path, [SAME], [MEMBER], [FIGHT])
    assert kinds(kg) == ["memberOf union"]
    assert members(kg, "Union") == [("Alpha", "ours", "1"), ("delta", "theirs", "1")]
    told = [row["label"] for row in kg.query("claims-about", actor="delta")]
    assert told == ["delta member of Union"]


def test_without_a_judgement_or_without_members_it_stays_what_it_was(tmp_path: Path) -> None:
    assert kinds(sides(tmp_path / "1", (), [MEMBER], [FIGHT])) == ["coBelligerentWith side"]
    assert kinds(sides(tmp_path / "2", [SAME], [], [FIGHT])) == ["coBelligerentWith union"]
    unsure = [SAME | {"verdict": "unsure"}]
    assert kinds(sides(tmp_path / "3", unsure, [MEMBER], [FIGHT])) == ["coBelligerentWith side"]
    denied = [MEMBER | {"stance": "denies"}]
    assert kinds(sides(tmp_path / "4", [SAME], denied, [FIGHT])) == ["coBelligerentWith union"]


def test_two_sides_that_fight_together_make_no_member(tmp_path: Path) -> None:
    kg = sides(tmp_path, [SAME], [MEMBER], [FIGHT | {"from": "other"}])
    assert members(kg, "Union") == [("Alpha", "ours", "1")]


def test_who_fights_beside_a_coalition_with_members_of_its_own_is_none_of_them(tmp_path: Path) -> None:
    beside = {"relation": "co-belligerent with", "from": "beta", "to": "union"}
    assert members(sides(tmp_path / "1", (), [MEMBER, beside]), "Union") == [("Alpha", "ours", "1")]
    joined = members(sides(tmp_path / "2", [SAME], [MEMBER, beside], [FIGHT]), "Union")
    assert joined == [("Alpha", "ours", "1"), ("delta", "theirs", "1")]
