"""A view: what certainly or possibly holds on a day, as a store of its own.

Propositions that the day excludes and their claims are left out, the others carry their certainty. Shortcuts are those
of accepted ties, and of parts in accepted events, that are *certain* on the day, so plain SPARQL on them means certain.
Facts (where a place lies, what borders what) keep theirs as long as the day does not exclude them.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from conflictkg import questions, reports
from conflictkg.namespaces import CKG, DERIVED, local
from conflictkg.parameters import period
from conflictkg.store import MemoryStore, Store
from conflictkg.vocabulary import vocabulary

_CERTAINTY = ox.NamedNode(CKG + "certainty")
_DERIVED = ox.NamedNode(DERIVED)
_PERIOD = f"""PREFIX ckg: <{CKG}>
SELECT ?tie ?certainty WHERE {{
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
    engine.bulk_extend(_kept(store, excluded | merged))
    engine.bulk_extend(_told(store, certainty))
    return MemoryStore(engine, store.place)


def _kept(store: Store, excluded: set[str]) -> Iterator[ox.Quad]:
    """All quads but shortcuts of ties and parts, and those of excluded propositions, their claims and facts."""
    dropped = {CKG + name for name in vocabulary().shortcuts if name not in vocabulary().facts}
    claims = {claim for claim, about in store.pairs(CKG + "about") if about in excluded}
    facts = _facts(store, excluded)
    hidden = excluded | claims
    for quad in store.engine:
        derived = quad.graph_name == _DERIVED
        if quad.subject.value in hidden or (derived and quad.predicate.value in dropped):
            continue
        if not (derived and facts and (quad.subject, quad.predicate, quad.object) in facts):
            yield quad


def _facts(store: Store, excluded: set[str]) -> set[tuple[object, object, object]]:
    """The direct triples of excluded facts."""
    canonical = dict(store.pairs(CKG + "canonical"))
    subjects, objects = dict(store.pairs(CKG + "subjectOf")), dict(store.pairs(CKG + "objectOf"))
    values = dict(store.pairs(CKG + "statementValue"))
    found: set[tuple[object, object, object]] = set()
    for fact, predicate in store.pairs(CKG + "attributeProperty"):
        if fact in excluded and fact in subjects:
            named = objects.get(fact, "")
            value = ox.NamedNode(canonical.get(named, named)) if named else ox.Literal(values.get(fact, ""))
            subject = canonical.get(subjects[fact], subjects[fact])
            found.add((ox.NamedNode(subject), ox.NamedNode(predicate), value))
    return found


def _told(store: Store, certainty: dict[str, str]) -> Iterator[ox.Quad]:
    """The certainty of each proposition, and the shortcuts of what is accepted and certain."""
    for tie, value in certainty.items():
        yield ox.Quad(ox.NamedNode(tie), _CERTAINTY, ox.NamedNode(CKG + value), _DERIVED)
    for row in reports.rows(store, "shortcuts"):
        relation = vocabulary().relations.get(local(row["class"]))
        if certainty.get(row["whole"] or row["tie"]) != "certain" or row["tie"] not in certainty:
            continue
        subject, target = ox.NamedNode(row["subject"]), ox.NamedNode(row["object"])
        if relation is None:
            yield ox.Quad(subject, ox.NamedNode(row["property"]), target, _DERIVED)
            continue
        shortcut = ox.NamedNode(CKG + relation.shortcut)
        yield ox.Quad(subject, shortcut, target, _DERIVED)
        if relation.symmetric:
            yield ox.Quad(target, shortcut, subject, _DERIVED)
