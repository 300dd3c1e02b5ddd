"""Tables that are no text: Excel workbooks (.xlsx) and Stata files (.dta), row by row as texts.

The libraries that read them come with the extra ``tables``. Of a workbook the first sheet is read. A cell's value is
written as a CSV file would have it: whole numbers without a point, dates as YYYY-MM-DD, missing values empty. Stata's
value labels are not put in place of the codes, since codebooks speak of codes.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, cast

from conflictkg.errors import ConflictKGError, InputError, UnavailableError

SUFFIXES = (".xlsx", ".dta")
_ROWS = 10_000


def rows(stream: IO[bytes], suffix: str, path: Path, notes: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The line and the cells of every row, the header first; what a reader should know goes to ``notes``."""
    with _faults(path, suffix):
        yield from _excel(stream, path, notes) if suffix == ".xlsx" else _stata(stream)


@contextmanager
def _faults(path: Path, suffix: str) -> Iterator[None]:
    """A library on damaged bytes raises whatever it stumbles over; what it means for the user is one thing."""
    try:
        yield
    except ImportError:
        cure = 'Install it: pip install "conflictkg[tables]". Or save the file as CSV.'
        raise UnavailableError(f'{path}: reading {suffix} needs the extra "tables". {cure}') from None
    except ConflictKGError:
        raise
    except Exception as error:
        told = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        cure = "Open it in its program and save it anew, or save it as CSV."
        raise InputError(f"cannot be read as {suffix} ({told}).", path, cure=cure) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the warnings of a library, which speak of styles and the like and not to our users."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _excel(stream: IO[bytes], path: Path, notes: list[str]) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook

    with _quiet():
        book = load_workbook(stream, read_only=True, data_only=True)
    first, *others = book.worksheets
    if others:
        names = ", ".join(sheet.title for sheet in others)
        notes.append(f'{path.name}: the sheet "{first.title}" is read, not {names}')
    first.reset_dimensions()  # what a file says of its own size is often wrong
    width = 0
    for number, cells in enumerate(first.iter_rows(values_only=True), 1):
        texts = [text(cell) for cell in cells]
        while len(texts) > width and not texts[-1]:
            texts.pop()
        width = width or len(texts)
        if texts:
            yield number, texts + [""] * (width - len(texts))


def _stata(stream: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    from pyreadstat import read_dta

    done = 0
    while True:
        stream.seek(0)
        with _quiet():
            columns, told = read_dta(cast(Any, stream), row_offset=done, row_limit=_ROWS, output_format="dict")
        names = told.column_names
        if not done:
            yield 1, [text(name) for name in names]  # a damaged file can have columns without a name
        short = [told.readstat_variable_types.get(name) == "float" for name in names]
        values = [columns[name] for name in names]
        count = len(values[0]) if values else 0
        for index in range(count):
            # Observation n stands on line n + 1 of the CSV file that Stata would write.
            yield done + index + 2, [text(v[index], s) for v, s in zip(values, short, strict=True)]
        done += count
        if count < _ROWS:
            return


def text(value: Any, single: bool = False) -> str:
    """A value as CSV has it; ``single`` for numbers of four bytes, which hold seven digits.

    >>> text(3.0), text(33.5099983215332, single=True), text(datetime(2015, 3, 28)), text(float("nan"))
    ('3', '33.51', '2015-03-28', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        return str(int(value)) if value.is_integer() else f"{value:.7g}" if single else repr(float(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value).strip()
