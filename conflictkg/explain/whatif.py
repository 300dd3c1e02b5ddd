"""What if: which conclusions fall and which appear without a source, or under another policy."""

from __future__ import annotations

from typing import NamedTuple

import pyoxigraph as ox

from conflictkg import reports
from conflictkg.derive import derive
from conflictkg.derive.infer import STATUSES
from conflictkg.errors import QueryError
from conflictkg.namespaces import CKG, RDFS, local
from conflictkg.store import MemoryStore, Store, copy
from conflictkg.vocabulary import vocabulary


class Change(NamedTuple):
    """A statement whose status differs: what it says, and its status before and after ("" for not there)."""

    change: str
    statement: str
    before: str
    after: str


def what_if(store: Store, without: str = "", policy: str = "default", now: str = "default") -> list[Change]:
    """The changes, those that fall first. ``now`` is the policy by which the store was derived.

    Without a source also the claims that rest on it are gone. Raises :class:`QueryError` for a source nothing cites.
    """
    other = MemoryStore(place=store.place)
    with other.writing() as draft:
        copy(store.engine, draft.engine)
        if without:
            _drop(draft.engine, _source(store, without))
        derive(draft, policy if policy != "default" else now)
    before, after = _statuses(store), _statuses(other)
    changes = [
        Change(_word(before.get(each, ""), after.get(each, "")), each, before.get(each, ""), after.get(each, ""))
        for each in sorted({*before, *after})
        if before.get(each) != after.get(each)
    ]
    return sorted(changes, key=lambda change: (("falls", "appears", "changes").index(change.change), change.statement))


def _word(before: str, after: str) -> str:
    accepted = vocabulary().label("accepted")
    return "falls" if before == accepted else "appears" if after == accepted else "changes"


def _source(store: Store, text: str) -> list[str]:
    found = reports.cited(store, text)
    if not found:
        raise QueryError(f'No claim here is from a source "{text}". Give the id of a loaded source.')
    return found


def _drop(engine: ox.Store, sources: list[str]) -> None:
    """Take out what the claims of these sources, or that rest on them, are about."""
    for source in sources:
        for name in ("reportedIn", "restsOn"):
            claims = [q.subject for q in engine.quads_for_pattern(None, ox.NamedNode(CKG + name), ox.NamedNode(source))]
            for claim in claims:
                for quad in list(engine.quads_for_pattern(claim, ox.NamedNode(CKG + "about"), None)):
                    engine.remove(quad)


def _statuses(store: Store) -> dict[str, str]:
    """Statement -> status of every proposition somebody claims and every inference."""
    query = f"""PREFIX ckg: <{CKG}> PREFIX rdfs: <{RDFS}>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT ?label ?status ?subject ?relation ?object WHERE {{
          {{ ?node ckg:status ?status ; ckg:evidence ?claim ; rdfs:label ?label }}
          UNION {{ ?node a ckg:Inference ; ckg:status ?status ; rdf:subject ?one ; rdf:predicate ?property .
                   ?node rdf:object ?other . ?one rdfs:label ?subject . ?property rdfs:label ?relation .
                   ?other rdfs:label ?object }} }}"""
    found: dict[str, str] = {}
    for row in store.select(query):
        statement = row["label"] or f"{row['subject']} {row['relation']} {row['object']}"
        status = local(row["status"])
        if statement not in found or STATUSES.index(status) < STATUSES.index(found[statement]):
            found[statement] = status
    return {statement: vocabulary().label(status) for statement, status in found.items()}
