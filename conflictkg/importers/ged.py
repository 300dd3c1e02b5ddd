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

from conflictkg import claims
from conflictkg.importers import ucdp
from conflictkg.importers.contract import Importer, Job, demand
from conflictkg.importers.file import File
from conflictkg.importers.gedevents import DAY, Events, Totals

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
_RELEASE = re.compile(r"ged(?:event)?[_-]?v?(\d\d)[._-]?(\d)(?:[._-](\d\d?))?(?!\d)", re.IGNORECASE | re.ASCII)


def _bare(file: File) -> bool:
    """Whether the first line is an event already: it has all columns, and what it holds fits them."""
    cells = dict(zip(COLUMNS, file.first, strict=False))
    return len(file.first) == len(COLUMNS) and cells["id"].isdigit() and bool(DAY.fullmatch(cells["date_start"]))


def _recognises(file: File) -> bool:
    return set(NEEDED) <= set(file.header) or _bare(file)


def _rows(files: Sequence[File], job: Job) -> Iterator[claims.Row]:
    about = described(files, job)
    yield from ucdp.head(about, "ged")
    events = Events(job, ucdp.source("ged", about.version))
    for file in files:
        for cells in job.records(file, columns(file)):
            why = events.refused(cells)
            if why:
                job.skip(why, cells[""])
            else:
                yield from events.rows(cells)
    yield from events.ends()
    yield covered(about, events.totals)


def columns(file: File) -> Sequence[str]:
    """The columns of a file without a header line, none of one that has it; refuses a header that lacks some."""
    if _bare(file):
        return COLUMNS
    demand(file, *NEEDED)
    return ()


def described(files: Sequence[File], job: Job) -> claims.Dataset:
    """The dataset, but for what it covers: that the rows tell."""
    return job.described(
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


def covered(about: claims.Dataset, totals: Totals) -> claims.Dataset:
    """The dataset with the days and countries of its events."""
    return about._replace(coverage_from=totals.first, coverage_to=totals.last, coverage_places=totals.places)


def _version(files: Sequence[File]) -> str:
    """The release, as the file's name has it: "23.1" of GEDEvent_v23_1.csv; several as "23.1, 24.0.1"."""
    found = [_RELEASE.search(file.path.name) for file in files]
    return ", ".join(dict.fromkeys(".".join(filter(None, each.groups())) for each in found if each))


IMPORTER = Importer("ucdp-ged", _recognises, _rows)
