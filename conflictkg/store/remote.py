"""A store on a SPARQL server, by the SPARQL 1.1 Protocol and the Graph Store Protocol.

The store is the graphs of the server that bear names of ours (:data:`~conflictkg.namespaces.BASE`); others are neither
asked nor touched, so that a server can hold other things too. Questions run on the server, over these graphs by name.
What needs the engine (views, exports, checks, deriving) works on a copy of them, read once.

A change is made in such a copy. Graphs that differ are then put on the server under names nobody asks, and take the
place of the old ones in one update: as a whole where the server makes an update a transaction (Oxigraph), one after
the other where not (Virtuoso). Who finds that the store was changed meanwhile changes nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import Any

import httpx
import pyoxigraph as ox

from conflictkg.errors import QueryError, StoreError
from conflictkg.namespaces import BASE, PREFIXES
from conflictkg.store.base import Draft, Store, copy_rest
from conflictkg.store.dialect import COUNTS
from conflictkg.store.memory import MemoryStore
from conflictkg.store.wire import Wire

_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples"
_NOWHERE = "urn:conflictkg:nowhere"
_BLOCK = 1 << 21  # characters of N-Triples in a request
_PROLOGUE = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items())


class RemoteStore(Store):
    """The graphs of ours on a server; ``place`` is its URL."""

    changes = 0  # sent, or just being sent, by this process

    def __init__(self, place: str) -> None:
        self.place = place
        self._wire = Wire(place)
        self._graphs: list[str] | None = None
        self._copy: ox.Store | None = None

    @property
    def engine(self) -> ox.Store:
        """A copy of all graphs, read from the server at the first call."""
        if self._copy is None:
            self._copy = self._read(self._counts())
        return self._copy

    def graphs(self) -> list[str]:
        if self._graphs is None:
            found = self._ask(self._wire.dialect.graphs)
            self._graphs = sorted(row["g"].value for row in found if row["g"].value.startswith(BASE))
        return self._graphs

    def query(self, sparql: str, default: Sequence[str] = (), named: Sequence[str] = (), base: str = "") -> Any:
        """As of any store; the text is looked at here, so that faults are told alike, and runs there."""
        form = MemoryStore().query(sparql, default, named, base)
        graphs = self.graphs() or [_NOWHERE]
        dataset = {"default-graph-uri": list(default or graphs), "named-graph-uri": list(named or graphs)}
        text = f"{self._wire.dialect.hint}{f'BASE <{base}> ' if base else ''}{_PROLOGUE} {sparql}"
        try:
            found = self._ask(text, dataset, isinstance(form, ox.QueryTriples))
        except StoreError as error:
            raise QueryError(f"The query could not be run. {error}") from None
        return _truth(found) if isinstance(form, ox.QueryBoolean) else found

    def look(
        self,
        subject: ox.NamedNode | None,
        predicate: ox.NamedNode | None,
        object: ox.NamedNode | ox.Literal | None,
        graph: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """As of any store: one query each, unless the copy is there already."""
        if self._copy is not None:
            yield from super().look(subject, predicate, object, graph)
            return
        given = dict(zip("spog", (subject, predicate, object, graph), strict=True))
        s, p, o, g = (str(term) if term else f"?{name}" for name, term in given.items())
        for row in self.query(f"SELECT * WHERE {{ GRAPH {g} {{ {s} {p} {o} }} }}"):
            found: list[Any] = [term or row[name] for name, term in given.items()]
            yield ox.Quad(*found)

    def _ask(self, sparql: str, dataset: dict[str, list[str]] | None = None, triples: bool = False) -> Any:
        form = {"query": sparql, **(dataset or {})}
        accept = {"Accept": _TRIPLES if triples else _ROWS}
        told = self._wire.send("POST", self._wire.dialect.query, again=True, data=form, headers=accept)
        try:
            if not triples:
                return ox.parse_query_results(told.content, ox.QueryResultsFormat.JSON)
            found = ox.Store()
            found.load(told.content, ox.RdfFormat.N_TRIPLES)
            return found.query("CONSTRUCT WHERE { ?s ?p ?o }")
        except (ValueError, SyntaxError) as error:
            raise StoreError(f"{self.place}: the answer cannot be read: {error}.") from None

    # -- whole graphs

    def _counts(self) -> dict[str, int]:
        """How many triples each graph has."""
        rows = self._ask(COUNTS)
        return {row["g"].value: int(row["n"].value) for row in rows if row["g"].value.startswith(BASE)}

    def _read(self, counts: dict[str, int], without: Iterable[str] = ()) -> ox.Store:
        """A copy of graphs; raises :class:`StoreError` where one does not come whole."""
        found = ox.Store()
        for graph in counts.keys() - set(without):
            node = ox.NamedNode(graph)
            text = self._data("GET", graph, headers={"Accept": _TRIPLES}).content
            found.bulk_load(text, ox.RdfFormat.N_TRIPLES, to_graph=node)
            if (got := sum(1 for _ in found.quads_for_pattern(None, None, None, node))) != counts[graph]:
                raise StoreError(f"{self.place}: {got} of {counts[graph]} triples of <{graph}> came. Try again.")
        return found

    def _data(self, method: str, graph: str, **told: Any) -> httpx.Response:
        dialect = self._wire.dialect
        return self._wire.send(method, dialect.data, again=True, params={dialect.graph: graph}, **told)

    # -- changes

    @contextmanager
    def writing(self, without: Iterable[str] = ()) -> Iterator[Draft]:
        without = set(without)
        before = self._counts()
        if self._copy is None:
            told = self._read(before, without)
        else:
            told = ox.Store()
            copy_rest(self._copy, told, without)
        stood = {graph: _digest(told, graph) for graph in before.keys() - without}
        yield Draft(told)
        now = {graph.value: _digest(told, graph.value) for graph in told.named_graphs()}
        changed = sorted(graph for graph, digest in now.items() if digest and stood.get(graph) != digest)
        gone = sorted(graph for graph in before if not now.get(graph))
        self._exchange(told, changed, gone, before)
        self._graphs, self._copy = None, None

    def _exchange(self, told: ox.Store, changed: list[str], gone: list[str], before: dict[str, int]) -> None:
        """Put what changed beside the store, then in its place."""
        if not changed and not gone:
            return
        mark = f"urn:conflictkg:draft:{uuid.uuid4().hex}"
        aside = {graph: f"{mark}:{number}" for number, graph in enumerate(changed)}
        try:
            for graph, name in aside.items():
                self._put(told, graph, name)
            if self._counts() != before:
                raise StoreError(
                    f"{self.place}: somebody else changed the store meanwhile; nothing was done. Try again."
                )
            steps = [f"MOVE GRAPH <{name}> TO GRAPH <{graph}>" for graph, name in aside.items()]
            RemoteStore.changes += 1
            self._update([*(f"DROP SILENT GRAPH <{graph}>" for graph in gone), *steps])
        except BaseException:
            with suppress(StoreError):
                self._update([f"DROP SILENT GRAPH <{name}>" for name in aside.values()])
            raise

    def _put(self, told: ox.Store, graph: str, name: str) -> None:
        """Write a graph under a name, in several requests unless blank nodes tie its triples together."""
        text = told.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b""
        lines = text.splitlines(keepends=True)
        blank = any(line.startswith(b"_:") or b"> _:" in line for line in lines)
        for number, block in enumerate([text] if blank else _blocks(lines)):
            method = "POST" if number else "PUT"
            self._data(method, name, content=block, headers={"Content-Type": _TRIPLES})

    def _update(self, steps: list[str]) -> None:
        """Make a change in one request, which is not sent again: whether it was made may not be known."""
        if steps:
            self._wire.send("POST", self._wire.dialect.update, again=False, data={"update": "; ".join(steps)})

    def close(self) -> None:
        self._wire.close()


def _truth(found: Any) -> Any:
    """The answer to an ASK, which Virtuoso gives as a row with 1 or none."""
    if isinstance(found, ox.QueryBoolean):
        return found
    holds = any(row[0].value == "1" for row in found)
    return ox.parse_query_results(f'{{"head":{{}},"boolean":{str(holds).lower()}}}', ox.QueryResultsFormat.JSON)


def _digest(engine: ox.Store, graph: str) -> str:
    """What a graph says, whatever the order of its triples; empty for an empty graph."""
    text = engine.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b""
    return sha256(b"\n".join(sorted(text.splitlines()))).hexdigest() if text else ""


def _blocks(lines: list[bytes]) -> Iterator[bytes]:
    """Lines gathered into blocks."""
    held: list[bytes] = []
    length = 0
    for line in lines:
        held.append(line)
        length += len(line)
        if length >= _BLOCK:
            yield b"".join(held)
            held, length = [], 0
    if held:
        yield b"".join(held)
