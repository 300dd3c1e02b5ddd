"""The frustration index: the same as by trying every division, and bounds that hold where time runs out."""

from __future__ import annotations

import random
import time

import networkx as nx
import signed

from conflictkg.analyze.frustration import Frustration, frustration


def _holds(graph: nx.Graph, found: Frustration) -> None:
    """The camps reach the upper bound, and the frustrated ties are those that go against them."""
    against = {(a, b) for a, b, s in graph.edges(data="sign") if (found.camps[a] == found.camps[b]) != (s > 0)}
    assert set(found.frustrated) == against
    assert len(against) == found.upper >= found.lower >= 0


def test_equal_to_every_division_tried_on_200_networks() -> None:
    draw = random.Random(2026)
    for seed in range(200):
        nodes = draw.randint(3, 12)
        edges = draw.randint(2, nodes * (nodes - 1) // 2)
        graph = signed.network(nodes, edges, seed, draw.choice((0.3, 0.5, 0.8)))
        found = frustration(graph)
        assert found.proven
        assert found.upper == signed.index(graph)
        _holds(graph, found)


def test_without_a_solver_bounds_hold_too() -> None:
    for seed in range(40):
        graph = signed.network(10, 25, seed)
        found = frustration(graph, solver=False)
        assert found.lower <= signed.index(graph) <= found.upper
        _holds(graph, found)


def test_200_actors_end_in_time_with_bounds_that_hold() -> None:
    graph = signed.network(200, 400, 1)
    start = time.process_time()  # the limit is of the clock, which goes on while others have the processor
    found = frustration(graph, limit=2.0)
    assert time.process_time() - start < 5
    assert 0 < found.lower <= 60 <= found.upper < 200  # 60 is proven within some twenty seconds
    _holds(graph, found)


def test_known_networks() -> None:
    """All hostile to all: the best camps are equal, n(n-1)/2 - n²/4 ties lie within them."""
    for n in (4, 6, 7):
        graph = nx.relabel_nodes(nx.complete_graph(n), str)
        nx.set_edge_attributes(graph, -1, "sign")
        assert frustration(graph).upper == n * (n - 1) // 2 - n * n // 4
    tree = nx.relabel_nodes(nx.path_graph(5), str)
    nx.set_edge_attributes(tree, -1, "sign")
    assert frustration(tree)[:2] == (0, 0)
    assert frustration(nx.Graph())[:3] == (0, 0, {})
