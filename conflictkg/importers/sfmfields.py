"""The fields of a row of Security Force Monitor: a value, its confidence, and citations as time."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from conflictkg import claims
from conflictkg.dates import Bounds, parse, tie_bounds
from conflictkg.importers.days import edtf
from conflictkg.namespaces import thing

ATTESTER = thing("sfm", "actor", "security-force-monitor")
COMMANDERS = frozenset(("commander", "commanding officer", "acting commander", "acting commanding officer"))
"""Roles, in lower case, of those who lead a unit; all others belong to it."""

_YES = frozenset(("y", "yes", "true", "1", "t"))
_CONFIDENCE = {"1": 1, "2": 2, "3": 3, "low": 1, "medium": 2, "high": 3}


class Unusable(ValueError):
    """Why a row cannot be used."""


class Time(NamedTuple):
    """When a tie began and ended, where that is told, and when it was first and last cited."""

    since: str
    until: str
    first: str
    last: str
    bounds: Bounds


def spent(since: str, until: str, first: str, last: str, published: str) -> Time:
    """The time of a tie from its start and end, where they are told, and the first and the last sighting."""
    days = [day for day in (first, last) if day]
    bounds = tie_bounds(since, until, "/".join(dict.fromkeys(days)), published)
    if not days:
        return Time(since, until, "", "", bounds)
    seen = parse(days[0]).first, parse(days[-1]).last
    first, last = ("" if day in (date.min, date.max) else day.isoformat() for day in seen)
    return Time(since, until, first, last, bounds)


def actor(id: str) -> str:
    """The IRI of a unit or person."""
    return thing("sfm", "actor", id)


def place(id: str) -> str:
    """The IRI of a place."""
    return thing("sfm", "place", id)


def source(id: str) -> str:
    """The IRI of a source, as its point of access."""
    return thing("sfm", "source", id)


class Fields:
    """One row: its fields, empty for those that the report does not have."""

    def __init__(self, cells: dict[str, str], place: str, report: str, day: str) -> None:
        self._cells, self._place, self._report, self._day = cells, place, report, day

    def __getitem__(self, field: str) -> str:
        return " ".join(self._cells.get(field, "").split())

    def said(self, field: str) -> str:
        """The field of a claim sheet, with or without ``:assertion`` behind it."""
        return self[f"{field}:assertion"] or self[field]

    def several(self, field: str) -> list[str]:
        """The parts of a field that is a list."""
        return list(dict.fromkeys(filter(None, map(str.strip, self[field].split(";")))))

    def day(self, field: str) -> str:
        """A day; raises :class:`~conflictkg.dates.DateError`."""
        return edtf(self[field])

    def flags(self, field: str) -> bool:
        """Whether a field says yes."""
        return self[field].lower() in _YES

    def time(self, first: str, started: str, last: str, ended: bool, going_on: bool = False) -> Time:
        """What the first and the last citation say; the last is the end where it has ``ended``."""
        seen = self.day(first), self.day(last)
        since = seen[0] if self.flags(started) else ""
        until = ".." if going_on else seen[1] if ended else ""
        return spent(since, until, *seen, self._day)

    def claim(self, time: Time | None, *fields: str) -> claims.Claim:
        """The monitor's claim made of these fields."""
        told = [self[f"{field}:confidence"].lower() for field in fields]
        known = [_CONFIDENCE[word] for word in told if word in _CONFIDENCE]
        claim = claims.Claim(
            source=self._report,
            locator=claims.Locator(self._place),
            stance="asserts",
            attester=ATTESTER,
            row="\x1e".join(f"{name}\x1d{cell}" for name, cell in sorted(self._cells.items()) if name and cell),
            confidence=min(known, default=None),
        )
        if time is None:
            return claim
        return claim._replace(
            when=f"{time.since}/{time.until}" if time.since or time.until else "",
            bounds=time.bounds,
            first_cited=time.first,
            last_cited=time.last,
        )
