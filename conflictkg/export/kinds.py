"""The class of a node, from the label that an export tells."""

from __future__ import annotations

from functools import lru_cache

from conflictkg.vocabulary import vocabulary


def kind(label: str) -> str:
    """The class that has this label; empty where nothing is told.

    >>> kind("armed group")
    'ArmedGroup'
    """
    return _kinds().get(label, "")


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    words = vocabulary()
    return {words.label(name): name for name in (*words.kinds("Actor"), *words.kinds("Place"))}
