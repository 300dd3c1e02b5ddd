"""Exports: the graph in the formats of other tools.

The contract: a writer is a function of its own small module that takes a :class:`~conflictkg.graph.KnowledgeGraph`,
which may be a view of a day under a policy, and gives its texts by name: ``{"": text}``, or the main one first, as in
``{"edges": ..., "nodes": ...}``. A new format is one function and one line in ``_WRITERS``. The same graph gives the
same bytes: sorted, without time stamps. Nothing is ever made up, and every format names the policy where it has a
place for it. RDF formats hold the datasets as they are, judgements, and accepted shortcuts; not the ontology, and
nothing else that is derived, since loading derives it again.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from conflictkg.errors import InputError, UnavailableError

if TYPE_CHECKING:
    from conflictkg.graph import KnowledgeGraph

FORMATS = {
    "turtle": ".ttl",
    "trig": ".trig",
    "nquads": ".nq",
    "ntriples": ".nt",
    "jsonld": ".jsonld",
    "rdfxml": ".rdf",
    "graphml": ".graphml",
    "gexf": ".gexf",
    "csv": ".csv",
}
"""Format -> usual suffix of its files."""

TO_COME = ("parquet", "cypher", "stix", "ftm", "dyad-year")

_WRITERS = {
    "turtle": "rdf",
    "trig": "rdf",
    "nquads": "rdf",
    "ntriples": "rdf",
    "jsonld": "jsonld",
    "rdfxml": "rdfxml",
    "graphml": "graphs",
    "gexf": "graphs",
    "csv": "tables",
}


def write(kg: KnowledgeGraph, format: str) -> dict[str, str]:
    """The texts of an export by name, the main one first.

    Raises :class:`UnavailableError` for a format to come and :class:`InputError` for an unknown one.
    """
    if format in TO_COME:
        raise UnavailableError(f"The format {format} cannot be written yet. Formats: {', '.join(FORMATS)}.")
    if format not in FORMATS:
        cure = f"Formats: {', '.join(FORMATS)}; to come: {', '.join(TO_COME)}."
        raise InputError(f'there is no format "{format}" to export to.', cure=cure)
    module = import_module(f"conflictkg.export.{_WRITERS[format]}")
    texts: dict[str, str] = getattr(module, format)(kg)
    return texts


def save(texts: dict[str, str], path: str | Path) -> list[Path]:
    """Write an export's texts and tell the files.

    One text goes to ``path``. Of several, in a directory (or a path without a suffix, which is made one) each is
    ``NAME.csv``; else the main one goes to ``path`` itself and the others beside it: ``out.csv``, ``out-nodes.csv``.
    """
    target = Path(path)
    files = dict(zip(_files(list(texts), target), texts.values(), strict=True))
    try:
        for file, text in files.items():
            file.parent.mkdir(exist_ok=True) if file.parent == target else None
            file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}.", error.filename or target) from None
    return list(files)


def _files(names: list[str], target: Path) -> list[Path]:
    if len(names) == 1:
        return [target]
    if target.is_dir() or not target.suffix:
        return [target / f"{name}.csv" for name in names]
    return [target, *(target.with_name(f"{target.stem}-{name}{target.suffix}") for name in names[1:])]
