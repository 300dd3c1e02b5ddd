"""RDF files in this vocabulary: Turtle, TriG, N-Triples, N-Quads, RDF/XML and JSON-LD.

The datasets of an export come back as the datasets they were: by their graphs in TriG and N-Quads, by what each claim
and proposition says (``void:inDataset``) in formats with one graph. A file that names no dataset becomes one of the
file's name. What is derived (status, shortcuts ...) is dropped and derived again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from conflictkg.errors import InputError
from conflictkg.importers import Batch, LoadReport
from conflictkg.importers.syntax import parsed
from conflictkg.importers.tables import read_bytes
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


def recognises(path: Path) -> bool:
    """A file whose suffix names an RDF format."""
    return path.is_file() and path.suffix.lower() in SUFFIXES


def batches(path: Path, name: str = "") -> list[Batch]:
    """The datasets in a file; raises :class:`InputError` with line and column of a syntax fault.

    ``name`` renames the dataset, of which there must be only one.
    """
    quads = _read(path)
    if not any(_ours(quad) for quad in quads):
        what = "holds nothing of the conflictkg vocabulary." if quads else "holds no RDF."
        raise InputError(what, path, cure=f"Expected are claims in the terms of <{CKG}>.")
    found = _apart(quads, path.stem)
    if name and len(found) > 1:
        cure = f"Leave it out; they are {', '.join(sorted(found))}."
        raise InputError(f'holds {len(found)} datasets, and --name "{name}" is for one.', path, cure=cure)
    if name:
        old = next(iter(found))
        found = {name: _renamed(found[old], old, name)}
    return [_batch(dataset, quads) for dataset, quads in sorted(found.items())]


def _read(path: Path) -> list[ox.Quad]:
    """All that is not derived."""
    quads = parsed(read_bytes(path), SUFFIXES[path.suffix.lower()], path)
    names: dict[str, ox.NamedNode] = {}
    derived = {ox.NamedNode(graph) for graph in DERIVED_GRAPHS}
    claims = {quad.subject for quad in quads if quad.predicate.value == CKG + "about"}
    told = [quad for quad in quads if quad.graph_name not in derived and not _derived(quad, claims)]
    return [_without_blanks(quad, names, path.stem) for quad in told]


def _without_blanks(quad: ox.Quad, names: dict[str, ox.NamedNode], space: str) -> ox.Quad:
    """The quad with names for its blank nodes, counted in the order of the file: loading again gives the same."""

    def named(term: Any) -> Any:
        if not isinstance(term, ox.BlankNode):
            return term
        return names.setdefault(term.value, ox.NamedNode(thing(space, "blank", str(len(names) + 1))))

    graph = ox.DefaultGraph() if isinstance(quad.graph_name, ox.BlankNode) else quad.graph_name
    return ox.Quad(named(quad.subject), quad.predicate, named(quad.object), graph)


def _apart(quads: list[ox.Quad], unnamed: str) -> dict[str, list[ox.Quad]]:
    """The quads by dataset; ``unnamed`` is what a single dataset without a name is called.

    What says of itself to which dataset it belongs goes there. Things that do not (actors, places, sources) go to each
    dataset that speaks of them, so that taking one out leaves the others whole.
    """
    homes: dict[Any, set[str]] = {}
    for quad in quads:
        home = _home(quad)
        if home:
            homes.setdefault(quad.subject, set()).add(home)
    known = sorted({name for names in homes.values() for name in names} | {_name(q.graph_name) for q in quads} - {""})
    loose = [quad for quad in quads if not _name(quad.graph_name)]
    if len(known) > 1:
        _spread(loose, homes)
    found: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        graph = _name(quad.graph_name)
        for name in [graph] if graph else sorted(homes.get(quad.subject, known[:1] or [unnamed])):
            found.setdefault(name, []).append(quad)
    return found


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


def _name(node: Any) -> str:
    """The dataset that a node or graph stands for; judgements of a store come in as a dataset of that name."""
    if not isinstance(node, ox.NamedNode):
        return ""
    return "judgements" if node.value == JUDGEMENTS else dataset_name(node.value)


def _renamed(quads: list[ox.Quad], old: str, name: str) -> list[ox.Quad]:
    """The quads with one dataset's node in place of another's, and its identifier."""
    before, after = ox.NamedNode(dataset_graph(old)), ox.NamedNode(dataset_graph(name))
    found = []
    for quad in quads:
        subject = after if quad.subject == before else quad.subject
        value = after if quad.object == before else quad.object
        if subject == after and quad.predicate.value == DCTERMS + "identifier":
            value = ox.Literal(name)
        found.append(ox.Quad(subject, quad.predicate, value))
    return found


def _batch(dataset: str, quads: list[ox.Quad]) -> Batch:
    report = LoadReport(dataset)
    for quad in quads:
        kind = _ours(quad)
        if kind:
            report.counts[kind] += 1
    return Batch(dataset, _lines(dataset, quads), report)


def _lines(dataset: str, quads: list[ox.Quad]) -> Iterator[str]:
    graph = ox.NamedNode(dataset_graph(dataset))
    if not any(quad.subject == graph and _home(quad) for quad in quads):
        yield f"{graph} <{RDF}type> <{DCAT}Dataset> {graph} .\n"
        yield f"{graph} <{DCTERMS}identifier> {ox.Literal(dataset)} {graph} .\n"
    lines = (f"{ox.Quad(quad.subject, quad.predicate, quad.object, graph)} .\n" for quad in quads)
    if any(isinstance(end, ox.BlankNode) for quad in quads for end in (quad.subject, quad.object)):
        yield "".join(lines)  # in one piece: a blank node's label means the same in one piece only
    else:
        yield from lines


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
