"""One step of :mod:`benchmarks.scale`, in a process of its own: ``python -m benchmarks.scaled STEP FOLDER TRIPLES``.

The last line on stdout is what was measured, as JSON. The folder holds ``events.csv`` and, after the first load, the
store ``db`` and its text ``all.nq``.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from benchmarks.loading import table
from conflictkg import questions
from conflictkg.derive import derive
from conflictkg.graph import KnowledgeGraph, open_graph
from conflictkg.namespaces import DERIVED

PER_EVENT, PER_WAR = 124, 100_000
ACTOR = "ucdp/actor/2"  # has some ties in a table of 300 events and more
DAY = "2017-03-15"
_COMMAND = (sys.executable, "-c", "from conflictkg.cli import main; main()")
FEW = 60
"""Seconds that a question may take in all its turns."""


def make(folder: Path, size: int) -> None:
    """The table of events of one country: more of them between the same actors."""
    table(folder / "events.csv", _events(size))


def make_in_proportion(folder: Path, size: int) -> None:
    """The table of events, with ten times as many wars where there are ten times as many events."""
    table(folder / "events.csv", _events(size), theatres=max(1, size // PER_WAR))


def _events(size: int) -> int:
    return max(20, size // PER_EVENT)


def load(folder: Path, _: int) -> dict[str, Any]:
    """As ``conflictkg load`` does it, into a new store on disk."""
    shutil.rmtree(folder / "db", ignore_errors=True)
    with open_graph(folder / "db") as kg:
        kg.load(folder / "events.csv")
    return {}


def load_in_memory(folder: Path, _: int) -> None:
    """The same into memory."""
    open_graph(":memory:").load(folder / "events.csv")


def _opened(folder: Path) -> KnowledgeGraph:
    return open_graph(folder / "db", create=False)


def ask_one(folder: Path, _: int) -> None:
    """A fresh process asks for the ties of an actor."""
    _opened(folder).query("ties-of", actor=ACTOR)


def view(folder: Path, _: int) -> None:
    """All that holds on a day, as a graph of its own."""
    _opened(folder).view(as_of=DAY)


def network(folder: Path, _: int) -> None:
    """The page of one actor and those around it."""
    _opened(folder).network(ACTOR, depth=1).save(folder / "page.html")


def lanes(folder: Path, _: int) -> None:
    """The lanes of one actor, as a figure."""
    _opened(folder).figure("lanes", ACTOR)


def explain(folder: Path, _: int) -> None:
    """Why one tie holds."""
    kg = _opened(folder)
    (other, *_rest) = (
        row[0]
        for row in kg.query(
            "SELECT ?b { <https://w3id.org/conflictkg/id/ucdp/actor/2> ?p ?b . ?b ckg:canonical ?b } LIMIT 1"
        ).texts()
    )
    kg.explain(ACTOR, "hostileTo", other)


def derive_again(folder: Path, _: int) -> None:
    """What a new judgement on identity costs: all that is derived is made anew, in a copy of the store."""
    shutil.copytree(folder / "db", folder / "copy")
    with open_graph(folder / "copy") as kg, kg.store.writing(without=[DERIVED]) as draft:
        derive(draft)
    shutil.rmtree(folder / "copy")


def _export(format: str) -> Callable[[Path, int], None]:
    def export(folder: Path, _: int) -> None:
        target = folder / f"out.{format}"
        subprocess.run(
            [*_COMMAND, "--store", folder / "db", "export", "-f", format, "-o", target],
            check=True,
            stderr=subprocess.DEVNULL,
        )
        target.unlink()

    return export


def ask_all(folder: Path, size: int) -> dict[str, Any]:
    """All named questions on one actor or place, the fastest of some turns each; of three in a store to try it out."""
    kg = _opened(folder)
    place = kg.query("SELECT ?place { ?event ckg:occurredAt ?place } LIMIT 1").texts()[0][0]
    found = {}
    for name in questions.names():
        wanted = {parameter.name for parameter in questions.named(name).parameters}
        if wanted and wanted <= {"actor", "place"}:
            given = {each: {"actor": ACTOR, "place": place}[each] for each in wanted}
            least = 0.1 if size >= 100_000 else 0
            found[name] = _fastest(lambda n=name, g=given: kg.query(n, **g).texts(), least)  # type: ignore[misc]
    return {"questions": found}


def _fastest(call: Callable[[], object], least: float) -> float:
    """Seconds of the processor that a call takes at best, of three turns and ``least`` seconds."""
    call()
    start, taken = time.process_time(), []
    while len(taken) < 3 or (time.process_time() - start < least):
        begin = time.process_time()
        call()
        taken.append(time.process_time() - begin)
        if time.process_time() - start > FEW:
            break
    return min(taken)


# -- peers: they take in the text of all that our store holds, what is derived included


def _text(folder: Path) -> Path:
    text = folder / "all.nq"
    if not text.exists():
        _opened(folder).store.engine.dump(str(text), format=ox.RdfFormat.N_QUADS)
    return text


def bulk(folder: Path, _: int) -> None:
    """Raw pyoxigraph on disk."""
    store = ox.Store(str(folder / "raw"))
    store.bulk_load(path=str(_text(folder)), format=ox.RdfFormat.N_QUADS, lenient=True)
    store.flush()


def rdflib(folder: Path, _: int) -> None:
    """Into rdflib's own memory."""
    from rdflib import Dataset

    Dataset().parse(str(_text(folder)), format="nquads")


