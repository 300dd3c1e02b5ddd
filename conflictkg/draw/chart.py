"""Values over time as the body of a figure: a line for each actor or figure, hollow where they rest on possible ties.

Lines are told apart by dash, mark and number, so that nobody has to see colours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from conflictkg.dates import period
from conflictkg.draw.axis import Axis
from conflictkg.draw.body import COLOUR, INK, LINE, MUTED, PAPER, SMALL, Body, Sample
from conflictkg.draw.elements import group, number, path, text
from conflictkg.draw.scene import Dataset
from conflictkg.draw.shapes import disc, mark

HEIGHT, LEFT, RIGHT, BOTTOM, TOP = 240.0, 46.0, 22.0, 18.0, 8.0
MOST = 8
_LOOKS: tuple[tuple[str, str, tuple[float, ...]], ...] = (
    ("armed", "circle", ()),
    ("hostile", "square", (9, 4)),
    ("loyal", "diamond", (3, 3)),
    ("friendly", "triangle", (12, 3, 3, 3)),
    ("territorial", "pentagon", (6, 2)),
    ("coalition", "circle", (2, 2)),
    ("civil", "square", ()),
    ("other", "diamond", (9, 4)),
)
"""Colour, mark and dash of each line."""


@dataclass(frozen=True, slots=True)
class Series:
    """A line: (period, value, certain) in the order of time; where a period is missing the line is broken."""

    name: str
    points: tuple[tuple[str, float, bool], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines over ``periods`` (``2015`` or ``2015-03``), all of them; ``what`` says what is measured."""

    title: str
    what: str
    periods: tuple[str, ...]
    series: tuple[Series, ...]
    policy: str = "default"
    datasets: tuple[Dataset, ...] = ()
    note: str = ""


def body(chart: Chart, width: float) -> Body:
    """The drawing in ``width`` units: the :data:`MOST` lines that reach highest."""
    if not chart.periods:
        return Body([], 0, {}, {}, ["There is nothing to draw."])
    ranked = sorted(chart.series, key=lambda s: -max((value for _, value, _ in s.points), default=0.0))
    shown = ranked[:MOST]
    values = [value for series in shown for _, value, _ in series.points] or [0.0]
    steps = _steps(min(0.0, *values), max(values))
    first, last = period(chart.periods[0])[0], period(chart.periods[-1])[1]
    axis = Axis(date.fromisoformat(first), date.fromisoformat(last), LEFT, width - RIGHT)
    parts = [group(_grid(axis, steps, width)), *(_line(n, each, axis, steps, chart) for n, each in enumerate(shown))]
    ends = _apart([(_y(each.points[-1][1], steps), n, each) for n, each in enumerate(shown) if each.points])
    parts.append(group(_tag(n, each, y, axis) for y, n, each in ends))
    left = len(ranked) - len(shown)
    notes = [f"{left} further line{'s are' if left > 1 else ' is'} not drawn."] if left else []
    return Body(parts, HEIGHT, _legend(shown), {"Lines": [(str(n + 1), s.name) for n, s in enumerate(shown)]}, notes)


def _steps(low: float, high: float) -> list[float]:
    """Round values from below the lowest to above the highest, some five of them.

    >>> _steps(0, 0.23), _steps(0, 17)
    ([0.0, 0.05, 0.1, 0.15, 0.2, 0.25], [0.0, 5.0, 10.0, 15.0, 20.0])
    """
    rough = max(high - low, 1e-9) / 4
    power = 10.0 ** floor(log10(rough))
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= rough * 0.8)
    return [round(n * step, 12) for n in range(floor(low / step), ceil(high / step - 1e-9) + 1)] or [0.0, step]


def _y(value: float, steps: Sequence[float]) -> float:
    return HEIGHT - BOTTOM - (value - steps[0]) / max(steps[-1] - steps[0], 1e-12) * (HEIGHT - BOTTOM - TOP)


def _grid(axis: Axis, steps: Sequence[float], width: float) -> Iterator[str]:
    for value in steps:
        y = _y(value, steps)
        yield path(f"M{number(LEFT)} {number(y)}H{number(width - RIGHT)}", stroke=LINE, width=0.7)
        yield text(LEFT - 5, y + 3, f"{value:,.6g}", SMALL, MUTED, "end")
    for x, label in axis.ticks(58):
        yield path(f"M{number(x)} {number(TOP)}V{number(HEIGHT - BOTTOM + 3)}", stroke=LINE, width=0.7)
        yield text(x, HEIGHT - 4, label, SMALL, MUTED, "start" if x - axis.left < 12 else "middle")


def _x(name: str, axis: Axis) -> float:
    first, last = period(name)
    return (axis.x(first) + axis.after(last)) / 2


def _line(n: int, series: Series, axis: Axis, steps: Sequence[float], chart: Chart) -> str:
    """The line, broken where a period has no value, and a mark for each value."""
    place = {name: at for at, name in enumerate(chart.periods)}
    colour, _, dash = _LOOKS[n]
    d, before = "", -2
    for name, value, _ in series.points:
        joined = "L" if place[name] == before + 1 else "M"
        d, before = f"{d}{joined}{number(_x(name, axis))} {number(_y(value, steps))}", place[name]
    marks = (_mark(n, _x(name, axis), _y(value, steps), certain) for name, value, certain in series.points)
    return group([path(d, stroke=COLOUR[colour], width=1.6, dash=dash), *marks])


def _mark(n: int, x: float, y: float, certain: bool) -> str:
    colour, shape, _ = _LOOKS[n]
    d = mark(shape, x, y, 3.2)
    return path(d, COLOUR[colour]) if certain else path(d, PAPER, COLOUR[colour], 1.2)


def _apart(ends: Iterable[tuple[float, int, Series]]) -> list[tuple[float, int, Series]]:
    """The heights of the numbers at the ends of lines, moved down so that none covers another."""
    placed: list[tuple[float, int, Series]] = []
    for y, n, series in sorted(ends, key=lambda end: end[:2]):
        placed.append((max(y, placed[-1][0] + 10 if placed else y), n, series))
    return placed


def _tag(n: int, series: Series, y: float, axis: Axis) -> str:
    x = min(_x(series.points[-1][0], axis) + 10, axis.right + 12)
    return path(disc(x, y, 5.2), PAPER, MUTED, 0.7) + text(x, y + 2.9, str(n + 1), SMALL, INK, "middle", 700)


def _legend(shown: Sequence[Series]) -> dict[str, list[Sample]]:
    told = {certain for series in shown for _, _, certain in series.points}
    marks = {True: "rests on certain ties", False: "rests on possible ties"}
    samples = [Sample(_mark(0, 0, 0, certain), marks[certain]) for certain in (True, False) if certain in told]
    return {"Marks": samples if len(told) > 1 or False in told else []}
