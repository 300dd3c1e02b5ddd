"""When a tie holds, as a bar: where it is certain, where it is possible, on one scale for all ties of a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from conflictkg import reports
from conflictkg.store import Store

WIDTH = 240
_EVER = ("0001-01-01", "9999-12-31")


class Bar(NamedTuple):
    """Stretches from 0 to :data:`WIDTH`: (start, length) where certain and where possible."""

    certain: tuple[tuple[float, float], ...]
    possible: tuple[tuple[float, float], ...]


class Bars(NamedTuple):
    """Tie -> its bar, and the years (or months of one year) at both ends of the scale; none where no tie has a date."""

    of: dict[str, Bar]
    first: str = ""
    last: str = ""


def bars(store: Store, ties: Iterable[str]) -> Bars:
    """The bars of some ties."""
    windows: dict[str, tuple[list[str], list[str]]] = {}
    for row in reports.rows_of(store, "windows", "tie", ties):
        sure, open_ = windows.setdefault(row["tie"], ([], []))
        (sure if row["sure"] else open_).append(row["sure"] or row["open"])
    days = [day for told in windows.values() for span in (*told[0], *told[1]) for day in span.split("/")]
    known = sorted(day for day in days if day not in _EVER)
    if not known:
        return Bars({})
    first, last = f"{known[0][:4]}-01-01", f"{known[-1][:4]}-12-31"
    start, end = _ordinal(first), _ordinal(last)

    def placed(spans: list[str]) -> tuple[tuple[float, float], ...]:
        found = []
        for span in spans:
            one, other = (min(max(_ordinal(day), start), end) for day in span.split("/"))
            left = WIDTH * (one - start) / (end - start)
            found.append((round(left, 1), round(max(2.0, WIDTH * (other - one) / (end - start)), 1)))
        return tuple(found)

    drawn = {tie: Bar(placed(sure), placed(open_)) for tie, (sure, open_) in windows.items()}
    years = first[:4], last[:4]
    return Bars(drawn, *(years if years[0] != years[1] else (first[:7], last[:7])))


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
