"""Competency questions: what the ontology must be able to say, asked in SPARQL of built-in datasets.

``tests/competency/NN-name.rq`` has the question in plain English, its theme, the lines of the source that answer it
and, where it is not asked of ``idlib-2015`` at any time, the dataset and the day. ``NN-name.csv`` is the answer,
written by reading those lines, not by asking.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

import conflictkg
from conflictkg.graph import KnowledgeGraph

FILES = sorted((Path(__file__).parent / "competency").glob("*.rq"))
THEMES = {"membership", "affiliation", "rivalry", "change", "events", "claims", "why"}
_HEAD = re.compile(r"^# @(theme|lines|dataset|as-of) (.+)$", re.M)


@lru_cache(maxsize=1)
def syria() -> KnowledgeGraph:
    return conflictkg.example("syria-2011-2019")


def head(path: Path) -> dict[str, str]:
    return dict(_HEAD.findall(path.read_text(encoding="utf-8")))


def test_there_are_forty_and_every_theme_has_some() -> None:
    assert len(FILES) >= 40
    assert Counter(head(path)["theme"] for path in FILES).keys() == THEMES
    assert [path.stem[:2] for path in FILES] == [f"{n:02}" for n in range(1, len(FILES) + 1)]
    assert {path.with_suffix(".csv") for path in FILES} == set((FILES[0].parent).glob("*.csv"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_competency_question(idlib: KnowledgeGraph, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.match(r"# [A-Z].*\?\n", text)
    assert head(path)["lines"]
    with open(path.with_suffix(".csv"), encoding="utf-8", newline="") as file:
        columns, *expected = csv.reader(file)
    kg = syria() if head(path).get("dataset") == "syria-2011-2019" else idlib
    rows = kg.view(head(path).get("as-of", "")).store.select(text)
    assert Counter(tuple(row[c] for c in columns) for row in rows) == Counter(map(tuple, expected)), text
