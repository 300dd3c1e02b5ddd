"""Outlines as SVG path data: marks of actors, glyphs of ties, arrow heads, hulls; the page draws the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import atan2, cos, hypot, pi, sin

from conflictkg.draw.elements import number, path, text
from conflictkg.draw.labels import Box

Point = tuple[float, float]


def points(listed: Iterable[Point], closed: bool = True) -> str:
    """Straight lines through points."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in listed) + ("Z" if closed else "")


def polygon(x: float, y: float, r: float, sides: int, turn: float) -> str:
    """A regular polygon."""
    angles = [turn + 2 * pi * i / sides for i in range(sides)]
    return points((x + r * cos(a), y + r * sin(a)) for a in angles)


def star(x: float, y: float, r: float) -> str:
    """A star of five rays."""
    reach = [(r if i % 2 == 0 else r * 0.42, -pi / 2 + pi * i / 5) for i in range(10)]
    return points((x + far * cos(a), y + far * sin(a)) for far, a in reach)


def rounded(x: float, y: float, w: float, h: float, radius: float) -> str:
    """A rectangle with round corners."""
    r = min(radius, w / 2, h / 2)
    arc = f"a{number(r)} {number(r)} 0 0 1 "
    across, down = number(w - 2 * r), number(h - 2 * r)
    plus, minus = number(r), number(-r)
    return (
        f"M{number(x + r)} {number(y)}h{across}{arc}{plus} {plus}v{down}{arc}{minus} {plus}"
        f"h{number(2 * r - w)}{arc}{minus} {minus}v{number(2 * r - h)}{arc}{plus} {minus}Z"
    )


def disc(x: float, y: float, r: float) -> str:
    """A circle."""
    return rounded(x - r, y - r, 2 * r, 2 * r, r)


def mark(shape: str, x: float, y: float, r: float, w: float = 0, h: float = 0) -> str:
    """The mark of an actor; a pill is ``w`` by ``h``."""
    if shape == "pill":
        return rounded(x - w / 2, y - h / 2, w, h, min(h / 2, 15))
    if shape == "square":
        return rounded(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r, 0.18 * r)
    if shape == "person":
        s = [number(v * r) for v in (-1.2, 1.7)]
        body = f"M{number(x - 0.85 * r)} {number(y + 0.95 * r)}c0 {s[0]} {s[1]} {s[0]} {s[1]} 0Z"
        return disc(x, y - 0.5 * r, 0.46 * r) + body
    if shape == "bubble":
        tail = f"M{number(x - 0.5 * r)} {number(y + 0.5 * r)}h{number(0.7 * r)}l{number(-0.6 * r)} {number(0.55 * r)}Z"
        return rounded(x - r, y - 0.85 * r, 2 * r, 1.4 * r, 0.4 * r) + tail
    polygons = {
        "diamond": (0.0, 1.12, 4, 0.0),
        "triangle": (0.12, 1.12, 3, -pi / 2),
        "pentagon": (0.05, 1.1, 5, -pi / 2),
        "hexagon": (0.0, 1.06, 6, 0.0),
        "pin": (-0.12, 1.12, 3, pi / 2),
    }
    if shape in polygons:
        shift, far, sides, turn = polygons[shape]
        return polygon(x, y + shift * r, far * r, sides, turn)
    return disc(x, y, 0.97 * r)


def arrow_head(tip: Point, back: Point, width: float) -> str:
    """The head of an arrow that comes from ``back``, for a line of this width."""
    angle, far, half = atan2(tip[1] - back[1], tip[0] - back[0]), 7 + 1.2 * width, 2.6 + 0.75 * width

    def at(a: float, b: float) -> Point:
        return tip[0] - a * cos(angle) - b * sin(angle), tip[1] - a * sin(angle) + b * cos(angle)

    return points((at(0, 0), at(far, half), at(0.8 * far, 0), at(far, -half)))


def glyph(name: str, x: float, y: float, colour: str, paper: str) -> str:
    """The sign in the middle of a tie, so that colour is never alone in telling its kind."""
    s = 3.4
    strokes = {
        "cross": points(((x - s, y - s), (x + s, y + s)), False) + points(((x - s, y + s), (x + s, y - s)), False),
        "plus": points(((x - s, y), (x + s, y)), False) + points(((x, y - s), (x, y + s)), False),
    }
    if name in strokes:
        return path(disc(x, y, 6.5), paper, colour, 1.3) + path(strokes[name], stroke=colour, width=2)
    if name == "star":
        return path(star(x, y, 9.5), paper) + path(star(x, y, 8), colour)
    if name == "ring":
        return path(disc(x, y, 4.5), paper, colour, 2)
    if name == "square":
        return path(rounded(x - 4.5, y - 4.5, 9, 9, 1), colour, paper, 1.5)
    return path(disc(x, y, 4), colour, paper, 1.5) if name == "dot" else ""


_SIGNS = {"disputed": "!", "party-only": "“", "unverified": "?"}


def doubt(status: str, x: float, y: float, ink: str, paper: str) -> str:
    """The sign of a status other than accepted: a half disc where a party contests, else a mark in a box."""
    if status in ("", "accepted"):
        return ""
    box = path(rounded(x - 7, y - 7, 14, 14, 3), paper, ink, 1.2)
    if status == "contested by a party":
        half = f"M{number(x)} {number(y - 3.8)}a3.8 3.8 0 0 1 0 7.6Z"
        return box + path(disc(x, y, 3.8), stroke=ink, width=1.1) + path(half, ink)
    sign = _SIGNS.get(status, "?")
    quote = sign == "“"
    return box + text(x, y + (8.2 if quote else 4), sign, 15 if quote else 11, ink, "middle", 700)


def hull(boxes: Iterable[Box], pad: float) -> list[Point]:
    """The corners of one soft outline round boxes."""
    corners = _convex([point for a, b, c, d in boxes for point in ((a, b), (c, b), (a, d), (c, d))])
    steps = [i * pi / 12 for i in range(24)]
    return _convex([(x + pad * cos(a), y + pad * sin(a)) for x, y in corners for a in steps])


def smooth(corners: Sequence[Point]) -> str:
    """A closed line through the middles of the sides, so that no corner is left."""
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)]
    bows = "".join(
        f"Q{number(x)} {number(y)} {number(m[0])} {number(m[1])}"
        for (x, y), m in zip([*corners[1:], corners[0]], [*middles[1:], middles[0]], strict=True)
    )
    return f"M{number(middles[0][0])} {number(middles[0][1])}{bows}Z"


def _convex(found: Iterable[Point]) -> list[Point]:
    """The convex hull (Andrew's monotone chain)."""
    ordered = sorted(set(found))

    def half(chain: Iterable[Point]) -> list[Point]:
        kept: list[Point] = []
        for p in chain:
            while len(kept) > 1 and _turn(kept[-2], kept[-1], p) <= 0:
                kept.pop()
            kept.append(p)
        return kept[:-1]

    return half(ordered) + half(reversed(ordered))


def _turn(o: Point, a: Point, b: Point) -> float:
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])


def distance(a: Point, b: Point) -> float:
    """How far two points are from each other."""
    return hypot(a[0] - b[0], a[1] - b[1])
