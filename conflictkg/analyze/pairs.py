"""From many ties to one edge for each pair of actors: undirected, with a weight, and a sign where one is wanted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from conflictkg.errors import QueryError

if TYPE_CHECKING:
    import networkx

WEIGHTS = {
    "none": "every pair with a tie counts 1",
    "ties": "number of ties of the pair",
    "count": "number of events that the ties stand for; a tie without a number counts 1",
    "deaths": "best figures of deaths, added up over the ties",
    "claims": "number of claims on the ties",
    "origins": "number of independent origins, added up over the ties",
}
"""Weight -> what it is, as the output says it."""


def pairs(network: networkx.MultiDiGraph, weight: str = "none", relations: Iterable[str] = ()) -> networkx.Graph:
    """One edge for each pair with a tie of these relations (of all where none are named); all actors are there.

    An edge has ``weight``, ``ties`` (their keys), ``signs`` (the signs that occur) and ``certainty`` (``certain`` where
    one of the ties is). Raises :class:`QueryError` for a weight that is not in :data:`WEIGHTS`.
    """
    import networkx

    if weight not in WEIGHTS:
        raise QueryError(f'There is no weight "{weight}". Weights: {", ".join(WEIGHTS)}.')
    kept = set(relations)
    graph = networkx.Graph()
    graph.add_nodes_from(network.nodes(data=True))
    for a, b, key, told in network.edges(keys=True, data=True):
        if a == b or (kept and told["relation"] not in kept):
            continue
        if not graph.has_edge(a, b):
            graph.add_edge(a, b, weight=0, ties=[], signs=set(), certainty=told["certainty"])
        edge = graph.edges[a, b]
        edge["weight"] = 1 if weight == "none" else edge["weight"] + worth(told, weight)
        edge["ties"].append(key)
        edge["signs"] |= {told["sign"]} - {0}
        edge["certainty"] = "certain" if "certain" in (told["certainty"], edge["certainty"]) else told["certainty"]
    if weight == "deaths":
        graph.remove_edges_from([(a, b) for a, b, deaths in graph.edges(data="weight") if not deaths])
    return graph


def worth(tie: dict[str, Any], weight: str) -> int:
    """What one tie adds to the weight of its pair."""
    if weight == "count":
        return int(tie["events"]) or 1
    return 1 if weight == "ties" else int(tie[weight])


def signed(network: networkx.MultiDiGraph, relations: Iterable[str] = ()) -> networkx.Graph:
    """One edge with ``sign`` 1 or -1 for each pair whose ties agree on it; actors without one are left out.

    Pairs that are friends and foes at once are in ``graph.graph["mixed"]``: a friendly and a hostile edge between the
    same two are frustrated by exactly one in every division, so leaving them out lowers a frustration index by their
    number and changes nothing else.
    """
    graph = pairs(network, "ties", relations)
    mixed = [(a, b) for a, b, signs in graph.edges(data="signs") if len(signs) > 1]
    graph.remove_edges_from(mixed + [(a, b) for a, b, signs in graph.edges(data="signs") if not signs])
    graph.remove_nodes_from([node for node, degree in list(graph.degree()) if not degree])
    for *_, told in graph.edges(data=True):
        (told["sign"],) = told["signs"]
    graph.graph["mixed"] = mixed
    return graph


def ties_between(network: networkx.MultiDiGraph, a: str, b: str) -> list[tuple[str, str, dict[str, Any]]]:
    """The ties of two actors in either direction, each with its ``key``."""
    ways = ((x, y, network.get_edge_data(x, y, default={})) for x, y in ((a, b), (b, a)))
    return [(x, y, {**ties[key], "key": key}) for x, y, ties in ways for key in sorted(ties)]
