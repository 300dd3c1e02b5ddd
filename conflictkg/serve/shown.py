"""What a server may show: no dataset that may not be handed on, no private person, no hypothesis.

A person whose ties rest on fewer than two independent origins is left out with all that is told of it, as in pictures.
As the attester of a claim about others it keeps its label, and nothing more: leaving out the claim would change what
is accepted, which is derived before anything is left out.
"""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from conflictkg import reports
from conflictkg.derive.withheld import REDACTIONS
from conflictkg.draw.omitted import private
from conflictkg.export.shareable import shareable
from conflictkg.names.told import label, members
from conflictkg.namespaces import CKG, DERIVED, HYPOTHESES, RDF, RDFS, SKOS
from conflictkg.store import MemoryStore, Store, copy

_ATTESTS = {CKG + name for name in ("attestedBy", "relayedBy", "restsOn")}
_KEPT = {RDF + "type", SKOS + "prefLabel", RDFS + "label", CKG + "canonical"}
_WHOLES = {CKG + name for name in ("about", "participationIn", "estimateOf", "premise")}
"""What points by one of these at something that is left out is left out too."""


def shown(store: Store) -> Store:
    """A copy in memory of what may be shown of a store."""
    rest = shareable(store)
    hidden = private(rest, reports.rows(rest, "ties"))
    kept = MemoryStore(place=store.place)
    copy(rest.engine, kept.engine)
    for graph in {HYPOTHESES, REDACTIONS}.intersection(kept.graphs()):
        kept.engine.remove_graph(ox.NamedNode(graph))
    for person in sorted(hidden):
        _leave_out(kept, person)
    return kept


def _leave_out(store: Store, person: str) -> None:
    """Take a person out of a store: its ties, names, parts and notes, with the claims about them."""
    called = label(store, person)
    for iri in members(store, person):
        node = ox.NamedNode(iri)
        attests = False
        for quad in list(store.engine.quads_for_pattern(None, None, node)):
            if quad.predicate.value in _ATTESTS:
                attests = True
            elif quad.predicate.value == CKG + "participant":
                _unname(store, quad.subject, called)
                _forget(store, quad.subject)
            elif quad.predicate.value != CKG + "canonical":
                _drop(store, quad)
        for quad in list(store.engine.quads_for_pattern(node, None, None)):
            if not (attests and quad.predicate.value in _KEPT):
                store.engine.remove(quad)


def _drop(store: Store, quad: ox.Quad) -> None:
    """Remove a tie, name or conclusion that a person has; of anything else only the one statement."""
    if any(True for _ in store.engine.quads_for_pattern(quad.subject, ox.NamedNode(CKG + "status"), None)):
        _forget(store, quad.subject)
    else:
        store.engine.remove(quad)


def _forget(store: Store, thing: Any) -> None:
    """Remove all that is said of a thing, and what is about it or rests on it."""
    said = list(store.engine.quads_for_pattern(thing, None, None))
    for quad in said:
        store.engine.remove(quad)
    for quad in list(store.engine.quads_for_pattern(None, None, thing)):
        store.engine.remove(quad)
        if quad.predicate.value in _WHOLES:
            _forget(store, quad.subject)


def _unname(store: Store, part: Any, called: str) -> None:
    """Take a person's name out of the participants that are told of an event."""
    names = ox.NamedNode(CKG + "participantNames")
    for link in list(store.engine.quads_for_pattern(part, ox.NamedNode(CKG + "participationIn"), None)):
        for quad in list(store.engine.quads_for_pattern(link.object, names, None)):  # type: ignore[arg-type]
            store.engine.remove(quad)
            others = [each for each in quad.object.value.split("; ") if not each.startswith(f"{called} (")]  # type: ignore[union-attr]
            if others:
                store.engine.add(ox.Quad(quad.subject, names, ox.Literal("; ".join(others)), ox.NamedNode(DERIVED)))
