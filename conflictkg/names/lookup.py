"""The actor or place behind a name.

The name as written comes first, then the spelling key, then what sounds alike. What several share is ambiguous, and
what is only likely is listed, never taken.
"""

from __future__ import annotations

from typing import NamedTuple

import pyoxigraph as ox

from conflictkg.errors import AmbiguousName, UnknownName
from conflictkg.names.parts import is_acronym
from conflictkg.names.spelling import key
from conflictkg.names.told import kinds, label, names_of, subjects, value
from conflictkg.names.whereabouts import told_apart
from conflictkg.namespaces import CKG, DCTERMS, RDF, full, local, short
from conflictkg.store.base import Store
from conflictkg.terminal import message
from conflictkg.vocabulary import vocabulary

_GROUPS = {"actor": ("Actor",), "place": ("Place",), "thing": ("Actor", "Place")}
_LISTED = 10


class Match(NamedTuple):
    """A thing found by a name: its id, label, band (same or likely), why, and how near from 0 to 1."""

    iri: str
    label: str
    band: str
    why: str
    score: float


class Matches(list[Match]):
    """Matches, best first; ``ambiguous`` when several have the name."""

    @property
    def ambiguous(self) -> bool:
        """Whether the name is that of more than one."""
        return len([match for match in self if match.band == "same"]) > 1


def resolve(store: Store, text: str, type: str = "actor") -> str:
    """The canonical id of the actor or place that has this name or id.

    Raises :class:`UnknownName` with likely and near names, :class:`AmbiguousName` with the candidates. A name that is
    another spelling of the one asked for is taken, and said so in the log (on stderr, where nothing else is set up).
    """
    found = _by_id(store, text, type)
    if found:
        return found
    told = matches(store, text, type)
    same = [match for match in told if match.band == "same"]
    if len(same) == 1:
        if same[0].score < 1:
            _tell(text, same[0])
        return same[0].iri
    if same:
        raise AmbiguousName(_ambiguous(store, text, same))
    raise UnknownName(_unknown(store, text, type, told))


def _by_id(store: Store, text: str, type: str) -> str:
    """The canonical id behind an id; empty for other text."""
    iri = full(text)
    if iri and _is(store, iri, type):
        return value(store, iri, CKG + "canonical") or iri
    if iri and (kind := local(value(store, iri, RDF + "type"))):
        raise UnknownName(f"{short(iri)} is no {type} but: {vocabulary().label(kind)}.")
    if text.startswith(("http://", "https://")):
        raise UnknownName(f"Nothing here has the id {text}.")
    return ""


def _tell(text: str, match: Match) -> None:
    """Say in the log what a name was taken for."""
    import logging

    told = message(f'"{text}" taken as {match.label}, {short(match.iri)} ({match.why}).')
    logging.getLogger("conflictkg").warning("%s", told)


def _ambiguous(store: Store, text: str, found: list[Match]) -> str:
    lines = [f"  {match.label} ({short(match.iri)}){told_apart(store, match.iri)}" for match in found[:_LISTED]]
    more = [f"  and {len(found) - _LISTED} more"] if len(found) > _LISTED else []
    listed = "\n".join([*lines, *more])
    return f'"{text}" is the name of several. Give the id of the one you mean:\n{listed}'


def _unknown(store: Store, text: str, type: str, likely: list[Match]) -> str:
    what = "actor or place" if type == "thing" else type
    if likely:
        listed = "\n".join(f"  {match.label} ({short(match.iri)}): {match.why}" for match in likely[:_LISTED])
        return f'No {what} is called "{text}". Give the id or name of the one you mean, if it is here:\n{listed}'
    near = "; ".join(f"{label(store, iri)} ({short(iri)})" for iri in nearest(store, text, type))
    hint = f" Near: {near}." if near else ""
    return f'No {what} is called "{text}".{hint} `conflictkg find` searches all names.'


def nearest(store: Store, text: str, type: str = "thing", most: int = 5) -> list[str]:
    """Those with a name that has something of this text: no match, a hint where there is none."""
    from conflictkg.names.candidates import near

    return [iri for iri in near(store, text, most) if _is(store, iri, type)][:most]


def matches(store: Store, text: str, type: str = "thing") -> Matches:
    """Those with this name, else with this id, else whose name is another spelling of it or likely so; best first."""
    exact = [(iri, written) for iri, written in _with_key(store, text) if _is(store, iri, type)]
    if exact:
        kept = [iri for iri, written in exact if written] or [iri for iri, _ in exact]
        return Matches(Match(iri, label(store, iri), "same", "has this name", 1.0) for iri in kept)
    by_id = [iri for iri in _with_id(store, text) if _is(store, iri, type)]
    if by_id:
        return Matches(Match(iri, label(store, iri), "same", "has this id", 1.0) for iri in by_id)
    from conflictkg.names.candidates import candidates

    found = [each for each in candidates(store, text) if _is(store, each.iri, type)]
    return Matches(
        Match(each.iri, label(store, each.iri), each.band, _why(each.name, each.band, each.why), each.score)
        for each in found
    )


def _why(name: str, band: str, alignment: str) -> str:
    head = "sounds the same as" if band == "same" else "likely"
    return f'{head} "{name}": {alignment}'


def _with_key(store: Store, text: str) -> list[tuple[str, bool]]:
    """(thing, whether a name of it is written just so) for all with a name of this key; acronyms only as written."""
    wanted = key(text)
    found = []
    for iri in sorted(set(subjects(store, CKG + "nameKey", ox.Literal(wanted)))):
        written = text in names_of(store, iri)  # the label mostly, and the many other names are not looked up
        if written or any(key(name) == wanted and _spelt(text, name) for name in names_of(store, iri)):
            found.append((iri, written))
    return found


def _spelt(text: str, name: str) -> bool:
    """Whether case lets a text be a name: an acronym is its very letters, but a long word may be all in capitals."""
    return text == name or (not is_acronym(name) and (len(text) > 3 or not is_acronym(text)))


def _with_id(store: Store, wanted: str) -> list[str]:
    """Those whose id ends with this: ``1170`` of ``ucdp/actor/1170``."""
    return sorted(set(subjects(store, DCTERMS + "identifier", ox.Literal(wanted))))


def _is(store: Store, iri: str, type: str) -> bool:
    return any(vocabulary().is_a(kind, group) for kind in kinds(store, iri) for group in _GROUPS[type])
