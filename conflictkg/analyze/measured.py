"""A measure taken: on all ties and on the certain ones alone, at one time or period by period."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from math import isclose
from typing import TYPE_CHECKING

from conflictkg.analyze import network as networks
from conflictkg.analyze.asked import Asked
from conflictkg.analyze.report import Cell, Table
from conflictkg.errors import QueryError
from conflictkg.parameters import period

if TYPE_CHECKING:
    import networkx

Measure = Callable[["networkx.MultiDiGraph", Asked], list[Table]]
FIGURES = ("figure", "value")
MOST_PERIODS = 600


def at(network: networkx.MultiDiGraph, as_of: str, certain: bool = False) -> networkx.MultiDiGraph:
    """The network in a day, month or year, or what is certain of it; itself where none is asked."""
    found = networks.on(network, *_days(as_of)) if as_of else network
    return networks.certain(found) if certain else found


def _days(as_of: str) -> tuple[str, str]:
    import conflictkg.dates as dates

    period(as_of)
    return dates.period(as_of)


def tables(measure: Measure, network: networkx.MultiDiGraph, asked: Asked) -> list[Table]:
    """The tables of a measure. Where a day is asked, those with keys also say what rests on certain ties alone.

    A table of figures gets ``on_certain_ties``, the same figure without the possible ties; a table of actors gets
    ``certainty``: certain where nothing in the row changes without them.
    """
    told = {certainty for *_, certainty in network.edges(data="certainty")}
    if told <= {""}:
        return measure(network, asked)
    if "possible" not in told:
        found = measure(network, asked)
        return [_beside(table, table) if table.keys else table for table in found]
    asked.limit /= 2  # the time is for both
    found = measure(network, asked)
    try:
        before = networks.certain(asked.before) if asked.before else None
        sure = {each.name: each for each in measure(networks.certain(network), replace(asked, notes={}, before=before))}
    except QueryError:  # what cannot be measured without the possible ties rests on them
        sure = {}
    return [_beside(table, sure.get(table.name)) if table.keys else table for table in found]


def _beside(table: Table, sure: Table | None) -> Table:
    """The table with what is certain in it."""
    keys = table.keys
    known = {row[:keys]: row[keys:] for row in sure.rows} if sure else {}
    rows: list[tuple[Cell, ...]]
    if table.columns == FIGURES:
        rows = [(*row, known.get(row[:keys], (None,))[0]) for row in table.rows]
        return table._replace(columns=(*FIGURES, "on_certain_ties"), rows=rows)
    rows = [(*row, "certain" if _same(row[keys:], known.get(row[:keys])) else "possible") for row in table.rows]
    return table._replace(columns=(*table.columns, "certainty"), rows=rows)


def _same(one: tuple[Cell, ...], other: tuple[Cell, ...] | None) -> bool:
    if other is None:
        return False
    return all(
        isclose(a, b, rel_tol=1e-9, abs_tol=1e-12) if isinstance(a, float) and isinstance(b, float) else a == b
        for a, b in zip(one, other, strict=True)
    )


def over(
    measure: Measure, network: networkx.MultiDiGraph, asked: Asked, within: str = "", certain: bool = False
) -> list[Table]:
    """The main table of a measure for each year or month, with the period in front.

    ``within`` is a day, month, year or an interval of them (``2013/2016``); without it the periods run from the first
    to the last day that a source gives a tie, open ends left aside.
    """
    periods = list(spans(network, asked.by, within))
    if not periods:
        raise QueryError("No tie here has a date. Name the time: --as-of 2013/2016.")
    asked.limit /= len(periods)
    rows: list[tuple[Cell, ...]] = []
    main = before = None
    for name in periods:
        there = at(network, name, certain)
        if not there.size():
            continue
        main = tables(measure, there, replace(asked, before=before))[0]
        before = there
        if not main.keys:
            raise QueryError("This measure gives a list, which is not told period by period. Ask for one --as-of.")
        rows += [(name, *row) for row in main.rows]
    if main is None:
        raise QueryError("There is no tie in that time.")
    return [
        main._replace(
            title=f"{main.title} by {asked.by}", columns=("period", *main.columns), rows=rows, keys=main.keys + 1
        )
    ]


def spans(network: networkx.MultiDiGraph, by: str, within: str = "") -> Iterator[str]:
    """The years (``2015``) or months (``2015-03``) that are asked for; raises :class:`QueryError` for too many."""
    if by not in ("year", "month"):
        raise QueryError(f'"{by}" is no period: year or month.')
    if within:
        first, last = _interval(within)
    else:
        held = [window for *_, when in network.edges(data="when") for window in when.certain + when.possible]
        days = [day for window in held for day in window if day]
        if not days:
            return
        first, last = min(days), max(days)
    months = range(_month(first), _month(last) + 1)
    names = dict.fromkeys(f"{m // 12:04d}" if by == "year" else f"{m // 12:04d}-{m % 12 + 1:02d}" for m in months)
    if len(names) > MOST_PERIODS:
        raise QueryError(f"{len(names):,} {by}s are too many: name a time by --as-of, such as 2013/2016.")
    yield from names


def _interval(text: str) -> tuple[str, str]:
    first, slash, last = text.partition("/")
    return _days(first)[0], _days(last if slash else first)[1]


def _month(day: str) -> int:
    found = date.fromisoformat(day)
    return found.year * 12 + found.month - 1
