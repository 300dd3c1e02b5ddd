"""The named questions on a generated store: conflictkg, the same SPARQL given to pyoxigraph, and rdflib.

The first two in turn, the mean of some runs each; ours has the look-up of names, the binding of parameters and the
checks of the text besides. rdflib runs once, on the same triples and the same text, and is stopped after half a minute:
its ratio is then "more than". Its time to load is not counted. All is time of the processor, so that what else runs on
the machine does not count for one side only.
"""

from __future__ import annotations

import signal
import statistics
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

from benchmarks.store import built, in_rdflib
from conflictkg import questions
from conflictkg.graph import KnowledgeGraph
from conflictkg.parameters import bind

LIMIT = 30
PARAMETERS = {"actor": "Group 0", "place": "Place 0", "attester": "Monitor 0", "parent": "Group 0"}
PARAMETERS |= {"coalition": "Coalition 0", "organisation": "Coalition 0", "from": "2015", "to": "2016"}


def run(triples: int) -> Iterator[str]:
    """Rows of a Markdown table: question, ms, those of pyoxigraph, the ratio, times faster than rdflib."""
    kg = built(triples)
    peer = in_rdflib(triples)
    direct, added, factors = [], [], []
    for name in questions.names():
        given = {p.name: PARAMETERS[p.name] for p in questions.named(name).parameters}
        text = bind(kg.store, questions.named(name), "", given)
        own, raw = _means(lambda n=name, g=given: kg.query(n, **g).texts(), lambda q=text: _texts(kg, q))  # type: ignore[misc]
        slow, whole = _limited(lambda q=text: list(peer.query(q)))  # type: ignore[misc]
        direct.append(own / raw)
        added.append((own - raw) * 1000)
        factors.append(slow / own)
        more = "" if whole else "more than "
        yield f"| {name} | {own * 1000:.1f} | {raw * 1000:.1f} | {own / raw:.2f}x | {more}{slow / own:,.0f}x |"
    ratio, factor = statistics.median(direct), statistics.median(factors)
    yield f"| **median** | **+{statistics.median(added):.1f}** | | **{ratio:.2f}x** | **{factor:,.0f}x** |"


def _texts(kg: KnowledgeGraph, sparql: str) -> list[list[str]]:
    solutions: Any = kg.store.engine.query(sparql, use_default_graph_as_union=True)
    names = [variable.value for variable in solutions.variables]
    return [["" if row[name] is None else row[name].value for name in names] for row in solutions]


def _means(own: Callable[[], object], raw: Callable[[], object], seconds: float = 1.0) -> tuple[float, float]:
    """The mean time that each takes, in turn, three times at least and for about so many seconds."""
    spent = [0.0, 0.0]
    turns = 0
    own(), raw()
    while turns < 3 or sum(spent) < seconds:
        for number, call in enumerate((own, raw)):
            start = time.process_time()
            call()
            spent[number] += time.process_time() - start
        turns += 1
    return spent[0] / turns, spent[1] / turns


def _limited(call: Any) -> tuple[float, bool]:
    """Seconds of the processor that a call takes, and whether it came to its end within the limit."""

    def stop(_: int, __: FrameType | None) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    start = time.process_time()
    try:
        call()
    except TimeoutError:
        return LIMIT, False
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - start, True
