"""Pitfalls of the OOPS! catalogue: each query finds a planted one, and what it finds in our ontology has its reason."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from conflictkg import pitfalls
from conflictkg.namespaces import PREFIXES
from conflictkg.resources import shipped

HEAD = (
    "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())
    + """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix vann: <http://purl.org/vocab/vann/> .
@prefix x: <https://example.org/x#> .
"""
)

# query -> Turtle that has the pitfall, and the term that must be found
PLANTED = {
    "P03-is": ("ckg:isA a owl:ObjectProperty .", "isA"),
    "P04-unconnected-class": ("ckg:Alone a owl:Class .", "Alone"),
    "P04-unconnected-property": ("ckg:alone a owl:DatatypeProperty .", "alone"),
    "P05-wrong-inverse": (
        "ckg:has owl:inverseOf ckg:of . ckg:has rdfs:domain ckg:A . ckg:of rdfs:range ckg:B .",
        "has",
    ),
    "P06-cycle": ("ckg:A rdfs:subClassOf ckg:B . ckg:B rdfs:subClassOf ckg:A .", "A"),
    "P07-merged": ("ckg:StyleAndPeriod a owl:Class .", "StyleAndPeriod"),
    "P08-no-annotation": ('ckg:A a owl:Class ; rdfs:label "a"@en .', "A"),
    "P10-no-disjointness": ("ckg:A a owl:Class .", "A"),
    "P11-no-domain": ("ckg:p a owl:ObjectProperty ; rdfs:range ckg:A .", "p"),
    "P11-no-range": ("ckg:p a owl:ObjectProperty ; rdfs:domain ckg:A .", "p"),
    "P12-same-properties": (
        'ckg:p a owl:ObjectProperty ; rdfs:label "x"@en . ckg:q a owl:ObjectProperty ; rdfs:label "x"@en .',
        "q",
    ),
    "P13-no-inverse": ("ckg:p a owl:ObjectProperty .", "p"),
    "P19-several-domains": ("ckg:p rdfs:domain ckg:A , ckg:B .", "p"),
    "P20-misused-annotation": ('ckg:A rdfs:label "a long label"@en ; skos:definition "short"@en .', "A"),
    "P21-miscellaneous": ("ckg:OtherActor a owl:Class .", "OtherActor"),
    "P22-naming": ("ckg:armed_group a owl:Class .", "armed_group"),
    "P24-recursive": (
        "ckg:A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty ckg:p ; owl:someValuesFrom ckg:A ] .",
        "A",
    ),
    "P25-own-inverse": ("ckg:p owl:inverseOf ckg:p .", "p"),
    "P26-inverse-of-symmetric": ("ckg:p a owl:SymmetricProperty . ckg:q owl:inverseOf ckg:p .", "p"),
    "P28-wrong-symmetric": ("ckg:p a owl:SymmetricProperty ; rdfs:domain ckg:A ; rdfs:range ckg:B .", "p"),
    "P29-wrong-transitive": ("ckg:p a owl:TransitiveProperty ; rdfs:domain ckg:A ; rdfs:range ckg:B .", "p"),
    "P31-wrong-equivalence": ("ckg:A owl:equivalentClass ckg:B . ckg:B rdfs:subClassOf ckg:A .", "A"),
    "P32-same-label": ('ckg:A a owl:Class ; rdfs:label "x"@en . ckg:B a owl:Class ; rdfs:label "x"@en .', "A"),
    "P33-chain-of-one": ("ckg:p owl:propertyChainAxiom ( ckg:q ) .", "p"),
    "P34-untyped-class": ("ckg:p rdfs:range ckg:Nowhere .", "Nowhere"),
    "P35-untyped-property": ("ckg:A ckg:nowhere ckg:B .", "nowhere"),
    "P36-file-extension": ("<https://example.org/x.owl> a owl:Ontology .", "x.owl"),
    "P38-no-header": ("ckg:A rdfs:isDefinedBy <https://example.org/y> .", "y"),
    "P39-ambiguous-namespace": (
        'x:A rdfs:isDefinedBy <https://example.org/y> . <https://example.org/y> vann:preferredNamespaceUri "urn:z" .',
        "A",
    ),
    "P40-hijacked": ("skos:Concept rdfs:subClassOf ckg:A .", "Concept"),
    "P41-no-licence": ("<https://example.org/y> a owl:Ontology .", "y"),
}


def test_what_is_found_in_our_ontology_has_its_reason() -> None:
    unexplained = {
        each.name: [name for name, reason in each.found.items() if not reason] for each in pitfalls.pitfalls()
    }
    assert {name: terms for name, terms in unexplained.items() if terms} == {}, (
        "mend the term, or write the reason into queries/pitfalls/reasons.csv"
    )


def test_no_reason_is_left_over() -> None:
    found = {(each.name, term) for each in pitfalls.pitfalls() for term in [*each.found, "*"] if each.found}
    assert pitfalls.reasons().keys() <= found
    assert all(len(reason) > 20 for reason in pitfalls.reasons().values())


def test_every_query_has_a_planted_pitfall() -> None:
    assert PLANTED.keys() == {path.stem for path in shipped("queries", "pitfalls").glob("*.rq")}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_pitfall_is_found(name: str) -> None:
    turtle, term = PLANTED[name]
    store = ox.Store()
    store.load(HEAD + turtle, ox.RdfFormat.TURTLE)
    found = {each.name: each.found for each in pitfalls.look(store)}
    assert term in found[name]


def test_a_note_that_says_why_is_reason_enough() -> None:
    store = ox.Store()
    note = 'skos:scopeNote "No domain and no range: anything."@en'
    store.load(f"{HEAD} ckg:p a owl:DatatypeProperty ; {note} .", ox.RdfFormat.TURTLE)
    found = {each.name: each.found for each in pitfalls.look(store)}
    assert not found["P11-no-domain"]
    assert not found["P11-no-range"]
    assert not found["P04-unconnected-property"]
