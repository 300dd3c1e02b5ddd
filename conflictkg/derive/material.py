"""What derivation works on: propositions and claims read from a store, predicate by predicate.

Reading column by column is the fast path of the engine (one index scan per predicate) and keeps these records small.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from conflictkg.dates import Bounds, DateError, parse
from conflictkg.namespaces import CKG, DCTERMS, RDF, SKOS, VOID, local
from conflictkg.vocabulary import vocabulary


class Claim:
    """One claim, with only what a policy and a date need."""

    __slots__ = (
        "attester",
        "bounds",
        "constitutive",
        "dataset",
        "end_reason",
        "extent",
        "hedge",
        "iri",
        "issued",
        "origin",
        "seen",
        "source",
        "stance",
        "when",
    )

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self.attester = self.source = self.origin = self.stance = self.hedge = self.when = ""
        self.end_reason = self.dataset = self.extent = self.issued = self.seen = ""
        self.constitutive = False
        self.bounds = Bounds()

    @property
    def asserts(self) -> bool:
        """Whether it says that the proposition holds."""
        return self.stance == "asserts"

    @property
    def opposes(self) -> bool:
        """Whether it says that it does not hold."""
        return self.stance in ("denies", "disputes")


class Proposition:
    """One proposition of one dataset: kind, what it links, and its claims.

    ``told`` is the kind that the dataset says, where another one follows from a judgement.
    """

    __slots__ = ("claims", "dataset", "iri", "kind", "links", "told")

    def __init__(self, iri: str, kind: str, told: str = "") -> None:
        self.iri, self.kind, self.told, self.dataset = iri, kind, told or kind, ""
        self.links: dict[str, str] = {}
        self.claims: list[Claim] = []

    @property
    def is_whole(self) -> bool:
        """Whether it links all that its kind needs; nothing can be derived from the others, ``check`` names them."""
        kind = "Relationship" if self.kind in vocabulary().relations else self.kind
        return all(any(link in self.links for link in links) for links in _NEEDED.get(kind, ()))


_LINKS = (
    "fromActor",
    "toActor",
    "controlOf",
    "role",
    "supportKind",
    "spell",
    "eventCount",
    "participationIn",
    "participant",
    "participantRole",
    "estimateOf",
    "groupCounted",
    "measure",
    "nameOf",
    "nameText",
    "subjectOf",
    "objectOf",
    "attributeProperty",
    "statementValue",
    "variable",
)


_TEXTS = frozenset(("role", "spell", "eventCount", "nameText", "statementValue", "variable"))
_NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "Participation": (("participationIn",), ("participant",), ("participantRole",)),
    "Estimate": (("estimateOf",), ("measure",)),
    "NameUse": (("nameOf",), ("nameText",)),
    "Attribute": (("subjectOf",), ("attributeProperty",), ("objectOf", "statementValue")),
    "Relationship": (("fromActor",), ("toActor", "controlOf")),
}


class Material:
    """All propositions and claims of a store, labels, names and judgements."""

    def __init__(self, engine: ox.Store, only_source: str = "") -> None:
        self._engine = engine
        self.same = self._judged_same()
        self.actors = self._instances(vocabulary().kinds("Actor"))
        self.places = self._instances(vocabulary().kinds("Place"))
        self.labels = self._labels()
        self.titles = dict(self._column(DCTERMS + "title"))
        self.datasets = dict(self._column(DCTERMS + "identifier"))
        self.attesters = dict(self._things(CKG + "attestedBy"))
        self.changed = self._changed()
        self.propositions = self._read_propositions()
        self._read_claims(only_source)

    def _column(self, predicate: str) -> Iterable[tuple[str, str]]:
        for quad in self._engine.quads_for_pattern(None, ox.NamedNode(predicate), None):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value, quad.object.value  # type: ignore[union-attr]

    def _things(self, predicate: str) -> Iterable[tuple[str, str]]:
        """As :meth:`_column`, without values that are no things: an RDF file may hold anything."""
        for quad in self._engine.quads_for_pattern(None, ox.NamedNode(predicate), None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                yield quad.subject.value, quad.object.value

    def _instances(self, kinds: Iterable[str]) -> dict[str, str]:
        found = {}
        for kind in kinds:
            for quad in self._engine.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(CKG + kind)):
                if isinstance(quad.subject, ox.NamedNode):
                    found[quad.subject.value] = kind
        return found

    def _labels(self) -> dict[str, str]:
        """English labels, others where there is no English one; the same choice whatever the order."""
        chosen: dict[str, tuple[bool, str]] = {}
        for quad in self._engine.quads_for_pattern(None, ox.NamedNode(SKOS + "prefLabel"), None):
            value: Any = quad.object
            rank = (value.language != "en", value.value)
            subject = quad.subject.value  # type: ignore[union-attr]
            if subject not in chosen or rank < chosen[subject]:
                chosen[subject] = rank
        return {subject: text for subject, (_, text) in chosen.items()}

    def _changed(self) -> dict[str, set[str]]:
        """Organisational change -> the actors before and after it."""
        found: dict[str, set[str]] = {}
        for link in ("changeFrom", "changeTo"):
            for event, actor in self._things(CKG + link):
                found.setdefault(event, set()).add(actor)
        return found

    def _judged_same(self) -> list[tuple[str, str]]:
        a, b = dict(self._column(CKG + "judgedA")), dict(self._column(CKG + "judgedB"))
        verdicts = self._column(CKG + "verdict")
        return sorted((a[j], b[j]) for j, verdict in verdicts if local(verdict) == "same" and j in a and j in b)

    def _read_propositions(self) -> dict[str, Proposition]:
        kinds = self._instances(vocabulary().kinds("Proposition"))
        found = {iri: Proposition(iri, kind) for iri, kind in kinds.items()}
        for link in _LINKS:
            for iri, value in self._column(CKG + link) if link in _TEXTS else self._things(CKG + link):
                if iri in found:
                    found[iri].links[link] = value
        for iri, dataset in self._column(VOID + "inDataset"):
            if iri in found:
                found[iri].dataset = dataset
        return {iri: each for iri, each in found.items() if each.is_whole}

    def _read_claims(self, only_source: str) -> None:
        claims: dict[str, Claim] = {}
        about = dict(self._column(CKG + "about"))
        sources = dict(self._column(CKG + "reportedIn"))
        issued = {source: _first_day(text) for source, text in self._column(DCTERMS + "issued")}
        for iri, proposition in about.items():
            if proposition in self.propositions and (not only_source or sources.get(iri) == only_source):
                claim = claims[iri] = Claim(iri)
                claim.source = sources.get(iri, "")
                claim.issued = issued.get(claim.source, "")
                self.propositions[proposition].claims.append(claim)
        columns = (
            ("stance", CKG + "stance", local),
            ("attester", CKG + "attestedBy", str),
            ("origin", CKG + "restsOn", str),
            ("hedge", CKG + "hedge", str),
            ("when", CKG + "when", str),
            ("end_reason", CKG + "endReason", local),
            ("extent", CKG + "extent", local),
            ("seen", CKG + "firstCited", str),
            ("dataset", VOID + "inDataset", str),
        )
        for name, predicate, read in columns:
            for iri, value in self._column(predicate):
                if iri in claims:
                    setattr(claims[iri], name, read(value))
        for iri, value in self._column(CKG + "constitutive"):
            if iri in claims:
                claims[iri].constitutive = value == "true"
        bounds = [dict(self._column(CKG + n)) for n in ("startEarliest", "startLatest", "endEarliest", "endLatest")]
        for iri, claim in claims.items():
            first, second, third, fourth = (column.get(iri) for column in bounds)
            claim.bounds = Bounds(first, second, third, fourth)
        self._share_claims(set(about.values()))

    def _share_claims(self, told: set[str]) -> None:
        """Give a part that no claim is about alone the claims on its event: it is told with that."""
        for iri, each in self.propositions.items():
            if each.kind == "Participation" and iri not in told:
                event = self.propositions.get(each.links["participationIn"])
                if event and event.dataset == each.dataset:
                    each.claims = event.claims


def _first_day(text: str) -> str:
    """When a source was published, for ordering; empty when it cannot be told."""
    try:
        return parse(text).first.isoformat()
    except DateError:
        return ""
