"""Lanes as the body of a figure: names at the left, bars over time, changes between lanes, events across them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import count
from typing import NamedTuple

from conflictkg.dates import in_words, period
from conflictkg.draw import lettering
from conflictkg.draw.axis import Axis
from conflictkg.draw.body import COLOUR, INK, LABEL, LINE, MUTED, PAPER, SMALL, Body, Sample, doubt_samples
from conflictkg.draw.elements import group, number, path, rectangle, text, title
from conflictkg.draw.lanebars import OVER, TRACK, bars, leader, patterns, stretch
from conflictkg.draw.lanes import EXISTS, Connector, EventLine, Lane, Lanes
from conflictkg.draw.shapes import disc, rounded

ROW, APART, TOP, BADGE = 18.0, 7.0, 16.0, 17.0
"""Heights of a lane with one track, of the room between groups, of the axis, of a line of event numbers."""
INSET, CHIP, DOT = 9.0, 6.4, 3.0
MOST_EVENTS = 24


class Row(NamedTuple):
    """A lane with the top and the height of its row."""

    lane: Lane
    top: float
    height: float

    @property
    def middle(self) -> float:
        """The height of its first track, where changes meet it."""
        return self.top + ROW / 2


def body(lanes: Lanes, width: float) -> Body:
    """The drawing in ``width`` units."""
    if not lanes.lanes:
        return Body([], 0, {}, {}, ["No source here tells of members of a coalition."])
    names = _names_width(lanes.lanes, width)
    first, last = lanes.first or "2000-01-01", lanes.last or "2000-12-31"
    axis = Axis(date.fromisoformat(first), date.fromisoformat(last), names + 10, width - OVER - 2)
    events = _chosen(lanes)
    levels = _levels(events, axis)
    top = TOP + BADGE * (max(levels, default=-1) + 1)
    rows = _rows(lanes.lanes, top)
    bottom = rows[-1].top + rows[-1].height
    parts = [
        patterns(),
        group(rectangle(0, row.top, width, ROW, fill=COLOUR["chrome"]) for row in rows if row.lane.heads),
        group(_ticks(axis, bottom) if lanes.first else ()),
        group(
            _event(event, axis, TOP + BADGE * level + 7, bottom) for event, level in zip(events, levels, strict=True)
        ),
        _asked(lanes.as_of, axis, top, bottom),
        group(_name(row, names, lanes.as_of) for row in rows),
        group(bars(row.lane, row.middle, axis) for row in rows),
        group(_changes(lanes.connectors, {row.lane.id: row.middle for row in rows}, axis)),
        group(_number(n, event, level, axis) for n, (event, level) in enumerate(zip(events, levels, strict=True), 1)),
    ]
    height = bottom + (SMALL + 4 if lanes.as_of else 0)
    left_out = len(lanes.events) - len(events)
    notes = [f"{left_out} further event{'s are' if left_out > 1 else ' is'} not drawn."] if left_out else []
    return Body(parts, height, _legend(lanes, events), _key(lanes.connectors, events), notes)


def _names_width(lanes: Iterable[Lane], width: float) -> float:
    widest = max(lettering.width(lane.label, LABEL, lane.heads) + _inset(lane) for lane in lanes)
    return min(widest + 2, 0.34 * width)


def _inset(lane: Lane) -> float:
    return INSET if lane.group and not lane.heads else 0


def _rows(lanes: Sequence[Lane], top: float) -> list[Row]:
    rows: list[Row] = []
    for lane in lanes:
        if rows and rows[-1].lane.group != lane.group:
            top += APART
        rows.append(Row(lane, top, ROW + (lane.tracks - 1) * TRACK))
        top += rows[-1].height
    return rows


# -- names, axis, the day that was asked


def _name(row: Row, room: float, as_of: str) -> str:
    """The name of a lane; where a day is asked, pale where all of its bars are excluded on it."""
    lane = row.lane
    words = lettering.line(lettering.clean(lane.label), LABEL, room - _inset(lane), lane.heads)
    gone = as_of and lane.bars and all(bar.certainty == "excluded" for bar in lane.bars)
    fill, weight = MUTED if gone else INK, 700 if lane.heads else 400
    return text(_inset(lane), row.middle + 3.5, words, LABEL, fill, weight=weight, tip=lane.label)


def _ticks(axis: Axis, bottom: float) -> Iterator[str]:
    for x, label in axis.ticks(58):
        yield path(f"M{number(x)} {number(TOP - 4)}V{number(bottom)}", stroke=LINE, width=0.7)
        anchor = "start" if x - axis.left < 16 else "end" if axis.right + OVER - x < 16 else "middle"
        yield text(x, TOP - 7, label, SMALL, MUTED, anchor)


def _asked(as_of: str, axis: Axis, top: float, bottom: float) -> str:
    """The day, month or year that was asked, as a line or band with its name below."""
    if not as_of:
        return ""
    first, last = period(as_of)
    x, end = axis.x(first), axis.after(last)
    middle, half = (x + end) / 2, lettering.width(as_of, SMALL) / 2
    anchor = "start" if middle - half < axis.left else "end" if middle + half > axis.right else "middle"
    band = rectangle(x, top, end - x, bottom - top, fill=COLOUR["accent"], opacity=0.14) if end - x > 3 else ""
    line = (
        ""
        if band
        else path(f"M{number(middle)} {number(top)}V{number(bottom + 2)}", stroke=COLOUR["accent"], width=1.8)
    )
    return band + line + text(middle, bottom + SMALL + 2, as_of, SMALL, COLOUR["accent"], anchor, 700)


# -- events


def _chosen(lanes: Lanes) -> list[EventLine]:
    """Those with the most actors of the lanes, where there are too many; by date."""
    actors = {lane.actor for lane in lanes.lanes}
    ranked = sorted(lanes.events, key=lambda e: (-len(actors.intersection(e.actors)), e.first, e.id))
    return sorted(ranked[:MOST_EVENTS], key=lambda e: (e.first, e.last, e.id))


def _middle(first: str, last: str, axis: Axis) -> float:
    return (axis.x(first) + axis.after(last)) / 2


def _levels(events: Iterable[EventLine], axis: Axis) -> list[int]:
    """The line of numbers on which each stands, so that none covers another; the lowest that is free."""
    ends: list[float] = []
    found = []
    for event in events:
        x = _middle(event.first, event.last, axis)
        level = next((n for n, end in enumerate(ends) if x - end > 15), len(ends))
        ends[level : level + 1] = [x]
        found.append(level)
    return found


def _event(event: EventLine, axis: Axis, top: float, bottom: float) -> str:
    """A line, with a beam on top as long as it lasted, or as its day is in doubt."""
    start, end = axis.x(event.first), axis.after(event.last)
    x = _middle(event.first, event.last, axis)
    beam = rectangle(start, top, end - start, 5, fill=COLOUR["other"]) if end - start > 3 else ""
    return path(f"M{number(x)} {number(top)}V{number(bottom)}", stroke=MUTED, width=0.9, dash=(3, 2.5)) + beam


def _number(n: int, event: EventLine, level: int, axis: Axis) -> str:
    x, y = _middle(event.first, event.last, axis), TOP + BADGE * level + 5
    box = path(rounded(x - 7, y - 6, 14, 12, 2), PAPER, MUTED, 0.9)
    return group([title(event.label), box, text(x, y + 3.1, str(n), SMALL, INK, "middle", 700)])


# -- changes


def _letters() -> Iterator[str]:
    """a to z, then aa, ab ...

    >>> from itertools import islice
    >>> list(islice(_letters(), 24, 28))
    ['y', 'z', 'aa', 'ab']
    """
    for n in count():
        yield (chr(96 + n // 26) if n >= 26 else "") + chr(97 + n % 26)


def _changes(connectors: Iterable[Connector], heights: dict[str, float], axis: Axis) -> Iterator[str]:
    """Lines from those before (a dot) to those after (a letter); letters of a row cover no other, and no dot."""
    placed = sorted(
        (
            (_middle(change.first, change.last, axis), letter, change)
            for change, letter in zip(connectors, _letters(), strict=False)
        ),
        key=lambda each: each[0],
    )
    taken: dict[str, float] = {}
    dots: dict[str, list[float]] = {}
    for x, _, change in placed:
        for lane in _starts(change):
            dots.setdefault(lane, []).append(x)
    lines, signs = [], []
    for x, letter, change in placed:
        ys = [heights[lane] for lane in (*change.before, *change.after)]
        d = f"M{number(x)} {number(min(ys))}V{number(max(ys))}"
        if len(set(ys)) > 1:
            dash = (3, 2) if change.first != change.last else ()
            lines.append(path(d, stroke=PAPER, width=3.2) + path(d, stroke=INK, width=1.3, dash=dash))
        signs += [path(disc(x, heights[lane], DOT), INK, PAPER, 1) for lane in _starts(change)]
        for lane in change.after or change.before:
            at = max(x, taken.get(lane, -99.0) + 2 * CHIP + 1)
            for dot in sorted(dots.get(lane, ())):
                at = dot + CHIP + DOT + 1 if abs(dot - at) < CHIP + DOT else at
            taken[lane] = at
            signs.append(_chip(at, heights[lane], letter, change.label))
    yield from lines
    yield from signs


def _starts(change: Connector) -> list[str]:
    """The lanes where a line begins with a dot."""
    ends = change.after or change.before
    return [lane for lane in change.before if lane not in ends]


def _chip(x: float, y: float, letter: str, tip: str) -> str:
    return group(
        [title(tip), path(disc(x, y, CHIP), PAPER, INK, 1.1), text(x, y + 3, letter, SMALL, INK, "middle", 700)]
    )


# -- legend and key


def _legend(lanes: Lanes, events: Sequence[EventLine]) -> dict[str, list[Sample]]:
    """Samples of what is there and of nothing else."""
    drawn = [bar for lane in lanes.lanes for bar in lane.bars]
    relations = {bar.relation for bar in drawn}
    kinds = {what for bar in drawn for what, _, _ in bar.stretches}
    shown = "memberOf" if "memberOf" in relations else next(iter(sorted(relations)), "memberOf")
    samples = [_sample("certain", relation, words) for relation, words in _RELATIONS.items() if relation in relations]
    if "leads" in relations:
        samples = [Sample(s.drawn + leader(-12, 0), s.words) if s.words == _RELATIONS["leads"] else s for s in samples]
    dates = [_sample(what, shown, words) for what, words in _STRETCHES.items() if what in kinds]
    marks = [Sample(_change_sample(), "change: dot to letter")] if lanes.connectors else []
    marks += [Sample(_event_sample(), "event")] if events else []
    doubts = doubt_samples(bar.status for bar in drawn if bar.relation != EXISTS)
    return {"Bars": samples, "Dates": dates, "Marks": marks + doubts}


_RELATIONS = {"memberOf": "member", "leads": "leader", EXISTS: "organisation is there"}
_STRETCHES = {"uncertain": "date uncertain", "open": "still going on", "untold": "start or end not told"}


def _sample(what: str, relation: str, words: str) -> Sample:
    return Sample(stretch(what, relation, "accepted", -20, 20, 0), words)


def _change_sample() -> str:
    line = path("M-14 0H8", stroke=INK, width=1.3)
    return line + path(disc(-14, 0, DOT), INK) + _chip(10, 0, "a", "")


def _event_sample() -> str:
    line = path("M6 0H20", stroke=MUTED, width=0.9, dash=(3, 2.5))
    return line + path(rounded(-8, -6, 14, 12, 2), PAPER, MUTED, 0.9) + text(-1, 3.1, "1", SMALL, INK, "middle", 700)


def _key(connectors: Iterable[Connector], events: Iterable[EventLine]) -> dict[str, list[tuple[str, str]]]:
    """What numbers and letters stand for: the name, the dates and, where it is in doubt, the status."""
    happened = [(str(n), f"{e.label}, {_when(e.since, e.until)}{_doubt(e.status)}") for n, e in enumerate(events, 1)]
    changed = [
        (letter, f"{c.label} ({c.relation}), {_when(c.since, c.until)}{_doubt(c.status)}")
        for c, letter in zip(connectors, _letters(), strict=False)
    ]
    return {"Events": happened, "Changes": changed}


def _when(since: str, until: str) -> str:
    """Dates in words.

    >>> _when("2014-05-02", "2014-05-20"), _when("[2015-03-27..2015-03-28]", ""), _when("[2013~,2014]", "")
    ('2014-05-02 to 2014-05-20', 'between 2015-03-27 and 2015-03-28', 'about 2013 or 2014')
    """
    return " to ".join(in_words(text) for text in dict.fromkeys((since, until)) if text)


def _doubt(status: str) -> str:
    return "" if status in ("", "accepted") else f"; {status}"
