"""Attributes of actors, from the facts that sources and datasets tell of them: numbers, or sets of words."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from conflictkg import reports
from conflictkg.analyze.asked import Asked, listed
from conflictkg.errors import QueryError
from conflictkg.namespaces import local
from conflictkg.reports import Row
from conflictkg.vocabulary import squash, vocabulary

if TYPE_CHECKING:
    import networkx

KIND = "kind"


class Attribute(NamedTuple):
    """The values of an attribute by actor; actors of whom nothing is told are not in it.

    ``numbers`` where every value is one, else None; ``words`` always, several values where several are told.
    """

    name: str
    numbers: dict[str, float] | None
    words: dict[str, frozenset[str]]


def attribute(network: networkx.MultiDiGraph, asked: Asked, name: str) -> Attribute:
    """The attribute of that name: a variable of a dataset, a property of facts, or ``kind``.

    Of a figure told as a range it is the best, else the middle of low and high, else the one of them that is told.
    Raises :class:`QueryError` where there is none, or several datasets have a variable of that name.
    """
    iris = {told["iri"]: node for node, told in network.nodes(data=True)}
    if squash(name) == KIND:
        return Attribute(KIND, None, {node: frozenset([network.nodes[node]["kind"]]) for node in iris.values()})
    found: dict[str, list[Row]] = {}
    known: set[str] = set()
    for row in reports.rows_of(asked.store, "attributes", "thing", iris):
        called = row["variable"] or local(row["property"])
        known.add(called)
        if squash(name) in (squash(called), squash(vocabulary().label(called))):
            found.setdefault(iris[row["thing"]], []).append(row)
    if not found:
        raise QueryError(_unknown(name, known | {KIND}))
    numbers = {node: [_number(row) for row in rows] for node, rows in found.items()}
    words = {node: frozenset(row["object"] or row["value"] for row in rows) for node, rows in found.items()}
    if any(value is None for values in numbers.values() for value in values):
        return Attribute(name, None, words)
    several = sorted(node for node, values in numbers.items() if len(set(values)) > 1)
    if several:
        told = listed(network.nodes[node]["label"] for node in several)
        asked.notes[f"{name} is told differently"] = f"the mean is taken for {told}"
    means = {node: sum(v or 0.0 for v in values) / len(values) for node, values in numbers.items()}
    return Attribute(name, means, words)


def _unknown(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, 1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f'Nothing is told of the actors here under "{name}".{hint} Attributes: {listed(sorted(known), 20)}.'


def _number(row: Row) -> float | None:
    """The number that a fact tells, None where it tells none."""
    if row["best"]:
        return float(row["best"])
    ends = [float(row[end]) for end in ("low", "high") if row[end]]
    if ends:
        return sum(ends) / len(ends)
    text = row["value"].replace(",", "").removesuffix("%").strip()
    try:
        return float(text) if text.isascii() and not text.isalpha() else None
    except ValueError:
        return None
