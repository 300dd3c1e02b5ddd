"""Turtle that people read: sorted, prefixed, one block per subject, and the same bytes for the same graph.

The engine writes N-Triples, whose tokens are valid Turtle; what is left is to sort, to group and to shorten. That is
several times faster than building terms one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, groupby

import pyoxigraph as ox

from conflictkg.export.lines import lines
from conflictkg.export.sorting import ordered
from conflictkg.namespaces import BASE, OWL, PREFIXES, RDF, XSD

_MORE = {"owl": OWL, "prov": "http://www.w3.org/ns/prov#"}
_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_LOCAL = re.compile(r"(?:[A-Za-z0-9_]|%[0-9A-F]{2})(?:[A-Za-z0-9_-]|%[0-9A-F]{2})*")
_BARE = {
    f"<{XSD}integer>": re.compile(r'"(0|-?[1-9][0-9]*)"'),
    f"<{XSD}boolean>": re.compile(r'"(true|false)"'),
}
_TYPE = f"<{RDF}type>"
_APART, _BREAK = "\x01", "\x02"
_REMEMBERED = 100_000


def pretty(triples: Iterable[ox.Triple], comment: str = "") -> str:
    """Triples as Turtle, with a comment on top where one is given.

    >>> isis = ox.NamedNode("https://w3id.org/conflictkg/id/ckg/actor/isis")
    >>> label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    >>> print(pretty([ox.Triple(isis, label, ox.Literal("Isis"))]))
    @prefix actor: <https://w3id.org/conflictkg/id/ckg/actor/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <BLANKLINE>
    actor:isis skos:prefLabel "Isis" .
    <BLANKLINE>
    """
    return turtle(lines(triples), comment)


def turtle(sorted_lines: list[str], comment: str = "") -> str:
    """Turtle of sorted N-Triples lines."""
    names = Names()
    blocks = _blocks(sorted_lines, names)
    return "\n".join([*_head(names, comment), *blocks])


def stream(sorted_lines: Iterable[str], comment: str = "") -> Iterator[str]:
    """As :func:`turtle`, piece by piece: blocks wait in a file till all prefixes are known."""
    names = Names(remembers=False)
    blocks = ordered(_one_line(node, block) for node, block in _each(sorted_lines, names))
    first = next(blocks, None)  # the first comes when all have been made
    yield "\n".join(_head(names, comment))
    for line in blocks if first is None else chain([first], blocks):
        yield "\n" + line.split(_APART, 1)[1].replace(_BREAK, "\n")


def _one_line(node: str, block: str) -> str:
    """A block as a line that sorts by its subject; lines of N-Triples hold no control characters."""
    return node + _APART + block.replace("\n", _BREAK)


def _each(sorted_lines: Iterable[str], names: Names) -> Iterator[tuple[str, str]]:
    """Subject and block, in the order of the lines."""
    for _, told_lines in groupby(sorted_lines, key=lambda line: line.split(" ", 1)[0]):
        for node, told in _gathered(told_lines, names).items():
            yield node, _block(node, told)


def trig(graphs: dict[str, list[str]], comment: str = "") -> str:
    """TriG of graphs of sorted N-Triples lines."""
    names = Names()
    parts = []
    for graph in sorted(graphs):
        blocks = "\n".join(_blocks(graphs[graph], names))
        inner = "\n".join(f"    {line}" if line else "" for line in blocks.split("\n"))
        parts.append(f"{names.short(f'<{graph}>')} {{\n{inner.rstrip(' ')}}}\n")
    return "\n".join([*_head(names, comment), *parts])


def _head(names: Names, comment: str) -> list[str]:
    """The comment and the prefixes that are used, each part ending in a line end."""
    parts = [f"# {comment}\n"] if comment else []
    prefixes = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in sorted(names.used.items()))
    return [*parts, prefixes] if prefixes else parts


class Names:
    """Prefixed names, and the prefixes that they use.

    Besides the vocabularies' prefixes there is one for each kind of thing of a space: ``actor:isis`` is
    ``ckg/actor/isis``, ``idlib-2015-claim:x`` is ``idlib-2015/claim/x``. A prefix has one namespace: what would need
    it for another is written in full, and so is a local part with more than letters, digits, ``-``, ``_``, ``%2C``.
    """

    def __init__(self, remembers: bool = True) -> None:
        self.used: dict[str, str] = {}
        self._remembers = remembers
        self._fixed = {space: prefix for prefix, space in (PREFIXES | _MORE).items()}
        self._taken = {prefix: space for space, prefix in self._fixed.items()}
        self._short: dict[str, str] = {}

    def short(self, token: str) -> str:
        """The shortest form of an IRI in angle brackets."""
        found = self._short.get(token)
        if found is None:
            found = self._shortened(token)
            if self._remembers or len(self._short) < _REMEMBERED:
                self._short[token] = found
        return found

    def term(self, token: str) -> str:
        """The shortest form of a subject or object."""
        first = token[0]
        if first == "<" and token[1] != "<":
            return self.short(token)
        if first == "<":  # a triple term of RDF 1.2; only its object can be another one
            subject, predicate, value = token.removeprefix("<<( ").removesuffix(" )>>").split(" ", 2)
            return f"<<( {self.term(subject)} {self.short(predicate)} {self.term(value)} )>>"
        if first == '"' and token[-1] == ">":
            text, _, datatype = token.rpartition("^^")
            bare = _BARE.get(datatype)
            if bare and bare.fullmatch(text):
                return text[1:-1]
            return f"{text}^^{self.short(datatype)}"
        return token

    def _shortened(self, token: str) -> str:
        iri = token[1:-1]
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        space, local = iri[:cut], iri[cut:]
        prefix = self._prefix(space) if _LOCAL.fullmatch(local) else ""
        if not prefix:
            return token
        self.used[prefix] = self._taken[prefix] = space
        return f"{prefix}:{local}"

    def _prefix(self, space: str) -> str:
        """The prefix of a namespace; empty where it has none."""
        prefix = self._fixed.get(space, "")
        if not prefix and space.startswith(BASE):
            prefix = space[len(BASE) : -1].removeprefix("ckg/").replace("/", "-")
        fits = _PREFIX.fullmatch(prefix) and self._taken.get(prefix, space) == space
        return prefix if fits else ""


def _blocks(sorted_lines: list[str], names: Names) -> list[str]:
    """One block per subject, in the order of their names as they are written."""
    blocks = _gathered(sorted_lines, names)
    return [_block(node, blocks[node]) for node in sorted(blocks)]


def _gathered(sorted_lines: Iterable[str], names: Names) -> dict[str, dict[str, list[str]]]:
    """Subject -> property -> values, as they are written."""
    blocks: dict[str, dict[str, list[str]]] = {}
    subject, told = "", {}
    short, term = names.short, names.term
    for line in sorted_lines:
        node, predicate, value = line.split(" ", 2)
        if node != subject:
            subject, told = node, blocks.setdefault(term(node), {})
        told.setdefault("a" if predicate == _TYPE else short(predicate), []).append(term(value[:-2]))
    return blocks


def _block(subject: str, told: dict[str, list[str]]) -> str:
    """``a`` first, then properties in order, each with its values in order."""
    order = sorted(told)
    if "a" in told:
        order.remove("a")
        order.insert(0, "a")
    parts = [f"{predicate} {', '.join(sorted(told[predicate]))}" for predicate in order]
    told_lines = " ;\n    ".join(parts)
    return f"{subject} {told_lines} .\n"
