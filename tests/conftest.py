"""Fixtures that many tests share."""

from __future__ import annotations

import pytest
from hypothesis import settings

import conflictkg
from conflictkg.graph import KnowledgeGraph

# The same examples on every run and machine, however slow it is.
settings.register_profile("house", derandomize=True, database=None, deadline=None)
settings.load_profile("house")

# Two files of this name lie below tests; --doctest-modules would take them for one module.
collect_ignore_glob = ["conftest.py", "*/conftest.py"]


@pytest.fixture(scope="session")
def idlib() -> KnowledgeGraph:
    """The built-in dataset in memory; tests must not change it."""
    return conflictkg.example("idlib-2015")
