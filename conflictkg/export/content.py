"""What an RDF export holds: datasets, judgements and accepted shortcuts; of a view also certainty."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pyoxigraph as ox

from conflictkg.export import Exported
from conflictkg.export.blank import relabelled
from conflictkg.export.lines import in_order, shown
from conflictkg.export.sorting import ordered
from conflictkg.namespaces import CKG, DERIVED, JUDGEMENTS, dataset_name
from conflictkg.store.base import piped
from conflictkg.vocabulary import vocabulary

_SOME = 10_000


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


def stream(graph: Exported) -> Iterator[str]:
    """The lines of all graphs together, as :func:`merged` gives them, however many there are."""
    return ordered(line for _, line in _told(graph))


def stream_quads(graph: Exported) -> Iterator[str]:
    """The lines of all graphs in order, each with its graph."""
    return ordered(f"{line[:-1]}<{name}> ." for name, line in _told(graph))


def _told(graph: Exported) -> Iterator[tuple[str, str]]:
    """Graph and line, in no order; lines with blank nodes come last, since their labels depend on all of these."""
    engine = graph.store.engine
    blank: dict[str, list[str]] = {}
    for name in _names(graph):
        for line in _lines(engine, name, bool(graph.as_of)):
            if "_:" in line:
                blank.setdefault(name, []).append(line)
            else:
                yield name, shown(line)
    if blank:
        for name, text in relabelled({name: "\n".join(lines) for name, lines in blank.items()}).items():
            yield from ((name, line) for line in in_order(text))


def _names(graph: Exported) -> list[str]:
    return [*(name for name in graph.store.graphs() if dataset_name(name) or name == JUDGEMENTS), DERIVED]


def _lines(engine: ox.Store, name: str, dated: bool) -> Iterator[str]:
    if name == DERIVED:
        triples = _accepted(engine, dated)
        while some := list(islice(triples, _SOME)):
            yield from (ox.serialize(some, format=ox.RdfFormat.N_TRIPLES) or b"").decode().split("\n")[:-1]
        return
    with piped(engine, ox.NamedNode(name)) as text:
        for line in text:
            yield line.decode().rstrip("\n")


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
