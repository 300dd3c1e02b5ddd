"""Precision and recall on labelled spellings: what ``python tests/names/measure.py`` prints, held to its aims."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def measure() -> ModuleType:
    spec = importlib.util.spec_from_file_location("measure", Path(__file__).parent / "names" / "measure.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("part", ["held-out", "fresh"])
def test_spellings_that_the_store_does_not_hold_are_found(measure: ModuleType, part: str) -> None:
    actors = [each for each in measure.spelt() if each.part == part]
    found = measure.left_out(actors)
    print(part, found.told())
    assert found.spellings > 130
    assert found.precision >= 0.95
    assert found.recall >= 0.85
    assert found.same_wrong == 0


def test_the_label_alone_is_enough_for_most(measure: ModuleType) -> None:
    found = measure.alone([each for each in measure.spelt() if each.part != "tuning"])
    assert found.precision >= 0.95
    assert found.recall >= 0.8
    assert found.same_wrong == 0


def test_two_actors_are_not_taken_for_one(measure: ModuleType) -> None:
    assert len(measure.negatives()) >= 60
    assert measure.confused() == []
