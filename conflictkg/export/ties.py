"""The ties of a graph as plain records, for tables and network formats: who is tied to whom, when, and who says so."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from conflictkg.namespaces import CKG, RDF, RDFS, local, short
from conflictkg.vocabulary import vocabulary

if TYPE_CHECKING:
    from conflictkg.graph import KnowledgeGraph


class Node(NamedTuple):
    """An actor or place that takes part in a tie; ``id`` is the short form of its IRI, ``kind`` a class's label."""

    id: str
    label: str
    kind: str
    iri: str


class Tie(NamedTuple):
    """A tie that is not rejected. ``source`` and ``target`` are node ids, ``id`` is the proposition's IRI.

    ``relation`` is the direct property's name (``memberOf``) and ``label`` reads it. ``since`` and ``until`` are EDTF;
    ``certainty`` is empty but in a view; ``sources`` and ``datasets`` are joined by "; ", ``origins`` counts independent
    ones, ``claims`` all claims on the tie.
    """

    source: str
    target: str
    relation: str
    label: str
    since: str
    until: str
    certainty: str
    status: str
    policy: str
    end_reason: str
    last_evidence: str
    sources: str
    origins: int
    datasets: str
    claims: int
    symmetric: bool
    id: str


def ties(kg: KnowledgeGraph) -> tuple[list[Node], list[Tie]]:
    """Nodes and ties, sorted by id. A symmetric tie is there once, from the alphabetically first end."""
    columns = _Columns(kg)
    found = [tie for iri in sorted(columns.ends) if (tie := columns.tie(iri))]
    ends = sorted({end for tie in found for end in columns.ends[tie.id]})
    return [columns.node(end) for end in ends], sorted(
        found, key=lambda tie: (tie.source, tie.target, tie.id)
    )


class _Columns:
    """The store read property by property: one index scan each."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        self._pairs = kg.store.pairs
        self._policy, self._day = kg.policy, kg.as_of
        targets = dict(self._pairs(CKG + "tieTo"))
        self.ends = {
            iri: (start, targets[iri]) for iri, start in self._pairs(CKG + "tieFrom") if iri in targets
        }
        self._labels = dict(sorted(self._pairs(RDFS + "label")))
        self._kinds: dict[str, list[str]] = {}
        for iri, kind in sorted(self._pairs(RDF + "type")):
            self._kinds.setdefault(iri, []).append(local(kind))
        names = (
            "since",
            "until",
            "status",
            "tieEndReason",
            "lastEvidence",
            "sourceNames",
            "origins",
            "datasetNames",
        )
        self._told = {name: dict(self._pairs(CKG + name)) for name in names}
        self._certainty = dict(self._pairs(CKG + "certainty")) if kg.as_of else {}
        standing = dict(self._pairs(CKG + "canonical"))
        self._claims = Counter(standing.get(iri, iri) for _, iri in self._pairs(CKG + "about"))

    def _text(self, name: str, iri: str) -> str:
        return self._told[name].get(iri, "")

    def tie(self, iri: str) -> Tie | None:
        """The tie of a proposition; None for a rejected one, in a view for one that the day rules out."""
        known = vocabulary().relations
        relation = next((known[kind] for kind in self._kinds.get(iri, ()) if kind in known), None)
        status = local(self._text("status", iri))
        if relation is None or status == "rejected" or (self._day and iri not in self._certainty):
            return None
        source, target = sorted(self.ends[iri]) if relation.symmetric else self.ends[iri]
        return Tie(
            source=short(source),
            target=short(target),
            relation=relation.shortcut,
            label=relation.label,
            since=self._text("since", iri),
            until=self._text("until", iri),
            certainty=local(self._certainty.get(iri, "")),
            status=vocabulary().label(status),
            policy=self._policy,
            end_reason=self._text("tieEndReason", iri),
            last_evidence=self._text("lastEvidence", iri),
            sources=self._text("sourceNames", iri),
            origins=int(self._text("origins", iri) or 0),
            datasets=self._text("datasetNames", iri),
            claims=self._claims[iri],
            symmetric=relation.symmetric,
            id=iri,
        )

    def node(self, iri: str) -> Node:
        """An actor or place; of several kinds the most special one."""
        words = vocabulary()
        kinds = [
            kind
            for kind in self._kinds.get(iri, ())
            if words.is_a(kind, "Actor") or words.is_a(kind, "Place")
        ]
        special = [k for k in kinds if not any(other != k and words.is_a(other, k) for other in kinds)]
        kind = words.label(special[0]) if special else ""
        return Node(short(iri), self._labels.get(iri) or local(iri), kind, iri)
