"""RDF files in this vocabulary: Turtle, TriG, N-Triples, N-Quads, RDF/XML and JSON-LD.

The datasets of an export come back as the datasets they were: by their graphs in TriG and N-Quads, by what each claim
and proposition says (``void:inDataset``) in formats with one graph. A file that names no dataset becomes one of the
file's name. What is derived (status, shortcuts ...) is dropped and derived again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from conflictkg.errors import InputError
from conflictkg.importers import Batch, LoadReport
from conflictkg.importers.syntax import parsed
from conflictkg.importers.tables import reading
from conflictkg.namespaces import (
    CKG,
    DCAT,
    DCTERMS,
    DERIVED_GRAPHS,
    JUDGEMENTS,
    RDF,
    RDFS,
    VOID,
    dataset_graph,
    dataset_name,
    local,
    thing,
)
from conflictkg.vocabulary import vocabulary

SUFFIXES = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_REIFIES = ox.NamedNode(RDF + "reifies")
_DERIVED = frozenset(ox.NamedNode(graph) for graph in DERIVED_GRAPHS)
_SMALL = 1 << 24  # bytes of a file whose quads are held, not read again


def recognises(path: Path) -> bool:
    """A file whose suffix names an RDF format."""
    return path.is_file() and path.suffix.lower() in SUFFIXES


def batches(path: Path, name: str = "") -> list[Batch]:
    """The datasets in a file; raises :class:`InputError` with line and column of a syntax fault.

    ``name`` renames the dataset, of which there must be only one.
    """
    quads = _Quads(path)
    apart = _Apart(quads, path.stem)
    found = apart.reports()
    if not any(report.counts for report in found.values()):
        what = "holds nothing of the conflictkg vocabulary." if found else "holds no RDF."
        raise InputError(what, path, cure=f"Expected are claims in the terms of <{CKG}>.")
    if name and len(found) > 1:
        cure = f"Leave it out; they are {', '.join(sorted(found))}."
        raise InputError(f'holds {len(found)} datasets, and --name "{name}" is for one.', path, cure=cure)
    return [_batch(dataset, name or dataset, apart, report) for dataset, report in sorted(found.items())]


class _Quads:
    """All quads of a file that are not derived, as often as they are asked for; a large file is read anew each time."""

    def __init__(self, path: Path) -> None:
        self._path, self._format = path, SUFFIXES[path.suffix.lower()]
        self._held: list[ox.Quad] | None = None
        with reading(path):
            if path.stat().st_size <= _SMALL:
                self._held = list(parsed(path, self._format))
        reifying: set[Any] = set()
        self._blank = False
        for quad in self._parsed():
            subject, value = quad.subject, quad.object
            if quad.predicate == _REIFIES:
                reifying.add(subject)
            if isinstance(subject, ox.BlankNode) or not isinstance(value, ox.Literal | ox.NamedNode):
                self._blank = True
        abouts = (quad.subject for quad in self._parsed() if quad.predicate.value == CKG + "about")
        self._claims = reifying.intersection(abouts) if reifying else reifying

    def _parsed(self) -> Iterable[ox.Quad]:
        return parsed(self._path, self._format) if self._held is None else self._held

    def __iter__(self) -> Iterator[ox.Quad]:
        names: dict[str, ox.NamedNode] = {}
        space = self._path.stem
        for quad in self._parsed():
            if quad.graph_name not in _DERIVED and not _derived(quad, self._claims):
                yield _without_blanks(quad, names, space) if self._blank else quad


def _without_blanks(quad: ox.Quad, names: dict[str, ox.NamedNode], space: str) -> ox.Quad:
    """The quad with names for its blank nodes, counted in the order of the file: loading again gives the same."""

    def named(term: Any) -> Any:
        if isinstance(term, ox.Triple):
            return ox.Triple(named(term.subject), term.predicate, named(term.object))
        if not isinstance(term, ox.BlankNode):
            return term
        return names.setdefault(term.value, ox.NamedNode(thing(space, "blank", str(len(names) + 1))))

    return ox.Quad(named(quad.subject), quad.predicate, named(quad.object), quad.graph_name)


class _Apart:
    """The quads by dataset; ``unnamed`` is what a single dataset without a name is called.

    What says of itself to which dataset it belongs goes there. Things that do not (actors, places, sources) go to each
    dataset that speaks of them, so that taking one out leaves the others whole.
    """

    def __init__(self, quads: Iterable[ox.Quad], unnamed: str) -> None:
        self._quads = quads
        known: set[str] = set()
        loose = False
        for quad in quads:
            graph = _name(quad.graph_name)
            known.update((graph, _home(quad)))
            loose = loose or not graph
        self._names = sorted(known - {""}) or [unnamed]
        self._homes = _homes(quads) if loose and len(self._names) > 1 else {}
        self.described: set[str] = set()
        """Datasets whose description is in the file."""

    def _of(self, quad: ox.Quad) -> Iterable[str]:
        graph = _name(quad.graph_name)
        return [graph] if graph else self._homes.get(quad.subject, self._names[:1])

    def reports(self) -> dict[str, LoadReport]:
        """Each dataset that has quads, with how many things of each class it holds."""
        found: dict[str, LoadReport] = {}
        for quad in self._quads:
            kind, home = _ours(quad), _home(quad)
            for name in self._of(quad):
                report = found.setdefault(name, LoadReport(name))
                if kind:
                    report.counts[kind] += 1
                if home == name and quad.subject == ox.NamedNode(dataset_graph(name)):
                    self.described.add(name)
        return found

    def quads(self, name: str) -> Iterator[ox.Quad]:
        """Those of a dataset."""
        return (quad for quad in self._quads if name in self._of(quad))


def _homes(quads: Iterable[ox.Quad]) -> dict[Any, set[str]]:
    """Subject -> the datasets it goes to, of a file in which not every quad stands in the graph of one."""
    homes: dict[Any, set[str]] = {}
    for quad in quads:
        home = _home(quad)
        if home:
            homes.setdefault(quad.subject, set()).add(home)
    _spread([quad for quad in quads if not _name(quad.graph_name)], homes)
    return homes


def _home(quad: ox.Quad) -> str:
    """The dataset that a quad gives its subject: its own for a dataset's description."""
    if quad.predicate.value == VOID + "inDataset":
        return _name(quad.object)
    if quad.predicate.value == RDF + "type" and quad.object == ox.NamedNode(DCAT + "Dataset"):
        return _name(quad.subject)
    return ""


