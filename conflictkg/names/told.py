"""What a store tells of one thing, by a few look-ups of its index: names, label, the ids it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pyoxigraph as ox

from conflictkg.namespaces import CKG, RDF, RDFS, SKOS, local, short
from conflictkg.store.base import Store

_MOST = 500
"""As many values as are looked at: enough for the names and ties of one thing."""


def values(store: Store, iri: str, predicate: str) -> list[str]:
    """The values of a property, as text."""
    return [quad.object.value for quad in quads(store, iri, predicate)]


def value(store: Store, iri: str, predicate: str) -> str:
    """One value of a property; empty where it has none."""
    return next((quad.object.value for quad in quads(store, iri, predicate)), "")


def quads(store: Store, iri: str, predicate: str) -> Iterator[Any]:
    """The quads of a property of a thing."""
    return islice(store.look(ox.NamedNode(iri), ox.NamedNode(predicate), None), _MOST)


def subjects(store: Store, predicate: str, wanted: ox.NamedNode | ox.Literal) -> list[str]:
    """The things that have this value."""
    found: Iterator[Any] = store.look(None, ox.NamedNode(predicate), wanted)
    return [quad.subject.value for quad in islice(found, _MOST)]


def label(store: Store, iri: str) -> str:
    """The label of a canonical id, else its short form."""
    return value(store, iri, RDFS + "label") or short(iri)


def kinds(store: Store, iri: str) -> set[str]:
    """The classes of a thing by local name."""
    return {local(kind) for kind in values(store, iri, RDF + "type")}


def members(store: Store, iri: str) -> list[str]:
    """The ids for which a canonical id stands, itself included."""
    return sorted({iri, *subjects(store, CKG + "canonical", ox.NamedNode(iri))})


def names_of(store: Store, iri: str) -> Iterator[str]:
    """All labels and names of a canonical id, its label first; looked up one by one, and some may come again."""
    yield from filter(None, (value(store, iri, RDFS + "label"),))
    for member in members(store, iri):
        yield from values(store, member, SKOS + "prefLabel")
        for use in subjects(store, CKG + "nameOf", ox.NamedNode(member)):
            yield from values(store, use, CKG + "nameText")
