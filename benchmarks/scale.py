"""What grows with a store, and how fast: ``python -m benchmarks.scale [TRIPLES]... [OPTION]...``.

100,000, 1,000,000 and 10,000,000 triples where no sizes are given. What is loaded is a table of events in the layout of
UCDP GED, which gives about 124 triples an event, half of them derived: mostly events, as large data on conflict are.
It has 90 actors, 120 dyads and 2,000 places at every size, as GED on Syria has 95 actors, 262 ties and 2,051 places for
16,686 events: what grows is how many events are told of them. So events on one actor grow too, ties do not; that ties
grow slower than events is what makes pictures and views of a large store feasible. ``--proportional`` is the other end:
wars beside each other (800 events, 9 actors, 12 dyads, 200 places each), ten times as many at ten times the size, where
ties, actors and places grow as events do. Real data lie between.

Each step runs in a process of its own, so that its peak memory is its own. Time is that of the processor, all threads
together; of a load on disk that of the clock too, since threads that run beside each other slow each other down, which
the processor counts as work. Growth is the exponent k in time ~ triples^k, between neighbouring sizes: 1 is linear, 0
is no growth.

``--peers`` has others load the same triples, ``--keep FOLDER`` leaves there what was made.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

SIZES = (100_000, 1_000_000, 10_000_000)
OURS = (
    *("load on disk", "load in memory", "open and ask one question", "view of a day", "network of an actor"),
    *("lanes of an actor", "explain a tie", "derive again", "export nquads", "export turtle", "export graphml"),
)
PEERS = ("pyoxigraph: bulk load", "rdflib: parse", "oxigraph: load", "virtuoso: load")
PATIENCE = {"rdflib: parse": 300, "virtuoso: load": 900}
"""Seconds after which a peer is stopped; others have an hour."""


class Measured(NamedTuple):
    """Seconds of the processor and MB of memory at the peak; ``why`` where there is neither."""

    seconds: float = 0
    peak: float = 0
    why: str = ""

    def __str__(self) -> str:
        return self.why or f"{_short(self.seconds)} s, {self.peak:,.0f} MB"


class Size(NamedTuple):
    """All that was measured at one size."""

    triples: int
    steps: dict[str, Measured]
    questions: dict[str, float]


def run(sizes: Sequence[int], steps: Sequence[str] = OURS, keep: str = "", proportional: bool = False) -> Iterator[str]:
    """The tables, as Markdown, after all sizes; a line on stderr after each step. The first step must load on disk."""
    with tempfile.TemporaryDirectory() as place:
        measured = [_size(Path(keep or place) / str(size), size, steps, proportional) for size in sorted(sizes)]
    heads = [f"{each.triples:,} triples" for each in measured]
    yield from _table("step (seconds of the processor, MB at the peak)", heads)
    for name in measured[0].steps:
        told = [each.steps[name] for each in measured]
        yield _row(name, [str(each) for each in told], _growth(measured, [each.seconds for each in told]))
    yield ""
    yield from _table("question on one actor or place (ms)", heads)
    for name in measured[0].questions:
        taken = [each.questions[name] for each in measured]
        yield _row(name, [f"{each * 1000:.1f}" for each in taken], _growth(measured, taken))


def _size(folder: Path, size: int, names: Sequence[str], proportional: bool) -> Size:
    folder.mkdir(parents=True, exist_ok=True)
    _step("make a file that grows in proportion" if proportional else "make the file", folder, size)
    steps: dict[str, Measured] = {}
    told: dict[str, float] = {}
    triples = 0
    for name in (*names, "questions"):
        done = _step(name, folder, size)
        triples = triples or int(done.get("triples", 0))
        if name == "questions":
            told = done["questions"]
        else:
            steps[name] = Measured(done.get("seconds", 0), done.get("peak", 0), done.get("why", ""))
        if name == OURS[0]:
            steps[f"{name}, by the clock"] = steps[name]._replace(seconds=done.get("clock", 0))
        print(f"{size:,}: {name}: {steps.get(name, '')}", file=sys.stderr, flush=True)
    return Size(triples, steps, told)


def _step(name: str, folder: Path, size: int) -> dict[str, Any]:
    """What a step tells, done in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.scaled", name, str(folder), str(size)]
    patience = PATIENCE.get(name, 3600)
    try:
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=patience)
    except subprocess.TimeoutExpired:
        return {"why": f"not within {patience} s"}
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _table(what: str, heads: list[str]) -> Iterator[str]:
    growths = [f"growth to {head}" for head in heads[1:]]
    yield f"| {what} | {' | '.join([*heads, *growths])} |"
    yield "| --- " * (1 + len(heads) + len(growths)) + "|"


def _row(name: str, cells: list[str], growths: list[str]) -> str:
    return f"| {name} | {' | '.join([*cells, *growths])} |"


def _growth(sizes: list[Size], taken: list[float]) -> list[str]:
    """The exponents between neighbouring sizes; empty where one of them was not measured."""
    pairs = zip(sizes, sizes[1:], taken, taken[1:], strict=False)
    return [
        f"{math.log(after / before) / math.log(larger.triples / smaller.triples):.2f}" if before and after else ""
        for smaller, larger, before, after in pairs
    ]


def _short(seconds: float) -> str:
    return f"{seconds:,.0f}" if seconds >= 10 else f"{seconds:.2f}"


def main(words: Sequence[str]) -> None:
    """Measure and print."""
    left = list(words)
    keep = left.pop(left.index("--keep") + 1) if "--keep" in left else ""
    sizes = [int(word.replace(",", "")) for word in left if not word.startswith("--")]
    steps = (*OURS, *PEERS) if "--peers" in left else OURS
    for line in run(sizes or SIZES, steps, keep, "--proportional" in left):
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
