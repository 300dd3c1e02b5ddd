"""Coalitions as bodies: the coalition in the middle, its members on rings round it, labels outward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from conflictkg.draw.labels import sides as sides_of
from conflictkg.draw.labels import whole_box
from conflictkg.draw.plane import Floats, overlapping_pairs
from conflictkg.draw.scene import Coalition, Node, Scene

HULL_PAD = 26.0
"""How far the hull reaches beyond the members' labels."""


@dataclass(frozen=True, slots=True)
class Ring:
    """``nodes`` are indices, the coalition first; ``offsets`` (n, 2) from the centre; ``box`` round all of it."""

    nodes: tuple[int, ...]
    offsets: Floats
    sides: tuple[str, ...]
    box: tuple[float, float, float, float]


def ring_members(scene: Scene) -> tuple[Coalition, ...]:
    """The coalitions with their ``ring`` set, the largest first.

    An actor stands on one ring only (that of the first coalition that has it) and a coalition that has a
    ring of its own on none, so rings never run into each other.
    """
    order = sorted(scene.coalitions, key=lambda c: (-len(c.members), c.id))
    hubs = {c.id for c in order if len(c.members) > 1}
    taken: set[str] = set(hubs)
    found: list[Coalition] = []
    for coalition in order:
        free = tuple(m for m in dict.fromkeys(coalition.members) if m not in taken and m != coalition.id)
        ring = free if coalition.id in hubs else ()
        taken.update(ring)
        found.append(Coalition(coalition.id, coalition.members, ring))
    return tuple(found)


def build(nodes: Sequence[Node], indices: Sequence[int], aspect: float) -> Ring:
    """The ring of ``indices`` (coalition first, then its members in their order), as small as labels allow."""
    wide = 1.18 if aspect >= 1 else 0.8
    count = len(indices) - 1
    lanes = _lanes(count)
    scale = 1.0
    while True:
        offsets = _offsets(count, lanes, scale, wide)
        sides = tuple(_outward(nodes[i], x, y) for i, (x, y) in zip(indices, offsets, strict=True))
        boxes = boxes_at([nodes[i] for i in indices], offsets, sides)
        if not len(overlapping_pairs(boxes, 9.0)[0]):
            break
        scale *= 1.06
    box = (*(boxes[:, :2].min(0) - HULL_PAD), *(boxes[:, 2:].max(0) + HULL_PAD))
    return Ring(tuple(indices), offsets, sides, (float(box[0]), float(box[1]), float(box[2]), float(box[3])))


def boxes_at(nodes: Sequence[Node], places: Floats, sides: Sequence[str]) -> Floats:
    """The boxes (n, 4) of marks with labels at these places."""
    local = np.array([whole_box(node, side) for node, side in zip(nodes, sides, strict=True)])
    moved: Floats = local + np.concatenate([places, places], 1)
    return moved


def _lanes(count: int) -> list[int]:
    """How many members stand on each ring: 14 on the first, then 24, 34 ..."""
    lanes: list[int] = []
    room = 14
    while count > 0:
        lanes.append(min(room, count))
        count -= room
        room += 10
    return lanes


def _offsets(count: int, lanes: list[int], scale: float, wide: float) -> Floats:
    """Even places on each ring, the first at the top; an ellipse ``wide`` times as wide as high."""
    points = [(0.0, 0.0)]
    for lane, members in enumerate(lanes):
        radius = scale * (105 + 85 * lane)
        turn = -np.pi / 2 + (np.pi / members if lane % 2 else 0.0)
        for k in range(members):
            angle = turn + 2 * np.pi * k / members
            points.append((wide * radius * float(np.cos(angle)), radius * float(np.sin(angle))))
    return np.array(points[: count + 1])


def _outward(node: Node, x: float, y: float) -> str:
    """Labels point away from the centre, so that no spoke runs through them; a coalition's stands inside its mark."""
    only, *others = sides_of(node)
    if not others:
        return only
    return "above" if y < -abs(x) * 0.12 else "below"
