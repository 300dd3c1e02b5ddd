"""Content negotiation: which of the formats at hand a client would rather have (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache


@lru_cache(maxsize=512)
def _wanted(accept: str) -> tuple[tuple[str, float], ...]:
    """Media ranges with their weight; what cannot be read is left out."""
    found = []
    for part in accept.lower().split(","):
        media, *parameters = (each.strip() for each in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    weight = min(1.0, max(0.0, float(value)))
                except ValueError:
                    weight = 0.0
        if media:
            found.append((media, weight))
    return tuple(found)


def choose(accept: str, offered: Mapping[str, str]) -> str:
    """The format (a value of ``offered``, by media type, the preferred first) for an Accept header.

    Empty where nothing fits: that is a 406.

    >>> choose("text/html;q=0.9, text/turtle", {"text/html": "html", "text/turtle": "ttl"})
    'ttl'
    >>> choose("*/*;q=0.1, text/*", {"application/json": "json", "text/csv": "csv"})
    'csv'
    >>> choose("image/png", {"text/html": "html"})
    ''
    """
    if not accept.strip():
        return next(iter(offered.values()))
    best, chosen = 0.0, ""
    for media, format in offered.items():
        weight = _weight(accept, media)
        if weight > best:
            best, chosen = weight, format
    return chosen


def _weight(accept: str, media: str) -> float:
    """How much a media type is wanted: the most specific range that names it says."""
    ranges = (media, media.split("/")[0] + "/*", "*/*")
    told = dict(reversed(_wanted(accept)))
    return next((told[each] for each in ranges if each in told), 0.0)
