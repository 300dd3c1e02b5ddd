"""Adjacency matrices, in the layout of Gade et al.: the first row and the first column are codes, cells are counts.

A count is the number of events of a tie, of the kind that the map names (``relation: hostile to``), by default a joint
operation. Rows and columns are matched by code, never by position; codes that stand on one side only, and pairs whose
two cells differ, are reported, and the higher count is taken. NA and empty cells say nothing, 0 makes no tie. A table
of attributes (``--attributes``) is matched by the same codes.

Known limits. One matrix is one dataset; give two matrices of the same groups the same ``space`` in their maps. A matrix
has no dates: ``period`` in the map says in which time the events lie.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from conflictkg import claims, dates
from conflictkg.errors import InputError
from conflictkg.importers.amounts import MISSING
from conflictkg.importers.attributes import Table
from conflictkg.importers.contract import Importer, Job
from conflictkg.importers.file import TABLES, File
from conflictkg.importers.mapfile import TEXT, Section
from conflictkg.importers.study import Study
from conflictkg.vocabulary import vocabulary

SECTIONS: dict[str, Section] = {
    "relation": TEXT,
    "kind": TEXT,
    "period": TEXT,
    "code": TEXT,
    "name": TEXT,
    "attributes": None,
}
"""The parts of a map for a matrix, beside ``dataset``."""

_COUNT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.0+)?|\d{1,15}(?:\.0+)?", re.ASCII)
_LOOKED_AT = 5
_SHOWN = 5


def _recognises(file: File) -> bool:
    """Whether the first rows begin with a code of the header and hold counts."""
    if file.suffix not in TABLES or len(file.first) < 3:
        return False
    codes = {code.casefold() for code in file.first}
    rows = [[cell.strip() for cell in cells] for _, cells in islice(file.grid(), 1, _LOOKED_AT + 1)]
    known = [row for row in rows if row and row[0].casefold() in codes]
    return len(known) * 2 > len(rows) and all(_says_count(cell) for row in rows for cell in row[1:])


def _says_count(cell: str) -> bool:
    return cell.lower() in MISSING or bool(_COUNT.fullmatch(cell))


def _rows(files: Sequence[File], job: Job) -> Iterator[claims.Row]:
    study = Study(job, files, SECTIONS, "Matrix")
    if len(files) > 1:
        raise InputError("is a second matrix.", files[1].path, cure="Load each under a --name of its own.")
    relation = study.map.term("Relationship", study.map.text("relation", "joint operation"), "relation")
    if relation not in vocabulary().relations or relation == "TerritorialControl":
        raise study.map.fault("says no kind of tie between actors.", "relation", cure="Such as: hostile to.")
    kind = study.map.term("Actor", study.map.text("kind", "armed group"), "kind")
    matrix = _Matrix(files[0], study)
    table = Table(File(job.options.attributes), study, matrix.codes) if job.options.attributes else None
    yield from study.head()
    described = table.rows if table else {}
    for code, written in matrix.codes.items():
        label = described[code].name if code in described else ""
        yield claims.Actor(study.actor(written), kind, label or written)
    for code, row in described.items():
        row = row._replace(code=matrix.codes.get(code, row.code))
        if code not in matrix.codes:
            yield claims.Actor(study.actor(row.code), kind, row.name or row.code)
        if table:
            yield from table.facts(row)
    yield from matrix.ties(relation)
    if table:
        apart = {"in the attributes": [row.code for code, row in table.rows.items() if code not in matrix.codes]}
        apart["in the matrix"] = [written for code, written in matrix.codes.items() if code not in table.rows]
        job.report.notes += [f"only {where}: {_some(codes)}" for where, codes in apart.items() if codes]
    if not study.map.text("relation"):
        job.report.notes.append("the counts are taken as joint operations; a map can say otherwise (relation: …)")


class _Matrix:
    """The counts of a matrix: ``codes`` as written by folded code, in the order of the file."""

    def __init__(self, file: File, study: Study) -> None:
        self._file, self._study = file, study
        self.codes: dict[str, str] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._silent: set[tuple[str, str]] = set()
        self._notes: dict[str, list[str]] = {}
        self._lines: dict[str, int] = {}
        self._columns = self._read()
        study.job.report.notes += dict.fromkeys(file.notes)
        study.job.report.notes += [f"{what}: {_some(where)}" for what, where in self._notes.items()]

    def _read(self) -> list[str]:
        grid = self._file.grid()
        head = [cell.strip() for cell in next(grid, (0, []))[1]]
        columns: list[str] = []
        for line, cells in grid:
            if not columns:  # R may write a header without a cell over the codes of the rows
                columns = self._head(head if len(cells) == len(head) + 1 else head[1:])
            if any(cell.strip() for cell in cells):
                self._row(line, [cell.strip() for cell in cells], columns)
        if not self._lines or not set(self._lines) & set(columns):
            cure = "The first row and the first column of a matrix are codes."
            raise InputError("holds no row whose code is that of a column.", self._file.path, cure=cure)
        apart = {"row": [code for code in columns if code and code not in self._lines]}
        apart["column"] = [code for code in self._lines if code not in columns]
        for where, codes in apart.items():
            if codes:
                self._notes[f"codes without a {where}"] = [self.codes[code] for code in codes]
        return columns

    def _head(self, codes: list[str]) -> list[str]:
        folded = [code.casefold() for code in codes]
        for code, written in zip(folded, codes, strict=True):
            if code and folded.count(code) > 1:
                cure = "Codes must differ by more than capitals."
                raise InputError("stands twice in the header.", self._file.path, 1, written, cure=cure)
            if code:
                self.codes[code] = written
        return folded

    def _row(self, line: int, cells: list[str], columns: list[str]) -> None:
        job, code = self._study.job, cells[0].casefold()
        job.report.read += 1
        if len(cells) != len(columns) + 1:
            job.skip(f"{len(cells)} cells where the header has {len(columns) + 1}", line)
        elif not code or (code in MISSING and code not in columns):
            job.skip("has no code", line)
        elif code in self._lines:
            job.skip("its code stands on a row before", line)
        else:
            self.codes.setdefault(code, cells[0])
            self._lines[code] = line
            for column, cell in zip(columns, cells[1:], strict=True):
                self._cell(code, column, cell, f"line {line}, column {self.codes.get(column, '')}")

    def _cell(self, row: str, column: str, cell: str, place: str) -> None:
        if cell.lower() in MISSING:
            self._silent.add((row, column))
        elif not column or not _COUNT.fullmatch(cell):
            self._silent.add((row, column))
            self._notes.setdefault("cells that are no counts", []).append(place)
        elif count := int(cell.split(".")[0].replace(",", "")):
            if row == column:
                self._notes.setdefault("counts of a group with itself, left out", []).append(place)
            else:
                self._counts[row, column] = count

    def ties(self, relation: str) -> Iterator[claims.Tie]:
        """One tie per pair with a count, or per cell where the tie has a direction."""
        symmetric = vocabulary().relations[relation].symmetric
        differing: list[str] = []
        done: set[tuple[str, str]] = set()
        for row, column in self._counts:
            if (row, column) in done:
                continue
            there, back = self._counts[row, column], self._counts.get((column, row), 0)
            note = ""
            if symmetric:
                done.add((column, row))
                if there != back and self._told(column, row):
                    note = f"the two cells differ: {there}, {back}"
                    differing.append(f"{self.codes[row]} and {self.codes[column]} {there}, {back}")
                there = max(there, back)
            yield self._tie(relation, row, column, there, note)
        if differing:
            what = f"{len(differing):,} pairs have two different counts, of which the higher is taken"
            self._study.job.report.notes.append(f"{what}: {_some(differing, '; ')}")

    def _told(self, row: str, column: str) -> bool:
        return row in self._lines and column in self._columns and (row, column) not in self._silent

    def _tie(self, relation: str, row: str, column: str, count: int, note: str) -> claims.Tie:
        source, target = self.codes[row], self.codes[column]
        place = f"{self._file.path.name}, line {self._lines[row]}, column {target}"
        when, bounds = self._period(self._study.map.text("period"))
        claim = self._study.claim(place, f"{source}\x1e{target}\x1e{count}", when=when, bounds=bounds)
        claim = claim._replace(note=note)
        return claims.Tie(relation, self._study.actor(source), self._study.actor(target), claim, events=count)

    def _period(self, text: str) -> tuple[str, dates.Bounds]:
        """Some time within the period: possible in it, ruled out outside, certain on no day."""
        try:
            ends = dates.split(text)
            when = f"[{ends[0]}..{ends[1]}]" if ends else text
            return when, dates.event_bounds(when)
        except dates.DateError as error:
            raise self._study.map.fault(str(error), "period", cure="Write it as 2012/2014.") from None


def _some(names: Sequence[str], mark: str = ", ") -> str:
    return mark.join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")


IMPORTER = Importer("matrix", _recognises, _rows, takes=("mapping", "attributes"))
