"""What two datasets say differently, such as two releases of one: things, propositions and claims."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from conflictkg.diff.change import KINDS, Change, Comparison
from conflictkg.diff.content import LABEL, TYPE, Claimed, Content, Told, kind
from conflictkg.diff.sentences import Sentences
from conflictkg.namespaces import CKG, DCAT, local
from conflictkg.vocabulary import vocabulary

_HASH = re.compile(r"[0-9a-f]{20}")
_LINKS = ("reportedIn", "attestedBy")
_NAME = "name"
_VERSION = DCAT + "version"


def versions(a: Content, b: Content) -> Comparison:
    """The changes from one dataset to the other."""
    say = Sentences(a, b)
    found = [*_things(a, b, say), *_propositions(a, b, say), *_claims(a, b, say)]
    order = list(KINDS)
    changes = sorted(found, key=lambda each: (order.index(each.kind), each.says, each.before, each.after, each.id))
    told = [f"{each.name}: version {each.description[_VERSION][0]}" for each in (a, b) if _VERSION in each.description]
    return Comparison(a.name, b.name, tuple(changes), tuple(told))


def _things(a: Content, b: Content, say: Sentences) -> Iterator[Change]:
    """Actors, places and sources, which have the same ids in both."""
    for iri in sorted(a.things.keys() | b.things.keys()):
        old, new = a.things.get(iri), b.things.get(iri)
        if old == new:
            continue
        if old is None or new is None:
            told = old or new or {}
            says = f"{vocabulary().label(kind(told))} {say.name(iri)}".strip()
            yield Change("new thing" if old is None else "vanished thing", says, iri, (iri,))
        else:
            for word, before, after in _differences(old, new, say):
                sort, more = ("renamed", "") if word == _NAME else ("described", f": {word}")
                yield Change(sort, f"{say.name(iri)}{more}", iri, (iri,), before=before, after=after)


def _differences(old: Told, new: Told, say: Sentences) -> Iterator[tuple[str, str, str]]:
    """What is told otherwise: the property in a word, and its values before and after."""
    words = {TYPE: "kind", LABEL: _NAME}
    for property in sorted(old.keys() | new.keys()):
        before, after = say.values(old.get(property, ())), say.values(new.get(property, ()))
        if before != after:
            yield words.get(property) or vocabulary().label(local(property)), before, after


def _propositions(a: Content, b: Content, say: Sentences) -> Iterator[Change]:
    for key in a.propositions.keys() | b.propositions.keys():
        old, new = a.propositions.get(key), b.propositions.get(key)
        if old == new:
            continue
        told = old or new or {}
        things = say.parties(told)
        if old is None or new is None:
            word = "new" if old is None else "vanished"
            yield Change(f"{word}{_sort(told)}", say.proposition(key, told), say.id(key), things)
        else:
            for word, before, after in _differences(old, new, say):
                says = f"{say.proposition(key, new)}: {word}"
                yield Change("described", says, say.id(key), things, before=before, after=after)


def _sort(told: Told) -> str:
    """What comes behind "new" and "vanished": nothing for a tie."""
    if kind(told) in vocabulary().relations:
        return ""
    return " event" if vocabulary().is_a(kind(told), "Event") else " statement"


def _claims(a: Content, b: Content, say: Sentences) -> Iterator[Change]:
    """Claims on propositions that are in both; those on others are told with these."""
    pairs, gone, come = _paired(a.claims, b.claims)
    for old, new in pairs:
        yield from _changed(old, new, say)
    for word, claims, other in (("vanished", gone, b), ("new", come, a)):
        for each in claims:
            if each.about in other.propositions:
                yield Change(f"{word} claim", say.claim(each), say.id(each.about), say.concerned(each))


def _paired(
    old: dict[str, Claimed], new: dict[str, Claimed]
) -> tuple[list[tuple[Claimed, Claimed]], list[Claimed], list[Claimed]]:
    """Claims that differ, in pairs, and those of one side alone.

    One claim are those of one id; where ids are hashes, those that say the same; then, one by one in their order, those
    of one attester in one source on one proposition.
    """
    same = {id for id in old.keys() & new.keys() if not _HASH.fullmatch(id)}
    pairs = [(old[id], new[id]) for id in sorted(same) if old[id] != new[id]]
    left = [claim for id, claim in old.items() if id not in same]
    right = [claim for id, claim in new.items() if id not in same]
    alike = Counter(map(_whole, left)) & Counter(map(_whole, right))
    left, right = _rest(left, alike.copy()), _rest(right, alike)
    by_link: dict[tuple[object, ...], list[Claimed]] = {}
    for claim in right:
        by_link.setdefault(_link(claim), []).append(claim)
    gone = []
    for claim in left:
        if others := by_link.get(_link(claim)):
            pairs.append((claim, others.pop(0)))
        else:
            gone.append(claim)
    return pairs, gone, [claim for claims in by_link.values() for claim in claims]


def _rest(claims: list[Claimed], alike: Counter[tuple[object, ...]]) -> list[Claimed]:
    found = []
    for claim in claims:
        if alike[_whole(claim)]:
            alike[_whole(claim)] -= 1
        else:
            found.append(claim)
    return found


def _whole(claim: Claimed) -> tuple[object, ...]:
    return (claim.about, *sorted(claim.told.items()))


def _link(claim: Claimed) -> tuple[object, ...]:
    return (claim.about, *(claim.told.get(CKG + name) for name in _LINKS))


def _changed(old: Claimed, new: Claimed, say: Sentences) -> Iterator[Change]:
    things = tuple(sorted({*say.concerned(old), *say.concerned(new)}))
    if old.about != new.about:
        before, after = (say.proposition(each.about, {}) for each in (old, new))
        yield Change("changed claim", f"{say.claim(new)}: about", say.id(new.about), things, before=before, after=after)
    for word, before, after in _differences(old.told, new.told, say):
        says = f"{say.claim(new)}: {word}"
        yield Change("changed claim", says, say.id(new.about), things, before=before, after=after)
