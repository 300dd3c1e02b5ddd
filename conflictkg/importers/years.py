"""What the events of two actors in a year add up to: a tie of that year, with their number and deaths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conflictkg import claims
from conflictkg.importers import ucdp
from conflictkg.vocabulary import vocabulary

_Key = tuple[str, str, str, str]  # kind of tie, actor, actor, year


class Years:
    """Sums by kind of tie, pair and year; symmetric kinds take the pair in either order."""

    def __init__(self, claim: claims.Claim) -> None:
        self._claim = claim
        self._sums: dict[_Key, list[int]] = {}
        self._dyads: dict[_Key, set[str]] = {}

    def add(self, kind: str, a: str, b: str, year: str, dyad: str, dead: tuple[int, int, int]) -> None:
        """Count an event with its deaths: low, best and high."""
        if b < a and vocabulary().relations[kind].symmetric:
            a, b = b, a
        self._take((kind, a, b, year), (1, *dead), (dyad,))

    def join(self, other: Years) -> None:
        """Add the sums of other events."""
        for key, figures in other._sums.items():
            self._take(key, figures, other._dyads[key])

    def _take(self, key: _Key, figures: Iterable[int], dyads: Iterable[str]) -> None:
        known = self._sums.setdefault(key, [0, 0, 0, 0])
        for place, more in enumerate(figures):
            known[place] += more
        self._dyads.setdefault(key, set()).update(dyads)

    def ties(self) -> Iterator[claims.Tie]:
        """A tie for each pair and year, its figures added up by us and so inferred."""
        for (kind, a, b, year), (events, low, best, high) in self._sums.items():
            dyads = ", ".join(sorted(self._dyads[kind, a, b, year], key=lambda dyad: (int(dyad), dyad)))
            claim = self._claim._replace(
                locator=claims.Locator(f"dyad {dyads}, {year}: the sum of its events"),
                key=f"{kind}-{a}-{b}-{year}",
                basis="inferred",
                low=low,
                best=best,
                high=high,
            )
            yield claims.Tie(kind, ucdp.actor(a), ucdp.actor(b), ucdp.of_year(claim, year), spell=year, events=events)