def _spread(quads: list[ox.Quad], homes: dict[Any, set[str]]) -> None:
    """Give things without a dataset of their own those of whatever points at them, until nothing changes."""
    fixed = set(homes)
    links = [(q.subject, q.object) for q in quads if not isinstance(q.object, ox.Literal) and q.object not in fixed]
    changed = True
    while changed:
        changed = False
        for subject, other in links:
            new = homes.get(subject, set()) - homes.get(other, set())
            if new:
                homes.setdefault(other, set()).update(new)
                changed = True


@lru_cache(maxsize=1024)
def _name(node: Any) -> str:
    """The dataset that a node or graph stands for; judgements of a store come in as a dataset of that name."""
    if not isinstance(node, ox.NamedNode):
        return ""
    return "judgements" if node.value == JUDGEMENTS else dataset_name(node.value)


def _batch(old: str, name: str, apart: _Apart, report: LoadReport) -> Batch:
    """A dataset under its name, or a new one."""
    report.dataset = name
    return Batch(name, _lines(name, _renamed(apart.quads(old), old, name), old in apart.described), report)


def _renamed(quads: Iterator[ox.Quad], old: str, name: str) -> Iterator[ox.Quad]:
    """The quads in the graph of a dataset, its node and its identifier in place of those it had."""
    before, after = ox.NamedNode(dataset_graph(old)), ox.NamedNode(dataset_graph(name))
    for quad in quads:
        subject = after if quad.subject == before else quad.subject
        value = after if quad.object == before else quad.object
        if old != name and subject == after and quad.predicate.value == DCTERMS + "identifier":
            value = ox.Literal(name)
        yield ox.Quad(subject, quad.predicate, value, after)


def _lines(dataset: str, quads: Iterator[ox.Quad], described: bool) -> Iterator[str]:
    graph = ox.NamedNode(dataset_graph(dataset))
    if not described:
        yield f"{graph} <{RDF}type> <{DCAT}Dataset> {graph} .\n"
        yield f"{graph} <{DCTERMS}identifier> {ox.Literal(dataset)} {graph} .\n"
    for quad in quads:
        yield f"{quad} .\n"


def _derived(quad: ox.Quad, claims: set[Any]) -> bool:
    """Whether a quad is what we derive: also the statement that a claim reifies in an export in RDF 1.2."""
    predicate = quad.predicate.value
    if predicate == RDFS + "label" or (predicate == RDF + "reifies" and quad.subject in claims):
        return True
    return predicate.startswith(CKG) and local(predicate) in vocabulary().derived


def _ours(quad: ox.Quad) -> str:
    """Label of the class when the quad types something of our vocabulary."""
    if quad.predicate.value != RDF + "type" or not isinstance(quad.object, ox.NamedNode):
        return ""
    return vocabulary().label(local(quad.object.value)) if quad.object.value.startswith(CKG) else ""
