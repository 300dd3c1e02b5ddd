"""Which side each label stands on and how far each line bows, so that no line runs through a name or a stranger."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from conflictkg.draw.labels import label_box, sides, whole_box
from conflictkg.draw.plane import Bools, Floats, Ints, boxes_overlap, curve, line_hits_box, lines_cross
from conflictkg.draw.scene import Node

BENDS = np.array([0.0, 0.07, -0.07, 0.12, -0.12, 0.18, -0.18, 0.25, -0.25, 0.33, -0.33])
REACH = 220.0
"""No label reaches further from its node."""
FEW = 90
"""Up to so many ties a bow also avoids crossings."""
LARGE = 400_000
"""Above so many lines times nodes, only parallel lines are bent."""


def best_sides(
    nodes: Sequence[Node], places: Floats, ties: Ints, bends: Floats, now: list[str], limits: Floats
) -> list[str]:
    """A side for each label: free of other boxes first, then with the fewest lines through it.

    ``limits`` (n, 4) is the room that a node's label must keep to: a member's stays in its coalition's hull.
    """
    lines = curve(places[ties[:, 0]], places[ties[:, 1]], bends)
    boxes = np.array([whole_box(node, side) for node, side in zip(nodes, now, strict=True)]) + np.tile(places, 2)
    extents = np.concatenate([lines.min(1), lines.max(1)], 1)
    chosen = list(now)
    for v, node in enumerate(nodes):
        near = np.tile(places[v], 2) + np.array([-REACH, -REACH, REACH, REACH])
        others = np.delete(boxes, v, 0)
        others = others[boxes_overlap(others, near)]
        passing = lines[boxes_overlap(extents, near)]
        options = [now[v], *(side for side in sides(node) if side != now[v])]
        best, least = chosen[v], np.inf
        for rank, side in enumerate(options):
            whole = np.array(whole_box(node, side)) + np.tile(places[v], 2)
            label = np.array(label_box(node, side)) + np.tile(places[v], 2)
            covered = float(boxes_overlap(whole, others, 4.0).sum())
            covered += bool((whole[:2] < limits[v, :2]).any() or (whole[2:] > limits[v, 2:]).any())
            crossed = 0.0 if side == "inside" else float(_run_through(passing, label).sum())
            cost = 20 * covered + 3 * crossed + 0.2 * rank + (0 if side in ("below", "above") else 0.6)
            if cost < least - 1e-9:
                best, least = side, cost
        chosen[v] = best
        boxes[v] = np.array(whole_box(node, best)) + np.tile(places[v], 2)
    return chosen


def best_bends(nodes: Sequence[Node], places: Floats, ties: Ints, now: Sequence[str]) -> Floats:
    """The bow of each tie: straight where it can be; the ties of one pair fan out."""
    bends = _fanned(ties)
    if len(ties) * len(nodes) > LARGE:
        return bends
    whole = np.array([whole_box(n, s) for n, s in zip(nodes, now, strict=True)]) + np.tile(places, 2)
    label = np.array([label_box(n, s) for n, s in zip(nodes, now, strict=True)]) + np.tile(places, 2)
    inside = np.array([side == "inside" for side in now])
    whole = whole + np.array([-4.0, -4.0, 4.0, 4.0])
    lines = curve(places[ties[:, 0]], places[ties[:, 1]], bends)
    for e, (a, b) in enumerate(ties):
        tried = curve(np.tile(places[a], (len(BENDS), 1)), np.tile(places[b], (len(BENDS), 1)), BENDS)
        cost = 3.0 * np.abs(BENDS) + _fan_cost(e, ties, bends)
        strangers = _within(np.delete(whole, [a, b], 0), tried)
        if len(strangers):
            cost = cost + 6.0 * _run_through(tried[:, None], strangers[None, :, None]).sum(1)
        for end in (a, b):
            if not inside[end]:
                cost = cost + 3.0 * _run_through(tried, label[end])
        if len(ties) <= FEW:
            cost = cost + 0.7 * _crossings(e, tried, ties, lines)
        bends[e] = BENDS[int(cost.argmin())]
        lines[e] = tried[int(cost.argmin())]
    return bends


def untidiness(
    nodes: Sequence[Node], places: Floats, ties: Ints, bends: Floats, now: Sequence[str], aspect: float
) -> float:
    """How hard a picture is to read: lines through strangers and names, crossings, length, how much it must shrink."""
    lines = curve(places[ties[:, 0]], places[ties[:, 1]], bends)
    whole = np.array([whole_box(n, s) for n, s in zip(nodes, now, strict=True)]) + np.tile(places, 2)
    label = np.array([label_box(n, s) for n, s in zip(nodes, now, strict=True)]) + np.tile(places, 2)
    outside = np.array([side != "inside" for side in now])
    total = 0.0
    for e, (a, b) in enumerate(ties):
        strangers = np.delete(whole, [a, b], 0)
        total += 6.0 * float(_run_through(lines[e], strangers[:, None]).sum())
        total += sum(4.0 * float(_run_through(lines[e], label[end])) for end in (a, b) if outside[end])
        total += 0.5 * float(_crossings(e, lines[e][None], ties, lines)[0])
    across, down = whole[:, 2:].max(0) - whole[:, :2].min(0)
    total += 0.05 * float(max(across / np.sqrt(aspect), down * np.sqrt(aspect)))
    return total + 0.004 * float(np.sqrt((np.diff(lines, axis=1) ** 2).sum(-1)).sum())


def _run_through(lines: Floats, box: Floats) -> Bools:
    """For lines (..., points, 2): True where any stretch of it meets the box (shapes broadcast)."""
    through: Bools = np.asarray(line_hits_box(lines[..., :-1, :], lines[..., 1:, :], box).any(-1))
    return through


def _within(boxes: Floats, lines: Floats) -> Floats:
    """The boxes that come near the lines at all; the others need no closer look."""
    reach = np.concatenate([lines.min((0, 1)), lines.max((0, 1))])
    return boxes[boxes_overlap(boxes, reach)]


def _fanned(ties: Ints) -> Floats:
    """Ties of one pair side by side: 0, or -0.12, 0.12, or -0.2, 0, 0.2 ... as seen from the lower index."""
    groups: dict[tuple[int, int], list[int]] = {}
    for e, (a, b) in enumerate(ties):
        groups.setdefault((min(int(a), int(b)), max(int(a), int(b))), []).append(e)
    bends = np.zeros(len(ties))
    for (low, _high), rows in groups.items():
        for k, e in enumerate(rows):
            spread = (k - (len(rows) - 1) / 2) * (0.24 if len(rows) == 2 else 0.2)
            bends[e] = spread if ties[e, 0] == low else -spread
    return bends


def _fan_cost(e: int, ties: Ints, bends: Floats) -> Floats:
    """Dear where a tie of the same pair already bows almost alike."""
    a, b = ties[e]
    same = (ties == (a, b)).all(1)
    back = (ties == (b, a)).all(1)
    same[e] = False
    taken = np.concatenate([bends[same], -bends[back]])
    if not len(taken):
        return np.zeros(len(BENDS))
    near = np.abs(BENDS[:, None] - taken[None]).min(1)
    dear: Floats = np.where(near < 0.13, 8.0, 0.0)
    return dear


def _crossings(e: int, tried: Floats, ties: Ints, lines: Floats) -> Floats:
    """How many other lines each tried curve crosses; lines that share an end are left out."""
    apart = ~np.isin(ties, ties[e]).any(1)
    reach = np.concatenate([tried.min((0, 1)), tried.max((0, 1))])
    other = lines[apart & boxes_overlap(np.concatenate([lines.min(1), lines.max(1)], 1), reach)]
    if not len(other):
        return np.zeros(len(tried))
    a, b = tried[:, :-1, None, None], tried[:, 1:, None, None]
    crossed: Floats = lines_cross(a, b, other[None, None, :, :-1], other[None, None, :, 1:]).any((1, 3)).sum(1) * 1.0
    return crossed
