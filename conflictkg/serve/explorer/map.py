"""Where an actor's events were, as dots on a grid of degrees: no coast and no border, for none is in the data.

Equirectangular, true to scale in the middle of what is shown, so that distances there compare.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from conflictkg import reports
from conflictkg.store import Store

WIDTH, HIGHEST, MARGIN = 720, 560, 34
_STEPS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 45)
_LINES, _LEAST, _LARGEST, _MOST = 7, 0.2, 13.0, 1500


class Dot(NamedTuple):
    """A place: where it is drawn and how large, what it is, how many events it has."""

    x: float
    y: float
    r: float
    place: str
    label: str
    events: int


class Line(NamedTuple):
    """A line of the grid, across or down, with what it is called."""

    at: float
    label: str


class Map(NamedTuple):
    """What is drawn; no dots where no place of an event has coordinates. ``left`` places are one too many for a map."""

    dots: list[Dot]
    across: list[Line]
    down: list[Line]
    height: float
    left: int


def spots(store: Store, actor: str) -> Map:
    """The map of an actor's events; the area of a dot grows with their number."""
    known = [
        (*found, row["place"], row["label"], int(row["events"]))
        for row in reports.rows(store, "spots", thing=actor)
        if (found := _degrees(row["at"]))
    ]
    if not known:
        return Map([], [], [], 0, 0)
    shown = known[:_MOST]
    south, north = _span(row[0] for row in shown)
    west, east = _span(row[1] for row in shown)
    shrink = math.cos(math.radians((south + north) / 2))
    scale = min((WIDTH - 2 * MARGIN) / ((east - west) * shrink), (HIGHEST - 2 * MARGIN) / (north - south))
    left, height = (WIDTH - (east - west) * shrink * scale) / 2, (north - south) * scale + 2 * MARGIN
    most = max(row[4] for row in shown)

    def x(degrees: float) -> float:
        return round(left + (degrees - west) * shrink * scale, 1)

    def y(degrees: float) -> float:
        return round(height - MARGIN - (degrees - south) * scale, 1)

    dots = [
        Dot(x(long), y(lat), round(max(2.0, _LARGEST * math.sqrt(events / most)), 1), place, label, events)
        for lat, long, place, label, events in shown
    ]
    across = [Line(y(each), _named(each, "NS")) for each in _grid(south, north)]
    down = [Line(x(each), _named(each, "EW")) for each in _grid(west, east)]
    return Map(dots, across, down, round(height, 1), len(known) - len(shown))


def _degrees(text: str) -> tuple[float, float] | None:
    """Latitude and longitude of "36.2,37.16"; None for what is no place on earth."""
    try:
        latitude, longitude = map(float, text.split(","))
    except ValueError:
        return None
    return (latitude, longitude) if abs(latitude) <= 85 and abs(longitude) <= 180 else None


def _span(degrees: Iterable[float]) -> tuple[float, float]:
    """The least and the most, a little apart in any case."""
    known = list(degrees)
    low, high = min(known), max(known)
    more = max(0.0, _LEAST - (high - low)) / 2
    return low - more, high + more


def _grid(low: float, high: float) -> list[float]:
    step = next((each for each in _STEPS if (high - low) / each <= _LINES), _STEPS[-1])
    return [round(n * step, 2) for n in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _named(degrees: float, sides: str) -> str:
    """A degree as maps name it.

    >>> _named(36.5, "NS"), _named(-58, "EW"), _named(0, "EW")
    ('36.5° N', '58° W', '0°')
    """
    return f"{abs(degrees):g}° {sides[degrees < 0]}" if degrees else "0°"
