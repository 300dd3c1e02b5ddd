"""Dates as sources give them: EDTF level 1, and the four bounds that follow.

A date is the span of days it can mean; an interval is a start and an end, each a span, open or unknown. From these
come four bounds, each a day (``YYYY-MM-DD``) or None for "no bound": the earliest and latest day it can have begun, the
earliest and latest day it can have ended. On a period [a, b] a claim is

* certain  where ``start_latest <= b`` and ``end_earliest >= a`` (both known),
* possible where ``start_earliest <= b`` and ``end_latest >= a`` (no bound counts as infinite).

Format: Extended Date/Time Format (EDTF), ISO 8601-2:2019 annex A, level 1, and from level 2 the X anywhere in a day
(``2015-03-2X``) and the one-of set (``[2015-03-23..2015-03-28]``, ``[..2015-03-28]`` for some day until then). Not EDTF
but taken: ``early|mid|late 2013[-05]`` (thirds). Uncertain and approximate dates (``? ~ %``) widen by one unit of their
precision on each side. Winter (season 24) of a year takes either reading: the one that begins in it or the one that
ends in it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

DAY = timedelta(days=1)


class DateError(ValueError):
    """A date that cannot be read; the message says why and what is taken."""


class Span(NamedTuple):
    """The days a date can mean, first and last included."""

    first: date
    last: date


class Bounds(NamedTuple):
    """When something can have begun and ended; None is no bound. ``end_open``: said to be still going on."""

    start_earliest: str | None = None
    start_latest: str | None = None
    end_earliest: str | None = None
    end_latest: str | None = None
    end_open: bool = False

    def certain(self, first: str, last: str) -> bool:
        """Whether it held at some time in the period, whatever the true dates are."""
        if self.start_latest is None or self.end_earliest is None:
            return False
        return self.start_latest <= last and self.end_earliest >= first

    def possible(self, first: str, last: str) -> bool:
        """Whether some true dates allow it to have held in the period."""
        began = self.start_earliest is None or self.start_earliest <= last
        return began and (self.end_latest is None or self.end_latest >= first)


UNDATED = Bounds()

_SIMPLE = re.compile(r"(\d{4}|\d{3}X|\d\dXX|\dXXX)(?:-(\d\d|\dX|XX)(?:-(\d\d|\dX|XX))?)?([?~%])?", re.ASCII)
_THIRD = re.compile(r"(early|mid|late)[ -](\d{4})(?:-(\d\d))?", re.ASCII)
_ONE_OF = re.compile(r"\[([^\[\]]+)\]")
_AMBIGUOUS = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11)}


@lru_cache(maxsize=4096)
def parse(text: str) -> Span:
    """The span of days that one EDTF date can mean.

    >>> parse("2015-03")
    Span(first=datetime.date(2015, 3, 1), last=datetime.date(2015, 3, 31))
    >>> parse("2015-03-2X").first.day, parse("201X").last.year
    (20, 2019)
    """
    if _AMBIGUOUS.fullmatch(text):
        raise DateError(f'"{text}" can be read as day/month or month/day. Write YYYY-MM-DD.')
    one_of = _ONE_OF.fullmatch(text)
    if one_of:
        return _one_of(one_of[1], text)
    third = _THIRD.fullmatch(text)
    if third:
        return _third(third[1], int(third[2]), third[3], text)
    simple = _SIMPLE.fullmatch(text)
    if not simple:
        raise DateError(f'"{text}" is not a date. {_cure(text)}')
    year, month, day, mark = simple.groups()
    span = _simple(year, month, day, text)
    return _widen(span, month, day) if mark else span


def _cure(text: str) -> str:
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return "It looks like a spreadsheet's count of days: format the cells as text and write YYYY-MM-DD."
    return "Write YYYY, YYYY-MM, YYYY-MM-DD or another EDTF form, such as [..2014-03-25] for some day until then."


def _simple(year: str, month: str | None, day: str | None, text: str) -> Span:
    if month is None:
        low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
        return Span(_day(low, 1, 1, text), _day(high, 12, 31, text))
    if "X" in year:
        raise DateError(f'"{text}": an unknown year has no month.')
    if month.isdigit() and int(month) in (21, 22, 23, 24):
        if day is not None:
            raise DateError(f'"{text}": a season has no day.')
        return _season(int(year), int(month), text)
    months = _digits(month, 1, 12)
    if not months:
        raise DateError(f'"{text}": there is no month {month}.')
    if day is None:
        return Span(_day(int(year), months[0], 1, text), _month_end(int(year), months[-1], text))
    firsts = [m for m in months if _digits(day, 1, _month_end(int(year), m, text).day)]
    if not firsts:
        raise DateError(f'"{text}": there is no such day.')
    low, high = firsts[0], firsts[-1]
    first = _digits(day, 1, _month_end(int(year), low, text).day)[0]
    last = _digits(day, 1, _month_end(int(year), high, text).day)[-1]
    return Span(_day(int(year), low, first, text), _day(int(year), high, last, text))


def _digits(pattern: str, low: int, high: int) -> list[int]:
    """All numbers from low to high that a two-digit pattern with X can stand for."""
    regex = re.compile(pattern.replace("X", r"\d"))
    return [n for n in range(low, high + 1) if regex.fullmatch(f"{n:02d}")]


def _season(year: int, season: int, text: str) -> Span:
    if season == 24:
        first = _day(year - 1, 12, 1, text) if year > 1 else _day(year, 1, 1, text)
        return Span(first, _month_end(year + 1, 2, text))
    start, end = _SEASONS[season]
    return Span(_day(year, start, 1, text), _month_end(year, end, text))


def _third(part: str, year: int, month: str | None, text: str) -> Span:
    index = ("early", "mid", "late").index(part)
    if month is None:
        return Span(_day(year, 4 * index + 1, 1, text), _month_end(year, 4 * index + 4, text))
    end = _month_end(year, int(month), text)
    return Span(_day(year, int(month), 10 * index + 1, text), end if index == 2 else end.replace(day=10 * index + 10))


def _one_of(inside: str, text: str) -> Span:
    spans = [_range(part.strip(), text) for part in inside.split(",") if part.strip()]
    if not spans:
        raise DateError(f'"{text}" is empty: write a day in between, as in [2013-03..2013-05].')
    return Span(min(s.first for s in spans), max(s.last for s in spans))


def _range(part: str, text: str) -> Span:
    """One member of a set: a date, or ``first..last`` of which one may be left out."""
    start, dots, end = (each.strip() for each in part.partition(".."))
    if not dots:
        return parse(part)
    if not start and not end:
        raise DateError(f'"{text}" is empty: write a day in between, as in [2013-03..2013-05].')
    first, last = parse(start).first if start else date.min, parse(end).last if end else date.max
    if first > last:
        raise DateError(f'"{text}" ends before it begins.')
    return Span(first, last)


def _widen(span: Span, month: str | None, day: str | None) -> Span:
    """One unit of precision more on each side, kept inside the calendar."""
    first = span.first - DAY if span.first > date.min else span.first
    last = span.last + DAY if span.last < date.max else span.last
    if day is not None:
        return Span(first, last)
    if month is not None:
        return Span(first.replace(day=1), _month_end(last.year, last.month, ""))
    return Span(first.replace(month=1, day=1), last.replace(month=12, day=31))


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError(f'"{text}": there is no such day.') from None


def _month_end(year: int, month: int, text: str) -> date:
    if not 1 <= month <= 12:
        raise DateError(f'"{text}": there is no month {month:02d}.')
    return date.max if (year, month) == (9999, 12) else _day(year + month // 12, month % 12 + 1, 1, text) - DAY


def split(text: str) -> tuple[str, str] | None:
    """Start and end of an EDTF interval, None for a single date.

    >>> split("2013-03/.."), split("2015")
    (('2013-03', '..'), None)
    """
    if _AMBIGUOUS.fullmatch(text) or "/" not in text:
        return None
    start, _, end = text.partition("/")
    if "/" in end:
        raise DateError(f'"{text}" has more than one "/". Write START/END, each an EDTF date.')
    return start.strip(), end.strip()


def in_words(edtf: str) -> str:
    """An EDTF date for people: ranges, choices and doubt in words, days as they are.

    >>> in_words("[2015-03-27..2015-03-28]"), in_words("[..2015]"), in_words("[2013~,2014]"), in_words("2015-03?")
    ('between 2015-03-27 and 2015-03-28', 'by 2015', 'about 2013 or 2014', 'perhaps 2015-03')
    """
    inside = edtf.strip("[]")
    start, dots, end = inside.partition("..")
    if "," in inside:
        return " or ".join(in_words(part if ".." not in part else f"[{part}]") for part in inside.split(","))
    if edtf.startswith("[") and dots:
        return f"between {start} and {end}" if start and end else f"by {end}" if end else f"not before {start}"
    return f"{_DOUBTS[edtf[-1]]} {edtf[:-1]}" if edtf[-1:] in _DOUBTS else edtf


_DOUBTS = {"~": "about", "?": "perhaps", "%": "perhaps about"}


def period(text: str) -> tuple[str, str]:
    """First and last day of what ``--as-of`` names: a day, month, year or any EDTF date.

    >>> period("2015-03")
    ('2015-03-01', '2015-03-31')
    """
    span = parse(text.strip())
    return span.first.isoformat(), span.last.isoformat()


def event_bounds(when: str, published: str = "") -> Bounds:
    """Bounds of something that happened: a date (on a day within it) or an interval (lasted from, to)."""
    if not when:
        return UNDATED
    interval = split(when)
    if interval is None:
        span = parse(when)
        first, last = _bound(span.first), _bound(span.last)
        return Bounds(first, last, first, last)
    start = "" if interval[0] == ".." else interval[0]
    return tie_bounds(start, interval[1], "", published)


def tie_bounds(since: str, until: str, seen: str = "", published: str = "") -> Bounds:
    """Bounds of a tie from when it began, ended (``..``: still going on) and was seen to hold.

    An open end reaches to the day its source was published and no further; an unknown end to the start only.

    >>> tie_bounds("", "", "2015-03-28")
    Bounds(start_earliest=None, start_latest='2015-03-28', end_earliest='2015-03-28', end_latest=None, end_open=False)
    """
    start_earliest = start_latest = end_earliest = end_latest = None
    if since:
        start_earliest, start_latest = parse(since)
    open_end = until == ".."
    if until and not open_end:
        end_earliest, end_latest = parse(until)
    if open_end and published:  # it held when the source came out: that it had begun by then follows too
        out = parse(published)
        start_latest, end_earliest = min(start_latest or date.max, out.last), out.first
    if seen:
        ends = split(seen) or (seen, seen)
        first, last = parse(ends[0]), parse(ends[1])
        if first.first > last.last:
            raise DateError(f'seen "{seen}" ends before it begins.')
        if (start_earliest and last.last < start_earliest) or (end_latest and first.first > end_latest):
            raise DateError(f'seen "{seen}" lies outside {since or "…"}/{until or "…"}.')
        start_latest = min(start_latest or date.max, first.last)
        end_earliest = max(end_earliest or date.min, last.first)
    if start_earliest and end_latest and start_earliest > end_latest:
        raise DateError(f'"{since}/{until}" ends before it begins.')
    return _settle(start_earliest, start_latest, end_earliest, end_latest, open_end)


def _settle(
    start_earliest: date | None,
    start_latest: date | None,
    end_earliest: date | None,
    end_latest: date | None,
    open_end: bool,
) -> Bounds:
    """Nothing ends before it begins, so each bound limits the others."""
    if end_latest:
        start_latest = min(start_latest or end_latest, end_latest)
    if start_earliest:
        end_earliest = max(end_earliest or start_earliest, start_earliest)
        start_latest = max(start_latest or start_earliest, start_earliest) if start_latest else None
    days = (start_earliest, start_latest, end_earliest, end_latest)
    a, b, c, d = (_bound(day) for day in days)
    return Bounds(a, b, c, d, open_end)


def _bound(day: date | None) -> str | None:
    """A day as a bound; the ends of the calendar are no bounds."""
    return None if day is None or day in (date.min, date.max) else day.isoformat()
