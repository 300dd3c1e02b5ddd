"""``python -m benchmarks [TRIPLES] [--readme]``: all measurements as Markdown tables.

100,000 triples where no number is given. ``--readme`` also writes them between the marks in README.md.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import analyze, loading, names, questions, reasons, startup, store

README = Path(__file__).parents[1] / "README.md"
MARKS = re.compile(r"(<!-- benchmarks -->\n).*?(<!-- /benchmarks -->)", re.S)
HEAD = "| what | peer | ms | peer ms | ratio | within |\n| --- | --- | --- | --- | --- | --- |"
QUESTIONS = "| question | ms | pyoxigraph ms | ratio | times faster than rdflib |\n| --- | --- | --- | --- | --- |"


def lines(triples: int) -> Iterator[str]:
    """The tables, line by line as they are measured."""
    yield from ("Start-up, whole processes, medians of 15 runs in turn:", "", HEAD, *startup.run(), "")
    count = len(store.built(triples).store.engine)
    yield from (f"On a generated store of {count:,} triples, in ms of the processor (reopening: of the clock):", "")
    yield HEAD
    for measure in (store.loading, store.reopen, store.turtle):
        yield from measure(triples)
    yield from ("", QUESTIONS)
    yield from questions.run(triples)
    small = min(triples, 100_000)
    yield from ("", f"Reasons and checks, on {len(store.built(small).store.engine):,} triples:", "", HEAD)
    for measure in (reasons.rules, reasons.explaining, reasons.checking):
        yield from measure(small)
    yield from ("", "On stores of other things:", "", HEAD)
    yield from store.view(triples)
    yield from names.run()
    yield from loading.run()
    yield from ("", *store.mapper())
    yield from ("", "Measures of made-up networks, in ms of the processor:", "", analyze.HEAD, *analyze.run())


def into(text: str, tables: str) -> str:
    """A README with these tables between its marks."""
    return MARKS.sub(lambda m: m[1] + tables + m[2], text)


def main() -> None:
    """Print the tables, and write them where that is asked for."""
    numbers = [word for word in sys.argv[1:] if word != "--readme"]
    told = ""
    for line in lines(int(numbers[0].replace(",", "")) if numbers else 100_000):
        print(line, flush=True)
        told += line + "\n"
    if "--readme" in sys.argv:
        README.write_text(into(README.read_text(encoding="utf-8"), told), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
