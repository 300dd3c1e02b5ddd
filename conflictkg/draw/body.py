"""What a figure is made of: a body of elements, and the entries of its legend and key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from conflictkg.draw.scene import STATUSES
from conflictkg.draw.shapes import doubt
from conflictkg.draw.style import PALETTE

LABEL, SMALL, LEADING = 10.0, 8.7, 1.35
"""Sizes of text in units (1/96 inch): 7.5 and 6.5 points; the height of a line as a multiple of its text."""
COLOUR = {token: pair[0] for token, pair in PALETTE.items()}
"""Token -> colour on paper."""

PAPER, INK, MUTED, LINE = COLOUR["paper"], COLOUR["ink"], COLOUR["muted"], COLOUR["line"]
DOUBTS = {"party-only": "said by parties alone"}
"""Words of the legend for a status that does not explain itself."""


class Sample(NamedTuple):
    """An entry of the legend: elements round (0, 0) in a box of 44 by 14, and what they mean."""

    drawn: str
    words: str


class Body(NamedTuple):
    """The drawing itself, ``height`` units high; its legend and the key of its numbers and letters, by heading."""

    parts: list[str]
    height: float
    legend: dict[str, list[Sample]]
    key: dict[str, list[tuple[str, str]]]
    notes: list[str]


def doubt_samples(statuses: Iterable[str]) -> list[Sample]:
    """The signs of those statuses that are there, other than accepted."""
    there = set(statuses) - {"accepted"}
    return [
        Sample(doubt(status, 0, 0, INK, PAPER), DOUBTS.get(status, status)) for status in STATUSES if status in there
    ]
