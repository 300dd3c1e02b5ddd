"""Brokers: actors whose partners are not tied to each other."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from conflictkg.analyze import engine
from conflictkg.analyze.asked import Asked, label
from conflictkg.analyze.pairs import pairs
from conflictkg.analyze.report import Table

if TYPE_CHECKING:
    import networkx


def brokers(network: networkx.MultiDiGraph, asked: Asked) -> list[Table]:
    """Burt's constraint, effective size and betweenness; the least constrained first.

    Formula: constraint(i) = Σ_j (p_ij + Σ_q p_iq p_qj)², p_ij = share of i's weight that goes to j; effective size =
    degree - 2t / degree, t = ties among those i is tied to; low constraint and large effective size make a broker.
    Source: Burt 1992, Structural Holes, ch. 2; Borgatti 1997, Connections 20(1), 35-38.
    Signs: friendly ties alone, unless relations are named; direction is not counted.
    """
    import networkx

    graph = pairs(network, asked.weight, asked.friendly())
    constraint, between = engine.constraint(graph), engine.betweenness(graph)
    triangles = networkx.triangles(graph)
    rows = [
        (*label(graph, node), degree, constraint[node], degree - 2 * triangles[node] / degree, between[node])
        for node, degree in graph.degree()
        if degree and not isnan(constraint[node])
    ]
    columns = ("actor", "name", "degree", "constraint", "effective_size", "betweenness")
    rows.sort(key=lambda row: (row[3], -row[2], row[1], row[0]))
    return [Table("", "Brokers", columns, rows, keys=2)]
