"""What is said of a thing, as triples: its own, those of propositions about it, and their claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import pyoxigraph as ox

from conflictkg.names.told import members
from conflictkg.namespaces import CKG
from conflictkg.store import Store

_MOST = 2_000
_STATUS, _ABOUT = ox.NamedNode(CKG + "status"), ox.NamedNode(CKG + "about")


def described(store: Store, things: Iterable[str]) -> Iterator[ox.Triple]:
    """What is said of some things. Of propositions that have one as an end no more than some thousand."""
    for iri in things:
        for member in members(store, iri):
            node = ox.NamedNode(member)
            yield from _of(store, node)
            yield from _claims(store, node)
            for quad in islice(store.engine.quads_for_pattern(None, None, node), _MOST):
                if _is_proposition(store, quad.subject):
                    yield from _of(store, quad.subject)
                    yield from _claims(store, quad.subject)


def plainly(store: Store, things: Iterable[str]) -> Iterator[ox.Triple]:
    """Only what is said of the things themselves, for lists of them."""
    for iri in things:
        yield from _of(store, ox.NamedNode(iri))


def _of(store: Store, node: ox.NamedNode | ox.BlankNode | ox.Triple) -> Iterator[ox.Triple]:
    return (quad.triple for quad in islice(store.engine.quads_for_pattern(node, None, None), _MOST))


def _claims(store: Store, node: ox.NamedNode | ox.BlankNode | ox.Triple) -> Iterator[ox.Triple]:
    for quad in islice(store.engine.quads_for_pattern(None, _ABOUT, node), _MOST):
        yield from _of(store, quad.subject)


def _is_proposition(store: Store, node: ox.NamedNode | ox.BlankNode | ox.Triple) -> bool:
    return next(iter(store.engine.quads_for_pattern(node, _STATUS, None)), None) is not None
