"""What an analysis gives: tables with what they are made of, in the formats of answers.

Cells keep their type: numbers are rounded for people (table, Markdown) and whole for programs (CSV, JSON).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import get_terminal_size
from textwrap import fill
from typing import NamedTuple

import pyoxigraph as ox

from conflictkg.answers import Answer
from conflictkg.draw.scene import Dataset
from conflictkg.errors import QueryError
from conflictkg.export import tables
from conflictkg.terminal import plain

FORMATS = ("table", "csv", "json", "md")
IDS = frozenset(("actor", "coalition", "member", "a", "b", "c", "from", "to"))
"""Columns that hold ids; tables for people hide one whose name stands beside it."""

_MARKUP = re.compile(r"[<>|&\\`\[\]]")
"""What a column named by data must not bring into Markdown or HTML."""

Cell = str | int | float | bool | None


class Table(NamedTuple):
    """A table; ``name`` is empty for the main one.

    ``keys`` is how many columns at the left name what a row is about: the rest is a measure of it, which can be
    compared over days and between certain and possible ties. 0 where rows are a list that tells its own certainty.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    keys: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """The tables of a measure, the main one first; ``about`` says formula, source, signs, weights, ties and day.

    ``datasets`` are those that it draws on, ``policy`` the one by which ties are accepted.
    """

    measure: str
    about: dict[str, str]
    tables: list[Table]
    policy: str = "default"
    datasets: tuple[Dataset, ...] = ()

    def __repr__(self) -> str:
        return self.texts("table")[""].rstrip()

    def _repr_html_(self) -> str:
        return "".join(f"<h4>{_html(table.title)}</h4>{_answer(table)._repr_html_()}" for table in self.tables) + (
            "<p>" + "<br>".join(f"{_html(name)}: {_html(text)}" for name, text in self.about.items()) + "</p>"
        )

    def rows(self, name: str = "") -> list[dict[str, Cell]]:
        """The rows of a table by its name; of the main one without."""
        table = next(table for table in self.tables if table.name == name)
        return [dict(_pairs(table, row)) for row in table.rows]

    def figure(self, format: str = "svg", width: float = 160, plot: str = "") -> bytes:
        """Of a report by year or month, the lines of a column or figure (the first one): svg, png or pdf.

        Raises :class:`QueryError` where there is nothing of that name, or no period.
        """
        from conflictkg.analyze.plot import chart
        from conflictkg.draw.figures import figure

        return figure(chart(self, plot), format, width)

    def texts(self, format: str) -> dict[str, str]:
        """The texts to write, the main one under "": in csv a text for each table, else all in one.

        Raises :class:`QueryError` for a format that is not in :data:`FORMATS`.
        """
        if format == "csv":
            return {table.name: _csv(table) for table in self.tables}
        if format not in FORMATS:
            raise QueryError(f"An analysis is written as {', '.join(FORMATS)}, not as {format}.")
        writers: dict[str, Callable[[Report], str]] = {"table": _table, "md": _markdown, "json": _json}
        return {"": writers[format](self)}


def _table(report: Report) -> str:
    width = get_terminal_size((110, 40)).columns
    parts = []
    for table in report.tables:
        title = plain(table.title)
        parts.append(f"{title}\n\n{_answer(table, ids=False).serialise('table')}" if table.rows else f"{title}: none\n")
    told = (f"{name}: {plain(text)}" for name, text in report.about.items())
    return "\n".join([*parts, "\n".join(fill(line, width, subsequent_indent="  ") for line in told) + "\n"])


def _markdown(report: Report) -> str:
    parts = [f"### {_html(table.title)}\n\n{_answer(table).serialise('md')}" for table in report.tables]
    told = "".join(f"- **{name}**: {_html(text)}\n" for name, text in report.about.items())
    return "\n".join([*parts, told])


def _json(report: Report) -> str:
    listed = [
        {"name": t.name, "title": t.title, "columns": t.columns, "rows": [dict(_pairs(t, row)) for row in t.rows]}
        for t in report.tables
    ]
    whole = {"measure": report.measure, "about": report.about, "tables": listed}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _pairs(table: Table, row: tuple[Cell, ...]) -> Iterable[tuple[str, Cell]]:
    return zip(table.columns, row, strict=True)


def _csv(table: Table) -> str:
    rows = (["" if cell is None else cell for cell in row] for row in table.rows)
    return tables.table(map(tables.cell, table.columns), rows)


def _answer(table: Table, ids: bool = True) -> Answer:
    """The table as people read it, with or without ids whose names stand beside them."""
    shown = [n for n, name in enumerate(table.columns) if ids or f"{name}_name" not in table.columns]
    names = [_MARKUP.sub(" ", plain(table.columns[n])) for n in shown]
    return Answer(names, [[_term(table.columns[n], row[n]) for n in shown] for row in table.rows])


def _term(column: str, cell: Cell) -> ox.NamedNode | ox.Literal | None:
    if cell is None or cell == "":
        return None
    if column in IDS and str(cell).startswith("http"):
        return ox.NamedNode(str(cell))
    return ox.Literal(readable(cell))


def readable(cell: Cell) -> str:
    """A cell for people: four significant digits.

    >>> readable(0.123456), readable(1234567), readable(2.0), readable(12345.678), readable(True)
    ('0.1235', '1,234,567', '2', '12,346', 'yes')
    """
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, float):
        return f"{cell:,.0f}" if abs(cell) >= 1000 else f"{cell:.4g}"
    return cell or ""


def _html(text: str) -> str:
    import html

    return html.escape(text, quote=False)


def files(report: Report, format: str, output: str) -> list[tuple[str, str]]:
    """(path, text) of what is to be written: the other tables of a csv beside the main one, ``x.csv``, ``x-camps.csv``.

    On stdout (no output, or ``-``) it is the main text alone.
    """
    texts = report.texts(format)
    if output in ("", "-"):
        return [(output, texts[""])]
    target = Path(output)
    beside = {name: str(target.with_name(f"{target.stem}-{name}{target.suffix}")) for name in texts if name}
    return [(({"": output} | beside)[name], text) for name, text in texts.items()]
