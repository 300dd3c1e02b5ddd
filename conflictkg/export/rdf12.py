"""RDF 1.2: the statement that a claim is about, as a triple term that the claim reifies.

``claim rdf:reifies <<( liwa-al-haqq ckg:memberOf jaysh-al-fatah )>>`` does not say that the statement holds, which is
what a claim is: its stance stands beside it. Ties, facts and participations have such a statement; claims on events,
names and figures keep ``ckg:about`` alone. All else is as in the exports in RDF 1.1.

https://www.w3.org/TR/rdf12-concepts/#section-triple-terms-reification
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conflictkg.export import Exported
from conflictkg.export import turtle as blocks
from conflictkg.export.content import comment, graphs
from conflictkg.namespaces import RDF
from conflictkg.rdf import term
from conflictkg.vocabulary import vocabulary

_TYPE, _REIFIES = f"<{RDF}type>", f"<{RDF}reifies>"
_SUBJECTS = ("fromActor", "participant", "subjectOf")
_OBJECTS = ("toActor", "controlOf", "participationIn", "objectOf", "statementValue")


def turtle12(graph: Exported) -> dict[str, str]:
    """All datasets in one graph, as Turtle 1.2."""
    lines = {line for told in _graphs(graph).values() for line in told}
    return {"": blocks.turtle(sorted(lines), comment(graph))}


def nquads12(graph: Exported) -> dict[str, str]:
    """All datasets with their graphs, one quad a line, sorted, as N-Quads 1.2."""
    quads = (f"{line[:-1]}<{name}> .\n" for name, lines in _graphs(graph).items() for line in lines)
    return {"": "".join(sorted(quads))}


def _graphs(graph: Exported) -> dict[str, list[str]]:
    return {name: [*lines, *_reified(lines)] for name, lines in graphs(graph).items()}


def _reified(lines: Iterable[str]) -> Iterator[str]:
    """A line for each claim of a graph whose proposition can be said as one triple."""
    parts, about = _parts(lines)
    for claim, proposition in about:
        told = parts.get(proposition, {})
        if {"subject", "predicate", "object"} <= told.keys():
            yield f"{claim} {_REIFIES} <<( {told['subject']} {told['predicate']} {told['object']} )>> ."


def _parts(lines: Iterable[str]) -> tuple[dict[str, dict[str, str]], list[tuple[str, str]]]:
    """Proposition -> its subject, predicate and object; and (claim, proposition) of each claim."""
    relations = {term(relation.name): term(relation.shortcut) for relation in vocabulary().relations.values()}
    relations[term("Participation")] = term("participatedIn")
    roles = dict.fromkeys(map(term, _SUBJECTS), "subject") | dict.fromkeys(map(term, _OBJECTS), "object")
    roles[term("attributeProperty")] = "predicate"
    parts: dict[str, dict[str, str]] = {}
    about = []
    for line in lines:
        node, predicate, value = line[:-2].split(" ", 2)
        if predicate == term("about"):
            about.append((node, value))
        elif predicate in roles:
            parts.setdefault(node, {})[roles[predicate]] = value
        elif predicate == _TYPE and value in relations:
            parts.setdefault(node, {})["predicate"] = relations[value]
    return parts, about
