"""What derivation reads of a store: actors, places and ties at once, all else a batch at a time.

Ties are brought together over datasets, so all of them are held. Events, their parts, figures and names are far more,
and each is derived for itself: they are looked up by their subjects and let go again, so that memory does not grow with
their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import Any

import pyoxigraph as ox

from conflictkg.dates import Bounds, DateError, parse
from conflictkg.derive.material import LINKS, TEXTS, Claim, Proposition
from conflictkg.namespaces import CKG, DCTERMS, RDF, SKOS, VOID, local
from conflictkg.vocabulary import vocabulary

_BATCH = 5_000  # propositions
_WHOLES = {"Participation": "participationIn", "Estimate": "estimateOf", "Attribute": "subjectOf"}
"""Kind -> what links it to the event that it is derived with, or to something else."""

_TYPE, _ABOUT = ox.NamedNode(RDF + "type"), ox.NamedNode(CKG + "about")
_PARTICIPANT, _PART = ox.NamedNode(CKG + "participant"), ox.NamedNode(CKG + "participationIn")
_NODES = {link: ox.NamedNode(CKG + link) for link in _WHOLES.values()}
_LINK = {CKG + name: name for name in LINKS}
_COLUMNS = {
    CKG + "stance": "stance",
    CKG + "attestedBy": "attester",
    CKG + "restsOn": "origin",
    CKG + "hedge": "hedge",
    CKG + "when": "when",
    CKG + "endReason": "end_reason",
    CKG + "extent": "extent",
    CKG + "firstCited": "seen",
    CKG + "reportedIn": "source",
    VOID + "inDataset": "dataset",
}
_DATASET, _CONSTITUTIVE = VOID + "inDataset", CKG + "constitutive"
_LOCAL = frozenset(("stance", "end_reason", "extent"))
_BOUNDS = {CKG + name: at for at, name in enumerate(("startEarliest", "startLatest", "endEarliest", "endLatest"))}


class Material:
    """Propositions and claims of a store, labels, names and judgements; ``only_source`` limits the claims to one."""

    def __init__(self, engine: ox.Store, only_source: str = "") -> None:
        self._engine, self._only_source = engine, only_source
        self._kinds = {CKG + kind: at for at, kind in enumerate(vocabulary().kinds("Proposition"))}
        self._events = frozenset(vocabulary().kinds("Event"))
        self.same = self._judged_same()
        self.actors = self._instances(vocabulary().kinds("Actor"))
        self.places = self._instances(vocabulary().kinds("Place"))
        self.datasets = dict(self._column(DCTERMS + "identifier"))
        self.changed = self._changed()
        # Functions of the engine, not methods: a cache of methods would keep the engine, and so its files, open.
        self.label = lru_cache(maxsize=1 << 16)(partial(_label, engine))
        self.title = lru_cache(maxsize=1 << 12)(partial(_title, engine))
        self._issued = lru_cache(maxsize=1 << 12)(partial(_issued, engine))
        self._kind = lru_cache(maxsize=1 << 12)(partial(_kind, engine, self._kinds))

    # -- things

    def titles(self) -> Iterator[tuple[str, str]]:
        """Source or dataset -> its title."""
        for thing, title in self._column(DCTERMS + "title"):
            if title == self.title(thing):
                yield thing, title

    def _changed(self) -> dict[str, set[str]]:
        """Organisational change -> the actors before and after it."""
        found: dict[str, set[str]] = {}
        for link in ("changeFrom", "changeTo"):
            for event, actor in self._things(CKG + link):
                found.setdefault(event, set()).add(actor)
        return found

    def attesters(self) -> Iterator[tuple[str, str]]:
        """Claim -> its attester."""
        return self._things(CKG + "attestedBy")

    def _column(self, predicate: str) -> Iterable[tuple[str, str]]:
        for quad in self._engine.quads_for_pattern(None, ox.NamedNode(predicate), None):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject.value, quad.object.value  # type: ignore[union-attr]

    def _things(self, predicate: str) -> Iterator[tuple[str, str]]:
        """As :meth:`_column`, without values that are no things: an RDF file may hold anything."""
        for quad in self._engine.quads_for_pattern(None, ox.NamedNode(predicate), None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                yield quad.subject.value, quad.object.value

    def _of(self, kind: str) -> Iterator[ox.NamedNode]:
        for quad in self._engine.quads_for_pattern(None, _TYPE, ox.NamedNode(CKG + kind)):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject

    def _instances(self, kinds: Iterable[str]) -> dict[str, str]:
        return {node.value: kind for kind in kinds for node in self._of(kind)}

    def _judged_same(self) -> list[tuple[str, str]]:
        a, b = dict(self._column(CKG + "judgedA")), dict(self._column(CKG + "judgedB"))
        verdicts = self._column(CKG + "verdict")
        return sorted((a[j], b[j]) for j, verdict in verdicts if local(verdict) == "same" and j in a and j in b)

    # -- propositions

    def ties(self) -> list[Proposition]:
        """All of them."""
        return [each for kind in vocabulary().relations for each in self._all(kind)]

    def batches(self) -> Iterator[list[Proposition]]:
        """All other propositions, some thousands at a time: parts stand in one batch with their event."""
        batch: list[Proposition] = []
        for group in self._groups():
            batch += group
            if len(batch) >= _BATCH:
                yield batch
                batch = []
        yield batch

    def fights(self, actor: str) -> Iterator[list[Proposition]]:
        """The participations in each event in which an actor has a part."""
        mine = self._engine.quads_for_pattern(None, _PARTICIPANT, ox.NamedNode(actor))
        events = {each.object for quad in mine for each in self._engine.quads_for_pattern(quad.subject, _PART, None)}
        for event in events:
            if isinstance(event, ox.NamedNode):
                yield [each for each in self._around(event) if each.kind == "Participation"]

    def _groups(self) -> Iterator[list[Proposition]]:
        """What must be derived together: an event with its parts, the parts of something else, or one proposition."""
        for kind in sorted(self._events):
            for node in self._of(kind):
                group = self._around(node)
                if group and group[0].kind == kind:  # of several classes it is met under each
                    yield group
        others: set[str] = set()
        for link in _WHOLES.values():
            for quad in self._engine.quads_for_pattern(None, ox.NamedNode(CKG + link), None):
                whole = quad.object
                if (
                    isinstance(whole, ox.NamedNode)
                    and whole.value not in others
                    and self._kind(whole) not in self._events
                ):
                    others.add(whole.value)
                    yield self._around(whole)
        known = {*vocabulary().relations, *self._events, *_WHOLES}
        for kind in vocabulary().kinds("Proposition"):
            if kind not in known:
                yield from ([each] for each in self._all(kind))

    def _all(self, kind: str) -> Iterator[Proposition]:
        for node in self._of(kind):
            each = self.proposition(node)
            if each and each.kind == kind:
                yield each

    def _around(self, node: ox.NamedNode) -> list[Proposition]:
        """An event, if it is one, and the parts, figures and facts of it; silent parts have the event's claims."""
        whole = self.proposition(node)
        found = [whole] if whole and whole.kind in self._events else []
        for kind, link in _WHOLES.items():
            for quad in self._engine.quads_for_pattern(None, _NODES[link], node):
                part = self.proposition(quad.subject)
                if part and part.kind == kind and part.links[link] == node.value:
                    if kind == "Participation" and part.silent and whole and whole.dataset == part.dataset:
                        part.claims = whole.claims
                    found.append(part)
        return found

    def proposition(self, node: object) -> Proposition | None:
        """A proposition with its claims; None for what is none, or links too little to derive anything from."""
        if not isinstance(node, ox.NamedNode):
            return None
        links: dict[str, str] = {}
        kind, dataset = "", ""
        for quad in self._engine.quads_for_pattern(node, None, None):
            name, value = quad.predicate.value, quad.object
            link = _LINK.get(name)
            if link:
                if link in TEXTS or isinstance(value, ox.NamedNode):
                    links[link] = value.value  # type: ignore[union-attr]
            elif quad.predicate == _TYPE:
                if isinstance(value, ox.NamedNode) and self._kinds.get(value.value, -1) > self._kinds.get(kind, -1):
                    kind = value.value
            elif name == _DATASET:
                dataset = value.value  # type: ignore[union-attr]
        found = Proposition(node.value, local(kind))
        found.links, found.dataset = links, dataset
        if not kind or not found.is_whole:
            return None
        self._add_claims(found, node)
        return found

    def _add_claims(self, about: Proposition, node: ox.NamedNode) -> None:
        about.silent = True
        for quad in self._engine.quads_for_pattern(None, _ABOUT, node):
            if isinstance(quad.subject, ox.NamedNode):
                about.silent = False
                claim = self._claim(quad.subject, node)
                if not self._only_source or claim.source == self._only_source:
                    about.claims.append(claim)

    def _claim(self, node: ox.NamedNode, about: ox.NamedNode) -> Claim:
        claim = Claim(node.value)
        bounds: list[str | None] = [None] * 4
        for quad in self._engine.quads_for_pattern(node, None, None):
            name = quad.predicate.value
            field, value = _COLUMNS.get(name), quad.object.value  # type: ignore[union-attr]
            if field:
                setattr(claim, field, local(value) if field in _LOCAL else value)
            elif name in _BOUNDS:
                bounds[_BOUNDS[name]] = value
            elif name == _CONSTITUTIVE:
                claim.constitutive = value == "true"
        claim.bounds = Bounds._make([*bounds, False])
        claim.issued = self._issued(claim.source) if claim.source else ""
        return claim


