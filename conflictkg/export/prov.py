"""PROV-O: who said what, found where, in the terms that provenance tools read.

What follows from ``ontology/align-prov.ttl``, written out, so that no reasoner is needed: claims, judgements and
sources are entities, actors agents; a claim is attributed to its attester and derived from its source. The close
matches of that file are no statements and stay out. Nothing of this loads again: the other RDF formats do.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from conflictkg.export import Exported
from conflictkg.export import turtle as blocks
from conflictkg.export.content import merged
from conflictkg.namespaces import CKG, DCTERMS, RDF, RDFS, SKOS, local
from conflictkg.resources import shipped
from conflictkg.vocabulary import vocabulary

_COMMENT = "conflictkg export: who said what and where it was found, in PROV-O; what they say is in the other formats"
_TYPE, _LABEL = f"<{RDF}type>", f"<{RDFS}label>"
_NAMES = {f"<{SKOS}prefLabel>", f"<{DCTERMS}title>"}


def prov(graph: Exported) -> dict[str, str]:
    """All datasets as PROV-O in Turtle."""
    return {"": blocks.turtle(sorted(set(_lines(merged(graph)))), _COMMENT)}


def _lines(lines: list[str]) -> Iterator[str]:
    classes, properties = _alignment()
    told = [line[:-2].split(" ", 2) for line in lines]
    known = {node for node, predicate, value in told if predicate == _TYPE and classes.get(value)}
    for node, predicate, value in told:
        if predicate == _TYPE:
            yield from (f"{node} {_TYPE} {kind} ." for kind in classes.get(value, ()))
        elif predicate in properties:
            yield f"{node} {properties[predicate]} {value} ."
        elif predicate in _NAMES and node in known:
            yield f"{node} {_LABEL} {value} ."


def _alignment() -> tuple[dict[str, list[str]], dict[str, str]]:
    """Our classes, each with the PROV classes that it lies in, and our properties with the one that each implies."""
    above: dict[str, str] = {}
    properties: dict[str, str] = {}
    for quad in ox.parse(path=str(shipped("ontology", "align-prov.ttl")), format=ox.RdfFormat.TURTLE):
        if quad.predicate.value == RDFS + "subClassOf":
            above[local(str(quad.subject)[1:-1])] = str(quad.object)
        elif quad.predicate.value == RDFS + "subPropertyOf":
            properties[str(quad.subject)] = str(quad.object)
    words = vocabulary()
    classes: dict[str, list[str]] = {}
    for ours, theirs in sorted(above.items()):
        for kind in words.kinds(ours):
            classes.setdefault(f"<{CKG}{kind}>", []).append(theirs)
    return classes, properties
