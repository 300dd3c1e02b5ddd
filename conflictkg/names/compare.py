"""Whether two names may be one: same, likely or none, with the alignment of their words as the reason.

Same: the words sound alike and the units (army, brigade) agree. Likely: some word is a translation, a vowel or a
letter off, or one side has a weak word or a unit more. None: a word of either stands alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from conflictkg.names.parts import is_acronym
from conflictkg.names.sound import alike, differences, together
from conflictkg.names.words import Word, lists, words

SAME, LIKELY, NONE = "same", "likely", ""
_WEAK_KINS = ("movement", "front", "party", "network", "league")
"""Units that a name often goes without."""


class Comparison(NamedTuple):
    """The band (``same``, ``likely`` or empty), how near from 0 to 1, and why."""

    band: str
    score: float
    why: str


_APART = Comparison(NONE, 0.0, "")


class Pair(NamedTuple):
    """Two words set side by side: 1 sounds alike, less for a translation or a letter off."""

    one: str
    other: str
    near: float
    how: str

    def told(self) -> str:
        """The pair as a reason."""
        if self.one.casefold() == self.other.casefold():
            return self.one
        return f"{self.one} = {self.other}" + (f" ({self.how})" if self.how else "")


def compare(one: str, other: str) -> Comparison:
    """Two names side by side.

    >>> compare("Jaish el-Fateh", "Jaysh al-Fatah")
    Comparison(band='same', score=1.0, why='army: Jaish = Jaysh; Fateh = Fatah')
    >>> compare("Army of Conquest", "Jaysh al-Fatah").why
    'army: Army = Jaysh; Conquest = Fatah (translation)'
    >>> compare("Ahrar al-Sham", "Ajnad al-Sham").band, compare("IS", "is").band
    ('', '')
    """
    if is_acronym(one) or is_acronym(other):
        return _acronyms(one, other)
    a, b = words(one), words(other)
    if _numbers(a) != _numbers(b):
        return _APART
    told = _by_words(a, b)
    if told.band != SAME and _run_alike(a, b):
        return Comparison(SAME, 1.0, f"{_spaced(a)} = {_spaced(b)}")
    return told


def _by_words(a: Sequence[Word], b: Sequence[Word]) -> Comparison:
    one, other = _proper(a), _proper(b)
    if not one and not other:
        one, other = _numbered(a) or list(a), _numbered(b) or list(b)
    units = _units([w for w in a if w not in one], [w for w in b if w not in other])
    pairs, extras = _aligned(one, other) if units else (None, [])
    if not units or not pairs or not all(word.kind == "weak" for word in extras):
        return _APART
    told, fit = units
    needed = 1 if fit == 1 or fit > 0.7 else 2
    firm = sum(pair.near >= (1 if fit < 1 and len(pairs) == 1 and pair.how != "translation" else 0.7) for pair in pairs)
    if firm < max(needed, 2 * len(extras)):
        return _APART
    return _judged(pairs, extras, told, fit)


def _judged(pairs: list[Pair], extras: list[Word], told: str, fit: float) -> Comparison:
    why = [told] if told else []
    why += [pair.told() for pair in pairs]
    why += [f"{word.text} on one side only" for word in extras]
    nears = [pair.near for pair in pairs]
    score = sum(nears) / len(nears) * (0.8 + 0.2 * fit) - 0.1 * len(extras)
    same = min(nears) == 1 and fit == 1 and not extras
    return Comparison(SAME if same else LIKELY, round(score, 3), "; ".join(why))


def _acronyms(one: str, other: str) -> Comparison:
    if one == other:
        return Comparison(SAME, 1.0, "the same letters")
    if len(one) > 3 and one.casefold() == other.casefold():
        return Comparison(LIKELY, 0.9, f"{other} in other case; acronyms are matched as written")
    return _APART


def _numbers(told: Sequence[Word]) -> list[str]:
    return sorted(word.plain for word in _numbered(told))


def _numbered(told: Sequence[Word]) -> list[Word]:
    return [word for word in told if word.kind == "number"]


def _proper(told: Sequence[Word]) -> list[Word]:
    return [word for word in told if word.kind not in ("unit", "number")]


def _units(a: Sequence[Word], b: Sequence[Word]) -> tuple[str, float] | None:
    """How the units agree: the words, and 1 for all, less for kin or one more; None where they do not."""
    one = [word for word in a if word.kind == "unit"]
    other = [word for word in b if word.kind == "unit"]
    left = list(other)
    told, lone = [], []
    for word in one:
        partner = next((each for each in left if each.meanings & word.meanings), None)
        if partner:
            left.remove(partner)
            (meaning, *_) = sorted(word.meanings & partner.meanings)
            told.append(f"{meaning}: {word.text} = {partner.text}" if word.plain != partner.plain else word.text)
        else:
            lone.append(word)
    if not lone and not left:
        return "; ".join(told), 1.0
    return _unequal(told, lone, left)


def _unequal(told: list[str], one: list[Word], other: list[Word]) -> tuple[str, float] | None:
    if one and other:
        if len(one) != len(other) or not all(_kins(a) & _kins(b) for a, b in zip(one, other, strict=True)):
            return None
        pairs = [f"{a.text} ~ {b.text}" for a, b in zip(one, other, strict=True)]
        translated = all(a.translates != b.translates for a, b in zip(one, other, strict=True))
        return "; ".join([*told, *pairs]), 0.75 if translated else 0.6
    extra = one or other
    loose = all(_kins(word) & set(_WEAK_KINS) for word in extra)
    return "; ".join([*told, *(f"{word.text} on one side only" for word in extra)]), 0.8 if loose else 0.5


def _kins(word: Word) -> set[str]:
    return {lists().kin.get(meaning, meaning) for meaning in word.meanings}


def _aligned(one: Sequence[Word], other: Sequence[Word]) -> tuple[list[Pair] | None, list[Word]]:
    """The words in pairs and those of one side left over; no pairs where both sides have some left over."""
    if len(one) != len(other) and _run_alike(one, other):
        return [Pair(_spaced(one), _spaced(other), 1.0, "")], []
    scored = sorted(
        ((_near(a, b), -i, -j) for i, a in enumerate(one) for j, b in enumerate(other)), key=lambda s: (s[0][0], *s[1:])
    )
    pairs: dict[int, Pair] = {}
    taken: set[int] = set()
    for (near, how), i, j in reversed(scored):
        if near and -i not in pairs and -j not in taken:
            pairs[-i] = Pair(one[-i].text, other[-j].text, near, how)
            taken.add(-j)
    alone = [word for at, word in enumerate(one) if at not in pairs]
    left = [word for at, word in enumerate(other) if at not in taken]
    if alone and left:
        return None, []
    return [pairs[at] for at in sorted(pairs)], alone or left


def _spaced(told: Sequence[Word]) -> str:
    return " ".join(word.text for word in told)


def _run_alike(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether words run together sound alike, as do Boko Haram and Bokoharam."""
    runs = ["".join(word.sound.skeleton for word in each) for each in (one, other)]
    if runs[0][:1] != runs[1][:1] or abs(len(runs[0]) - len(runs[1])) > 2:
        return False
    if any(word.caps for word in (*one, *other)):
        return False
    a, b = (together([word.plain for word in each]) for each in (one, other))
    return len(a.skeleton) > 2 and alike(a, b)


def _near(a: Word, b: Word) -> tuple[float, str]:
    """How near two words are, and why when they are not spelled or sounding alike."""
    if a.plain == b.plain:
        return 1.0, ""
    if a.caps or b.caps:
        return 0.0, ""
    if alike(a.sound, b.sound):
        return 1.0, ""
    if a.meanings & b.meanings and (a.translates or b.translates):
        return 0.9, "translation"
    if min(len(a.plain), len(b.plain)) > 4 and a.sound.key == b.sound.key and len(a.sound.key) > 1:
        same = a.sound.skeleton == b.sound.skeleton
        if differences(a.sound, b.sound) <= (0.75 if same else 0.5):
            return 0.8, "other vowels" if same else "s and z"
    return (0.7, "other letters") if _misspelt(a, b) else (0.0, "")


def _misspelt(a: Word, b: Word) -> bool:
    """Whether two long words are a letter or two apart, and not one the other with an ending (Karen, Karenni)."""
    if min(len(a.plain), len(b.plain)) < 5 or a.plain.startswith(b.plain) or b.plain.startswith(a.plain):
        return False
    from rapidfuzz.distance import OSA

    return OSA.normalized_similarity(a.plain, b.plain, score_cutoff=0.79) > 0.79
