"""Importers: each recognises its files by header or suffix and yields claim rows.

The contract is :class:`Batch`: what will stand in the dataset's graph, as N-Quads text, and a report that fills while
it is read. An importer that yields claim rows wraps them with :func:`conflictkg.rdf.quads`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class LoadReport:
    """What came in: counts by kind of row, what was skipped and why, and what is worth knowing."""

    dataset: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    skipped: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The report as people read it."""
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(self.counts.items()))
        told = [f"{self.dataset}: {kinds or 'nothing'}"]
        told += [f"  skipped: {reason}" for reason in self.skipped]
        return told + [f"  note: {note}" for note in self.notes]


@dataclass
class Batch:
    """One dataset on its way in."""

    dataset: str
    quads: Iterator[str]
    report: LoadReport
