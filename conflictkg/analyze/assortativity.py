"""Assortativity: are actors tied to others like themselves? With weights, and a permutation test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from conflictkg.analyze.asked import Asked, listed
from conflictkg.analyze.attributes import Attribute, attribute
from conflictkg.analyze.pairs import pairs
from conflictkg.analyze.report import Cell, Table
from conflictkg.errors import QueryError

if TYPE_CHECKING:
    import networkx

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def assortativity(network: networkx.MultiDiGraph, asked: Asked) -> list[Table]:
    """Assortativity of an attribute over weighted ties, with a p-value by permutation, and how values mix.

    Formula: of numbers r = Σ w (x_i - m)(x_j - m) / Σ w (x_i - m)² over both ends of every pair, m = weighted mean of
    the ends; of words r = (Σ e_cc - Σ a_c²) / (1 - Σ a_c²), e = share of the weight between two values, a = its
    margins; an actor with k values counts 1/k for each. p = (1 + permutations with |r| as large) / (1 + permutations),
    values exchanged between the actors that have one.
    Source: Newman 2003, doi:10.1103/PhysRevE.67.026126; weighted: Leung and Chau 2007, doi:10.1016/j.physa.2006.12.022.
    Signs: friendly ties alone, unless relations are named; direction is not counted.
    """
    if not asked.attributes:
        raise QueryError("Name an attribute: --attribute NAME.")
    graph = pairs(network, asked.weight, asked.friendly())
    rows: list[tuple[Cell, ...]] = []
    mixing: list[tuple[Cell, ...]] = []
    for name in asked.attributes:
        values = attribute(network, asked, name)
        known = graph.subgraph(values.words)
        missing = [graph.nodes[node]["label"] for node, degree in graph.degree() if degree and node not in values.words]
        if missing:
            asked.notes[f"{name} is not told of"] = (
                f"{len(missing)}: {listed(sorted(missing))}; their ties do not count"
            )
        found, p = _measured(known, values, asked)
        total = int(known.size(weight="weight"))
        rows.append((name, "words" if values.numbers is None else "numbers", len(known), known.size(), total, found, p))
        if values.numbers is None:
            mixing += [(name, *row) for row in _mixed(known, values.words)]
    columns = ("attribute", "of", "actors", "pairs", "weight", "assortativity", "p")
    tables = [Table("", "Assortativity", columns, rows, keys=1)]
    if mixing:
        tables.append(
            Table("mixing", "Weight of ties between values", ("attribute", "one", "other", "weight"), mixing, 3)
        )
    asked.notes["permutations"] = f"{asked.permutations}, seed {asked.seed}"
    return tables


def _measured(graph: networkx.Graph, values: Attribute, asked: Asked) -> tuple[float | None, float | None]:
    """The coefficient and its p-value; None where every value is the same, or there is no tie."""
    nodes = sorted(graph)
    place = {node: number for number, node in enumerate(nodes)}
    ends = np.array([(place[a], place[b]) for a, b in graph.edges], dtype=np.int64).reshape(-1, 2)
    weights = np.array([weight for *_, weight in graph.edges(data="weight")], dtype=np.float64)
    if not len(ends):
        return None, None
    if values.numbers is None:
        listed_values = sorted({word for node in nodes for word in values.words[node]})
        table = np.array([[(w in values.words[n]) / len(values.words[n]) for w in listed_values] for n in nodes])
        return _tested(lambda order: mixing_coefficient(ends, weights, table[order]), len(nodes), asked)
    numbers = np.array([values.numbers[node] for node in nodes])
    return _tested(lambda order: numeric_coefficient(ends, weights, numbers[order]), len(nodes), asked)


def _tested(measure: Callable[[Ints], float], nodes: int, asked: Asked) -> tuple[float | None, float | None]:
    found = measure(np.arange(nodes))
    if np.isnan(found):
        return None, None
    if not asked.permutations:
        return found, None
    draw = np.random.default_rng(asked.seed)
    others = np.array([measure(draw.permutation(nodes)) for _ in range(asked.permutations)])
    as_large = int(np.sum(np.abs(others) >= abs(found) - 1e-12))
    return found, (1 + as_large) / (1 + asked.permutations)


def numeric_coefficient(ends: Ints, weights: Floats, values: Floats) -> float:
    """Pearson's correlation of a number over the two ends of weighted ties; NaN where all ends are alike."""
    x, y = values[ends[:, 0]], values[ends[:, 1]]
    mean = np.sum(weights * (x + y)) / (2 * np.sum(weights))
    spread = np.sum(weights * ((x - mean) ** 2 + (y - mean) ** 2))
    return float(2 * np.sum(weights * (x - mean) * (y - mean)) / spread) if spread > 1e-12 else float("nan")


def mixing_coefficient(ends: Ints, weights: Floats, shares: Floats) -> float:
    """Newman's coefficient of words; ``shares`` has a row for each actor and a column for each value."""
    between = (shares[ends[:, 0]] * weights[:, None]).T @ shares[ends[:, 1]]
    e = (between + between.T) / (2 * np.sum(weights))
    by_chance = float(np.sum(e.sum(axis=1) ** 2))
    return float((np.trace(e) - by_chance) / (1 - by_chance)) if by_chance < 1 - 1e-12 else float("nan")


def _mixed(graph: networkx.Graph, words: dict[str, frozenset[str]]) -> list[tuple[Cell, ...]]:
    """The weight of the ties between two values, each pair of values once."""
    found: Counter[tuple[str, str]] = Counter()
    for a, b, weight in graph.edges(data="weight"):
        for one in words[a]:
            for other in words[b]:
                share = weight / (len(words[a]) * len(words[b]))
                found[min(one, other), max(one, other)] += share
    return [(one, other, float(weight)) for (one, other), weight in sorted(found.items())]
