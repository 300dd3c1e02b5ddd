"""The generator makes the same rows for the same seed and as many as asked for; the tables reach the README."""

from __future__ import annotations

import pytest

from benchmarks import generate, scale
from benchmarks.__main__ import README, into
from benchmarks.store import fill
from conflictkg import claims
from conflictkg.store import MemoryStore


def test_the_same_rows_for_the_same_seed() -> None:
    assert list(generate.rows(5_000)) == list(generate.rows(5_000))
    assert list(generate.rows(5_000)) != list(generate.rows(5_000, seed=2))


@pytest.mark.parametrize("triples", [5_000, 20_000])
def test_a_store_is_as_large_as_asked_for(triples: int) -> None:
    store = MemoryStore()
    fill(store, generate.rows(triples))
    assert len(store.engine) == pytest.approx(triples, rel=0.3)


def test_ties_and_events_are_counted() -> None:
    assert sum(isinstance(row, claims.Tie) for row in generate.ties(200)) == 200
    assert sum(isinstance(row, claims.Event) for row in generate.events(200)) == 200


def test_the_tables_are_written_between_the_marks() -> None:
    text = README.read_text(encoding="utf-8")
    written = into(text, "| new |\n")
    assert "<!-- benchmarks -->\n| new |\n<!-- /benchmarks -->" in written
    head, tail = text.split("<!-- benchmarks -->")[0], text.split("<!-- /benchmarks -->")[1]
    assert written.startswith(head)
    assert written.endswith(tail)


def test_scale_measures_steps_and_questions_at_each_size() -> None:
    names = ("load on disk", "view of a day")
    lines = list(scale.run([10_000, 20_000], names))
    told = {cells[0]: cells[1:] for line in lines if (cells := [cell.strip() for cell in line.strip("|").split("|")])}
    for name in (*names, "load on disk, by the clock"):
        smaller, larger, growth = told[name]
        assert smaller.endswith(" MB")
        assert larger.endswith(" MB")
        assert -5 < float(growth) < 5
    assert float(told["ties-of"][0]) > 0
