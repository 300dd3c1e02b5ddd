"""The key under which a name is found: case, diacritics, hyphens and punctuation do not matter."""

from __future__ import annotations

import re
import unicodedata

_ASCII_WORD = re.compile(r"[a-z0-9]+")
_LIKE_LATIN = str.maketrans("аеорсухіјѕһԁԛԝкмтвнαορντικ", "aeopcyxijshdqwkmtbhaopvtik")
"""Small letters of Cyrillic and Greek that look like Latin ones, for words that mix the scripts."""


def key(name: str) -> str:
    """The look-up key of a name.

    >>> key("Jaysh al-Fatah") == key("JAYSH AL FATAH"), key("Ḥarakat Aḥrār"), key("Sword & Shield")
    (True, 'harakat ahrar', 'sword and shield')
    """
    if name.isascii():
        return " ".join(_ASCII_WORD.findall(name.lower().replace("&", " and ")))
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else " " for c in plain.replace("&", " and ")).split()
    return " ".join(word if word.isascii() else _unmixed(word) for word in words)


def _unmixed(word: str) -> str:
    """A word in which letters of another script stand for the Latin ones that they look like.

    >>> _unmixed("іsis"), _unmixed("азов")
    ('isis', 'азов')
    """
    latin = any("a" <= c <= "z" for c in word)
    return word.translate(_LIKE_LATIN) if latin else word
