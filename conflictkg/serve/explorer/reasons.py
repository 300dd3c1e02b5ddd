"""Why a tie holds, or why not: the tree of ``conflictkg explain`` as a page."""

from __future__ import annotations

from typing import Any

from conflictkg.errors import QueryError
from conflictkg.graph import KnowledgeGraph
from conflictkg.serve.explorer.page import Asked, Page
from conflictkg.serve.explorer.triples import described
from conflictkg.vocabulary import vocabulary


def why(kg: KnowledgeGraph, asked: Asked) -> Page:
    """The reasons for ``?subject=…&relation=…&object=…``; a form where they are not given."""
    parts = {name: asked.one(name) for name in ("subject", "relation", "object")}
    relations = sorted((r.label, r.shortcut) for r in vocabulary().relations.values())
    values: dict[str, Any] = {
        "title": "Why?",
        "relations": relations,
        "found": None,
        "as_of": asked.one("as_of"),
        **parts,
    }
    if not any(parts.values()):
        return Page("why.html", values)
    missing = [name for name, text in parts.items() if not text]
    if missing:
        raise QueryError(f"Give the {' and the '.join(missing)} too.")
    found = kg.explain(parts["subject"], parts["relation"], parts["object"], asked.one("as_of"))
    values |= {"title": found.statement, "found": found}
    records = dict.fromkeys(reason.record for reason in found.walk() if reason.record)
    others = {
        "json": ("application/json", lambda: found.serialise("json")),
        "md": ("text/markdown", lambda: found.serialise("md")),
        "text": ("text/plain", lambda: found.serialise("text")),
    }
    return Page("why.html", values, lambda: described(kg.store, records), others)
