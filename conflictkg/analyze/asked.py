"""What is asked of a measure, and the words in which a report tells what was counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conflictkg.errors import QueryError
from conflictkg.explain import relation_named
from conflictkg.store.base import Store
from conflictkg.vocabulary import vocabulary

if TYPE_CHECKING:
    import networkx


@dataclass
class Asked:
    """The options of an analysis, and ``notes``: what a measure has to tell beside its tables.

    ``relations`` are shortcuts (``alliedWith``); empty: those that a measure counts by itself. ``limit`` is in seconds.
    ``by`` is empty, ``year`` or ``month``; ``before`` is then the network of the period before.
    """

    store: Store
    names: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    weight: str = "none"
    permutations: int = 1000
    seed: int = 1
    limit: float = 30.0
    method: str = "dsp"
    isolates: bool = False
    by: str = ""
    before: networkx.MultiDiGraph | None = None
    notes: dict[str, str] = field(default_factory=dict)

    def friendly(self) -> tuple[str, ...]:
        """The relations asked for, or all that put their parties on one side."""
        return self._counted(self.relations or of_sign(1))

    def any(self) -> tuple[str, ...]:
        """The relations asked for, or all with a sign."""
        return self._counted(self.relations or of_sign(1) + of_sign(-1))

    def _counted(self, relations: tuple[str, ...]) -> tuple[str, ...]:
        self.notes["relations"] = ", ".join(relations)
        return relations


def of_sign(sign: int) -> tuple[str, ...]:
    """The relations with a sign in the ontology, by their shortcuts, sorted."""
    return tuple(sorted(each.shortcut for each in vocabulary().relations.values() if each.sign == sign))


def relation(word: str) -> str:
    """The shortcut that a word means: ``alliedWith``, ``allied with`` or ``Alliance``; raises :class:`QueryError`."""
    found = relation_named(word)
    known = sorted(each.shortcut for each in vocabulary().relations.values())
    if found not in known:
        raise QueryError(f"{found} is no tie between actors. Ties: {', '.join(known)}.")
    return found


def label(graph: networkx.Graph, node: str) -> tuple[str, str]:
    """The IRI and the name of an actor, as two cells."""
    told = graph.nodes[node]
    return told["iri"], told["label"]


def listed(names: Iterable[str], most: int = 5) -> str:
    """Some names in a sentence.

    >>> listed("abcdefg")
    'a, b, c, d, e and 2 more'
    """
    told = list(names)
    return ", ".join(told[:most]) + (f" and {len(told) - most} more" if len(told) > most else "")
