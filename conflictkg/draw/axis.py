"""Days along a line: where a day stands, and which days get a tick."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months between ticks."""


class Axis(NamedTuple):
    """From the first to the last day, drawn from ``left`` to ``right``."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: str) -> float:
        """The beginning of a day; days beyond the axis lie at its ends.

        >>> Axis(date(2015, 1, 1), date(2015, 1, 10), 0, 100).x("2015-01-02")
        10.0
        """
        return self._at((date.fromisoformat(day) - self.first).days)

    def after(self, day: str) -> float:
        """The end of a day."""
        return self._at((date.fromisoformat(day) - self.first).days + 1)

    def _at(self, days: int) -> float:
        return min(max(self.left + days * self._day, self.left), self.right)

    @property
    def _day(self) -> float:
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def ticks(self, apart: float) -> Iterator[tuple[float, str]]:
        """Firsts of months or years at least so far from each other, with their label: ``2015`` or ``2015-03``."""
        step = next((s for s in _STEPS if s * 30.4 * self._day >= apart), _STEPS[-1])
        month = self.first.year * 12 + self.first.month - 1
        month += -month % step
        while month < 9999 * 12 and date(month // 12, month % 12 + 1, 1) <= self.last:
            day = date(month // 12, month % 12 + 1, 1)
            if day >= self.first:
                yield self.x(day.isoformat()), f"{day.year:04d}" if step >= 12 else f"{day:%Y-%m}"
            month += step
