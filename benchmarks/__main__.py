"""``python -m benchmarks [TRIPLES]``: all measurements as Markdown tables; 100,000 triples where no number is given."""

from __future__ import annotations

import sys

from benchmarks import questions, startup, store

HEAD = "| what | peer | ms | peer ms | ratio | within |\n| --- | --- | --- | --- | --- | --- |"
QUESTIONS = "| question | ms | to pyoxigraph | times faster than rdflib |\n| --- | --- | --- | --- |"


def main() -> None:
    """Print the tables one by one."""
    triples = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 100_000
    print("Start-up, whole processes, medians of 15 runs in turn:\n")
    print(HEAD)
    print("\n".join(startup.run()))
    print(f"\nOn a generated store of {len(store.built(triples).store.engine):,} triples:\n")
    print(HEAD)
    for measure in (store.reopen, store.view, store.turtle):
        print("\n".join(measure(triples)), flush=True)
    print("\n" + "\n".join(store.mapper()) + "\n")
    print(QUESTIONS)
    print("\n".join(questions.run(triples)))


if __name__ == "__main__":
    main()
