"""Bars of lanes: filled where certain, hatched where a date is in doubt, fading where open, dotted where not told."""

from __future__ import annotations

from conflictkg.draw import lettering
from conflictkg.draw.axis import Axis
from conflictkg.draw.body import COLOUR, INK, MUTED, PAPER, SMALL
from conflictkg.draw.elements import element, group, number, path, rectangle, text, title
from conflictkg.draw.lanes import EXISTS, Bar, Lane
from conflictkg.draw.shapes import doubt, star

BAR, THIN, TRACK = 9.0, 4.0, 12.0
"""Heights of a bar, of one that tells how long an organisation was there, of a track."""
FADE, LEAST, OVER = 40.0, 2.6, 20.0
"""How far an open end fades; how wide a single day is drawn; how far what goes on reaches over the axis."""
LOOKS = {"memberOf": COLOUR["armed"], "leads": COLOUR["leading"], EXISTS: COLOUR["organisational"]}


def patterns() -> str:
    """A hatching and a fading for each colour."""
    return element("defs", "".join(_hatching(name, colour) + _fading(name, colour) for name, colour in LOOKS.items()))


def _hatching(name: str, colour: str) -> str:
    line = path("M0 0V4", stroke=colour, width=2.4)
    turned = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    return element("pattern", line, id=f"hatch-{name}", width=4, height=4, **turned)


def _fading(name: str, colour: str) -> str:
    full = element("stop", offset="0", stop_color=colour)
    none = element("stop", offset="1", stop_color=colour, stop_opacity="0")
    return element("linearGradient", full + none, id=f"fade-{name}")


def bars(lane: Lane, middle: float, axis: Axis) -> str:
    """The bars of a lane; ``middle`` is the height of its first track."""
    drawn = []
    for bar in lane.bars:
        beside = [other for other in lane.bars if other.track == bar.track and other.first and bar.first]
        left = max((axis.after(o.last) for o in beside if o.last < bar.first), default=axis.left - OVER / 4)
        right = min((axis.x(o.first) for o in beside if o.first > bar.last), default=axis.right + OVER)
        drawn.append(_bar(bar, lane, middle + bar.track * TRACK, left, right, axis))
    return group(drawn)


def _bar(bar: Bar, lane: Lane, y: float, left: float, right: float, axis: Axis) -> str:
    parts = [title(_told(bar, lane))]
    for what, first, last in bar.stretches:
        if what in ("certain", "uncertain"):
            parts.append(stretch(what, bar.relation, bar.status, axis.x(first), axis.after(last), y))
        else:
            start = axis.after(first) if first else left
            parts.append(stretch(what, bar.relation, bar.status, start, axis.x(last) if last else right, y))
    start, end = (axis.x(bar.first), axis.after(bar.last)) if bar.first else (left, right)
    if bar.relation == "leads":
        parts.append(leader(start + 7, y))
    if bar.relation != EXISTS:  # the change that it follows from tells its status in the key
        parts.append(doubt(bar.status, _signed(bar, start, end, axis), y, INK, PAPER))
    parts.append(_reason(bar, axis.after(bar.last) + 4, right, y) if bar.end == "known" else "")
    return group(parts)


def _signed(bar: Bar, start: float, end: float, axis: Axis) -> float:
    """Where the sign of a status stands: a little into the first long stretch that is certain, else in the middle."""
    long = (
        axis.x(first)
        for what, first, last in bar.stretches
        if what == "certain" and axis.after(last) - axis.x(first) > 40
    )
    return next(long, (start + end) / 2 - 12) + 12


def stretch(what: str, relation: str, status: str, start: float, end: float, y: float) -> str:
    """A stretch of a bar from ``start`` to ``end`` round the height ``y``; hollow where it is not accepted."""
    look = relation if relation in LOOKS else "memberOf"
    colour, high = LOOKS[look], THIN if look == EXISTS else BAR
    top, wide = y - high / 2, max(end - start, LEAST)
    if what == "certain" and status == "accepted":
        return rectangle(start, top, wide, high, fill=colour)
    if what == "certain":
        return rectangle(start + 0.6, top + 0.6, wide - 1.2, high - 1.2, fill=PAPER, stroke=colour, stroke_width=1.2)
    if what == "uncertain":
        ground = rectangle(start, top, wide, high, fill=PAPER)
        edge = rectangle(start + 0.4, top + 0.4, wide - 0.8, high - 0.8, stroke=colour, stroke_width=0.8,
                         fill=f"url(#hatch-{look})")  # fmt: skip
        return ground + edge
    fades = min(FADE, end - start) if what == "open" else 0.0
    dots = ""
    if end - start - fades > 3:
        d = f"M{number(start + fades + 2)} {number(y)}H{number(end)}"
        dots = path(d, stroke=colour, width=1.5, dash=(0, 4), cap="round")
    opacity = "" if status == "accepted" else "0.4"
    return dots + rectangle(start, top, fades, high, fill=f"url(#fade-{look})", opacity=opacity) if fades else dots


def leader(x: float, y: float) -> str:
    """The sign of those who lead."""
    return path(star(x, y, 7.2), PAPER) + path(star(x, y, 5), LOOKS["leads"])


def _reason(bar: Bar, x: float, right: float, y: float) -> str:
    """Why it ended, where there is room for it."""
    fits = bar.end_reason and x + lettering.width(bar.end_reason, SMALL) < right - 4
    return text(x, y + 3, bar.end_reason, SMALL, MUTED, halo=PAPER) if fits else ""


def _told(bar: Bar, lane: Lane) -> str:
    dates = f"{bar.since or 'start not told'} to {bar.until or 'end not told'}"
    told = (f"{lane.label}: {bar.label}", bar.role, dates, bar.end_reason, bar.certainty, bar.status, *bar.sources)
    return "; ".join(part for part in told if part)
