"""The N-Quads of run.py into a store, and what follows from them: python load.py OUT STORE. See README.md here.

The store is a directory or the URL of a server. OUT/derived.nq.gz is written for bulk loaders: labels, statuses,
shortcuts and inferences, which questions need and which only the whole graph gives.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

import pyoxigraph as ox

import conflictkg
from conflictkg.derive import derive
from conflictkg.errors import ConflictKGError, InputError
from conflictkg.namespaces import DERIVED, DERIVED_GRAPHS

DERIVED_FILE = "derived.nq.gz"


def main() -> int:
    """Read the command line and load; exit codes are those of conflictkg."""
    told = argparse.ArgumentParser(description="The N-Quads of run.py into a store, and what follows from them.")
    told.add_argument("out", type=Path, metavar="OUT", help="the folder that run.py wrote")
    told.add_argument("store", metavar="STORE", help="a directory, or the URL of Oxigraph's server or Virtuoso")
    given = told.parse_args()
    try:
        load(given.out, given.store)
    except ConflictKGError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


def load(out: Path, store: str) -> None:
    """Put the dataset in place of that of its name, whole or not at all, and write what is derived beside it."""
    files = [path for path in sorted(out.glob("*.nq.gz")) if path.name != DERIVED_FILE]
    if out / "rest.nq.gz" not in files:
        raise InputError("is not whole: it has no rest.nq.gz.", out, cure="Run run.py again, into a new folder.")
    graph = _graph(out / "rest.nq.gz")
    with conflictkg.open(store) as kg:
        with kg.store.writing(without=[DERIVED, graph]) as draft:
            draft.replace(graph, _lines(files))
            derive(draft)
        _write_derived(kg.store.engine, out / DERIVED_FILE)


def _write_derived(engine: ox.Store, path: Path) -> None:
    with gzip.open(path, "wb", compresslevel=1) as file:
        for name in DERIVED_GRAPHS:
            with TemporaryFile() as triples:  # the engine writes one graph as triples only
                engine.dump(triples, ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name))
                triples.seek(0)
                end = f"<{name}> .\n".encode()
                file.writelines(line.removesuffix(b".\n") + end for line in triples)


def _graph(path: Path) -> str:
    """The graph of the first line: all lines of a run name one."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        return file.readline().rsplit(" ", 2)[1].strip("<>")


def _lines(files: list[Path]) -> Iterator[str]:
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
            yield from file


if __name__ == "__main__":
    sys.exit(main())
