"""One block of a signed network: bounds of its frustration index, and the best division that was found."""

from __future__ import annotations

import time
from importlib.util import find_spec
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from conflictkg.analyze.cycles import Cover, packed

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
STARTS, SLACK, LOOSE = 12, 1e-6, 0.3


class Bounds(NamedTuple):
    """The index lies from ``lower`` to ``upper``; ``camps`` is a division with ``upper`` frustrated ties."""

    lower: int
    upper: int
    camps: Ints


def have_solver() -> bool:
    """Whether scipy is here (extra ``analysis``)."""
    return find_spec("scipy") is not None


def bounds(nodes: int, ends: Ints, signs: Ints, seconds: float, seed: int, solver: bool = True) -> Bounds:
    """Bounds within some time: exact where it is enough. Without a solver they rest on cycles that share no tie."""
    end = time.monotonic() + seconds
    best = _switched(nodes, ends, signs, seed)
    upper = _frustrated(best, ends, signs)
    if upper <= 1:  # a block with a frustrated tie has an unbalanced cycle
        return Bounds(upper, upper, best)
    apart = min(packed(nodes, ends, signs, time.monotonic() + seconds / 8), upper)
    if apart == upper or not (solver and have_solver()):
        return Bounds(apart, upper, best)
    lower, cuts, rounded = _relaxed(nodes, ends, signs, best, time.monotonic() + seconds / 2)
    best, upper, lower = rounded, _frustrated(rounded, ends, signs), max(lower, apart)
    if lower < upper and time.monotonic() < end:
        proven, camps = programme(nodes, ends, signs, cuts, end - time.monotonic())
        lower = max(lower, proven)
        if camps is not None and _frustrated(camps, ends, signs) < upper:
            best, upper = camps, _frustrated(camps, ends, signs)
    return Bounds(min(lower, upper), upper, best)


def _frustrated(camps: Ints, ends: Ints, signs: Ints) -> int:
    return int(np.sum((camps[ends[:, 0]] == camps[ends[:, 1]]) != (signs > 0)))


# -- upper bounds: divisions


def _switched(nodes: int, ends: Ints, signs: Ints, seed: int) -> Ints:
    """The best of some divisions, each along a random spanning tree and then settled."""
    draw = np.random.default_rng(seed)
    starts = [_along(nodes, ends, signs, draw.random(len(ends))) for _ in range(STARTS)]
    settled = [_settled(start, ends, signs) for start in starts]
    return min(settled, key=lambda camps: _frustrated(camps, ends, signs))


def _along(nodes: int, ends: Ints, signs: Ints, weights: Floats) -> Ints:
    """The division that frustrates no tie of the spanning tree of least weight (Kruskal, with parities)."""
    parent, parity = list(range(nodes)), [0] * nodes

    def find(node: int) -> tuple[int, int]:
        way, turned = [], 0
        while parent[node] != node:
            way.append(node)
            node = parent[node]
        for each in reversed(way):
            turned ^= parity[each]
            parent[each], parity[each] = node, turned
        return node, turned

    for index in np.argsort(weights, kind="stable"):
        (a, turned), (b, other) = find(int(ends[index, 0])), find(int(ends[index, 1]))
        if a != b:
            parent[a], parity[a] = b, turned ^ other ^ int(signs[index] < 0)
    return np.array([find(node)[1] for node in range(nodes)], dtype=np.int64)


def _settled(camps: Ints, ends: Ints, signs: Ints) -> Ints:
    """Switch the actor who gains most until nobody gains."""
    camps = camps.copy()
    while True:
        against = np.where((camps[ends[:, 0]] == camps[ends[:, 1]]) != (signs > 0), 1, -1)
        gain = np.bincount(ends[:, 0], against, len(camps)) + np.bincount(ends[:, 1], against, len(camps))
        node = int(np.argmax(gain))
        if gain[node] <= 0:
            return camps
        camps[node] ^= 1


# -- lower bounds: unbalanced cycles, of which each has a frustrated tie


