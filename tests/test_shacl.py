"""The shapes as SPARQL give the same findings as pyshacl does."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from conflictkg.errors import ConflictKGError
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import CKG, RDF, dataset_name
from conflictkg.resources import shipped
from conflictkg.shacl import constraints

SHAPES = shipped("ontology", "shapes.ttl")
FILES = sorted((Path(__file__).parent / "shapes").glob("*.ttl"))
Found = set[tuple[str, str, str]]


def by_sparql(engine: ox.Store) -> Found:
    """Record, message and value of every finding."""
    found = set()
    for each in constraints(SHAPES):
        for row in engine.query(each.query, use_default_graph_as_union=True):
            value = row["value"] if "?value WHERE" in each.query else None
            found.add((row["focus"].value, each.message, value.value if value else ""))
    return found


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(SHAPES)


def by_pyshacl(engine: ox.Store, shapes: rdflib.Graph, ontology: rdflib.Graph | None = None) -> Found:
    """With the ontology it takes three times as long; test_shapes.py shows that it changes nothing."""
    import pyshacl

    text = ox.serialize((quad.triple for quad in engine), format=ox.RdfFormat.N_TRIPLES)
    data = rdflib.Graph().parse(data=(text or b"").decode(), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, ont_graph=ontology)
    assert isinstance(report, rdflib.Graph)
    found = set()
    for result in report.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult):
        record, message, value = (
            report.value(result, getattr(rdflib.SH, name)) for name in ("focusNode", "resultMessage", "value")
        )
        counted = report.value(result, rdflib.SH.sourceConstraintComponent) in (
            rdflib.SH.OrConstraintComponent,
            rdflib.SH.MaxCountConstraintComponent,
        )
        found.add((str(record), str(message), "" if value is None or counted else str(value)))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_same_findings_in_files_with_planted_faults(path: Path, shapes: rdflib.Graph) -> None:
    engine = ox.Store()
    engine.load(path=str(path), format=ox.RdfFormat.TURTLE)
    found = by_sparql(engine)
    assert found == by_pyshacl(engine, shapes)
    assert bool(found) == path.stem.endswith("-false")


@pytest.mark.parametrize("seed", range(4))
def test_the_same_findings_in_data_broken_at_random(idlib: KnowledgeGraph, shapes: rdflib.Graph, seed: int) -> None:
    draw = random.Random(seed)
    changes = [(draw.randrange(10**6), draw.choice(["drop", "text", "thing", "twice"])) for _ in range(25)]
    engine = ox.Store()
    quads = sorted((q for q in idlib.store.engine if dataset_name(q.graph_name.value)), key=str)  # type: ignore[union-attr]
    claims = [q.subject for q in quads if q.predicate.value == RDF + "type" and q.object == ox.NamedNode(CKG + "Claim")]
    kept = {*claims[::7]}
    quads = [
        q for q in quads if q.subject in kept or (q.predicate.value == RDF + "type" and "/claim/" not in str(q.subject))
    ]
    engine.extend(quads)
    for number, what in changes:
        quad = quads[number % len(quads)]
        value = {"text": ox.Literal("?"), "thing": ox.NamedNode(CKG + "nothing")}.get(what)
        if what != "twice":
            engine.remove(quad)
        if what != "drop":
            new = value or ox.Literal(f"{quad.object.value}x")  # type: ignore[union-attr]
            if quad.predicate.value != RDF + "type":
                engine.add(ox.Quad(quad.subject, quad.predicate, new, quad.graph_name))
    ontology = None if seed else rdflib.Graph().parse(shipped("ontology", "conflictkg.ttl"))
    assert by_sparql(engine) == by_pyshacl(engine, shapes, ontology)


def test_shacl_that_is_not_taken_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> sh:targetClass <urn:c> ; sh:closed true .",
        encoding="utf-8",
    )
    with pytest.raises(ConflictKGError, match="sh:closed is not taken here"):
        constraints(path)
