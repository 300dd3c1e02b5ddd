"""What an importer of other people's data is: a name, how it knows its files, and a generator of claim rows.

A module of this package that holds an ``IMPORTER`` is one; the registry lists it by name. It yields claim rows
(:mod:`conflictkg.claims`) while it reads, holds no more than it must, and tells its :class:`Job` of every row that it
cannot use. A file that is not what it says it is raises :class:`InputError`, and nothing is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from conflictkg import claims
from conflictkg.errors import InputError
from conflictkg.importers import LoadReport

if TYPE_CHECKING:
    from conflictkg.importers.file import File

_KINDS: dict[type[NamedTuple], str] = {
    claims.Source: "sources",
    claims.Actor: "actors",
    claims.Place: "places",
    claims.Name: "names",
    claims.Tie: "ties",
    claims.Event: "events",
    claims.Participation: "participations",
    claims.Estimate: "figures",
    claims.Fact: "facts",
    claims.Judgement: "judgements",
}


class Options(NamedTuple):
    """What a user may give beside the files."""

    attributes: Path | None = None
    mapping: Path | None = None
    persons: bool = False
    update: bool = False
    date_order: str | None = None


NO_OPTIONS = Options()
FLAGS = {
    "attributes": "--attributes",
    "mapping": "--map",
    "persons": "--with-persons",
    "update": "--update",
    "date_order": "--dates",
}
"""How each option is written on the command line."""


class Job:
    """One dataset while it is read: its name, the options, and the report that fills."""

    def __init__(
        self, dataset: str, options: Options = NO_OPTIONS, progress: Callable[[File], None] | None = None
    ) -> None:
        self.dataset, self.options, self._progress = dataset, options, progress
        self.report = LoadReport(dataset)
        self.foreign: dict[str, str] = {}

    def records(self, file: File, columns: Sequence[str] = ()) -> Iterator[dict[str, str]]:
        """The rows of a table as cells by column, counted; rows of the wrong length are skipped and told.

        The line stands under ``""``. ``columns`` names those of a file that has no header line.
        """
        for line, cells in file.rows(columns):
            self.report.read += 1
            if not self.report.read % 1000 and self._progress:
                self._progress(file)
            if isinstance(cells, str):
                self.skip(cells, line)
                continue
            cells[""] = str(line)
            yield cells
        self.report.notes += [note for note in file.notes if note not in self.report.notes]

    def skip(self, why: str, line: int | str) -> None:
        """A row is not used; ``why`` without what is special about the row, so that rows of one kind stand together."""
        self.report.skip(why, int(line))

    def remark(self, what: str, line: int | str) -> None:
        """A row is used, but something about it is worth knowing; in words that rows of one kind share."""
        self.report.remark(what, int(line))

    def unresolved(self, id: str, where: str) -> None:
        """An id that no actor of this file has; it is told unless another dataset has it."""
        self.foreign.setdefault(id, where)

    def described(self, about: claims.Dataset) -> claims.Dataset:
        """The dataset under the name it is loaded by, with the day of loading."""
        from importlib.metadata import version  # here: it brings much with it that a claim sheet needs not

        title = about.title or about.name
        return about._replace(
            name=self.dataset,
            title=title,
            loaded_on=date.today().isoformat(),
            loaded_by=f"conflictkg {version('conflictkg')}",
        )

    def counted(self, rows: Iterable[claims.Row]) -> Iterator[claims.Row]:
        """The rows, counted by kind as they pass."""
        counts = self.report.counts
        for row in rows:
            kind = _KINDS.get(type(row))
            if kind and not (isinstance(row, claims.Participation) and row.claim is None):
                counts[kind] += 1
            yield row


class Importer(NamedTuple):
    """A format: its name, how a file of it is known, and what its files hold.

    ``rows`` begins with the dataset's description (``job.described(...)``) and may read the files more than once.
    ``takes`` names the :class:`Options` that it heeds; the others are refused. ``replaces`` gives the IRIs of the
    events that files loaded with ``--update`` take out or bring anew.
    """

    name: str
    recognises: Callable[[File], bool]
    rows: Callable[[Sequence[File], Job], Iterator[claims.Row]]
    takes: tuple[str, ...] = ()
    replaces: Callable[[Sequence[File], Job], Iterator[str]] | None = None


def columns(*names: str) -> Callable[[File], bool]:
    """Recognises tables whose header has all these columns, whatever their case, order and company."""
    wanted = {name.lower() for name in names}
    return lambda file: wanted <= set(file.header)


def demand(file: File, *names: str) -> None:
    """Refuse a table that lacks columns, as one may that is loaded under a named format; says which."""
    missing = [name for name in names if name.lower() not in file.header]
    if missing:
        has = ", ".join(file.first[:8]) or "none"
        raise InputError(f"has no column {', '.join(missing)}.", file.path, 1, cure=f"Its columns: {has} …")
