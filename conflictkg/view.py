"""A view: what certainly or possibly holds on a day, as a store of its own.

Propositions that the day excludes and their claims are left out, the others carry their certainty. Shortcuts are those
of accepted ties that are *certain* on the day, so plain SPARQL on them means certain.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from conflictkg import questions
from conflictkg.namespaces import CKG, DERIVED, RDF, local
from conflictkg.parameters import period
from conflictkg.store import MemoryStore, Store
from conflictkg.vocabulary import vocabulary

_ABOUT = ox.NamedNode(CKG + "about")
_CERTAINTY = ox.NamedNode(CKG + "certainty")
_DERIVED = ox.NamedNode(DERIVED)
_PERIOD = f"""PREFIX ckg: <{CKG}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?tie ?certainty WHERE {{
  # @bind
  ?tie ckg:status ?state .
  # @include certainty
}}"""


def on_day(store: Store, as_of: str) -> MemoryStore:
    """The store's graphs without what the period excludes."""
    sparql = questions.bound(questions.read(_PERIOD).sparql, period(as_of))
    certainty = {row["tie"]: row["certainty"] for row in store.select(sparql)}
    excluded = {tie for tie, _ in store.pairs(CKG + "status")} - set(certainty)
    merged = {other for other, first in store.pairs(CKG + "canonical") if first in excluded}
    engine = ox.Store()
    engine.bulk_extend(_kept(store.engine, excluded | merged))
    engine.bulk_extend(_told(store, certainty))
    return MemoryStore(engine, store.place)


def _kept(engine: ox.Store, excluded: set[str]) -> Iterator[ox.Quad]:
    """All quads but shortcuts and those of excluded propositions and their claims."""
    shortcuts = {CKG + name for name in _shortcuts()}
    claims = {
        quad.subject.value  # type: ignore[union-attr]
        for quad in engine.quads_for_pattern(None, _ABOUT, None)
        if quad.object.value in excluded
    }
    for quad in engine:
        subject = quad.subject.value  # type: ignore[union-attr]
        hidden = subject in excluded or subject in claims
        if not hidden and not (quad.graph_name == _DERIVED and quad.predicate.value in shortcuts):
            yield quad


def _told(store: Store, certainty: dict[str, str]) -> Iterator[ox.Quad]:
    """The certainty of each proposition, and the shortcuts of what is accepted and certain."""
    for tie, value in certainty.items():
        yield ox.Quad(ox.NamedNode(tie), _CERTAINTY, ox.NamedNode(CKG + value), _DERIVED)
    accepted = {tie for tie, status in store.pairs(CKG + "status") if local(status) == "accepted"}
    sure = {tie for tie in accepted if certainty.get(tie) == "certain"}
    ends = dict(store.pairs(CKG + "tieTo"))
    kinds = {s: local(o) for s, o in store.pairs(RDF + "type") if s in sure}
    for tie, source in store.pairs(CKG + "tieFrom"):
        relation = vocabulary().relations.get(kinds.get(tie, ""))
        if relation and tie in sure:
            shortcut = ox.NamedNode(CKG + relation.shortcut)
            source_node, target_node = ox.NamedNode(source), ox.NamedNode(ends[tie])
            yield ox.Quad(source_node, shortcut, target_node, _DERIVED)
            if relation.symmetric:
                yield ox.Quad(target_node, shortcut, source_node, _DERIVED)


def _shortcuts() -> set[str]:
    return {relation.shortcut for relation in vocabulary().relations.values()}
