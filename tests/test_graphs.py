"""The network formats: what stands on nodes and edges, and that networkx reads back what it wrote."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import networkx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import BASE, CKG, DERIVED, RDF, RDFS
from conflictkg.store import MemoryStore

READERS: dict[str, Callable[[Any], networkx.Graph]] = {
    "graphml": lambda file: networkx.read_graphml(file, force_multigraph=True),
    "gexf": networkx.read_gexf,
}
COALITION = "ckg/actor/jaysh-al-fatah"


def read(kg: KnowledgeGraph, format: str, **options: str) -> networkx.Graph:
    """An export as networkx reads it."""
    return READERS[format](io.BytesIO(kg.export(format, **options).encode()))


def test_nodes_and_edges(idlib: KnowledgeGraph) -> None:
    graph = idlib.to_networkx()
    assert graph.nodes[COALITION] == {"label": "Jaysh al-Fatah", "kind": "coalition", "iri": BASE + COALITION}
    members = [(s, told) for s, _, told in graph.in_edges(COALITION, data=True) if told["relation"] == "memberOf"]
    assert len(members) == 7
    assert {told["status"] for _, told in members} == {"accepted"}
    assert all(told["sources"] and told["origins"] >= 1 and told["claims"] >= 1 for _, told in members)
    assert all(key.startswith(BASE) for *_, key in graph.edges(keys=True))
    assert not any(value is None for *_, told in graph.edges(data=True) for value in told.values())
    assert graph.graph == {"policy": "default", "as_of": ""}


def test_a_symmetric_tie_is_one_edge_in_alphabetical_order(idlib: KnowledgeGraph) -> None:
    rivals = [(a, b) for a, b, told in idlib.to_networkx().edges(data=True) if told["relation"] == "rivalOf"]
    assert rivals == [("ckg/actor/isis", "ckg/actor/jabhat-al-nusra")]
    assert all((a <= b) for a, b, told in idlib.to_networkx().edges(data=True) if told["symmetric"])


def test_all_ties_but_the_rejected_are_there(idlib: KnowledgeGraph) -> None:
    rows = idlib.store.select(f"SELECT ?t {{ ?t <{CKG}tieFrom> ?a ; <{CKG}status> ?s FILTER(?s != <{CKG}rejected>) }}")
    assert {key for *_, key in idlib.to_networkx().edges(keys=True)} == {row["t"] for row in rows}


def test_a_view_tells_certain_from_possible(idlib: KnowledgeGraph) -> None:
    graph = idlib.view(as_of="2015-03-28").to_networkx()
    assert graph.graph["as_of"] == "2015-03-28"
    assert {told["certainty"] for *_, told in graph.edges(data=True)} <= {"certain", "possible"}
    members = [told for *_, told in graph.in_edges(COALITION, data=True) if told["relation"] == "memberOf"]
    assert [told["certainty"] for told in members] == ["certain"] * 7


@pytest.mark.parametrize("format", READERS)
@pytest.mark.parametrize("as_of", ["", "2015-03-28"])
def test_networkx_reads_it_back(format: str, as_of: str, idlib: KnowledgeGraph) -> None:
    graph = idlib.view(as_of).to_networkx()
    again = read(idlib, format, as_of=as_of)
    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
    expected = {key: (a, b, told) for a, b, key, told in graph.edges(keys=True, data=True)}
    found = {told.get("id") or key: (a, b, told) for a, b, key, told in _edges(again)}
    assert found.keys() == expected.keys()
    for key, (a, b, told) in expected.items():
        assert found[key][:2] == (a, b)
        timed = {bound: "" for bound in ("start", "end") if format == "gexf" and not told[bound]}
        assert told.items() <= (found[key][2] | timed).items()


def _edges(graph: networkx.Graph) -> list[tuple[str, str, str, dict[str, Any]]]:
    if graph.is_multigraph():
        return list(graph.edges(keys=True, data=True))
    return [(a, b, "", told) for a, b, told in graph.edges(data=True)]


def test_the_time_of_a_tie_is_for_a_timeline(idlib: KnowledgeGraph) -> None:
    """The days that since and until allow; in GEXF the interval that Gephi shows, without what is unbounded."""
    (ended,) = [told for *_, told in idlib.to_networkx().edges(data=True) if told["until"]]
    assert (ended["until"], ended["start"], ended["end"]) == ("2012-04", "", "2012-04-30")
    text = idlib.export("gexf")
    assert 'mode="dynamic" name="" timeformat="date"' in text
    assert 'end="2012-04-30"' in text
    assert 'start=""' not in text
    assert 'end=""' not in text


@pytest.mark.parametrize("format", READERS)
def test_what_is_left_out_is_told_on_top(format: str, idlib: KnowledgeGraph) -> None:
    graph = KnowledgeGraph(idlib.store, policy="x --> <y/>\n")
    assert "themselves are in the RDF formats. -->" in graph.export(format)
    assert len(read(graph, format)) == len(idlib.to_networkx())


@pytest.mark.parametrize("format", READERS)
def test_no_time_stamp_and_the_same_bytes(format: str, idlib: KnowledgeGraph) -> None:
    text = idlib.export(format)
    assert text == idlib.export(format)
    assert "lastmodified" not in text


@pytest.fixture
def parallel() -> KnowledgeGraph:
    """Two ties between two groups, one of them with a hostile name, and a group nobody describes."""
    engine = Store()
    derived = NamedNode(DERIVED)
    label = NamedNode(RDFS + "label")

    def tell(subject: str, told: dict[str, Any]) -> None:
        for predicate, value in told.items():
            engine.add(Quad(NamedNode(BASE + subject), NamedNode(predicate), value, derived))

    tell(
        "ckg/actor/a",
        {RDF + "type": NamedNode(CKG + "ArmedGroup"), label.value: Literal("a\x00\x0b<b>\r\n\u202e&\ufffe")},
    )
    for status in ("accepted", "rejected"):
        engine.add(Quad(NamedNode(CKG + status), label, Literal(status), derived))
    tell("derived/default", {CKG + "policy": Literal("default")})
    for index, kind in enumerate(("Alliance", "Rivalry", "Membership", "Membership")):
        status = "rejected" if index == 3 else "accepted"
        told = {"tieFrom": NamedNode(BASE + "ckg/actor/b"), "tieTo": NamedNode(BASE + "ckg/actor/a")}
        told |= {"status": NamedNode(CKG + status), "origins": Literal(1)}
        told |= {"sourceNames": Literal("a source"), "datasetNames": Literal("x"), "since": Literal("2015")}
        tell(
            f"x/tie/{index}",
            {RDF + "type": NamedNode(CKG + kind)} | {CKG + name: each for name, each in told.items()},
        )
    return KnowledgeGraph(MemoryStore(engine))


@pytest.mark.parametrize("format", READERS)
def test_parallel_ties_and_hostile_names(format: str, parallel: KnowledgeGraph) -> None:
    graph = read(parallel, format)
    assert graph.nodes["ckg/actor/a"]["label"] == "a<b>\n\u202e&"
    assert graph.nodes["ckg/actor/b"] == {"label": "b", "kind": "", "iri": BASE + "ckg/actor/b"}
    found = sorted((a[-1], b[-1], told["relation"], told["since"]) for a, b, told in graph.edges(data=True))
    assert found == [
        ("a", "b", "alliedWith", "2015"),
        ("a", "b", "rivalOf", "2015"),
        ("b", "a", "memberOf", "2015"),
    ]
