"""The style of the queries: in each group, what is required stands before what is optional and before filters.

A triple pattern, a VALUES block or a sub-SELECT after an OPTIONAL or FILTER of its group is a finding: the engine takes
patterns in the order of the text where statistics do not help. Where the order matters, since the pattern uses what a
BIND before it made, a comment ``# lint: after`` on its line or the line above says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from conflictkg import questions
from conflictkg.resources import shipped

QUERIES = sorted(shipped("queries").glob("*/*.rq"))
TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*) | (?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*') | (?P<iri><[^<>\s]*>)
    | (?P<open>\{) | (?P<close>\}) | (?P<left>\() | (?P<right>\)) | (?P<dot>\.(?=\s|\}|$))
    | (?P<word>[?$]?[\w:.\-]*[\w:]) | (?P<other>\S)""",
    re.X,
)
HEADS = {"OPTIONAL", "FILTER", "BIND", "VALUES", "UNION", "MINUS", "GRAPH", "SELECT", "WHERE"}


class Token(NamedTuple):
    kind: str
    text: str
    line: int


class Finding(NamedTuple):
    line: int
    what: str


def tokens(text: str) -> tuple[list[Token], set[int]]:
    """The tokens without comments, and the lines on which a pattern may stand late."""
    found, late = [], set()
    for match in TOKEN.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        kind = str(match.lastgroup)
        if kind != "comment":
            found.append(Token(kind, match[0], line))
        elif match[0].lstrip("# ").startswith("lint: after"):
            late |= {line, line + 1}
    return found, late


def lint(text: str) -> list[Finding]:
    """The required patterns of a query that stand too late in their group."""
    stream, late = tokens(text)
    found: list[Finding] = []
    at = 0
    while at < len(stream):
        at = group(stream, at + 1, found) if stream[at].kind == "open" else at + 1
    return sorted({f for f in found if f.line not in late})


def group(stream: list[Token], at: int, found: list[Finding]) -> int:
    """Read one group from behind its brace; where it ends."""
    after = ""
    while stream[at].kind != "close":
        token, word = stream[at], stream[at].text.upper()
        if word in ("OPTIONAL", "MINUS"):
            at, after = group(stream, at + 2, found), word
        elif word == "FILTER":
            at, after = expression(stream, at + 1, found), after or word
        elif word == "BIND":
            at = expression(stream, at + 1, found)
        elif word == "SELECT":  # the whole group is a sub-query: its head and what follows its braces are no patterns
            while stream[at].kind != "open":
                at += 1
            at = group(stream, at + 1, found)
            while stream[at].kind != "close":
                at += 1
        elif word in ("VALUES", "GRAPH") or token.kind == "open" or pattern(token):
            if after:
                found.append(Finding(token.line, f"{token.text} stands after {after}"))
            at = required(stream, at, found)
        else:
            at += 1
    return at + 1


def pattern(token: Token) -> bool:
    """Whether a token can begin a triple."""
    return token.kind in ("word", "iri", "string", "left") and token.text.upper() not in HEADS


def required(stream: list[Token], at: int, found: list[Finding]) -> int:
    """Behind a required pattern: a triple to its dot, a group with its unions, a VALUES block."""
    if stream[at].kind == "open":
        at = group(stream, at + 1, found)
        while stream[at].text.upper() == "UNION":
            at = group(stream, at + 2, found)
        return at
    if stream[at].text.upper() in ("VALUES", "GRAPH"):
        lines = [] if stream[at].text.upper() == "VALUES" else found  # the data of VALUES are no patterns
        while stream[at].kind != "open":
            at += 1
        return group(stream, at + 1, lines)
    while stream[at].kind not in ("dot", "open", "close") and stream[at].text.upper() not in HEADS:
        at += 1
    return at + 1 if stream[at].kind == "dot" else at


def expression(stream: list[Token], at: int, found: list[Finding]) -> int:
    """Behind the condition of a FILTER or BIND; groups of EXISTS inside are linted for themselves."""
    depth = 0
    while True:
        token = stream[at]
        if token.kind == "open":
            at = group(stream, at + 1, found)
            if depth == 0:  # FILTER EXISTS { … }
                return at
            continue
        depth += (token.kind == "left") - (token.kind == "right")
        at += 1
        if depth == 0 and token.kind == "right":
            return at


def expanded(path: Path) -> str:
    return questions.read(path.read_text(encoding="utf-8"), path.stem).sparql


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_required_patterns_stand_first(path: Path) -> None:
    text = expanded(path)
    if path.parent.name == "fragments":
        text = f"SELECT * WHERE {{\n{text}\n}}"
    assert lint(text) == []


def test_there_are_queries() -> None:
    assert len(QUERIES) > 40


def cases() -> Iterator[tuple[str, list[int]]]:
    """A query, and the lines that must be found."""
    yield "SELECT * WHERE {\n ?a ?b ?c .\n OPTIONAL { ?c ?d ?e }\n FILTER(?a != ?e) }", []
    yield "SELECT * WHERE {\n OPTIONAL { ?c ?d ?e }\n ?a ?b ?c .\n }", [3]
    yield "SELECT * WHERE {\n ?a ?b ?c FILTER(?a > 1)\n ?c ?d ?e }", [3]
    yield "SELECT * WHERE { OPTIONAL { ?c ?d ?e\n OPTIONAL { ?e ?f ?g }\n ?g ?h ?i } }", [3]
    yield "SELECT * { OPTIONAL { ?c ?d ?e }\n # lint: after\n ?a ?b ?c }", []
    yield "SELECT * { OPTIONAL { ?c ?d ?e }\n ?a ?b ?c . # lint: after what is bound\n }", []
    yield "SELECT * { OPTIONAL { ?c ?d ?e }\n BIND(COALESCE(?e, 1) AS ?f)\n ?f ?g ?h }", [3]
    yield "SELECT * { FILTER(?a = 1)\n VALUES ?a { 1 2 } }", [2]
    yield "SELECT * { FILTER NOT EXISTS { ?a ?b ?c }\n { ?a ?b ?d } UNION { ?a ?c ?d } }", [2]
    yield "SELECT * { ?a ?b ?c\n FILTER(EXISTS { FILTER(?a = 1)\n ?a ?b 7 } || ?c > 1) }", [3]
    yield "SELECT * { { ?a ?b ?c OPTIONAL { ?c ?d ?e } } UNION { ?a ?c ?b\n FILTER(?b > 1) ?b ?d ?e } }", [2]
    yield "SELECT * { OPTIONAL { SELECT ?a (COUNT(*) AS ?n) WHERE { FILTER(?a = 1)\n ?a ?b ?c } GROUP BY ?a } }", [2]
    yield "SELECT * { { SELECT ?a { ?a ?b ?c FILTER(?c > 1) } ORDER BY ?a }\n ?a ?d ?e }", []
    yield 'SELECT * { ?a ?b "FILTER (" FILTER(?b = "}")\n # ?c ?d ?e\n }', []
    yield "SELECT * { ?a <http://x.org/FILTER> 1.5 ; ?b ?c , ?d . FILTER(?c > 0.5)\n <http://x.org/a> ?e ?f }", [2]


@pytest.mark.parametrize(("text", "lines"), list(cases()))
def test_the_lint_finds(text: str, lines: list[int]) -> None:
    assert [finding.line for finding in lint(text)] == lines
