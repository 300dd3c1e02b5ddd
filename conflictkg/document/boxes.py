"""Diagrams of boxes and arrows, as SVG in text: what stands in them is written in a small table, not drawn by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from conflictkg.draw.elements import element, group, number
from conflictkg.draw.lettering import clean, lines

WIDTH, _COLUMN, _ROW, _BOX, _SIZE, _LEADING = 760, 288, 118, 172, 13.0, 17.0


class Box(NamedTuple):
    """A thing: where it stands (column, row), its class, what it is, and its colour (a class of the style sheet)."""

    name: str
    column: float
    row: float
    kind: str
    words: str
    look: str


class Arrow(NamedTuple):
    """A property from box to box; a derived one is drawn broken."""

    start: str
    end: str
    label: str
    derived: bool = False


def diagram(title: str, boxes: Sequence[Box], arrows: Iterable[Arrow]) -> str:
    """The whole drawing, scaled by its container."""
    placed = {box.name: box for box in boxes}
    height = (max(box.row for box in boxes) + 1) * _ROW - 22
    arrows = list(arrows)
    told = "; ".join(f"{placed[a.start].words or placed[a.start].kind} {a.label} {placed[a.end].words}" for a in arrows)
    parts = [
        element("title", escape(clean(title), quote=False)),
        element("desc", escape(clean(told), quote=False)),
        *(_line(placed[arrow.start], placed[arrow.end], arrow) for arrow in arrows),
        *(_box(box) for box in boxes),
        *(_label(placed[arrow.start], placed[arrow.end], arrow) for arrow in arrows),
    ]
    return element("svg", "\n".join(parts), viewBox=f"0 0 {WIDTH} {number(height)}", role="img", class_="diagram")


def _words(box: Box) -> list[str]:
    return lines(box.words, _SIZE, _BOX - 22, 3)


def _extent(box: Box) -> tuple[float, float, float]:
    """Middle, and half the height, of a box."""
    tall = 26 + _LEADING * len(_words(box)) + (6 if box.words else 2)
    return box.column * _COLUMN + _BOX / 2 + 5, box.row * _ROW + 46, tall / 2


def _box(box: Box) -> str:
    x, y, half = _extent(box)
    top = y - half
    parts = [
        element("rect", x=x - _BOX / 2, y=top, width=_BOX, height=2 * half, rx=7),
        element("text", escape(clean(box.kind)), x=x, y=top + 18, class_="kind"),
    ]
    parts += [
        element("text", escape(clean(words)), x=x, y=top + 37 + _LEADING * index)
        for index, words in enumerate(_words(box))
    ]
    return group(parts, class_=f"box {box.look}")


def _ends(start: Box, end: Box) -> tuple[float, float, float, float]:
    """Where an arrow leaves a box and meets the other: on their edges, along the line between their middles."""
    (x1, y1, h1), (x2, y2, h2) = _extent(start), _extent(end)
    return (*_edge(x1, y1, h1, x2 - x1, y2 - y1), *_edge(x2, y2, h2 + 2, x1 - x2, y1 - y2))


def _edge(x: float, y: float, half: float, dx: float, dy: float) -> tuple[float, float]:
    wide = _BOX / 2 + 2
    reach = min(wide / abs(dx) if dx else 9e9, half / abs(dy) if dy else 9e9)
    return x + dx * reach, y + dy * reach


def _line(start: Box, end: Box, arrow: Arrow) -> str:
    x1, y1, x2, y2 = _ends(start, end)
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    tip = " ".join(
        f"{number(x)},{number(y)}"
        for x, y in (
            (x2, y2),
            (x2 - 9 * ux - 4 * uy, y2 - 9 * uy + 4 * ux),
            (x2 - 9 * ux + 4 * uy, y2 - 9 * uy - 4 * ux),
        )
    )
    shaft = element("path", d=f"M{number(x1)} {number(y1)}L{number(x2 - 6 * ux)} {number(y2 - 6 * uy)}")
    return group([shaft, element("polygon", points=tip)], class_="arrow derived" if arrow.derived else "arrow")


def _label(start: Box, end: Box, arrow: Arrow) -> str:
    x1, y1, x2, y2 = _ends(start, end)
    x, y = (x1 + x2) / 2, (y1 + y2) / 2
    level = abs(y2 - y1) < 1
    return element("text", escape(clean(arrow.label)), x=x, y=y - 6 if level else y + 4, class_="label")
