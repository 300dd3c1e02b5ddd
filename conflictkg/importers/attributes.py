"""A table of attributes: one row per actor, every column a variable of the dataset.

Which column holds the codes is told by the map, else by the codes themselves: the column that has most of them. A
variable becomes facts (``codedAs`` with the column's name). Numbers and ranges (2,000; 5,000-7,000-10,000) are read
into low, best and high, other cells with commas or semicolons are lists, one fact each. A map can say otherwise for a
column: number, list, text or leave.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from conflictkg import claims
from conflictkg.errors import InputError
from conflictkg.importers.amounts import MISSING, amount
from conflictkg.importers.file import File
from conflictkg.importers.study import Study

KINDS = ("number", "list", "text", "leave")
_NAMES = ("name", "group_name", "group name", "groupname", "full_name", "full name", "fullname", "label")
_DECIMAL = re.compile(r"[-+]?[\d,]+(\.\d+)?\s?%?", re.ASCII)
_MARKS = re.compile(r"\s*[;,]\s*")


class Row(NamedTuple):
    """An actor of the table: its code and name as written, its cells with the line under ""."""

    code: str
    name: str
    cells: dict[str, str]


class Table:
    """A table of attributes, matched to the codes of something else by code."""

    def __init__(self, file: File, study: Study, codes: Collection[str]) -> None:
        self._file, self._study = file, study
        records = list(study.job.records(file))
        self._code = self._column("code") or _most(file, records, codes)
        self._name = self._column("name") or next((n for n in _NAMES if n in file.header and n != self._code), "")
        self._kinds = self._read_kinds()
        self.rows: dict[str, Row] = {}
        for cells in records:
            self._take(cells)

    def _take(self, cells: dict[str, str]) -> None:
        code = cells[self._code]
        if code.lower() in MISSING:
            self._study.job.skip("has no code", cells[""])
        elif code.casefold() in self.rows:
            self._study.job.skip("its code stands on a row before", cells[""])
        else:
            name = cells.get(self._name, "")
            self.rows[code.casefold()] = Row(code, "" if name.lower() in MISSING else " ".join(name.split()), cells)

    def _column(self, field: str) -> str:
        """The column that the map names."""
        column = self._study.map.text(field)
        return self._study.map.one_of(column.lower(), self._file.header, field) if column else ""

    def _read_kinds(self) -> dict[str, str]:
        told = self._study.map.section("attributes")
        kinds = {}
        for column, kind in told.items():
            self._study.map.one_of(column.lower(), self._file.header, "attributes", column)
            kinds[column.lower()] = self._study.map.one_of(kind, KINDS, "attributes", column)
        return kinds

    def facts(self, row: Row) -> Iterator[claims.Row]:
        """The name of an actor and what its variables say."""
        actor = self._study.actor(row.code)
        place = f"{self._file.path.name}, line {row.cells['']}"
        if row.name:
            yield claims.Name(actor, row.name, self._study.claim(place, row.name))
        for column, name in zip(self._file.header, self._file.first, strict=True):
            if column in (self._code, self._name) or row.cells[column].lower() in MISSING:
                continue
            claim = self._study.claim(f"{place}, column {name or column}", f"{column}\x1e{row.cells[column]}")
            yield from self._said(row, column, name or column, claim)

    def _said(self, row: Row, column: str, name: str, claim: claims.Claim) -> Iterator[claims.Fact]:
        kind, cell = self._kinds.get(column, ""), row.cells[column]
        if kind == "leave":
            return
        number = amount(cell) if kind in ("", "number") else None
        if number:
            claim = claim._replace(low=number.low, best=number.best, high=number.high)
        elif kind == "number":
            self._study.job.remark(f"{name} is no number; it is kept as a text", row.cells[""])
        whole = number or kind in ("number", "text") or (kind == "" and _DECIMAL.fullmatch(cell))
        for part in dict.fromkeys([cell] if whole else filter(None, _MARKS.split(cell))):
            yield claims.Fact(self._study.actor(row.code), "codedAs", claim, value=part, variable=name)


def _most(file: File, records: list[dict[str, str]], codes: Collection[str]) -> str:
    """The column that holds most of the codes: at least half of them, or of the rows."""
    counts = {name: len({cells[name].casefold() for cells in records} & set(codes)) for name in file.header}
    column = max(counts, key=lambda name: counts[name], default="")
    if not column or counts[column] * 2 < min(len(codes), len(records)) or not counts[column]:
        cure = 'Name it in the map ("code: COLUMN"), and see that both files use the same codes.'
        raise InputError("no column holds the codes of the matrix.", file.path, cure=cure)
    return column
