"""UCDP Georeferenced Event Dataset (GED) and its candidate files: one row = one event with two sides.

Columns are those of the codebook (19.1), whatever their order and case; some releases have no header line. An event
has one claim, by UCDP, with low, best and high deaths, date and precision of place; its two sides are told with it. How
many of a side or of civilians died is an estimate of its own where it is not 0. From the events of a dyad in a year
follows a hostility with their number and deaths, of one-sided violence a tie from the actor to civilians, never a
hostility.

Known limits. "Syrian insurgents" and the like stand for many groups, and stay one actor. Deaths of people of unknown
status are part of the total alone. The year's figures are added up here, so that they are marked as inferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from conflictkg import claims
from conflictkg.dates import Bounds
from conflictkg.importers import ucdp
from conflictkg.importers.contract import Importer, Job, demand
from conflictkg.importers.file import File
from conflictkg.importers.sides import Sides
from conflictkg.importers.spots import PRECISION, Spots
from conflictkg.importers.years import Years
from conflictkg.namespaces import thing

COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id"),
    *("conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a"),
    *("side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office"),
    *("source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description"),
    *("adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region"),
    *("event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians"),
    *("deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"),
)
"""The columns of a release without a header line, in their order."""
NEEDED = (
    *("id", "type_of_violence", "dyad_new_id", "side_a_new_id", "side_a", "side_b_new_id", "side_b"),
    *("date_start", "date_end", "best", "low", "high"),
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d( 0?0:00(:00)?(\.0+)?)?", re.ASCII)
_RELEASE = re.compile(r"ged(?:event)?[_-]?v?(\d\d)[._-]?(\d)(?:[._-](\d\d?))?(?!\d)", re.IGNORECASE | re.ASCII)
_ROLES = {"1": ("sideA", "sideB"), "2": ("sideA", "sideB"), "3": ("perpetrator", "victim")}
_DEATHS = {"deaths_a": "side_a_new_id", "deaths_b": "side_b_new_id", "deaths_civilians": ""}
"""Column of deaths -> column of the actor whose they are."""
_LONGEST = 200
_Cells = dict[str, str]


def _bare(file: File) -> bool:
    """Whether the first line is an event already: it has all columns, and what it holds fits them."""
    cells = dict(zip(COLUMNS, file.first, strict=False))
    return len(file.first) == len(COLUMNS) and cells["id"].isdigit() and bool(_DAY.fullmatch(cells["date_start"]))


def _recognises(file: File) -> bool:
    return set(NEEDED) <= set(file.header) or _bare(file)


def _rows(files: Sequence[File], job: Job) -> Iterator[claims.Row]:
    about = job.described(
        claims.Dataset(
            "ucdp-ged",
            "UCDP Georeferenced Event Dataset",
            licence=ucdp.LICENCE,
            version=_version(files),
            creator="Uppsala Conflict Data Program",
            citation=(
                "Sundberg, Ralph, and Erik Melander, 2013, Introducing the UCDP Georeferenced Event Dataset, "
                "Journal of Peace Research 50(4), 523-532"
            ),
            threshold="one death an event; none of the 25 deaths a year that UCDP's other datasets ask for",
        )
    )
    yield from ucdp.head(about, "ged")
    events = _Events(job, ucdp.source("ged", about.version))
    for file in files:
        bare = _bare(file)
        if not bare:
            demand(file, *NEEDED)
        for cells in job.records(file, COLUMNS if bare else ()):
            why = events.refused(cells)
            if why:
                job.skip(why, cells[""])
            else:
                yield from events.rows(cells)
    yield from events.ends()
    yield about._replace(coverage_from=events.first, coverage_to=events.last, coverage_places=events.places)


def _version(files: Sequence[File]) -> str:
    """The release, as the file's name has it: "23.1" of GEDEvent_v23_1.csv; several as "23.1, 24.0.1"."""
    found = [_RELEASE.search(file.path.name) for file in files]
    return ", ".join(dict.fromkeys(".".join(filter(None, each.groups())) for each in found if each))


