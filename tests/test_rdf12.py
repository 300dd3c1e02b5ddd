"""Exports in RDF 1.2: a claim on a tie, fact or participation reifies its statement, and says no more than before."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import BASE, CKG, RDF, dataset_graph
from conflictkg.resources import shipped
from conflictkg.store import MemoryStore

FORMATS = {"turtle12": ("turtle", RdfFormat.TURTLE), "nquads12": ("nquads", RdfFormat.N_QUADS)}
REIFIES = NamedNode(RDF + "reifies")


def thing(text: str) -> NamedNode:
    return NamedNode(BASE + text)


@pytest.mark.parametrize("format", FORMATS)
def test_each_claim_of_the_sheets_comes_back_as_a_reifier(format: str, idlib: KnowledgeGraph) -> None:
    rows = 0
    for sheet in ("ties", "facts", "participations"):
        with open(shipped("examples", "idlib-2015", f"{sheet}.csv"), encoding="utf-8", newline="") as file:
            rows += len(list(csv.DictReader(file)))
    quads = list(parse(idlib.export(format), format=FORMATS[format][1]))
    reifiers = {quad.subject for quad in quads if quad.predicate == REIFIES}
    claims = {q.subject for q in quads if q.predicate.value == RDF + "type" and q.object == NamedNode(CKG + "Claim")}
    assert len(reifiers) == rows
    assert reifiers < claims


@pytest.mark.parametrize("format", FORMATS)
def test_all_else_is_as_in_rdf_11(format: str, idlib: KnowledgeGraph) -> None:
    old, syntax = FORMATS[format]
    told = {quad for quad in parse(idlib.export(format), format=syntax) if quad.predicate != REIFIES}
    assert told == set(parse(idlib.export(old), format=syntax))


def test_who_says_so_in_sparql_12(idlib: KnowledgeGraph) -> None:
    """The text (line 21) lists Liwa al-Haqq; the headline alone has Jabhat al-Nusra take the city."""
    store = Store()
    store.load(idlib.export("turtle12"), RdfFormat.TURTLE)
    query = f"""PREFIX ckg: <{CKG}> SELECT ?claim WHERE {{
        ?claim rdf:reifies <<( <{BASE}ckg/actor/liwa-al-haqq> ckg:memberOf ?coalition )>> ; ckg:stance ckg:asserts }}"""
    found = store.query(query, prefixes={"rdf": RDF})
    assert [row["claim"] for row in found] == [thing("idlib-2015/claim/member-liwa-al-haqq")]
    nusra = Triple(
        thing("ckg/actor/jabhat-al-nusra"),
        NamedNode(CKG + "participatedIn"),
        thing("ckg/event/capture-of-idlib-2015"),
    )
    told = list(store.quads_for_pattern(None, REIFIES, nusra))
    assert [quad.subject for quad in told] == [thing("idlib-2015/claim/gain-nusra-claimants")]
    assert not list(store.quads_for_pattern(nusra.subject, nusra.predicate, nusra.object))  # party-only: not said


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_loads_as_it_was(format: str, idlib: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / ("x.ttl" if format == "turtle12" else "x.nq")
    idlib.export(format, path)
    copy = KnowledgeGraph(MemoryStore())
    copy.load(path)
    assert copy.export("nquads") == idlib.export("nquads")


def test_what_others_reify_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(f"<urn:a> <{RDF}reifies> <<( <urn:s> <urn:p> 1 )>> . <urn:b> a <{CKG}ArmedGroup> .", "utf-8")
    copy = KnowledgeGraph(MemoryStore())
    copy.load(path)
    assert list(copy.store.engine.quads_for_pattern(None, REIFIES, None))


@pytest.mark.parametrize("text", ['" )>> . <a:b> <a:b> <a:b> .', "<<( x )>>", "\\", "line\nbreak", "\u202e"])
def test_hostile_values_stay_in_their_term(text: str) -> None:
    graph = NamedNode(dataset_graph("x"))
    engine, fact, claim = Store(), thing("x/fact/1"), thing("x/claim/1")
    told = {"subjectOf": thing("x/actor/a"), "attributeProperty": NamedNode(CKG + "runBy"), "statementValue": text}
    for name, value in told.items():
        engine.add(Quad(fact, NamedNode(CKG + name), Literal(value) if isinstance(value, str) else value, graph))
    engine.add(Quad(claim, NamedNode(CKG + "about"), fact, graph))
    kg = KnowledgeGraph(MemoryStore(engine))
    for format, (_, syntax) in FORMATS.items():
        quads = list(parse(kg.export(format), format=syntax))
        (reified,) = [quad.object for quad in quads if quad.predicate == REIFIES]
        assert isinstance(reified, Triple)
        assert reified.object == Literal(text)
        assert len(quads) == 5
