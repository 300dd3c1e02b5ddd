"""The key under which a name is found: case, diacritics, hyphens and punctuation do not matter."""

from __future__ import annotations

import unicodedata


def key(name: str) -> str:
    """The look-up key of a name.

    >>> key("Jaysh al-Fatah") == key("JAYSH AL FATAH"), key("Ḥarakat Aḥrār")
    (True, 'harakat ahrar')
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())