class _Events:
    """Events while they are read, and what they add up to."""

    def __init__(self, job: Job, source: str) -> None:
        self._job = job
        self._source = source
        self._sides, self._spots = Sides(job, source), Spots(self._row_claim)
        self._years = Years(claims.Claim(source, claims.Locator(""), "asserts", ucdp.ATTESTER))
        self._conflicts: set[str] = set()
        self._countries: dict[str, None] = {}
        self._seen: dict[int, int] = {}
        self.first, self.last = "9999", ""

    def refused(self, cells: _Cells) -> str:
        """Why a row cannot be used; empty where it can."""
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
        if self._met(int(cells["id"])):
            return "its id stands on a row before"
        return ""

    def _met(self, number: int) -> bool:
        """Whether an event was there before. Ids lie close together, so they are kept as bits, not as a set."""
        block, bit = number >> 8, 1 << (number & 255)
        before = self._seen.get(block, 0)
        self._seen[block] = before | bit
        return bool(before & bit)

    def rows(self, cells: _Cells) -> list[claims.Row]:
        """One event: who is new in it, where it was, its claim, its sides and who died of them."""
        a, b, line = cells["side_a_new_id"], cells["side_b_new_id"], cells[""]
        event, claim = thing("ucdp", "event", cells["id"]), self._event_claim(cells)
        place, new = self._spots.of(cells)
        larger, whole = self._conflict(cells)
        first, second = _ROLES[cells["type_of_violence"]]
        self._add_up(cells, claim)
        return [
            *self._sides.met(a, cells["side_a"], line),
            *self._sides.met(b, cells["side_b"], line),
            *new,
            *whole,
            claims.Event(event, "MilitaryEvent", _label(cells), claim, place, larger),
            claims.Participation(event, ucdp.actor(a), first),
            claims.Participation(event, ucdp.actor(b), second),
            *self._deaths(cells, event),
        ]

    def _conflict(self, cells: _Cells) -> tuple[str, list[claims.Row]]:
        """The conflict that the event is part of, and its description the first time."""
        id = cells.get("conflict_new_id", "")
        if not id or id in self._conflicts:
            return ucdp.conflict(id) if id else "", []
        self._conflicts.add(id)
        name = cells.get("conflict_name") or f"Conflict {id}"
        return ucdp.conflict(id), [claims.Event(ucdp.conflict(id), "Conflict", name, self._row_claim(cells))]

    def _row_claim(self, cells: _Cells, key: str = "", best: int | None = None) -> claims.Claim:
        return claims.Claim(self._source, claims.Locator(f"id {cells['id']}"), "asserts", ucdp.ATTESTER, key, best=best)

    def _event_claim(self, cells: _Cells) -> claims.Claim:
        low, best, high = int(cells["low"]), int(cells["best"]), int(cells["high"])
        if not low <= best <= high:
            self._job.remark("low, best and high are not in order; they are kept as they stand", cells[""])
        when, bounds = _dated(*_span(cells["date_start"], cells["date_end"]))
        return claims.Claim(
            self._source,
            claims.Locator(f"id {cells['id']}"),
            "asserts",
            ucdp.ATTESTER,
            cells["id"],
            when=when,
            bounds=bounds,
            low=low,
            best=best,
            high=high,
            precision=PRECISION.get(cells.get("where_prec", ""), ""),
            note=_note(cells),
        )

    def _deaths(self, cells: _Cells, event: str) -> Iterator[claims.Row]:
        """Who died: those of the sides and civilians, each where there are any."""
        for column, whose in _DEATHS.items():
            dead = cells.get(column, "")
            if dead not in ("", "0") and ucdp.is_id(dead):
                id = cells[whose] if whose else ucdp.CIVILIANS
                yield from self._sides.met(id, "Civilians", cells[""])
                claim = self._row_claim(cells, f"{cells['id']}-{column}", int(dead))
                yield claims.Estimate(event, "killed", claim, ucdp.actor(id))

    def _add_up(self, cells: _Cells, claim: claims.Claim) -> None:
        first, last = claim.bounds.start_earliest or "", claim.bounds.end_latest or ""
        self.first, self.last = min(self.first, first), max(self.last, last)
        if cells.get("country"):
            self._countries[cells["country"]] = None
        one_sided = cells["type_of_violence"] == "3"
        ends = cells["side_a_new_id"], cells["side_b_new_id"]
        self._years.add("OneSidedViolence" if one_sided else "Hostility", *ends, first[:4], cells["dyad_new_id"], claim)

    @property
    def places(self) -> str:
        """The countries of the events."""
        return ", ".join(sorted(self._countries))

    def ends(self) -> Iterator[claims.Row]:
        """What can be told only after the last row."""
        yield from self._sides.joined()
        yield from self._years.ties()


def _label(cells: _Cells) -> str:
    """How an event is called: its dyad, its place and the first day it can have been on."""
    dyad = cells.get("dyad_name") or f"{cells['side_a']} - {cells['side_b']}"
    where = cells.get("where_coordinates") or cells.get("country", "")
    return ", ".join(filter(None, (dyad, where, cells["date_start"][:10])))


@lru_cache(maxsize=4096)
def _span(start: str, end: str) -> tuple[str, str]:
    """First and last day, without a time of day; empty where they are no days in order."""
    if not (_DAY.fullmatch(start) and _DAY.fullmatch(end)):
        return "", ""
    first, last = start[:10], end[:10]
    try:
        return (first, last) if date.fromisoformat(first) <= date.fromisoformat(last) else ("", "")
    except ValueError:
        return "", ""


@lru_cache(maxsize=4096)
def _dated(first: str, last: str) -> tuple[str, Bounds]:
    """Some day from the first to the last: the date and its bounds."""
    return _edtf(first, last), Bounds(first, last, first, last)


def _edtf(first: str, last: str) -> str:
    """Some day from the first to the last, as short as can be.

    >>> _edtf("2016-01-01", "2016-01-01"), _edtf("2016-04-01", "2016-04-30"), _edtf("2016-01-06", "2016-01-08")
    ('2016-01-01', '2016-04', '[2016-01-06..2016-01-08]')
    """
    from conflictkg.dates import parse

    if first == last:
        return first
    for shorter in (first[:7], first[:4]):
        if [day.isoformat() for day in parse(shorter)] == [first, last]:
            return shorter
    return f"[{first}..{last}]"


def _note(cells: _Cells) -> str:
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


IMPORTER = Importer("ucdp-ged", _recognises, _rows)
