"""What rows of UCDP's tables of state-based conflicts share: two primary parties, and the states that help them.

``side_a_2nd`` and ``side_b_2nd`` list states that send troops to support a primary party. Only their names and their
numbers stand there, and the two lists are not in the same order: a state has the id that the file gives it elsewhere,
as a primary party, else its name is its id.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conflictkg import claims
from conflictkg.importers import ucdp
from conflictkg.importers.contract import Job, demand
from conflictkg.importers.file import File
from conflictkg.importers.sides import Sides

NEEDED = ("conflict_id", "side_a", "side_a_id", "side_a_2nd", "side_b", "side_b_id", "side_b_2nd", "year")
_SIDES = (("a", "b"), ("b", "a"))
_Cells = dict[str, str]


class Primaries:
    """The parties of rows, their hostility, and the states that support them, while a file is read.

    A state that supports has an id only where the file has it as a primary party, so supporters wait until
    :meth:`supporters` is asked for at the end of the file.
    """

    def __init__(self, job: Job, source: str, named: str) -> None:
        self._job, self._source, self._named = job, source, named
        self._sides = Sides(job, source)
        self._support: dict[tuple[str, str, str], tuple[str, str]] = {}

    def refused(self, cells: _Cells) -> str:
        """Why a row cannot be used; empty where it can."""
        ids = [ucdp.listed(cells[name]) for name in ("conflict_id", "side_a_id", "side_b_id")]
        if not all(listed and all(map(ucdp.is_id, listed)) for listed in ids):
            return "the conflict or a side has no id"
        return "" if ucdp.is_year(cells["year"]) else "its year is no year"

    def claim(self, cells: _Cells, key: str) -> claims.Claim:
        """A claim that a row makes."""
        where = claims.Locator(f"{self.row(cells)}, {cells['year']}")
        return claims.Claim(self._source, where, "asserts", ucdp.ATTESTER, f"{self.row(cells)}-{cells['year']}-{key}")

    def row(self, cells: _Cells) -> str:
        """What a row is of: "conflict 299", "dyad 11973"."""
        return f"{self._named} {cells[f'{self._named}_id']}"

    def parties(self, cells: _Cells) -> Iterator[claims.Row]:
        """The primary parties, as far as their names are sure already."""
        for side in "ab":
            ids, names, line = ucdp.listed(cells[f"side_{side}_id"]), cells[f"side_{side}"], cells[""]
            if len(ids) == 1:
                yield from self._sides.met(ids[0], names, line)
            else:
                self._sides.each(ids, names, line)
            for name in ucdp.listed(cells[f"side_{side}_2nd"]):
                for id in ids:
                    self._support.setdefault((name, id, cells["year"]), (self.row(cells), line))

    def hostilities(self, cells: _Cells) -> Iterator[claims.Tie]:
        """The armed force between the primary parties in the year; a row may list several against one."""
        for a in ucdp.listed(cells["side_a_id"]):
            for b in ucdp.listed(cells["side_b_id"]):
                yield ucdp.hostility(ucdp.actor(a), ucdp.actor(b), cells["year"], self.claim(cells, f"{a}-{b}"))

    def supporters(self) -> Iterator[claims.Row]:
        """The states that supported with troops, year by year, and the sides of several actors."""
        yield from self._sides.named()
        yield from self._sides.joined()
        for (name, side, year), (row, line) in self._support.items():
            id = self._sides.id(name) or name
            yield from self._sides.met(id, name, line)
            where = claims.Locator(f"{row}, {year}")
            claim = claims.Claim(self._source, where, "asserts", ucdp.ATTESTER, f"{id}-{side}-{year}-troops")
            tie = claims.Tie("Sponsorship", ucdp.actor(id), ucdp.actor(side), ucdp.of_year(claim, year), spell=year)
            yield tie._replace(support="troops")


def table(files: Sequence[File], job: Job, parties: Primaries, needed: Sequence[str]) -> Iterator[_Cells]:
    """The rows that can be used; the others are told."""
    for file in files:
        demand(file, *NEEDED, *needed)
        for cells in job.records(file):
            why = parties.refused(cells)
            if why:
                job.skip(why, cells[""])
            else:
                yield cells
