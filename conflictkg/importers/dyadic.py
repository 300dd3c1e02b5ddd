"""UCDP Dyadic Dataset: one row = a government and its opponent, or two governments, that fought in one year.

The dyad-year is a hostility, its level of intensity a range of deaths: 1 is 25 to 999, 2 is 1,000 or more. In the year
in which the dyad began it begins on that date. A side of several has a list of ids and one of names, which need not be
in one order. Second sides are states that support a side with troops, told by name: their numbers are those of
Gleditsch and Ward, not UCDP's ids. What the two sides cannot agree on is a fact of the dyad.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from conflictkg import claims
from conflictkg.importers import ucdp
from conflictkg.importers.contract import Importer, Job, columns, demand
from conflictkg.importers.dyads import Dyads
from conflictkg.importers.file import Cells, File

_NEEDED = ("conflict_id", "dyad_id", "side_a", "side_a_id", "side_b", "side_b_id", "year", "incompatibility")
_DEATHS: dict[str, tuple[int | None, int | None]] = {"1": (25, 999), "2": (1000, None)}
_ISSUES = {"1": "territory", "2": "government", "3": "government and territory"}


def _rows(files: Sequence[File], job: Job) -> Iterator[claims.Row]:
    for file in files:
        demand(file, *_NEEDED)
    table = Dyads(
        job,
        files,
        "dyadic",
        "UCDP Dyadic Dataset",
        "Harbom, Lotta, Erik Melander & Peter Wallensteen (2008). Dyadic Dimensions of Armed Conflict, 1946-2007. "
        "Journal of Peace Research 45(5).",
        "25 battle-related deaths in a year in a dyad with a government",
    )
    yield from table.head()
    for file in files:
        for cells in job.records(file):
            sides = [ucdp.listed(cells[column]) or [""] for column in ("side_a_id", "side_b_id")]
            if why := table.refused(cells, *sides[0], *sides[1]):
                job.skip(why, cells[""])
                continue
            yield from _row(cells, table, *sides)
    yield from table.ends()


def _row(cells: Cells, table: Dyads, a: list[str], b: list[str]) -> Iterator[claims.Row]:
    for ids, text in ((a, cells["side_a"]), (b, cells["side_b"])):
        if len(ids) == 1:
            yield from table.sides.met(ids[0], text, cells[""])
        else:
            table.sides.each(ids, text, cells[""])
    yield from table.contest(cells, (*a, *b), f"{cells['side_a']} - {cells['side_b']}")
    yield from _issue(cells, table)
    low, high = _DEATHS.get(cells.get("intensity_level", ""), (None, None))
    for one, other in product(a, b):
        key = f"{cells['dyad_id']}-{cells['year']}" + (f"-{one}-{other}" if len(a) + len(b) > 2 else "")
        claim = table.in_year(cells, key)._replace(low=low, high=high)
        yield claims.Tie("Hostility", ucdp.actor(one), ucdp.actor(other), claim, spell=cells["year"])
    yield from table.seconds(cells, "a", a)
    yield from table.seconds(cells, "b", b)


def _issue(cells: Cells, table: Dyads) -> Iterator[claims.Fact]:
    """What the dyad is about, each thing once."""
    what, where = _ISSUES.get(cells["incompatibility"], ""), cells.get("territory_name", "")
    text = f"{what}: {where}" if what and where else what
    if text and table.first(f"issue {cells['dyad_id']} {text}"):
        claim = table.claim(cells, f"{cells['dyad_id']}-incompatibility-{text}", "incompatibility")
        yield claims.Fact(ucdp.dyad(cells["dyad_id"]), "codedAs", claim, value=text, variable="incompatibility")


IMPORTER = Importer("ucdp-dyadic", columns(*_NEEDED), _rows)
