"""The dates of what is to be seen, and what they say of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class When:
    """``since`` and ``until`` in EDTF, and the windows in which something certainly or possibly holds.

    A window is ``start/end`` in days; see :func:`conflictkg.derive.summary.windows`. What has no window (a tie added by
    hand) is shown on every day.
    """

    since: str = ""
    until: str = ""
    certain: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether a day can exclude it."""
        return bool(self.certain or self.possible)

    def on(self, first: str, last: str) -> str:
        """``certain``, ``possible`` or ``excluded`` in a period of days, as ``queries/fragments/certainty.rq`` has it.

        >>> When(certain=("2015-03-28/2015-03-28",), possible=("0001-01-01/9999-12-31",)).on("2015-03-29", "2015-03-29")
        'possible'
        """
        if _meets(self.certain, first, last):
            return "certain"
        return "possible" if _meets(self.possible, first, last) else "excluded"


def _meets(windows: Sequence[str], first: str, last: str) -> bool:
    return any(start <= last and end >= first for start, _, end in (window.partition("/") for window in windows))


def changes(times: Iterable[When]) -> list[tuple[date, int]]:
    """The days on which something begins or has ended, in order, and how much: what a slider marks and play stops at.

    What begins for certain counts twice, as certain and as possible; the day after the last is that of an end.

    >>> changes([When(certain=("2015-03-28/2015-03-29",))])
    [(datetime.date(2015, 3, 28), 2), (datetime.date(2015, 3, 30), 2)]
    """
    found: Counter[tuple[str, int]] = Counter()
    for when in times:
        for start, _, end in (w.partition("/") for w in (*when.certain, *(when.possible or when.certain))):
            if start <= end:
                found[start, 0] += 1
                found[end, 1] += 1
    days: Counter[int] = Counter()
    for (day, after), count in found.items():
        if NEVER < day < EVER:
            days[date.fromisoformat(day).toordinal() + after] += count
    return [(date.fromordinal(day), count) for day, count in sorted(days.items())]


NEVER, EVER = "0001-01-01", "9999-12-31"
NO_DATE = When()
