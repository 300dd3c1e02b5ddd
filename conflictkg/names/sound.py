"""How a word sounds: its consonants and the vowels between them, one form for Arabic script and any romanisation.

Consonants are folded into classes in which romanisations waver (q and k, gh and j, th and t ...); what is written by
some and left out by others (ayn, hamza, double letters, the feminine ending) is left out. The skeleton alone is the
key of an index; the vowels then tell ``jund`` from ``ajnad``. Short vowels, which Arabic does not write, agree with
anything. The folding follows the usual romanisations (ALA-LC, DIN 31635, BGN/PCGN and those of the press).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

Nuclei = tuple[frozenset[str], ...]
"""The vowels between two consonants, one set of possible qualities for each."""

_LATIN = re.compile(r"dzh|tch|sch|sh|ch|kh|gh|th|dh|ph|dj|zh|ck|qu|.")
_SOFT_C = re.compile(r"c(?=[eiy])")
_FIRM_V = re.compile(r"(?<=.)v$")
"""Persian, Turkish and Russian write v for w (Tevhid, Davla); at the end of a word it is a consonant (Azov)."""
_GOD = re.compile(r"(?<=..)[aeiou]ll[ao]h$")
_FEMININE = re.compile(r"(?<=[^aeiou])([ae])t$")
_CONSONANT = {
    **dict.fromkeys(("b", "p"), "b"),
    **dict.fromkeys(("t", "th"), "t"),
    **dict.fromkeys(("d", "dh"), "d"),
    **dict.fromkeys(("j", "g", "gh", "dj", "dzh", "zh"), "j"),
    **dict.fromkeys(("h", "kh", "x"), "h"),
    **dict.fromkeys(("sh", "ch", "sch", "tch"), "c"),
    **dict.fromkeys(("k", "q", "ck", "qu", "c"), "k"),
    **dict.fromkeys(("f", "ph"), "f"),
    **{letter: letter for letter in "lmnrsz"},
}
_ARABIC = {
    **dict.fromkeys("بپ", "b"),
    **dict.fromkeys("تطث", "t"),
    **dict.fromkeys("دذض", "d"),
    **dict.fromkeys("جغگ", "j"),
    **dict.fromkeys("حخهھ", "h"),
    **dict.fromkeys("سص", "s"),
    **dict.fromkeys("زظژ", "z"),
    **dict.fromkeys("شچ", "c"),
    **dict.fromkeys("قكک", "k"),
    **dict.fromkeys("فڤ", "f"),
    **dict.fromkeys("لڵ", "l"),
    **dict.fromkeys("رڕ", "r"),
    "م": "m",
    "ن": "n",
}
_LONG = {"ا": "a", "آ": "a", "أ": "au", "إ": "i", "ى": "a", "ة": "a", "و": "u", "ۆ": "u", "ي": "i", "ی": "i", "ێ": "ai"}
_LONG |= {"ئ": "i", "ؤ": "u", "ە": "a", "َ": "a", "ِ": "i", "ُ": "u"}
_GLIDES = {"w": "u", "v": "u", "y": "i"}
_COST = {"ae": 0.2, "ao": 0.3, "ei": 0.0, "ou": 0.0, "eo": 0.5}
"""How far two vowels are apart, where not by 1: one romanises by e what another does by a or i."""
_FINE = {"p": "p", "g": "g", "gh": "g"}
"""What differs in Latin letters and has one letter, or no other, in Arabic."""
_TWO = re.compile(r"[iu](?=[aeo])|ea|ae|.[aeou]?i|[aeo]u|(.)\1+|.")
_LOCAL = str.maketrans({"ş": "sh", "Ş": "sh", "ç": "ch", "Ç": "ch", "č": "ch", "š": "sh", "ž": "zh", "ğ": "gh"})
_TURKISH = str.maketrans({"c": "j", "C": "J"})
ANY: Nuclei = (frozenset("aiueo"),)
"""What agrees with every vowel and with none: where a script or a dropped letter does not say."""


class Sound(NamedTuple):
    """The consonant classes of a word, the letters they were written with, what stands before, between and after."""

    skeleton: str
    fine: str
    slots: tuple[Nuclei, ...]
    arabic: bool

    @property
    def key(self) -> str:
        """The skeleton for an index, in which s and z, which some romanise by one letter, meet."""
        return self.skeleton.replace("z", "s")


@lru_cache(maxsize=1 << 14)
def sound(word: str) -> Sound:
    """How a word sounds; the word is in Arabic script or in Latin letters.

    >>> [sound(word).skeleton for word in ("Jaysh", "Djeich", "جيش")], sound("Fatah").skeleton == sound("فتح").skeleton
    (['jc', 'jc', 'jc'], True)
    """
    return _arabic(word) if is_arabic(word) else _latin(latin(word))


def is_arabic(word: str) -> bool:
    """Whether a word is in Arabic script."""
    return not word.isascii() and any(c in _ARABIC or c in _LONG or c in "عء" for c in word)


def latin(word: str) -> str:
    """A word of any script in small Latin letters: letters such as ş by sound, others by anyascii.

    >>> latin("eş"), latin("Азов"), latin("Ḥarakat")
    ('esh', 'azov', 'harakat')
    """
    if word.isascii():
        return word.lower()
    from anyascii import anyascii

    told = "".join(anyascii(c) for c in unicodedata.normalize("NFC", word).translate(_LOCAL))
    return "".join(c for c in told.lower() if c.isalnum())


def together(words: Sequence[str]) -> Sound:
    """How words run together sound; within the run a feminine ending is the same with and without its t.

    >>> together(["harakat", "hizb", "allah"]).skeleton == together(["حركة", "حزب", "الله"]).skeleton
    True
    """
    return sound("".join([*(_FEMININE.sub(r"\1", word) for word in words[:-1]), *words[-1:]]))


def turkish(name: str) -> str:
    """A name with j for c where its letters show that it is Turkish.

    >>> turkish("Ecnad eş-Şam"), turkish("Al-Cham")
    ('Ejnad eş-Şam', 'Al-Cham')
    """
    return name.translate(_TURKISH) if any(c in name for c in "şŞğĞıİ") else name


def _latin(word: str) -> Sound:
    word = _GOD.sub("allah", word)
    word = _FIRM_V.sub("f", _SOFT_C.sub("s", word))
    if sum(c not in "aeiou" for c in word) > 2:
        word = _FEMININE.sub(r"\1", word)
    consonants, fine, between = [""], [""], [""]
    for part in _LATIN.findall(word):
        consonant = _CONSONANT.get(part, "")
        if part in "aeiou" or (part in _GLIDES and not consonant):
            between[-1] += part
        elif consonant and not (between[-1] == "" and consonants[-1] == consonant):
            consonants.append(consonant)
            fine.append(_FINE.get(part, consonant))
            between.append("")
    return _made(consonants[1:], fine[1:], [_nuclei(each) for each in between], between[-1] == "", False)


@lru_cache(maxsize=1 << 10)
def _nuclei(letters: str) -> Nuclei:
    """The vowels of a run of vowel letters: ``ayya`` and ``ia`` are two, ``au`` and ``ee`` are one."""
    if not letters:
        return ()
    found: list[str] = []
    for run in re.findall(r"[aeiou]+[wvy]*|[wvy]+", letters):
        vowels = run.rstrip("wvy")
        glides = run[len(vowels) :]
        nuclei = [m[0] for m in _TWO.finditer(vowels)]
        if nuclei:
            nuclei[-1] += glides
        found += nuclei or [glides]
    return tuple(_qualities(each) for each in found)


def _qualities(letters: str) -> frozenset[str]:
    """The qualities of one vowel or diphthong: ``ay`` and ``ei`` are e or i, ``aw`` and ``ou`` are o or u."""
    told = "".join(_GLIDES.get(c, c) for c in letters)
    if told == "ae":
        return frozenset("aei")
    if len(told) > 1 and told[0] in "aeo" and told[-1] in "iu":
        return frozenset("ei" if told[-1] == "i" else "ou")
    return frozenset(told)


def _arabic(word: str) -> Sound:
    word = unicodedata.normalize("NFC", word).replace("ـ", "").replace("ّ", "").replace("لله", "له")
    word = re.sub("(?<=..)ات$", "ا", word)
    if len(word) > 3:
        word = re.sub("(?<=[^اويى])ت$", "ة", word)
    consonants, between, glided = [""], [list[frozenset[str]]()], False
    for at, letter in enumerate(word):
        if letter in _ARABIC:
            consonants.append(_ARABIC[letter])
            between.append([])
        elif letter in _LONG:
            first = at == 0 and letter == "ا"
            between[-1].append(frozenset("aiu" if first else _LONG[letter]))
        elif letter == "ع" and at == 0:
            between[-1].append(frozenset("aiu"))
        glided = letter in _LONG
    return _made(consonants[1:], consonants[1:], [tuple(each) for each in between], not glided, True)


def _made(consonants: list[str], fine: list[str], slots: list[Nuclei], closed: bool, arabic: bool) -> Sound:
    """The sound without a final h that is not always written (Fatah, Fath, Jabhah); what is left open agrees."""
    if closed and consonants[-1:] == ["h"] and len(consonants) > 2:
        consonants, fine, slots = consonants[:-1], fine[:-1], [*slots[:-2], ANY]
    return Sound("".join(consonants), "".join(fine), tuple(slots), arabic)


def alike(one: Sound, other: Sound) -> bool:
    """Whether two words may be spellings of one; of short words the vowels must agree better.

    >>> alike(sound("Fateh"), sound("Fatah")), alike(sound("jund"), sound("ajnad"))
    (True, False)
    """
    if one.skeleton != other.skeleton:
        return False
    return differences(one, other) <= (0.5 if len(one.skeleton) > 2 else 0.25)


def differences(one: Sound, other: Sound) -> float:
    """By how much two words of one skeleton differ: 0 not at all, 1 for each vowel that does not agree."""
    last = len(one.slots) - 1
    mixed = one.arabic != other.arabic
    far = 0.0 if one.arabic or other.arabic else sum(a != b for a, b in zip(one.fine, other.fine, strict=True)) / 2
    for at, (a, b) in enumerate(zip(one.slots, other.slots, strict=True)):
        far += _apart(a, b, mixed, at == 0, at == last)
    return far


def _apart(a: Nuclei, b: Nuclei, mixed: bool, first: bool, last: bool) -> float:
    """How far the vowels of one place are apart; where one word is in Arabic it may lack short ones."""
    if len(a) > len(b):
        a, b = b, a
    if not b or a is ANY or b is ANY:
        return 0
    if not a:
        if last:
            return 0 if len(b) == 1 and b[0] & {"a", "e"} else 1
        return 1 if first or len(b) > 1 else 0 if mixed else 0.5
    if len(a) == len(b):
        return sum(_far(x, y) for x, y in zip(a, b, strict=True))
    if len(b) > len(a) + 1:
        return 1
    if last and _far(a[0], b[0]) < 1:
        return 0.5
    rest = iter(b)
    follows = all(any(_far(x, y) < 1 for y in rest) for x in a)
    return (0 if mixed else 0.75) if follows else 1


def _far(one: frozenset[str], other: frozenset[str]) -> float:
    if one & other:
        return 0
    return min(_COST.get(min(a, b) + max(a, b), 1.0) for a in one for b in other)
