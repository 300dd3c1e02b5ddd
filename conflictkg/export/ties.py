"""The ties of a graph as plain records, for tables and network formats: who is tied to whom, when, and who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from conflictkg import reports
from conflictkg.export import Exported
from conflictkg.export.windows import Windows, windows
from conflictkg.namespaces import CKG, local, short
from conflictkg.reports import Row
from conflictkg.store.base import Store
from conflictkg.vocabulary import vocabulary


class Node(NamedTuple):
    """An actor or place that takes part in a tie; ``id`` is the short form of its IRI, ``kind`` a class's label."""

    id: str
    label: str
    kind: str
    iri: str


class Tie(NamedTuple):
    """A tie that is not rejected. ``source`` and ``target`` are node ids, ``id`` is the proposition's IRI.

    ``relation`` is the direct property's name (``memberOf``) and ``label`` reads it. ``since`` and ``until`` are
    EDTF, ``start`` and ``end`` the first and last day on which it can have held, empty where there is no bound;
    ``certainty`` is empty but in a view; ``sources`` and ``datasets`` are joined by "; ", ``origins`` counts
    independent ones, ``claims`` all claims on the tie.
    """

    source: str
    target: str
    relation: str
    label: str
    role: str
    support: str
    since: str
    until: str
    certainty: str
    status: str
    policy: str
    end_reason: str
    last_evidence: str
    start: str
    end: str
    sources: str
    origins: int
    datasets: str
    claims: int
    symmetric: bool
    id: str


def ties(graph: Exported) -> tuple[list[Node], list[Tie]]:
    """Nodes and ties, sorted by id. A symmetric tie is there once, from the alphabetically first end."""
    claims, held = _claims(graph.store), windows(graph.store, ties=True)
    found: dict[str, Tie] = {}
    ends: set[str] = set()
    for row in reports.rows(graph.store, "ties", graph.as_of):
        if local(row["class"]) in vocabulary().relations:
            found[row["tie"]] = _tie(row, claims[row["tie"]], held.get(row["tie"], Windows([], [])))
            ends |= {row["from"], row["to"]}
    return _nodes(graph.store, sorted(ends)), sorted(found.values(), key=lambda tie: (tie.source, tie.target, tie.id))


_CLAIMS = f"""PREFIX ckg: <{CKG}> SELECT ?tie ?claim WHERE {{
  ?tie ckg:tieFrom ?from . ?one ckg:canonical ?tie . ?claim ckg:about ?one }}"""


def _claims(store: Store) -> Counter[str]:
    """How many claims there are on each tie, those on its equals in other datasets counted in."""
    rows = store.select(_CLAIMS)
    return Counter(row["tie"] for row in rows)


def _tie(row: Row, claims: int, held: Windows) -> Tie:
    relation = vocabulary().relations[local(row["class"])]
    ends = [short(row["from"]), short(row["to"])]
    source, target = sorted(ends) if relation.symmetric else ends
    return Tie(
        source=source,
        target=target,
        relation=relation.shortcut,
        label=relation.label,
        role=row["role"],
        support=row["support"],
        since=row["since"],
        until=row["until"],
        certainty=row["certainty"],
        status=row["status"],
        policy=row["policy"],
        end_reason=row["end_reason"],
        last_evidence=row["last_evidence"],
        start=min((start for start, _ in held.possible), default=""),
        end="" if any(not end for _, end in held.possible) else max((end for _, end in held.possible), default=""),
        sources=row["sources"],
        origins=int(row["origins"]),
        datasets=row["datasets"],
        claims=claims,
        symmetric=relation.symmetric,
        id=row["tie"],
    )


def _nodes(store: Store, iris: list[str]) -> list[Node]:
    """Actors and places; of several kinds the most special one, without a description the end of the id."""
    kinds: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    for row in reports.rows_of(store, "things", "thing", iris):
        kinds.setdefault(row["thing"], set()).add(local(row["class"]))
        labels[row["thing"]] = min(row["label"], labels.get(row["thing"], row["label"]))
    return [Node(short(iri), labels.get(iri) or local(iri), _kind(kinds.get(iri, ())), iri) for iri in iris]


def _kind(kinds: Iterable[str]) -> str:
    words = vocabulary()
    special = [kind for kind in sorted(kinds) if not any(o != kind and words.is_a(o, kind) for o in kinds)]
    return words.label(special[0]) if special else ""


def note(graph: Exported) -> str:
    """What a reader must know of an export of ties and no more than ties, in a line of plain characters."""
    told = (
        f"conflictkg export: ties that are not rejected, with their status by policy {graph.policy}; accepted means "
        "accepted by that policy, never true. Who says so is counted in claims; the claims, events, names and facts "
        "themselves are in the RDF formats."
    )
    if graph.as_of:
        told += f" Certain or possible as of {graph.as_of}."
    return "".join(c if c.isprintable() else " " for c in told)
