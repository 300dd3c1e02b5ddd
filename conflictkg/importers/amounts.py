"""Numbers as tables write them: 2,000; 5,000-7,000-10,000; 300+; about 50."""

from __future__ import annotations

import re
from typing import NamedTuple

MISSING = frozenset(("", "na", "n/a", "nan", "null", "none", ".", "-", "-99", "#n/a"))
"""Cells that say nothing, in lower case."""

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+"
_RANGE = re.compile(rf"({_NUMBER})\s*[-–—]\s*({_NUMBER})(?:\s*[-–—]\s*({_NUMBER}))?", re.ASCII)
_ONE = re.compile(rf"(>=?|<=?|~|about |ca\.? ?|approx\.? ?)?\s*({_NUMBER})(?:\.0+)?(\+)?", re.ASCII | re.IGNORECASE)


class Amount(NamedTuple):
    """Lowest, best and highest number; None is not told."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


def amount(text: str) -> Amount | None:
    """The whole numbers in a cell, or None where it is not made of them or they are out of order.

    >>> amount("2,000"), amount("300+")
    (Amount(low=None, best=2000, high=None), Amount(low=300, best=None, high=None))
    >>> amount("5,000-7,000-10,000"), amount("Qatar, Turkey")
    (Amount(low=5000, best=7000, high=10000), None)
    """
    text = text.strip()
    if found := _RANGE.fullmatch(text):
        numbers = [_whole(part) for part in found.groups() if part]
        if numbers != sorted(numbers) or numbers[-1] >= 10**15:
            return None
        return Amount(*numbers) if len(numbers) == 3 else Amount(numbers[0], None, numbers[1])
    found = _ONE.fullmatch(text)
    if not found or _whole(found[2]) >= 10**15:
        return None
    number, sign = _whole(found[2]), found[1] or ""
    if found[3] or sign.startswith(">"):
        return Amount(number + (sign == ">"))
    if sign.startswith("<"):
        return Amount(None, None, number - (sign == "<" and number > 0))
    return Amount(None, number)


def _whole(digits: str) -> int:
    return int(digits.replace(",", ""))
