"""What a dataset says, apart from how it names what it says: things, propositions and claims.

A proposition is known by what it is made of (kind, parties, role ...), an event, which has an id that others share, by
that id. So two releases of a dataset agree where they say the same, though each has ids of its own for it.
"""

from __future__ import annotations

from typing import NamedTuple

import pyoxigraph as ox

from conflictkg.namespaces import CKG, RDF, SKOS, VOID, local
from conflictkg.vocabulary import vocabulary

Told = dict[str, tuple[str, ...]]
"""Property -> its values, sorted."""
Key = str | frozenset[tuple[str, tuple[str, ...]]]

TYPE, LABEL, ABOUT = RDF + "type", SKOS + "prefLabel", CKG + "about"
_COUNT = CKG + "eventCount"
_IN = VOID + "inDataset"
_HOW = {_IN, *(CKG + name for name in ("codedBy", "codedOn"))}
_FOLLOW = {
    CKG + name
    for name in ("startEarliest", "startLatest", "endEarliest", "endLatest", "startOffset", "endOffset", "passageHash")
}


class Claimed(NamedTuple):
    """A claim: the key of its proposition, and what it says, without who coded it and what follows from the rest."""

    about: Key
    told: Told


class Content(NamedTuple):
    """A dataset by the name it was asked for; claims by the last part of their ids."""

    name: str
    description: Told
    things: dict[str, Told]
    propositions: dict[Key, Told]
    claims: dict[str, Claimed]


def content(engine: ox.Store, graph: str, name: str) -> Content:
    """What stands in the graph of a dataset."""
    subjects: dict[str, Told] = {}
    for quad in engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
        told = subjects.setdefault(quad.subject.value, {})  # type: ignore[union-attr]
        told[quad.predicate.value] = tuple(sorted((*told.get(quad.predicate.value, ()), _text(quad.object))))
    description = subjects.pop(graph, {})
    claims = {iri: told for iri, told in subjects.items() if ABOUT in told}
    propositions = {iri: told for iri, told in subjects.items() if _IN in told and ABOUT not in told}
    keys = {
        iri: key(iri, propositions.get(iri, {})) for iri in {*propositions, *(t[ABOUT][0] for t in claims.values())}
    }
    return Content(
        name,
        description,
        {iri: told for iri, told in subjects.items() if _IN not in told},
        {keys[iri]: _without(told, _HOW) for iri, told in propositions.items()},
        {
            local(iri): Claimed(keys[told[ABOUT][0]], _without(told, _HOW | _FOLLOW | {ABOUT, TYPE}))
            for iri, told in sorted(claims.items())
        },
    )


def _text(term: object) -> str:
    """A value as text, with its language where that is not English."""
    if isinstance(term, ox.Literal) and term.language not in (None, "en"):
        return f"{term.value} [{term.language}]"
    return term.value  # type: ignore[attr-defined,no-any-return]


def key(iri: str, told: Told) -> Key:
    """What a proposition is known by."""
    if not told or vocabulary().is_a(kind(told), "Event"):
        return iri
    return frozenset(_without(told, _HOW | {_COUNT}).items())


def kind(told: Told) -> str:
    """The class of a thing or proposition."""
    return local(told[TYPE][0]) if TYPE in told else ""


def _without(told: Told, left: set[str]) -> Told:
    return {predicate: values for predicate, values in told.items() if predicate not in left}
