"""Judgements as a CSV table: the columns of ``judgements.csv``, which proposals extend by their evidence."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from conflictkg import claims
from conflictkg.errors import InputError
from conflictkg.export.tables import cell, table
from conflictkg.importers.tables import read
from conflictkg.judging.judgements import Judgement, is_id
from conflictkg.namespaces import full, short

COLUMNS = claims.Judgement._fields
EVIDENCE = ("name_a", "name_b", "match", "score", "shared", "places", "years", "datasets")
VERDICTS = ("same", "different", "unsure")


class Taken(NamedTuple):
    """What a table holds: judgements, and how many proposals nobody has judged."""

    judgements: list[claims.Judgement]
    left: int


def write(judgements: Iterable[Judgement]) -> str:
    """The judgements as CSV text, in the order of their ids."""
    said = sorted(each.said for each in judgements)
    return table(COLUMNS, [(short(each.a), short(each.b), *each[2:]) for each in said])


def read_table(path: str | Path, by: str, on: str) -> Taken:
    """The judgements of a table; ``by`` and ``on`` are for rows that do not say them.

    A row that is unsure and names nobody is a proposal that was not judged: it is left out and counted. Raises
    :class:`~conflictkg.errors.InputError` with the line and column of a fault.
    """
    path = Path(path)
    found, left = [], 0
    for line, cells in read(path, COLUMNS[:3], (*COLUMNS[3:], *EVIDENCE)):
        told = {name: _plain(text) for name, text in cells.items()}
        if told["verdict"] == "unsure" and not told.get("by"):
            left += 1
            continue
        a, b = (_id(told[column], path, line, column) for column in ("a", "b"))
        if a == b:
            raise InputError("a and b are one id.", path, line, "b")
        if told["verdict"] not in VERDICTS:
            cure = f"Write one of: {', '.join(VERDICTS)}."
            raise InputError(f'"{told["verdict"]}" is no verdict.', path, line, "verdict", cure)
        who, when = told.get("by") or by, told.get("on") or on
        found.append(claims.Judgement(a, b, told["verdict"], who, when, told.get("why", "")))
    return Taken(found, left)


def _plain(text: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return text[1:] if text.startswith("'") and cell(text[1:]) == text else text


def _id(text: str, path: Path, line: int, column: str) -> str:
    iri = full(text)
    if not is_id(iri):
        raise InputError(f'"{text}" is no id.', path, line, column, "Write one such as ckg/actor/isis.")
    return iri
