"""Triples as sorted lines of N-Triples: what the writers start from.

The engine writes N-Triples fast, its tokens are valid Turtle, and sorted lines are the same for the same graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox

_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\uffff]"
)
_ANY = ox.NamedNode("urn:any")


def lines(triples: Iterable[ox.Triple]) -> list[str]:
    """Triples as sorted lines; blank nodes get labels that depend on the graph alone."""
    text = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    return in_order(relabelled({_ANY.value: text})[_ANY.value] if "_:" in text else text)


def in_order(text: str) -> list[str]:
    """The lines of an N-Triples text in order, without doubles and line ends.

    What an editor does not show (controls, marks that turn the direction of text) is escaped: nothing in a file is then
    other than it looks.
    """
    if not text.isascii():
        text = _HIDDEN.sub(lambda m: f"\\u{ord(m[0]):04X}", text)
    return sorted(set(text.split("\n")) - {""})


def relabelled(texts: dict[str, str]) -> dict[str, str]:
    """The same graphs with blank nodes named by the standard canonicalisation (RDFC-1.0)."""
    whole = ox.Dataset()
    for name, text in texts.items():
        for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES):
            whole.add(ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(name)))
    whole.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    found = {}
    for name in texts:
        triples = (quad.triple for quad in whole.quads_for_graph_name(ox.NamedNode(name)))
        found[name] = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    return found
