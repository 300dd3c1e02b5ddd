"""The PROV-O export says what follows from the alignment, no less and no more."""

from __future__ import annotations

from pyoxigraph import NamedNode, RdfFormat, Store

from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import BASE, CKG, RDF, RDFS

PROV = "http://www.w3.org/ns/prov#"


def told(kg: KnowledgeGraph) -> set[tuple[str, str, str]]:
    store = Store()
    store.load(kg.export("prov"), RdfFormat.TURTLE)
    return {(q.subject.value, q.predicate.value, q.object.value) for q in store}  # type: ignore[union-attr]


def test_who_said_what_found_where(idlib: KnowledgeGraph) -> None:
    claim = f"{BASE}idlib-2015/claim/capture-official"
    found = told(idlib)
    assert {(p, o) for s, p, o in found if s == claim} == {
        (RDF + "type", PROV + "Entity"),
        (PROV + "wasAttributedTo", BASE + "ckg/actor/syrian-military-official"),
        (PROV + "wasDerivedFrom", BASE + "ckg/source/independent-2015-03-28"),
    }
    nusra = BASE + "ckg/actor/jabhat-al-nusra"
    assert {(p, o) for s, p, o in found if s == nusra} == {
        (RDF + "type", PROV + "Agent"),
        (RDF + "type", PROV + "Organization"),
        (RDFS + "label", "Jabhat al-Nusra"),
    }


def test_it_is_what_sparql_finds(idlib: KnowledgeGraph) -> None:
    """Every claim is attributed as often as it has an attester; events are left alone."""
    engine = idlib.store.engine
    attested = {(q.subject, q.object) for q in engine.quads_for_pattern(None, NamedNode(CKG + "attestedBy"), None)}
    found = told(idlib)
    assert sum(p == PROV + "wasAttributedTo" for _, p, _ in found) == len(attested)
    assert not any("/event/" in s for s, _, _ in found)
    assert {p for _, p, _ in found} == {
        RDF + "type", RDFS + "label", PROV + "wasAttributedTo", PROV + "wasDerivedFrom",
    }  # fmt: skip
