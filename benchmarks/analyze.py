"""Measures on networks of 1,000 and 10,000 actors, against plain networkx: with rustworkx and without.

The networks grow by preferential attachment, three ties for each new actor, as those of real conflicts have a few
actors with many ties. All by the processor's time, of all threads together; results are asserted to be the same.
Networkx's betweenness of 10,000 actors is taken from 100 of them, times 100: the whole would take a quarter of an hour.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import networkx as nx
import numpy as np

from conflictkg.analyze import engine
from conflictkg.analyze.assortativity import numeric_coefficient

HEAD = (
    "| measure | actors | networkx ms | without rustworkx ms | with rustworkx ms | times faster than networkx |\n"
    "| --- | --- | --- | --- | --- | --- |"
)
SIZES = (1_000, 10_000)
_SAMPLED, _WHOLE, _PERMUTATIONS = 100, 2_000, 1_000


def run(sizes: tuple[int, ...] = SIZES) -> Iterator[str]:
    """Rows of a Markdown table."""
    for size in sizes:
        graph = nx.barabasi_albert_graph(size, 3, seed=1)
        nx.set_edge_attributes(graph, 1, "weight")
        yield _betweenness(graph)
        yield _compared(
            "eigenvector centrality",
            graph,
            lambda g: nx.eigenvector_centrality(g, engine.ROUNDS, engine.TOLERANCE, weight="weight"),
            engine.eigenvector,
            2e-6,
        )
        yield _compared("k-core", graph, nx.core_number, engine.core, 0)
        yield _assortativity(graph)


def _ms(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    found = work()
    return (time.process_time() - start) * 1000, found


def _row(measure: str, size: int, plain: float, without: float | None, fast: float | None) -> str:
    told = ("the same call" if without is None else f"{without:,.1f}"), ("-" if fast is None else f"{fast:,.1f}")
    best = min(ms for ms in (without, fast) if ms is not None)
    return f"| {measure} | {size:,} | {plain:,.1f} | {told[0]} | {told[1]} | {plain / best:,.1f}x |"


def _compared(measure: str, graph: nx.Graph, peer: Callable[..., Any], own: Callable[..., Any], within: float) -> str:
    plain, expected = _ms(lambda: peer(graph))
    without, slow = _ms(lambda: own(graph, False))
    fast, found = _ms(lambda: own(graph, True))
    for each in (slow, found):
        apart = max(abs(each[node] - expected[node]) for node in graph)
        if apart > within:
            raise AssertionError(f"{measure} differs from networkx by {apart}")
    return _row(measure, len(graph), plain, without, fast)


def _betweenness(graph: nx.Graph) -> str:
    if len(graph) <= _WHOLE:
        return _compared("betweenness", graph, nx.betweenness_centrality, engine.betweenness, 1e-9)
    plain, _ = _ms(lambda: nx.betweenness_centrality(graph, k=_SAMPLED, seed=1))
    fast, _ = _ms(lambda: engine.betweenness(graph, True))
    return _row("betweenness", len(graph), plain * len(graph) / _SAMPLED, None, fast)


def _assortativity(graph: nx.Graph) -> str:
    """One coefficient and its 1,000 permutations; networkx's (without weights) is called ten times, times 100."""
    values = np.random.default_rng(1).integers(20, size=len(graph)).astype(float)
    nx.set_node_attributes(graph, dict(enumerate(values.tolist())), "x")
    ends, weights = np.array(list(graph.edges)), np.ones(graph.size())
    draw = np.random.default_rng(2)
    plain, (expected, *_) = _ms(lambda: [nx.numeric_assortativity_coefficient(graph, "x") for _ in range(10)])
    if abs(numeric_coefficient(ends, weights, values) - expected) > 1e-9:
        raise AssertionError("assortativity differs from networkx")
    own, _ = _ms(
        lambda: [
            numeric_coefficient(ends, weights, values[draw.permutation(len(values))]) for _ in range(_PERMUTATIONS)
        ]
    )
    measure = f"assortativity with {_PERMUTATIONS:,} permutations"
    return _row(measure, len(graph), plain * _PERMUTATIONS / 10, own, None)


def main() -> None:
    """``python -m benchmarks.analyze [ACTORS]...``: print the table."""
    print(HEAD)
    for line in run(tuple(int(word.replace(",", "")) for word in sys.argv[1:]) or SIZES):
        print(line, flush=True)


if __name__ == "__main__":
    main()
