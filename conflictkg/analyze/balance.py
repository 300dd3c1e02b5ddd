"""Structural balance: how far a signed network is from two camps, and what its triads lead one to expect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from conflictkg.analyze.asked import Asked, label
from conflictkg.analyze.pairs import signed, ties_between
from conflictkg.analyze.report import Cell, Table
from conflictkg.analyze.triads import figures, triangles

if TYPE_CHECKING:
    import networkx

SIGNS = {1: "friendly", -1: "hostile", 0: "neither"}


def balance(network: networkx.MultiDiGraph, asked: Asked) -> list[Table]:
    """Balanced triads, the frustration index with its bounds, the frustrated ties and a division into two camps.

    Formula: L = min over divisions into two camps of friendly pairs between + hostile pairs within, each pair 1; the
    index lies from lower to upper, proven where they are equal; line index of balance = 1 - 2L / pairs.
    Source: Harary 1959, doi:10.1002/bs.3830040405; Aref, Mason and Wilson 2020, doi:10.1002/net.21907; Aref and Wilson
    2018, doi:10.1093/comnet/cnx044.
    Signs: 1 friendly, -1 hostile by the ontology; pairs that are both are left out and counted (each would add 1 to L).
    """
    from conflictkg.analyze.frustration import frustration, have_solver

    graph = signed(network, asked.any())
    found = frustration(graph, asked.limit, asked.seed)
    told = figures(graph, list(triangles(graph)))
    told += [
        ("frustration index, lower bound", found.lower),
        ("frustration index, upper bound", found.upper),
        ("frustration index proven", found.proven),
        ("line index of balance, at least", 1 - 2 * found.upper / graph.size() if graph.size() else None),
    ]
    if not found.proven:
        more = "a longer --limit may" if have_solver() else "pip install 'conflictkg[analysis]' and scipy will"
        asked.notes["bounds"] = f"not closed within {asked.limit:g} s; {more} bring them closer"
    asked.notes["division"] = "one of several that frustrate as few ties"
    frustrated = [
        (*label(graph, a), *label(graph, b), SIGNS[graph.edges[a, b]["sign"]], _relations(network, a, b), certainty)
        for a, b, certainty in (
            (a, b, graph.edges[a, b]["certainty"]) for a, b in sorted(map(sorted, found.frustrated))
        )
    ]
    columns = ("a", "a_name", "b", "b_name", "sign", "relations", "certainty")
    camps = sorted((camp, graph.nodes[node]["label"], node) for node, camp in _numbered(graph, found.camps).items())
    members = [(*label(graph, node), camp) for camp, _, node in camps]
    return [
        Table("", "Structural balance", ("figure", "value"), told, keys=1),
        Table("frustrated", "Ties that go against the division", columns, frustrated),
        Table("camps", "A division into camps, one of several", ("actor", "name", "camp"), members),
    ]


def _numbered(graph: networkx.Graph, camps: dict[str, int]) -> dict[str, str]:
    """Camps as 1a and 1b, 2a and 2b ... by component, the largest first: nothing tells how those stand together."""
    import networkx

    parts = sorted(map(sorted, networkx.connected_components(graph)), key=lambda part: (-len(part), part))
    return {
        node: f"{number}{'a' if camps[node] == camps[part[0]] else 'b'}"
        for number, part in enumerate(parts, 1)
        for node in part
    }


def _relations(network: networkx.MultiDiGraph, a: str, b: str) -> str:
    return ", ".join(sorted({tie["relation"] for *_, tie in ties_between(network, a, b) if tie["sign"]}))


class Guess(NamedTuple):
    """What the triads say of a pair: the sum over common partners of the product of signs, and those partners."""

    a: str
    b: str
    total: int
    through: list[str]

    @property
    def sign(self) -> int:
        """1, -1, or 0 where they are divided."""
        return (self.total > 0) - (self.total < 0)


def expected(network: networkx.MultiDiGraph, asked: Asked) -> list[Table]:
    """How well triads foretell a known sign, and which ties they lead one to expect: hypotheses, kept nowhere.

    Formula: guess(a, b) = sign of Σ_c s_ac s_bc over common partners c, without the tie a-b itself; accuracy = right /
    guessed, beside always guessing the commoner sign and the mean of the accuracies by sign.
    Source: Cartwright and Harary 1956, doi:10.1037/h0046049; Leskovec, Huttenlocher and Kleinberg 2010,
    doi:10.1145/1772690.1772756.
    Signs: 1 friendly, -1 hostile by the ontology; pairs that are both are left out.
    """
    graph = signed(network, asked.any())
    known = [(guess_of(graph, a, b), sign) for a, b, sign in graph.edges(data="sign")]
    wrong = [
        (*label(graph, g.a), *label(graph, g.b), SIGNS[sign], SIGNS[g.sign], len(g.through), _why(graph, g))
        for g, sign in sorted(known, key=lambda pair: (-abs(pair[0].total), pair[0].a, pair[0].b))
        if g.sign not in (0, sign)
    ]
    rows = [
        (*label(graph, g.a), *label(graph, g.b), SIGNS[g.sign], abs(g.total), len(g.through), _why(graph, g))
        for g in sorted(_open(graph), key=lambda g: (-abs(g.total), g.a, g.b))
        if g.sign
    ]
    asked.notes["expected ties"] = "follow from the signs around them and no source says them; they are never exported"
    pair = ("a", "a_name", "b", "b_name")
    return [
        Table("", "Leave-one-out prediction of signs", ("figure", "value"), list(_quality(known)), keys=1),
        Table(
            "mistaken", "Ties whose sign is foretold wrongly", (*pair, "sign", "foretold", "common", "because"), wrong
        ),
        Table(
            "expected",
            "Ties that may be expected; nobody claims them",
            (*pair, "expected", "weight", "common", "because"),
            rows,
        ),
    ]


def guess_of(graph: networkx.Graph, a: str, b: str) -> Guess:
    """What the others say of a pair; a tie between the two is not looked at."""
    through = sorted(set(graph[a]) & set(graph[b]))
    return Guess(a, b, sum(graph.edges[a, c]["sign"] * graph.edges[b, c]["sign"] for c in through), through)


def _open(graph: networkx.Graph) -> Iterator[Guess]:
    """Pairs without a tie that have a common partner; those that are friend and foe at once are no open question."""
    near = {pair for node in graph for pair in combinations(sorted(graph[node]), 2) if not graph.has_edge(*pair)}
    near -= {tuple(sorted(pair)) for pair in graph.graph["mixed"]}
    return (guess_of(graph, a, b) for a, b in near)


def _quality(known: list[tuple[Guess, int]]) -> Iterable[tuple[Cell, ...]]:
    guessed = [(guess.sign, sign) for guess, sign in known if guess.sign]
    right = Counter(sign for guess, sign in guessed if guess == sign)
    of = Counter(sign for _, sign in guessed)
    by_sign = [right[sign] / of[sign] for sign in (1, -1) if of[sign]]
    yield "pairs with a sign", len(known)
    yield "pairs with a guess", len(guessed)
    yield "guesses that are right", right.total()
    yield "accuracy", right.total() / len(guessed) if guessed else None
    yield "accuracy of always guessing the commoner sign", max(of.values()) / len(guessed) if guessed else None
    yield "mean of the accuracies by sign", sum(by_sign) / len(by_sign) if by_sign else None


def _why(graph: networkx.Graph, guess: Guess, most: int = 3) -> str:
    """The signs that it follows from: those that speak for it first."""
    signs = {c: (graph.edges[guess.a, c]["sign"], graph.edges[guess.b, c]["sign"]) for c in guess.through}
    order = sorted(guess.through, key=lambda c: (signs[c][0] * signs[c][1] != guess.sign, graph.nodes[c]["label"]))
    told = [f"{SIGNS[signs[c][0]]} and {SIGNS[signs[c][1]]} to {graph.nodes[c]['label']}" for c in order[:most]]
    return "; ".join(told) + (f"; {len(order) - most} more" if len(order) > most else "")
