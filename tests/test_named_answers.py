"""The answers to the named questions on the built-in article, against those written by hand from its text.

A file of ``tests/questions`` is ``# NAME -p k=v … [--as-of D]`` and a CSV with some of the question's columns, ids in
short form. They were written by reading the article, not by asking the program.
"""

from __future__ import annotations

import csv
import shlex
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from conflictkg import questions
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import CKG, RDF, local, short
from conflictkg.vocabulary import vocabulary

FILES = sorted((Path(__file__).parent / "questions").glob("*.csv"))

# The hand-written answers to these tell only of propositions of these kinds, not of names, parts, figures and facts.
KINDS = {
    "claims-about": ("Relationship",),
    "who-says": ("Relationship", "Event"),
    "party-only": ("Relationship", "Event"),
}
# These give one row per passage; written by hand is each statement once.
ONCE = {"who-says"}


def call(line: str) -> tuple[str, str, dict[str, str]]:
    """Question, day and parameters of a first line."""
    name, *words = shlex.split(line.lstrip("# "))
    options = list(zip(words[::2], words[1::2], strict=True))
    day = next((value for option, value in options if option == "--as-of"), "")
    return name, day, dict(value.split("=", 1) for option, value in options if option == "-p")


@lru_cache(maxsize=1)
def kinds(kg: KnowledgeGraph) -> dict[str, str]:
    rows = kg.store.select(f"SELECT DISTINCT ?p ?kind WHERE {{ ?claim <{CKG}about> ?p . ?p <{RDF}type> ?kind }}")
    return {row["p"]: local(row["kind"]) for row in rows}


def told(
    kg: KnowledgeGraph, name: str, day: str, parameters: dict[str, str], columns: list[str]
) -> Counter[tuple[str, ...]]:
    """What the program answers, over some columns."""
    wanted = KINDS.get(name, ())
    found: Counter[tuple[str, ...]] = Counter()
    for row in kg.query(name, as_of=day, **parameters):
        kind = kinds(kg).get(row.get("proposition", ""), "")
        if not wanted or any(vocabulary().is_a(kind, each) for each in wanted):
            found[tuple(short(row[column]) for column in columns)] += 1
    return found


def test_every_question_has_an_answer_written_by_hand() -> None:
    assert {path.stem.split("--")[0] for path in FILES} >= set(questions.names())


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_answer_written_by_hand(idlib: KnowledgeGraph, path: Path) -> None:
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    name, day, parameters = call(first)
    columns, *rows = list(csv.reader(rest))
    expected = Counter(tuple(row) for row in rows)
    answered = told(idlib, name, day, parameters, columns)
    if name in ONCE:
        answered = Counter(dict.fromkeys(answered, 1))
    missing, surplus = expected - answered, answered - expected
    assert not missing and not surplus, "\n".join(  # noqa: PT018 - one message tells both
        [f"{first}: {', '.join(columns)}"]
        + [f"  by hand only:    {row}" for row in sorted(missing.elements())]
        + [f"  by program only: {row}" for row in sorted(surplus.elements())]
    )
