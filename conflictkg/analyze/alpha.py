"""Krippendorff's alpha: how far coders agree beyond what chance gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from itertools import permutations

Distance = Callable[[Hashable, Hashable], float]


def alpha(units: Sequence[Sequence[Hashable]], metric: str = "nominal") -> float | None:
    """Alpha of units, each with the values that its coders gave; None where all values are the same, or there are none.

    Formula: α = 1 - D_o / D_e; D_o = Σ_ck o_ck δ²_ck / n, D_e = Σ_ck n_c n_k δ²_ck / (n (n-1)), o = coincidences of
    values within units, each pair of a unit with m values counting 1/(m-1), n_c = their sums; δ² = 1 for different
    values (nominal), (Σ of n_g from c to k - (n_c + n_k)/2)² (ordinal), (c - k)² (interval).
    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, https://repository.upenn.edu/asc_papers/43.

    >>> round(alpha([("a", "a"), ("b", "b"), ("a", "b")]), 4)
    0.4444
    """
    coincidences: Counter[tuple[Hashable, Hashable]] = Counter()
    for values in units:
        for pair in permutations(values, 2):
            coincidences[pair] += 1 / (len(values) - 1)  # type: ignore[assignment]
    margins: Counter[Hashable] = Counter()
    for (one, _), count in coincidences.items():
        margins[one] += count
    total = sum(margins.values())
    if len(margins) < 2:
        return None
    apart = _distance(metric, margins)
    observed = sum(count * apart(one, other) for (one, other), count in coincidences.items())
    expected = sum(margins[one] * margins[other] * apart(one, other) for one, other in permutations(margins, 2))
    return 1 - (total - 1) * observed / expected


def _distance(metric: str, margins: Counter[Hashable]) -> Distance:
    if metric == "nominal":
        return lambda one, other: float(one != other)
    if metric == "interval":
        return lambda one, other: float(one - other) ** 2  # type: ignore[operator]
    ranks = sorted(margins)  # type: ignore[type-var]

    def ordinal(one: Hashable, other: Hashable) -> float:
        first, last = sorted((ranks.index(one), ranks.index(other)))
        between = sum(margins[value] for value in ranks[first : last + 1])
        return float(between - (margins[one] + margins[other]) / 2) ** 2

    return ordinal
