"""What tells an actor or place from a namesake at a glance: places, years and datasets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import pyoxigraph as ox

from conflictkg.names.told import kinds, label, members, quads, subjects, value, values
from conflictkg.namespaces import CKG, DERIVED, RDF, dataset_name
from conflictkg.store.base import Store
from conflictkg.vocabulary import vocabulary

_MOST = 200
_SHOWN = 3
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")


class Whereabouts(NamedTuple):
    """Labels of places, the years for which something is told, the datasets that describe it."""

    places: list[str]
    years: str
    datasets: list[str]

    def told(self) -> list[str]:
        """The parts that are told, as text."""
        more = [f"and {len(self.places) - _SHOWN} more"] if len(self.places) > _SHOWN else []
        return [each for each in (", ".join(self.places[:_SHOWN] + more), self.years, ", ".join(self.datasets)) if each]


def whereabouts(store: Store, iri: str) -> Whereabouts:
    """What is told of a canonical id. Of busy actors the first some hundred ties and events are looked at."""
    ties = [tie for end in ("tieFrom", "tieTo") for tie in subjects(store, CKG + end, ox.NamedNode(iri))]
    events = values(store, iri, CKG + "participatedIn")
    dated = [text for each in (*ties, *events) for name in _DATES for text in values(store, each, CKG + name)]
    years = sorted({year for text in dated for year in _YEAR.findall(text)})
    graphs = {quad.graph_name.value for each in members(store, iri) for quad in quads(store, each, RDF + "type")}
    return Whereabouts(
        _places(store, iri, events),
        "-".join(dict.fromkeys((years[0], years[-1]))) if years else "",
        sorted(filter(None, map(dataset_name, graphs))),
    )


_DATES = ("since", "until", "lastEvidence")


def told_apart(store: Store, iri: str) -> str:
    """The same in a line's end: `` - Idlib; 2015; idlib-2015``."""
    told = whereabouts(store, iri).told()
    return f" - {'; '.join(told)}" if told else ""


def _places(store: Store, iri: str, events: list[str]) -> list[str]:
    """Labels of the places it is tied to, then of those of its events."""
    is_place = frozenset(vocabulary().kinds("Place"))
    derived: Iterator[Any] = store.look(ox.NamedNode(iri), None, None, ox.NamedNode(DERIVED))
    tied = [quad.object.value for quad in islice(derived, _MOST) if isinstance(quad.object, ox.NamedNode)]
    there = [place for event in events for place in values(store, event, CKG + "occurredAt")]
    own = sorted({label(store, each) for each in tied if kinds(store, each) & is_place})
    others = sorted({label(store, value(store, each, CKG + "canonical") or each) for each in there})
    return list(dict.fromkeys([*own, *others]))
