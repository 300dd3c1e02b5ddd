"""A store on a SPARQL server, by the SPARQL 1.1 Protocol and the Graph Store Protocol.

The store is the graphs of the server that bear names of ours (:data:`~conflictkg.namespaces.BASE`); others are neither
asked nor touched, so that a server can hold other things too. Questions run on the server, over these graphs by name.
What needs the engine (views, exports, checks, deriving) works on a copy of them, read once.

A change is made in such a copy. Graphs that differ are then put beside the store as drafts, and take the place of the
old ones as :mod:`~conflictkg.store.handover` tells: as a whole or not at all, whenever the writer dies. Who finds that
the store was changed meanwhile changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import Any

import pyoxigraph as ox

from conflictkg.errors import QueryError, StoreError, UnavailableError
from conflictkg.namespaces import BASE, PREFIXES
from conflictkg.store import handover
from conflictkg.store.base import Draft, Store, copy_rest
from conflictkg.store.handover import State
from conflictkg.store.memory import MemoryStore
from conflictkg.store.server import Server

_NOWHERE = "urn:conflictkg:nowhere"
_PROLOGUE = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items())
_TRIES = 5
_PAUSES = (0.1, 0.5, 2.0, 4.0)
_PATIENCE = 10.0
_STEP = 0.5
"""Seconds that a writer waits for another one to be done, and between looks."""


class RemoteStore(Store):
    """The graphs of ours on a server; ``place`` is its URL."""

    changes = 0  # sent, or just being sent, by this process

    def __init__(self, place: str) -> None:
        self.place = place
        self._server = Server(place)
        self._state: State | None = None
        self._graphs: list[str] | None = None
        self._copy: ox.Store | None = None

    @property
    def engine(self) -> ox.Store:
        """A copy of all graphs, read from the server at the first call."""
        if self._copy is None:
            self._state, self._copy = self._read()
        return self._copy

    @property
    def moment(self) -> object:
        return self._copy if self._copy is not None else self.graphs()

    def graphs(self) -> list[str]:
        self._settle()
        if self._copy is not None:
            return super().graphs()
        if self._graphs is None:
            self._graphs = sorted(graph for graph in self._server.graphs() if graph.startswith(BASE))
        return self._graphs

    def _settle(self) -> None:
        """Learn which version this is. While a change comes into force, it is a copy that is asked, and no mixture."""
        if self._state is None:
            self._state = self._server.state()
            if self._state.plan:
                self._state, self._copy = self._read()

    def query(self, sparql: str, default: Sequence[str] = (), named: Sequence[str] = (), base: str = "") -> Any:
        """As of any store; the text is looked at here, so that faults are told alike, and runs there."""
        form = MemoryStore().query(sparql, default, named, base)
        text = f"{self._server.dialect.hint}{f'BASE <{base}> ' if base else ''}{_PROLOGUE} {sparql}"
        try:
            for _ in range(_TRIES):
                graphs = self.graphs() or [_NOWHERE]
                if self._state and self._state.plan:
                    return super().query(sparql, default, named, base)
                dataset = {"default-graph-uri": list(default or graphs), "named-graph-uri": list(named or graphs)}
                found = self._server.ask(text, dataset, isinstance(form, ox.QueryTriples))
                if self._server.dialect.whole or self._server.state() == self._state:
                    return _truth(found) if isinstance(form, ox.QueryBoolean) else found
                self._forget()  # the graphs may have been changed one by one while they were asked
        except StoreError as error:
            raise QueryError(f"The query could not be run. {error}") from None
        raise QueryError(f"The query could not be run. {self.place} is being changed all the time. Try again.")

    def _forget(self) -> None:
        self._state = self._graphs = self._copy = None

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

    def _read(self, without: Iterable[str] = ()) -> tuple[State, ox.Store]:
        """A copy of the graphs as they are in one version, and which that is."""
        left_out, torn = set(without), ""
        for pause in (*_PAUSES, 0):
            told, counts, found = self._server.state(), self._server.counts(), ox.Store()
            torn = ""
            for graph, name in handover.sources(told, counts).items():
                if graph not in left_out and (got := self._server.read(name, found, graph)) != counts[name]:
                    torn = f": {got} of {counts[name]} triples of <{graph}> came"
            if not torn and self._server.state() == told:
                return told, found
            time.sleep(pause)
        raise StoreError(f"{self.place}: the store is being changed, or does not come whole{torn}. Try again.")

    # -- changes

    @contextmanager
    def writing(self, without: Iterable[str] = ()) -> Iterator[Draft]:
        if self._server.dialect.refuses:
            raise UnavailableError(f"{self.place}: nothing can be changed here. {self._server.dialect.refuses}.")
        without = set(without)
        state = self._tidied()
        if self._copy is None or self._state != state:
            state, told = self._read(without)
        else:
            told = ox.Store()
            copy_rest(self._copy, told, without)
        before = self._ours()
        stood = {graph: _digest(told, graph) for graph in before.keys() - without}
        yield Draft(told)
        now = {graph.value: _digest(told, graph.value) for graph in told.named_graphs()}
        changed = sorted(graph for graph, digest in now.items() if digest and stood.get(graph) != digest)
        gone = sorted(graph for graph in before if not now.get(graph))
        if changed or gone:
            self._exchange(told, changed, gone, before, state)
        self._forget()

    def _ours(self) -> dict[str, int]:
        return {graph: count for graph, count in self._server.counts().items() if graph.startswith(BASE)}

    def _tidied(self) -> State:
        """The state without what changes that were cut short left: a plan is carried out, drafts are swept."""
        told = self._server.state()
        if not told.version:
            self._server.update(handover.begin(), again=True)
            told = self._server.state()
        if told.plan:
            told = self._finished(told)
        self._server.update(handover.drop(handover.left(self._server.graphs(), told)), again=True)
        return told

    def _finished(self, told: State) -> State:
        """Wait until who changes the store is done, or carry out what he left."""
        end = time.monotonic() + _PATIENCE
        while told.plan and not handover.is_left(told.version, handover.SOON):
            if time.monotonic() > end:
                raise StoreError(f"{self.place}: another process is changing this store. Try again when it is done.")
            time.sleep(_STEP)
            told = self._server.state()
        while told.plan:
            there = self._server.counts()
            time.sleep(_STEP)
            if self._server.counts() == there:  # else the server is still at what it was told by who is gone
                self._server.update(handover.carry_out(told, there))
            told = self._server.state()
        return told

    def _exchange(
        self, told: ox.Store, changed: list[str], gone: list[str], before: dict[str, int], was: State
    ) -> None:
        """Put what changed beside the store, then in its place."""
        name = handover.mark()
        drafts = {graph: f"{handover.DRAFT}{name}:{number}" for number, graph in enumerate(changed)}
        with handover.at_work(name):
            try:
                put = {draft: self._server.put(told, graph, draft) for graph, draft in drafts.items()}
                self._check(before, put, was)
                RemoteStore.changes += 1
                now = self._taken(was, name, dict.fromkeys(gone, "") | drafts)
            except BaseException:
                with suppress(StoreError):
                    if self._server.state().version != name:
                        self._server.update(handover.drop(drafts.values()), again=True)
                raise
            self._server.update(handover.carry_out(now, drafts.values()))

    def _check(self, before: dict[str, int], put: dict[str, int], was: State) -> None:
        """Refuse to go on where the store was changed, or the server does not have what it was given."""
        there = self._server.counts()
        for draft, count in put.items():
            if there.get(draft) != count:
                raise StoreError(f"{self.place}: the server has {there.get(draft, 0)} of {count} triples. Try again.")
        if {graph: count for graph, count in there.items() if graph.startswith(BASE)} != before:
            raise self._overtaken()
        if self._server.state() != was:
            raise self._overtaken()

    def _taken(self, was: State, name: str, plan: dict[str, str]) -> State:
        """Make a plan hold; the state then."""
        fault: StoreError | None = None
        try:
            self._server.update(handover.take(was, name, plan))
        except StoreError as error:
            fault = error  # it may hold all the same
        now = self._server.state()
        if now.version != name:
            raise fault or self._overtaken()
        return now

    def _overtaken(self) -> StoreError:
        return StoreError(f"{self.place}: somebody else changed the store meanwhile; nothing was done. Try again.")

    def close(self) -> None:
        self._server.close()


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
