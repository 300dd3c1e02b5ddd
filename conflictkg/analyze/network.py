"""The network that is measured: organisations and the ties between them, as a networkx multigraph.

Persons, accounts and places are left out: no measure scores a person (docs/responsible-use.md). Rejected ties are not
in it, and of the others those that the policy accepts; ``every_status`` takes in what is disputed or party-only too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from conflictkg import reports
from conflictkg.export import Exported
from conflictkg.export.graphs import multigraph
from conflictkg.export.windows import Windows, windows
from conflictkg.namespaces import local, short
from conflictkg.store.base import Store
from conflictkg.vocabulary import vocabulary

if TYPE_CHECKING:
    import networkx

_PRIVATE = ("Person", "OnlineAccount")


def read(graph: Exported, every_status: bool = False) -> networkx.MultiDiGraph:
    """The ties of all days. Beside what :func:`~conflictkg.export.graphs.multigraph` gives, each has

    ``sign`` (1, -1 or 0, by the ontology), ``when`` (the windows in which it holds), ``events`` (how many it stands
    for, 0 where nothing is told) and ``deaths`` (best figure). ``network.graph`` has ``left_out``: what and how many.
    """
    network = multigraph(graph)
    kinds = vocabulary().kinds("Place")
    hidden = {vocabulary().label(kind): kind for kind in (*kinds, *_PRIVATE)}
    out = [node for node, told in network.nodes(data=True) if told["kind"] in hidden]
    persons = sum(hidden[network.nodes[node]["kind"]] in _PRIVATE for node in out)
    network.remove_nodes_from(out)
    doubted = [edge[:3] for edge in network.edges(keys=True, data="status") if edge[3] != "accepted"]
    if not every_status:
        network.remove_edges_from(doubted)
        network.remove_nodes_from([node for node, degree in list(network.degree()) if not degree])
    _tell(graph.store, network)
    network.graph["left_out"] = {
        "persons and accounts": persons,
        "ties that the policy does not accept": 0 if every_status else len(doubted),
    }
    return network


def _tell(store: Store, network: networkx.MultiDiGraph) -> None:
    """Put sign, windows, events and deaths on the ties."""
    signs = {relation.shortcut: relation.sign for relation in vocabulary().relations.values()}
    held = windows(store)
    tolls = {row["tie"]: row for row in reports.rows(store, "tolls")}
    for *_, key, told in network.edges(keys=True, data=True):
        toll = tolls.get(key, {})
        told["sign"] = signs.get(told["relation"], 0)
        told["when"] = held.get(key, Windows([], []))
        told["events"], told["deaths"] = (int(toll.get(name) or 0) for name in ("events", "best_max"))


def with_others(network: networkx.MultiDiGraph, store: Store) -> networkx.MultiDiGraph:
    """The network and the organisations that have no tie in it."""
    found = network.copy()
    for row in reports.rows(store, "things"):
        if vocabulary().is_a(local(row["class"]), "Organisation") and short(row["thing"]) not in found:
            kind = vocabulary().label(local(row["class"]))
            found.add_node(short(row["thing"]), label=row["label"], kind=kind, iri=row["thing"])
    return found


def on(network: networkx.MultiDiGraph, first: str, last: str) -> networkx.MultiDiGraph:
    """What certainly or possibly holds at some time between two days; actors without a tie then go."""
    found = network.__class__(**network.graph)
    for source, target, key, told in network.edges(keys=True, data=True):
        certainty = told["when"].certainty(first, last)
        if certainty:
            found.add_edge(source, target, key, **{**told, "certainty": certainty})
    _describe(found, network)
    return found


def certain(network: networkx.MultiDiGraph) -> networkx.MultiDiGraph:
    """The same actors with the certain ties alone."""
    found = network.__class__(**network.graph)
    found.add_nodes_from(network.nodes(data=True))
    found.add_edges_from(edge for edge in network.edges(keys=True, data=True) if edge[3]["certainty"] == "certain")
    return found


def of(network: networkx.MultiDiGraph, relations: Iterable[str], everybody: bool = True) -> networkx.MultiDiGraph:
    """The ties of some relations, among the same actors or those that have one."""
    kept = set(relations)
    found = network.__class__(**network.graph)
    if everybody:
        found.add_nodes_from(network.nodes(data=True))
    found.add_edges_from(edge for edge in network.edges(keys=True, data=True) if edge[3]["relation"] in kept)
    _describe(found, network)
    return found


def _describe(found: networkx.MultiDiGraph, network: networkx.MultiDiGraph) -> None:
    for node in found:
        found.nodes[node].update(network.nodes[node])
