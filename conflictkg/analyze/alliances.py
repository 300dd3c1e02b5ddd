"""Coalitions and alliances as they change: how large, how many, how long-lived. Best asked --by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictkg.analyze.asked import Asked, label
from conflictkg.analyze.pairs import pairs
from conflictkg.analyze.report import Cell, Table
from conflictkg.errors import QueryError
from conflictkg.vocabulary import vocabulary

if TYPE_CHECKING:
    import networkx


def coalitions(network: networkx.MultiDiGraph, asked: Asked) -> list[Table]:
    """How many organisations each coalition has, and who they are.

    Formula: size = members, and organisations that lead it, each once.
    Source: Gade, Gabbay, Hafez and Kelly 2019, doi:10.1177/0022002719826234.
    Signs: membership and leadership alone; persons do not count.
    """
    asked.notes["relations"] = "memberOf, leads"
    found = members(network)
    rows = [(*label(network, coalition), len(found[coalition])) for coalition in found]
    rows.sort(key=lambda row: (-row[2], row[1], row[0]))
    listed = [
        (*label(network, coalition), *label(network, member))
        for coalition in sorted(found, key=lambda c: (-len(found[c]), c))
        for member in sorted(found[coalition], key=lambda m: (network.nodes[m]["label"], m))
    ]
    return [
        Table("", "Size of coalitions", ("coalition", "name", "members"), rows, keys=2),
        Table("members", "Who is in which", ("coalition", "coalition_name", "member", "member_name"), listed),
    ]


def members(network: networkx.MultiDiGraph) -> dict[str, set[str]]:
    """Coalition -> the organisations that are members of it or lead it, as ``coalition-members`` counts them."""
    kind = vocabulary().label("Coalition")
    found: dict[str, set[str]] = {}
    for source, target, relation in network.edges(data="relation"):
        if relation in ("memberOf", "leads") and network.nodes[target]["kind"] == kind:
            found.setdefault(target, set()).add(source)
    return found


def fragmentation(network: networkx.MultiDiGraph, asked: Asked) -> list[Table]:
    """Into how many blocs the actors fall that friendly ties hold together, and how many stand in a coalition.

    Formula: blocs = components of friendly ties among all n actors; s = share of the actors in each; fractionalisation
    = 1 - Σ s²; effective number = 1 / Σ s².
    Source: Rae 1967, The Political Consequences of Electoral Laws, ch. 3; Laakso and Taagepera 1979,
    doi:10.1177/001041407901200101.
    Signs: friendly ties alone, unless relations are named; actors with hostile ties alone are blocs of one.
    """
    import networkx

    graph = pairs(network, "none", asked.friendly())
    sizes = [len(part) for part in networkx.connected_components(graph)]
    concentration = sum((size / len(graph)) ** 2 for size in sizes)
    found = members(network)
    inside = set().union(*found.values())
    figures: list[tuple[Cell, ...]] = [
        ("effective number of blocs", 1 / concentration if sizes else None),
        ("fractionalisation", 1 - concentration if sizes else None),
        ("actors", len(graph)),
        ("blocs", len(sizes)),
        ("coalitions with members", len(found)),
        ("members of the largest coalition", max(map(len, found.values()), default=0)),
        ("share of actors in a coalition", len(inside) / len(graph) if sizes else None),
    ]
    return [Table("", "Fragmentation", ("figure", "value"), figures, keys=1)]


def turnover(network: networkx.MultiDiGraph, asked: Asked) -> list[Table]:
    """Which share of the friendly pairs of a period goes on from the one before.

    Formula: kept = pairs in both periods, new = in this one alone, ended = in the one before alone; stability =
    kept / (kept + new + ended), turnover = 1 - stability.
    Source: Jaccard index; Snijders, van de Bunt and Steglich 2010, doi:10.1016/j.socnet.2009.02.004, section 4.
    Signs: friendly ties alone, unless relations are named; direction is not counted.
    """
    if not asked.by:
        raise QueryError("Turnover is between periods: --by year or --by month.")
    title, relations = "Turnover of friendly pairs", asked.friendly()
    if asked.before is None:
        return [Table("", title, ("figure", "value"), [], keys=1)]
    now, before = (_tied(each, relations) for each in (network, asked.before))
    kept, every = len(now & before), len(now | before)
    figures: list[tuple[Cell, ...]] = [
        ("turnover", 1 - kept / every if every else None),
        ("stability", kept / every if every else None),
        ("kept", kept),
        ("new", len(now - before)),
        ("ended", len(before - now)),
    ]
    return [Table("", title, ("figure", "value"), figures, keys=1)]


def _tied(network: networkx.MultiDiGraph, relations: tuple[str, ...]) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in pairs(network, "none", relations).edges}
