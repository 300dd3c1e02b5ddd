"""What an RDF export holds, as sorted N-Triples lines: datasets, judgements and accepted shortcuts.

N-Triples text is what all writers start from: the engine writes it fast, its tokens are valid Turtle, and sorted lines
are the same for the same graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from conflictkg.namespaces import CKG, DERIVED, JUDGEMENTS, dataset_name
from conflictkg.vocabulary import vocabulary

if TYPE_CHECKING:
    from conflictkg.graph import KnowledgeGraph

BOOKKEEPING = frozenset(
    "canonical certainty datasetNames evidence lastEvidence nameKey origins policy since sourceNames status "
    "tieEndReason tieFrom tieTo until".split()
)
"""Derived properties that are no shortcut: they say what a policy makes of a proposition, and are derived on loading."""

_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\uffff]"
)


def graphs(kg: KnowledgeGraph) -> dict[str, list[str]]:
    """Graph -> its sorted lines without line ends; shortcuts and, of a view, certainty stand in the derived graph."""
    engine = kg.store.engine
    names = [name for name in kg.store.graphs() if dataset_name(name) or name == JUDGEMENTS]
    told = {name: engine.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name)) for name in names}
    told[DERIVED] = ox.serialize(_accepted(engine, bool(kg.as_of)), format=ox.RdfFormat.N_TRIPLES)
    texts = {name: (data or b"").decode() for name, data in told.items()}
    if any("_:" in text for text in texts.values()):
        texts = _relabelled(texts)
    return {name: _sorted(text) for name, text in texts.items() if text}


def merged(kg: KnowledgeGraph) -> list[str]:
    """The lines of all graphs together, for formats without named graphs."""
    return sorted({line for lines in graphs(kg).values() for line in lines})


def lines(triples: Iterable[ox.Triple]) -> list[str]:
    """Triples as sorted lines; blank nodes get labels that depend on the graph alone."""
    text = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    return _sorted(_relabelled({DERIVED: text})[DERIVED] if "_:" in text else text)


def comment(kg: KnowledgeGraph) -> str:
    """What a reader must know of an export: the policy and, of a view, the day. One line of plain characters."""
    told = f"conflictkg: shortcuts are accepted by policy {kg.policy}"
    if kg.as_of:
        told += f" and certain as of {kg.as_of}"
    return "".join(c if c.isprintable() else " " for c in told)


def _accepted(engine: ox.Store, dated: bool) -> Iterator[ox.Triple]:
    graph = ox.NamedNode(DERIVED)
    kept = (vocabulary().derived - BOOKKEEPING) | ({"certainty"} if dated else set())
    for name in sorted(kept):
        for quad in engine.quads_for_pattern(None, ox.NamedNode(CKG + name), None, graph):
            yield quad.triple


def _sorted(text: str) -> list[str]:
    """Lines in order, without doubles; what cannot be seen in an editor (controls, direction marks) is escaped."""
    if not text.isascii() or "\t" in text or "\x7f" in text:
        text = _HIDDEN.sub(lambda m: f"\\u{ord(m[0]):04X}", text)
    found = sorted(set(text.split("\n")))
    return found[1:] if found and not found[0] else found


def _relabelled(texts: dict[str, str]) -> dict[str, str]:
    """The same graphs with blank nodes named by the standard canonicalisation (RDFC-1.0)."""
    whole = ox.Dataset()
    for name, text in texts.items():
        for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES):
            whole.add(ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(name)))
    whole.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    found = {}
    for name in texts:
        triples = (quad.triple for quad in whole.quads_for_graph_name(ox.NamedNode(name)))
        found[name] = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    return found
