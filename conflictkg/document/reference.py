"""The ontology as a reader meets it: sections in the order of the file, all that is said of each term, alignments.

Sections are the comment headings of the Turtle file, so that whoever arranges the file arranges the page.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, NamedTuple

import pyoxigraph as ox

from conflictkg.namespaces import CKG, OWL, RDF, RDFS, SKOS, local
from conflictkg.resources import shipped

KINDS = {
    "Class": "class",
    "ObjectProperty": "relation",
    "DatatypeProperty": "value",
    "AnnotationProperty": "annotation",
    "ConceptScheme": "value list",
    "Concept": "concept",
}
"""Type of a term -> what a page calls it."""

_RULE = "#" * 100
_HEADING = re.compile(rf"^{_RULE}\n((?:# .*\n)+){_RULE}\n", re.M)
_BLOCK = re.compile(r"^ckg:(\w+)$", re.M)
_MAPPED = re.compile(r"^ckg:(\w+)\s+(\w+:\w+)\s+(\w+:\w+)\s*\.(?:\s*#\s*(.+))?$", re.M)
_SPACE = re.compile(r"^@prefix (\w+):\s+<([^>]+)> \.$", re.M)


class Section(NamedTuple):
    """A heading, what the file says under it, and the terms that follow."""

    title: str
    note: str
    names: tuple[str, ...]


class Likeness(NamedTuple):
    """A term of another vocabulary: how ours relates to it (``rdfs:subClassOf``), its name, address and a gloss."""

    relation: str
    name: str
    iri: str
    gloss: str


class Reference:
    """All terms of the shipped ontology by local name."""

    def __init__(self) -> None:
        path = shipped("ontology", "conflictkg.ttl")
        self._text = path.read_text(encoding="utf-8")
        self.header: dict[str, list[Any]] = {}
        self._told: dict[str, dict[str, list[Any]]] = {}
        for quad in ox.parse(self._text, format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode):
                known = quad.subject.value.startswith(CKG)
                told = self._told.setdefault(local(quad.subject.value), {}) if known else self.header
                if known or quad.subject.value == CKG.rstrip("#"):
                    told.setdefault(quad.predicate.value, []).append(quad.object)

    @cached_property
    def sections(self) -> list[Section]:
        """The sections that have terms of ours."""
        parts = _HEADING.split(self._text)[1:]
        found = []
        for heading, body in zip(parts[::2], parts[1::2], strict=True):
            title, *note = (line.removeprefix("# ") for line in heading.splitlines())
            names = tuple(name for name in _BLOCK.findall(body) if name in self._told)
            if names:
                found.append(Section(title, " ".join(note), names))
        return found

    @cached_property
    def names(self) -> list[str]:
        """Every term in the order of the file."""
        return [name for section in self.sections for name in section.names]

    @cached_property
    def alignments(self) -> dict[str, list[Likeness]]:
        """Term -> what it is like elsewhere, from the files ``align-*.ttl``."""
        found: dict[str, list[Likeness]] = {}
        for path in sorted(shipped("ontology").glob("align-*.ttl")):
            text = path.read_text(encoding="utf-8")
            spaces = dict(_SPACE.findall(text))
            for name, relation, other, gloss in _MAPPED.findall(text):
                prefix, _, rest = other.partition(":")
                found.setdefault(name, []).append(Likeness(relation, other, spaces[prefix] + rest, gloss))
        return found

    def values(self, name: str, predicate: str) -> list[Any]:
        """The values of a property of a term."""
        return self._told[name].get(predicate, [])

    def text(self, name: str, predicate: str, language: str = "en") -> str:
        """A text about a term in a language; empty where there is none."""
        return next((v.value for v in self.values(name, predicate) if getattr(v, "language", "") == language), "")

    def label(self, name: str, language: str = "en") -> str:
        """The label of a term."""
        return self.text(name, RDFS + "label", language) or self.text(name, SKOS + "prefLabel", language)

    def kind(self, name: str) -> str:
        """What a term is: class, relation, value, annotation, value list or concept."""
        types = {local(each.value) for each in self.values(name, RDF + "type")}
        return next(told for kind, told in KINDS.items() if kind in types)

    def traits(self, name: str) -> list[str]:
        """Symmetric, transitive and the like, as the types of a property say."""
        ends = (local(each.value) for each in self.values(name, RDF + "type"))
        return sorted(end.removesuffix("Property").lower() for end in ends if end not in (*KINDS, "NamedIndividual"))

    def is_derived(self, name: str) -> bool:
        """Whether a property is only ever computed."""
        return any(value.value == "true" for value in self.values(name, CKG + "derived"))

    def links(self, name: str, predicate: str) -> list[str]:
        """The terms of ours, and in short form those of others, that a term points at."""
        return [local(each.value) for each in self.values(name, predicate) if isinstance(each, ox.NamedNode)]

    def back(self, name: str, predicate: str) -> list[str]:
        """The terms that point at a term, in the order of the file."""
        target = ox.NamedNode(CKG + name)
        return [each for each in self.names if target in self.values(each, predicate)]

    def inverses(self, name: str) -> list[str]:
        """How a relation is said the other way round."""
        return sorted({*self.links(name, OWL + "inverseOf"), *self.back(name, OWL + "inverseOf")})
