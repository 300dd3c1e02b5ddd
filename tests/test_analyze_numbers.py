"""Measures against computations by hand, ordinary least squares and networkx."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest

from conflictkg.analyze import engine
from conflictkg.analyze.assortativity import mixing_coefficient, numeric_coefficient
from conflictkg.analyze.mrqap import fit
from conflictkg.errors import QueryError

ENDS = np.array([[0, 1], [1, 2], [2, 3], [0, 3], [1, 3]])


def test_weighted_assortativity_by_hand() -> None:
    """x = 1, 2, 4, 8; weights 3, 1, 2, 5, 4. Each tie counts from both ends with its weight.

    mean m = (3*3 + 1*6 + 2*12 + 5*9 + 4*10) / 30 = 124/30, 30 m² = 7688/15; over both ends Σ w x² = 3*5 + 1*20 + 2*80 +
    5*65 + 4*68 = 792, Σ w x_a x_b = 2 (3*2 + 1*8 + 2*32 + 5*8 + 4*16) = 364; r = (364 - 7688/15) / (792 - 7688/15).
    """
    weights, x = np.array([3.0, 1, 2, 5, 4]), np.array([1.0, 2, 4, 8])
    assert numeric_coefficient(ENDS, weights, x) == pytest.approx(-557 / 1048, abs=1e-12)


def test_without_weights_it_is_that_of_networkx() -> None:
    graph = nx.gnm_random_graph(30, 80, seed=3)
    ends = np.array(list(graph.edges))
    x = np.array([node % 7 for node in graph], dtype=float)
    words = np.array([[float(node % 3 == value) for value in range(3)] for node in graph])
    nx.set_node_attributes(graph, {node: {"x": node % 7, "word": node % 3} for node in graph})
    ones = np.ones(len(ends))
    assert numeric_coefficient(ends, ones, x) == pytest.approx(nx.numeric_assortativity_coefficient(graph, "x"))
    assert mixing_coefficient(ends, ones, words) == pytest.approx(nx.attribute_assortativity_coefficient(graph, "word"))


def test_where_all_are_alike_there_is_no_coefficient() -> None:
    assert math.isnan(numeric_coefficient(ENDS, np.ones(5), np.ones(4)))
    assert math.isnan(mixing_coefficient(ENDS, np.ones(5), np.ones((4, 1))))


def _matrices(n: int = 12) -> tuple[np.ndarray, list[np.ndarray]]:
    draw = np.random.default_rng(5)
    xs = [m + m.T for m in (draw.normal(size=(n, n)) for _ in range(3))]
    noise = draw.normal(size=(n, n))
    return 2.0 + 1.5 * xs[0] - 0.7 * xs[1] + noise + noise.T, xs


@pytest.mark.parametrize("method", ["dsp", "y"])
def test_mrqap_is_ordinary_least_squares_with_other_p_values(method: str) -> None:
    y, xs = _matrices()
    upper = np.triu_indices(len(y), 1)
    x = np.column_stack([np.ones(len(upper[0])), *(m[upper] for m in xs)])
    by_ols = np.linalg.lstsq(x, y[upper], rcond=None)[0]
    left = y[upper] - x @ by_ols
    errors = np.sqrt(np.diag(np.linalg.inv(x.T @ x)) * (left @ left) / (len(left) - 4))
    found = fit(y, xs, permutations=199, seed=1, method=method)
    assert found.coefficients == pytest.approx(by_ols, abs=1e-9)
    assert found.t == pytest.approx((by_ols / errors)[1:], abs=1e-9)
    assert found.p[0] == 1 / 200
    assert found.p[2] > 0.05
    assert found.p.tolist() == fit(y, xs, 199, 1, method).p.tolist()
    assert found.pairs == 66


def test_residuals_are_permuted_to_the_t_of_a_whole_regression() -> None:
    """What the fast way (Frisch-Waugh) counts is what regressing on permuted residuals and the other terms counts."""
    y, xs = _matrices(8)
    upper = np.triu_indices(8, 1)
    draw, count, t = np.random.default_rng(1), 0, abs(fit(y, xs, 0).t[0])
    others = np.column_stack([np.ones(28), xs[1][upper], xs[2][upper]])
    left = np.zeros((8, 8))
    left[upper] = xs[0][upper] - others @ np.linalg.lstsq(others, xs[0][upper], rcond=None)[0]
    left += left.T
    for _ in range(50):
        order = draw.permutation(8)
        x = np.column_stack([left[np.ix_(order, order)][upper], others])
        b = np.linalg.lstsq(x, y[upper], rcond=None)[0]
        rest = y[upper] - x @ b
        count += abs(b[0]) / math.sqrt((rest @ rest) / 24 * np.linalg.inv(x.T @ x)[0, 0]) >= t
    assert fit(y, xs, 50, 1).p[0] == pytest.approx((1 + count) / 51)


def test_terms_that_cannot_be_told_apart_are_refused() -> None:
    y, xs = _matrices()
    with pytest.raises(QueryError, match="made of the others"):
        fit(y, [*xs, xs[0] + xs[1]], 10)
    with pytest.raises(QueryError, match="too few"):
        fit(y[:2, :2], [xs[0][:2, :2]], 10)


def test_both_engines_are_networkx() -> None:
    graph = nx.gnm_random_graph(60, 150, seed=4)
    for number, (*_, told) in enumerate(graph.edges(data=True)):
        told["weight"] = 1 + number % 4
    plain = nx.betweenness_centrality(graph)
    for fast in (True, False):
        assert engine.betweenness(graph, fast) == pytest.approx(plain, abs=1e-12)
        assert engine.core(graph, fast) == nx.core_number(graph)
    one, other = engine.eigenvector(graph, True), engine.eigenvector(graph, False)
    assert one == pytest.approx(other, abs=1e-6)
    assert other == pytest.approx(nx.eigenvector_centrality_numpy(graph, weight="weight"), abs=1e-6)
