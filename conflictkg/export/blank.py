"""Labels for blank nodes that depend on the graph alone, so that the same graph gives the same bytes.

Each blank node is coloured by what is said of it, again and again with its neighbours' colours, until nothing new is
told apart (Weisfeiler and Leman). Nodes that stay alike are told apart one by one. Unlike the standard canonicalisation
this takes no exponential time on graphs made to that end; for lookalikes that are no mirror images of each other
(strongly regular graphs) the order may differ, which changes labels and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

Told = dict[str, list[tuple[list[str], list[str]]]]
"""Blank node -> what is said of it: each line as the texts around its blank nodes, and these."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|<[^<> ]*>|(_:\S+)')


def relabelled(texts: dict[str, str]) -> dict[str, str]:
    """N-Triples texts by graph with blank nodes called ``_:b0``, ``_:b1`` ...; one name is one node in all graphs."""
    colours = _colours(
        [f"{graph} {line}" for graph, text in texts.items() for line in text.split("\n") if "_:" in line]
    )
    order = sorted(colours, key=colours.__getitem__)
    labels = {node: f"_:b{index}" for index, node in enumerate(order)}

    def rename(found: re.Match[str]) -> str:
        return labels[found[0]] if found[1] else found[0]

    return {graph: _TOKEN.sub(rename, text) for graph, text in texts.items()}


def _colours(lines: Iterable[str]) -> dict[str, str]:
    """Blank node -> colour, each different."""
    told: Told = {}
    for line in lines:
        nodes = [found[1] for found in _TOKEN.finditer(line) if found[1]]
        if nodes:
            pattern = _TOKEN.sub(lambda found: "\n" if found[1] else found[0], line).split("\n")
            for node in dict.fromkeys(nodes):
                told.setdefault(node, []).append((pattern, nodes))
    colours = _refined(told, dict.fromkeys(told, ""))
    parts = _parts(told)
    while len(set(colours.values())) < len(colours):
        colours = _refined(told, _split(told, colours, parts))
    return colours


def _refined(told: Told, colours: dict[str, str]) -> dict[str, str]:
    """Colours by what is said of each node, until no more are told apart."""
    while True:
        new = {node: _colour(node, told[node], colours) for node in told}
        if len(set(new.values())) == len(set(colours.values())):
            return new
        colours = new


def _colour(node: str, lines: list[tuple[list[str], list[str]]], colours: dict[str, str]) -> str:
    said = sorted(
        "".join(text + mark for text, mark in zip(pattern, [*_marks(node, nodes, colours), ""], strict=True))
        for pattern, nodes in lines
    )
    return sha256("\n".join([colours[node], *said]).encode()).hexdigest()


def _marks(node: str, nodes: list[str], colours: dict[str, str]) -> list[str]:
    return ["_:itself" if other == node else f"_:{colours[other]}" for other in nodes]


def _split(told: Told, colours: dict[str, str], parts: dict[str, str]) -> dict[str, str]:
    """Colours with alike nodes told apart: all that touch no other alike node, else one of each part of the graph."""
    classes: dict[str, list[str]] = {}
    for node in sorted(colours):
        classes.setdefault(colours[node], []).append(node)
    alike = sorted((colour, node) for colour, nodes in classes.items() if len(nodes) > 1 for node in nodes)
    doubted = {node for _, node in alike}
    chosen = {n for n in doubted if all(o == n or o not in doubted for _, nodes in told[n] for o in nodes)}
    chosen = chosen or set({parts[node]: node for _, node in reversed(alike)}.values())
    found = dict(colours)
    for nodes in classes.values():
        for index, node in enumerate(node for node in nodes if node in chosen):
            found[node] = f"{colours[node]}-{index}"
    return found


def _parts(told: Told) -> dict[str, str]:
    """Blank node -> one that stands for all that are linked to it."""
    part: dict[str, str] = {}
    for start in sorted(told):
        queue = [] if start in part else [start]
        while queue:
            node = queue.pop()
            if part.setdefault(node, start) == start:
                queue += [other for _, nodes in told[node] for other in nodes if other not in part]
    return part
