"""Where bodies settle that repel each other and are held by their ties (Fruchterman and Reingold, 1991).

Exact to 150 bodies; above that each body meets a random sample of the others in each step, which gives
the same stress (the sampling is that of Gove, "A Random Sampling O(n) Force-calculation Algorithm", 2019).
Distances count from rim to rim, so that a large body (a coalition with its ring) keeps its neighbours off.
"""

from __future__ import annotations

import numpy as np

from conflictkg.draw.plane import Floats, Ints

EXACT, SAMPLE = 150, 24


def settle(size: Floats, ties: Ints, seed: int, ideal: float = 90.0, steps: int = 0) -> Floats:
    """Places of ``n`` bodies, shape (n, 2), in the unit of ``size`` (their radii, shape (n,)).

    ``ties`` has shape (m, 2); ``ideal`` is the wished gap between the rims of two bodies that are tied.
    """
    n = len(size)
    if n < 2:
        return np.zeros((n, 2))
    steps = steps or (400 if n <= EXACT else 150)
    random = np.random.default_rng(seed)
    spread = np.sqrt(n) * (ideal + 2 * float(size.mean()))
    places: Floats = _start(n, ties, random) * spread * 0.5
    heat = spread * 0.15
    cooling = (0.5 / heat) ** (1 / steps)
    for _ in range(steps):
        push = _repel(places, size, ideal, random) + _attract(places, size, ties, ideal) - 0.03 * places
        length = np.sqrt((push**2).sum(1)) + 1e-9
        places = places + push / length[:, None] * np.minimum(length, heat)[:, None]
        heat *= cooling
    return places


def _start(n: int, ties: Ints, random: np.random.Generator) -> Floats:
    """Random places, drawn towards their neighbours a few times: close to the final order from the start."""
    places = random.standard_normal((n, 2))
    if n < 4:
        return places
    degree = np.bincount(ties.ravel(), minlength=n) + 1e-9
    for _ in range(30):
        drawn = np.stack([_neighbour_sum(places[:, axis], ties, n) for axis in (0, 1)], 1)
        places = 0.5 * places + 0.5 * drawn / degree[:, None]
        places, _triangle = np.linalg.qr(places - places.mean(0))
    started: Floats = places / (places.std(0) + 1e-9) + random.standard_normal((n, 2)) * 0.1
    return started


def _neighbour_sum(values: Floats, ties: Ints, n: int) -> Floats:
    there = np.bincount(ties[:, 0], values[ties[:, 1]], n)
    back = np.bincount(ties[:, 1], values[ties[:, 0]], n)
    total: Floats = np.add(there, back, dtype=np.float64)
    return total


def _repel(places: Floats, size: Floats, ideal: float, random: np.random.Generator) -> Floats:
    n = len(places)
    if n <= EXACT:
        away = places[:, None] - places[None]
        reach = size[:, None] + size[None]
        weight = 1.0
    else:
        others = random.integers(0, n, (n, SAMPLE))
        away = places[:, None] - places[others]
        reach = size[:, None] + size[others]
        weight = n / SAMPLE
    far = np.sqrt((away**2).sum(-1)) + 1e-6
    gap = np.maximum(far - reach, ideal * 0.1)
    pushed: Floats = weight * (away / far[..., None] * (ideal**2 / gap)[..., None]).sum(1)
    return pushed


def _attract(places: Floats, size: Floats, ties: Ints, ideal: float) -> Floats:
    along = places[ties[:, 1]] - places[ties[:, 0]]
    far = np.sqrt((along**2).sum(1)) + 1e-6
    gap = np.maximum(far - size[ties[:, 0]] - size[ties[:, 1]], 0)
    pull = along / far[:, None] * (gap**2 / ideal)[:, None]
    drawn = np.zeros_like(places)
    np.add.at(drawn, ties[:, 0], pull)
    np.subtract.at(drawn, ties[:, 1], pull)
    return drawn
