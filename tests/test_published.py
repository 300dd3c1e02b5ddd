"""Published figures of a published network: the alliances of sixteen tribes of the Eastern Central Highlands."""

from __future__ import annotations

import networkx as nx
import pytest

from conflictkg.analyze.frustration import frustration
from conflictkg.analyze.triads import figures, triangles

# Read 1954, Cultures of the Central Highlands, New Guinea, Southwestern Journal of Anthropology 10: friends, foes.
FRIENDS = (
    "0-1 0-14 0-15 1-14 1-15 2-3 2-5 2-6 2-7 3-7 4-6 4-8 4-13 5-6 5-7 5-10 5-11 6-7 6-10 6-11 6-12 7-10 7-11 "
    "8-9 8-12 9-12 10-11 12-13 14-15"
)
FOES = (
    "0-2 0-3 0-4 0-5 0-11 1-2 1-4 1-5 1-8 1-9 4-14 4-15 5-8 5-12 5-15 7-13 8-10 8-14 9-10 9-14 10-12 10-14 10-15 "
    "11-13 11-14 11-15 12-14 12-15 13-15"
)


def test_balance_of_the_tribes() -> None:
    """59 of 68 triads are balanced and 7 of 58 ties frustrated (Aref and Wilson 2018, doi:10.1093/comnet/cnx044)."""
    graph = nx.Graph(mixed=[])
    for pairs, sign in ((FRIENDS, 1), (FOES, -1)):
        graph.add_edges_from((*pair.split("-"), {"sign": sign}) for pair in pairs.split())
    told = dict(figures(graph, list(triangles(graph))))
    assert (told["friendly pairs"], told["hostile pairs"]) == (29, 29)
    assert told["share of triads balanced"] == pytest.approx(0.8676471, abs=1e-7)
    found = frustration(graph)
    assert (found.lower, found.upper) == (7, 7)
    assert 1 - 2 * found.upper / graph.size() == pytest.approx(0.7586207, abs=1e-7)
