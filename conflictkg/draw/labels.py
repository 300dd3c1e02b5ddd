"""How much room a node and its label take: wrapped lines and boxes, in pixels at scale 1.

Widths are estimated (no font is asked), a little too wide rather than too narrow. The page wraps by
the same rule, so what the layout kept free is what the page fills.
"""

from __future__ import annotations

import unicodedata

from conflictkg.draw.scene import Node
from conflictkg.draw.style import kind_style

Box = tuple[float, float, float, float]
"""left, top, right, bottom, relative to the node's centre; y runs downwards."""

LINE_CHARACTERS, LINES = 18, 3
CHARACTER, LINE_HEIGHT = 7.3, 16.0
RADIUS, GAP = 11.0, 5.0
SIDES = ("below", "above", "right", "left", "below-right", "above-right", "below-left", "above-left")
PILL_PAD_X, PILL_PAD_Y = 15.0, 8.0


def wrap(text: str) -> list[str]:
    """Break a label at spaces into at most three lines of about eighteen characters; the rest becomes an ellipsis.

    >>> wrap("Syrian Observatory for Human Rights")
    ['Syrian Observatory', 'for Human Rights']
    """
    lines: list[str] = []
    for word in text.split():
        word = word if len(word) <= LINE_CHARACTERS + 4 else word[: LINE_CHARACTERS + 3] + "…"
        if lines and len(lines[-1]) + 1 + len(word) <= LINE_CHARACTERS:
            lines[-1] += " " + word
        else:
            lines.append(word)
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], lines[LINES - 1] + " …"]
    return lines or [""]


def width(line: str) -> float:
    """The estimated width of one line in pixels (East Asian wide characters count double)."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in line)
    return (len(line) + wide) * CHARACTER


def text_size(label: str) -> tuple[float, float]:
    """Width and height of a wrapped label."""
    lines = wrap(label)
    return max(width(line) for line in lines), len(lines) * LINE_HEIGHT


def radius(node: Node) -> float:
    """Of its mark, where that is no pill."""
    return RADIUS * node.size


def body_size(node: Node) -> tuple[float, float]:
    """Width and height of the mark itself; a pill holds its label."""
    if kind_style(node.kind).shape != "pill":
        return 2 * radius(node), 2 * radius(node)
    w, h = text_size(node.label)
    return w + 2 * PILL_PAD_X * max(1.0, node.size), h + 2 * PILL_PAD_Y * max(1.0, node.size)


def body_box(node: Node) -> Box:
    """The box of the mark without its label."""
    w, h = body_size(node)
    return (-w / 2, -h / 2, w / 2, h / 2)


def label_box(node: Node, side: str) -> Box:
    """The box of the label alone, where it stands on ``side``."""
    w, h = text_size(node.label)
    r = radius(node)
    if side == "inside":
        return (-w / 2, -h / 2, w / 2, h / 2)
    if side == "above":
        return (-w / 2, -r - GAP - h, w / 2, -r - GAP)
    if side == "right":
        return (r + GAP, -h / 2, r + GAP + w, h / 2)
    if side == "left":
        return (-r - GAP - w, -h / 2, -r - GAP, h / 2)
    if "-" in side:
        x, y = 0.8 * r, 0.55 * r
        left = x if side.endswith("right") else -x - w
        top = -y - h if side.startswith("above") else y
        return (left, top, left + w, top + h)
    return (-w / 2, r + GAP, w / 2, r + GAP + h)


def whole_box(node: Node, side: str) -> Box:
    """The box that holds the mark and its label."""
    a, b = body_box(node), label_box(node, side)
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


def sides(node: Node) -> tuple[str, ...]:
    """Where the label may stand, the best first."""
    return ("inside",) if kind_style(node.kind).shape == "pill" else SIDES
