"""What every store can do: answer SPARQL over the union of its graphs, and change as a whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any, AnyStr

import pyoxigraph as ox

from conflictkg.errors import QueryError
from conflictkg.namespaces import CKG, PREFIXES, RDF
from conflictkg.store.limits import refuse

_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.S)
_SHOWN = 100
_BLOCK = 1 << 23
_PARTS = [ox.NamedNode(CKG + name) for name in ("about", "participationIn", "estimateOf")]


class Draft:
    """A writable copy of a store's graphs; what is written here shows only when the draft is taken over."""

    def __init__(self, engine: ox.Store, beside: Path | None = None, scattered: bool = False) -> None:
        self.engine, self._beside = engine, beside
        self._scattered = scattered

    def replace(self, graph: str, quads: Iterable[str]) -> None:
        """Put N-Quads text in place of a graph. All lines must name that graph."""
        node = ox.NamedNode(graph)
        if self.engine.contains_named_graph(node):
            self.engine.remove_graph(node)
        self._take_in(quads)

    def amend(self, graph: str, gone: Iterable[str], quads: Iterable[str]) -> None:
        """Take events out of a graph, with their parts and claims, and put N-Quads text in; the rest stays."""
        node = ox.NamedNode(graph)
        for quad in list(self.engine.quads_for_pattern(node, None, None, node)):
            self.engine.remove(quad)
        for iri in gone:
            self._forget(ox.NamedNode(iri), node)
        self._take_in(quads)

    def _take_in(self, quads: Iterable[str]) -> None:
        """Load text block by block: the engine takes in one, in a thread, while the next is being written."""
        chunks = (text.encode() for text in blocks(quads, _BLOCK))
        first = next(chunks, b"")
        if len(first) < _BLOCK:
            self._read(first)
            return
        from concurrent.futures import ThreadPoolExecutor  # here: what is small needs no threads

        self._scattered = True
        with ThreadPoolExecutor(1) as engine:
            before = engine.submit(self._read, first)
            for chunk in chunks:
                before.result()
                before = engine.submit(self._read, chunk)
            before.result()

    def settle(self) -> None:
        """Put in order what came in many blocks: questions take half the time then, for a twentieth of a load's."""
        if self._scattered:
            self.engine.optimize()

    @contextmanager
    def still(self) -> Iterator[ox.Store]:
        """The engine as it is now, to be read while more is written.

        What came in many blocks is put in order first, and written to another place than it is read from (on disk a
        checkpoint, which costs nothing): looking up things one by one takes half the time then.
        """
        if not self._scattered or self._beside is None:
            yield self.engine
            return
        self.settle()
        shutil.rmtree(self._beside, ignore_errors=True)
        self.engine.backup(str(self._beside))
        try:
            yield ox.Store.read_only(str(self._beside))
        finally:
            shutil.rmtree(self._beside, ignore_errors=True)

    def _read(self, text: bytes) -> None:
        """Load text. It is our own, of valid terms only, so that the engine need not look at each IRI again."""
        self.engine.bulk_load(text, ox.RdfFormat.N_QUADS, lenient=True)

    def _forget(self, thing: ox.NamedNode, graph: ox.NamedNode) -> None:
        """Remove what is said of a thing, and all that is only part of it or claimed about it."""
        for part in _PARTS:
            for quad in list(self.engine.quads_for_pattern(None, part, thing, graph)):
                self._forget(quad.subject, graph)  # type: ignore[arg-type]
        for quad in list(self.engine.quads_for_pattern(thing, None, None, graph)):
            self.engine.remove(quad)

    def knows(self, iri: str, besides: str = "") -> bool:
        """Whether anything is said of what class this thing is, in a graph other than ``besides``."""
        kinds = self.engine.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(RDF + "type"), None)
        return any(quad.graph_name.value != besides for quad in kinds)  # type: ignore[union-attr]

    def close(self) -> None:
        """Let go of the engine, so that its files can be opened by others."""
        del self.engine

    def remove(self, graph: str) -> None:
        """Take a graph out."""
        self.engine.remove_graph(ox.NamedNode(graph))


