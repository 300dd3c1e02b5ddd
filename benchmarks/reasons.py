"""Rules, explanations and checks on the generated store, against owlrl, plain questions and pyshacl.

All by the processor's time. owlrl gets the same data and, of the ontology, what the closure needs (inverses, more
general relations, symmetry); that both come to the same direct triples is asserted.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

import pyoxigraph as ox

from benchmarks.store import built
from conflictkg import checks
from conflictkg.derive.infer import infer
from conflictkg.explain import explain
from conflictkg.namespaces import CKG, INFERRED
from conflictkg.resources import shipped
from conflictkg.store import MemoryStore, copy
from conflictkg.vocabulary import vocabulary


def _time(work: Callable[[], object], runs: int = 1) -> float:
    """Median processor milliseconds."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def rules(triples: int) -> list[str]:
    """All conclusions of all rules, against owlrl's closure under OWL RL."""
    import owlrl

    scratch = MemoryStore()
    with scratch.writing() as draft:
        copy(built(triples).store.engine, draft.engine)
        own = _time(lambda: infer(draft, everything=True))
    relations = {name for names in vocabulary().broader.values() for name in names} | set(vocabulary().inverses)
    graph = _with_schema(triples)
    before = _statements(graph, relations)
    other = _time(lambda: owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph))
    theirs = _statements(graph, relations)
    ours = {
        (q.subject.value, q.predicate.value, q.object.value)  # type: ignore[union-attr]
        for name in relations
        for q in scratch.engine.quads_for_pattern(None, ox.NamedNode(CKG + name), None)
    }
    missing = theirs - ours
    if missing:
        raise AssertionError(f"{len(missing)} triples of the closure are not drawn, such as {min(missing)}")
    name = f"draw all conclusions of the rules ({len(theirs) - len(before):,} direct triples among them)"
    return [f"| {name} | owlrl, OWL RL | {own:,.0f} | {other:,.0f} | {other / own:.0f}x faster | 20x |"]


def _with_schema(triples: int) -> Any:
    import rdflib

    quads = (quad.triple for quad in built(triples).store.engine if quad.graph_name != ox.NamedNode(INFERRED))
    text = ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b""
    graph = rdflib.Graph().parse(data=text, format="nt")
    for name, broader in vocabulary().broader.items():
        for each in broader:
            graph.add((rdflib.URIRef(CKG + name), rdflib.RDFS.subPropertyOf, rdflib.URIRef(CKG + each)))
    for name, inverses in vocabulary().inverses.items():
        for each in inverses:
            inverse = (rdflib.URIRef(CKG + name), rdflib.OWL.inverseOf, rdflib.URIRef(CKG + each))
            symmetric = (rdflib.URIRef(CKG + name), rdflib.RDF.type, rdflib.OWL.SymmetricProperty)
            graph.add(symmetric if each == name else inverse)
    return graph


def _statements(graph: Any, relations: set[str]) -> set[tuple[str, str, str]]:
    import rdflib

    return {
        (str(s), str(p), str(o))
        for name in relations
        for s, p, o in graph.triples((None, rdflib.URIRef(CKG + name), None))
    }


def explaining(triples: int) -> list[str]:
    """One explanation, against ten plain questions about the same actors."""
    kg = built(triples)
    rows = kg.store.select(
        f"SELECT ?a ?b {{ ?tie a <{CKG}Membership> ; <{CKG}tieFrom> ?a ; <{CKG}tieTo> ?b }} ORDER BY ?a ?b LIMIT 10"
    )
    own = statistics.median(_time(lambda r=row: explain(kg.store, r["a"], "memberOf", r["b"])) for row in rows)  # type: ignore[misc]
    questions = (
        "coalitions-of",
        "affiliates",
        "rivals",
        "allies",
        "leaders",
        "sponsors",
        "opponents",
        "pledges",
        "ties-of",
    )
    other = 0.0
    for question in (*questions, "claims-about"):
        kind = {"affiliates": "parent", "leaders": "organisation"}.get(question, "actor")
        other += _time(lambda q=question, k=kind: kg.query(q, **{k: rows[0]["a"]}))  # type: ignore[misc]
    return [f"| explain one tie | ten plain questions | {own:.1f} | {other:.1f} | {own / other:.2f}x | 1x |"]


def checking(triples: int) -> list[str]:
    """The shapes over the store, against pyshacl; both from data in memory, with the same findings."""
    import pyshacl
    import rdflib

    store = built(triples).store
    own = _time(lambda: list(checks.shapes(store)), 3)
    data = checks.claimed(store)
    shapes = rdflib.Graph().parse(shipped("ontology", "shapes.ttl"))
    ontology = rdflib.Graph().parse(shipped("ontology", "conflictkg.ttl"))
    other = _time(lambda: pyshacl.validate(data, shacl_graph=shapes, ont_graph=ontology))
    name = f"the shapes over {len(data):,} triples"
    return [f"| {name} | pyshacl | {own:,.0f} | {other:,.0f} | {other / own:.0f}x faster | 5x |"]
