"""Signed triads: three actors who are all tied to each other, balanced where the product of the signs is positive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from conflictkg.analyze.asked import Asked, label
from conflictkg.analyze.pairs import signed
from conflictkg.analyze.report import Cell, Table

if TYPE_CHECKING:
    import networkx

TYPES = {3: "+++", 1: "++-", -1: "+--", -3: "---"}
"""Sum of the signs -> the triad as it is written; +++ and +-- are balanced."""
BALANCED = ("+++", "+--")


def triads(network: networkx.MultiDiGraph, asked: Asked) -> list[Table]:
    """Triads by type, the share of balanced ones, and which are not balanced.

    Formula: a triad is balanced where the product of its three signs is positive; share = balanced / all triads.
    Source: Heider 1946, doi:10.1080/00223980.1946.9917275; Cartwright and Harary 1956, doi:10.1037/h0046049.
    Signs: 1 friendly, -1 hostile by the ontology; pairs that are both are left out and counted.
    """
    graph = signed(network, asked.any())
    found = list(triangles(graph))
    rows = [
        (*label(graph, a), *label(graph, b), *label(graph, c), kind, _certainty(graph, a, b, c))
        for a, b, c, kind in found
        if kind not in BALANCED
    ]
    columns = ("a", "a_name", "b", "b_name", "c", "c_name", "triad", "certainty")
    return [
        Table("", "Signed triads", ("figure", "value"), figures(graph, found), keys=1),
        Table("unbalanced", "Triads that are not balanced", columns, rows),
    ]


def figures(graph: networkx.Graph, found: list[tuple[str, str, str, str]]) -> list[tuple[Cell, ...]]:
    """How many triads there are of each type, pairs of each sign, and what share is balanced."""
    counts = Counter(kind for *_, kind in found)
    signs = Counter(sign for *_, sign in graph.edges(data="sign"))
    balanced = sum(counts[kind] for kind in BALANCED)
    return [
        ("friendly pairs", signs[1]),
        ("hostile pairs", signs[-1]),
        ("pairs that are both, left out", len(graph.graph["mixed"])),
        *((f"triads {kind}", counts[kind]) for kind in TYPES.values()),
        ("share of triads balanced", balanced / len(found) if found else None),
    ]


def triangles(graph: networkx.Graph) -> Iterator[tuple[str, str, str, str]]:
    """Every triad once, its actors sorted, with its type."""
    order = {node: number for number, node in enumerate(sorted(graph))}
    after = {node: {other for other in graph[node] if order[other] > order[node]} for node in order}
    for a in order:
        for b in sorted(after[a]):
            for c in sorted(after[a] & after[b]):
                yield a, b, c, TYPES[sum(graph.edges[pair]["sign"] for pair in ((a, b), (a, c), (b, c)))]


def _certainty(graph: networkx.Graph, a: str, b: str, c: str) -> str:
    return _weakest(graph.edges[pair]["certainty"] for pair in ((a, b), (a, c), (b, c)))


def _weakest(told: Iterator[str]) -> str:
    """Possible where one is, certain where all are, empty where no day was asked."""
    return min(told, key=["possible", "", "certain"].index)
