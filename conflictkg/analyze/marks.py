"""Measures on a picture: the size and colour of an actor's mark by what the network says of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from conflictkg.analyze import analyze
from conflictkg.analyze.report import Cell, readable
from conflictkg.draw.scene import Scene
from conflictkg.errors import QueryError
from conflictkg.export import Exported
from conflictkg.namespaces import short

MARKS = {
    "degree": ("centrality", "", "degree"),
    "betweenness": ("centrality", "", "betweenness"),
    "eigenvector": ("centrality", "", "eigenvector"),
    "core": ("centrality", "", "core"),
    "constraint": ("brokers", "", "constraint"),
    "effective-size": ("brokers", "", "effective_size"),
    "community": ("communities", "members", "community"),
    "component": ("components", "members", "component"),
    "camp": ("balance", "camps", "camp"),
}
"""What marks can be drawn by -> the measure, its table and column."""
GROUPS = ("community", "component", "camp")
"""Those that are no numbers: names of groups."""

LEAST, MOST = 0.6, 2.2
STEPS = ("#5576a8", "#527c82", "#787836", "#a1682a", "#c0532c")
"""From the lowest fifth of a number to the highest: each differs from white and from the dark paper by 3:1."""
HUES = ("#3c78b4", "#c0532c", "#388357", "#945dba", "#8c7128", "#bd4d83", "#357e8c", "#757575")
"""Of groups, the largest first; the last is that of all others."""


class Measured(NamedTuple):
    """The value of each actor by its short id, and what was measured, in words."""

    name: str
    values: dict[str, Cell]
    words: str


def marked(scene: Scene, graph: Exported, size: str = "", colour: str = "") -> Scene:
    """The scene with sizes and colours by measures of the whole network on its day, told in its legend.

    Raises :class:`QueryError` for a measure that is not in :data:`MARKS`, and for a group as a size.
    """
    if size in GROUPS:
        raise QueryError(f"A {size} is no number: it can be a colour, not a size.")
    sizes = _measured(graph, size, scene.as_of) if size else None
    colours = _measured(graph, colour, scene.as_of) if colour else None
    factors = _factors(sizes.values) if sizes else {}
    paints, swatches = _paints(colours) if colours else ({}, ())
    if colour in GROUPS:  # those that are in the picture
        seen = {paints.get(node.id, HUES[-1]) for node in scene.nodes}
        swatches = tuple(pair for pair in swatches if pair[0] in seen)
    told = {each.name: each for each in (sizes, colours) if each}
    nodes = tuple(
        replace(
            node,
            size=factors.get(node.id, LEAST if sizes else 1.0),
            colour=paints.get(node.id, HUES[-1] if colours else node.colour),
            note=". ".join(filter(None, (node.note.rstrip("."), *(_said(each, node.id) for each in told.values())))),
        )
        for node in scene.nodes
    )
    words = [f"Size: {sizes.words}, as an area from {_range(sizes.values)}." if sizes else ""]
    words += [f"Colour: {colours.words}." if colours else "", scene.note]
    return replace(scene, nodes=nodes, note=" ".join(filter(None, words)), swatches=swatches)


def _measured(graph: Exported, name: str, as_of: str) -> Measured:
    if name not in MARKS:
        raise QueryError(f'Marks cannot be drawn by "{name}". They can by: {", ".join(MARKS)}.')
    measure, table, column = MARKS[name]
    report = analyze(graph, measure, as_of=as_of)
    values = {short(str(row["actor"])): row[column] for row in report.rows(table) if row[column] is not None}
    day = f"as of {as_of}" if as_of else "at any time"
    signs = "" if measure == "balance" else ", over friendly ties"
    return Measured(name, values, f"{name.replace('-', ' ')} in the whole network, {day}{signs}")


def _factors(values: Mapping[str, Cell]) -> dict[str, float]:
    """How much larger than usual a mark is drawn: its area grows with the value."""
    numbers = {node: float(value) for node, value in values.items() if isinstance(value, (int, float))}
    most = max(numbers.values(), default=0.0) or 1.0
    return {n: math.sqrt(LEAST**2 + (MOST**2 - LEAST**2) * max(v, 0.0) / most) for n, v in numbers.items()}


def _paints(found: Measured) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """The colour of each actor, and what each colour stands for."""
    if found.name in GROUPS:
        groups = list(dict.fromkeys(found.values.values()))
        shown = groups if len(groups) <= len(HUES) else groups[: len(HUES) - 1]
        hue = {group: HUES[n] for n, group in enumerate(shown)}
        swatches = [(hue[group], f"{found.name} {group}") for group in shown]
        others = [(HUES[-1], "another, or none")] if len(shown) < len(groups) else []
        return {n: hue.get(group, HUES[-1]) for n, group in found.values.items()}, (*swatches, *others)
    numbers = {node: float(value) for node, value in found.values.items() if isinstance(value, (int, float))}
    ends = [max(numbers.values(), default=0.0) * n / len(STEPS) for n in range(len(STEPS) + 1)]
    step = {n: min(int(len(STEPS) * v / (ends[-1] or 1.0)), len(STEPS) - 1) for n, v in numbers.items()}
    words = (f"{readable(low)} to {readable(high)}" for low, high in pairwise(ends))
    return {n: STEPS[place] for n, place in step.items()}, tuple(zip(STEPS, words, strict=True))


def _said(found: Measured, node: str) -> str:
    """What stands in the details of an actor."""
    return f"{found.name.replace('-', ' ').capitalize()}: {readable(found.values.get(node)) or 'none'}"


def _range(values: Mapping[str, Cell]) -> str:
    numbers = [value for value in values.values() if isinstance(value, (int, float))] or [0]
    return f"{readable(min(numbers))} to {readable(max(numbers))}"
