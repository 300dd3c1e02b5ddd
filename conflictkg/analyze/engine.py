"""The costly walks over a graph: by rustworkx where it is installed (extra ``analysis``), else by networkx.

Both give the same numbers; tests and benchmarks hold them to it.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx

ROUNDS, TOLERANCE = 1000, 1e-9
_HAS_RUST = find_spec("rustworkx") is not None


def name(fast: bool = _HAS_RUST) -> str:
    """Who computes, with its version."""
    from importlib.metadata import version

    library = "rustworkx" if fast else "networkx"
    return f"{library} {version(library)}"


def betweenness(graph: networkx.Graph, fast: bool = _HAS_RUST) -> dict[str, float]:
    """Share of the shortest paths between others that pass an actor, by number of steps (Brandes 2001)."""
    if not fast:
        import networkx

        found: dict[str, float] = networkx.betweenness_centrality(graph)
        return found
    import rustworkx

    return _named(graph, rustworkx.graph_betweenness_centrality(_rust(graph)))


def eigenvector(graph: networkx.Graph, fast: bool = _HAS_RUST) -> dict[str, float] | None:
    """Power iteration over A + I from equal values, weights counted; None where it does not settle.

    What it leaves below a millionth is 0: all parts but the one with the largest eigenvalue die out.
    """
    found = _iterated(graph, fast)
    return {node: value if value > 1e-6 else 0.0 for node, value in found.items()} if found else None


def _iterated(graph: networkx.Graph, fast: bool) -> dict[str, float] | None:
    import networkx

    if not fast:
        try:
            found: dict[str, float] = networkx.eigenvector_centrality(graph, ROUNDS, TOLERANCE, weight="weight")
        except networkx.PowerIterationFailedConvergence:
            return None
        return found
    import rustworkx

    try:
        values = rustworkx.graph_eigenvector_centrality(_rust(graph), float, max_iter=ROUNDS, tol=TOLERANCE)
    except rustworkx.FailedToConverge:
        return None
    return _named(graph, values)


def core(graph: networkx.Graph, fast: bool = _HAS_RUST) -> dict[str, int]:
    """The largest k such that an actor is in a part where everybody has k others."""
    import networkx

    if not fast:
        found: dict[str, int] = networkx.core_number(graph)
        return found
    import rustworkx

    return _named(graph, rustworkx.core_number(_rust(graph)))


def _rust(graph: networkx.Graph) -> Any:
    """The graph of rustworkx with nodes in the same order and weights on the edges."""
    import rustworkx

    place = {node: number for number, node in enumerate(graph)}
    found = rustworkx.PyGraph(multigraph=False)
    found.add_nodes_from(list(graph))
    found.add_edges_from([(place[a], place[b], weight) for a, b, weight in graph.edges(data="weight", default=1)])
    return found


def _named(graph: networkx.Graph, values: Any) -> dict[str, Any]:
    return {node: values[number] for number, node in enumerate(graph)}


def constraint(graph: networkx.Graph) -> dict[str, float]:
    """Burt's constraint, weights counted; NaN for who has no tie. By networkx, which takes scipy where it is there."""
    import networkx

    found: dict[str, float] = networkx.constraint(graph, weight="weight")
    return found
