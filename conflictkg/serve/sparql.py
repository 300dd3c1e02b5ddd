"""SPARQL in a worker: queries, the service description, and graphs to read (SPARQL 1.1 Protocol and Graph Store)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from conflictkg.errors import QueryError
from conflictkg.namespaces import RDF
from conflictkg.serve.limits import Limits
from conflictkg.serve.negotiate import choose
from conflictkg.serve.wire import Frame
from conflictkg.serve.worker import offline
from conflictkg.store import Store

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
ROWS = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
"""Media type -> format of an answer of rows, or of yes or no."""
TRIPLES = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
    "text/plain": "nt",
}
_ROWS = {
    "json": (ox.QueryResultsFormat.JSON, "application/sparql-results+json"),
    "xml": (ox.QueryResultsFormat.XML, "application/sparql-results+xml"),
    "csv": (ox.QueryResultsFormat.CSV, "text/csv; charset=utf-8"),
    "tsv": (ox.QueryResultsFormat.TSV, "text/tab-separated-values; charset=utf-8"),
}
_TRIPLES = {
    "ttl": (ox.RdfFormat.TURTLE, "text/turtle; charset=utf-8"),
    "nt": (ox.RdfFormat.N_TRIPLES, "application/n-triples"),
    "jsonld": (ox.RdfFormat.JSON_LD, "application/ld+json"),
    "rdf": (ox.RdfFormat.RDF_XML, "application/rdf+xml"),
}


class TooLong(Exception):
    """An answer beyond the limits; says which."""


class _Bounded:
    """Bytes that may not be more than so many."""

    def __init__(self, most: int) -> None:
        self.parts: list[bytes] = []
        self._left = most

    def write(self, part: bytes) -> int:
        self._left -= len(part)
        if self._left < 0:
            raise TooLong
        self.parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Nothing is held back."""


def query(store: Store, frame: Frame, limits: Limits) -> Frame:
    """Answer a query; raises :class:`QueryError` for one that cannot be, and :class:`TooLong`."""
    head = frame.head
    text = frame.body.decode()
    with offline():
        found = store.query(text, head.get("default", ()), head.get("named", ()), head.get("base", ""))
        triples = isinstance(found, ox.QueryTriples)
        format = choose(head["accept"], TRIPLES if triples else ROWS)
        if not format:
            return not_acceptable(TRIPLES if triples else ROWS)
        written, type = _TRIPLES[format] if triples else _ROWS[format]
        body = serialised(found, written, limits)
    if isinstance(found, ox.QuerySolutions) and _many(body, format, limits.rows):
        raise TooLong(f"The answer has more than {limits.rows:,} rows. Add LIMIT, and OFFSET for the others.")
    return Frame({"status": 200, "type": type}, body)


def serialised(found: Any, format: Any, limits: Limits) -> bytes:
    """What the engine finds, in a format; raises :class:`TooLong`, and QueryError for what fails on the way."""
    bounded = _Bounded(limits.answer)
    try:
        found.serialize(bounded, format=format)
    except TooLong:
        most = limits.answer >> 20
        raise TooLong(f"The answer is longer than {most} MB. Ask for fewer rows by LIMIT, or fewer columns.") from None
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"The query could not be run: {error}.") from None
    return b"".join(bounded.parts)


def _many(body: bytes, format: str, most: int) -> bool:
    """Whether an answer has more rows; counted exactly only where a look at its bytes does not settle it."""
    mark = {"json": b"},{", "xml": b"<result>", "csv": b"\n", "tsv": b"\n"}[format]
    if body.count(mark) <= most:
        return False
    if format == "json":
        import json

        return len(json.loads(body)["results"]["bindings"]) > most
    if format == "csv":
        import csv
        import io

        return sum(1 for _ in csv.reader(io.StringIO(body.decode(), newline=""))) - 1 > most
    return True


def not_acceptable(offered: dict[str, str]) -> Frame:
    """A 406 that says what there is."""
    told = f"This comes as {', '.join(offered)}. Ask for one of them by Accept.\n"
    return Frame({"status": 406, "type": "text/plain; charset=utf-8"}, told.encode())


def graph(store: Store, frame: Frame, limits: Limits) -> Frame:
    """A graph of the store, or all of them together where none is named."""
    head = frame.head
    format = choose(head["accept"], TRIPLES)
    if not format:
        return not_acceptable(TRIPLES)
    name = head.get("graph", "")
    if name and name not in store.graphs():
        return Frame({"status": 404, "type": "text/plain; charset=utf-8"}, b"There is no such graph here.\n")
    pattern = f"GRAPH {ox.NamedNode(name)} {{ ?s ?p ?o }}" if name else "?s ?p ?o"
    found = store.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}")
    written, type = _TRIPLES[format]
    return Frame({"status": 200, "type": type}, serialised(found, written, limits))


def description(store: Store, frame: Frame, limits: Limits) -> Frame:
    """The service description of the endpoint (SPARQL 1.1 Service Description)."""
    format = choose(frame.head["accept"], TRIPLES)
    if not format:
        return not_acceptable(TRIPLES)
    triples = list(_described(store, frame.head["endpoint"], frame.head["writable"]))
    written, type = _TRIPLES[format]
    prefixes = {"sd": SD}
    return Frame({"status": 200, "type": type}, ox.serialize(triples, format=written, prefixes=prefixes) or b"")


def _described(store: Store, endpoint: str, writable: bool) -> Iterator[ox.Triple]:
    def sd(name: str) -> ox.NamedNode:
        return ox.NamedNode(SD + name)

    a = ox.NamedNode(RDF + "type")
    service, dataset, default = (ox.BlankNode(name) for name in ("service", "dataset", "default"))
    yield ox.Triple(service, a, sd("Service"))
    yield ox.Triple(service, sd("endpoint"), ox.NamedNode(endpoint))
    yield ox.Triple(service, sd("supportedLanguage"), sd("SPARQL11Query"))
    if writable:
        yield ox.Triple(service, sd("supportedLanguage"), sd("SPARQL11Update"))
    yield ox.Triple(service, sd("feature"), sd("UnionDefaultGraph"))
    for name in ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"):
        yield ox.Triple(service, sd("resultFormat"), ox.NamedNode(_FORMATS + name))
    for name in ("Turtle", "N-Triples", "JSON-LD", "RDF_XML"):
        yield ox.Triple(service, sd("resultFormat"), ox.NamedNode(_FORMATS + name))
    yield ox.Triple(service, sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, a, sd("Dataset"))
    yield ox.Triple(dataset, sd("defaultGraph"), default)
    yield ox.Triple(default, a, sd("Graph"))
    for number, name in enumerate(store.graphs()):
        node = ox.BlankNode(f"graph{number}")
        yield ox.Triple(dataset, sd("namedGraph"), node)
        yield ox.Triple(node, a, sd("NamedGraph"))
        yield ox.Triple(node, sd("name"), ox.NamedNode(name))
        graph = ox.BlankNode(f"content{number}")
        yield ox.Triple(node, sd("graph"), graph)
        yield ox.Triple(graph, a, sd("Graph"))
