"""A data file as a stream of rows: plain, .gz or .zip with one file in it; comma, semicolon or tab; .xlsx and .dta.

UTF-8 with or without a byte-order mark; a line that is not UTF-8 is read as latin-1, and that is told. Lines are read
one by one, so that memory does not grow with the file. Column names are stripped and in lower case.
"""

from __future__ import annotations

import csv
import gzip
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import chain
from pathlib import Path, PurePath
from typing import IO

from conflictkg.errors import InputError
from conflictkg.importers import workbook
from conflictkg.importers.tables import CELL_LIMIT, LINE_LIMIT, reading

Cells = dict[str, str]
TABLES = ("", ".csv", ".tsv", ".txt", *workbook.SUFFIXES)
"""Suffixes of what can be read as a table."""


class File:
    """One file that a user named. ``suffix`` is that of the data: ``.csv`` for ``x.csv.gz`` and for ``x.zip``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes: list[str] = []
        self._latin = 0
        self._raw: IO[bytes] | None = None

    @cached_property
    def suffix(self) -> str:
        """The suffix of what is inside, in lower case."""
        if self.path.suffix.lower() == ".zip":
            with reading(self.path), self._faults(), zipfile.ZipFile(self.path) as archive:
                return PurePath(self._member(archive)).suffix.lower()
        name = self.path.with_suffix("") if self.path.suffix.lower() == ".gz" else self.path
        return name.suffix.lower()

    @property
    def done(self) -> float:
        """How much of the file has been read, 0 to 1."""
        size = self.path.stat().st_size
        return self._raw.tell() / size if self._raw and not self._raw.closed and size else 0.0

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The bytes of what is inside, unpacked as they are read."""
        kind = self.path.suffix.lower()
        with reading(self.path), self._faults(), open(self.path, "rb") as raw:
            self._raw = raw
            if kind == ".gz":
                with gzip.open(raw) as unpacked:
                    yield unpacked  # type: ignore[misc]
            elif kind == ".zip":
                with zipfile.ZipFile(raw) as archive, archive.open(self._member(archive)) as unpacked:
                    yield unpacked
            else:
                yield raw

    def _member(self, archive: zipfile.ZipFile) -> str:
        names = [n for n in archive.namelist() if not n.endswith("/") and not n.startswith(("__MACOSX", "."))]
        if len(names) != 1:
            listed = ", ".join(names[:5]) or "nothing"
            raise InputError(
                f"holds {len(names)} files ({listed}).", self.path, cure="Unpack it and name the one to load."
            )
        return names[0]

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Say what is wrong with a packed file."""
        try:
            yield
        except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
            cure = "Is it whole? Download or pack it again."
            raise InputError(f"cannot be unpacked ({error}).", self.path, cure=cure) from None

    # -- tables

    def _lines(self, stream: IO[bytes]) -> Iterator[str]:
        """Text lines with their ends, as csv wants them."""
        number = 0
        while raw := stream.readline(LINE_LIMIT + 1):
            number += 1
            if len(raw) > LINE_LIMIT:
                cure = "Is it a CSV file? A quote or a line end may be missing."
                raise InputError(f"has a line of more than {LINE_LIMIT:,} bytes.", self.path, number, cure=cure)
            if number == 1:
                raw = self._start(raw)
            if b"\0" in raw:
                raise InputError("holds a NUL byte.", self.path, number, cure="Save it anew as CSV UTF-8.")
            try:
                yield raw.decode("utf-8")
            except UnicodeDecodeError:
                self._latin = self._latin or number
                yield raw.decode("latin-1")

    def _start(self, raw: bytes) -> bytes:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise InputError("is UTF-16.", self.path, 1, cure="Save it as CSV UTF-8 and try again.")
        return raw.removeprefix(b"\xef\xbb\xbf")

    @cached_property
    def first(self) -> tuple[str, ...]:
        """The cells of the first line, stripped; none for what is no table."""
        try:
            return tuple(cell.strip() for cell in next(self.grid(), (0, []))[1])
        except InputError:
            if self.path.is_dir() or self.suffix in TABLES:
                raise
            return ()

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The column names: the first line in lower case; "column 1" for the first without a name."""
        return tuple(cell.lower() or f"column {number}" for number, cell in enumerate(self.first, 1))

    def _delimiter(self, line: str) -> str:
        return max(",;\t", key=line.count)

    def rows(self, columns: Sequence[str] = ()) -> Iterator[tuple[int, Cells | str]]:
        """Line and cells by column of every row with text in it; in place of the cells a text that says what is wrong.

        ``columns`` names those of a file without a header line. Raises :class:`InputError` for what is no table, and
        for a header that names two columns alike.
        """
        names = tuple(columns)
        if not columns:
            names = self.header
            self._check_names()  # before the file is opened: a fault must not leave it open
        grid = self.grid()
        if not columns:
            next(grid, None)
        for line, cells in grid:
            if len(cells) == len(names):
                yield line, dict(zip(names, map(str.strip, cells), strict=True))
            elif any(map(str.strip, cells)):
                yield line, f"{len(cells)} cells where the header has {len(names)}"

    def _check_names(self) -> None:
        twice = next((name for name in self.header if self.header.count(name) > 1), "")
        if twice:
            cure = "Give one of the two columns another name."
            raise InputError("stands twice in the header.", self.path, 1, twice, cure=cure)

    def grid(self) -> Iterator[tuple[int, list[str]]]:
        """Line and cells of every row as they stand, the header first."""
        if self.suffix in workbook.SUFFIXES:
            with self.open() as stream:
                yield from workbook.rows(stream, self.suffix, self.path, self.notes)
            return
        csv.field_size_limit(CELL_LIMIT)
        with self.open() as stream:
            lines = self._lines(stream)
            head = next(lines, "")
            reader = csv.reader(chain([head], lines), delimiter=self._delimiter(head), strict=True)
            try:
                for cells in reader:
                    yield reader.line_num, cells
            except csv.Error as error:
                cure = 'Put text that holds commas or quotes in "double quotes", and write a quote inside as "".'
                raise InputError(f"cannot be read as CSV ({error}).", self.path, reader.line_num, cure=cure) from None
        if self._latin:
            self.notes.append(f"{self.path.name}: line {self._latin} is not UTF-8; read as latin-1")
