"""What the events of two actors in a year add up to: a tie of that year, with their number and deaths."""

from __future__ import annotations

from collections.abc import Iterator

from conflictkg import claims
from conflictkg.importers import ucdp
from conflictkg.vocabulary import vocabulary


class Years:
    """Sums by kind of tie, pair and year; symmetric kinds take the pair in either order."""

    def __init__(self, claim: claims.Claim) -> None:
        self._claim = claim
        self._sums: dict[tuple[str, str, str, str], list[int]] = {}
        self._dyads: dict[tuple[str, str, str, str], dict[str, None]] = {}

    def add(self, kind: str, a: str, b: str, year: str, dyad: str, claim: claims.Claim) -> None:
        """Count an event with the deaths of its claim."""
        if b < a and vocabulary().relations[kind].symmetric:
            a, b = b, a
        known = self._sums.setdefault((kind, a, b, year), [0, 0, 0, 0])
        for place, more in enumerate((1, claim.low or 0, claim.best or 0, claim.high or 0)):
            known[place] += more
        self._dyads.setdefault((kind, a, b, year), {})[dyad] = None

    def ties(self) -> Iterator[claims.Tie]:
        """A tie for each pair and year, its figures added up by us and so inferred."""
        for (kind, a, b, year), (events, low, best, high) in self._sums.items():
            dyads = ", ".join(self._dyads[kind, a, b, year])
            claim = self._claim._replace(
                locator=claims.Locator(f"dyad {dyads}, {year}: the sum of its events"),
                key=f"{kind}-{a}-{b}-{year}",
                basis="inferred",
                low=low,
                best=best,
                high=high,
            )
            yield claims.Tie(kind, ucdp.actor(a), ucdp.actor(b), ucdp.of_year(claim, year), spell=year, events=events)
