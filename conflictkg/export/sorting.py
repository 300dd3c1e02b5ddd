"""Lines in order, however many: sorted by parts in files of their own and merged, so that memory stays flat."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO

_MOST = 200_000  # lines in memory


def ordered(lines: Iterable[str]) -> Iterator[str]:
    """The lines in order, without doubles. They must not hold a line end.

    >>> list(ordered(["b", "a", "b"]))
    ['a', 'b']
    """
    with ExitStack() as files:
        parts: list[IO[str]] = []
        held: list[str] = []
        for line in lines:
            held.append(line)
            if len(held) >= _MOST:
                parts.append(files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")))
                _put(parts[-1], held)
                held = []
        merged = heapq.merge(sorted(set(held)), *map(_read, parts)) if parts else iter(sorted(set(held)))
        before = None
        for line in merged:
            if line != before:
                yield line
            before = line


def _put(file: IO[str], held: list[str]) -> None:
    file.writelines(f"{line}\n" for line in sorted(set(held)))
    file.seek(0)


def _read(file: IO[str]) -> Iterator[str]:
    return (line[:-1] for line in file)
