"""The ties as a network: a networkx MultiDiGraph, GraphML (yEd, Cytoscape, igraph) and GEXF (Gephi)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from conflictkg.export.rdfxml import NOT_XML
from conflictkg.export.ties import ties

if TYPE_CHECKING:
    import networkx

    from conflictkg.graph import KnowledgeGraph


def multigraph(kg: KnowledgeGraph) -> networkx.MultiDiGraph:
    """Actors and places as nodes, ties of every status but rejected as edges; the edge's key is the proposition's IRI.

    Nodes have label, kind and iri; edges the fields of :class:`~conflictkg.export.ties.Tie`. A symmetric tie is one edge,
    from the alphabetically first end, with ``symmetric`` true. No attribute is None.
    """
    import networkx

    nodes, edges = ties(kg)
    graph = networkx.MultiDiGraph(policy=kg.policy, as_of=kg.as_of)
    for node in nodes:
        graph.add_node(node.id, label=node.label, kind=node.kind, iri=node.iri)
    for tie in edges:
        told = tie._asdict()
        source, target, key = told.pop("source"), told.pop("target"), told.pop("id")
        graph.add_edge(source, target, key=key, **told)
    return graph


def graphml(kg: KnowledgeGraph) -> dict[str, str]:
    """The network as GraphML."""
    import networkx

    return {"": "\n".join(networkx.generate_graphml(_plain(multigraph(kg)))) + "\n"}


def gexf(kg: KnowledgeGraph) -> dict[str, str]:
    """The network as GEXF 1.2, without the day of writing."""
    import networkx

    graph = _plain(multigraph(kg))
    for *_, key, told in graph.edges(keys=True, data=True):
        told["id"] = key  # without an id of its own networkx numbers the edge
    text = "\n".join(networkx.generate_gexf(graph))
    return {"": re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1) + "\n"}


def _plain(graph: networkx.MultiDiGraph) -> networkx.MultiDiGraph:
    """The graph with texts that XML can hold and read back: no control characters, one kind of line end."""
    for told in (
        graph.graph,
        *(d for _, d in graph.nodes(data=True)),
        *(d for *_, d in graph.edges(data=True)),
    ):
        for name, value in told.items():
            told[name] = _legal(value)
    return graph


def _legal(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return NOT_XML.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
