"""Fixtures that many tests share."""

from __future__ import annotations

import pytest

import conflictkg
from conflictkg.graph import KnowledgeGraph


@pytest.fixture(scope="session")
def idlib() -> KnowledgeGraph:
    """The built-in dataset in memory; tests must not change it."""
    return conflictkg.example("idlib-2015")
