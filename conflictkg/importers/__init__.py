"""Importers: each recognises its files by header or suffix and yields claim rows.

The contract is :class:`Batch`: what will stand in the dataset's graph, as N-Quads text, and a report that fills while
it is read. An importer that yields claim rows wraps them with :func:`conflictkg.rdf.quads`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

CLAIMED = ("ties", "events", "participations", "names", "figures", "facts")
"""Kinds of rows of which each is a claim."""


@dataclass
class LoadReport:
    """What came in: counts by kind of row, what was skipped and why, and what is worth knowing.

    The report of a load of several datasets adds them up; iterating gives the report of each.
    """

    dataset: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    skipped: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    parts: list[LoadReport] = field(default_factory=list, repr=False)

    @classmethod
    def of(cls, parts: list[LoadReport]) -> LoadReport:
        """One report of several; of a single one that itself."""
        if len(parts) == 1:
            return parts[0]
        told = cls("; ".join(part.dataset for part in parts), parts=parts)
        for part in parts:
            told.counts += part.counts
            told.skipped += part.skipped
            told.notes += part.notes
        return told

    def __iter__(self) -> Iterator[LoadReport]:
        return iter(self.parts or [self])

    def lines(self) -> list[str]:
        """The report as people read it."""
        things = [_counted(n, kind) for kind, n in sorted(self.counts.items()) if kind not in CLAIMED]
        claims = [f"{self.counts[kind]} on {kind}" for kind in CLAIMED if self.counts[kind]]
        parts = [", ".join(things), f"claims: {', '.join(claims)}" if claims else ""]
        told = [f"{self.dataset}: {'; '.join(part for part in parts if part) or 'nothing'}"]
        told += [f"  skipped: {reason}" for reason in self.skipped]
        return told + [f"  note: {note}" for note in self.notes]


@dataclass
class Batch:
    """One dataset on its way in."""

    dataset: str
    quads: Iterator[str]
    report: LoadReport
    foreign: dict[str, str] = field(default_factory=dict)
    """Ids of other datasets that it names, with the place where it does so first."""


def _counted(count: int, kind: str) -> str:
    return f"{count} {kind.removesuffix('s') if count == 1 else kind}"
