"""Make room: turn a layout the right way, push boxes apart, pack loose parts side by side."""

from __future__ import annotations

import numpy as np

from conflictkg.draw.plane import Floats, Ints, overlapping_pairs

MARGIN = 14.0
CROWD = 150
"""Above so many bodies speed counts for more than the last bit of room."""


def turned(places: Floats, aspect: float) -> Floats:
    """Rotate so that the longest extent lies across (aspect >= 1) or upright; the sign is fixed too."""
    centred: Floats = places - places.mean(0)
    if len(places) < 3:
        return centred
    _values, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1] if aspect >= 1 else axes
    axes = axes * np.where(axes[np.abs(axes).argmax(0), [0, 1]] < 0, -1.0, 1.0)
    rotated: Floats = centred @ axes
    return rotated


def compact(places: Floats, boxes: Floats, aspect: float) -> Floats:
    """Stretch to the wished width by height and to some times the room that the boxes need."""
    if len(places) < 2:
        return places
    extent = np.maximum(np.ptp(places, axis=0), 1.0)
    loose = 1.6 if len(places) <= CROWD else 2.2
    room = loose * float(((boxes[:, 2] - boxes[:, 0] + MARGIN) * (boxes[:, 3] - boxes[:, 1] + MARGIN)).sum())
    wished = np.sqrt(room * np.array([aspect, 1 / aspect]))
    fitted: Floats = places * (wished / extent)
    return fitted


def evened(places: Floats) -> Floats:
    """Large parts with their crowded middle drawn out: the nearer to the middle, the further, each in its direction.

    Places then fill an ellipse about evenly, so that making room takes few steps (a fifth of them for 10,000 bodies).
    """
    if len(places) <= CROWD:
        return places
    spread = places.std(0) + 1e-9
    far = np.sqrt(((places / spread) ** 2).sum(1)) + 1e-9
    even = np.empty_like(far)
    even[np.argsort(far, kind="stable")] = np.sqrt((np.arange(len(far)) + 0.5) / len(far))
    drawn: Floats = places * (even / far)[:, None]
    return drawn


def apart(places: Floats, boxes: Floats) -> Floats:
    """Push overlapping boxes (n, 4, relative to their places) apart along the shorter way; large ones move less.

    Always ends: whenever some rounds did not suffice, the whole picture is spread a little. (Measured: sixty
    rounds give half the area of twelve but take four times as long; damped pushes are slower and spread more.)
    """
    patience = 60 if len(places) <= CROWD else 12
    places = places + np.arange(len(places))[:, None] * 1e-4
    tries = 0
    while True:
        first, second = overlapping_pairs(boxes + np.tile(places, 2), MARGIN - 0.01)
        if not len(first):
            return places
        tries += 1
        if tries % patience == 0:
            places = places * 1.03
        places = places + _shoves(places, boxes, first, second)


def _shoves(places: Floats, boxes: Floats, first: Ints, second: Ints) -> Floats:
    a, b = boxes[first] + np.tile(places[first], 2), boxes[second] + np.tile(places[second], 2)
    depth = np.minimum(a[:, 2:], b[:, 2:]) - np.maximum(a[:, :2], b[:, :2]) + MARGIN
    middle = (b[:, :2] + b[:, 2:] - a[:, :2] - a[:, 2:]) / 2
    across = depth[:, 0] < depth[:, 1]
    way = np.where(across[:, None], [1.0, 0.0], [0.0, 1.0]) * np.where(middle < 0, -1.0, 1.0)
    push = way * (depth * 0.5 + 0.2)
    mass_a, mass_b = (a[:, 2:] - a[:, :2]).prod(1), (b[:, 2:] - b[:, :2]).prod(1)
    share = (mass_b / (mass_a + mass_b))[:, None]
    moved = np.zeros_like(places)
    np.subtract.at(moved, first, push * share)
    np.add.at(moved, second, push * (1 - share))
    return moved


def components(n: int, ties: Ints) -> list[Ints]:
    """The connected parts as sorted index arrays, the largest first."""
    root = np.arange(n)

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = int(root[i])
        return i

    for a, b in ties:
        ra, rb = find(int(a)), find(int(b))
        root[max(ra, rb)] = min(ra, rb)
    parts: dict[int, list[int]] = {}
    for i in range(n):
        parts.setdefault(find(i), []).append(i)
    return [np.array(p, np.int64) for p in sorted(parts.values(), key=lambda p: (-len(p), p[0]))]


def packed(places: Floats, boxes: Floats, parts: list[Ints], aspect: float, gap: float = 46.0) -> Floats:
    """Put the parts on shelves: the largest first, the small ones in rows under it, centred."""
    extents = [_extent(boxes[part] + np.tile(places[part], 2)) for part in parts]
    area = sum((e[2] - e[0] + gap) * (e[3] - e[1] + gap) for e in extents)
    limit = max(extents[0][2] - extents[0][0], float(np.sqrt(area * aspect)))
    places = places.copy()
    shelf: list[int] = []
    x = top = height = 0.0
    for k, extent in enumerate(extents):
        w, h = extent[2] - extent[0], extent[3] - extent[1]
        if shelf and x + w > limit:
            _centre(places, parts, shelf, limit, x - gap)
            shelf, x, top, height = [], 0.0, top + height + gap, 0.0
        places[parts[k]] += np.array([x - extent[0], top - extent[1]])
        shelf.append(k)
        x, height = x + w + gap, max(height, h)
    _centre(places, parts, shelf, limit, x - gap)
    return places


def _centre(places: Floats, parts: list[Ints], shelf: list[int], limit: float, used: float) -> None:
    for k in shelf:
        places[parts[k], 0] += (limit - used) / 2


def _extent(boxes: Floats) -> tuple[float, float, float, float]:
    low, high = boxes[:, :2].min(0), boxes[:, 2:].max(0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])