class Store(ABC):
    """A set of named graphs. ``place`` is how the user named it."""

    place: str

    @property
    @abstractmethod
    def engine(self) -> ox.Store:
        """The pyoxigraph store to read from."""

    @property
    def moment(self) -> object:
        """Something that is another object whenever the store says something else; to keep what was worked out by."""
        return self.engine

    @abstractmethod
    def writing(self, without: Iterable[str] = ()) -> AbstractContextManager[Draft]:
        """A draft that is taken over when the block ends well and thrown away when it does not.

        ``without`` names graphs that are to be made anew: the draft has them no more. That costs half of what
        removing them costs.
        """

    def rewrite(self) -> None:
        """Keep nothing but what the store says now: no state before it, and no text that is no longer said."""
        with self.writing():
            pass

    @abstractmethod
    def close(self) -> None:
        """Let go of files."""

    def query(self, sparql: str, default: Sequence[str] = (), named: Sequence[str] = (), base: str = "") -> Any:
        """Run a query over the union of all graphs; raises :class:`QueryError` with the position of a fault.

        ``default`` and ``named`` are the graphs of another dataset to ask, ``base`` is what relative IRIs begin with.
        """
        refuse(sparql)
        try:
            return self.engine.query(sparql, prefixes=PREFIXES, base_iri=base or None, **_asked(default, named))
        except SyntaxError as error:
            raise QueryError(syntax_message(error.msg or str(error), sparql)) from None
        except (ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"The query could not be run: {error}.") from None

    def select(self, sparql: str) -> list[dict[str, str]]:
        """The rows of a SELECT as text; unbound variables are empty."""
        solutions = self.query(sparql)
        names = [variable.value for variable in solutions.variables]
        return [{n: "" if (v := row[n]) is None else v.value for n in names} for row in solutions]

    def look(
        self,
        subject: ox.NamedNode | None,
        predicate: ox.NamedNode | None,
        object: ox.NamedNode | ox.Literal | None,
        graph: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """The quads of a pattern; what is None may be anything. For a few look-ups of single things."""
        return self.engine.quads_for_pattern(subject, predicate, object, graph)

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """(subject, object) of every triple with this predicate, in any graph."""
        for quad in self.look(None, ox.NamedNode(predicate), None):
            yield quad.subject.value, quad.object.value  # type: ignore[union-attr]

    def graphs(self) -> list[str]:
        """The named graphs, sorted."""
        return sorted(graph.value for graph in self.engine.named_graphs())


def _asked(default: Sequence[str], named: Sequence[str]) -> dict[str, Any]:
    """Which graphs the engine asks: those that are named; where none is, all together."""
    if not default and not named:
        return {"use_default_graph_as_union": True}
    return {
        "default_graph": [ox.NamedNode(iri) for iri in default],
        "named_graphs": [ox.NamedNode(iri) for iri in named],
    }


def syntax_message(fault: str, sparql: str) -> str:
    """What the engine says of a syntax fault, with the line and a mark under the place."""
    found = _POSITION.match(fault)
    if not found:
        return f"The SPARQL cannot be read: {fault}."
    line, column = int(found[1]), int(found[2])
    text = (sparql.split("\n") + [""] * line)[line - 1]
    start = max(0, column - 1 - _SHOWN // 2)
    shown = text[start : start + _SHOWN].replace("\t", " ")
    wanted = found[3] if len(found[3]) < _SHOWN else "expected something else"
    mark = " " * (column - 1 - start) + "^"
    return f"The SPARQL cannot be read at line {line}, column {column}: {wanted}.\n  {shown}\n  {mark}"


def copy(source: ox.Store, target: ox.Store) -> None:
    """All quads of one engine into another: by way of text, which is thirty times faster than quad by quad."""
    target.bulk_load(source.dump(format=ox.RdfFormat.N_QUADS) or b"", ox.RdfFormat.N_QUADS, lenient=True)


def copy_rest(source: ox.Store, target: ox.Store, without: Iterable[str]) -> None:
    """As :func:`copy`, but for some graphs, and block by block through a pipe, so that memory stays flat."""
    gone = {ox.NamedNode(iri) for iri in without}
    for graph in (ox.DefaultGraph(), *source.named_graphs()):
        if graph not in gone:
            with piped(source, graph) as text:
                for block in _whole(text):
                    target.bulk_load(block, ox.RdfFormat.N_TRIPLES, to_graph=graph, lenient=True)


def _whole(text: IO[bytes]) -> Iterator[bytes]:
    """Blocks of lines; those with blank nodes in one, the last: their labels mean the same in one block only."""
    blank: list[bytes] = []
    while lines := text.readlines(_BLOCK):
        if any(b"_:" in line for line in lines):
            blank += (line for line in lines if b"_:" in line)
            lines = [line for line in lines if b"_:" not in line]
        yield b"".join(lines)
    if blank:
        yield b"".join(blank)


@contextmanager
def piped(source: ox.Store, graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> Iterator[IO[bytes]]:
    """A graph as N-Triples, to be read while it is being written."""
    from concurrent.futures import ThreadPoolExecutor

    def give(end: int) -> None:
        with open(end, "wb") as text:
            source.dump(text, ox.RdfFormat.N_TRIPLES, from_graph=graph)

    with ThreadPoolExecutor(1) as giver:
        taking, giving = os.pipe()
        given = giver.submit(give, giving)
        with open(taking, "rb") as text:
            yield text
        given.result()


def holds_any(engine: ox.Store, graphs: Iterable[str]) -> bool:
    """Whether an engine has one of these graphs."""
    return any(engine.contains_named_graph(ox.NamedNode(iri)) for iri in graphs)


def blocks(lines: Iterable[AnyStr], size: int) -> Iterator[AnyStr]:
    """Lines gathered into blocks of about so many characters, so that memory stays flat and the engine gets bulk."""
    held: list[AnyStr] = []
    length = 0
    for line in lines:
        held.append(line)
        length += len(line)
        if length >= size:
            yield line[:0].join(held)
            held, length = [], 0
    if held:
        yield held[0][:0].join(held)
