"""UCDP One-sided Violence Dataset: one row = a government or a group that killed civilians in one year.

The row is a directed tie from the actor to civilians, never a hostility, with low, best and high deaths. An actor of
several is a temporary coalition, as in the Non-State Conflict Dataset.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conflictkg import claims
from conflictkg.importers import ucdp
from conflictkg.importers.contract import Importer, Job, columns, demand
from conflictkg.importers.dyads import Dyads
from conflictkg.importers.file import File

_NEEDED = ("conflict_id", "dyad_id", "actor_id", "actor_name", "year")
_MARK = ("best_fatality_estimate", "is_government_actor")


def _rows(files: Sequence[File], job: Job) -> Iterator[claims.Row]:
    for file in files:
        demand(file, *_NEEDED)
    table = Dyads(
        job,
        files,
        "onesided",
        "UCDP One-sided Violence Dataset",
        "Eck, Kristine & Lisa Hultman (2007). One-Sided Violence Against Civilians in War: Insights from New Fatality "
        "Data. Journal of Peace Research 44(2).",
        "25 civilians killed in a year by one actor",
    )
    yield from table.head()
    yield claims.Actor(ucdp.actor(ucdp.CIVILIANS), "DescribedCollective", "Civilians")
    for file in files:
        for cells in job.records(file):
            id = cells["actor_id"]
            if why := table.refused(cells, id):
                job.skip(why, cells[""])
                continue
            yield from table.sides.met(id, cells["actor_name"], cells[""], cells.get("coalition_components", ""))
            if (cells.get("is_government_actor") == "1") != cells["actor_name"].startswith("Government of "):
                job.remark("its name and is_government_actor do not agree; the name is taken", cells[""])
            yield from table.names(cells, id, "actor_name_fulltext", "actor_name_mothertongue")
            claim = table.in_year(cells, f"{cells['dyad_id']}-{cells['year']}")
            low, best, high = table.figures(cells)
            claim = claim._replace(low=low, best=best, high=high)
            ends = ucdp.actor(id), ucdp.actor(ucdp.CIVILIANS)
            yield claims.Tie("OneSidedViolence", *ends, claim, spell=cells["year"])
    yield from table.ends()


IMPORTER = Importer("ucdp-onesided", columns(*_NEEDED, *_MARK), _rows)
