"""Triples as sorted lines of N-Triples: what the writers start from.

The engine writes N-Triples fast, its tokens are valid Turtle, and sorted lines are the same for the same graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox

from conflictkg.export.blank import relabelled

_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\uffff]"
)


def lines(triples: Iterable[ox.Triple]) -> list[str]:
    """Triples as sorted lines; blank nodes get labels that depend on the graph alone."""
    text = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    return in_order(relabelled({"": text})[""] if "_:" in text else text)


def in_order(text: str) -> list[str]:
    """The lines of an N-Triples text in order, without doubles and line ends.

    What an editor does not show (controls, marks that turn the direction of text) is escaped: nothing in a file is then
    other than it looks.
    """
    return sorted(set(shown(text).split("\n")) - {""})


def shown(text: str) -> str:
    """A text with what no editor shows escaped."""
    return text if text.isascii() else _HIDDEN.sub(lambda m: f"\\u{ord(m[0]):04X}", text)
