"""UCDP External Support Dataset, triad-years: one row = a supporter, who got the support, and the year.

Each kind of support (ext_x troops, ext_p presence ... ext_u unknown) is a sponsorship; the years of one supporter, one
beneficiary and one kind that follow on each other are one spell, since the first and until the last. Support that is
alleged only is hedged. Rows without support make nothing but the actors that they name. A supporter of several actors
("ext_coalition") stays the one that the row has an id for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from conflictkg import claims
from conflictkg.dates import Bounds
from conflictkg.importers import ucdp
from conflictkg.importers.contract import Importer, Job, columns, demand
from conflictkg.importers.dyads import release
from conflictkg.importers.file import Cells, File
from conflictkg.importers.sides import Sides

_NEEDED = ("year", "actor_id", "actor_name", "ext_id", "ext_name")
_CODES = {
    "ext_x": "troops",
    "ext_p": "presence",
    "ext_y": "access",
    "ext_w": "weapons",
    "ext_m": "materiel",
    "ext_t": "training",
    "ext_f": "funds",
    "ext_i": "intelligence",
    "ext_l": "territory",
    "ext_o": "otherSupport",
    "ext_u": "unknownSupport",
}
_CITATION = (
    "Meier, Vanessa, Niklas Karlén, Therése Pettersson & Mihai Croicu (2023). External support in armed conflicts: "
    "Introducing the UCDP external support dataset (ESD), 1975-2017. Journal of Peace Research 60(3)."
)
_YES, _NO = ("1", "1.0"), ("0", "0.0", "")


class _Support(NamedTuple):
    """One kind of support from one actor to another; ``alleged`` only, or more than that."""

    supporter: str
    beneficiary: str
    column: str
    alleged: bool


def _rows(files: Sequence[File], job: Job) -> Iterator[claims.Row]:
    for file in files:
        demand(file, *_NEEDED)
        if not set(_CODES) & set(file.header):
            demand(file, "ext_x")
    version = release(files) or "18.1"
    about = ucdp.described(job, "UCDP External Support Dataset", version, _CITATION, coverage_places="the world")
    yield from ucdp.head(about, "esd", ucdp.published(version))
    sides = Sides(job, ucdp.source("esd", version))
    years: dict[_Support, set[int]] = {}
    for file in files:
        for cells in job.records(file):
            why = _refused(cells)
            if why:
                job.skip(why, cells[""])
                continue
            yield from sides.met(cells["actor_id"], cells["actor_name"], cells[""])
            if cells["ext_id"]:
                yield from sides.met(cells["ext_id"], cells["ext_name"], cells[""])
            for support in _told(cells, job):
                years.setdefault(support, set()).add(int(cells["year"]))
    yield from sides.joined()
    for support, told in years.items():
        yield from _spells(support, sorted(told), ucdp.source("esd", version))
    every = set().union(*years.values()) if years else set()
    if every:
        yield about._replace(coverage_from=str(min(every)), coverage_to=str(max(every)))


def _refused(cells: Cells) -> str:
    """Why a row cannot be used; empty where it can."""
    if not ucdp.is_id(cells["actor_id"]):
        return "its actor_id is not a number"
    if not ucdp.is_year(cells["year"]):
        return "its year is no year"
    supported = cells.get("ext_sup", "") in _YES
    if cells["ext_id"] and not ucdp.is_id(cells["ext_id"]):
        return "its ext_id is not a number"
    if supported and not cells["ext_id"]:
        return "tells of support without the id of a supporter"
    return "supporter and beneficiary are one" if cells["ext_id"] == cells["actor_id"] else ""


def _told(cells: Cells, job: Job) -> Iterator[_Support]:
    """The kinds of support in a row; none where ext_sup says that there was none."""
    if not cells["ext_id"] or cells.get("ext_sup", "1") in _NO:
        return
    alleged = cells.get("ext_alleged", "") in _YES
    for column in _CODES:
        cell = cells.get(column, "")
        if cell in _YES:
            yield _Support(cells["ext_id"], cells["actor_id"], column, alleged)
        elif cell not in _NO:
            job.remark(f"{column} is neither 1 nor 0, and is left out", cells[""])


def _spells(support: _Support, years: Sequence[int], source: str) -> Iterator[claims.Tie]:
    """A tie for each run of years."""
    start = 0
    for at, year in enumerate(years):
        if at + 1 == len(years) or years[at + 1] != year + 1:
            yield _tie(support, years[start], year, source)
            start = at + 1


def _tie(support: _Support, first: int, last: int, source: str) -> claims.Tie:
    ids = f"{support.supporter}-{support.beneficiary}"
    alleged = "-alleged" if support.alleged else ""
    since, until = f"{first}-01-01", f"{last}-12-31"
    claim = claims.Claim(
        source,
        claims.Locator(
            f"ext_id {support.supporter}, actor_id {support.beneficiary}, {first} to {last}, {support.column}"
        ),
        "asserts",
        ucdp.ATTESTER,
        key=f"{ids}-{support.column}-{first}{alleged}",
        hedge="alleged" if support.alleged else "",
        when=f"{first}/{last}",
        bounds=Bounds(since, since, until, until),
        first_cited=since,
        last_cited=until,
    )
    ends = ucdp.actor(support.supporter), ucdp.actor(support.beneficiary)
    return claims.Tie("Sponsorship", *ends, claim, support=_CODES[support.column], spell=str(first))


IMPORTER = Importer("ucdp-esd", columns(*_NEEDED, "ext_sup"), _rows)
