"""Exports: the graph in the formats of other tools.

The contract: a writer is a function, named as its format, that takes an :class:`Exported` (a KnowledgeGraph, or a view
of a day under a policy) and gives its texts by name (bytes where a format is no text): ``{"": text}``, or the main one
first, as in ``{"edges": ..., "nodes": ...}``. A new format is one function and one line in each table below. The same
graph gives the same bytes: sorted, without time stamps. RDF formats hold the datasets as they are, judgements, and
accepted shortcuts; not the ontology, and nothing else that is derived, since loading derives it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Protocol

from conflictkg.errors import InputError
from conflictkg.store.base import Store


class Exported(Protocol):
    """What a writer needs of a graph. ``as_of`` is empty, or the day of a view that the store already is."""

    store: Store
    as_of: str
    policy: str


FORMATS = {
    "turtle": ".ttl",
    "trig": ".trig",
    "nquads": ".nq",
    "ntriples": ".nt",
    "jsonld": ".jsonld",
    "rdfxml": ".rdf",
    "turtle12": ".ttl",
    "nquads12": ".nq",
    "prov": ".ttl",
    "graphml": ".graphml",
    "gexf": ".gexf",
    "cytoscape": ".json",
    "csv": ".csv",
    "kumu": ".csv",
    "dyad-year": ".csv",
    "parquet": ".parquet",
    "cypher": ".cypher",
    "neo4j": ".csv",
    "stix": ".json",
    "ftm": ".json",
}
"""Format -> usual suffix of its files."""

_WRITERS = {
    "turtle": "rdf",
    "trig": "rdf",
    "nquads": "rdf",
    "ntriples": "rdf",
    "jsonld": "jsonld",
    "rdfxml": "rdfxml",
    "turtle12": "rdf12",
    "nquads12": "rdf12",
    "prov": "prov",
    "graphml": "graphs",
    "gexf": "graphs",
    "cytoscape": "graphs",
    "csv": "tables",
    "kumu": "kumu",
    "dyad-year": "dyads",
    "parquet": "parquet",
    "cypher": "cypher",
    "neo4j": "cypher",
    "stix": "stix",
    "ftm": "ftm",
}
STREAMED = frozenset(("turtle", "ntriples", "nquads"))
"""Formats that :func:`stream` gives piece by piece, so that a graph of any size can be written."""

Text = str | bytes


def stream(graph: Exported, format: str) -> Iterator[str]:
    """The text of a format in :data:`STREAMED`, in pieces."""
    from conflictkg.export import rdf

    return rdf.stream(graph, format)


def write(graph: Exported, format: str) -> dict[str, Text]:
    """The texts of an export by name, the main one first.

    Raises :class:`InputError` for an unknown format and :class:`UnavailableError` where its extra is missing.
    """
    if format not in FORMATS:
        raise InputError(f'there is no format "{format}" to export to.', cure=f"Formats: {', '.join(FORMATS)}.")
    module = import_module(f"conflictkg.export.{_WRITERS[format]}")
    texts: dict[str, Text] = getattr(module, format.replace("-", "_"))(graph)
    return texts


def files(graph: Exported, format: str, output: str | Path = "") -> list[tuple[str, Text]]:
    """(path, text) of each file to write, the main one first; the texts are not written here.

    Without an output (or ``-``) it is the main text alone, with an empty path: stdout. A format of several texts
    goes to a directory (there already, or made when the output has no suffix) as ``edges.csv`` and ``nodes.csv``;
    else the main text goes to the output itself and the others beside it: ``out.csv`` and ``out-nodes.csv``.
    """
    texts = write(graph, format)
    main = next(iter(texts))
    if str(output) in ("", "-"):
        return [("", texts[main])]
    target = Path(output)
    if len(texts) > 1 and (target.is_dir() or not target.suffix):
        _make(target)
        return [(str(target / f"{name}{FORMATS[format]}"), text) for name, text in texts.items()]
    beside = {name: target.with_name(f"{target.stem}-{name}{target.suffix}") for name in texts}
    return [(str(target if name == main else beside[name]), text) for name, text in texts.items()]


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"the folder cannot be made: {error.strerror}.", folder) from None


def save(written: list[tuple[str, Text]]) -> None:
    """Write the texts to their files; raises :class:`InputError` where that cannot be."""
    for path, text in written:
        try:
            Path(path).write_bytes(text.encode() if isinstance(text, str) else text)
        except OSError as error:
            raise InputError(f"cannot be written: {error.strerror}.", path) from None
