"""Made-up signed networks, and the frustration index by trying every division."""

from __future__ import annotations

import random

import networkx as nx
import numpy as np


def network(nodes: int, edges: int, seed: int, hostile: float = 0.5) -> nx.Graph:
    """So many ties with signs at random."""
    draw = random.Random(seed)
    graph = nx.relabel_nodes(nx.gnm_random_graph(nodes, edges, seed=seed), str)
    for *_, told in graph.edges(data=True):
        told["sign"] = -1 if draw.random() < hostile else 1
    return graph


def index(graph: nx.Graph) -> int:
    """The fewest frustrated ties of all divisions; the last actor stays in the first camp."""
    place = {node: number for number, node in enumerate(graph)}
    divisions = np.arange(2 ** max(len(place) - 1, 0))
    frustrated = np.zeros(len(divisions), dtype=int)
    for a, b, sign in graph.edges(data="sign"):
        apart = (divisions >> place[a] ^ divisions >> place[b]) & 1
        frustrated += apart if sign > 0 else 1 - apart
    return int(frustrated.min())
