"""What SPARQL servers do each in their own way, as a table."""

from __future__ import annotations

from typing import NamedTuple

COUNTS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
"""The graphs of a server and how many triples each has."""


class Dialect(NamedTuple):
    """One kind of server: the paths of its protocols below its root, and what it needs to be asked otherwise."""

    server: str
    """How its ``Server`` header begins."""
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


DIALECTS = (
    Dialect("Oxigraph", "/query", "/update", "/store", graphs="SELECT ?g WHERE { GRAPH ?g {} }"),
    Dialect(
        "Virtuoso",
        "/sparql",
        "/sparql-auth",
        "/sparql-graph-crud-auth",
        graph="graph-uri",
        auth="digest",
        hint='DEFINE sql:select-option "order, loop" ',
        whole=False,
    ),
)

ENDINGS = sorted({path for each in DIALECTS for path in (each.query, each.update, each.data)}, key=len, reverse=True)
"""What a URL that names one of a server's endpoints may end with."""
