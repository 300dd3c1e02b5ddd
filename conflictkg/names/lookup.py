"""The actor or place behind a name: exact key first, near names told when there is none."""

from __future__ import annotations

from typing import NamedTuple

import pyoxigraph as ox

from conflictkg.errors import AmbiguousName, UnknownName
from conflictkg.names.spelling import key
from conflictkg.namespaces import CKG, DCTERMS, RDF, RDFS, full, local, short
from conflictkg.store.base import Store
from conflictkg.vocabulary import vocabulary

_GROUPS = {"actor": ("Actor",), "place": ("Place",), "thing": ("Actor", "Place")}


def resolve(store: Store, text: str, type: str = "actor") -> str:
    """The canonical id of the actor or place that has this name or id.

    Raises :class:`UnknownName` with near names, :class:`AmbiguousName` with the candidates.
    """
    iri = full(text)
    if iri and _is(store, iri, type):
        return _canonical(store, iri)
    if iri and (kind := _kind(store, iri)):
        raise UnknownName(f"{short(iri)} is no {type} but: {vocabulary().label(kind)}.")
    if text.startswith(("http://", "https://")):
        raise UnknownName(f"Nothing here has the id {text}.")
    found = [each for each in _with_key(store, key(text)) or _with_id(store, text) if _is(store, each, type)]
    if len(found) == 1:
        return found[0]
    if found:
        exact = [each for each in found if _label(store, each) == text]
        if len(exact) == 1:
            return exact[0]
        listed = "; ".join(f"{_label(store, each)} ({short(each)})" for each in found)
        raise AmbiguousName(f'"{text}" is the name of several: {listed}. Give the id of the one you mean.')
    raise UnknownName(_unknown(store, text, type))


def _unknown(store: Store, text: str, type: str) -> str:
    near = _similar(store, text, type, 5)
    listed = ", ".join(f"{match.label} ({short(match.iri)})" for match in near)
    hint = f" Near: {listed}." if near else ""
    what = "actor or place" if type == "thing" else type
    return f'No {what} is called "{text}".{hint} `conflictkg find` searches all names.'


class Match(NamedTuple):
    """A thing found by a name: its id, label, why it was found, and how near the spelling is (0 to 100)."""

    iri: str
    label: str
    why: str
    score: float


def matches(store: Store, text: str, type: str = "thing", most: int = 10) -> list[Match]:
    """Those with this name, else those with the most similar names; best first."""
    exact = [iri for iri in _with_key(store, key(text)) if _is(store, iri, type)]
    if exact:
        shared = " (ambiguous: several have it)" if len(exact) > 1 else ""
        return [Match(iri, _label(store, iri), f"has this name{shared}", 100.0) for iri in exact]
    return _similar(store, text, type, most)


def _similar(store: Store, text: str, type: str, most: int) -> list[Match]:
    from rapidfuzz import fuzz, process

    keys = sorted((k, iri) for iri, k in store.pairs(CKG + "nameKey") if _is(store, iri, type))
    scored = process.extract(key(text), [k for k, _ in keys], scorer=fuzz.WRatio, limit=4 * most, score_cutoff=60)
    found: dict[str, Match] = {}
    for name, score, index in scored:
        iri = keys[index][1]
        found.setdefault(iri, Match(iri, _label(store, iri), f'similar to "{name}"', round(score, 1)))
    return list(found.values())[:most]


def _with_key(store: Store, wanted: str) -> list[str]:
    quads = store.engine.quads_for_pattern(None, ox.NamedNode(CKG + "nameKey"), ox.Literal(wanted))
    return sorted({quad.subject.value for quad in quads})  # type: ignore[union-attr]


def _with_id(store: Store, wanted: str) -> list[str]:
    """Those whose id ends with this: ``1170`` of ``ucdp/actor/1170``."""
    quads = store.engine.quads_for_pattern(None, ox.NamedNode(DCTERMS + "identifier"), ox.Literal(wanted))
    return sorted({quad.subject.value for quad in quads})  # type: ignore[union-attr]


def _one(store: Store, iri: str, predicate: str) -> str:
    quads = store.engine.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None)
    return next((quad.object.value for quad in quads), "")  # type: ignore[union-attr]


def _kind(store: Store, iri: str) -> str:
    return local(_one(store, iri, RDF + "type"))


def _canonical(store: Store, iri: str) -> str:
    return _one(store, iri, CKG + "canonical") or iri


def _label(store: Store, iri: str) -> str:
    return _one(store, iri, RDFS + "label") or short(iri)


def _is(store: Store, iri: str, type: str) -> bool:
    quads = store.engine.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(RDF + "type"), None)
    kinds = {local(quad.object.value) for quad in quads}  # type: ignore[union-attr]
    return any(vocabulary().is_a(kind, group) for kind in kinds for group in _GROUPS[type])
