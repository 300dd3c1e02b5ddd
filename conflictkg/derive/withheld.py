"""What was redacted stays out: a person or source is taken from all graphs whenever data came in, before deriving.

The store keeps only the SHA-256 of its id, so that the list of what is left out names nobody.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from conflictkg.namespaces import BASE, CKG, DCTERMS, DERIVED_GRAPHS
from conflictkg.store.base import Draft, piped

REDACTIONS = BASE + "redactions"
"""The graph of what is redacted: one node each, with the day and the reason."""

_NODE = BASE + "redaction/"
_IRI = re.compile(rb"<([^<>\s]+)>")
_BLOCK = 1 << 23  # bytes of text looked at together
_ENDS = frozenset(
    CKG + name
    for name in (
        "fromActor", "toActor", "controlOf", "participant", "subjectOf", "objectOf", "nameOf", "groupCounted",
        "attestedBy", "reportedIn", "judgedA", "judgedB",
    )
)  # fmt: skip
"""What has a person or source at the end of one of these is about it or rests on it, and goes with it."""
_PARTS = frozenset(CKG + name for name in ("about", "participationIn", "estimateOf"))
_ABOUT = ox.NamedNode(CKG + "about")


def marked(iri: str) -> ox.NamedNode:
    """The node that says that an id is redacted."""
    return ox.NamedNode(_NODE + hashlib.sha256(iri.encode()).hexdigest())


def remember(draft: Draft, iri: str, on: str, why: str) -> None:
    """Say that an id is redacted, from now on."""
    graph, node = ox.NamedNode(REDACTIONS), marked(iri)
    draft.engine.add(ox.Quad(node, ox.NamedNode(DCTERMS + "issued"), ox.Literal(on), graph))
    if why:
        draft.engine.add(ox.Quad(node, ox.NamedNode(DCTERMS + "description"), ox.Literal(why), graph))


def withhold(draft: Draft) -> int:
    """Take all that is redacted out of the draft; how many ids of it were there."""
    graph = ox.NamedNode(REDACTIONS)
    wanted = {quad.subject.value for quad in draft.engine.quads_for_pattern(None, None, None, graph)}  # type: ignore[union-attr]
    if not wanted:
        return 0
    for name in DERIVED_GRAPHS:
        draft.remove(name)  # made anew from what is left
    found = {iri for iri in _ids(draft.engine) if marked(iri).value in wanted}
    for iri in sorted(found):
        _redact(draft.engine, ox.NamedNode(iri))
    return len(found)


def _ids(engine: ox.Store) -> Iterator[str]:
    """All that triples name, some of it more than once."""
    for graph in (ox.DefaultGraph(), *engine.named_graphs()):
        with piped(engine, graph) as text:
            while lines := text.readlines(_BLOCK):
                yield from (iri.decode() for iri in {*_IRI.findall(b"".join(lines))})


def _redact(engine: ox.Store, node: ox.NamedNode) -> None:
    """Remove a node, what is about it, and its claims with what nobody else says."""
    for quad in list(engine.quads_for_pattern(None, None, node)):
        engine.remove(quad)
        if quad.predicate.value in _ENDS:
            said = [each.object for each in engine.quads_for_pattern(quad.subject, _ABOUT, None)]
            _forget(engine, quad.subject)
            for proposition in said:
                if not any(True for _ in engine.quads_for_pattern(None, _ABOUT, proposition)):
                    _forget(engine, proposition)
    for quad in list(engine.quads_for_pattern(node, None, None)):
        engine.remove(quad)


def _forget(engine: ox.Store, thing: Any) -> None:
    """Remove what is said of a thing, and what is claimed about it or part of it."""
    for quad in list(engine.quads_for_pattern(thing, None, None)):
        engine.remove(quad)
    for quad in list(engine.quads_for_pattern(None, None, thing)):
        engine.remove(quad)
        if quad.predicate.value in _PARTS:
            _forget(engine, quad.subject)
