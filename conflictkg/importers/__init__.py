"""Importers: each recognises its files by header or suffix and yields claim rows.

What they give to a store is a :class:`Batch`: what will stand in the dataset's graph, as N-Quads text, and a report
that fills while it is read. Importers of other people's data keep the contract of
:mod:`conflictkg.importers.contract`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conflictkg.namespaces import dataset_graph, short

if TYPE_CHECKING:
    from conflictkg.store.base import Draft

CLAIMED = ("ties", "events", "participations", "names", "figures", "facts")
"""Kinds of rows of which each is a claim."""

_SHOWN = _FEW = 5


@dataclass
class Skip:
    """Rows of which one thing is told, such as why they were not used: how many, and the lines of the first."""

    count: int = 0
    lines: list[int] = field(default_factory=list)


@dataclass
class LoadReport:
    """What came in: counts by kind of row, what was skipped and why, and what is worth knowing.

    The report of a load of several datasets adds them up; iterating gives the report of each.
    """

    dataset: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    read: int = 0
    skips: dict[str, Skip] = field(default_factory=dict)
    remarks: dict[str, Skip] = field(default_factory=dict)
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
            told.read += part.read
            told.notes += part.notes
            for why, skipped in part.skips.items():
                _add(told.skips, why, skipped.lines, skipped.count)
            for what, rows in part.remarks.items():
                _add(told.remarks, what, rows.lines, rows.count)
        return told

    def skip(self, why: str, line: int) -> None:
        """A row is not used, and why."""
        _add(self.skips, why, [line])

    def remark(self, what: str, line: int) -> None:
        """A row is used, and what is worth knowing of it."""
        _add(self.remarks, what, [line])

    @property
    def skipped(self) -> list[str]:
        """Reasons why rows were not used, with how many and where: the most frequent first."""
        return _sorted(self.skips)

    @property
    def used(self) -> int:
        """Rows read that were used, whole or in part."""
        return self.read - sum(skip.count for skip in self.skips.values())

    def __iter__(self) -> Iterator[LoadReport]:
        return iter(self.parts or [self])

    def lines(self) -> list[str]:
        """The report as people read it."""
        things = [_counted(n, kind) for kind, n in sorted(self.counts.items()) if kind not in CLAIMED]
        claims = [f"{self.counts[kind]:,} on {kind}" for kind in CLAIMED if self.counts[kind]]
        parts = [", ".join(things), f"claims: {', '.join(claims)}" if claims else ""]
        told = [f"{self.dataset}: {'; '.join(part for part in parts if part) or 'nothing'}"]
        if self.read:
            told += [f"  rows: {self.read:,} read, {self.used:,} used, {self.read - self.used:,} skipped"]
        told += [f"  skipped: {reason}" for reason in self.skipped]
        return told + [f"  note: {note}" for note in [*_sorted(self.remarks), *self.notes]]


@dataclass
class Batch:
    """One dataset on its way in."""

    dataset: str
    quads: Iterator[str]
    report: LoadReport
    foreign: dict[str, str] = field(default_factory=dict)
    """Ids of other datasets that it names, with the place where it does so first."""
    replaces: Iterator[str] | None = None
    """Of an update: the events that it takes out or brings anew; what else the dataset holds stays."""

    def into(self, draft: Draft) -> None:
        """Put it in place of the dataset of its name; an update changes what that holds."""
        graph = dataset_graph(self.dataset)
        if self.replaces is None:
            draft.replace(graph, self.quads)
        else:
            draft.amend(graph, self.replaces, self.quads)

    def strangers(self, draft: Draft) -> list[str]:
        """Notes on ids that no other dataset in the store describes; many of them in one line."""
        own = dataset_graph(self.dataset)
        unknown = [iri for iri in sorted(self.foreign) if not draft.knows(iri, besides=own)]
        if len(unknown) <= _FEW:
            return [f"{short(iri)} is not loaded ({self.foreign[iri]})" for iri in unknown]
        told = "; ".join(f"{short(iri)} ({self.foreign[iri]})" for iri in unknown)
        return [f"{len(unknown)} ids are of no other dataset here: {told}"]


def _add(told: dict[str, Skip], why: str, lines: list[int], count: int = 1) -> None:
    rows = told.setdefault(why, Skip())
    rows.count += count
    rows.lines = (rows.lines + lines)[:_SHOWN]


def _sorted(told: dict[str, Skip]) -> list[str]:
    """Each with how many rows and where: the most frequent first."""
    return [
        f"{_counted(rows.count, 'rows')} ({_at(rows)}): {why}"
        for why, rows in sorted(told.items(), key=lambda each: (-each[1].count, each[0]))
    ]


def _at(skip: Skip) -> str:
    lines = ", ".join(map(str, skip.lines))
    return f"line{'s' if skip.count > 1 else ''} {lines}{' …' if skip.count > len(skip.lines) else ''}"


def _counted(count: int, kind: str) -> str:
    return f"{count:,} {kind.removesuffix('s') if count == 1 else kind}"
