"""One suite for every kind of store: changes come as a whole or not at all, and readers are left in peace."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from folders import derived, graph, write

import conflictkg
from conflictkg.errors import ConflictKGError, QueryError, StoreError, UnavailableError
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import DERIVED, INFERRED, dataset_graph
from conflictkg.store import base, open_store
from conflictkg.store.directory import DirectoryStore

MEMBER = {"relation": "member of", "from": "alpha", "to": "union"}
GRAPH = "https://w3id.org/conflictkg/id/dataset/x"
Make = Callable[[], KnowledgeGraph]


@pytest.fixture(params=["memory", "directory"])
def kg(request: pytest.FixtureRequest, tmp_path: Path) -> KnowledgeGraph:
    return conflictkg.open(":memory:" if request.param == "memory" else tmp_path / "demo.db")


def quad(number: int, graph: str = GRAPH) -> str:
    return f"<http://e/{number}> <http://e/p> <http://e/o> <{graph}> .\n"


def members(kg: KnowledgeGraph) -> int:
    return len(kg.query("coalition-members", coalition="union"))


def test_blank_nodes_stay_the_same_in_a_copy_of_many_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "_BLOCK", 100)
    lines = [f"_:n{n} <http://e/p> _:n{n % 7} <{GRAPH}> .\n" for n in range(20)]
    source, target = ox.Store(), ox.Store()
    source.bulk_load("".join([*map(quad, range(20)), *lines]).encode(), ox.RdfFormat.N_QUADS)
    source.bulk_load(quad(20, "http://e/gone").encode(), ox.RdfFormat.N_QUADS)
    base.copy_rest(source, target, ["http://e/gone"])
    source.remove_graph(ox.NamedNode("http://e/gone"))
    told = [ox.Dataset(store) for store in (source, target)]
    for each in told:
        each.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert len(target) == 40
    assert told[0] == told[1]


# -- every store


def test_a_new_store_is_empty(kg: KnowledgeGraph) -> None:
    assert kg.store.graphs() == []
    assert kg.store.select("SELECT * WHERE { ?s ?p ?o }") == []


def test_load_makes_a_graph_and_the_derived_one(kg: KnowledgeGraph, tmp_path: Path) -> None:
    report = kg.load(write(tmp_path / "demo", ties=[MEMBER]))
    assert list(report) == [report]
    assert report.dataset == "demo"
    assert kg.store.graphs() == [dataset_graph("demo"), DERIVED, INFERRED]
    assert members(kg) == 1


def test_loading_again_replaces_the_dataset_whole(kg: KnowledgeGraph, tmp_path: Path) -> None:
    kg.load(write(tmp_path / "demo", ties=[MEMBER]))
    before = derived(kg)
    kg.load(tmp_path / "demo")
    assert derived(kg) == before
    kg.load(write(tmp_path / "demo", ties=[MEMBER | {"from": "beta"}]))
    assert [row["name"] for row in kg.query("coalition-members", coalition="union")] == ["Beta"]


def test_a_draft_without_some_graphs_has_all_others(kg: KnowledgeGraph, tmp_path: Path) -> None:
    kg.load(write(tmp_path / "one", ties=[MEMBER]), write(tmp_path / "two", ties=[MEMBER | {"from": "gamma"}]))
    before = {str(q) for q in kg.store.engine}
    gone = {dataset_graph("one"), DERIVED}
    with kg.store.writing(without=gone) as draft:
        left = {str(q) for q in draft.engine}
    assert left == {quad for quad in before if not any(quad.endswith(f"<{graph}>") for graph in gone)}
    assert kg.store.graphs() == [dataset_graph("two"), INFERRED]


def test_a_load_that_fails_changes_nothing(kg: KnowledgeGraph, tmp_path: Path) -> None:
    kg.load(write(tmp_path / "demo", ties=[MEMBER]))
    before = {str(q) for q in kg.store.engine}
    broken = write(tmp_path / "broken", ties=[MEMBER | {"from": "nobody"}])
    good = write(tmp_path / "good", ties=[MEMBER | {"from": "gamma"}])
    for paths in ([broken], [good, broken], [tmp_path / "none"]):
        with pytest.raises(ConflictKGError):
            kg.load(*paths)
        assert {str(q) for q in kg.store.engine} == before


def test_a_change_that_breaks_off_half_way_changes_nothing(kg: KnowledgeGraph) -> None:
    with kg.store.writing() as draft:
        draft.replace(GRAPH, [quad(1)])

    def breaking() -> object:
        yield quad(2)
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"), kg.store.writing() as draft:
        draft.replace(GRAPH, breaking())  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt), kg.store.writing() as draft:  # noqa: PT012 - the block is what is tested
        draft.replace(GRAPH, [quad(3)])
        raise KeyboardInterrupt
    assert [q.subject.value for q in kg.store.engine] == ["http://e/1"]  # type: ignore[union-attr]
    with kg.store.writing() as draft:
        draft.replace(GRAPH, [quad(4)])
    assert [q.subject.value for q in kg.store.engine] == ["http://e/4"]  # type: ignore[union-attr]


def test_unload_leaves_nothing_behind(kg: KnowledgeGraph, tmp_path: Path) -> None:
    kg.load(write(tmp_path / "one", ties=[MEMBER]))
    before = derived(kg)
    kg.load(write(tmp_path / "two", ties=[MEMBER | {"from": "beta"}]))
    assert members(kg) == 2
    kg.unload("two")
    assert derived(kg) == before
    with pytest.raises(QueryError, match='no dataset "two"'):
        kg.unload("two")


def test_a_big_change_comes_in_parts_and_whole(kg: KnowledgeGraph) -> None:
    with kg.store.writing() as draft:
        draft.replace(GRAPH, (quad(n) for n in range(60_000)))
    assert len(kg.store.engine) == 60_000


def test_queries_run_over_the_union_of_all_graphs(kg: KnowledgeGraph) -> None:
    with kg.store.writing() as draft:
        draft.replace(GRAPH, [quad(1)])
        draft.replace(GRAPH + "2", [quad(2, GRAPH + "2")])
    assert len(kg.store.select("SELECT ?s WHERE { ?s ?p ?o }")) == 2
    assert kg.store.select("SELECT ?s ?none WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s")[0] == {
        "s": "http://e/1",
        "none": "",
    }
    assert sorted(kg.store.pairs("http://e/p")) == [("http://e/1", "http://e/o"), ("http://e/2", "http://e/o")]


@pytest.mark.parametrize("sparql", ["SELECT ?x WHERE { ?x", "nonsense", "INSERT DATA { <a:b> <a:b> <a:b> }", ""])
def test_a_query_that_cannot_be_read(kg: KnowledgeGraph, sparql: str) -> None:
    with pytest.raises(QueryError, match="cannot be read"):
        kg.store.query(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { service SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { SERVICE ?where { ?s ?p ?o } }",
        "SELECT * WHERE { VALUES ?x {'a'} SERVICE<http://127.0.0.1:1/>{ ?s ?p ?o } }",
        "SELECT * WHERE { S\\u0045RVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p 1.SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p <http://e/>.SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p ?o.SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "PREFIX e: <http://e/> SELECT * WHERE { ?s ?p e:o.SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "PREFIX : <http://e/> SELECT * WHERE { ?s ?p :.SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p true.SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p 'x'@en.SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { FILTER(1<2) ?s ?p ?o . FILTER(3>2) SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { FILTER(?a<?b) SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } FILTER(?a>?b) }",
        "SELECT * WHERE { ?s ?p _:b.SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    ],
)
def test_no_query_reaches_out(kg: KnowledgeGraph, sparql: str) -> None:
    with pytest.raises(QueryError):
        list(kg.store.query(sparql))


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service WHERE { ?service ?p ?o }",
        "SELECT * WHERE { ?s ?p 'SERVICE' }",
        'SELECT * WHERE { ?s ?p """a "SERVICE" b""" }',
        "SELECT * WHERE { ?s <http://e/SERVICE> ?o }",
        "SELECT * WHERE { ?s ?p ?o } # SERVICE",
        "PREFIX e: <http://e/> SELECT * WHERE { ?s e:SERVICE ?o }",
        "PREFIX service: <http://e/> SELECT * WHERE { ?s service:x ?o }",
    ],
)
def test_the_word_alone_does_no_harm(kg: KnowledgeGraph, sparql: str) -> None:
    assert kg.store.select(sparql) == []


# -- directories


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with DirectoryStore(tmp_path / "demo.db", create=True).writing() as draft:
        draft.replace(GRAPH, [quad(1)])
    return tmp_path / "demo.db"


def change(place: Path, number: int) -> None:
    with DirectoryStore(place).writing() as draft:
        draft.replace(GRAPH, [quad(number)])


def subjects(store: DirectoryStore) -> list[str]:
    return sorted(q.subject.value for q in store.engine)  # type: ignore[union-attr]


def test_what_was_written_is_there_when_opened_again(place: Path) -> None:
    assert subjects(DirectoryStore(place)) == ["http://e/1"]


def test_a_reader_keeps_its_snapshot(place: Path) -> None:
    reader = DirectoryStore(place)
    assert subjects(reader) == ["http://e/1"]
    for number in (2, 3, 4):
        change(place, number)
        assert subjects(reader) == ["http://e/1"]
    reader.close()
    assert subjects(reader) == ["http://e/4"]


def test_a_reader_that_looks_late_sees_the_newest(place: Path) -> None:
    reader = DirectoryStore(place)
    for number in (2, 3, 4):
        change(place, number)
    assert subjects(reader) == ["http://e/4"]


def test_a_second_writer_is_told_while_reading_goes_on(place: Path) -> None:
    with DirectoryStore(place).writing() as draft:
        draft.replace(GRAPH, [quad(2)])
        with pytest.raises(StoreError, match="another process is writing"), DirectoryStore(place).writing():
            pass
        assert subjects(DirectoryStore(place)) == ["http://e/1"]
    assert subjects(DirectoryStore(place)) == ["http://e/2"]
    change(place, 3)


def test_what_an_interrupted_change_left_is_swept(place: Path) -> None:
    for stale in ("2", "7"):
        ox.Store(str(place / "generations" / stale)).add(
            ox.Quad(ox.NamedNode("http://e/stale"), ox.NamedNode("http://e/p"), ox.Literal("x"))
        )
    (place / "conflictkg.json.new").write_text("{", encoding="utf-8")
    assert subjects(DirectoryStore(place)) == ["http://e/1"]
    change(place, 2)
    assert subjects(DirectoryStore(place)) == ["http://e/2"]
    assert sorted(p.name for p in (place / "generations").iterdir()) == ["1", "2"]


def test_old_generations_do_not_pile_up(place: Path) -> None:
    for number in range(2, 6):
        change(place, number)
    assert sorted(p.name for p in (place / "generations").iterdir()) == ["4", "5"]


def test_an_empty_directory_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert open_store(str(tmp_path / "empty"), create=True).graphs() == []


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        (None, "not a conflictkg store"),
        ("", "cannot be read"),
        ("[]", "cannot be read"),
        ('{"format": "x"}', "cannot be read"),
    ],
)
@pytest.mark.parametrize("create", [True, False])
def test_what_is_not_a_store(tmp_path: Path, mark: str | None, told: str, create: bool) -> None:
    (tmp_path / "other.txt").write_text("mine", encoding="utf-8")
    if mark is not None:
        (tmp_path / "conflictkg.json").write_text(mark, encoding="utf-8")
    with pytest.raises(StoreError, match=told):
        open_store(str(tmp_path), create)
    assert (tmp_path / "other.txt").read_text(encoding="utf-8") == "mine"


def test_no_store_a_file_and_a_place_that_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store here"):
        open_store(str(tmp_path / "none"))
    (tmp_path / "file").write_text("", encoding="utf-8")
    for place in ("file", "file/below"):
        with pytest.raises(StoreError, match=place):
            open_store(str(tmp_path / place), create=True)


def test_a_damaged_generation(place: Path) -> None:
    for each in (place / "generations" / "1").iterdir():
        each.write_bytes(b"broken")
    with pytest.raises(StoreError, match="cannot be opened"):
        assert DirectoryStore(place).engine


@pytest.mark.parametrize("number", [1, 99])
def test_another_format_is_not_available_here(number: int, place: Path) -> None:
    (place / "conflictkg.json").write_text(json.dumps({"format": number, "current": 1}), encoding="utf-8")
    with pytest.raises(UnavailableError, match=f"has format {number}.*[Ll]oad the data again") as told:
        open_store(str(place))
    assert told.value.exit_code == 3


def test_leaving_the_graph_lets_go_of_the_files(tmp_path: Path) -> None:
    with conflictkg.open(tmp_path / "demo.db") as kg:
        kg.load(write(tmp_path / "demo", ties=[MEMBER]))
        assert members(kg) == 1
    with conflictkg.open(tmp_path / "demo.db") as kg:
        assert members(kg) == 1
        assert derived(kg) == derived(graph(tmp_path / "demo", ties=[MEMBER]))
