"""The rules in SPARQL find in the engine what pyshacl finds with rdflib."""

from __future__ import annotations

import rdflib
from rdflib import RDF, SH

from conflictkg.resources import shipped
from conflictkg.shacl_rules import breaches

FAULTY = """
@prefix : <https://example.org/mine#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/mine> a owl:Ontology ; owl:versionInfo "0.1.0" ; owl:versionIRI <https://example.org/9.9.9> .
:One a owl:Class , owl:ObjectProperty ; rdfs:label "one"@en ; rdfs:subClassOf :Two ; skos:definition "A one."@en .
:Two a owl:Class ; rdfs:label "one"@en ; rdfs:subClassOf :One , :Ghost ; rdfs:isDefinedBy <https://example.org/mine> .
:three a owl:DatatypeProperty ; owl:deprecated true .
:Three a skos:Concept ; skos:inScheme :Scheme ; skos:prefLabel "three"@en .
:four a skos:Concept ; skos:inScheme :Scheme ; skos:prefLabel "three"@en .
:Empty a skos:ConceptScheme .
"""


def test_the_same_as_pyshacl_finds() -> None:
    import pyshacl

    data = rdflib.Graph().parse(data=FAULTY, format="turtle")
    rules = rdflib.Graph().parse(shipped("ontology", "house-style.ttl"))
    found = set(breaches(rules, data))
    rules.remove((None, SH.property, None))
    rules.remove((None, SH.target, None))
    _, report, _ = pyshacl.validate(data, shacl_graph=rules, advanced=True)
    assert isinstance(report, rdflib.Graph)
    expected = {
        (str(report.value(result, SH.value)), str(report.value(result, SH.resultMessage)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }
    assert found == expected
    assert len({message for _, message in found}) > 10
