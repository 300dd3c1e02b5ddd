"""Do two codings agree? What two datasets claim of the same pairs of actors out of the same sources, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from conflictkg import reports
from conflictkg.analyze.alpha import alpha
from conflictkg.analyze.asked import Asked
from conflictkg.analyze.report import Cell, Table
from conflictkg.errors import QueryError
from conflictkg.namespaces import dataset_graph, local
from conflictkg.reports import Row
from conflictkg.vocabulary import vocabulary

if TYPE_CHECKING:
    import networkx

ORDINAL = "confidence"
FIELDS = ("relation", "from", "role", "stance", "basis", "attester", "hedge", "dates", "confidence")


class Coding(NamedTuple):
    """What one dataset says of a pair in a source: the value of each of :data:`FIELDS`, empty where it tells none."""

    source: str
    pair: tuple[str, str]
    values: dict[str, str]


def agreement(network: networkx.MultiDiGraph, asked: Asked) -> list[Table]:
    """Krippendorff's alpha of each field of the ties that two datasets code from the same sources.

    Formula: α = 1 - observed / expected disagreement, over claims matched by source and pair of actors, those most
    alike first; nominal, confidence ordinal; a field that neither tells of a claim does not count, and where all values
    are the same there is no α.
    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, https://repository.upenn.edu/asc_papers/43.
    Signs: every relation, status and stance; ties of persons too, since claims are compared and nobody is measured.
    """
    one, other = _named(asked)
    codings = [list(_codings(asked, name)) for name in (one, other)]
    shared = {c.source for c in codings[0]} & {c.source for c in codings[1]}
    if not shared:
        raise QueryError(f"{one} and {other} have no source in common, by id, address or title.")
    matched, alone = _matched(*([c for c in each if c.source in shared] for each in codings))
    rows = [(field, *_agreed([(a.values[field], b.values[field]) for a, b in matched], field)) for field in FIELDS]
    differences = [
        (*_where(asked, a), field, a.values[field], b.values[field])
        for a, b in matched
        for field in FIELDS
        if a.values[field] != b.values[field]
    ]
    asked.notes |= {
        "weights": "every claim counts 1",
        "network": "all claims on ties, at any time, whatever their status",
    }
    asked.notes["compared"] = (
        f"{len(matched)} claims matched out of {len(shared)} sources; only in {one}: {len(alone[0])}, only in {other}: "
        f"{len(alone[1])}; two who code the same passages choose what to code too, which α does not see"
    )
    left = [
        (name, *_where(asked, c), c.values["relation"])
        for name, each in zip((one, other), alone, strict=True)
        for c in each
    ]
    return [
        Table("", f"Agreement of {one} and {other}", ("field", "claims", "agree", "share", "alpha", "metric"), rows),
        Table("differences", "Where they differ", ("source", "one", "another", "field", one, other), differences),
        Table("alone", "Ties that one alone has", ("only_in", "source", "one", "another", "relation"), left),
    ]


def _named(asked: Asked) -> tuple[str, str]:
    known = {row["dataset"] for row in reports.rows(asked.store, "catalogue")}
    if len(asked.names) != 2 or asked.names[0] == asked.names[1]:
        raise QueryError(f"Name two datasets. There are: {', '.join(sorted(known))}.")
    for name in asked.names:
        if name not in known:
            raise QueryError(f'There is no dataset "{name}" here. There are: {", ".join(sorted(known))}.')
    return asked.names[0], asked.names[1]


def _codings(asked: Asked, dataset: str) -> Iterator[Coding]:
    """The codings of ties in a dataset; sources are known by address, else title, so that ids may differ."""
    rows: dict[str, Row] = {}
    for row in reports.rows(asked.store, "codings", set=dataset_graph(dataset)):
        rows.setdefault(row["claim"], row)  # a source may have a title in each dataset
    for row in rows.values():
        pair = (min(row["from"], row["to"]), max(row["from"], row["to"]))
        yield Coding(row["url"] or row["title"].casefold(), pair, _values(row))


def _values(row: Row) -> dict[str, str]:
    relation = vocabulary().relations[local(row["class"])]
    return {
        "relation": relation.label,
        "from": "" if relation.symmetric else row["from"],
        "dates": row["when"],
        **{field: row[field] for field in ("role", "stance", "basis", "attester", "hedge", "confidence")},
    }


def _matched(one: list[Coding], other: list[Coding]) -> tuple[list[tuple[Coding, Coding]], tuple[list[Coding], ...]]:
    """Claims of one source on one pair, those first that agree in most fields; and what is left on each side."""
    likeness = sorted(
        (-sum(a.values[field] == b.values[field] for field in FIELDS), i, j)
        for i, a in enumerate(one)
        for j, b in enumerate(other)
        if (a.source, a.pair) == (b.source, b.pair)
    )
    taken: tuple[dict[int, int], set[int]] = {}, set()
    for _, i, j in likeness:
        if i not in taken[0] and j not in taken[1]:
            taken[0][i] = j
            taken[1].add(j)
    matched = [(one[i], other[j]) for i, j in sorted(taken[0].items())]
    left = [c for i, c in enumerate(one) if i not in taken[0]], [c for j, c in enumerate(other) if j not in taken[1]]
    return matched, left


def _agreed(values: Iterable[tuple[str, str]], field: str) -> tuple[Cell, ...]:
    """How many claims have the field in either, how many agree, their share, alpha and its metric."""
    told = [pair for pair in values if any(pair)]
    same = sum(a == b for a, b in told)
    metric = "ordinal" if field == ORDINAL else "nominal"
    both = [pair for pair in told if all(pair)] if metric == "ordinal" else told
    return len(told), same, same / len(told) if told else None, alpha(both, metric), metric


def _where(asked: Asked, coding: Coding) -> tuple[str, str, str]:
    labels = [_label(asked, iri) for iri in coding.pair]
    return coding.source, labels[0], labels[1]


def _label(asked: Asked, iri: str) -> str:
    return next((row["label"] for row in reports.rows(asked.store, "things", thing=iri)), local(iri))
