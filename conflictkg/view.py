"""A view: what certainly or possibly holds on a day, as a store of its own.

Propositions that the day excludes and their claims are left out, the others carry their certainty. Shortcuts are those
of accepted ties, and of parts in accepted events, that are *certain* on the day, so plain SPARQL on them means certain.
Facts (where a place lies, what borders what) keep theirs as long as the day does not exclude them.

The work is done on lines of N-Quads: the engine writes and reads text far faster than single quads.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from conflictkg import questions, reports
from conflictkg.derive.infer import NODE, direct, statements
from conflictkg.derive.rules import rules
from conflictkg.namespaces import CKG, DERIVED, INFERRED, local
from conflictkg.parameters import period
from conflictkg.rdf import iri, literal, term
from conflictkg.store import MemoryStore, Store
from conflictkg.vocabulary import vocabulary

_END = f" <{DERIVED}> .\n"
_INFERRED = f" <{INFERRED}> .\n"
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
    excluded |= {other for other, first in store.pairs(CKG + "canonical") if first in excluded}
    engine = ox.Store()
    engine.bulk_load("".join(_kept(store, excluded)).encode(), ox.RdfFormat.N_QUADS)
    engine.bulk_load("".join(_told(store, certainty)).encode(), ox.RdfFormat.N_QUADS)
    direct(engine, [rule for rule in rules() if not rule.concludes])
    return MemoryStore(engine, store.place)


def _kept(store: Store, excluded: set[str]) -> Iterator[str]:
    """All lines but shortcuts of ties and parts, and those of excluded propositions, their claims and facts."""
    claims = {claim for claim, about in store.pairs(CKG + "about") if about in excluded}
    hidden = {iri(each) for each in excluded | claims}
    dropped = tuple(f"{term(name)} " for name in vocabulary().shortcuts if name not in vocabulary().facts)
    facts = _facts(store, excluded)
    drawn = (f"<{NODE}", f"<{CKG}", f"<{INFERRED}>")
    for line in (store.engine.dump(format=ox.RdfFormat.N_QUADS) or b"").decode().splitlines(keepends=True):
        subject, _, rest = line.partition(" ")
        if subject in hidden:
            continue
        if line.endswith(_INFERRED) and not subject.startswith(drawn):
            continue  # a direct triple: drawn again from what is certain
        if not (line.endswith(_END) and (rest.startswith(dropped) or line in facts)):
            yield line


def _facts(store: Store, excluded: set[str]) -> set[str]:
    """The direct triples of excluded facts."""
    canonical = dict(store.pairs(CKG + "canonical"))
    subjects, objects = dict(store.pairs(CKG + "subjectOf")), dict(store.pairs(CKG + "objectOf"))
    values = dict(store.pairs(CKG + "statementValue"))
    found: set[str] = set()
    for fact, predicate in store.pairs(CKG + "attributeProperty"):
        if fact in excluded and fact in subjects:
            named = objects.get(fact, "")
            value = iri(canonical.get(named, named)) if named else literal(values.get(fact, ""))
            subject = canonical.get(subjects[fact], subjects[fact])
            found.add(f"{iri(subject)} {iri(predicate)} {value}{_END}")
    return found


def _told(store: Store, certainty: dict[str, str]) -> Iterator[str]:
    """The certainty of each proposition, and the shortcuts of what is accepted and certain."""
    for tie, value in certainty.items():
        yield f"{iri(tie)} {term('certainty')} {term(value)}{_END}"
    for row in reports.rows(store, "shortcuts"):
        relation = vocabulary().relations.get(local(row["class"]))
        if certainty.get(row["whole"] or row["tie"]) != "certain" or row["tie"] not in certainty:
            continue
        subject, target = iri(row["subject"]), iri(row["object"])
        shortcut = term(relation.shortcut) if relation else iri(row["property"])
        yield f"{subject} {shortcut} {target}{_END}"
        if relation and relation.symmetric:
            yield f"{target} {shortcut} {subject}{_END}"
    for node, status, triple in statements(store.engine):
        if status == "accepted" and certainty.get(node) == "certain":
            yield f"{triple}{_INFERRED}"
