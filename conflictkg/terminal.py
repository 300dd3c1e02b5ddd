"""Columns of text on a terminal."""

from __future__ import annotations

import unicodedata

_LONGEST = 60
"""A word longer than this may be broken."""

_SPACES = "\n\r\t\u2028\u2029"

_TOLD = 600
"""A line of a message longer than this loses its middle."""


def plain(text: str) -> str:
    """Text on one line, without control and direction characters that would upset a terminal.

    >>> plain("bell\\x07 and\\x1b[31m red\\n")
    'bell and[31m red '
    """
    return "".join(
        " " if c in _SPACES else c for c in text if c in _SPACES or unicodedata.category(c) not in ("Cc", "Cf")
    )


def message(text: str) -> str:
    """A message of some lines that may quote what stands in data: each line plain, and not too long to read."""
    lines = (plain(line) for line in text.split("\n"))
    half = _TOLD // 2
    return "\n".join(line if len(line) <= _TOLD else f"{line[:half]} … {line[-half:]}" for line in lines)


def grid(names: list[str], columns: list[tuple[str, ...]], width: int) -> list[str]:
    """Columns side by side, long cells wrapped so that a row fits the width."""
    wide = [max(_width(name), *map(_width, column)) for name, column in zip(names, columns, strict=True)]
    least = [_least(name, column) for name, column in zip(names, columns, strict=True)]
    while sum(wide) + 2 * (len(wide) - 1) > width:
        spare, index = max((w - low, index) for index, (w, low) in enumerate(zip(wide, least, strict=True)))
        if spare <= 0:
            break
        wide[index] -= 1
    lines = [_line(names, wide), "  ".join("─" * w for w in wide)]
    for row in zip(*columns, strict=True):
        wrapped = [_wrap(cell, w) for cell, w in zip(row, wide, strict=True)]
        for index in range(max(map(len, wrapped))):
            lines.append(_line([cell[index] if index < len(cell) else "" for cell in wrapped], wide))
    return lines


def _least(name: str, column: tuple[str, ...]) -> int:
    """How narrow a column may get: ids, dates and other words stay in one piece."""
    words = [word for cell in column for word in cell.split(" ")]
    return min(_LONGEST, max(_width(name), *map(_width, words)))


def _line(cells: list[str], wide: list[int]) -> str:
    return "  ".join(cell + " " * (w - _width(cell)) for cell, w in zip(cells, wide, strict=True)).rstrip()


def _wrap(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in text.split(" "):
        if line and _width(word) > width:
            lines.append(line)
            line = ""
        while _width(word) > width:
            head = _head(word, width)
            lines.append(head)
            word = word[len(head) :]
        if line and _width(line) + 1 + _width(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _head(word: str, width: int) -> str:
    """As much of a word as fits a width, at least one character."""
    end = 1
    while end < len(word) and _width(word[: end + 1]) <= width:
        end += 1
    return word[:end]


def _width(text: str) -> int:
    """Columns on a terminal: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
