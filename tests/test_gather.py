"""The scene says what the graph says: same members on the day, claims behind every tie, persons left out."""

from __future__ import annotations

import pytest

from conflictkg import reports
from conflictkg.draw import omitted
from conflictkg.draw.gather import readable_locator
from conflictkg.errors import QueryError
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import short
from conflictkg.resources import shipped


def test_members_are_those_of_the_question(idlib: KnowledgeGraph) -> None:
    scene = idlib.scene(as_of="2015-03-28")
    labels = {node.id: node.label for node in scene.nodes}
    drawn = {labels[edge.source] for edge in scene.edges if edge.relation == "memberOf"}
    asked = idlib.query("coalition-members", coalition="Jaysh al-Fatah", as_of="2015-03-28")
    assert drawn == {row["name"] for row in asked}
    (coalition,) = scene.coalitions
    assert len(coalition.members) == 7


def test_every_tie_has_a_claim_with_its_source(idlib: KnowledgeGraph) -> None:
    for edge in idlib.scene().edges:
        assert edge.claims
        assert all(claim.source_title and claim.locator and claim.attester for claim in edge.claims)


def test_persons_on_one_origin_are_left_out_and_that_is_said(idlib: KnowledgeGraph) -> None:
    scene = idlib.scene()
    assert "Bashar al-Assad" not in {node.label for node in scene.nodes}
    assert "2 persons" in scene.note


def test_around_an_actor(idlib: KnowledgeGraph) -> None:
    near = idlib.scene("Isis", depth=1)
    assert {node.label for node in near.nodes} == {"Isis", "Jabhat al-Nusra"}
    further = idlib.scene("Isis", depth=2)
    assert {"Jaysh al-Fatah", "al-Qaeda"} <= {node.label for node in further.nodes}


def test_an_actor_without_ties_is_drawn_alone(idlib: KnowledgeGraph) -> None:
    scene = idlib.scene("Local Coordination Committees")
    assert [node.label for node in scene.nodes] == ["Local Coordination Committees"]


@pytest.mark.parametrize(("text", "read"), [("section 2, paragraph 1", "section 2, paragraph 1"), ("line 3", "line 3")])
def test_free_locators_stay(text: str, read: str) -> None:
    assert readable_locator(text) == read


@pytest.mark.parametrize("day", ["2011", "2012-04", "2013-03-31", "2015-03-27", "2015-03-28", "2015-03-29", "2026"])
def test_the_windows_give_the_certainty_of_the_query(idlib: KnowledgeGraph, day: str) -> None:
    drawn = {edge.id: edge.certainty for edge in idlib.history().on(day).edges}
    asked = {short(row["tie"]): row["certainty"] for row in reports.rows(idlib.store, "ties", day)}
    hidden = set(asked) - {edge.id for edge in idlib.history().edges}
    assert drawn == {tie: value for tie, value in asked.items() if tie not in hidden}


def test_a_history_has_its_events_with_those_in_them(idlib: KnowledgeGraph) -> None:
    (capture,) = (e for e in idlib.history().events if e.id == "ckg/event/capture-of-idlib-2015")
    assert (capture.kind, capture.status, capture.when.since) == ("Capture", "contested by a party", "2015-03-27")
    assert ("ckg/actor/jaysh-al-fatah", "gains control") in capture.parts
    assert capture.claims


def test_the_members_of_a_coalition_have_a_bond(idlib: KnowledgeGraph) -> None:
    history = idlib.history("Jaysh al-Fatah")
    assert history.focus == ("ckg/actor/jaysh-al-fatah",)
    (coalition,) = history.coalitions
    assert set(coalition.bonds) <= {edge.id for edge in history.edges}
    assert len(coalition.bonds) == len(coalition.members) == 7


def test_a_day_that_is_none_is_refused(idlib: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="--as-of"):
        idlib.history(as_of="soon")


def test_several_actors_and_a_dataset_are_drawn(idlib: KnowledgeGraph) -> None:
    both = idlib.history("Isis", "al-Qaeda")
    assert {"Isis", "al-Qaeda", "Jabhat al-Nusra"} == {node.label for node in both.nodes}
    assert both.title == "Isis and al-Qaeda: ties"
    whole, one = idlib.history(), idlib.history("idlib-2015")
    assert [edge.id for edge in one.edges] == [edge.id for edge in whole.edges]
    near = idlib.history("idlib-2015", "Isis")
    assert {node.label for node in near.nodes} == {"Isis", "Jabhat al-Nusra"}
    assert {lane.actor for lane in idlib.lanes("idlib-2015").lanes} <= {node.id for node in one.nodes}


def test_an_answer_is_drawn_with_the_ties_among_those_it_names(idlib: KnowledgeGraph) -> None:
    drawn = idlib.history("Jaysh al-Fatah", question="coalition-members", as_of="2015-03-28")
    asked = idlib.query("coalition-members", coalition="Jaysh al-Fatah", as_of="2015-03-28")
    assert {node.label for node in drawn.nodes} == {"Jaysh al-Fatah", *(row["name"] for row in asked)}
    assert {edge.relation for edge in drawn.edges} == {"memberOf", "leads"}
    assert drawn.title.endswith("? · Jaysh al-Fatah")
    disputed = idlib.history(question="SELECT ?tie WHERE { ?tie a ckg:Rivalry }")
    assert [edge.relation for edge in disputed.edges] == ["rivalOf"]
    with pytest.raises(QueryError, match="rivals takes actor"):
        idlib.history(question="rivals")


def test_events_of_those_who_have_very_many_are_left_out_and_that_is_said(
    idlib: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, rows = idlib.scene(), idlib.lanes()
    kinds = {fact.kind for node in whole.nodes for fact in node.facts}
    assert {"participation", "attribute"} <= kinds
    assert whole.events
    assert rows.events
    monkeypatch.setattr(omitted, "MOST", 3)
    less, fewer = idlib.scene(), idlib.lanes()
    assert (less.events, fewer.events) == ((), ())
    assert {fact.kind for node in less.nodes for fact in node.facts} == {"attribute"}
    assert [edge.id for edge in less.edges] == [edge.id for edge in whole.edges]
    said = "Events and their figures are left out: these actors had a part in more than 3."
    assert less.note == f"{whole.note} {said}"
    assert said in fewer.note


def test_one_more_part_than_is_drawn_is_looked_for() -> None:
    assert f"LIMIT {omitted.MOST + 1}\n" in shipped("queries", "reports", "takings.rq").read_text(encoding="utf-8")
