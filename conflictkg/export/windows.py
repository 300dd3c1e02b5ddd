"""When ties certainly and possibly hold, as days; of what no day bounds the text is empty, and so sorts first."""

from __future__ import annotations

from typing import NamedTuple

from conflictkg import reports
from conflictkg.store.base import Store

_FIRST, _LAST = "0001-01-01", "9999-12-31"
Window = tuple[str, str]


class Windows(NamedTuple):
    """First and last days of each window in which a tie is certain, and in which it is possible (certain or not)."""

    certain: list[Window]
    possible: list[Window]

    def certainty(self, first: str, last: str) -> str:
        """``certain``, ``possible`` or empty, at some time between two days: the rule of ``fragments/certainty``."""
        if _touch(self.certain, first, last):
            return "certain"
        return "possible" if _touch(self.possible, first, last) else ""

    def years(self) -> list[int]:
        """The years from the first to the last day that the dates of the tie name; none where they name no day."""
        days = [day for window in self.certain + self.possible for day in window if day]
        return list(range(int(min(days)[:4]), int(max(days)[:4]) + 1)) if days else []


_TIES = """PREFIX ckg: <https://w3id.org/conflictkg/ontology#>
SELECT ?tie ?sure ?open WHERE {
  { ?tie ckg:tieFrom ?from ; ckg:certainDuring ?sure } UNION { ?tie ckg:tieFrom ?from ; ckg:possibleDuring ?open }
}"""


def windows(store: Store, ties: bool = False) -> dict[str, Windows]:
    """Proposition -> its windows; of ties alone where so asked, which are few beside events."""
    found: dict[str, Windows] = {}
    for row in store.select(_TIES) if ties else reports.rows(store, "windows"):
        held = found.setdefault(row["tie"], Windows([], []))
        for text, listed in ((row["sure"], held.certain), (row["open"], held.possible)):
            if text:
                start, _, end = text.partition("/")
                listed.append(("" if start == _FIRST else start, "" if end == _LAST else end))
    return found


def _touch(windows: list[Window], first: str, last: str) -> bool:
    return any(start <= last and (not end or end >= first) for start, end in windows)
