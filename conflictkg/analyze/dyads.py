"""Pairs of actors as rows for a regression: what ties them, and how alike they are."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from conflictkg.analyze.asked import Asked, label, listed, relation
from conflictkg.analyze.attributes import Attribute, attribute
from conflictkg.analyze.network import with_others
from conflictkg.analyze.pairs import pairs
from conflictkg.analyze.report import Cell, Table
from conflictkg.errors import QueryError
from conflictkg.vocabulary import squash, vocabulary

if TYPE_CHECKING:
    import networkx

Matrix = npt.NDArray[np.float64]
MOST = 2_000_000
_TERM = re.compile(r"\s*(difference|shared|same|sum|tie)\s*\((.+)\)\s*", re.I)


class Dyads(NamedTuple):
    """Square matrices over the same actors: the outcome, and each predictor by its name."""

    network: networkx.MultiDiGraph
    actors: list[str]
    outcome: Matrix
    predictors: dict[str, Matrix]


def dyads(network: networkx.MultiDiGraph, asked: Asked) -> list[Table]:
    """A row for each pair of actors, tied or not: the weight of their ties by relation, and terms of attributes.

    Formula: weight of the pair by relation, 0 where nothing is told; difference(X) = |x_a - x_b|, sum(X) = x_a + x_b,
    same(X) = 1 where the values are the same, shared(X) = how many values both have; X alone is difference of numbers
    and shared of words.
    Source: Krackhardt 1988, doi:10.1016/0378-8733(88)90004-4.
    Signs: each relation apart; direction is not counted. With --by year a row is a dyad-year.
    """
    found = read(network, asked)
    network = found.network
    present = {told["relation"] for *_, told in network.edges(data=True)}
    outcomes = {name: pairs(network, asked.weight, [name]) for name in asked.any() if name in present}
    if len(found.actors) * (len(found.actors) - 1) // 2 > MOST:
        raise QueryError(
            f"{len(found.actors):,} actors make more than {MOST:,} pairs. Narrow it with --relation or --as-of."
        )
    rows: list[tuple[Cell, ...]] = []
    for (i, a), (j, b) in combinations(enumerate(found.actors), 2):
        weights = [graph.edges[a, b]["weight"] if graph.has_edge(a, b) else 0 for graph in outcomes.values()]
        terms = [float(matrix[i, j]) for matrix in found.predictors.values()]
        rows.append((*label(network, a), *label(network, b), *weights, *terms))
    columns = ("a", "a_name", "b", "b_name", *outcomes, *found.predictors)
    return [Table("", "Dyads", columns, rows, keys=4)]


def read(network: networkx.MultiDiGraph, asked: Asked) -> Dyads:
    """The matrices: outcome is the weight of the relations asked for (friendly ones where none are).

    Actors are those with a tie here (with ``isolates`` also those of whom all attributes are told), without those of
    whom an attribute is not told.
    """
    if asked.isolates:
        network = with_others(network, asked.store)
    terms = [_parsed(term) for term in asked.attributes]
    known = {name: attribute(network, asked, name) for kind, name in terms if kind != "tie"}
    graph = pairs(network, asked.weight, asked.friendly())
    actors = sorted(node for node in network if all(node in each.words for each in known.values()))
    left = sorted(network.nodes[node]["label"] for node, degree in network.degree() if degree and node not in actors)
    if left:
        asked.notes["left out, an attribute is not told"] = f"{len(left)}: {listed(left)}"
    predictors = {}
    for written, (kind, name) in zip(asked.attributes, terms, strict=True):
        if kind == "tie":
            predictors[written] = _weights(pairs(network, asked.weight, [relation(name)]), actors)
        else:
            of = kind or ("shared" if known[name].numbers is None else "difference")
            predictors[f"{of}({name})"] = _compared(known[name], of, actors)
    return Dyads(network, actors, _weights(graph, actors), predictors)


def _parsed(term: str) -> tuple[str, str]:
    """The comparison and the attribute: ``difference(size)``, ``size``, or the name of a relation."""
    found = _TERM.fullmatch(term)
    if found:
        return found[1].lower(), found[2].strip()
    ties = {squash(word) for each in vocabulary().relations.values() for word in (each.shortcut, each.label)}
    return ("tie" if squash(term) in ties else ""), term.strip()


def _weights(graph: networkx.Graph, actors: list[str]) -> Matrix:
    import networkx

    found: Matrix = networkx.to_numpy_array(graph, nodelist=actors, weight="weight")
    return found


def _compared(values: Attribute, kind: str, actors: Iterable[str]) -> Matrix:
    words = [values.words[node] for node in actors]
    if kind in ("difference", "sum"):
        if values.numbers is None:
            raise QueryError(
                f"{values.name} is not made of numbers: take shared({values.name}) or same({values.name})."
            )
        x = np.array([values.numbers[node] for node in actors])
        told: Matrix = np.abs(x[:, None] - x) if kind == "difference" else x[:, None] + x
        return told
    alike: Callable[[frozenset[str], frozenset[str]], float]
    alike = operator.eq if kind == "same" else lambda one, other: len(one & other)
    return np.array([[alike(one, other) for other in words] for one in words], dtype=np.float64)
