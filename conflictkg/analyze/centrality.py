"""Who stands in the middle: degree, strength, betweenness, eigenvector centrality, k-core; degree by relation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictkg.analyze import engine
from conflictkg.analyze.asked import Asked, label
from conflictkg.analyze.pairs import pairs, worth
from conflictkg.analyze.report import Table

if TYPE_CHECKING:
    import networkx


def centrality(network: networkx.MultiDiGraph, asked: Asked) -> list[Table]:
    """Degree, strength, betweenness, eigenvector centrality and k-core of each actor.

    Formula: degree = number of others tied to; strength = sum of weights; betweenness = share of shortest paths between
    others that pass the actor, by steps, over (n-1)(n-2)/2 pairs; eigenvector: A x = λ x, λ the largest, |x| = 1;
    core = largest k such that all in a part have k others in it.
    Source: Freeman 1978, doi:10.1016/0378-8733(78)90021-7; Brandes 2001, doi:10.1080/0022250X.2001.9990249; Bonacich
    1972, doi:10.1080/0022250X.1972.9989806; Seidman 1983, doi:10.1016/0378-8733(83)90028-X.
    Signs: friendly ties alone, unless relations are named; direction is not counted.
    """
    graph = pairs(network, asked.weight, asked.friendly())
    between, central, core = engine.betweenness(graph), engine.eigenvector(graph), engine.core(graph)
    if central is None:
        asked.notes["eigenvector"] = f"did not settle within {engine.ROUNDS} rounds and is left out"
    asked.notes["computed by"] = engine.name()
    strength = dict(graph.degree(weight="weight"))
    columns = ("actor", "name", "degree", "strength", "betweenness", "eigenvector", "core")
    rows = [
        (*label(graph, node), degree, strength[node], between[node], central[node] if central else None, core[node])
        for node, degree in graph.degree()
    ]
    rows.sort(key=lambda row: (-row[4], -row[2], row[1], row[0]))
    return [Table("", "Centrality of actors", columns, rows, keys=2)]


def degree(network: networkx.MultiDiGraph, asked: Asked) -> list[Table]:
    """Degree and strength of each actor by relation, with direction where a relation has one.

    Formula: degree = number of others tied to by the relation; strength = sum of the weights of those pairs.
    Source: Freeman 1978, doi:10.1016/0378-8733(78)90021-7; Barrat et al. 2004, doi:10.1073/pnas.0400087101.
    Signs: each relation apart; sign is that of the relation.
    """
    weights: dict[tuple[str, str, str], dict[str, int]] = {}
    signs = {}
    counted = set(asked.any())
    for source, target, told in network.edges(data=True):
        if told["relation"] in counted and source != target:
            signs[told["relation"]] = told["sign"]
            there, back = ("both", "both") if told["symmetric"] else ("out", "in")
            for node, way, other in ((source, there, target), (target, back, source)):
                to = weights.setdefault((node, told["relation"], way), {})
                to[other] = to.get(other, 0) + worth(told, asked.weight) if asked.weight != "none" else 1
    rows = [
        (*label(network, node), relation, way, signs[relation], len(to), sum(to.values()))
        for (node, relation, way), to in weights.items()
    ]
    columns = ("actor", "name", "relation", "direction", "sign", "degree", "strength")
    return [Table("", "Degree by relation", columns, sorted(rows, key=lambda r: (r[1], r[0], r[2], r[3])), keys=5)]
