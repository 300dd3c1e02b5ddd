"""UCDP/PRIO Armed Conflict Dataset (ACD): one row = one conflict in one year in which it was active.

The two primary parties have a hostility of that year, the states of ``side_a_2nd`` and ``side_b_2nd`` support them with
troops. A conflict is an event with the date of its first death; a copy that a spreadsheet has saved loads as well.

Known limits. Where ``side_b`` lists several actors, their ids and names are not in one order: an id that stands alone
nowhere has a name only as the last one left. Episodes are not told apart from years.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conflictkg import claims
from conflictkg.dates import event_bounds
from conflictkg.importers import ucdp
from conflictkg.importers.contract import Importer, Job, columns
from conflictkg.importers.dyads import release
from conflictkg.importers.file import File
from conflictkg.importers.primaries import NEEDED, Primaries, table

_OWN = ("location", "start_date", "start_prec", "cumulative_intensity")
_OVER = {"1": "territory", "2": "government", "3": "government and territory"}


def _rows(files: Sequence[File], job: Job) -> Iterator[claims.Row]:
    about = job.described(
        claims.Dataset(
            "ucdp-acd",
            "UCDP/PRIO Armed Conflict Dataset",
            licence=ucdp.LICENCE,
            version=release(files),
            creator="Uppsala Conflict Data Program; Peace Research Institute Oslo",
            citation=(
                "Gleditsch, Nils Petter, Peter Wallensteen, Mikael Eriksson, Margareta Sollenberg, and Håvard Strand, "
                "2002, Armed Conflict 1946-2001: A New Dataset, Journal of Peace Research 39(5)"
            ),
            threshold="25 battle-related deaths in a year",
        )
    )
    yield from ucdp.head(about, "acd")
    parties = Primaries(job, ucdp.source("acd", about.version), "conflict")
    years: set[str] = set()
    begun: set[str] = set()
    for cells in table(files, job, parties, _OWN):
        years.add(cells["year"])
        yield from parties.parties(cells)
        if cells["conflict_id"] not in begun:
            begun.add(cells["conflict_id"])
            yield _conflict(cells, parties.claim(cells, "conflict"))
        yield from parties.hostilities(cells)
    yield from parties.supporters()
    if years:
        yield about._replace(coverage_from=min(years), coverage_to=max(years))


def _conflict(cells: dict[str, str], claim: claims.Claim) -> claims.Event:
    """The conflict itself: it began on its start date, and when it ended is not told."""
    over = cells.get("territory_name") or _OVER.get(cells.get("incompatibility", ""), "")
    label = f"{cells['location']}: {over[:1].upper()}{over[1:]}" if over else cells["location"]
    began = ucdp.started(cells["start_date"], cells["start_prec"])
    if began:
        claim = claim._replace(when=f"{began}/", bounds=event_bounds(f"{began}/"))
    return claims.Event(ucdp.conflict(cells["conflict_id"]), "Conflict", label, claim)


IMPORTER = Importer("ucdp-acd", columns(*NEEDED, *_OWN), _rows)
