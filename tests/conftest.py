"""Fixtures that many tests share."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings
from patience import some

import conflictkg
from conflictkg.graph import KnowledgeGraph

# A reasoner that runs for a second is compiled in vain: half of its time.
os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")

# The same examples on every run and machine, however slow it is; of most tests a third, all in make check-all.
settings.register_profile("house", derandomize=True, database=None, deadline=None, max_examples=some(100))
settings.load_profile("house")

# Two files of this name lie below tests; --doctest-modules would take them for one module.
collect_ignore_glob = ["conftest.py", "*/conftest.py"]


@pytest.fixture(scope="session")
def idlib() -> KnowledgeGraph:
    """The built-in dataset in memory; tests must not change it."""
    return conflictkg.example("idlib-2015")
