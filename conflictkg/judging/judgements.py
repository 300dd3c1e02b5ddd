"""Judgements of the store's user: made, checked against those that stand, taken back.

They lie in a graph of their own, apart from the datasets that bring judgements with them. The graph is written anew
with every change, and the canonical ids are derived anew, so that taking one back leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import pyoxigraph as ox

from conflictkg import claims
from conflictkg.derive import derive
from conflictkg.errors import ConflictKGError
from conflictkg.namespaces import BASE, CKG, DERIVED, JUDGEMENTS, RDF, dataset_graph, dataset_name, local, short
from conflictkg.rdf import judgement_iri, quads
from conflictkg.store.base import Draft, Store

NAME = "judgements"
_OWN = (JUDGEMENTS, dataset_graph(NAME))
"""The user's judgements; those that came back in an export of a store are a dataset of their name."""


class Judgement(NamedTuple):
    """A judgement that stands: its id and graph, and what it says."""

    iri: str
    graph: str
    said: claims.Judgement

    @property
    def id(self) -> str:
        """The short id by which it is taken back."""
        return local(self.iri)

    def told(self) -> str:
        """The judgement in one line."""
        a, b, verdict, by, on, why = self.said
        where = f" in {dataset_name(self.graph)}" if dataset_name(self.graph) else ""
        head = f"{short(a)} and {short(b)} are {verdict}, says {by or 'nobody named'}{f' on {on}' if on else ''}{where}"
        return f"{head}: {why or 'no reason given'} [{self.id}]"


def standing(engine: ox.Store) -> list[Judgement]:
    """All judgements of a store, those of datasets too, sorted."""
    found = []
    typed = engine.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(CKG + "Judgement"))
    for quad in typed:
        graph: Any = quad.graph_name
        told: dict[str, str] = {}
        for each in engine.quads_for_pattern(quad.subject, None, None, graph):
            told[local(each.predicate.value)] = each.object.value  # type: ignore[union-attr]
        texts = [told.get(name, "") for name in ("judgedBy", "judgedOn", "reason")]
        said = claims.Judgement(
            told.get("judgedA", ""), told.get("judgedB", ""), local(told.get("verdict", "")), *texts
        )
        found.append(Judgement(quad.subject.value, graph.value, said))  # type: ignore[union-attr]
    return sorted(found)


def own(store: Store) -> list[Judgement]:
    """The judgements that were made here, not brought by a dataset."""
    return [each for each in standing(store.engine) if each.graph in _OWN]


def judge(store: Store, said: Iterable[claims.Judgement]) -> list[Judgement]:
    """Take judgements in, all or none; raises :class:`ConflictKGError` where one contradicts another that stands."""
    with store.writing(without=[DERIVED]) as draft:
        before = standing(draft.engine)
        kept = {each.iri: each for each in before}
        new = []
        for each in said:
            made = _made(each)
            others = [other for other in kept.values() if other.iri != made.iri]
            _refuse(made, others)
            kept[made.iri] = made
            new.append(made)
        _write(draft, kept.values())
    return new


def _made(said: claims.Judgement) -> Judgement:
    a, b = sorted((said.a, said.b))
    if a == b:
        raise ConflictKGError(f"{short(a)} is one id; a judgement is on two.")
    said = said._replace(a=a, b=b)
    return Judgement(judgement_iri(NAME, said), JUDGEMENTS, said)


def _refuse(made: Judgement, others: list[Judgement]) -> None:
    """Raise where a judgement cannot stand together with others."""
    a, b, verdict = made.said[:3]
    against: list[Judgement] = []
    if verdict == "different":
        against = chain(others, a, b)
    elif verdict == "same":
        for each in others:
            if each.said.verdict == "different":
                joined = chain([*others, made], each.said.a, each.said.b)
                if made in joined:
                    against = [each, *(link for link in joined if link is not made)]
                    break
    if against:
        listed = "".join(f"\n  {each.told()}" for each in against)
        raise ConflictKGError(
            f"{short(a)} and {short(b)} cannot be {verdict} while these stand:{listed}\n"
            "Take one of them back: `conflictkg judgements undo ID`, or `conflictkg unload DATASET`."
        )


def chain(judgements: Iterable[Judgement], a: str, b: str) -> list[Judgement]:
    """The judgements by which two ids are one, from the first to the second; empty where they are not."""
    links: dict[str, list[tuple[str, Judgement]]] = {}
    for each in judgements:
        if each.said.verdict == "same":
            links.setdefault(each.said.a, []).append((each.said.b, each))
            links.setdefault(each.said.b, []).append((each.said.a, each))
    reached: dict[str, list[Judgement]] = {a: []}
    queue = [a]
    for here in queue:
        for there, by in links.get(here, ()):
            if there not in reached:
                reached[there] = [*reached[here], by]
                queue.append(there)
    return reached.get(b, [])


def undo(store: Store, wanted: str) -> Judgement:
    """Take a judgement back, by its id or the beginning of it, from four letters on."""
    short_id = local(wanted)
    found = [each for each in standing(store.engine) if each.id.startswith(short_id)] if len(short_id) > 3 else []
    if not found:
        raise ConflictKGError(f'No judgement has the id "{wanted}". `conflictkg judgements` lists them.')
    if len(found) > 1:
        listed = "".join(f"\n  {each.told()}" for each in found)
        raise ConflictKGError(f'Several judgements have an id that begins with "{wanted}":{listed}')
    (taken,) = found
    if taken.graph != JUDGEMENTS:
        name = dataset_name(taken.graph)
        raise ConflictKGError(
            f"{taken.told()}\nIt came with the dataset {name}: mend it there and load it again, or "
            f"`conflictkg unload {name}`."
        )
    with store.writing(without=[DERIVED]) as draft:
        _write(draft, [each for each in standing(draft.engine) if each.iri != taken.iri])
    return taken


def _write(draft: Draft, judgements: Iterable[Judgement]) -> None:
    rows = [each.said for each in sorted(judgements) if each.graph == JUDGEMENTS]
    if rows:
        draft.replace(JUDGEMENTS, quads(rows, NAME, JUDGEMENTS))
    elif draft.engine.contains_named_graph(ox.NamedNode(JUDGEMENTS)):
        draft.remove(JUDGEMENTS)
    derive(draft)


def is_id(text: str) -> bool:
    """Whether a text has the form of an id of a thing, loaded or not."""
    return text.startswith(BASE) or (text.startswith(("http://", "https://")) and not text.startswith(CKG))
