"""CSV tables of the ties (the main one) and of the actors and places in them.

UTF-8 and RFC 4180 with CRLF line ends, as the SPARQL result format. A text cell that a spreadsheet would take for a
formula (it begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end, also in full width) gets an apostrophe in
front, the sign of spreadsheets for "this is text"; a program that wants the exact text takes another format.
"""

from __future__ import annotations

import csv as writers
import io
from collections.abc import Iterable
from typing import Any

from conflictkg.export import Exported
from conflictkg.export.ties import Node, Tie, ties

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def csv(graph: Exported) -> dict[str, str]:
    """The tables ``edges`` (columns of :class:`Tie`) and ``nodes`` (columns of :class:`Node`)."""
    nodes, edges = ties(graph)
    return {"edges": table(Tie._fields, edges), "nodes": table(Node._fields, nodes)}


def table(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """A table as CSV text.

    >>> table(["id", "label"], [["ckg/actor/x", "=cmd()"]])
    "id,label\\r\\nckg/actor/x,'=cmd()\\r\\n"
    """
    text = io.StringIO(newline="")
    writer = writers.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue()


def cell(value: Any) -> str:
    """A value as a cell: booleans as true and false, no formula, no NUL."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return str(value)
    text = value.replace("\x00", "")
    return f"'{text}" if text.startswith(_FORMULA) else text
