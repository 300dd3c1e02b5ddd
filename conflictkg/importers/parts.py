"""Events of GED read in parts, each by itself: the same graph as of the whole file, whatever the parts.

A part is any of the rows, in the order of the file. Of each comes its own N-Quads and a :class:`Gist`, with which
:func:`rest` makes what only all parts together tell. A row that names nothing first within its part names nothing first
in the file, so that the rows which do, read again in order, give every description from the row that it has on one
machine. Ids that stand on two rows must be known before: :func:`repeated`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from conflictkg import claims
from conflictkg.importers import LoadReport, ged, ucdp
from conflictkg.importers.contract import Job
from conflictkg.importers.file import Cells, File
from conflictkg.importers.gedevents import TWICE, Events, Totals, unfit
from conflictkg.rdf import quads

At = tuple[int, int]
"""Where a row stands: the number of its file and its line."""
Row = tuple[At, Cells | str]
"""A row as :meth:`File.rows` gives it, with where it stands; a text says what is wrong with it."""


class Gist(NamedTuple):
    """What the whole needs of a part: the rows that may be the first to name something, sums, and what to report."""

    firsts: list[tuple[At, Cells]]
    totals: Totals
    report: LoadReport


def rows(number: int, file: File) -> Iterator[Row]:
    """The rows of a file of events. Reading packed text has no parts: a file is read by one alone."""
    for line, cells in file.rows(ged.columns(file)):
        yield (number, line), cells


def ids(part: Iterable[Row]) -> Iterator[tuple[int, At]]:
    """The ids of the events of a part that can be used, with where they stand."""
    for at, cells in part:
        if not isinstance(cells, str) and not unfit(cells):
            yield int(cells["id"]), at


def repeated(places: Iterable[At]) -> list[At]:
    """The rows of an id that are not its first."""
    return sorted(places)[1:]


class Part:
    """One part while it is turned into N-Quads; then its gist can be had."""

    def __init__(self, about: claims.Dataset, again: Collection[At] = ()) -> None:
        """``about`` is what :func:`conflictkg.importers.ged.described` tells, ``again`` all repeated rows."""
        self._about, self._again = about, again
        self._job = Job(about.name)
        self._events = Events(self._job, ucdp.source("ged", about.version))
        self._firsts: list[tuple[At, Cells]] = []

    def quads(self, part: Iterable[Row]) -> Iterator[str]:
        """What the rows say each of itself, as the mapper of one machine writes it."""
        return quads(self._job.counted(self._told(part)), self._about.name)

    def _told(self, part: Iterable[Row]) -> Iterator[claims.Row]:
        events, report = self._events, self._job.report
        for at, cells in part:
            report.read += 1
            why = cells if isinstance(cells, str) else unfit(cells) or (TWICE if at in self._again else "")
            if why or isinstance(cells, str):
                report.skip(why, at[1])
                continue
            cells[""] = str(at[1])
            known = events.known
            events.count(cells)
            events.first(cells)
            if events.known > known:
                self._firsts.append((at, cells))
            yield from events.told(cells)

    @property
    def gist(self) -> Gist:
        """What the whole needs of this part, once its N-Quads are written."""
        return Gist(self._firsts, self._events.totals, self._job.report)


def rest(about: claims.Dataset, gists: Sequence[Gist], job: Job) -> Iterator[str]:
    """The N-Quads that no part tells: the dataset, who and what is named in it, and what all events add up to."""
    return quads(job.counted(_rest(about, gists, job)), about.name)


def _rest(about: claims.Dataset, gists: Sequence[Gist], job: Job) -> Iterator[claims.Row]:
    yield from ucdp.head(about, "ged")
    events = Events(job, ucdp.source("ged", about.version))
    firsts = [first for gist in gists for first in gist.firsts]
    for _, cells in sorted(firsts, key=lambda first: first[0]):
        yield from events.first(cells)
    for gist in gists:
        events.totals.join(gist.totals)
    yield from events.ends()
    yield ged.covered(about, events.totals)
