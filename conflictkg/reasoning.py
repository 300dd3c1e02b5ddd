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
    """What the reasoner finds wrong with the ontology and an rdflib graph of data; nothing when all is well."""
    import owlready2
    import rdflib

    everything = rdflib.Graph().parse(shipped("ontology", "conflictkg.ttl"))
    everything += data
    world = owlready2.World()
    with (
        tempfile.TemporaryDirectory() as folder,
        redirect_stdout(io.StringIO()),
        redirect_stderr(io.StringIO()),
    ):
        path = Path(folder) / "all.nt"
        everything.serialize(path, format="nt", encoding="utf-8")
        world.get_ontology(path.as_uri()).load()
        try:
            owlready2.sync_reasoner_hermit(
                world, infer_property_values=False, debug=0, ignore_unsupported_datatypes=True
            )
        except owlready2.base.OwlReadyInconsistentOntologyError:
            yield "the data contradict the ontology."
            return
        unsatisfiable = [c.iri for c in world.inconsistent_classes() if c is not owlready2.Nothing]
    for iri in sorted(unsatisfiable):
        yield f"the class {iri} can have no members."
