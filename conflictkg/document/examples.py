"""What each term stands for in a real dataset: one example a term, the same each time."""

from __future__ import annotations

import pyoxigraph as ox

from conflictkg.namespaces import CKG, RDF, RDFS, SKOS, local
from conflictkg.store.base import Store

_MOST = 70


class Examples:
    """Examples from a store."""

    def __init__(self, store: Store) -> None:
        self._engine = store.engine
        self._labels: dict[str, str] = {}
        for predicate in (SKOS + "prefLabel", RDFS + "label"):  # the derived label of a tie is its only one
            self._labels |= dict(store.pairs(predicate))

    def label(self, iri: str) -> str:
        """The label of a thing or term; the last part of its IRI where it has none."""
        return self._labels.get(iri) or local(iri)

    def of(self, name: str, kind: str) -> str:
        """An instance of a class, or "subject → value" of a property; empty where the dataset has none."""
        if kind == "class":
            quads = self._engine.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(CKG + name))
            named = sorted({self._labels.get(q.subject.value, "") for q in quads} - {""})  # type: ignore[union-attr]
            return named[0] if named else ""
        quads = self._engine.quads_for_pattern(None, ox.NamedNode(CKG + name), None)
        told = sorted({(self._said(quad.subject), self._said(quad.object)) for quad in quads})
        return " → ".join(told[0]) if told else ""

    def _said(self, term: object) -> str:
        if isinstance(term, ox.NamedNode):
            return self.label(term.value)
        text = term.value if isinstance(term, ox.Literal) else ""
        return f"“{text}”" if len(text) <= _MOST else f"“{text[: _MOST - 1]}…”"
