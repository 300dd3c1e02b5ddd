"""UCDP Non-State Conflict Dataset: one row = two organised groups, neither a state, that fought in one year.

The dyad-year is a hostility with low, best and high deaths. A side of several actors is a temporary coalition: those
in its components column are its co-belligerents, and the hostility stays that of the side. Second sides support a side
with troops.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conflictkg import claims
from conflictkg.importers import ucdp
from conflictkg.importers.contract import Importer, Job, columns, demand
from conflictkg.importers.dyads import Dyads
from conflictkg.importers.file import File

_NEEDED = ("conflict_id", "dyad_id", "side_a_name", "side_a_id", "side_b_name", "side_b_id", "year")
_MARK = ("best_fatality_estimate", "side_a_components")


def _rows(files: Sequence[File], job: Job) -> Iterator[claims.Row]:
    for file in files:
        demand(file, *_NEEDED)
    table = Dyads(
        job,
        files,
        "nonstate",
        "UCDP Non-State Conflict Dataset",
        "Sundberg, Ralph, Kristine Eck & Joakim Kreutz (2012). Introducing the UCDP Non-State Conflict Dataset. "
        "Journal of Peace Research 49(2).",
        "25 deaths in a year between two groups",
    )
    yield from table.head()
    for file in files:
        for cells in job.records(file):
            ends = cells["side_a_id"], cells["side_b_id"]
            if why := table.refused(cells, *ends):
                job.skip(why, cells[""])
                continue
            for side, id in zip("ab", ends, strict=True):
                name, components = cells[f"side_{side}_name"], cells.get(f"side_{side}_components", "")
                yield from table.sides.met(id, name, cells[""], components)
                yield from table.names(cells, id, f"side_{side}_name_fulltext", f"side_{side}_name_mothertongue")
            yield from table.contest(cells, ends, f"{cells['side_a_name']} - {cells['side_b_name']}")
            claim = table.in_year(cells, f"{cells['dyad_id']}-{cells['year']}")
            low, best, high = table.figures(cells)
            claim = claim._replace(low=low, best=best, high=high)
            yield claims.Tie("Hostility", ucdp.actor(ends[0]), ucdp.actor(ends[1]), claim, spell=cells["year"])
            for side, id in zip("ab", ends, strict=True):
                yield from table.seconds(cells, side, (id,))
    yield from table.ends()


IMPORTER = Importer("ucdp-nonstate", columns(*_NEEDED, *_MARK), _rows)