def oxigraph(folder: Path, _: int) -> dict[str, Any]:
    """Oxigraph's own program, looked for beside this Python, in $CONFLICTKG_PEERS and on the path."""
    beside = [Path(sys.executable).parent, Path(os.environ.get("CONFLICTKG_PEERS", "/nowhere")) / "bin"]
    program = next((p for each in beside if (p := shutil.which("oxigraph", path=str(each)))), shutil.which("oxigraph"))
    if not program:
        return {"why": "not here"}
    command = [program, "load", "-l", str(folder / "server"), "-f", str(_text(folder))]
    subprocess.run(command, check=True, capture_output=True)
    shutil.rmtree(folder / "server")
    return {}


def virtuoso(folder: Path, size: int) -> dict[str, Any]:
    """Virtuoso's bulk loader (one, without checkpoints between), with buffers for the size."""
    from benchmarks.virtuoso import loaded

    return loaded(_text(folder), size)


STEPS: dict[str, Callable[[Path, int], Any]] = {
    "make the file": make,
    "make a file that grows in proportion": make_in_proportion,
    "load on disk": load,
    "load in memory": load_in_memory,
    "open and ask one question": ask_one,
    "view of a day": view,
    "network of an actor": network,
    "lanes of an actor": lanes,
    "explain a tie": explain,
    "derive again": derive_again,
    "export nquads": _export("nquads"),
    "export turtle": _export("turtle"),
    "export graphml": _export("graphml"),
    "questions": ask_all,
    "pyoxigraph: bulk load": bulk,
    "rdflib: parse": rdflib,
    "oxigraph: load": oxigraph,
    "virtuoso: load": virtuoso,
}


def main(name: str, folder: Path, size: int) -> None:
    """Do a step; tell the time of the processor that it took, its children's too, that of the clock, and the peak."""
    if ":" in name:
        _text(folder)
    start, begun = _spent(), time.perf_counter()
    told = STEPS[name](folder, size) or {}
    told.setdefault("seconds", _spent() - start)
    told.setdefault("clock", time.perf_counter() - begun)
    told.setdefault("peak", _peak())
    if name == "load on disk":
        told["triples"] = len(_opened(folder).store.engine)
    print(json.dumps(told))


def _spent() -> float:
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def _peak() -> float:
    """MB; of this process or the largest of its children, whichever is more."""
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(own, children) / (1024 if sys.platform != "darwin" else 1024 * 1024)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
