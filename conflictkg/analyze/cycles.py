"""Unbalanced cycles of a signed network: cycles with an odd number of hostile ties.

They are the paths between the two copies of an actor in the signed cover, which has each actor twice: a friendly tie
joins like copies, a hostile one unlike ones (Zaslavsky 1982, doi:10.1016/0166-218X(82)90033-6).
"""

from __future__ import annotations

import time
from collections import deque

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_BLOCK, _LEAST = 64, 1e-7


class Cover:
    """The signed cover of a network of so many actors."""

    def __init__(self, nodes: int, ends: Ints, signs: Ints) -> None:
        self.nodes, self.ends = nodes, ends
        cross = nodes * (signs < 0)
        a, b = ends[:, 0], ends[:, 1]
        self._from = np.concatenate([a, a + nodes])
        self._to = np.concatenate([b + cross, b + nodes - cross])
        self._edge = {}
        for place, (x, y) in enumerate(zip(self._from.tolist(), self._to.tolist(), strict=True)):
            self._edge[x, y] = self._edge[y, x] = place % len(ends)

    def violated(self, values: Floats, end: float) -> list[Ints]:
        """The ties of unbalanced cycles along which the values add up to less than 1: the least through each actor."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import dijkstra

        cost = np.tile(np.maximum(values, 0) + _LEAST, 2)
        size = 2 * self.nodes
        both = np.concatenate([self._from, self._to]), np.concatenate([self._to, self._from])
        graph = csr_array((np.tile(cost, 2), both), shape=(size, size))
        found: dict[bytes, Ints] = {}
        for start in range(0, self.nodes, _BLOCK):
            if time.monotonic() > end:
                break
            sources = np.arange(start, min(start + _BLOCK, self.nodes))
            far, before = dijkstra(graph, directed=False, indices=sources, return_predecessors=True, limit=1.0)
            for row, node in enumerate(sources.tolist()):
                if far[row, node + self.nodes] < 1 - 1e-4:
                    cycle = self._cycle(before[row], node)
                    found.setdefault(cycle.tobytes(), cycle)
        return list(found.values())

    def _cycle(self, before: Ints, node: int) -> Ints:
        """The ties on the way from an actor to its other copy, each once."""
        at, ties = node + self.nodes, set()
        while at != node:
            ties.add(self._edge[int(before[at]), at])
            at = int(before[at])
        return np.array(sorted(ties), dtype=np.int64)


def packed(nodes: int, ends: Ints, signs: Ints, end: float) -> int:
    """How many unbalanced cycles, the shortest first, share no tie: each has a frustrated tie of its own.

    Each actor is looked at once for each length, since taking ties away makes no new cycle. Past the time ``end`` it is
    as many as were found by then.
    """
    near: list[dict[int, tuple[int, int]]] = [{} for _ in range(nodes)]
    for edge, ((a, b), sign) in enumerate(zip(ends.tolist(), signs.tolist(), strict=True)):
        near[a][edge], near[b][edge] = (b, int(sign < 0)), (a, int(sign < 0))
    count = 0
    for most in (*range(3, 13), len(ends)):
        for node in range(nodes):
            while found := _shortest(near, node, most):
                count += 1
                for edge in found:
                    a, b = ends[edge].tolist()
                    del near[a][edge], near[b][edge]
            if time.monotonic() > end:
                return count
    return count


def _shortest(near: list[dict[int, tuple[int, int]]], node: int, most: int) -> set[int] | None:
    """The ties of an unbalanced closed way through an actor of at most so many steps, by breadth."""
    came: dict[tuple[int, int], tuple[tuple[int, int], int]] = {}
    steps = {(node, 0): 0}
    queue = deque(steps)
    while queue:
        at = queue.popleft()
        if steps[at] >= most:
            break
        for edge, (other, turn) in near[at[0]].items():
            to = (other, at[1] ^ turn)
            if to not in steps:
                steps[to], came[to] = steps[at] + 1, (at, edge)
                queue.append(to)
    ties, at = set(), (node, 1)
    if at not in steps:
        return None
    while at != (node, 0):
        at, edge = came[at]
        ties.add(edge)
    return ties
