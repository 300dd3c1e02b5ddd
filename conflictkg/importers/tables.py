"""Reading tables: CSV text, with every complaint naming file, line and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from conflictkg.errors import InputError
from conflictkg.importers.faults import nearest

CELL_LIMIT = 1_000_000
LINE_LIMIT = 8_000_000
_PART = 1 << 20


class Record(NamedTuple):
    """One row: its line in the file (the line its last cell ends on) and its cells by column."""

    line: int
    cells: dict[str, str]


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Say why a file cannot be read, and what to do."""
    try:
        yield
    except IsADirectoryError:
        raise InputError("is a folder, not a file.", path, cure="Name the file itself.") from None
    except PermissionError:
        raise InputError("no permission to read it.", path, cure="Ask its owner, or copy it.") from None
    except FileNotFoundError:
        raise InputError("there is no such file.", path) from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", path) from None


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, or why it cannot be read."""
    with reading(path):
        return path.read_bytes()


def read_lines(path: Path) -> bytes:
    """The bytes of a file of lines. One with an endless line is refused before it is read to its end."""
    parts: list[bytes] = []
    length, line = 0, 1
    with reading(path), open(path, "rb") as file:
        while part := file.read(_PART):
            parts.append(part)
            length = _last(part, length)
            if length > LINE_LIMIT:
                line += sum(max(p.count(b"\n"), p.count(b"\r")) for p in parts)
                cure = "Is it a CSV file? A quote or a line end may be missing."
                raise InputError(f"has a line of more than {LINE_LIMIT:,} bytes.", path, line, cure=cure)
    return b"".join(parts)


def _last(part: bytes, before: int) -> int:
    """The length of the last line so far."""
    end = max(part.rfind(b"\n"), part.rfind(b"\r"))
    return before + len(part) if end < 0 else len(part) - end - 1


def decode(data: bytes, path: Path) -> str:
    """UTF-8 text without byte-order mark; the position of what is not UTF-8 is told."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("is not UTF-8.", path, line, cure="Save it as CSV UTF-8 and try again.") from None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise InputError("holds a NUL byte.", path, line, cure="Save it anew as CSV UTF-8.")
    return text


def read(path: Path, required: Sequence[str], optional: Iterable[str] = ()) -> Iterator[Record]:
    """The rows of a CSV file whose header must have the required columns and may have the optional ones.

    Cells are stripped; rows without any text are passed over. Raises :class:`InputError`.
    """
    text = decode(read_lines(path), path)
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, {*required, *optional}), strict=True)
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        check_header(header, required, optional, path)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _record(reader.line_num, header, cells, path)
    except csv.Error as error:
        cure = 'Put text that holds commas or quotes in "double quotes", and write a quote inside as "".'
        if "field larger" in str(error):
            cure = f"A cell may hold {CELL_LIMIT:,} characters; a quote may be missing before this line."
        raise InputError(f"cannot be read as CSV ({error}).", path, reader.line_num, cure=cure) from None


def _delimiter(text: str, known: set[str]) -> str:
    """Comma, semicolon or tab: the one by which the first line falls into most known columns."""
    first = text.split("\n", 1)[0].lower().replace('"', "")
    return max(",;\t", key=lambda mark: sum(cell.strip() in known for cell in first.split(mark)))


def _record(line: int, header: list[str], cells: list[str], path: Path) -> Record:
    if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
        fault = f"has {len(cells)} cells, the header {len(header)}."
        raise InputError(fault, path, line, cure='Put text that holds a comma in "double quotes".')
    _nameless(line, header, cells, path)
    padded = cells + [""] * (len(header) - len(cells))
    return Record(line, {name: cell.strip() for name, cell in zip(header, padded, strict=False) if name})


def _nameless(line: int, header: list[str], cells: list[str], path: Path) -> None:
    """Text in a column without a name would be lost."""
    for number, (name, cell) in enumerate(zip(header, cells, strict=False), 1):
        if not name and cell.strip():
            raise InputError(f"column {number} has text and no name.", path, line, cure="Name it in the first line.")


def check_header(header: list[str], required: Sequence[str], optional: Iterable[str], path: Path) -> None:
    """Refuse a header with missing, unknown or repeated columns, naming the nearest known one."""
    known = [*required, *optional]
    if not any(header):
        raise InputError("is empty.", path, cure=f"The first line names the columns: {', '.join(required)} …")
    for name in header:
        if name and name not in known:
            near = nearest(name, known)
            cure = f'Did you mean "{near}"?' if near else f"Known columns: {', '.join(known)}."
            raise InputError("is not a known column.", path, 1, name, cure)
        if header.count(name) > 1 and name:
            raise InputError("stands twice in the header.", path, 1, name)
    missing = [name for name in required if name not in header]
    if missing:
        fault = f"lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}."
        raise InputError(fault, path, 1, cure=f"Required: {', '.join(required)}.")
