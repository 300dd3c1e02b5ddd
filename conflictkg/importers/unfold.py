"""Sides that are several actors together, told in one text: "Ahrar al-Sham, Sham Legion".

Such a text is taken apart only as far as its parts are known: by the ids of its components where the file has them,
else by parts that are exactly the name of one actor of the file, else by the names of ``names.csv`` (each with the id
that UCDP has for it and where it stands). A name that merely holds commas ("... Independent, Neutral, Peaceful ...")
stays one, and so does a text with a name that two actors have. "Liwa al-Haqq" is in no table: two groups go by it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_LONGEST = 4_000
_MOST_COMMAS = 8


class Unfolded(NamedTuple):
    """The ids of the actors of a side, two or more or none, and what of its text is nobody known."""

    ids: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


class Known:
    """Names of the actors of a file, by which sides are taken apart."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}

    def add(self, id: str, name: str) -> None:
        """An actor has a name. A name that two actors have is nobody's."""
        name = _squeezed(name)
        if name and self._ids.setdefault(name, id) != id:
            self._ids[name] = ""

    def id(self, name: str) -> str:
        """The id of the only actor of that name, else empty."""
        name = _squeezed(name)
        return self._ids[name] if name in self._ids else _aliases().get(name, "")

    def unfold(self, text: str, components: Iterable[str] = ()) -> Unfolded:
        """The actors of a side. ``components`` are their ids or names, where the file tells them apart.

        >>> known = Known()
        >>> known.add("1", "Alpha"), known.add("2", "Beta, Gamma")
        (None, None)
        >>> known.unfold("Alpha, Beta, Gamma, Delta")
        Unfolded(ids=('1', '2'), left=('Delta',))
        >>> known.unfold("Front for Peace, Bread, Alpha"), known.unfold("", ["7", "1"]).ids
        (Unfolded(ids=(), left=()), ('7', '1'))
        """
        told = [part for part in components if part]
        if told:
            found = {part: part if part.isdigit() else self.id(part) for part in told}
            ids = tuple(dict.fromkeys(id for id in found.values() if id))
            return Unfolded(ids, tuple(part for part, id in found.items() if not id))
        if "," not in text or len(text) > _LONGEST or self.id(text):
            return Unfolded()
        ids, left = self._parts([part.strip() for part in text.split(",")])
        return Unfolded(ids, left) if len(ids) > 1 else Unfolded()

    def listed(self, text: str) -> Unfolded:
        """The actors of a cell that is a list, also of one: all parts are names, and those of nobody known are left."""
        if id := self.id(text):
            return Unfolded((id,))
        return Unfolded(*self._parts([part.strip() for part in text[:_LONGEST].split(",")]))

    def _parts(self, parts: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Ids of the longest names that stand next to each other in a text, and the parts in between."""
        ids: dict[str, None] = {}
        left: list[str] = []
        start = 0
        while start < len(parts):
            ends = range(min(len(parts), start + _MOST_COMMAS), start, -1)
            end = next((end for end in ends if self.id(", ".join(parts[start:end]))), 0)
            if end:
                ids[self.id(", ".join(parts[start:end]))] = None
            else:
                left.append(parts[start])
            start = end or start + 1
        return tuple(ids), tuple(part for part in left if part)


def shipped_name(id: str) -> str:
    """The first name that the shipped table has for an id, empty for none."""
    return next((name for name, known in _aliases().items() if known == id), "")


def _squeezed(name: str) -> str:
    return " ".join(name.split())


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    """The shipped names, for files that name an actor without having it."""
    with Path(__file__).with_name("names.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["id"] for row in csv.DictReader(file)}
