"""UCDP Battle-Related Deaths (BRD): one row = the deaths of a dyad, or of a conflict, in a year.

Read as the Armed Conflict Dataset is, with low, best and high deaths on the hostility of the year. Where a row lists
several parties, its deaths are of all of them and cannot be shared out: they stand on the conflict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conflictkg import claims
from conflictkg.importers import ucdp
from conflictkg.importers.contract import Importer, Job, columns
from conflictkg.importers.dyads import release
from conflictkg.importers.file import File
from conflictkg.importers.primaries import NEEDED, Primaries, table

_FIGURES = ("bd_low", "bd_best", "bd_high")


def _rows(files: Sequence[File], job: Job) -> Iterator[claims.Row]:
    about = job.described(
        claims.Dataset(
            "ucdp-brd",
            "UCDP Battle-Related Deaths Dataset",
            licence=ucdp.LICENCE,
            version=release(files),
            creator="Uppsala Conflict Data Program",
            citation=(
                "Davies, Shawn, Therése Pettersson, and Magnus Öberg, 2022, Organized violence 1989-2021 and drone "
                "warfare, Journal of Peace Research 59(4)"
            ),
            threshold="25 battle-related deaths in a year",
        )
    )
    yield from ucdp.head(about, "brd")
    by_dyad = all("dyad_id" in file.header for file in files)
    parties = Primaries(job, ucdp.source("brd", about.version), "dyad" if by_dyad else "conflict")
    years: set[str] = set()
    shared: set[str] = set()
    for cells in table(files, job, parties, _FIGURES):
        told = [cells[name] for name in _FIGURES]
        if not all(map(ucdp.is_id, told)):
            job.skip("bd_low, bd_best or bd_high is not a whole number", cells[""])
            continue
        low, best, high = map(int, told)
        if not low <= best <= high:
            job.remark("low, best and high are not in order; they are kept as they stand", cells[""])
        years.add(cells["year"])
        yield from parties.parties(cells)
        ties = list(parties.hostilities(cells))
        if len(ties) == 1:
            yield ties[0]._replace(claim=ties[0].claim._replace(low=low, best=best, high=high))
            continue
        yield from ties
        conflict = ucdp.conflict(cells["conflict_id"])
        if conflict not in shared:
            shared.add(conflict)
            label = f"UCDP conflict {cells['conflict_id']}"
            yield claims.Event(conflict, "Conflict", label, parties.claim(cells, "conflict"))
        claim = ucdp.of_year(parties.claim(cells, "deaths"), cells["year"])._replace(low=low, best=best, high=high)
        yield claims.Estimate(conflict, "killed", claim)
    yield from parties.supporters()
    if years:
        yield about._replace(coverage_from=min(years), coverage_to=max(years))


IMPORTER = Importer("ucdp-brd", columns(*NEEDED, *_FIGURES), _rows)
