"""The answers to the named questions on built-in datasets, against those written by hand from their sources.

A file of ``tests/questions`` is ``# NAME -p k=v … [--as-of D]`` and a CSV with some of the question's columns, ids in
short form. They were written by reading the sources, not by asking the program. Files at the top are about the article
of ``idlib-2015``; those in a folder are about the dataset of that name.
"""

from __future__ import annotations

import csv
import shlex
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

import conflictkg
from conflictkg import questions
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import CKG, RDF, local, short
from conflictkg.vocabulary import vocabulary

HOME = Path(__file__).parent / "questions"
FILES = sorted(HOME.glob("*.csv"))
FOLDERS = sorted(HOME.glob("*/*.csv"))

# The hand-written answers to these tell only of propositions of these kinds, not of names, parts, figures and facts.
KINDS = {
    "claims-about": ("Relationship",),
    "who-says": ("Relationship", "Event"),
    "party-only": ("Relationship", "Event"),
}
# These give one row per passage or pair of ties; written by hand is each statement or pair of actors once.
ONCE = {"who-says", "friend-and-foe"}


def call(line: str) -> tuple[str, str, dict[str, str]]:
    """Question, day and parameters of a first line."""
    name, *words = shlex.split(line.lstrip("# "))
    options = list(zip(words[::2], words[1::2], strict=True))
    day = next((value for option, value in options if option == "--as-of"), "")
    return name, day, dict(value.split("=", 1) for option, value in options if option == "-p")


@lru_cache(maxsize=1)
def dataset(name: str) -> KnowledgeGraph:
    return conflictkg.example(name)


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
    compare(idlib, path)


@pytest.mark.parametrize("path", FOLDERS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_the_answer_from_a_dataset_of_its_own(path: Path) -> None:
    compare(dataset(path.parent.name), path)


def compare(kg: KnowledgeGraph, path: Path) -> None:
    """By hand and by program, row for row."""
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    name, day, parameters = call(first)
    columns, *rows = list(csv.reader(rest))
    expected = Counter(tuple(row) for row in rows)
    answered = told(kg, name, day, parameters, columns)
    if name in ONCE:
        answered = Counter(dict.fromkeys(answered, 1))
    missing, surplus = expected - answered, answered - expected
    assert not missing and not surplus, "\n".join(  # noqa: PT018 - one message tells both
        [f"{first}: {', '.join(columns)}"]
        + [f"  by hand only:    {row}" for row in sorted(missing.elements())]
        + [f"  by program only: {row}" for row in sorted(surplus.elements())]
    )