def _relaxed(nodes: int, ends: Ints, signs: Ints, best: Ints, end: float) -> tuple[int, list[Ints], Ints]:
    """min Σ f over 0 <= f <= 1 with f(C) >= 1 for unbalanced cycles C, which are added where they are violated.

    Gives the bound, the cycles that bind, and the best division, also of those made from the solutions. Cycles are
    looked for half way to a point that violates none (at first 1/3 everywhere: no cycle is shorter than three), which
    takes a tenth of the rounds (Ben-Ameur and Neto 2007, doi:10.1002/net.20137).
    """
    from scipy.optimize import linprog

    cover, edges = Cover(nodes, ends, signs), len(ends)
    cuts: dict[bytes, Ints] = {}
    outer, inner = np.zeros(edges), np.full(edges, 1 / 3)
    lower = 0
    while lower < min(_frustrated(best, ends, signs), _whole(inner.sum())) and time.monotonic() < end:
        middle = (outer + inner) / 2
        new = cover.violated(middle, end)
        if not new:
            inner = middle
            continue
        cuts |= {cut.tobytes(): cut for cut in new}
        rows, options = list(cuts.values()), {"time_limit": max(0.01, end - time.monotonic())}
        one = np.ones(edges)
        done = linprog(one, -_rows(rows, edges), -np.ones(len(rows)), bounds=(0, 1), options=options)
        if done.status != 0:
            break
        outer, lower = done.x, max(lower, _whole(done.fun))
        cuts = {cut.tobytes(): cut for cut, slack in zip(rows, done.slack, strict=True) if slack < LOOSE}
        rounded = _settled(_along(nodes, ends, signs, outer), ends, signs)
        best = min(best, rounded, key=lambda camps: _frustrated(camps, ends, signs))
    return lower, list(cuts.values()), best


def _whole(bound: float) -> int:
    """The least whole number that a bound allows."""
    return int(np.ceil(bound - SLACK))


def _rows(cuts: list[Ints], edges: int) -> Any:
    """A sparse matrix with a row of ones for each cycle."""
    from scipy.sparse import csr_array

    columns = np.concatenate(cuts)
    starts = np.concatenate([[0], np.cumsum([len(cut) for cut in cuts])])
    return csr_array((np.ones(len(columns)), columns, starts), shape=(len(cuts), edges))


def programme(nodes: int, ends: Ints, signs: Ints, cuts: list[Ints], seconds: float) -> tuple[int, Ints | None]:
    """The integer programme: camps x and frustration f with f >= |x_a - x_b| or |x_a + x_b - 1|, and the cycles.

    Gives the bound that is proven and the division found, None where there was none in the time.
    """
    from scipy.optimize import Bounds as Limits
    from scipy.optimize import LinearConstraint, milp
    from scipy.sparse import csr_array, hstack

    edges = len(ends)
    rows = np.repeat(np.arange(2 * edges), 3)
    columns = np.column_stack([ends, nodes + np.arange(edges), ends, nodes + np.arange(edges)]).ravel()
    plus, one = np.where(signs > 0, -1, 1), np.ones(edges)
    # f - x_a + x_b >= 0 and f + x_a - x_b >= 0; of a negative tie f - x_a - x_b >= -1 and f + x_a + x_b >= 1
    values = np.column_stack([-one, -plus, one, one, plus, one]).ravel()
    least = np.column_stack([np.where(signs > 0, 0, -1), np.where(signs > 0, 0, 1)]).ravel()
    constraints = [LinearConstraint(csr_array((values, (rows, columns)), shape=(2 * edges, nodes + edges)), least)]
    if cuts:
        beside = csr_array((len(cuts), nodes))
        constraints.append(LinearConstraint(hstack([beside, _rows(cuts, edges)], format="csr"), np.ones(len(cuts))))
    most = np.ones(nodes + edges)
    most[np.argmax(np.bincount(ends.ravel()))] = 0  # the camps may be exchanged: one actor stays in the first
    done = milp(
        np.concatenate([np.zeros(nodes), np.ones(edges)]),
        integrality=np.ones(nodes + edges),
        bounds=Limits(np.zeros(nodes + edges), most),
        constraints=constraints,
        options={"time_limit": seconds},
    )
    proven = 0 if done.mip_dual_bound is None else _whole(done.mip_dual_bound)
    return proven, None if done.x is None else np.rint(done.x[:nodes]).astype(np.int64)
