"""A placed scene as the body of a figure: hulls, ties with their signs, actors, names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from conflictkg.draw.body import COLOUR, INK, PAPER, Body, Sample, doubt_samples
from conflictkg.draw.elements import group, number, path, text
from conflictkg.draw.labels import LINE_HEIGHT, Box, body_box, label_box, radius, whole_box, wrap
from conflictkg.draw.scene import Edge, Node, Scene
from conflictkg.draw.shapes import Point, arrow_head, disc, distance, doubt, glyph, hull, mark, rounded, smooth
from conflictkg.draw.style import KINDS, RELATIONS, kind_style, relation_style

FONT, PAD, HULL = 13.0, 6.0, 24.0
_SPOTS = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74)


class Tie(NamedTuple):
    """A tie with the visible stretch of its line (a quadratic curve) and where its signs stand."""

    edge: Edge
    curve: tuple[Point, Point, Point]
    middle: Point


def body(scene: Scene, width: float) -> Body:
    """The drawing in ``width`` units; never larger than planned, so that names stay below 10 points."""
    if not scene.nodes:
        return Body([], 0, {}, {}, ["Nobody here has a tie that any source tells."])
    nodes = {node.id: node for node in scene.nodes}
    boxes = [box for node in scene.nodes for box in (_at(node, body_box(node)), _at(node, label_box(node, node.side)))]
    ties = _ties(scene, nodes, boxes)
    outlines = [hull(_hull_boxes(nodes[c.id], [nodes[m] for m in c.ring]), HULL) for c in scene.coalitions if c.ring]
    parts = [
        group(_hull(outline) for outline in outlines),
        group(_line(tie) for tie in ties),
        group(_signs(tie) for tie in ties),
        group(_mark(node) for node in scene.nodes),
        group(_name(node) for node in scene.nodes),
    ]
    left, top, right, bottom = _extent([*boxes, *((*corner, *corner) for outline in outlines for corner in outline)])
    scale = min(1.0, width / (right - left))
    shift = (width - scale * (right - left)) / 2 - scale * left, -scale * top
    place = f"translate({number(shift[0])} {number(shift[1])}) scale({scale:.4f})"
    return Body([group(parts, transform=place)], scale * (bottom - top), _legend(scene, bool(outlines)), {}, [])


def _at(node: Node, box: Box) -> Box:
    return box[0] + node.x, box[1] + node.y, box[2] + node.x, box[3] + node.y


def _extent(boxes: Iterable[Box]) -> Box:
    a, b, c, d = zip(*boxes, strict=True)
    return min(a) - PAD, min(b) - PAD, max(c) + PAD, max(d) + PAD


def _hull_boxes(hub: Node, members: Sequence[Node]) -> list[Box]:
    return [_at(node, whole_box(node, node.side)) for node in (hub, *members)]


# -- ties


def _ties(scene: Scene, nodes: dict[str, Node], boxes: Sequence[Box]) -> list[Tie]:
    """Thin lines first; signs stand where no name, mark or other sign is, as near to the middle as can be."""
    taken: list[Point] = []
    ties = []
    for edge in sorted(scene.edges, key=lambda each: (relation_style(each.relation).width, each.id)):
        curve = _stretch(edge, nodes[edge.source], nodes[edge.target])
        middle = _along(curve, 0.5)
        if relation_style(edge.relation).glyph or edge.status not in ("", "accepted"):
            spots = (_along(curve, t) for t in _SPOTS)
            middle = next((spot for spot in spots if _is_free(spot, boxes, taken)), middle)
            taken.append(middle)
        ties.append(Tie(edge, curve, middle))
    return ties


def _is_free(spot: Point, boxes: Iterable[Box], taken: Iterable[Point]) -> bool:
    near = any(a - 8 < spot[0] < c + 8 and b - 8 < spot[1] < d + 8 for a, b, c, d in boxes)
    return not near and all(distance(spot, other) >= 17 for other in taken)


def _stretch(edge: Edge, a: Node, b: Node) -> tuple[Point, Point, Point]:
    """The part of the line between the two marks."""
    dx, dy = b.x - a.x, b.y - a.y
    via = (a.x + b.x) / 2 + 2 * edge.bend * dy, (a.y + b.y) / 2 - 2 * edge.bend * dx
    whole = ((a.x, a.y), via, (b.x, b.y))
    t0, t1 = 0.0, 1.0
    while t0 < 0.48 and _reaches(a, _along(whole, t0), 3):
        t0 += 0.01
    while t1 > 0.52 and _reaches(b, _along(whole, t1), 3 if edge.symmetric else 4):
        t1 -= 0.01
    left, right = _mix(whole[0], whole[1], t0), _mix(whole[1], whole[2], t0)
    return _along(whole, t0), _mix(left, right, t1), _along(whole, t1)


def _reaches(node: Node, at: Point, margin: float) -> bool:
    if kind_style(node.kind).shape in ("pill", "square"):
        a, b, c, d = _at(node, body_box(node))
        return a - margin < at[0] < c + margin and b - margin < at[1] < d + margin
    return distance((node.x, node.y), at) < radius(node) + margin


def _along(c: tuple[Point, Point, Point], t: float) -> Point:
    x, y = ((1 - t) ** 2 * c[0][i] + 2 * t * (1 - t) * c[1][i] + t * t * c[2][i] for i in (0, 1))
    return x, y


def _mix(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def _line(tie: Tie) -> str:
    """The line with its head; what is possible and not certain is hollow: two thin rails."""
    look, (a, v, b) = relation_style(tie.edge.relation), tie.curve
    colour = COLOUR[look.colour]
    d = f"M{number(a[0])} {number(a[1])}Q{number(v[0])} {number(v[1])} {number(b[0])} {number(b[1])}"
    head = "" if tie.edge.symmetric else arrow_head(b, v, look.width)
    if tie.edge.certainty != "possible":
        return path(d, stroke=colour, width=look.width, dash=look.dash) + (path(head, colour) if head else "")
    rails = path(d, stroke=colour, width=look.width + 2, dash=look.dash) + path(
        d, stroke=PAPER, width=look.width + 0.2, dash=look.dash
    )
    return rails + (path(head, PAPER, colour, 1.2) if head else "")


def _signs(tie: Tie) -> str:
    """The glyph of its kind, and beside it the sign of its status."""
    look, (x, y) = relation_style(tie.edge.relation), tie.middle
    apart = 8 if look.glyph and tie.edge.status not in ("", "accepted") else 0
    kind = glyph(look.glyph, x - apart, y, COLOUR[look.colour], PAPER) if look.glyph else ""
    return kind + doubt(tie.edge.status, x + apart, y, INK, PAPER)


# -- hulls and actors


def _hull(outline: Sequence[Point]) -> str:
    return path(smooth(outline), COLOUR["hull"], opacity=0.1) + path(
        smooth(outline), stroke=COLOUR["hull"], width=1, opacity=0.45
    )


def _mark(node: Node) -> str:
    look = kind_style(node.kind)
    a, b, c, d = body_box(node)
    shape = mark(look.shape, node.x, node.y, radius(node), c - a, d - b)
    return path(shape, PAPER, PAPER, 4) + _filled(shape, look.shape, _own(node) or COLOUR[look.colour])


def _own(node: Node) -> str:
    """The colour that a user gave it, where it is one and nothing else."""
    return node.colour if re.fullmatch(r"#[0-9A-Fa-f]{3,8}", node.colour) else ""


def _filled(shape: str, name: str, colour: str) -> str:
    return path(shape, PAPER, colour, 2.2, (3.2, 2.4)) if name == "ring" else path(shape, colour)


def _name(node: Node) -> str:
    left, top, right, _ = _at(node, label_box(node, node.side))
    inside = node.side == "inside"
    anchor = "end" if node.side.endswith("left") else "start" if node.side.endswith("right") else "middle"
    x = {"end": right, "start": left, "middle": (left + right) / 2}[anchor]
    fill, halo, weight = (PAPER, "", 600) if inside else (INK, PAPER, 500)
    return "".join(
        text(x, top + i * LINE_HEIGHT + 12.2, line, FONT, fill, anchor, weight, halo)
        for i, line in enumerate(wrap(node.label))
    )


# -- legend


def _legend(scene: Scene, hulls: bool) -> dict[str, list[Sample]]:
    """Samples of what is there and of nothing else."""
    kinds = {entry.key: entry.label for entry in scene.kinds}
    relations = {entry.key: entry.label for entry in scene.relations}
    symmetric = {edge.relation for edge in scene.edges if edge.symmetric}
    actors = [_kind_sample(kind, kinds[kind]) for kind in _known_first(kinds, KINDS)]
    if hulls:
        actors.append(Sample(_hull([(-17, -6), (17, -6), (17, 6), (-17, 6)]), "those in a coalition"))
    ties = [_tie_sample(key, relations[key], key in symmetric) for key in _known_first(relations, RELATIONS)]
    doubts = doubt_samples(edge.status for edge in scene.edges)
    if any(edge.certainty == "possible" for edge in scene.edges):
        doubts.insert(0, Sample(_rails(), "possible, not certain"))
    colours = [Sample(path(disc(0, 0, 6), colour), words) for colour, words in scene.swatches]
    return {"Actors": actors, "Colours": colours, "Ties": ties, "In doubt": doubts}


def _known_first(keys: Iterable[str], known: Iterable[str]) -> list[str]:
    order = {key: rank for rank, key in enumerate(known)}
    return sorted(keys, key=lambda key: order.get(key, len(order)))


def _kind_sample(kind: str, words: str) -> Sample:
    look = kind_style(kind)
    pill = look.shape == "pill"
    shape = rounded(-15, -6, 30, 12, 6) if pill else mark(look.shape, 0, 0, 6)
    return Sample(_filled(shape, look.shape, COLOUR[look.colour]), words)


def _tie_sample(relation: str, words: str, symmetric: bool) -> Sample:
    """A short stretch of the line at four fifths of its size, so that its dashes can be seen."""
    look = relation_style(relation)
    colour = COLOUR[look.colour]
    line = path(f"M-26 0H{26 if symmetric else 17}", stroke=colour, width=look.width, dash=look.dash)
    head = "" if symmetric else path(arrow_head((26, 0), (0, 0), look.width), colour)
    sign = glyph(look.glyph, -4 if head else 0, 0, colour, PAPER) if look.glyph else ""
    return Sample(group([line, head, sign], transform="scale(0.8)"), words)


def _rails() -> str:
    return path("M-20 0H20", stroke=INK, width=3.8) + path("M-20 0H20", stroke=PAPER, width=2)
