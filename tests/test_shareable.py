"""Datasets whose terms forbid handing on stay out of exports, with all that follows from them, unless forced."""

from __future__ import annotations

from pathlib import Path

from commands import run
from folders import actor, write

import conflictkg
from conflictkg.export.shareable import kept_back, shareable
from conflictkg.namespaces import CKG

SAMPLE = Path(__file__).parent / "samples" / "acled.csv"
MEMBER = {"relation": "member of", "from": "alpha", "to": "union"}


def test_what_may_not_be_handed_on_is_left_out_with_what_follows(tmp_path: Path) -> None:
    kg = conflictkg.open(":memory:")
    kg.load(write(tmp_path / "mine", ties=[MEMBER]))
    before = {str(quad) for quad in kg.store.engine}
    assert shareable(kg.store) is kg.store
    kg.load(SAMPLE)
    assert kept_back(kg.store) == ["acled"]
    rest = shareable(kg.store)
    assert {str(quad) for quad in rest.engine} == before
    assert len(rest.select(f"SELECT * {{ <{actor('alpha')}> <{CKG}memberOf> ?x }}")) == 1


def test_the_command_says_what_it_leaves_out(tmp_path: Path) -> None:
    write(tmp_path / "mine", ties=[MEMBER])
    assert run(tmp_path, "--store", "s.db", "load", "mine", SAMPLE).returncode == 0
    shared = run(tmp_path, "--store", "s.db", "export", "-f", "nquads")
    assert "do not let them be handed on: acled. --all takes them in." in shared.stderr
    assert "dataset/acled" not in shared.stdout
    forced = run(tmp_path, "--store", "s.db", "export", "-f", "nquads", "--all")
    assert "dataset/acled" in forced.stdout
    assert forced.stderr == ""
