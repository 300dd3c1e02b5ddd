"""Explanations: they end at claims with sources and locators, and say why not where something does not hold."""

from __future__ import annotations

import json
import os
import random
import shutil
from pathlib import Path

import pytest
from folders import CAST, actor, graph, write
from hypothesis import given, settings
from hypothesis import strategies as st
from patience import some

import conflictkg
from conflictkg.errors import AmbiguousName, QueryError, UnknownName
from conflictkg.explain import Explanation
from conflictkg.explain.evidence import Evidence
from conflictkg.graph import KnowledgeGraph

ARTICLE = Path(__file__).parents[2] / "shared" / "seed" / "article.txt"
SYRIA = Path(__file__).parents[1] / "examples" / "syria-2011-2019"
MEMBER = {"relation": "member of", "from": "alpha", "to": "union"}


def sorts(found: Explanation, sort: str) -> list[str]:
    return [step.text for step in found.walk() if step.sort == sort]


def test_down_to_claims_with_source_and_locator(idlib: KnowledgeGraph) -> None:
    found = idlib.explain("Liwa al-Haqq", "memberOf", "Jaysh al-Fatah")
    assert (found.holds, found.verdict) == (True, "holds, accepted by policy default")
    (claim,) = sorts(found, "claim")
    assert claim.startswith("The Independent asserts it, in Syria conflict: Idlib city falls")
    assert "line 21 chars 3413-3502" in claim
    assert sorts(found, "policy") == ["policy default: asserted once plainly; opposed by nobody"]


def test_why_the_graph_does_not_say_so(idlib: KnowledgeGraph) -> None:
    found = idlib.explain("Jaysh al-Fatah", "controls", "Idlib")
    assert not found.holds
    assert found.verdict.endswith("contested by a party")
    claims = "\n".join(sorts(found, "claim"))
    assert "Syrian Observatory for Human Rights asserts it" in claims
    assert "Syrian military official (unnamed) disputes it, as the coder infers, through Sana" in claims
    assert "control-from-capture" in sorts(found, "rule")[0]


@pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not here")
def test_the_passage_itself(idlib: KnowledgeGraph, tmp_path: Path) -> None:
    texts = {"independent-2015-03-28": ARTICLE}
    (words,) = sorts(idlib.explain("Isis", "rival of", "Jabhat al-Nusra", texts=texts), "passage")
    assert words == "“Jabhat al-Nusra's rival Isis”"
    other = tmp_path / "other.txt"
    shutil.copy(ARTICLE, other)
    other.write_text(ARTICLE.read_text(encoding="utf-8").replace("rival", "enemy"), encoding="utf-8")
    told = sorts(
        idlib.explain("Isis", "rivalOf", "Jabhat al-Nusra", texts={"independent-2015-03-28": other}), "passage"
    )
    assert told == [f"{other} has other words there"]


def test_a_day_on_which_it_is_only_possible_or_ruled_out(tmp_path: Path) -> None:
    kg = graph(tmp_path / "t", ties=[MEMBER | {"since": "2013", "until": "2015"}])
    assert kg.explain("Alpha", "memberOf", "Union", "2014").holds
    early = kg.explain("Alpha", "memberOf", "Union", "2013-05-01")
    assert (early.holds, "only possible on 2013-05-01" in early.verdict) == (False, True)
    late = kg.explain("Alpha", "memberOf", "Union", "2016")
    assert late.verdict.endswith("what is said of it rules out 2016")
    assert "not on 2016" in sorts(late, "proposition")[0]


def test_inverse_and_general_relations_come_from_the_tie(tmp_path: Path) -> None:
    kg = graph(tmp_path / "t", ties=[MEMBER])
    for statement in (("Union", "hasMember", "Alpha"), ("Alpha", "associated with", "Union")):
        found = kg.explain(*statement)
        assert found.holds
        assert len(sorts(found, "claim")) == 1


