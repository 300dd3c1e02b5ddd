"""What it costs to load an event table, end to end: rows of a made-up war in the layout of UCDP GED.

rdflib takes in, by a loop, what the same importer and mapper make of the file: the mapping is timed on its own, and the
loop over its triples, which stand ready as plain tuples. pyoxigraph gets the tuples for nothing and loads in bulk the
text that is written from them. Times are the fastest of some rounds in turn: by the clock, for reading and taking in go
on at the same time where two cores are free, and by the processor, all threads together, which what else runs disturbs
less.
"""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox

from conflictkg.derive import derive
from conflictkg.importers.ged import COLUMNS
from conflictkg.importers.registry import read
from conflictkg.namespaces import dataset_graph
from conflictkg.store import MemoryStore

GRAPH = dataset_graph("ucdp-ged")
Triple = tuple[str, str, str, str]  # the last is the datatype or @language of a literal, "" for a thing


def table(path: Path, count: int, seed: int = 1, theatres: int = 0) -> Path:
    """A file of so many events: 90 actors, 120 dyads, 2,000 places, as the real events of one country have them.

    With ``theatres`` there are so many wars beside each other, each with 9 actors, 12 dyads and 200 places of its own,
    as in a dataset that grows by taking in more of the world.
    """
    draw = random.Random(seed)
    wars, actors, dyads, places = (theatres, 9, 12, 200) if theatres else (1, 90, 120, 2000)
    fought = [
        (
            war,
            war * dyads + number,
            *(war * actors + draw.randrange(2, 2 + actors) for _ in "ab"),
            draw.choice("1112223"),
        )
        for war in range(wars)
        for number in range(dyads)
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        for number in range(count):
            war, *dyad = fought[number % wars * dyads + int(dyads * draw.random() ** 3)]
            writer.writerow(_event(draw, number, war * places + draw.randrange(places), *dyad))
    return path


def _event(draw: random.Random, number: int, spot: int, dyad: int, a: int, b: int, kind: str) -> dict[str, Any]:
    day = date(2016, 1, 1) + timedelta(days=draw.randrange(1400))
    dead = [draw.choice((0, 0, 0, 1, 2, 5)) for _ in range(4)]
    a, b = (a, 1) if kind == "3" else (a, b + (a == b))
    return {
        "id": number,
        "year": day.year,
        "type_of_violence": kind,
        "conflict_new_id": dyad,
        "dyad_new_id": dyad,
        "conflict_name": f"Conflict of dyad {dyad}",
        "dyad_name": f"Group {a} - Group {b}",
        "side_a_new_id": a,
        "side_a": f"Group {a}",
        "side_b_new_id": b,
        "side_b": f"Group {b}",
        "number_of_sources": 1,
        "source_office": "The Herald",
        "source_date": day,
        "source_original": "a monitor",
        "source_article": f'"The Herald,{day},Fighting goes on near Town {spot}"',
        "where_prec": draw.choice("1122345"),
        "where_coordinates": f"Town {spot} village",
        "adm_1": f"Region {spot % 14}",
        "adm_2": f"District {spot % 60}",
        "latitude": spot % 20_000 / 500,
        "longitude": spot % 20_000 / 400,
        "country": "Made-up land",
        "country_id": 999,
        "event_clarity": 1,
        "date_prec": 1,
        "date_start": day,
        "date_end": day,
        **dict(zip(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), dead, strict=True)),
        "low": sum(dead),
        "best": sum(dead),
        "high": sum(dead) + 1,
    }


def run(count: int = 5_000, rounds: int = 3) -> Iterator[str]:
    """Rows of the table of measurements."""
    with tempfile.TemporaryDirectory() as folder:
        path = table(Path(folder) / "events.csv", count)
        triples = list(_triples(path))
        works = (lambda: _loaded(path), lambda: _mapped(path), lambda: _in_rdflib(triples), lambda: _in_bulk(triples))
        turns = [[_taken(work) for work in works] for _ in range(rounds)]
        own, mapped, loop, bulk = (_least(taken) for taken in zip(*turns, strict=True))
        store = _loaded(path)
        with store.writing() as draft:
            derived = _taken(lambda: derive(draft))
        peak = _peak(path)
    name = f"{count:,} rows of an event table, {len(triples):,} triples, into a store in memory"
    for peer, taken, within in (
        ("the same mapping into rdflib, by a loop", _Taken(*map(sum, zip(mapped, loop, strict=True))), 1 / 4),
        ("their text in bulk", bulk, 1 / 0.7),
    ):
        for clock, ours, theirs in zip(("the clock", "the processor"), own, taken, strict=True):
            figures = f"{ours * 1000:,.0f} | {theirs * 1000:,.0f} | {ours / theirs:.2f}x | {within:.2f}x"
            yield f"| {name}, by {clock} | {peer} | {figures} |"
    rate = f"{count / own.clock:,.0f} rows a second, {mapped.processor / own.processor:.0%} of the work is the mapping"
    yield f"\nThat is {rate}; to derive from them takes {derived.processor:.1f} s; {peak} MB at the peak of reading."


class _Taken(NamedTuple):
    """Seconds by the clock and of the processor."""

    clock: float
    processor: float


def _least(taken: Iterable[_Taken]) -> _Taken:
    return _Taken(*map(min, zip(*taken, strict=True)))


def _mapped(path: Path) -> None:
    (batch,) = read([str(path)])
    for _ in batch.quads:
        pass


def _loaded(path: Path) -> MemoryStore:
    store = MemoryStore()
    with store.writing() as draft:
        (batch,) = read([str(path)])
        draft.replace(GRAPH, batch.quads)
    return store


def _triples(path: Path) -> Iterator[Triple]:
    """All that the file becomes, as text."""
    for quad in _loaded(path).engine:
        value = quad.object
        kind = (
            (f"@{value.language}" if value.language else value.datatype.value) if isinstance(value, ox.Literal) else ""
        )
        yield quad.subject.value, quad.predicate.value, value.value, kind


def _in_rdflib(triples: list[Triple]) -> None:
    from rdflib import Graph, Literal, URIRef

    graph = Graph()
    for subject, predicate, value, kind in triples:
        if not kind:
            node: URIRef | Literal = URIRef(value)
        elif kind[0] == "@":
            node = Literal(value, lang=kind[1:])
        else:
            node = Literal(value, datatype=URIRef(kind))
        graph.add((URIRef(subject), URIRef(predicate), node))


def _in_bulk(triples: list[Triple]) -> None:
    store = ox.Store()
    store.bulk_load("".join(map(_line, triples)).encode(), ox.RdfFormat.N_QUADS)


def _line(triple: Triple) -> str:
    subject, predicate, value, kind = triple
    if kind:
        value = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    node = f"<{value}>" if not kind else f'"{value}"{kind}' if kind[0] == "@" else f'"{value}"^^<{kind}>'
    return f"<{subject}> <{predicate}> {node} <{GRAPH}> .\n"


def _taken(work: Callable[[], object]) -> _Taken:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return _Taken(time.perf_counter() - clock, time.process_time() - processor)


_MAP = """
import sys
from pathlib import Path
from conflictkg.importers.registry import read
for _ in read([sys.argv[1]])[0].quads:
    pass
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024)
"""


def _peak(path: Path) -> str:
    """Peak memory in MB of a process that reads and maps the file."""
    return subprocess.run(
        [sys.executable, "-c", _MAP, str(path)], check=True, capture_output=True, text=True
    ).stdout.strip()


if __name__ == "__main__":
    print("\n".join(run()))
