"""Relative dates ("Saturday", "this week") resolved against the day a source was published.

A cell that begins with ``@`` holds one. The week is the ISO week (Monday first); a weekday is the last such day on or
before publication; "this week" is some day from Monday to the day of publication.
"""

from __future__ import annotations

from datetime import date, timedelta

from conflictkg import dates

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
KNOWN = (
    "@today, @yesterday, @monday … @sunday, @this-week, @last-week, @this-month, @last-month, @this-year, @last-year"
)


def is_relative(text: str) -> bool:
    """Whether a date cell needs the day of publication to be read."""
    return "@" in text


def resolve(text: str, published: str) -> str:
    """The EDTF form of a relative date or interval of them.

    Raises :class:`~conflictkg.dates.DateError` for an unknown word or a source without a publication day.

    >>> resolve("@saturday", "2015-03-28"), resolve("@this-week", "2015-03-28")
    ('2015-03-28', '[2015-03-23..2015-03-28]')
    >>> resolve("@friday/@today", "2015-03-28")
    '2015-03-27/2015-03-28'
    """
    if not published:
        raise dates.DateError(f'"{text}" needs the day of publication. Fill in "published" in sources.csv.')
    span = dates.parse(published)
    if span.first != span.last:
        raise dates.DateError(f'"{text}" needs a day of publication, and the source has only "{published}".')
    return "/".join(
        _one(part.strip(), span.first) if part.strip().startswith("@") else part.strip() for part in text.split("/")
    )


def _one(word: str, day: date) -> str:
    name = word[1:].lower().replace(" ", "-").replace("_", "-")
    if name == "today":
        return day.isoformat()
    if name == "yesterday":
        return (day - dates.DAY).isoformat()
    if name in _WEEKDAYS:
        return (day - timedelta(days=(day.weekday() - _WEEKDAYS.index(name)) % 7)).isoformat()
    monday = day - timedelta(days=day.weekday())
    first_of_month = day.replace(day=1)
    spans = {
        "this-week": (monday, day),
        "last-week": (monday - 7 * dates.DAY, monday - dates.DAY),
        "this-month": (first_of_month, day),
        "last-month": ((first_of_month - dates.DAY).replace(day=1), first_of_month - dates.DAY),
        "this-year": (day.replace(month=1, day=1), day),
        "last-year": (date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)),
    }
    if name not in spans:
        raise dates.DateError(f'"{word}" is not a known relative date. Known: {KNOWN}.')
    first, last = spans[name]
    return first.isoformat() if first == last else f"[{first}..{last}]"
