"""Communities: groups of actors with many ties inside and few between, and the rivalries that fall inside one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conflictkg.analyze.asked import Asked, label, of_sign
from conflictkg.analyze.pairs import pairs, ties_between
from conflictkg.analyze.report import Table

if TYPE_CHECKING:
    import networkx

Parts = list[list[str]]


def communities(network: networkx.MultiDiGraph, asked: Asked) -> list[Table]:
    """Communities by modularity, with the hostile ties that fall inside each.

    Formula: Q = Σ_c [ L_c / m - (d_c / 2m)² ], L_c = weight inside c, d_c = strength of c, m = all weight; made as
    large as the method can, which need not be the largest there is.
    Source: Newman and Girvan 2004, doi:10.1103/PhysRevE.69.026113; Leiden: Traag et al. 2019,
    doi:10.1038/s41598-019-41695-z; Louvain: Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008.
    Signs: friendly ties alone make communities, unless relations are named; hostile ones are counted inside them.
    """
    import networkx

    graph = pairs(network, asked.weight, asked.friendly())
    graph.remove_nodes_from(list(networkx.isolates(graph)))
    parts = _divide(graph, asked) if graph else []
    quality = networkx.community.modularity(graph, parts) if graph.size() else 0.0
    home = {node: number for number, part in enumerate(parts, 1) for node in part}
    hostile = pairs(network, "ties", of_sign(-1))
    inside = [(a, b, told) for a, b, told in hostile.edges(data=True) if a in home and home[a] == home.get(b)]
    figures = [
        ("actors with such a tie", len(graph)),
        ("communities", len(parts)),
        ("modularity", quality),
        ("hostile pairs", hostile.size()),
        ("hostile pairs inside a community", len(inside)),
    ]
    members = [(*label(graph, node), number, len(part)) for number, part in enumerate(parts, 1) for node in part]
    rivals = [
        (*label(graph, a), *label(graph, b), home[a], _relations(network, told["ties"], a, b), told["certainty"])
        for a, b, told in sorted(inside, key=lambda each: (home[each[0]], each[0], each[1]))
    ]
    between = ("a", "a_name", "b", "b_name", "community", "relations", "certainty")
    return [
        Table("", "Communities", ("figure", "value"), figures, keys=1),
        Table("members", "Who is in which", ("actor", "name", "community", "size"), members),
        Table("rivals", "Hostile ties inside a community", between, rivals),
    ]


def _divide(graph: networkx.Graph, asked: Asked) -> Parts:
    """The parts, the largest first; by Leiden where a backend of networkx has it, else by Louvain."""
    import networkx

    try:
        found = networkx.community.leiden_communities(graph, weight="weight", seed=asked.seed)
        asked.notes["method"] = f"Leiden, seed {asked.seed}"
    except (AttributeError, NotImplementedError):
        found = networkx.community.louvain_communities(graph, weight="weight", seed=asked.seed)
        asked.notes["method"] = f"Louvain, seed {asked.seed} (networkx has no Leiden of its own)"
    return sorted(map(sorted, found), key=lambda part: (-len(part), part))


def _relations(network: networkx.MultiDiGraph, keys: list[str], a: str, b: str) -> str:
    return ", ".join(sorted({tie["relation"] for *_, tie in ties_between(network, a, b) if tie["key"] in keys}))
