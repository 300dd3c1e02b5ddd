"""What must be known of the whole UCDP Actor Dataset before its rows are told: labels, and who stands with whom.

Its size follows the number of actors and their ids, not that of what is made of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from conflictkg.importers import ucdp
from conflictkg.importers.file import Cells, File
from conflictkg.importers.rosternames import cell

CARRIED = 3
"""A list of at least so many dyads that begins with the whole list of the row above was perhaps carried over."""

_KINDS = {"1": "ArmedGroup", "2": "ArmedGroup", "3": "ArmedGroup", "4": "Government"}


def refused(cells: Cells) -> str:
    """Why a row cannot be used; empty where it can."""
    return "" if ucdp.is_id(cells["actorid"]) else "its ActorId is not a number"


class Index:
    """Actors by id with label and class, lists of ids by column, and names of countries."""

    def __init__(self, files: Iterable[File]) -> None:
        self.labels: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.lists: dict[str, dict[str, dict[str, None]]] = {}
        self.carried: set[tuple[str, str]] = set()
        self.version = ""
        self._countries: dict[str, Counter[str]] = {}
        for file in files:
            above: list[str] = []
            for _, cells in file.rows():
                if not isinstance(cells, str) and not refused(cells):
                    above = self._take(cells, above)

    def _take(self, cells: Cells, above: list[str]) -> list[str]:
        """Take in a row; gives its list of non-state dyads, for the row below."""
        id, name, kind = cells["actorid"], cell(cells, "NameData"), _KINDS.get(cells.get("org", ""), "")
        self.version = self.version or ucdp.version(cells.get("version", ""))
        if not self.labels.get(id):
            self.labels[id] = name
        if kind:
            self.kinds.setdefault(id, kind)
        for column in ("ConflictId", "DyadId", "NSID", "NSCoalitionID", "OSCoalitionID"):
            for each in ids(cells, column):
                self.lists.setdefault(column, {}).setdefault(each, {})[id] = None
        for number, country in zip(*(ucdp.listed(cells.get(c, "")) for c in ("gwnoloc", "location")), strict=False):
            self._countries.setdefault(number, Counter())[country] += 1
        own = ids(cells, "NSID")
        if len(above) >= CARRIED and own[: len(above)] == above:
            self.carried.update((id, dyad) for dyad in above)
        return own

    def label(self, id: str) -> str:
        """How an actor is called: by its NameData."""
        return self.labels.get(id) or f"Actor {id}"

    def members(self, column: str, id: str) -> list[str]:
        """The actors that list an id, in the order of the file."""
        return list(self.lists.get(column, {}).get(id, ()))

    def named(self, column: str, id: str, shown: int = 3) -> str:
        """The actors that list an id, in words: "A, B, C and 4 more"."""
        members = [self.label(each) for each in self.members(column, id)]
        more = len(members) - shown
        return ", ".join(members[:shown]) + (f" and {more} more" if more > 0 else "")

    def country(self, number: str) -> str:
        """The name that most rows have beside a number: the two lists of a row are not always in one order."""
        found = self._countries.get(number)
        return max(found, key=lambda name: (found[name], name)) if found else f"Country {number}"

    def twice(self) -> dict[str, list[str]]:
        """Names that several ids have."""
        ids: dict[str, list[str]] = {}
        for id, label in self.labels.items():
            ids.setdefault(label, []).append(id)
        return {label: several for label, several in ids.items() if label and len(several) > 1}


def ids(cells: Cells, column: str) -> list[str]:
    """The ids of a cell, each once; what is none is left out."""
    return [id for id in dict.fromkeys(ucdp.listed(cells.get(column.lower(), ""))) if ucdp.is_id(id)]
