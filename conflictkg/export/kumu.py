"""Elements and connections for Kumu.

Kumu finds an element by its label, so actors of one name would become one there: a label that several have is told
with the id behind it.
"""

from __future__ import annotations

from collections import Counter

from conflictkg.export import Exported
from conflictkg.export.tables import table
from conflictkg.export.ties import Tie, ties

_ELEMENTS = ("Label", "Type", "ID", "IRI")
_SHOWN = ("From", "To", "Type", "Direction", "Label")
_MORE = [field for field in Tie._fields if field not in ("source", "target", "relation", "label", "symmetric")]


def kumu(graph: Exported) -> dict[str, str]:
    """The tables ``connections`` and ``elements``; the fields of a tie besides Kumu's own keep their names."""
    nodes, edges = ties(graph)
    times = Counter(node.label for node in nodes)
    labels = {node.id: f"{node.label} ({node.id})" if times[node.label] > 1 else node.label for node in nodes}
    elements = [(labels[node.id], node.kind, node.id, node.iri) for node in nodes]
    connections = [_connection(tie, labels) for tie in edges]
    return {"connections": table((*_SHOWN, *_MORE), connections), "elements": table(_ELEMENTS, elements)}


def _connection(tie: Tie, labels: dict[str, str]) -> list[object]:
    direction = "mutual" if tie.symmetric else "directed"
    shown = [labels[tie.source], labels[tie.target], tie.label, direction, f"{tie.label} ({tie.status})"]
    return [*shown, *(getattr(tie, field) for field in _MORE)]
