"""How closely knit a network is: density by relation, and the parts that hang together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictkg.analyze.asked import Asked, label
from conflictkg.analyze.pairs import pairs
from conflictkg.analyze.report import Table

if TYPE_CHECKING:
    import networkx


def density(network: networkx.MultiDiGraph, asked: Asked) -> list[Table]:
    """Ties, tied pairs and density by relation, of friendly, of hostile and of all ties.

    Formula: density = tied pairs / (n(n-1)/2) over all n actors that have a tie of any kind.
    Source: Wasserman and Faust 1994, Social Network Analysis, 4.1.
    Signs: each relation apart, then by sign; direction is not counted.
    """
    signs = {told["relation"]: told["sign"] for *_, told in network.edges(data=True)}
    counted = sorted(set(signs) & set(asked.any()))
    groups = {relation: (relation,) for relation in counted}
    groups |= {word: tuple(r for r in counted if signs[r] == sign) for word, sign in (("friendly", 1), ("hostile", -1))}
    groups["all"] = tuple(counted)
    n = len(network)
    rows = []
    for name, relations in groups.items():
        graph = pairs(network, "ties", relations) if relations else None
        tied = graph.size() if graph else 0
        ties = int(graph.size(weight="weight")) if graph else 0
        rows.append((name, 2 * tied / (n * (n - 1)) if n > 1 else None, tied, ties, n))
    columns = ("ties_of", "density", "pairs", "ties", "actors")
    return [Table("", "Density", columns, rows, keys=1)]


def components(network: networkx.MultiDiGraph, asked: Asked) -> list[Table]:
    """The components: parts in which everybody is tied to everybody by some chain, the largest first.

    Formula: connected components of the undirected network; share = actors in it / all actors with a tie.
    Source: Wasserman and Faust 1994, Social Network Analysis, 4.2.
    Signs: friendly ties alone, unless relations are named; direction is not counted.
    """
    import networkx

    graph = pairs(network, "none", asked.friendly())
    parts = sorted(map(sorted, networkx.connected_components(graph)), key=lambda part: (-len(part), part))
    rows = [(*label(graph, node), number, len(part)) for number, part in enumerate(parts, 1) for node in part]
    told = [
        ("actors", len(graph)),
        ("components", len(parts)),
        ("actors in the largest", len(parts[0]) if parts else 0),
        ("actors without such a tie", sum(len(part) == 1 for part in parts)),
    ]
    return [
        Table("", "Components", ("figure", "value"), told, keys=1),
        Table("members", "Who is in which", ("actor", "name", "component", "size"), rows),
    ]
