"""The named questions on a generated store: conflictkg, the same SPARQL given to pyoxigraph, and rdflib.

Best of three for the first two. rdflib runs once, on the same triples and the same text, and is stopped after a limit:
its ratio is then "more than". Its time to load is not counted.
"""

from __future__ import annotations

import signal
import statistics
import time
from types import FrameType
from typing import Any

import pyoxigraph as ox

from benchmarks.store import built
from conflictkg import questions
from conflictkg.graph import KnowledgeGraph
from conflictkg.parameters import bind

LIMIT = 10
PARAMETERS = {"actor": "Group 0", "place": "Place 0", "attester": "Monitor 0", "parent": "Group 0"}
PARAMETERS |= {"coalition": "Coalition 0", "organisation": "Coalition 0", "from": "2015", "to": "2016"}


def run(triples: int) -> list[str]:
    """Rows of a Markdown table: question, ms, ratio to pyoxigraph, times faster than rdflib."""
    kg = built(triples)
    peer = _rdflib(kg)
    rows, direct, factors = [], [], []
    for name in questions.names():
        given = {p.name: PARAMETERS[p.name] for p in questions.named(name).parameters}
        text = bind(kg.store, questions.named(name), "", given)
        own = _best(lambda n=name, g=given: kg.query(n, **g).texts())  # type: ignore[misc]
        raw = _best(lambda q=text: _texts(kg, q))  # type: ignore[misc]
        slow, whole = _limited(lambda q=text: list(peer.query(q)))  # type: ignore[misc]
        direct.append(own / raw)
        factors.append(slow / own)
        more = "" if whole else "more than "
        rows.append(f"| {name} | {own * 1000:.1f} | {own / raw:.2f}x | {more}{slow / own:,.0f}x |")
    rows.append(f"| **median** | | **{statistics.median(direct):.2f}x** | **{statistics.median(factors):,.0f}x** |")
    return rows


def _texts(kg: KnowledgeGraph, sparql: str) -> list[list[str]]:
    solutions: Any = kg.store.engine.query(sparql, use_default_graph_as_union=True)
    names = [variable.value for variable in solutions.variables]
    return [["" if row[name] is None else row[name].value for name in names] for row in solutions]


def _best(call: Any) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def _limited(call: Any) -> tuple[float, bool]:
    """Seconds that a call takes, and whether it came to its end within the limit."""

    def stop(_: int, __: FrameType | None) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(LIMIT)
    start = time.perf_counter()
    try:
        call()
    except TimeoutError:
        return LIMIT, False
    finally:
        signal.alarm(0)
    return time.perf_counter() - start, True


def _rdflib(kg: KnowledgeGraph) -> Any:
    """The same triples in rdflib, in one graph, which is its fastest way."""
    import rdflib

    graph = rdflib.Graph()
    text = ox.serialize((quad.triple for quad in kg.store.engine), format=ox.RdfFormat.N_TRIPLES) or b""
    return graph.parse(data=text, format="nt")
