"""The named questions as forms, and their answers as tables, files and RDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from conflictkg import questions
from conflictkg.answers import Answer
from conflictkg.graph import KnowledgeGraph
from conflictkg.names.lookup import resolve
from conflictkg.namespaces import BASE, DCTERMS, RDF, short
from conflictkg.serve.explorer.page import Asked, Page

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_MOST = 1_000
_HASH = re.compile(r"\s*sha256 [0-9a-f]{64}")
_WHY = {
    "coalition-members": ("member", "memberOf", "=coalition"),
    "coalitions-of": ("=actor", "memberOf", "coalition"),
    "affiliates": ("affiliate", "affiliateOf", "=parent"),
    "rivals": ("=actor", "rivalOf", "rival"),
    "allies": ("=actor", "alliedWith", "ally"),
    "leaders": ("leader", "leads", "=organisation"),
    "sponsors": ("sponsor", "sponsors", "=actor"),
    "opponents": ("=actor", "hostileTo", "opponent"),
    "infighting": ("a", "hostileTo", "b"),
    "friend-and-foe": ("a", "rivalOf", "b"),
    "who-controls": ("actor", "controls", "=place"),
}
"""Question -> subject, relation and object of the tie in a row: columns, or a parameter after "="."""


def questions_page(_: KnowledgeGraph, __: Asked) -> Page:
    """All named questions."""
    told = [questions.named(name) for name in questions.names()]
    return Page("questions.html", {"title": "Questions", "questions": told}, lambda: _listed(told))


def question(kg: KnowledgeGraph, asked: Asked) -> Page:
    """One question as a form and, where its parameters are given, with its answer."""
    found = questions.named(asked.path.removeprefix("/questions/"))
    given = {parameter.name: asked.one(parameter.name) for parameter in found.parameters}
    as_of = asked.one("as_of") if found.dated else ""
    values: dict[str, Any] = {"title": found.title, "question": found, "given": given, "as_of": as_of, "answer": None}
    values["example"] = next(iter(found.examples), {})
    if not all(given.values()) or (not found.parameters and not asked.fields):
        return Page("question.html", values, lambda: _listed([found]))
    answer = kg.query(found.name, as_of, **given)
    shown, common = _shown(answer)
    whole = {parameter.name: _canonical(kg, parameter, given[parameter.name]) for parameter in found.parameters}
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows[:_MOST]]
    values |= {
        "answer": answer,
        "columns": [name for name, _ in shown],
        "common": common,
        "rows": [[_cell(row[name], row.get(of)) for name, of in shown] for row in rows],
        "why": [_why(found.name, row, whole) for row in rows],
        "more": len(answer) - len(rows),
    }
    types = {"csv": "text/csv", "tsv": "text/tab-separated-values", "json": "application/sparql-results+json"}
    types |= {"md": "text/markdown"}
    others = {format: (type, lambda format=format: answer.serialise(format)) for format, type in types.items()}
    return Page("question.html", values, lambda: _results(answer), others)


def _canonical(kg: KnowledgeGraph, parameter: questions.Parameter, text: str) -> str:
    return resolve(kg.store, text, parameter.type) if parameter.type in ("actor", "place", "thing") else text


def _shown(answer: Answer) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The columns to show, each with that of the id it is the name of, and what is the same in every row.

    Empty columns are left out, and ids whose name stands beside them.
    """
    columns = dict(zip(answer.columns, zip(*answer.rows, strict=True), strict=True)) if answer.rows else {}
    ids = [name for name, cells in columns.items() if all(isinstance(cell, ox.NamedNode) for cell in cells)]
    of: dict[str, str] = {name: ids[0] for name in ("name", "label") if name in columns and ids}
    common = {
        name: _HASH.sub("", cells[0].value)
        for name, cells in columns.items()
        if len(cells) > 1 and cells[0] is not None and len(set(cells)) == 1 and name not in (*of, *of.values())
    }
    kept = (name for name, cells in columns.items() if any(cells) and name not in (*common, *of.values()))
    return [(name, of.get(name, "")) for name in kept], [*common.items()]


def _cell(term: Any, of: Any = None) -> dict[str, str]:
    """A cell: its text, and the id it leads to."""
    if term is None:
        return {"iri": "", "text": ""}
    to = term if isinstance(term, ox.NamedNode) else of
    return {"iri": to.value if to is not None else "", "text": short(_HASH.sub("", term.value))}


def _why(name: str, row: dict[str, Any], given: dict[str, str]) -> dict[str, str]:
    """The statement that a row makes, to ask why of."""
    if name not in _WHY:
        return {}
    subject, relation, object = _WHY[name]

    def end(told: str) -> str:
        return given[told[1:]] if told.startswith("=") else str(row[told].value)

    return {"subject": end(subject), "relation": relation, "object": end(object)}


def _listed(told: list[questions.Question]) -> Iterator[ox.Triple]:
    for each in told:
        yield ox.Triple(_node(each), ox.NamedNode(DCTERMS + "title"), ox.Literal(each.title, language="en"))
        yield ox.Triple(_node(each), ox.NamedNode(DCTERMS + "source"), ox.Literal(each.sparql))


def _node(told: questions.Question) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}question/{told.name}")


def _results(answer: Answer) -> Iterator[ox.Triple]:
    """The answer as RDF, in the vocabulary in which the W3C writes results of queries."""

    def rs(name: str) -> ox.NamedNode:
        return ox.NamedNode(RS + name)

    whole = ox.BlankNode("answer")
    yield ox.Triple(whole, ox.NamedNode(RDF + "type"), rs("ResultSet"))
    for name in answer.columns:
        yield ox.Triple(whole, rs("resultVariable"), ox.Literal(name))
    for number, row in enumerate(answer.rows):
        node = ox.BlankNode(f"row{number}")
        yield ox.Triple(whole, rs("solution"), node)
        for name, term in zip(answer.columns, row, strict=True):
            if term is not None:
                binding = ox.BlankNode(f"row{number}{name}".replace("_", ""))
                yield ox.Triple(node, rs("binding"), binding)
                yield ox.Triple(binding, rs("variable"), ox.Literal(name))
                yield ox.Triple(binding, rs("value"), term)
