"""What an RDF export holds: datasets, judgements and accepted shortcuts; of a view also certainty."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from conflictkg.export import Exported
from conflictkg.export.blank import relabelled
from conflictkg.export.lines import in_order
from conflictkg.namespaces import CKG, DERIVED, JUDGEMENTS, dataset_name
from conflictkg.vocabulary import vocabulary


def graphs(graph: Exported) -> dict[str, list[str]]:
    """Graph -> its sorted N-Triples lines; shortcuts and, of a view, certainty stand in the derived graph."""
    engine = graph.store.engine
    names = [name for name in graph.store.graphs() if dataset_name(name) or name == JUDGEMENTS]
    told = {name: engine.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name)) for name in names}
    told[DERIVED] = ox.serialize(_accepted(engine, bool(graph.as_of)), format=ox.RdfFormat.N_TRIPLES)
    texts = {name: (data or b"").decode() for name, data in told.items()}
    if any("_:" in text for text in texts.values()):
        texts = relabelled(texts)
    return {name: in_order(text) for name, text in texts.items() if text}


def merged(graph: Exported) -> list[str]:
    """The lines of all graphs together, for formats without named graphs."""
    return sorted({line for lines in graphs(graph).values() for line in lines})


def comment(graph: Exported) -> str:
    """What a reader must know of an export: the policy and, of a view, the day. One line of plain characters."""
    told = f"conflictkg export: shortcuts such as ckg:memberOf are accepted by policy {graph.policy}"
    if graph.as_of:
        told += f" and certain as of {graph.as_of}"
    return "".join(c if c.isprintable() else " " for c in told)


def _accepted(engine: ox.Store, dated: bool) -> Iterator[ox.Triple]:
    for name in [*vocabulary().shortcuts, *(["certainty"] if dated else [])]:
        for quad in engine.quads_for_pattern(None, ox.NamedNode(CKG + name), None, ox.NamedNode(DERIVED)):
            yield quad.triple
