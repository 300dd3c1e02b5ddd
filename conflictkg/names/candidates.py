"""Names in a store that may be spellings of another: found by the sound of their words, then compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

import pyoxigraph as ox

from conflictkg.names.compare import compare
from conflictkg.names.parts import is_acronym
from conflictkg.names.sound import sound, together
from conflictkg.names.spelling import key
from conflictkg.names.told import names_of, value
from conflictkg.names.words import Word, lists, words
from conflictkg.namespaces import CKG, SKOS
from conflictkg.store.base import Store

_COMMON = 150
"""A word in more names than this is looked for among those that share another."""
_MOST = 5_000
_LETTERS = 80
"""How near the letters of two names must be, of 100, where a word is misspelt."""


class Candidate(NamedTuple):
    """An actor or place, the name of it that was compared, the band, how near (below 1), and why."""

    iri: str
    name: str
    band: str
    score: float
    why: str


def candidates(store: Store, text: str) -> list[Candidate]:
    """Those with a name that is the same or likely, best first; one for each."""
    found = [] if is_acronym(text) else _best(_by_sound(store, text), text)
    return found or _best(_misspelt(store, text), text)


def _best(names: Iterable[tuple[str, str]], text: str) -> list[Candidate]:
    """The best name of each thing; of names as near the one whose letters are nearest."""
    from rapidfuzz import fuzz

    best: dict[str, tuple[float, Candidate]] = {}
    for iri, name in sorted(set(names)):
        band, score, why = compare(text, name)
        rank = score + fuzz.ratio(key(text), key(name)) / 10_000
        if band and (iri not in best or rank > best[iri][0]):
            best[iri] = rank, Candidate(iri, name, band, min(score, 0.99), why)
    found = [each for _, each in best.values()]
    return sorted(found, key=lambda each: (each.band != "same", -each.score, each.name, each.iri))


def _by_sound(store: Store, text: str) -> list[tuple[str, str]]:
    """(thing, name) of the names that share the sounds of all words with a text."""
    told = words(text)
    asked = [word for word in told if word.kind == "word"] or list(told)
    shared = _shared(store, told, asked)
    return [_named(store, node) for node in sorted(n for n, some in shared.items() if len(some) == len(asked))]


def _shared(store: Store, told: Sequence[Word], asked: Sequence[Word]) -> dict[str, set[int]]:
    """Node with a name -> which of the words asked for it shares, by the sound of words or of words run together."""
    shared: dict[str, set[int]] = {}
    for run in [*pairwise(told), tuple(told)]:
        covered = {asked.index(word) for word in run if word in asked}
        for node in _with(store, together([word.plain for word in run]).key):
            shared.setdefault(node, set()).update(covered)
    common = []
    for at, word in enumerate(asked):
        hits = _of(store, word, _COMMON + 1)
        if len(hits) > _COMMON:
            common.append(at)
        else:
            for node in hits:
                shared.setdefault(node, set()).add(at)
    if set(range(len(asked))) - set(common) - {at for some in shared.values() for at in some}:
        return {}  # a word that no name has
    if common and not shared:
        shared = {node: {common[0]} for node in _of(store, asked[common[0]], _MOST)}
    for at in common:
        sounds = [ox.Literal(each) for each in sorted(_sounds(asked[at]))]
        for node, some in shared.items():
            if at not in some and _has(store, node, sounds):
                some.add(at)
    return shared


def _of(store: Store, word: Word, most: int) -> set[str]:
    """The nodes with a word; somewhat more than ``most`` are as good as any number."""
    return {node for each in sorted(_sounds(word)) for node in _with(store, each, most)}


def _has(store: Store, node: str, sounds: list[ox.Literal]) -> bool:
    found = store.look(ox.NamedNode(node), ox.NamedNode(CKG + "nameSkeleton"), None)
    return any(quad.object in sounds for quad in found)


def _with(store: Store, wanted: str, most: int = _COMMON) -> list[str]:
    found = store.look(None, ox.NamedNode(CKG + "nameSkeleton"), ox.Literal(wanted))
    return [quad.subject.value for quad in islice(found, most)]  # type: ignore[union-attr]


def _sounds(word: Word) -> set[str]:
    """The sounds to look for: of the word, and of what it translates or its translations."""
    meant = {sound(form).key for meaning in word.meanings for form in lists().forms.get(meaning, ())}
    return {word.sound.key, *meant} - {""}


def _named(store: Store, node: str) -> tuple[str, str]:
    """The thing and the name behind a node with a sound: a use of a name, or a thing with a label."""
    text = value(store, node, CKG + "nameText")
    thing = value(store, node, CKG + "nameOf") if text else node
    return value(store, thing, CKG + "canonical") or thing, text or value(store, node, SKOS + "prefLabel")


def _misspelt(store: Store, text: str) -> list[tuple[str, str]]:
    """(thing, name) of the names whose letters are nearest, where no sound is shared."""
    from rapidfuzz import fuzz, process

    things, plain = _all_keys(store)
    scored = process.extract(key(text), plain, scorer=fuzz.ratio, limit=10, score_cutoff=_LETTERS)
    return [(things[at], name) for each, _, at in scored for name in names_of(store, things[at]) if key(name) == each]


def near(store: Store, text: str, most: int = 5) -> list[str]:
    """Things with a name that has something of this text: no match, a hint where there is none."""
    from rapidfuzz import fuzz, process

    things, plain = _all_keys(store)
    scored = process.extract(key(text), plain, scorer=fuzz.WRatio, limit=4 * most, score_cutoff=60)
    return list(dict.fromkeys(things[at] for _, _, at in scored))


_held: list[tuple[object, list[str], list[str]]] = []
"""The names of the store that was asked last, and of which moment of it they are."""


def _all_keys(store: Store) -> tuple[list[str], list[str]]:
    """Things and their name keys side by side, sorted."""
    moment = store.moment
    if not _held or _held[0][0] is not moment:
        told = sorted(store.pairs(CKG + "nameKey"))
        _held[:] = [(moment, [thing for thing, _ in told], [plain for _, plain in told])]
    return _held[0][1:]
