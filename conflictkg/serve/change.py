"""Changes by somebody who has the token: SPARQL Update, and graphs put, added to and deleted (Graph Store Protocol).

A change works on a draft of the store and all is derived anew, so it is whole or not at all, as a load is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pyoxigraph as ox

from conflictkg.derive import derive
from conflictkg.errors import QueryError
from conflictkg.namespaces import DERIVED_GRAPHS, PREFIXES
from conflictkg.serve.wire import Frame
from conflictkg.store import Draft, Store
from conflictkg.store.base import syntax_message
from conflictkg.store.limits import blanked, refuse

TYPES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}
"""Media type -> format in which a graph can be sent."""

_DEPTH = re.compile(r"[{}]|\bWHERE\b|\bUSING\b|\bWITH\b|\bDELETE\b|\bINSERT\b", re.I)


def change(store: Store, frame: Frame) -> Frame:
    """Make one change; raises QueryError for one that cannot be made."""
    makes: dict[str, Callable[[Draft, Frame], int]] = {"update": _update, "PUT": _put, "POST": _add, "DELETE": _delete}
    with store.writing() as draft:
        status = makes[frame.head["op"]](draft, frame)
        derive(draft)
    return Frame({"status": status, "type": "text/plain; charset=utf-8"})


def _update(draft: Draft, frame: Frame) -> int:
    text = frame.body.decode()
    refuse(text, ("SERVICE", "LOAD"))
    text = using(text, frame.head.get("default", ()), frame.head.get("named", ()))
    try:
        draft.engine.update(text, base_iri=frame.head["base"], prefixes=PREFIXES)
    except SyntaxError as error:
        raise QueryError(syntax_message(error.msg or str(error), text)) from None
    except (ValueError, RuntimeError) as error:
        raise QueryError(f"The update could not be made: {error}.") from None
    return 204


def using(text: str, default: Sequence[str], named: Sequence[str]) -> str:
    """An update with the graphs of ``using-graph-uri`` and ``using-named-graph-uri`` in each of its operations.

    Raises :class:`QueryError` where the text says USING or WITH itself, as the protocol wants.

    >>> using("INSERT { ?s a ?o } WHERE { ?s a ?o }", ["urn:g"], [])
    'INSERT { ?s a ?o } USING <urn:g> WHERE { ?s a ?o }'
    """
    if not default and not named:
        return text
    clauses = "".join(f"USING {_iri(iri)} " for iri in default)
    clauses += "".join(f"USING NAMED {_iri(iri)} " for iri in named)
    depth, parts, done, before = 0, [], 0, ""
    for found in _DEPTH.finditer(blanked(text)):
        word = found[0].upper()
        if word in "{}":
            depth += 1 if word == "{" else -1
        elif depth == 0 and word in ("USING", "WITH"):
            raise QueryError("The update names its graphs by USING or WITH, and the request does too. Do one of both.")
        elif depth == 0 and word == "WHERE":
            if before == "DELETE":
                raise QueryError("With graphs named by the request, write DELETE { … } WHERE { … } for DELETE WHERE.")
            parts.append(text[done : found.start()] + clauses)
            done = found.start()
        before = word
    return "".join(parts) + text[done:]


def _named(frame: Frame) -> ox.NamedNode | ox.DefaultGraph:
    name = frame.head.get("graph", "")
    if name in DERIVED_GRAPHS:
        raise QueryError("This graph is derived from the others; it cannot be written.")
    return _iri(name) if name else ox.DefaultGraph()


def _iri(text: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(text)
    except ValueError:
        raise QueryError(f'"{text}" is not the IRI of a graph.') from None


def _put(draft: Draft, frame: Frame) -> int:
    there = _there(draft, node := _named(frame))
    draft.engine.clear_graph(node)
    _take_in(draft, frame, node)
    return 204 if there else 201


def _add(draft: Draft, frame: Frame) -> int:
    there = _there(draft, node := _named(frame))
    _take_in(draft, frame, node)
    return 204 if there else 201


def _delete(draft: Draft, frame: Frame) -> int:
    if not _there(draft, node := _named(frame)):
        return 404
    draft.engine.remove_graph(node)
    return 204


def _there(draft: Draft, node: ox.NamedNode | ox.DefaultGraph) -> bool:
    return isinstance(node, ox.DefaultGraph) or draft.engine.contains_named_graph(node)


def _take_in(draft: Draft, frame: Frame, node: ox.NamedNode | ox.DefaultGraph) -> None:
    draft.engine.add_graph(node) if isinstance(node, ox.NamedNode) else None
    try:
        draft.engine.load(frame.body, TYPES[frame.head["type"]], base_iri=frame.head["base"], to_graph=node)
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"The graph cannot be read: {error}.") from None
