"""What UCDP's yearly tables share: a row is a dyad, or an actor and civilians, in one year.

Conflicts and dyads are events with their sides as participants, each told once with its start; what was done in the
year is a tie of that year. Second sides are states or groups that support a side with troops.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from conflictkg import claims
from conflictkg.dates import event_bounds, parse
from conflictkg.importers import ucdp
from conflictkg.importers.contract import Job
from conflictkg.importers.file import Cells, File
from conflictkg.importers.sides import Sides
from conflictkg.importers.unfold import shipped_name

_FIGURE = re.compile(r"(\d{1,12})(\.0+)?", re.ASCII)
_FIGURES = ("low_fatality_estimate", "best_fatality_estimate", "high_fatality_estimate")


class Dyads:
    """One such table while it is read. ``name`` is that of the source: "nonstate"."""

    def __init__(self, job: Job, files: Sequence[File], name: str, title: str, citation: str, threshold: str) -> None:
        self.job = job
        version = release(files)
        self._name = name
        self._about = ucdp.described(job, title, version, citation, threshold=threshold, coverage_places="the world")
        self._source = ucdp.source(name, version)
        self.sides = Sides(job, self._source)
        self._told: set[str] = set()
        self._years: set[str] = set()

    def head(self) -> Iterator[claims.Row]:
        """The dataset, its source and its attester."""
        return ucdp.head(self._about, self._name, ucdp.published(self._about.version))

    def ends(self) -> Iterator[claims.Row]:
        """What only the whole file tells: sides whose names hold commas, and the years."""
        yield from self.sides.named()
        yield from self.sides.joined()
        if self._years:
            yield self._about._replace(coverage_from=min(self._years), coverage_to=max(self._years))

    def claim(self, cells: Cells, key: str, column: str = "") -> claims.Claim:
        """The claim of a row: named by what the row is about, so that releases can be compared."""
        where = f"dyad {cells['dyad_id']}, {cells['year']}{f', {column}' if column else ''}"
        return claims.Claim(self._source, claims.Locator(where), "asserts", ucdp.ATTESTER, key=key)

    def refused(self, cells: Cells, *ids: str) -> str:
        """Why a row cannot be used; empty where it can. ``ids`` are the cells that must be ids."""
        if not all(ids) or not all(map(ucdp.is_id, (*ids, cells["dyad_id"], cells["conflict_id"]))):
            return "a side, the dyad or the conflict has no id that is a number"
        if not ucdp.is_year(cells["year"]):
            return "its year is no year"
        if len(set(ids)) < len(ids):
            return "both sides are one"
        if not self.first(f"{cells['dyad_id']} {cells['year']}"):
            return "its dyad and year stand on a row before"
        self._years.add(cells["year"])
        return ""

    def first(self, what: str) -> bool:
        """Whether something is told for the first time."""
        new = what not in self._told
        self._told.add(what)
        return new

    def figures(self, cells: Cells) -> tuple[int | None, int | None, int | None]:
        """Low, best and high; None where a cell is no whole number, which is told."""
        found = [_FIGURE.fullmatch(cells.get(name, "")) for name in _FIGURES]
        low, best, high = (int(each[1]) if each else None for each in found)
        if None in (low, best, high):
            self.job.remark("low, best or high is not a whole number, and is left out", cells[""])
        elif not (low or 0) <= (best or 0) <= (high or 0):
            self.job.remark("low, best and high are not in order; they are kept as they stand", cells[""])
        return low, best, high

    def names(self, cells: Cells, id: str, full: str, native: str) -> Iterator[claims.Name]:
        """Names of an actor in two more columns: in full, and in its mother tongue."""
        for column, kind in ((native, "official"), (full, "")):
            text = " ".join(cells.get(column, "").split())
            if text.lower() not in ("", "n/a") and self.first(f"{id} {text}"):
                yield claims.Name(ucdp.actor(id), text, self.claim(cells, f"{id}-name-{text}", column), kind=kind)

    def contest(self, cells: Cells, sides: Iterable[str], label: str) -> Iterator[claims.Row]:
        """The conflict and the dyad, once: since when they last, and who is in the dyad."""
        conflict, dyad = cells["conflict_id"], cells["dyad_id"]
        since = ucdp.started(cells.get("start_date", ""), cells.get("start_prec", ""))
        if cells.get("start_date") and not since:
            self.job.remark("its start_date is no date, and is left out", cells[""])
        when = f"{since}/" if since else ""
        if self.first(f"conflict {conflict}"):
            place = cells.get("location", "")
            name = f"UCDP conflict {conflict}{f' in {place}' if place else ''}"
            yield claims.Event(ucdp.conflict(conflict), "Conflict", name, self.claim(cells, f"conflict-{conflict}"))
        if self.first(f"dyad {dyad}"):
            claim = self.claim(cells, f"dyad-{dyad}")._replace(when=when, bounds=event_bounds(when))
            yield claims.Event(ucdp.dyad(dyad), "Conflict", label, claim, part_of=ucdp.conflict(conflict))
        for id in sides:
            if self.first(f"dyad {dyad} {id}"):
                claim = self.claim(cells, f"dyad-{dyad}-{id}")
                yield claims.Participation(ucdp.dyad(dyad), ucdp.actor(id), "takesPart", claim)

    def in_year(self, cells: Cells, key: str) -> claims.Claim:
        """The claim of what was done in the row's year, from the start date on where that lies in it."""
        year = cells["year"]
        claim = ucdp.of_year(self.claim(cells, key), year)
        since = ucdp.started(cells.get("start_date", ""), cells.get("start_prec", ""))
        if not (since.startswith(year) and len(since) > len(year) and since[4] == "-"):
            return claim
        first, last = (day.isoformat() for day in parse(since))
        bounds = claim.bounds._replace(start_earliest=first, start_latest=last)
        return claim._replace(when=f"{since}/{year}", bounds=bounds, first_cited=last)

    def seconds(self, cells: Cells, side: str, actors: Sequence[str]) -> Iterator[claims.Row]:
        """Those who support a side ("a" or "b") with troops, told by name."""
        column = f"side_{side}_2nd"
        found = self.sides.listed(cells.get(column, ""))
        for id in found.ids:
            yield from self.sides.met(id, shipped_name(id), cells[""])
            for actor in actors:
                key = f"{cells['dyad_id']}-{cells['year']}-{column}-{id}-{actor}"
                claim = ucdp.of_year(self.claim(cells, key, column), cells["year"])
                ends = ucdp.actor(id), ucdp.actor(actor)
                if id != actor:
                    yield claims.Tie("Sponsorship", *ends, claim, support="troops", spell=cells["year"])
        if found.left:
            self.job.remark(f"{column} names actors of whom no id is known: {'; '.join(found.left)[:200]}", cells[""])


def release(files: Sequence[File]) -> str:
    """The version in the first row that has one."""
    for file in files:
        for _, cells in islice(file.rows(), 20):
            if not isinstance(cells, str) and (found := ucdp.version(cells.get("version", ""))):
                return found
    return ""