def _label(engine: ox.Store, thing: str) -> str:
    """The English label, another where there is no English one, or none; the same choice whatever the order."""
    told = [each for each in _values(engine, thing, SKOS + "prefLabel") if isinstance(each, ox.Literal)]
    return min(((each.language != "en", each.value) for each in told), default=(True, ""))[1]


def _title(engine: ox.Store, source: str) -> str:
    return max((each.value for each in _values(engine, source, DCTERMS + "title")), default="")


def _issued(engine: ox.Store, source: str) -> str:
    """When a source was published, for ordering; empty when it cannot be told."""
    try:
        return parse(
            max((each.value for each in _values(engine, source, DCTERMS + "issued")), default="")
        ).first.isoformat()
    except DateError:
        return ""


def _values(engine: ox.Store, thing: str, predicate: str) -> list[Any]:
    try:
        node = ox.NamedNode(thing)
    except ValueError:  # an RDF file may have a text where a thing belongs
        return []
    return [quad.object for quad in engine.quads_for_pattern(node, ox.NamedNode(predicate), None)]


def _kind(engine: ox.Store, kinds: dict[str, int], node: ox.NamedNode) -> str:
    """The class of a proposition: of several the last by name; empty where it is none."""
    types = (quad.object for quad in engine.quads_for_pattern(node, _TYPE, None))
    known = [each.value for each in types if isinstance(each, ox.NamedNode) and each.value in kinds]
    return local(max(known, key=kinds.__getitem__)) if known else ""
