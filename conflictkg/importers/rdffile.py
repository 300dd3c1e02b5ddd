"""RDF files in this vocabulary: Turtle, TriG, N-Triples, N-Quads, RDF/XML and JSON-LD.

A file becomes one dataset; the dataset graphs of a TriG or N-Quads export come back as the datasets they were. What is
derived (status, shortcuts ...) is dropped and derived again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from conflictkg.errors import InputError
from conflictkg.importers import Batch, LoadReport
from conflictkg.importers.tables import read_bytes
from conflictkg.namespaces import CKG, DCAT, DCTERMS, DERIVED, RDF, RDFS, dataset_graph, dataset_name, local
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


def recognises(path: Path) -> bool:
    """A file whose suffix names an RDF format."""
    return path.is_file() and path.suffix.lower() in SUFFIXES


def batches(path: Path, name: str = "") -> list[Batch]:
    """The datasets in a file; raises :class:`InputError` with line and column of a syntax fault."""
    graphs: dict[str, list[ox.Quad]] = {}
    try:
        for quad in ox.parse(read_bytes(path), format=SUFFIXES[path.suffix.lower()]):
            graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
            if graph != DERIVED and not _derived(quad):
                graphs.setdefault(dataset_name(graph), []).append(quad)
    except SyntaxError as error:
        raise InputError(f"is not valid RDF: {error.msg}.", path, error.lineno or 0) from None
    kinds = {v for quads in graphs.values() for q in quads if (v := _ours(q))}
    if not kinds:
        what = "holds nothing of the conflictkg vocabulary." if graphs else "holds no RDF."
        raise InputError(what, path, cure=f"Expected are claims in the terms of <{CKG}>.")
    if "" in graphs or name:
        graphs = {name or path.stem: [q for quads in graphs.values() for q in quads]}
    return [_batch(dataset, quads) for dataset, quads in sorted(graphs.items())]


def _batch(dataset: str, quads: list[ox.Quad]) -> Batch:
    report = LoadReport(dataset)
    for quad in quads:
        kind = _ours(quad)
        if kind:
            report.counts[kind] += 1
    return Batch(dataset, _lines(dataset, quads), report)


def _lines(dataset: str, quads: list[ox.Quad]) -> Iterator[str]:
    graph = ox.NamedNode(dataset_graph(dataset))
    described = any(
        q.predicate.value == RDF + "type" and q.object == ox.NamedNode(DCAT + "Dataset") for q in quads
    )
    if not described:
        yield f"{graph} <{RDF}type> <{DCAT}Dataset> {graph} .\n{graph} <{DCTERMS}identifier> {ox.Literal(dataset)} {graph} .\n"
    for quad in quads:
        yield f"{ox.Quad(quad.subject, quad.predicate, quad.object, graph)} .\n"


def _derived(quad: ox.Quad) -> bool:
    predicate = quad.predicate.value
    if predicate == RDFS + "label":
        return True
    return predicate.startswith(CKG) and local(predicate) in vocabulary().derived


def _ours(quad: ox.Quad) -> str:
    """Label of the class when the quad types something of our vocabulary."""
    if quad.predicate.value != RDF + "type" or not isinstance(quad.object, ox.NamedNode):
        return ""
    return vocabulary().label(local(quad.object.value)) if quad.object.value.startswith(CKG) else ""
