"""The names of a row of the UCDP Actor Dataset: all its columns, their order in time, and lists taken apart.

NameData is the latest name, NameOrig the first, NewName those that came after it: "TQJBR, ISI, ISIS, IS". Such a cell
is a list only where its last part is NameData, and its full forms are one only where they have as many parts; else the
comma is part of a name. The file has no dates of names, so that only former and later can be told.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

_ABSENT = ("", "n/a", "na")


class Told(NamedTuple):
    """A name as the row has it; ``kind`` and ``language`` as :class:`conflictkg.claims.Name` wants them."""

    text: str
    column: str
    kind: str = ""
    language: str = ""


def cell(cells: Mapping[str, str], column: str) -> str:
    """A cell without stray blanks; "n/a" is none."""
    text = " ".join(cells.get(column.lower(), "").split())
    return "" if text.lower() in _ABSENT else text


def names(cells: Mapping[str, str]) -> list[Told]:
    """Each name once, under the first column that has it; the full form in the mother tongue is the official one."""
    latest, first = cell(cells, "NameData"), cell(cells, "NameOrig")
    later, native, english = (_parts(cells, column) for column in _LATER)
    changed = len(chain(cells)) > 1
    told = [Told(latest, "NameData"), Told(first, "NameOrig", "" if first == latest else "formerName")]
    told += [Told(name, "NewName", "" if name == latest else "formerName") for name in later]
    told.append(Told(cell(cells, "NameOrigFull"), "NameOrigFull", "formerName" if changed else "official"))
    told += [
        Told(name, "NewNameFullMotherTongue", "formerName" if number < len(native) else "official")
        for number, name in enumerate(native, 1)
    ]
    told.append(Told(cell(cells, "NameOrigFullEng"), "NameOrigFullEng", "translation", "en"))
    told += [Told(name, "NewNameFullEng", "translation", "en") for name in english]
    unique: dict[str, Told] = {}
    for each in told:
        if each.text:
            unique.setdefault(each.text, each)
    return list(unique.values())


def chain(cells: Mapping[str, str]) -> list[str]:
    """The names one after the other, first to latest; one where it never changed.

    >>> chain({"namechange": "1", "namedata": "IS", "nameorig": "JTJ", "newname": "ISI, ISIS, IS"})
    ['JTJ', 'ISI', 'ISIS', 'IS']
    """
    latest = cell(cells, "NameData")
    if cells.get("namechange") != "1":
        return [latest]
    told = [cell(cells, "NameOrig"), *_parts(cells, "NewName"), latest]
    told = [name for name in told if name]
    return told[:1] + [after for before, after in pairwise(told) if after != before]


def unresolved(cells: Mapping[str, str]) -> list[str]:
    """Columns whose commas cannot be told from those of a list: they are kept as one name."""
    listed = len(_parts(cells, "NewName"))
    return [column for column in _LATER[1:] if "," in cell(cells, column) and len(_parts(cells, column)) < listed]


_LATER = ("NewName", "NewNameFullMotherTongue", "NewNameFullEng")


def _parts(cells: Mapping[str, str], column: str) -> list[str]:
    """The names of a cell: its parts where it is a list, else all of it."""
    whole = cell(cells, column)
    parts = [part for text in whole.split(",") if (part := text.strip())]
    if column == "NewName":
        several = parts[-1:] == [cell(cells, "NameData")]
    else:
        several = len(parts) == len(_parts(cells, "NewName"))
    return parts if several else [whole] if whole else []
