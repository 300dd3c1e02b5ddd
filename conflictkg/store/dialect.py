"""What SPARQL servers do each in their own way, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

COUNTS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
"""The graphs of a server and how many triples each has."""


class Dialect(NamedTuple):
    """One kind of server: the paths of its protocols below its root, and what it needs to be asked otherwise."""

    name: str
    query: str
    update: str
    data: str
    graph: str = "graph"
    """The parameter of the Graph Store Protocol that names a graph."""
    auth: str = "basic"
    graphs: str = COUNTS
    """The query that lists graphs, of which some servers know a faster one. Never by DISTINCT: Virtuoso takes half a
    minute for that, where it counts in hundredths of a second."""
    hint: str = ""
    """What stands in front of a query: our patterns stand in the order in which they are fast, and bind one another."""
    whole: bool = True
    """Whether an update of several steps happens as a whole or not at all."""
    refuses: str = ""
    """Why nothing can be changed there by ``--store URL``, and what to do instead."""
    header: str = "server"
    """The header of its answers that tells what it is, and how that begins."""
    begins: str = ""
    within: str = ""
    """What its address holds."""

    def fits(self, headers: Mapping[str, str], root: str) -> bool:
        """Whether a server that answers with these headers at this root is of this kind."""
        told = headers.get(self.header)
        return told is not None and told.startswith(self.begins) and self.within in root


DIALECTS = (
    Dialect("Oxigraph", "/query", "/update", "/store", graphs="SELECT ?g WHERE { GRAPH ?g {} }", begins="Oxigraph"),
    Dialect(
        "Virtuoso",
        "/sparql",
        "/sparql-auth",
        "/sparql-graph-crud-auth",
        graph="graph-uri",
        auth="digest",
        hint='DEFINE sql:select-option "order, loop" ',
        whole=False,
        begins="Virtuoso",
    ),
    Dialect("Fuseki", "/query", "/update", "/data", whole=False, header="fuseki-request-id"),
    Dialect("GraphDB", "", "/statements", "/rdf-graphs/service", whole=False, within="/repositories/"),
    Dialect(
        "conflictkg serve",
        "/sparql",
        "/sparql",
        "/data",
        begins="conflictkg",
        refuses="It derives by itself, and shows no private persons, so what is read there is not all it has. "
        "Load into the directory that it serves, which it notices, or send graphs to /data with its token",
    ),
)
"""Oxigraph and Virtuoso are tested; of Fuseki and GraphDB the shapes of their URLs, as their documentation tells."""

ENDINGS = sorted({path for each in DIALECTS for path in each[1:4] if path}, key=len, reverse=True)
"""What a URL that names one of a server's endpoints may end with."""
