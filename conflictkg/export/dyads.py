"""Dyad-years for R and Stata: one row for each pair of actors and year in which a tie between them can have held.

The years of a tie are those from the first to the last day that its own dates name (begun, ended, seen); what no source
dates has one row without a year, and nothing is carried on into years that no source tells of. A view has the years of
its day alone. ``a`` comes before ``b`` in the alphabet of ids. A relation, or each way of one that has a direction, has
two columns: how many ties of it are accepted and certain in the year, and how many there are whatever is said of them.
Events and deaths are those of ties that lie within one year, since nobody tells how others fall into years.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from conflictkg import reports
from conflictkg.dates import period
from conflictkg.export import Exported
from conflictkg.export.tables import table
from conflictkg.export.ties import Node, Tie, ties
from conflictkg.export.windows import Windows, windows
from conflictkg.namespaces import short
from conflictkg.reports import Row
from conflictkg.vocabulary import vocabulary

_FIRST = ("a_id", "a_name", "a_kind", "b_id", "b_name", "b_kind", "year", "certainty", "relations", "statuses")
_COUNTS = ("ties", "ties_certain", "ties_accepted")
_TOLLS = ("events", "deaths_low", "deaths_best_min", "deaths_best_max", "deaths_high")
_LAST = ("sources", "datasets", "policy", "tie_ids")
_REPORTED = ("events", "low", "best_min", "best_max", "high")
Dyad = tuple[str, str, str]


def dyad_year(graph: Exported) -> dict[str, str]:
    """The table; a row's ``certainty`` is the highest of its ties, its figures are their sums."""
    nodes, edges = ties(graph)
    held, known = windows(graph.store), {node.id: node for node in nodes}
    tolls = {row["tie"]: row for row in reports.rows(graph.store, "tolls")}
    columns = _columns()
    dyads: dict[Dyad, list[tuple[Tie, str, bool]]] = {}
    for tie in edges:
        told = [*_years(held.get(tie.id, Windows([], [])), graph.as_of)]
        for year, certainty in told:
            a, b = sorted((tie.source, tie.target))
            dyads.setdefault((a, b, year), []).append((tie, certainty, len(told) == 1))
    rows = [_row(dyad, dyads[dyad], known, tolls, columns) for dyad in sorted(dyads)]
    both = [name for column in columns for name in (column, f"{column}_all")]
    return {"": table((*_FIRST, *_COUNTS, *_TOLLS, *_LAST, *both), rows)}


def _years(held: Windows, as_of: str) -> Iterator[tuple[str, str]]:
    """Years with their certainty; an empty year for what is undated."""
    if as_of:
        first, last = period(as_of)
        years = list(range(int(first[:4]), int(last[:4]) + 1))
    else:
        first, last = "0001-01-01", "9999-12-31"
        years = held.years()
    if not years:
        yield "", "possible"
    for year in years:
        certainty = held.certainty(max(first, f"{year:04}-01-01"), min(last, f"{year:04}-12-31"))
        if certainty:
            yield f"{year:04}", certainty


def _columns() -> list[str]:
    """A name for each relation, and for each way of one that has a direction."""
    relations = sorted(vocabulary().relations.values(), key=lambda relation: relation.shortcut)
    names = [(_snake(relation.shortcut), relation.symmetric) for relation in relations]
    return [column for name, both in names for column in ([name] if both else [f"{name}_ab", f"{name}_ba"])]


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _row(
    dyad: Dyad, told: list[tuple[Tie, str, bool]], known: dict[str, Node], tolls: dict[str, Row], columns: list[str]
) -> list[object]:
    a, b, year = dyad
    edges = [tie for tie, _, _ in told]
    every = Counter(_column(tie, a) for tie in edges)
    sure = Counter(_column(tie, a) for tie, how, _ in told if how == "certain" and tie.status == "accepted")
    certain = sum(certainty == "certain" for _, certainty, _ in told)
    reported = [tolls[tie.id] for tie, _, whole in told if whole and tie.id in tolls]
    return [
        *(a, known[a].label, known[a].kind, b, known[b].label, known[b].kind, year),
        *(
            "certain" if certain else "possible",
            _joined(tie.label for tie in edges),
            _joined(tie.status for tie in edges),
        ),
        *(len(edges), certain, sum(tie.status == "accepted" for tie in edges)),
        *(_sum(reported, name) for name in _REPORTED),
        _joined(source for tie in edges for source in tie.sources.split("; ")),
        _joined(name for tie in edges for name in tie.datasets.split("; ")),
        *(edges[0].policy, _joined(short(tie.id) for tie in edges)),
        *(count for column in columns for count in (sure[column], every[column])),
    ]


def _column(tie: Tie, a: str) -> str:
    way = "" if tie.symmetric else "_ab" if tie.source == a else "_ba"
    return f"{_snake(tie.relation)}{way}"


def _sum(rows: list[Row], name: str) -> int | str:
    """The sum of what is told; empty where nothing is, since unknown is not none."""
    told = [int(row[name]) for row in rows if row[name]]
    return sum(told) if told else ""


def _joined(texts: Iterator[str]) -> str:
    return "; ".join(sorted({text for text in texts if text}))
