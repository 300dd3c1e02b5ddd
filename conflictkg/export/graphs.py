"""The ties as a network: a networkx MultiDiGraph, GraphML (yEd, igraph), GEXF (Gephi) and JSON of Cytoscape.

All tell the first and last day on which a tie can have held. In GEXF these are what Gephi's timeline shows; where no
source bounds a tie it has no start or no end there, and is seen at all times. GraphML knows no time of its own: there
they are attributes, as they are in Cytoscape.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from conflictkg.export import Exported
from conflictkg.export.rdfxml import NOT_XML
from conflictkg.export.ties import note, ties

if TYPE_CHECKING:
    import networkx


def multigraph(graph: Exported) -> networkx.MultiDiGraph:
    """Actors and places as nodes, ties of every status but rejected as edges, by the proposition's IRI as key.

    Nodes have label, kind and iri; edges the fields of :class:`~conflictkg.export.ties.Tie`. A symmetric tie is one
    edge, from the alphabetically first end, with ``symmetric`` true. No attribute is None.
    """
    import networkx

    nodes, edges = ties(graph)
    network = networkx.MultiDiGraph(policy=graph.policy, as_of=graph.as_of)
    for node in nodes:
        network.add_node(node.id, label=node.label, kind=node.kind, iri=node.iri)
    for tie in edges:
        told = tie._asdict()
        source, target, key = told.pop("source"), told.pop("target"), told.pop("id")
        network.add_edge(source, target, key=key, **told)
    return network


def graphml(graph: Exported) -> dict[str, str]:
    """The network as GraphML."""
    import networkx

    lines = [*networkx.generate_graphml(_plain(multigraph(graph)))]
    return {"": "\n".join([lines[0], _comment(graph), *lines[1:]]) + "\n"}


def gexf(graph: Exported) -> dict[str, str]:
    """The network as GEXF 1.2 with the time of each tie, without the day of writing."""
    import networkx

    network = _plain(multigraph(graph))
    for *_, key, told in network.edges(keys=True, data=True):
        told["id"] = key  # without an id of its own networkx numbers the edge
        for bound in ("start", "end"):
            if not told[bound]:
                del told[bound]
    text = re.sub(r' lastmodifieddate="[^"]*"', "", "\n".join(networkx.generate_gexf(network)), count=1)
    return {"": f"{_comment(graph)}\n{text}\n"}


def cytoscape(graph: Exported) -> dict[str, str]:
    """The network as JSON of Cytoscape and Cytoscape.js."""
    import networkx

    network = multigraph(graph)
    network.graph["note"] = note(graph)
    told = networkx.cytoscape_data(network)
    for edge in told["elements"]["edges"]:
        edge["data"]["id"] = edge["data"]["key"]
    return {"": json.dumps(told, ensure_ascii=False, indent=1) + "\n"}


def _comment(graph: Exported) -> str:
    return f"<!-- {_legal(note(graph)).replace('--', '- -')} -->"


def _plain(network: networkx.MultiDiGraph) -> networkx.MultiDiGraph:
    """The network with texts that XML can hold and read back: no control characters, one kind of line end."""
    edges = (told for *_, told in network.edges(data=True))
    for told in (network.graph, *(told for _, told in network.nodes(data=True)), *edges):
        for name, value in told.items():
            told[name] = _legal(value)
    return network


def _legal(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return NOT_XML.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
