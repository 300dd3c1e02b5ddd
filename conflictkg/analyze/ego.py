"""The surroundings of an actor, and the shortest chains of ties between two, with what is claimed of each tie."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from conflictkg import reports
from conflictkg.analyze.asked import Asked, label
from conflictkg.analyze.pairs import pairs, ties_between
from conflictkg.analyze.report import Cell, Table
from conflictkg.draw.gather import readable_locator
from conflictkg.errors import QueryError
from conflictkg.names.lookup import resolve
from conflictkg.namespaces import short

if TYPE_CHECKING:
    import networkx

MOST_CHAINS = 20


def ego(network: networkx.MultiDiGraph, asked: Asked) -> list[Table]:
    """The ego network of an actor: its size, density and ties, and how many ties each partner has to the others.

    Formula: size = number of alters; ties among them and their density = ties / (k(k-1)/2) for k alters.
    Source: Everett and Borgatti 2005, doi:10.1016/j.socnet.2004.11.007.
    Signs: all ties with a sign, unless relations are named; sign is +, - or both.
    """
    (node,) = named(network, asked, 1)
    graph = pairs(network, asked.weight, asked.any())
    alters = sorted(graph[node], key=lambda other: (graph.nodes[other]["label"], other))
    among = graph.subgraph(alters)
    k = len(alters)
    figures: list[tuple[Cell, ...]] = [
        ("alters", k),
        ("ties among them", among.size()),
        ("density among them", 2 * among.size() / (k * (k - 1)) if k > 1 else None),
    ]
    rows = []
    for other in alters:
        told = graph.edges[node, other]
        kinds = ", ".join(
            sorted({tie["relation"] for _, _, tie in ties_between(network, node, other)} & set(asked.any()))
        )
        sign = {(1,): "+", (-1,): "-"}.get(tuple(told["signs"]), "both")
        rows.append((*label(graph, other), kinds, sign, told["weight"], among.degree(other), told["certainty"]))
    columns = ("actor", "name", "relations", "sign", "weight", "ties_to_others", "certainty")
    return [
        Table("", f"Ego network of {graph.nodes[node]['label']}", ("figure", "value"), figures, keys=1),
        Table("alters", "Who is tied to it", columns, rows),
    ]


def chains(network: networkx.MultiDiGraph, asked: Asked) -> list[Table]:
    """The shortest chains of ties between two actors, tie by tie, with the claims that each rests on.

    Formula: all paths with the fewest steps, at most 20 of them; a chain is certain where each step has a certain tie.
    Source: Dijkstra 1959, doi:10.1007/BF01386390 (by breadth, all steps being alike).
    Signs: all ties with a sign, unless relations are named; direction is not counted.
    """
    import networkx

    one, other = named(network, asked, 2)
    counted = set(asked.any())
    graph = pairs(network, "none", counted)
    if not networkx.has_path(graph, one, other):
        return [Table("", "No chain of ties joins them", _CHAIN, [])]
    paths = sorted(islice(networkx.all_shortest_paths(graph, one, other), MOST_CHAINS + 1))
    if len(paths) > MOST_CHAINS:
        asked.notes["chains"] = f"more than {MOST_CHAINS} are as short; {MOST_CHAINS} of them are shown"
    ties = {
        (a, b): [tie for tie in ties_between(network, a, b) if tie[2]["relation"] in counted]
        for path in paths[:MOST_CHAINS]
        for a, b in pairwise(path)
    }
    said = _said(asked, [tie[2]["key"] for found in ties.values() for tie in found])
    rows = [
        (number, step, *_told(network, tie), said.get(tie[2]["key"], ""))
        for number, path in enumerate(paths[:MOST_CHAINS], 1)
        for step, pair in enumerate(pairwise(path), 1)
        for tie in ties[pair]
    ]
    ends = " and ".join(graph.nodes[node]["label"] for node in (one, other))
    return [Table("", f"Shortest chains between {ends}", _CHAIN, rows)]


_CHAIN = (
    *("chain", "step", "from", "from_name", "relation", "to", "to_name", "since", "until"),
    *("certainty", "status", "claims"),
)


def named(network: networkx.MultiDiGraph, asked: Asked, count: int) -> list[str]:
    """The actors that are asked for; raises :class:`QueryError` where they are too few, or have no tie that counts."""
    if len(asked.names) != count:
        raise QueryError(f"Name {'one actor' if count == 1 else f'{count} actors'}, by any of their names or an id.")
    found = [short(resolve(asked.store, name, "actor")) for name in asked.names]
    for node, name in zip(found, asked.names, strict=True):
        if node not in network:
            raise QueryError(f'"{name}" has no tie here that is measured: persons, accounts and places have none.')
    return found


def _told(network: networkx.MultiDiGraph, tie: tuple[str, str, dict[str, Any]]) -> tuple[Cell, ...]:
    a, b, told = tie
    ends = (*label(network, a), told["relation"], *label(network, b))
    return (*ends, told["since"], told["until"], told["certainty"], told["status"])


def _said(asked: Asked, keys: list[str]) -> dict[str, str]:
    """Who claims each tie, and where that stands."""
    found: dict[str, list[str]] = {}
    for row in reports.rows_of(asked.store, "claims", "proposition", dict.fromkeys(keys)):
        place = ", ".join(filter(None, (row["title"], readable_locator(row["locator"]))))
        found.setdefault(row["proposition"], []).append(f"{row['attester']} {row['stance']} ({place})")
    return {key: "; ".join(dict.fromkeys(told)) for key, told in found.items()}
