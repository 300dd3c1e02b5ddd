"""The actors that rows of UCDP's tables name: each described once, under the name that the row has for it.

UCDP gives one id to a side that is several actors together and joins their names with commas. Such a side is a
coalition where at least two parts of its name are known as actors (:mod:`conflictkg.importers.unfold`): these are tied
to it as co-belligerents, what is left over is told. Else the side stays one actor with a comma in its name.
"""

from __future__ import annotations

from collections.abc import Iterator

from conflictkg import claims
from conflictkg.importers import ucdp
from conflictkg.importers.contract import Job
from conflictkg.importers.unfold import Known, Unfolded


class Sides:
    """Actors by id while a file is read; an id that no other dataset has is told by the job."""

    def __init__(self, job: Job, source: str) -> None:
        self._job, self._source = job, source
        self._names: dict[str, str] = {}
        self._lines: dict[str, str] = {}
        self._components: dict[str, list[str]] = {}
        self._groups: list[tuple[list[str], str, str]] = []
        self._known = Known()

    def met(self, id: str, name: str, line: str, components: str = "") -> Iterator[claims.Actor]:
        """The description of an actor, the first time. Names with commas, and sides, wait for :meth:`joined`.

        ``components`` is a list of the actors that make up the side, where the file has one.
        """
        if id not in self._names:
            self._names[id] = name or f"Actor {id}"
            self._job.unresolved(ucdp.actor(id), f"{self._names[id]}, line {line}")
            if "," in name or components:
                self._lines[id] = line
                self._components[id] = [part for part in ucdp.listed(components) if part != id]
            else:
                self._known.add(id, name)
                yield claims.Actor(ucdp.actor(id), kind(id, name), self._names[id])

    @property
    def known(self) -> int:
        """How many actors were met."""
        return len(self._names)

    def id(self, name: str) -> str:
        """The id of the only actor of that name so far; empty where there is none."""
        return self._known.id(name)

    def listed(self, text: str) -> Unfolded:
        """The actors in a list of names, as far as they are known so far."""
        return self._known.listed(text) if text else Unfolded()

    def each(self, ids: list[str], names: str, line: str) -> None:
        """Several actors in one cell, whose names stand in another order: who is who waits for :meth:`named`."""
        self._groups.append((ids, names, line))

    def named(self) -> Iterator[claims.Actor]:
        """The actors of :meth:`each`: an id by its name elsewhere, or as the only one that is left of its cell."""
        for ids, names, line in self._groups:
            open_ids = [id for id in ids if id not in self._names]
            left = [name for part in names.split(",") if self.id(name := part.strip()) not in ids]
            for id in open_ids:
                sure = len(open_ids) == len(left) == 1
                yield from self.met(id, left[0] if sure else f"one of {' / '.join(left)} ({id})", line)

    def joined(self) -> Iterator[claims.Row]:
        """The actors whose names hold commas, once all names are known, with those who make them up."""
        for id, line in self._lines.items():
            name = self._names[id]
            parts = self._known.unfold(name, self._components[id])
            yield claims.Actor(ucdp.actor(id), "Coalition" if parts.ids else kind(id, name), name)
            for part in parts.ids:
                yield claims.Tie("CoBelligerence", ucdp.actor(part), ucdp.actor(id), self._claim(id, part))
                if part not in self._names:
                    self._job.unresolved(ucdp.actor(part), f"part of {name}, line {line}")
            if parts.left:
                left = "; ".join(parts.left)
                self._job.remark(f"side {id} names actors of whom no id is known, and they are left out: {left}", line)

    def _claim(self, id: str, part: str) -> claims.Claim:
        where = claims.Locator(f"name of side {id}")
        return claims.Claim(self._source, where, "asserts", ucdp.ATTESTER, f"side-{id}-{part}", basis="inferred")


def kind(id: str, name: str) -> str:
    """The class of an actor by its name: UCDP writes states as "Government of ..." and counts civilians as one.

    >>> kind("118", "Government of Syria"), kind("1", "Civilians"), kind("234", "IS")
    ('Government', 'DescribedCollective', 'ArmedGroup')
    """
    if id == ucdp.CIVILIANS:
        return "DescribedCollective"
    return "Government" if name.startswith("Government of ") else "ArmedGroup"
