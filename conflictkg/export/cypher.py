r"""Neo4j and what sits on it, such as Linkurious: statements of Cypher, or CSV for ``neo4j-admin database import``.

A node has the label ``Thing`` and that of its class, a tie is a relationship named after its relation: ``MEMBER_OF``.
All texts stand in literals whose every special character is escaped. A ``u`` behind a backslash is escaped too: readers
that take ``\uXXXX`` for a character before they look for the ends of strings then find no such thing in the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any, get_type_hints

from conflictkg.export import Exported
from conflictkg.export.kinds import kind
from conflictkg.export.tables import table
from conflictkg.export.ties import Node, Tie, note, ties

_MOST = 500
_ENDS = ("source", "target")
_TYPES = {int: ":int", bool: ":boolean", str: ""}


def cypher(graph: Exported) -> dict[str, str]:
    """Statements that add nodes and relationships, or change those that are there: run twice they change nothing."""
    nodes, edges = ties(graph)
    head = [
        f"// {note(graph)}",
        "CREATE CONSTRAINT conflictkg_thing IF NOT EXISTS FOR (n:Thing) REQUIRE n.id IS UNIQUE;",
    ]
    return {"": "\n".join([*head, *_nodes(nodes), *_relationships(edges)]) + "\n"}


def neo4j(graph: Exported) -> dict[str, str]:
    """The tables ``relationships`` and ``nodes`` with the headers of neo4j-admin, types in them."""
    nodes, edges = ties(graph)
    typed = [f"{name}{_TYPES[told]}" for name, told in get_type_hints(Tie).items() if name not in _ENDS]
    relationships = [(tie.source, tie.target, relationship(tie.relation), *_told(tie).values()) for tie in edges]
    things = [(*node, ";".join(_labels(node))) for node in nodes]
    return {
        "relationships": table((":START_ID", ":END_ID", ":TYPE", *typed), relationships),
        "nodes": table(("id:ID", *Node._fields[1:], ":LABEL"), things),
    }


def _nodes(nodes: list[Node]) -> Iterator[str]:
    for labels, group in groupby(sorted(nodes, key=lambda node: (_labels(node), node.id)), key=_labels):
        more = "".join(f" SET n:{label}" for label in labels[1:])
        yield from _unwound([node._asdict() for node in group], f"MERGE (n:Thing {{id: row.id}}) SET n += row{more}")


def _relationships(edges: list[Tie]) -> Iterator[str]:
    for relation, group in groupby(sorted(edges, key=lambda tie: (tie.relation, tie.id)), key=lambda tie: tie.relation):
        ends = "MATCH (a:Thing {id: row.source}), (b:Thing {id: row.target})"
        rows = [{end: getattr(tie, end) for end in _ENDS} | {"told": _told(tie)} for tie in group]
        merged = f"MERGE (a)-[r:{relationship(relation)} {{id: row.told.id}}]->(b) SET r += row.told"
        yield from _unwound(rows, f"{ends} {merged}")


def _told(tie: Tie) -> dict[str, Any]:
    return {field: value for field, value in tie._asdict().items() if field not in _ENDS}


def _unwound(rows: list[dict[str, Any]], each: str) -> Iterator[str]:
    for start in range(0, len(rows), _MOST):
        listed = ",\n".join(f"  {literal(row)}" for row in rows[start : start + _MOST])
        yield f"UNWIND [\n{listed}\n] AS row\n{each};"


def relationship(relation: str) -> str:
    """The name of a relationship.

    >>> relationship("memberOf")
    'MEMBER_OF'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", relation).upper()


def _labels(node: Node) -> tuple[str, ...]:
    return ("Thing", kind(node.kind)) if kind(node.kind) else ("Thing",)


def literal(value: Any) -> str:
    r"""A text, number, boolean or map as a literal of Cypher.

    >>> print(literal({"label": 'a "quote" and \\u0027', "claims": 2}))
    {label: "a \"quote\" and \\\u00750027", claims: 2}
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {literal(each)}" for name, each in value.items()) + "}"
    if isinstance(value, str):
        return '"' + "".join(map(_character, " " + value, value)) + '"'
    return str(value).lower()


def _character(before: str, c: str) -> str:
    """Letters, digits and plain signs as they are, all else by its code."""
    if c in '"\\':
        return f"\\{c}"
    plain = c.isalnum() or (c.isascii() and c.isprintable())
    return c if plain and not (before == "\\" and c in "uU") else _code(c)


def _code(c: str) -> str:
    """A character as the codes of UTF-16, which has two for those beyond the first 65,536."""
    units = c.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))
