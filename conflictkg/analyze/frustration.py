"""The frustration index of a signed network: how many ties go against the best division into two camps.

The network is cut into blocks (no two of which share a cycle), for each an upper bound is found by switching actors
from camp to camp, a lower one by unbalanced cycles; where they differ an integer programme closes the gap as far as
the time allows. Both bounds hold whenever it ends.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from conflictkg.analyze.camps import Bounds, bounds, have_solver

if TYPE_CHECKING:
    import networkx

__all__ = ["Frustration", "frustration", "have_solver"]


class Frustration(NamedTuple):
    """Bounds of the index, the camp (0 or 1) of each actor in a division that reaches ``upper``, and its ties."""

    lower: int
    upper: int
    camps: dict[str, int]
    frustrated: list[tuple[str, str]]

    @property
    def proven(self) -> bool:
        """Whether ``upper`` is the index itself."""
        return self.lower == self.upper


def frustration(graph: networkx.Graph, limit: float = 30.0, seed: int = 1, solver: bool = True) -> Frustration:
    """The index of a graph whose edges have ``sign`` 1 or -1, within so many seconds.

    Formula: L = min over divisions into two camps of the number of positive ties between and negative ties within.
    Source: Harary 1959, doi:10.1002/bs.3830040405; as an integer programme Aref, Mason and Wilson 2020,
    doi:10.1002/net.21907; lower bounds by unbalanced cycles: Barahona 1982, doi:10.1088/0305-4470/15/10/028.
    """
    end = time.monotonic() + limit
    blocks = list(_blocks(graph))
    found: list[Bounds] = []
    for number, (nodes, ends, signs) in enumerate(blocks):
        share = max(0.0, end - time.monotonic()) / (len(blocks) - number)
        found.append(bounds(len(nodes), ends, signs, share, seed, solver))
    camps = _joined(graph, [(nodes, each.camps) for (nodes, *_), each in zip(blocks, found, strict=True)])
    frustrated = [(a, b) for a, b, sign in graph.edges(data="sign") if (camps[a] == camps[b]) != (sign > 0)]
    return Frustration(sum(each.lower for each in found), sum(each.upper for each in found), camps, frustrated)


Block = tuple[list[str], npt.NDArray[np.int64], npt.NDArray[np.int64]]
"""Actors, the two ends of each tie by their number, the sign of each tie."""


def _blocks(graph: networkx.Graph) -> Iterator[Block]:
    """The biconnected components with a cycle, the smallest first; a tie outside of them is never frustrated."""
    import networkx

    edges = (sorted(tuple(sorted(edge)) for edge in block) for block in networkx.biconnected_component_edges(graph))
    for block in sorted(edges, key=lambda each: (len(each), each)):
        if len(block) > 2:
            nodes = sorted({node for edge in block for node in edge})
            place = {node: number for number, node in enumerate(nodes)}
            ends = np.array([(place[a], place[b]) for a, b in block], dtype=np.int64)
            yield nodes, ends, np.array([graph.edges[edge]["sign"] for edge in block], dtype=np.int64)


def _joined(graph: networkx.Graph, solved: list[tuple[list[str], npt.NDArray[np.int64]]]) -> dict[str, int]:
    """One camp for each actor: the divisions of the blocks, turned so that they agree where blocks meet."""
    import networkx

    wanted = networkx.Graph()
    wanted.add_nodes_from(sorted(graph))
    wanted.add_edges_from((a, b, {"sign": sign}) for a, b, sign in graph.edges(data="sign"))
    for nodes, camps in solved:
        side = dict(zip(nodes, camps.tolist(), strict=True))
        for a, b in wanted.subgraph(nodes).edges:
            wanted.edges[a, b]["sign"] = 1 if side[a] == side[b] else -1
    found: dict[str, int] = {}
    for start in wanted:
        if start not in found:
            found[start] = 0
            for a, b in networkx.bfs_edges(wanted, start):
                found[b] = found[a] ^ (wanted.edges[a, b]["sign"] < 0)
    return found
