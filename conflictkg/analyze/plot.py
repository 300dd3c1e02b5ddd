"""A report by year or month as a chart."""

from __future__ import annotations

from conflictkg.analyze.report import Report, Table
from conflictkg.draw.chart import Chart, Series
from conflictkg.errors import QueryError


def chart(report: Report, column: str = "") -> Chart:
    """Lines over time of a figure, or of a column for each actor: the first one, where none is named.

    Raises :class:`QueryError` for a report without periods, and for a figure or column that is not there.
    """
    table = report.tables[0]
    if table.columns[0] != "period":
        raise QueryError("A picture is drawn of what is told period by period: --by year or --by month.")
    series = _figure(table, column) if "figure" in table.columns else _columns(table, column)
    what = ", ".join(dict.fromkeys(name for _, name in series))
    named = [Series(name, tuple(points)) for (name, _), points in series.items()]
    periods = tuple(sorted({str(row[0]) for row in table.rows}))
    title = table.title if len(named) > 1 else f"{table.title}: {what}"
    signs = report.about.get("signs", "")
    return Chart(title, what, _filled(periods), tuple(named), report.policy, report.datasets, f"Signs: {signs}")


Lines = dict[tuple[str, str], list[tuple[str, float, bool]]]
"""(Name of the line, what it is) -> its points."""


def _figure(table: Table, name: str) -> Lines:
    known = list(dict.fromkeys(str(row[1]) for row in table.rows))
    name = _chosen(name, known)
    points = [
        (str(row[0]), float(row[2]), row[2] == row[-1])
        for row in table.rows
        if row[1] == name and isinstance(row[2], (int, float))
    ]
    return {(name, name): points}


def _columns(table: Table, name: str) -> Lines:
    """A line for each actor, named by the last word of its key that is no id."""
    measured = [each for each in table.columns[table.keys :] if each != "certainty"]
    place = table.columns.index(_chosen(name, measured))
    found: Lines = {}
    for row in table.rows:
        value = row[place]
        if isinstance(value, (int, float)):
            told = ", ".join(str(key) for key in row[1 : table.keys] if not str(key).startswith("http"))
            line = found.setdefault((told, table.columns[place]), [])
            line.append((str(row[0]), float(value), row[-1] == "certain"))
    return found


def _chosen(name: str, known: list[str]) -> str:
    if name and name not in known:
        raise QueryError(f'There is no "{name}" to draw. There are: {", ".join(known)}.')
    return name or known[0]


def _filled(periods: tuple[str, ...]) -> tuple[str, ...]:
    """The periods with those between them that have no row."""
    if not periods or len(periods[0]) == 4:
        return tuple(f"{year:04d}" for year in range(int(periods[0]), int(periods[-1]) + 1)) if periods else ()
    first, last = (int(each[:4]) * 12 + int(each[5:]) - 1 for each in (periods[0], periods[-1]))
    return tuple(f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(first, last + 1))
