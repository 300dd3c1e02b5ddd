"""Pairs of actors of different datasets that may be one, with the evidence, for somebody to judge.

Nothing is merged: a proposal is a row for ``judgements.csv`` with the verdict ``unsure``. Persons are never proposed,
nor are described collectives ("rebels"), between which no identity is assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

import pyoxigraph as ox

from conflictkg.errors import QueryError
from conflictkg.export.tables import table
from conflictkg.judging.judgements import standing
from conflictkg.judging.sheet import COLUMNS, EVIDENCE
from conflictkg.names.compare import Comparison, compare
from conflictkg.names.parts import keys
from conflictkg.names.spelling import key
from conflictkg.names.told import kinds, label, subjects, value, values
from conflictkg.names.whereabouts import Whereabouts, whereabouts
from conflictkg.names.words import words
from conflictkg.namespaces import CKG, RDF, SKOS, dataset_graph, dataset_name, local, short
from conflictkg.store.base import Store
from conflictkg.vocabulary import vocabulary

_LARGEST = 300
"""A word in more names than this makes no pair by itself."""


class Proposal(NamedTuple):
    """Two ids with the names that were compared and what else they share."""

    a: str
    b: str
    name_a: str
    name_b: str
    found: Comparison
    shared: list[str]
    where: tuple[Whereabouts, Whereabouts]

    def row(self) -> tuple[str, ...]:
        """The proposal in the columns of :data:`COLUMNS` and :data:`EVIDENCE`."""
        why = f"names {self.found.band}: {self.found.why}"
        more = f"; both {', '.join(self.shared)}" if self.shared else ""
        places, years, datasets = (_sides(each) for each in zip(*map(_told, self.where), strict=True))
        evidence = (self.name_a, self.name_b, self.found.band, str(self.found.score), "; ".join(self.shared))
        return (short(self.a), short(self.b), "unsure", "", "", why + more, *evidence, places, years, datasets)


def _told(known: Whereabouts) -> tuple[str, str, str]:
    return ", ".join(known.places), known.years, ", ".join(known.datasets)


def _sides(pair: Iterable[str]) -> str:
    a, b = pair
    return f"{a or '?'} / {b or '?'}" if a or b else ""


class Proposals(list[Proposal]):
    """Proposals, best first."""

    def csv(self) -> str:
        """As a table that ``judgements import`` takes in once they are judged."""
        return table((*COLUMNS, *EVIDENCE), [each.row() for each in self])


def propose(store: Store, datasets: tuple[str, ...] = ()) -> Proposals:
    """Pairs between two datasets, between one and all others, or between any; best first.

    Left out is what is one actor already, and what somebody has judged.
    """
    known = sorted(filter(None, map(dataset_name, store.graphs())))
    for name in datasets:
        if name not in known:
            raise QueryError(f'There is no dataset "{name}" here. `conflictkg info` lists them.')
    sides = {name: _named(store, name) for name in (datasets if len(datasets) == 2 else known)}
    judged = {frozenset(each.said[:2]) for each in standing(store.engine)}
    found: dict[frozenset[str], Proposal] = {}
    for one, other in combinations(sides, 2):
        if len(datasets) == 1 and datasets[0] not in (one, other):
            continue
        for pair, proposal in _between(store, sides[one], sides[other]):
            if pair not in judged and pair not in found:
                found[pair] = proposal
    best = sorted(found.values(), key=lambda p: (p.found.band != "same", -len(p.shared), -p.found.score, p.a, p.b))
    return Proposals(best)


def _named(store: Store, dataset: str) -> dict[str, list[str]]:
    """Actor -> its names in any dataset, for those that a dataset describes."""
    left_out = {*vocabulary().kinds("Person"), *vocabulary().kinds("DescribedCollective")}
    graph = ox.NamedNode(dataset_graph(dataset))
    found: dict[str, list[str]] = {}
    for quad in store.engine.quads_for_pattern(None, ox.NamedNode(RDF + "type"), None, graph):
        kind = local(quad.object.value)  # type: ignore[union-attr]
        if vocabulary().is_a(kind, "Actor") and kind not in left_out:
            iri = quad.subject.value  # type: ignore[union-attr]
            uses = subjects(store, CKG + "nameOf", ox.NamedNode(iri))
            texts = [text for use in uses for text in values(store, use, CKG + "nameText")]
            found[iri] = list(dict.fromkeys([*values(store, iri, SKOS + "prefLabel"), *texts]))
    return found


def _blocks(name: str) -> set[str]:
    """Keys of which two names that are the same or likely share one."""
    meanings = {f"={meaning}" for word in words(name) if word.kind == "word" for meaning in word.meanings}
    return {f"'{key(name)}", *keys(name), *meanings}


def _between(
    store: Store, one: dict[str, list[str]], other: dict[str, list[str]]
) -> Iterator[tuple[frozenset[str], Proposal]]:
    blocks: dict[str, set[tuple[str, str]]] = {}
    for iri, names in other.items():
        for name in names:
            for each in _blocks(name):
                blocks.setdefault(each, set()).add((iri, name))
    for a, names in sorted(one.items()):
        best: dict[str, Proposal] = {}
        for name in names:
            held = [blocks[each] for each in _blocks(name) if len(blocks.get(each, ())) in range(1, _LARGEST)]
            for b, against in sorted(set().union(*held)):
                if a == b or _canonical(store, a) == _canonical(store, b) or _sort(store, a) != _sort(store, b):
                    continue
                found = compare(name, against)
                if found.band and (b not in best or found.score > best[b].found.score):
                    best[b] = Proposal(a, b, name, against, found, [], (_NOWHERE, _NOWHERE))
        for b, proposal in best.items():
            yield frozenset((a, b)), _with_evidence(store, proposal)


def _sort(store: Store, iri: str) -> set[str]:
    """What an actor is besides a group or state: a newspaper is no namesake of an army."""
    return kinds(store, iri) & {"MediaOrganisation", "MonitoringOrganisation", "OnlineAccount"}


_NOWHERE = Whereabouts([], "", [])


def _with_evidence(store: Store, proposal: Proposal) -> Proposal:
    a, b = _canonical(store, proposal.a), _canonical(store, proposal.b)
    ours, theirs = _partners(store, a), _partners(store, b)
    shared = sorted({told for plain, told in ours.items() if plain in theirs})
    return proposal._replace(shared=shared, where=(whereabouts(store, a), whereabouts(store, b)))


def _canonical(store: Store, iri: str) -> str:
    return value(store, iri, CKG + "canonical") or iri


def _partners(store: Store, iri: str) -> dict[str, str]:
    """Name key of those it has a tie with -> the tie in words: ``member of Jaysh al-Fatah``."""
    found: dict[str, str] = {}
    for near, far in (("tieFrom", "tieTo"), ("tieTo", "tieFrom")):
        for tie in subjects(store, CKG + near, ox.NamedNode(iri)):
            other = value(store, tie, CKG + far)
            told = f"{_relation(store, tie)} {label(store, other)}"
            found |= dict.fromkeys([other, *values(store, other, CKG + "nameKey")], told)
    return found


def _relation(store: Store, tie: str) -> str:
    relations = vocabulary().relations
    kinds = [local(kind) for kind in values(store, tie, RDF + "type")]
    return next((relations[kind].label for kind in kinds if kind in relations), "tied to")
