"""Redact: take a person or a source out of a store, for good."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pyoxigraph as ox

from conflictkg.derive import derive
from conflictkg.derive.withheld import REDACTIONS, marked, remember
from conflictkg.errors import ConflictKGError
from conflictkg.names.told import kinds, members, names_of, value
from conflictkg.namespaces import CKG, DCTERMS, DERIVED_GRAPHS, full, short
from conflictkg.store.base import Store
from conflictkg.terminal import plain
from conflictkg.vocabulary import vocabulary

_KINDS = ("Person", "OnlineAccount", "DescribedCollective", "Source")
_SHORTEST = 4


class Redacted(NamedTuple):
    """What was taken out: how many ids and statements, and which other things still name it in their texts."""

    ids: int
    statements: int
    mentions: tuple[str, ...]


def redact(store: Store, id: str, because: str = "", on: str = "") -> Redacted:
    """Take a person, account or source out of all datasets, and keep it out when they are loaded again.

    All that is told of it goes, and all that it tells. An id that is not here is kept out too. Raises
    :class:`ConflictKGError` for what is no id, and for groups, places and other things.
    """
    iri = _id(store, id)
    canonical = value(store, iri, CKG + "canonical") or iri
    ids = sorted({iri, *members(store, canonical)}) if kinds(store, iri) else [iri]
    names = {*names_of(store, canonical), value(store, iri, DCTERMS + "title")}
    before = len(store.engine)
    with store.writing() as draft:
        for each in ids:
            remember(draft, each, on or date.today().isoformat(), because)
        derive(draft)
    store.rewrite()
    return Redacted(len(ids), before - len(store.engine), tuple(_mentions(store, names)))


def undo(store: Store, id: str) -> None:
    """Let an id come back when its data is loaded again; raises ConflictKGError where it was not redacted."""
    graph = ox.NamedNode(REDACTIONS)
    node = marked(_id(store, id))
    with store.writing() as draft:
        told = list(draft.engine.quads_for_pattern(node, None, None, graph))
        if not told:
            raise ConflictKGError(f"{id} is not redacted here.")
        for quad in told:
            draft.engine.remove(quad)


def _id(store: Store, text: str) -> str:
    iri = full(text)
    if not iri:
        raise ConflictKGError(f'"{text}" is no id. Give one such as ckg/actor/somebody; `conflictkg find` tells it.')
    kind = next(iter(kinds(store, iri)), "")
    if kind and not any(vocabulary().is_a(kind, each) for each in _KINDS):
        told = "redact takes persons, accounts and sources"
        raise ConflictKGError(f"{short(iri)} is no person or source but: {vocabulary().label(kind)}; {told}.")
    return iri


def _mentions(store: Store, names: set[str]) -> list[str]:
    """Things whose own texts still have one of the names in them, for people to look at."""
    wanted = [name.casefold() for name in names if len(name) >= _SHORTEST]
    found = set()
    for graph in store.graphs():
        if graph in (*DERIVED_GRAPHS, REDACTIONS):
            continue
        for quad in store.engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
            if isinstance(quad.object, ox.Literal) and any(n in quad.object.value.casefold() for n in wanted):
                found.add(plain(short(quad.subject.value)))  # type: ignore[union-attr]
    return sorted(found)
