"""A name in parts, without articles, and the keys under which an index finds it: no word list is needed for these."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from conflictkg.names.sound import is_arabic, latin, sound, together, turkish
from conflictkg.names.spelling import key

_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼʻʿʾ`´ˈ", ""))
_ARTICLE = re.compile(r"[aeiu](?:l|s|sh|n|d|z|r|t|th|dh|ch)")
_SUN = re.compile(r"sh|th|dh|ch|[stdznr]")
_LAM = re.compile(r"^(?:و|ب|ف)?ال(?=..)|^لل(?=..)")
_FRENCH = re.compile(r"\b[ldLD]['’](?=\w)")


def parts(name: str) -> list[str]:
    """The parts of a name with their case; apostrophes and articles out.

    >>> parts("Kata'ib al-Nusra"), parts("Ahrar ash-Sham"), parts("As Saiqa & Co")
    (['Kataib', 'Nusra'], ['Ahrar', 'Sham'], ['Saiqa', 'and', 'Co'])
    """
    name = turkish(_FRENCH.sub("", name).translate(_APOSTROPHES).replace("&", " and "))
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name)
    found = "".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in name).split()
    return [part for at, part in enumerate(found) if not _is_article(part, found[at + 1 : at + 2])]


def _is_article(part: str, after: list[str]) -> bool:
    """Whether a part is ``al`` or an assimilation that the next part calls for (``ash-Sham``)."""
    if not after or len(part) > 3 or is_arabic(part) or not _ARTICLE.fullmatch(latin(part)):
        return False
    rest, first = latin(part)[1:], _SUN.match(latin(after[0]))
    return rest == "l" or (first is not None and rest in (first[0], first[0][0]))


def bare(word: str) -> str:
    """A word as it is compared: small letters without marks, of Arabic script also without the article.

    >>> bare("والجهاد"), bare("Ḥaqq")
    ('جهاد', 'haqq')
    """
    plain = key(word).replace(" ", "")
    return _LAM.sub("", plain) if is_arabic(plain) else latin(word)


def keys(name: str) -> frozenset[str]:
    """The sounds of a name's parts, of neighbours run together, and of all run together; none of an acronym.

    >>> sorted(keys("Jaysh al-Fatah")), keys("Hizb Allah") & keys("Hezbollah"), keys("IS")
    (['ft', 'jc', 'jcft'], frozenset({'hsbl'}), frozenset())
    """
    if is_acronym(name):
        return frozenset()
    told = [bare(part) for part in parts(name)]
    runs = {tuple(told), *pairwise(told)} if len(told) > 1 else ()
    return frozenset({*(sound(each).key for each in told), *(together(run).key for run in runs)}) - {""}


def is_acronym(name: str) -> bool:
    """Whether a name is an acronym by its looks, so that only its very letters are that name: IS, PKK, JaF.

    >>> [each for each in ("IS", "Isis", "SPLM/A", "M23", "JaF", "is", "Azov") if is_acronym(each)]
    ['IS', 'SPLM/A', 'M23', 'JaF']
    """
    capitals = sum(c.isupper() for c in name)
    return len(name) < 8 and " " not in name and capitals > sum(c.islower() for c in name)
