"""Stores of generated data, and what it costs to build, reopen, view and write them.

Whole processes are timed by the clock, in turn with their peer; the rest by the processor's time of all threads, since
other work on the machine would count for one side only.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from benchmarks.generate import rows, ties
from conflictkg import claims
from conflictkg.derive import derive
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import dataset_graph
from conflictkg.rdf import quads
from conflictkg.store import MemoryStore, copy, open_store
from conflictkg.store.base import Store

NAME = "made-up"


def fill(store: Store, generated: Iterable[claims.Row]) -> None:
    """Put generated rows, with what is derived from them, into a store."""
    with store.writing() as draft:
        draft.replace(dataset_graph(NAME), quads(generated, NAME))
        derive(draft)


@lru_cache(maxsize=1)
def built(triples: int) -> KnowledgeGraph:
    """A generated store in memory, of about so many triples, what is derived included."""
    store = MemoryStore()
    fill(store, rows(triples))
    return KnowledgeGraph(store)


@lru_cache(maxsize=1)
def in_rdflib(triples: int) -> Any:
    """The same triples in rdflib, in one graph, which is its fastest way."""
    import rdflib

    text = ox.serialize((quad.triple for quad in built(triples).store.engine), format=ox.RdfFormat.N_TRIPLES) or b""
    return rdflib.Graph().parse(data=text, format="nt")


def loading(triples: int) -> list[str]:
    """Claim rows mapped, loaded and derived from, against the N-Quads that come of it loaded by pyoxigraph alone.

    At a tenth of the size too: what is linear takes as long for each triple.
    """
    return [_loading(triples // 10), _loading(triples)]


def _loading(triples: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        store = open_store(f"{folder}/store", create=True)
        fill(store, rows(triples))
        own = time.process_time() - start
        count = len(store.engine)
        store.engine.dump(f"{folder}/all.nq", format=ox.RdfFormat.N_QUADS)
        start = time.process_time()
        bare = ox.Store(f"{folder}/bare")
        bare.bulk_load(path=f"{folder}/all.nq", format=ox.RdfFormat.N_QUADS)
        bare.flush()
        other = time.process_time() - start
    name = f"load {count:,} triples on disk: {own / count * 1e5:.2f} s for 100,000"
    return f"| {name} | pyoxigraph, the same N-Quads | {own * 1000:,.0f} | {other * 1000:,.0f} | {own / other:.1f}x | |"


_OWN = """
from conflictkg.graph import open_graph
print(len(open_graph({place!r}, create=False).query("coalition-members", coalition="Coalition 0")))
"""
_BARE = """
import pyoxigraph as ox
print(len(list(ox.Store.read_only({place!r}).query({text!r}, use_default_graph_as_union=True))))
"""


def reopen(triples: int, runs: int = 7) -> list[str]:
    """A built store on disk reopened by a fresh process and asked one question, against pyoxigraph alone."""
    from conflictkg import questions
    from conflictkg.parameters import bind

    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "store")
        store = open_store(place, create=True)
        with store.writing() as draft:
            copy(built(triples).store.engine, draft.engine)
        text = bind(store, questions.named("coalition-members"), "", {"coalition": "Coalition 0"})
        (generation,) = (Path(place) / "generations").iterdir()
        own, bare = _OWN.format(place=place), _BARE.format(place=str(generation), text=text)
        times: tuple[list[float], list[float]] = ([], [])
        for turn in range(runs + 1):
            for taken, code in zip(times, (own, bare), strict=True):
                start = time.perf_counter()
                subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
                if turn:
                    taken.append((time.perf_counter() - start) * 1000)
    a, b = (statistics.median(taken) for taken in times)
    name = "reopen a store on disk and ask one question"
    return [f"| {name} | pyoxigraph, same query | {a:.0f} | {b:.0f} | {a / b:.1f}x | 3x |"]


def view(triples: int) -> list[str]:
    """A view of one day over a tenth as many ties, against the plain CONSTRUCT of what that day's ties hold."""
    kg = KnowledgeGraph(MemoryStore())
    fill(kg.store, ties(triples // 10))
    whole = len(kg.query("SELECT ?tie WHERE { ?tie ckg:tieFrom ?from }"))
    start = time.process_time()
    viewed = kg.view(as_of="2015-03-28")
    own = time.process_time() - start
    count = len(viewed.query("SELECT ?tie WHERE { ?tie ckg:tieFrom ?from }"))
    construct = """PREFIX ckg: <https://w3id.org/conflictkg/ontology#>
    CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . OPTIONAL { ?s ckg:possibleDuring ?open }
      FILTER(!BOUND(?open) || (STRBEFORE(?open, "/") <= "2015-03-28" && STRAFTER(?open, "/") >= "2015-03-28")) }"""
    del viewed
    gc.collect()
    start = time.process_time()
    plain = ox.Store()
    found: Any = kg.store.engine.query(construct, use_default_graph_as_union=True)
    plain.bulk_load(ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b"", ox.RdfFormat.N_TRIPLES)
    other = time.process_time() - start
    name = f"a view of one day ({count:,} of {whole:,} ties)"
    return [f"| {name} | the plain CONSTRUCT | {own * 1000:,.0f} | {other * 1000:,.0f} | {own / other:.1f}x | 2x |"]


def turtle(triples: int) -> list[str]:
    """Pretty Turtle, against rdflib's writer; both from triples in memory."""
    from conflictkg.export.turtle import pretty

    found = [quad.triple for quad in built(triples).store.engine]
    graph = in_rdflib(triples)
    start = time.process_time()
    pretty(found)
    own = time.process_time() - start
    start = time.process_time()
    graph.serialize(format="turtle")
    other = time.process_time() - start
    name = f"pretty Turtle of {len(graph):,} triples"
    return [f"| {name} | rdflib | {own * 1000:,.0f} | {other * 1000:,.0f} | {own / other:.2f}x | 0.17x |"]


_MAP = """
from pathlib import Path
from benchmarks.generate import events
from conflictkg.rdf import quads
size = sum(len(block) for block in quads(events(300_000), "made-up"))
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024, size // 1_000_000)
"""


def mapper() -> list[str]:
    """Peak memory of a process that maps 300,000 events to N-Quads text."""
    done = subprocess.run([sys.executable, "-c", _MAP], check=True, capture_output=True, text=True)
    peak, size = done.stdout.split()
    return [f"Mapping 300,000 events to {size} MB of N-Quads: {peak} MB at the peak (within 200 MB)."]
