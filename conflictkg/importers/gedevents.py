"""What the rows of GED say: each of itself, the first that names something of that, and all of them together.

What a row says of its own event (:meth:`Events.told`) needs no other row. Who and where is new in it
(:meth:`Events.first`) needs those before, and what they add up to (:class:`Totals`) needs all. So a file can be read in
parts (:mod:`conflictkg.importers.parts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from conflictkg import claims
from conflictkg.dates import Bounds, parse
from conflictkg.importers import ucdp
from conflictkg.importers.contract import Job
from conflictkg.importers.sides import Sides
from conflictkg.importers.spots import PRECISION, Spots
from conflictkg.importers.years import Years
from conflictkg.namespaces import thing

DAY = re.compile(r"\d{4}-\d\d-\d\d( 0?0:00(:00)?(\.0+)?)?", re.ASCII)
TWICE = "its id stands on a row before"
_ROLES = {"1": ("sideA", "sideB"), "2": ("sideA", "sideB"), "3": ("perpetrator", "victim")}
_DEATHS = {"deaths_a": "side_a_new_id", "deaths_b": "side_b_new_id", "deaths_civilians": ""}
"""Column of deaths -> column of the actor whose they are."""
_LONGEST = 200
Cells = dict[str, str]


def unfit(cells: Cells) -> str:
    """Why a row cannot be used, whatever else the file holds; empty where it can."""
    if not ucdp.is_id(cells["id"]):
        return "its id is not a number"
    if cells["type_of_violence"] not in _ROLES:
        return "type_of_violence is none of 1, 2, 3"
    if not all(map(ucdp.is_id, (cells["side_a_new_id"], cells["side_b_new_id"], cells["dyad_new_id"]))):
        return "a side or the dyad has no id"
    if not all(ucdp.is_id(cells[name]) for name in ("low", "best", "high")):
        return "low, best or high is not a whole number"
    if not _span(cells["date_start"], cells["date_end"])[0]:
        return "date_start or date_end is no day, or they are in the wrong order"
    return ""


class Totals:
    """What events add up to: ties by year, and the days and countries they cover. Those of two parts can be joined."""

    def __init__(self, claim: claims.Claim) -> None:
        self._years = Years(claim)
        self._countries: set[str] = set()
        self.first, self.last = "9999", ""

    def add(self, cells: Cells) -> None:
        """Count an event."""
        first, last = _span(cells["date_start"], cells["date_end"])
        self.first, self.last = min(self.first, first), max(self.last, last)
        if cells.get("country"):
            self._countries.add(cells["country"])
        kind = "OneSidedViolence" if cells["type_of_violence"] == "3" else "Hostility"
        dead = int(cells["low"]), int(cells["best"]), int(cells["high"])
        self._years.add(kind, cells["side_a_new_id"], cells["side_b_new_id"], first[:4], cells["dyad_new_id"], dead)

    def join(self, other: Totals) -> None:
        """Add what other events of the same file add up to."""
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)
        self._countries |= other._countries
        self._years.join(other._years)

    @property
    def places(self) -> str:
        """The countries of the events."""
        return ", ".join(sorted(self._countries))

    def ties(self) -> Iterator[claims.Tie]:
        """A tie for each pair and year."""
        return self._years.ties()


class Events:
    """Events while they are read, and what they add up to."""

    def __init__(self, job: Job, source: str) -> None:
        self._job = job
        self._source = source
        self._sides, self._spots = Sides(job, source), Spots(self._row_claim)
        self._conflicts: set[str] = set()
        self._seen: dict[int, int] = {}
        self.totals = Totals(claims.Claim(source, claims.Locator(""), "asserts", ucdp.ATTESTER))

    def refused(self, cells: Cells) -> str:
        """Why a row cannot be used, for what it holds or for those before; empty where it can."""
        return unfit(cells) or (TWICE if self._met(int(cells["id"])) else "")

    def _met(self, number: int) -> bool:
        """Whether an event was there before. Ids lie close together, so they are kept as bits, not as a set."""
        block, bit = number >> 8, 1 << (number & 255)
        before = self._seen.get(block, 0)
        self._seen[block] = before | bit
        return bool(before & bit)

    def rows(self, cells: Cells) -> list[claims.Row]:
        """One event: who is new in it, where it was, its claim, its sides and who died of them."""
        self.count(cells)
        return [*self.first(cells), *self.told(cells)]

    def count(self, cells: Cells) -> None:
        """Add an event to what they all add up to."""
        if not int(cells["low"]) <= int(cells["best"]) <= int(cells["high"]):
            self._job.remark("low, best and high are not in order; they are kept as they stand", cells[""])
        self.totals.add(cells)

    @property
    def known(self) -> int:
        """How many things the rows have named; one that a row names first makes it more."""
        return self._sides.known + self._spots.known + len(self._conflicts)

    def first(self, cells: Cells) -> list[claims.Row]:
        """The descriptions of what this row is the first to name: actors, places, its conflict."""
        a, b, line = cells["side_a_new_id"], cells["side_b_new_id"], cells[""]
        return [
            *self._sides.met(a, cells["side_a"], line),
            *self._sides.met(b, cells["side_b"], line),
            *(self._sides.met(ucdp.CIVILIANS, "Civilians", line) if _dead(cells, "deaths_civilians") else ()),
            *self._spots.of(cells)[1],
            *self._conflict(cells),
        ]

    def _conflict(self, cells: Cells) -> list[claims.Row]:
        """The conflict that the event is part of, the first time."""
        id = cells.get("conflict_new_id", "")
        if not id or id in self._conflicts:
            return []
        self._conflicts.add(id)
        name = cells.get("conflict_name") or f"Conflict {id}"
        return [claims.Event(ucdp.conflict(id), "Conflict", name, self._row_claim(cells))]

    def told(self, cells: Cells) -> list[claims.Row]:
        """What a row says of its own event, whatever stands in others: its claim, its sides and who died of them."""
        event = thing("ucdp", "event", cells["id"])
        conflict = cells.get("conflict_new_id", "")
        larger = ucdp.conflict(conflict) if conflict else ""
        first, second = _ROLES[cells["type_of_violence"]]
        place = self._spots.of(cells)[0]
        return [
            claims.Event(event, "MilitaryEvent", _label(cells), self._event_claim(cells), place, larger),
            claims.Participation(event, ucdp.actor(cells["side_a_new_id"]), first),
            claims.Participation(event, ucdp.actor(cells["side_b_new_id"]), second),
            *self._deaths(cells, event),
        ]

    def _row_claim(self, cells: Cells, key: str = "", best: int | None = None) -> claims.Claim:
        return claims.Claim(self._source, claims.Locator(f"id {cells['id']}"), "asserts", ucdp.ATTESTER, key, best=best)

    def _event_claim(self, cells: Cells) -> claims.Claim:
        when, bounds = _dated(*_span(cells["date_start"], cells["date_end"]))
        return claims.Claim(
            self._source,
            claims.Locator(f"id {cells['id']}"),
            "asserts",
            ucdp.ATTESTER,
            cells["id"],
            when=when,
            bounds=bounds,
            low=int(cells["low"]),
            best=int(cells["best"]),
            high=int(cells["high"]),
            precision=PRECISION.get(cells.get("where_prec", ""), ""),
            note=_note(cells),
        )

    def _deaths(self, cells: Cells, event: str) -> Iterator[claims.Row]:
        """Who died: those of the sides and civilians, each where there are any."""
        for column, whose in _DEATHS.items():
            if dead := _dead(cells, column):
                claim = self._row_claim(cells, f"{cells['id']}-{column}", dead)
                yield claims.Estimate(event, "killed", claim, ucdp.actor(cells[whose] if whose else ucdp.CIVILIANS))

    def ends(self) -> Iterator[claims.Row]:
        """What can be told only after the last row."""
        yield from self._sides.joined()
        yield from self.totals.ties()


def _dead(cells: Cells, column: str) -> int:
    """How many died, as a column tells; 0 where it does not."""
    dead = cells.get(column, "")
    return int(dead) if ucdp.is_id(dead) else 0


def _label(cells: Cells) -> str:
    """How an event is called: its dyad, its place and the first day it can have been on."""
    dyad = cells.get("dyad_name") or f"{cells['side_a']} - {cells['side_b']}"
    where = cells.get("where_coordinates") or cells.get("country", "")
    return ", ".join(filter(None, (dyad, where, cells["date_start"][:10])))


@lru_cache(maxsize=4096)
def _span(start: str, end: str) -> tuple[str, str]:
    """First and last day, without a time of day; empty where they are no days in order."""
    if not (DAY.fullmatch(start) and DAY.fullmatch(end)):
        return "", ""
    first, last = start[:10], end[:10]
    try:
        return (first, last) if date.fromisoformat(first) <= date.fromisoformat(last) else ("", "")
    except ValueError:
        return "", ""


@lru_cache(maxsize=4096)
def _dated(first: str, last: str) -> tuple[str, Bounds]:
    """Some day from the first to the last: the date and its bounds."""
    return edtf(first, last), Bounds(first, last, first, last)


def edtf(first: str, last: str) -> str:
    """Some day from the first to the last, as short as can be.

    >>> edtf("2016-01-01", "2016-01-01"), edtf("2016-04-01", "2016-04-30"), edtf("2016-01-06", "2016-01-08")
    ('2016-01-01', '2016-04', '[2016-01-06..2016-01-08]')
    """
    if first == last:
        return first
    for shorter in (first[:7], first[:4]):
        if [day.isoformat() for day in parse(shorter)] == [first, last]:
            return shorter
    return f"[{first}..{last}]"


def _note(cells: Cells) -> str:
    """On which publications it rests, who told them, and whether it is a total of several incidents."""
    offices, days = cells.get("source_office", "").split(";"), cells.get("source_date", "").split(";")
    if offices != [""] and len(offices) == len(days):
        told = "; ".join(f"{office.strip()} {day.strip()}" for office, day in zip(offices, days, strict=True))
    else:
        told = cells.get("source_article", "").strip('"')
    parts = [told if len(told) <= _LONGEST else told[:_LONGEST] + " …"]
    if cells.get("source_original"):
        parts.append(f"originally {cells['source_original'][:_LONGEST]}")
    if cells.get("event_clarity") == "2":
        parts.append("several incidents told as one")
    return "; ".join(filter(None, parts))
