"""Plane geometry on numpy arrays: do lines cross, do they run through boxes, which boxes overlap.

Needs numpy; only :mod:`conflictkg.draw.layout` imports it, when a picture is asked for. Points are arrays of
shape ``(..., 2)``, boxes ``(..., 4)`` as left, top, right, bottom; y runs downwards.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def line_hits_box(a: Floats, b: Floats, boxes: Floats) -> Bools:
    """True where the segment from ``a`` to ``b`` meets the box (shapes broadcast; slab method)."""
    x, y = _slab(a, b, boxes, 0), _slab(a, b, boxes, 1)
    hits: Bools = np.maximum(np.maximum(x[0], y[0]), 0) <= np.minimum(np.minimum(x[1], y[1]), 1)
    return hits


def _slab(a: Floats, b: Floats, boxes: Floats, axis: int) -> tuple[Floats, Floats]:
    """Where on the segment (0 to 1) it enters and leaves the boxes along one axis."""
    step = b[..., axis] - a[..., axis]
    step = np.where(np.abs(step) < 1e-9, 1e-9, step)
    t1, t2 = (boxes[..., axis] - a[..., axis]) / step, (boxes[..., axis + 2] - a[..., axis]) / step
    return np.minimum(t1, t2), np.maximum(t1, t2)


def lines_cross(a: Floats, b: Floats, c: Floats, d: Floats) -> Bools:
    """True where the segments a-b and c-d cross within both (shapes broadcast)."""
    crossed: Bools = (_turn(a, b, c) * _turn(a, b, d) < 0) & (_turn(c, d, a) * _turn(c, d, b) < 0)
    return crossed


def _turn(a: Floats, b: Floats, c: Floats) -> Floats:
    """Above 0 where a-b-c turns one way, below 0 the other."""
    area: Floats = (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0])
    return area


def boxes_overlap(a: Floats, b: Floats, margin: float = 0.0) -> Bools:
    """True where two boxes come nearer than ``margin`` to each other (shapes broadcast)."""
    across = (a[..., 0] < b[..., 2] + margin) & (b[..., 0] < a[..., 2] + margin)
    near: Bools = across & (a[..., 1] < b[..., 3] + margin) & (b[..., 1] < a[..., 3] + margin)
    return near


def overlapping_pairs(boxes: Floats, margin: float = 0.0) -> tuple[Ints, Ints]:
    """Every pair of boxes that overlap, by sweeping from left to right; about linear where few overlap."""
    order = np.argsort(boxes[:, 0], kind="stable")
    ranked = boxes[order]
    reach = np.maximum.accumulate(ranked[:, 2]) + margin
    firsts: list[Ints] = []
    seconds: list[Ints] = []
    for step in range(1, len(boxes)):
        ahead = ranked[step:]
        if not (ahead[:, 0] < reach[:-step]).any():
            break
        (found,) = np.nonzero(boxes_overlap(ranked[:-step], ahead, margin))
        firsts.append(order[found])
        seconds.append(order[found + step])
    if not firsts:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return np.concatenate(firsts), np.concatenate(seconds)


def curve(a: Floats, b: Floats, bend: Floats, points: int = 17) -> Floats:
    """Points on quadratic curves from ``a`` to ``b`` that bow to their left by ``bend`` of their length.

    ``a``, ``b`` of shape (n, 2) and ``bend`` (n,) give (n, points, 2); the control point lies twice as far out.
    """
    d = b - a
    via = (a + b) / 2 + 2 * bend[:, None] * np.stack([d[:, 1], -d[:, 0]], -1)
    t = np.linspace(0, 1, points)[None, :, None]
    line: Floats = (1 - t) ** 2 * a[:, None] + 2 * t * (1 - t) * via[:, None] + t**2 * b[:, None]
    return line