def test_what_is_missing_denied_or_filtered(tmp_path: Path) -> None:
    ties = [
        MEMBER | {"attester": "alpha"},
        MEMBER | {"from": "beta", "stance": "denies"},
        MEMBER | {"from": "gamma", "hedge": "reportedly"},
        {"relation": "rival of", "from": "beta", "to": "gamma"},
    ]
    kg = graph(tmp_path / "t", ties=ties)
    own = kg.explain("Alpha", "memberOf", "Union")
    assert own.verdict.endswith("party-only")
    assert "policy any would accept it" in sorts(own, "policy")
    denied = kg.explain("Beta", "memberOf", "Union")
    assert denied.verdict.endswith("rejected")
    assert "denies it" in sorts(denied, "claim")[0]
    hedged = kg.explain("Gamma", "memberOf", "Union")
    assert '("reportedly")' in sorts(hedged, "claim")[0]
    assert "(hedged, or by nobody named)" in sorts(hedged, "claim")[0]
    nothing = kg.explain("Beta", "alliedWith", "Gamma")
    assert nothing.verdict == "nobody says so here"
    assert sorts(nothing, "also") == ["said of the two: Beta rival of Gamma (accepted)"]


def test_a_statement_taken_back_is_set_aside(tmp_path: Path) -> None:
    ties = [MEMBER, MEMBER | {"source": "late", "stance": "retracts"}]
    found = graph(tmp_path / "t", ties=ties).explain("Alpha", "memberOf", "Union")
    assert any("set aside" in text for text in sorts(found, "claim"))
    assert not found.holds


def test_two_origins_are_counted(tmp_path: Path) -> None:
    found = graph(tmp_path / "t", ties=[MEMBER, MEMBER | {"attester": "witness"}]).explain("Alpha", "memberOf", "Union")
    assert sorts(found, "origins") == ["2 independent origins"]


@pytest.mark.parametrize("word", ["memberOf", "member of", "Membership", "ckg:memberOf", "MEMBER-OF"])
def test_words_for_a_relation(tmp_path: Path, idlib: KnowledgeGraph, word: str) -> None:
    assert idlib.explain("Ahrar al-Sham", word, "Jaysh al-Fatah").holds


def test_unknown_words_are_told(idlib: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match=r'no relation "membrof". Did you mean memberOf'):
        idlib.explain("Isis", "membrof", "Jaysh al-Fatah")
    with pytest.raises(UnknownName):
        idlib.explain("Nobody at all", "memberOf", "Jaysh al-Fatah")
    with pytest.raises(QueryError, match='No claim here is from a source "x"'):
        idlib.explain("Isis", "rivalOf", "Jabhat al-Nusra", texts={"x": "y"})


def test_of_namesakes_the_one_of_whom_it_is_said(tmp_path: Path) -> None:
    actors = [*CAST["actors"], {"id": "alpha-of-the-hills", "kind": "armed group", "label": "Alpha"}]
    kg = graph(tmp_path / "t", actors=actors, ties=[MEMBER])
    found = kg.explain("Alpha", "memberOf", "Union")
    assert found.holds
    (other,) = sorts(found, "namesake")
    assert other.startswith("Alpha (t/actor/alpha-of-the-hills), which bears the name too, is left aside")
    with pytest.raises(AmbiguousName):
        kg.explain("Alpha", "rivalOf", "Union")
    ties = [MEMBER, MEMBER | {"from": "alpha-of-the-hills"}]
    with pytest.raises(AmbiguousName):
        graph(tmp_path / "both", actors=actors, ties=ties).explain("Alpha", "memberOf", "Union")


def test_text_markdown_and_json_tell_the_same_and_are_inert(tmp_path: Path) -> None:
    hostile = '<script>alert(1)</script> [x](javascript:1) `|\n# "'
    kg = graph(tmp_path / "t", ties=[MEMBER | {"paraphrase": hostile}])
    found = kg.explain("Alpha", "memberOf", "Union")
    assert json.loads(found.serialise("json"))["reasons"][0]["reasons"][1]["text"] == sorts(found, "claim")[0]
    assert str(found) == found.serialise("text")
    assert len(str(found).splitlines()) == 4
    assert "<script>" not in found.serialise("md")
    assert len(found.serialise("md").splitlines()) == 5


def test_everything_accepted_of_the_article_is_explained(idlib: KnowledgeGraph) -> None:
    assert walked(idlib, 10**6) > 160


def test_what_is_accepted_elsewhere_is_explained() -> None:
    """A seeded 120 of the history of Syria; all of it in ``make check-all``, which sets CONFLICTKG_WALK."""
    kg = conflictkg.open(":memory:")
    kg.load(SYRIA)
    assert walked(kg, int(os.environ.get("CONFLICTKG_WALK", "120"))) >= 120


