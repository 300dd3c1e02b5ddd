"""The shared queries of ``queries/reports`` as rows: what pictures, profiles and exports are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import quote

import pyoxigraph as ox

from conflictkg import questions
from conflictkg.namespaces import CKG, full
from conflictkg.parameters import period
from conflictkg.resources import shipped
from conflictkg.store.base import Store

Row = dict[str, str]
_MOST = 500


@lru_cache(maxsize=16)
def _report(name: str) -> questions.Question:
    return questions.read(shipped("queries", "reports", f"{name}.rq").read_text(encoding="utf-8"), name)


def rows(store: Store, name: str, as_of: str = "", **bound: str) -> list[Row]:
    """The rows of a report; ``bound`` are IRIs by variable."""
    values = {variable: str(ox.NamedNode(iri)) for variable, iri in bound.items()}
    values |= period(as_of) if as_of else {}
    return store.select(questions.bound(_report(name).sparql, values))


def rows_of(store: Store, name: str, variable: str, things: Iterable[str], as_of: str = "") -> Iterator[Row]:
    """The rows of a report for many things, some hundred at a time."""
    listed = list(things)
    report = questions.bound(_report(name).sparql, period(as_of)) if as_of else _report(name).sparql
    for start in range(0, len(listed), _MOST):
        block = " ".join(str(ox.NamedNode(iri)) for iri in listed[start : start + _MOST])
        head, brace, rest = report.partition("WHERE {")
        yield from store.select(f"{head}{brace}\n  VALUES ?{variable} {{ {block} }}\n{rest}")


def alignments(store: Store) -> dict[str, str]:
    """Attester -> labels of those it speaks for or stands with, joined by "; "."""
    sides: dict[str, list[str]] = {}
    for row in rows(store, "alignments"):
        sides.setdefault(row["who"], []).append(row["side"])
    return {who: "; ".join(told) for who, told in sides.items()}


def cited(store: Store, source: str) -> list[str]:
    """The sources of claims that an id means: in full, or the last part of it in any space; sorted."""
    known = {iri for name in ("reportedIn", "restsOn") for _, iri in store.pairs(CKG + name)}
    wanted = {full(source), source} if "/" in source else set()
    ending = f"/source/{quote(source, safe='')}"
    return sorted(iri for iri in known if iri in wanted or (not wanted and iri.endswith(ending)))
