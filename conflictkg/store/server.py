"""What is asked of a SPARQL server and told to it: queries, whole graphs, updates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import httpx
import pyoxigraph as ox

from conflictkg.errors import StoreError
from conflictkg.store import handover
from conflictkg.store.base import blocks
from conflictkg.store.dialect import COUNTS
from conflictkg.store.handover import State
from conflictkg.store.wire import Wire

_ROWS, _TRIPLES = "application/sparql-results+json", "application/n-triples"
_NONE = 404
_BLOCK = 1 << 21  # characters of N-Triples in a request


class Server:
    """One server, by its URL."""

    def __init__(self, place: str) -> None:
        self.place = place
        self._wire = Wire(place)
        self.dialect = self._wire.dialect

    def close(self) -> None:
        """Let go of the connection."""
        self._wire.close()

    # -- queries

    def ask(self, sparql: str, dataset: dict[str, list[str]] | None = None, triples: bool = False) -> Any:
        """The answer to a query over some graphs; raises :class:`StoreError` where there is none."""
        form = {"query": sparql, **(dataset or {})}
        accept = {"Accept": _TRIPLES if triples else _ROWS}
        told = self._wire.send("POST", self.dialect.query, again=True, data=form, headers=accept)
        try:
            if not triples:
                return ox.parse_query_results(told.content, ox.QueryResultsFormat.JSON)
            found = ox.Store()
            found.load(told.content, ox.RdfFormat.N_TRIPLES)
            return found.query("CONSTRUCT WHERE { ?s ?p ?o }")
        except (ValueError, SyntaxError) as error:
            raise StoreError(f"{self.place}: the answer cannot be read: {error}.") from None

    def graphs(self) -> list[str]:
        """The names of all graphs."""
        return [row["g"].value for row in self.ask(self.dialect.graphs)]

    def counts(self) -> dict[str, int]:
        """How many triples each graph has."""
        return {row["g"].value: int(row["n"].value) for row in self.ask(COUNTS)}

    def state(self) -> State:
        """Which version the store has, and what is still to become of it."""
        return handover.state(self.ask(handover.QUERY))

    # -- whole graphs

    def read(self, name: str, into: ox.Store, graph: str) -> int:
        """Take a graph into an engine under another name, and say how many triples came."""
        told = self._data("GET", name, right=False, headers={"Accept": _TRIPLES})
        if told.status_code == _NONE:
            return 0
        node = ox.NamedNode(graph)
        into.bulk_load(self._wire.right(told).content, ox.RdfFormat.N_TRIPLES, to_graph=node)
        return sum(1 for _ in into.quads_for_pattern(None, None, None, node))

    def put(self, source: ox.Store, graph: str, name: str) -> int:
        """Write a graph of an engine under a name, and say how many triples that are.

        In several requests, unless blank nodes tie its triples together.
        """
        text = source.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b""
        lines = text.splitlines(keepends=True)
        blank = any(line.startswith(b"_:") or b"> _:" in line for line in lines)
        for number, block in enumerate([text] if blank else blocks(lines, _BLOCK)):
            method = "POST" if number else "PUT"
            self._data(method, name, content=block, headers={"Content-Type": _TRIPLES})
        return len(lines)

    def _data(self, method: str, graph: str, **told: Any) -> httpx.Response:
        return self._wire.send(method, self.dialect.data, again=True, params={self.dialect.graph: graph}, **told)

    # -- updates

    def update(self, steps: Sequence[str], again: bool = False) -> None:
        """Make changes: in one request where the server makes that as a whole or not at all, else one by one.

        None is sent again where it is not known whether it was made, unless that does no harm.
        """
        for request in ["; ".join(steps)] if self.dialect.whole and steps else steps:
            self._wire.send("POST", self.dialect.update, again=again, data={"update": request})
