"""RDF exports by line or block, and the graph as an rdflib Dataset."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from conflictkg.errors import UnavailableError
from conflictkg.export import Exported, content
from conflictkg.export import turtle as blocks
from conflictkg.namespaces import PREFIXES
from conflictkg.store.base import Store

if TYPE_CHECKING:
    import rdflib


def turtle(graph: Exported) -> dict[str, str]:
    """All datasets in one graph."""
    return {"": "".join(stream(graph, "turtle"))}


def trig(graph: Exported) -> dict[str, str]:
    """Each dataset in its graph, shortcuts in the derived graph."""
    return {"": blocks.trig(content.graphs(graph), content.comment(graph))}


def ntriples(graph: Exported) -> dict[str, str]:
    """All datasets, one triple a line, sorted."""
    return {"": "".join(stream(graph, "ntriples"))}


def nquads(graph: Exported) -> dict[str, str]:
    """All datasets with their graphs, one quad a line, sorted."""
    return {"": "".join(stream(graph, "nquads"))}


def stream(graph: Exported, format: str) -> Iterator[str]:
    """One of these formats piece by piece, with memory that does not grow with the graph."""
    if format == "turtle":
        return blocks.stream(content.stream(graph), content.comment(graph))
    return (f"{line}\n" for line in (content.stream_quads if format == "nquads" else content.stream)(graph))


def to_rdflib(store: Store) -> rdflib.Dataset:
    """Everything in a store as an rdflib Dataset, graph by graph; queries see all graphs at once.

    The derived graph with its labels, statuses and shortcuts is there too. Raises :class:`UnavailableError` for
    RDF 1.2, which rdflib does not have.
    """
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    for prefix, space in PREFIXES.items():
        dataset.bind(prefix, space)
    known: dict[Any, Any] = {}
    for name in store.graphs():
        graph = dataset.graph(rdflib.URIRef(name))
        for quad in store.engine.quads_for_pattern(None, None, None, ox.NamedNode(name)):
            graph.add(tuple(_term(part, known) for part in quad.triple))
    return dataset


def _term(part: Any, known: dict[Any, Any]) -> Any:
    """An rdflib term; each is made once."""
    found = known.get(part)
    if found is None:
        found = known[part] = _made(part)
    return found


def _made(part: Any) -> Any:
    import rdflib

    if isinstance(part, ox.NamedNode):
        return rdflib.URIRef(part.value)
    if isinstance(part, ox.BlankNode):
        return rdflib.BNode(part.value)
    if not isinstance(part, ox.Literal) or part.direction is not None:
        raise UnavailableError(f"rdflib cannot hold {part}: it is RDF 1.2. Export to nquads instead.")
    if part.language:
        return rdflib.Literal(part.value, lang=part.language)
    datatype = None if part.datatype.value.endswith("#string") else rdflib.URIRef(part.datatype.value)
    return rdflib.Literal(part.value, datatype=datatype, normalize=False)
