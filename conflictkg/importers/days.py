"""Days as tables write them, turned into EDTF: 2014-02-00, 2/18/10, 28.03.2015, 28th March 2015.

What the order of 2/3/10 is stands nowhere in it: it must be given, else such a date is refused. A year of two digits
lies in 1969 to 2068, as POSIX has it.
"""

from __future__ import annotations

import re

from conflictkg import dates

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?:[T ]\d{2}:\d{2}.*)?", re.ASCII)
_THREE = re.compile(r"(\d{1,2})([/.\- ])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_TWO = re.compile(r"(\d{1,2})[/.\-](\d{4})", re.ASCII)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAY_NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?([a-z]{3,9})\.?,?\s+(\d{4})", re.ASCII | re.IGNORECASE)
_NAMED_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.ASCII | re.IGNORECASE)
_PIVOT = 69


class OrderNeeded(dates.DateError):
    """A date that can be read in more than one order, and the order was not given."""


def edtf(text: str, order: str | None = None) -> str:
    """The date as EDTF, empty for none; raises :class:`~conflictkg.dates.DateError`.

    >>> edtf("2014-02-00"), edtf("2012-00-00"), edtf("0000-00-00"), edtf("2/18/10", "mdy"), edtf("2015-03-2X")
    ('2014-02', '2012', '', '2010-02-18', '2015-03-2X')
    """
    text = text.strip()
    if found := _YEAR_FIRST.fullmatch(text):
        text = _joined(found[1], found[3], found[4] or "0")
    elif found := _THREE.fullmatch(text):
        text = _ordered((found[1], found[3], found[4]), text, order)
    elif found := _TWO.fullmatch(text):
        text = _joined(found[2], found[1], "0")
    elif (found := _NAMED_DAY.fullmatch(text)) and _month(found[1]):
        text = _joined(found[3], _month(found[1]), found[2])
    elif (found := _DAY_NAMED.fullmatch(text)) and _month(found[2]):
        text = _joined(found[3], _month(found[2]), found[1] or "0")
    if text:
        dates.parse(text)
    return text


def _month(word: str) -> str:
    """The number of a month by its English name or the beginning of it; empty for another word."""
    return next((str(n) for n, name in enumerate(_MONTHS, 1) if name.startswith(word.lower())), "")


def _ordered(parts: tuple[str, str, str], text: str, order: str | None) -> str:
    if not order:
        raise OrderNeeded(f'"{text}" can be read in more than one way.')
    told = dict(zip(order, parts, strict=True))
    year = told["y"]
    if len(year) == 2:
        year = f"20{year}" if int(year) < _PIVOT else f"19{year}"
    if len(year) != 4 or max(len(told["m"]), len(told["d"])) > 2:
        raise dates.DateError(f'"{text}" is no date in the order {order}.')
    return _joined(year, told["m"], told["d"])


def _joined(year: str, month: str, day: str) -> str:
    """A date whose parts may be zero: not known."""
    if not int(year):
        return ""
    if not int(month):
        return year
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if int(day) else "")
