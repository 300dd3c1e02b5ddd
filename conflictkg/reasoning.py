"""OWL reasoning by HermiT, which owlready2 brings and Java runs. A check for small data, never a step of a query."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from conflictkg.resources import shipped


def inconsistencies(data: Any) -> Iterator[str]:
    """What the reasoner finds wrong with the shipped ontology and an rdflib graph of data; nothing when all is well."""
    for iri in faults(_shipped() + data):
        yield f"the class {iri} can have no members." if iri else "the data contradict the ontology."


def clashes(data: Any) -> Iterator[tuple[str, list[str]]]:
    """The things in an rdflib graph that are of kinds which shut each other out, and those kinds; needs no Java.

    The kind is given, or follows from a domain or range. Most contradictions are of this sort; here the thing is known.
    """
    from rdflib import OWL, RDF, RDFS, URIRef

    own = _shipped()
    above = {kind: set(own.transitive_objects(kind, RDFS.subClassOf)) for kind in own.subjects(RDF.type, OWL.Class)}
    domains, ranges = dict(own.subject_objects(RDFS.domain)), dict(own.subject_objects(RDFS.range))
    kinds: dict[Any, set[Any]] = {}
    for subject, predicate, value in data:
        told = value if predicate == RDF.type else domains.get(predicate)
        for thing, kind in ((subject, told), (value, ranges.get(predicate))):
            if kind in above and isinstance(thing, URIRef):
                kinds.setdefault(thing, set()).update(above[kind])
    apart = [set(own.items(members)) for members in own.objects(None, OWL.members)]
    for thing in sorted(kinds):
        for members in apart:
            if len(both := members & kinds[thing]) > 1:
                yield str(thing), sorted(str(kind) for kind in both)


def faults(graph: Any) -> list[str]:
    """The classes of an rdflib graph that can have no members, by IRI; ``[""]`` when it contradicts itself.

    An ontology that builds on the shipped one is read together with it.
    """
    import rdflib

    everything = _together(graph)
    import owlready2

    world = owlready2.World()
    with (
        tempfile.TemporaryDirectory() as folder,
        redirect_stdout(io.StringIO()),
        redirect_stderr(io.StringIO()),
    ):
        path = Path(folder) / "all.nt"
        everything.remove((None, rdflib.OWL.imports, None))  # nothing is fetched
        for triple in [t for t in everything if _foreign_address(t[2])]:
            everything.remove(triple)
        everything.serialize(path, format="nt", encoding="utf-8")
        world.get_ontology(path.as_uri()).load()
        try:
            owlready2.sync_reasoner_hermit(
                world, infer_property_values=False, debug=0, ignore_unsupported_datatypes=True
            )
        except owlready2.base.OwlReadyInconsistentOntologyError:
            return [""]
        return sorted(c.iri for c in world.inconsistent_classes() if c is not owlready2.Nothing)


def _shipped() -> Any:
    import rdflib

    return rdflib.Graph().parse(shipped("ontology", "conflictkg.ttl"))


def _together(graph: Any) -> Any:
    """A copy of a graph, with the shipped ontology unless it has that one's header itself; one header remains."""
    import rdflib

    own = _shipped()
    ours = set(own.subjects(rdflib.RDF.type, rdflib.OWL.Ontology))
    theirs = set(graph.subjects(rdflib.RDF.type, rdflib.OWL.Ontology))
    if ours & theirs:
        return rdflib.Graph() + graph
    for header in theirs:
        own.remove((header, None, None))
    return own + rdflib.Graph() + graph


def _foreign_address(value: Any) -> bool:
    """An address with letters beyond ASCII: right by XML Schema 1.1, but HermiT knows 1.0 and stops there."""
    from rdflib import XSD

    return getattr(value, "datatype", None) == XSD.anyURI and not str(value).isascii()
