"""Regression on pairs of actors, with p-values by permuting actors: pairs that share an actor are not independent."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from conflictkg.analyze import dyads
from conflictkg.analyze.asked import Asked
from conflictkg.analyze.report import Cell, Table
from conflictkg.errors import QueryError

if TYPE_CHECKING:
    import networkx

Matrix = npt.NDArray[np.float64]
METHODS = {"dsp": "double semi-partialling", "y": "permutation of the outcome"}


class Fit(NamedTuple):
    """Coefficients of ordinary least squares, the constant first, with t and permutation p-values of the others."""

    coefficients: Matrix
    t: Matrix
    p: Matrix
    r_squared: float
    pairs: int


def mrqap(network: networkx.MultiDiGraph, asked: Asked) -> list[Table]:
    """Ordinary least squares of the weight of ties on terms of attributes, over all pairs of actors.

    Formula: y_ab = b0 + Σ b_k x_k,ab + e over pairs a < b; p = (1 + permutations with |t| as large) / (1 +
    permutations); dsp permutes the actors of what is left of x_k after the other terms, y those of the outcome.
    Source: Dekker, Krackhardt and Snijders 2007, doi:10.1007/s11336-007-9016-1; Krackhardt 1988,
    doi:10.1016/0378-8733(88)90004-4.
    Signs: the outcome is the weight of friendly ties, unless relations are named; direction is not counted.
    """
    if not asked.attributes:
        raise QueryError("Name what may explain the ties: --attribute ideology --attribute 'shared(sponsors)' ...")
    found = dyads.read(network, asked)
    names, matrices = list(found.predictors), list(found.predictors.values())
    fitted = fit(found.outcome, matrices, asked.permutations, asked.seed, asked.method)
    rows: list[tuple[Cell, ...]] = [("constant", float(fitted.coefficients[0]), None, None)]
    rows += [
        (name, float(b), float(t), float(p) if asked.permutations else None)
        for name, b, t, p in zip(names, fitted.coefficients[1:], fitted.t, fitted.p, strict=True)
    ]
    asked.notes["actors"] = f"{len(found.actors)} actors, {fitted.pairs:,} pairs, R² = {fitted.r_squared:.4f}"
    asked.notes["permutations"] = f"{asked.permutations}, {METHODS[asked.method]}, seed {asked.seed}"
    return [Table("", "Regression on pairs", ("term", "coefficient", "t", "p"), rows, keys=1)]


def fit(outcome: Matrix, predictors: list[Matrix], permutations: int = 1000, seed: int = 1, method: str = "dsp") -> Fit:
    """The regression of a symmetric matrix on others over the pairs above the diagonal.

    Raises :class:`QueryError` where there are too few pairs, where a predictor does not differ between pairs, or where
    it is made of the others.
    """
    if method not in METHODS:
        raise QueryError(f'There is no method "{method}". Methods: {", ".join(METHODS)}.')
    upper = np.triu_indices(len(outcome), 1)
    y, columns = outcome[upper], [np.ones(len(upper[0])), *(matrix[upper] for matrix in predictors)]
    x = np.column_stack(columns)
    if len(y) <= x.shape[1]:
        raise QueryError(f"{len(y)} pairs are too few for {x.shape[1] - 1} terms.")
    scaled = x / np.maximum(np.linalg.norm(x, axis=0), 1e-300)
    if np.linalg.matrix_rank(scaled, tol=1e-9) < x.shape[1]:
        raise QueryError("The terms cannot be told apart: one is the same for all pairs, or made of the others.")
    coefficients, t = _ols(y, x)
    left = y - x @ coefficients
    spread = float(np.sum((y - y.mean()) ** 2))
    draw = np.random.default_rng(seed)
    test = _by_outcome if method == "y" else _by_residuals
    as_large = test(outcome, predictors, np.abs(t[1:]), permutations, draw) if permutations else np.zeros(len(t) - 1)
    p = (1 + as_large) / (1 + permutations)
    return Fit(coefficients, t[1:], p, 1 - float(left @ left) / spread if spread else float("nan"), len(y))


def _ols(y: Matrix, x: Matrix) -> tuple[Matrix, Matrix]:
    """Coefficients, and each over its standard error."""
    q, r = np.linalg.qr(x)
    coefficients = np.linalg.solve(r, q.T @ y)
    left = y - x @ coefficients
    variance = float(left @ left) / (len(y) - x.shape[1])
    errors = np.sqrt(variance * np.sum(np.linalg.inv(r) ** 2, axis=1))
    return coefficients, coefficients / np.maximum(errors, 1e-300)


def _by_outcome(y: Matrix, xs: list[Matrix], t: Matrix, permutations: int, draw: np.random.Generator) -> Matrix:
    upper = np.triu_indices(len(y), 1)
    x = np.column_stack([np.ones(len(upper[0])), *(matrix[upper] for matrix in xs)])
    count = np.zeros(len(xs))
    for _ in range(permutations):
        order = draw.permutation(len(y))
        count += np.abs(_ols(y[np.ix_(order, order)][upper], x)[1][1:]) >= t - 1e-12
    return count


def _by_residuals(y: Matrix, xs: list[Matrix], t: Matrix, permutations: int, draw: np.random.Generator) -> Matrix:
    """Each term's residuals on the others are permuted; its t comes of what the others leave of both (Frisch-Waugh)."""
    upper = np.triu_indices(len(y), 1)
    count = np.zeros(len(xs))
    ones, degrees = np.ones(len(upper[0])), len(upper[0]) - len(xs) - 1
    for k, matrix in enumerate(xs):
        others = np.column_stack([ones, *(each[upper] for place, each in enumerate(xs) if place != k)])
        q = np.linalg.qr(others)[0]
        left = np.zeros_like(y)
        left[upper] = matrix[upper] - q @ (q.T @ matrix[upper])
        left += left.T
        outcome = y[upper] - q @ (q.T @ y[upper])
        whole = float(outcome @ outcome)
        for _ in range(permutations):
            order = draw.permutation(len(y))
            e = left[np.ix_(order, order)][upper]
            e = e - q @ (q.T @ e)
            across = float(e @ outcome) ** 2 / max(float(e @ e), 1e-300)
            count[k] += np.sqrt(across * degrees / max(whole - across, 1e-300)) >= t[k] - 1e-12
    return count