def walked(kg: KnowledgeGraph, most: int) -> int:
    """How many accepted propositions, inferences and direct triples were explained down to claims, of so many drawn."""
    evidence = Evidence(kg.store)
    nodes = sorted({row["p"] for row in kg.store.select("SELECT ?p { ?p ckg:status ckg:accepted }")})
    pattern = (
        "SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), '/derived/')) FILTER(isIRI(?o)) }"
    )
    triples = sorted((row["s"], row["p"], row["o"]) for row in kg.store.select(pattern) if _is_statement(row))
    everything: list[str | tuple[str, str, str]] = [*nodes, *triples]
    drawn = random.Random(7).sample(everything, min(most, len(everything)))
    for each in drawn:
        if isinstance(each, str):
            assert any(step.sort == "claim" for step in evidence.reason(each).walk()), each
            continue
        found = kg.explain(*each)
        assert found.holds, each
        assert any(step.sort == "claim" for step in found.walk()), each
    return len(drawn)


def _is_statement(row: dict[str, str]) -> bool:
    from conflictkg.namespaces import CKG, local
    from conflictkg.vocabulary import vocabulary

    name = local(row["p"])
    known = {*vocabulary().shortcuts, *vocabulary().broader}
    return row["p"] == CKG + name and name in known and "/actor/" in row["s"] and name not in _NODES


_NODES = {"canonical", "status", "evidence", "premise", "tieFrom", "tieTo", "certainty", "participatedIn"}


# -- what if


def test_without_a_source_what_rests_on_it_alone_falls(tmp_path: Path) -> None:
    ties = [
        MEMBER,
        MEMBER | {"from": "beta"},
        MEMBER | {"from": "beta", "source": "late", "attester": "witness"},
        {"relation": "member of", "from": "union", "to": "state", "source": "late"},
    ]
    kg = graph(tmp_path / "t", ties=ties)
    changes = {(row["change"], row["statement"]) for row in kg.what_if(without="early")}
    assert changes == {
        ("falls", "Alpha member of Union"),
        ("falls", "Alpha indirect member of State"),
    }
    with pytest.raises(QueryError, match='No claim here is from a source "x"'):
        kg.what_if(without="x")


def test_another_policy_changes_what_is_accepted(tmp_path: Path) -> None:
    kg = graph(tmp_path / "t", ties=[MEMBER | {"attester": "alpha"}])
    (row,) = kg.what_if(policy="any")
    assert row == {
        "change": "appears",
        "statement": "Alpha member of Union",
        "before": "party-only",
        "after": "accepted",
    }


NAMES = st.sampled_from(["alpha", "beta", "gamma", "union"])
TIES = st.lists(
    st.tuples(NAMES, NAMES, st.sampled_from(["early", "late"]), st.sampled_from(["observer", "witness"])), max_size=7
)


@settings(max_examples=some(25))
@given(TIES)
def test_dropping_a_source_is_as_if_it_had_never_been_loaded(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str, str, str, str]]
) -> None:
    rows = [
        MEMBER | {"from": a, "to": b, "source": source, "attester": who}
        for a, b, source, who in dict.fromkeys(told)
        if a != b
    ]
    folder = tmp_path_factory.mktemp("drop")
    whole = graph(folder / "t", ties=rows)
    kept = [row for row in rows if row["source"] != "early"]
    if len(kept) == len(rows):
        return
    falls = {row["statement"] for row in whole.what_if(without="early") if row["change"] == "falls"}
    rest = conflictkg.open(":memory:")
    rest.load(write(folder / "rest", "t", ties=kept))
    assert falls == _accepted(whole) - _accepted(rest)


def _accepted(kg: KnowledgeGraph) -> set[str]:
    pattern = (
        "SELECT ?label ?a ?r ?b { { ?p ckg:status ckg:accepted ; rdfs:label ?label } UNION "
        "{ ?i a ckg:Inference ; ckg:status ckg:accepted ; rdf:subject ?s ; rdf:predicate ?q ; rdf:object ?o . "
        "?s rdfs:label ?a . ?q rdfs:label ?r . ?o rdfs:label ?b } }"
    )
    return {row["label"] or f"{row['a']} {row['r']} {row['b']}" for row in kg.store.select(pattern)}


def test_ids_of_ends_are_taken(tmp_path: Path) -> None:
    kg = graph(tmp_path / "t", ties=[MEMBER])
    assert kg.explain(actor("alpha"), "memberOf", "t/actor/union").holds
