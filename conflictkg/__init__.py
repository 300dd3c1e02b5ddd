"""conflictkg: who stands with whom, when, and who says so.

>>> import conflictkg
>>> kg = conflictkg.example("idlib-2015")
>>> answer = kg.query("rivals", actor="Jabhat al-Nusra")
>>> [row["name"] for row in answer]
['Isis']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conflictkg.errors import ConflictKGError

if TYPE_CHECKING:
    from conflictkg.graph import KnowledgeGraph, example
    from conflictkg.graph import open_graph as open  # noqa: A004 - the name of the contract

__version__ = "0.1.0"
__all__ = ["ConflictKGError", "KnowledgeGraph", "__version__", "example", "open"]


def __getattr__(name: str) -> Any:
    """Load the graph when it is first asked for, so that ``import conflictkg`` stays light."""
    if name in ("KnowledgeGraph", "example", "open"):
        from conflictkg import graph

        return getattr(graph, {"open": "open_graph"}.get(name, name))
    raise AttributeError(f"module 'conflictkg' has no attribute {name!r}")
