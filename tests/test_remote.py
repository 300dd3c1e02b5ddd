"""One suite for stores in memory, in a directory, and on the servers of others: the same answers and the same files.

What a server is known to do otherwise stands in :data:`DEVIATIONS`; nothing else may differ. Rows are compared in any
order, since Virtuoso compares texts its own way. With CONFLICTKG_ALL the questions and exports of ``syria-2011-2019``
are compared too.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from folders import write
from servers import oxigraph, oxigraph_served, virtuoso, virtuoso_served
from test_named_answers import FILES, FOLDERS, call

import conflictkg
from conflictkg import export
from conflictkg.cli.group import cli
from conflictkg.errors import ConflictKGError, StoreError, UnavailableError
from conflictkg.graph import KnowledgeGraph
from conflictkg.store import open_store
from conflictkg.store.handover import DRAFT
from conflictkg.store.remote import RemoteStore
from conflictkg.store.wire import PASSWORD, TOKEN, USER, Wire

TYPES = "query 'SELECT DISTINCT (STR(?o) AS ?x) (DATATYPE(?o) AS ?t) { ?s ?p ?o FILTER ISLITERAL(?o) }' -f csv"
STORES = ("directory", "oxigraph", "virtuoso")
DEVIATIONS = {
    ("virtuoso", TYPES): "DATATYPE of a text with a language is unbound; by SPARQL 1.1 it is rdf:langString",
}
"""(store, name of a file in tests/questions or words of a command) -> what differs, and why that is right."""

OTHERS = "http://elsewhere.example/graph"
MEMBER = {"relation": "member of", "from": "alpha", "to": "union"}
COMMANDS = (
    "info",
    "show 'Jabhat al-Nusra' --as-of 2015-03-28",
    "find 'jaish el-Fateh'",
    "find 'جيش الفتح'",
    "explain Isis rivalOf 'Jabhat al-Nusra'",
    "explain 'Jaysh al-Fatah' controls Idlib",
    "infer --hypotheses",
    "what-if --without independent-2015-03-28",
    "diff 2012-03 2015-03-28",
    "analyze density --as-of 2015-03-28",
    "query disputed --policy any",
    "query 'SELECT ?who WHERE { ?who ckg:memberOf ?coalition } ORDER BY ?who' --as-of 2015-03-28 -f csv",
    "query 'SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s a ?c } } GROUP BY ?g ORDER BY ?g' -f csv",
    TYPES,
    "query 'ASK { ?who ckg:memberOf ?coalition }'",
    "query 'CONSTRUCT { ?a ckg:memberOf ?b } WHERE { ?a ckg:memberOf ?b }'",
    "query 'SELECT ?a WHERE { ?a ckg:memberOf }'",
    "export -f trig",
    "export -f turtle --as-of 2015-03-28",
)


def run(place: str, words: str) -> Result:
    """A command on a store, in this process; an error is told as ``main`` tells it."""
    done = CliRunner().invoke(cli, f'--store "{place}" {words}')
    if isinstance(done.exception, ConflictKGError):
        done.exit_code = done.exception.exit_code
        done.output_bytes += str(done.exception).encode()
    return done


@pytest.fixture(scope="module", autouse=True)
def _credentials() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(USER, "dba")
        patch.setenv(PASSWORD, "dba")
        patch.delenv(TOKEN, raising=False)
        yield


@pytest.fixture(scope="module", params=STORES)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty store of each kind, with a graph of somebody else on servers."""
    folder = tmp_path_factory.mktemp(request.param)
    with ExitStack() as stack:
        if request.param == "directory":
            yield str(folder / "demo.db")
            return
        installed, served, package = {
            "oxigraph": (oxigraph, oxigraph_served, "the package oxigraph"),
            "virtuoso": (virtuoso, virtuoso_served, "virtuoso-opensource-7-bin"),
        }[request.param]
        if not installed():
            pytest.skip(f"{request.param} is not here: install {package}")
        address = stack.enter_context(served(folder))
        foreign(address, b'<http://e/s> <http://e/p> "theirs" .\n')
        yield address


@pytest.fixture(scope="module")
def filled(place: str) -> str:
    """The same with the built-in datasets loaded by the command."""
    done = run(place, "load idlib-2015 idlib-2015-context")
    assert done.exit_code == 0, done.output
    return place


@pytest.fixture(scope="module")
def kept(filled: str) -> Iterator[KnowledgeGraph]:
    with conflictkg.open(filled) as kg:
        yield kg


@pytest.fixture(scope="module")
def memory() -> KnowledgeGraph:
    return conflictkg.example("idlib-2015", "idlib-2015-context")


def foreign(address: str, put: bytes = b"") -> str:
    """What the graph of somebody else holds; ``put`` is put there first."""
    wire = Wire(address)
    graph = {wire.dialect.graph: OTHERS}
    if put:
        kind = {"Content-Type": "application/n-triples"}
        wire.send("PUT", wire.dialect.data, again=True, params=graph, content=put, headers=kind)
    told = wire.send("GET", wire.dialect.data, again=True, params=graph, headers={"Accept": "application/n-triples"})
    wire.close()
    return told.text.strip()


def kind(place: str) -> str:
    """Which of :data:`STORES` a place is."""
    if not place.startswith("http"):
        return "directory"
    return "virtuoso" if "Virtuoso" in httpx.get(place).headers["server"] else "oxigraph"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_named_questions_have_the_same_answers(kept: KnowledgeGraph, memory: KnowledgeGraph, path: Path) -> None:
    ask_both(kept, memory, path)
    if isinstance(kept.store, RemoteStore):
        assert kept.store._copy is None, "it was asked here, of a copy"


def ask_both(kept: KnowledgeGraph, memory: KnowledgeGraph, path: Path) -> None:
    name, day, parameters = call(path.read_text(encoding="utf-8").splitlines()[0])
    wanted = memory.query(name, as_of=day, **parameters)
    found = kept.query(name, as_of=day, **parameters)
    assert found.columns == wanted.columns
    same = Counter(map(tuple, found.rows)) == Counter(map(tuple, wanted.rows))
    assert same or (kind(kept.store.place), path.stem) in DEVIATIONS


@pytest.fixture(scope="module")
def written(memory: KnowledgeGraph) -> dict[str, dict[str, str | bytes]]:
    """Every export of the store in memory."""
    return {format: export.write(memory, format) for format in export.FORMATS}


def test_every_format_is_written_the_same(kept: KnowledgeGraph, written: dict[str, dict[str, str | bytes]]) -> None:
    for format, texts in written.items():
        assert export.write(kept, format) == texts, format


@pytest.mark.skipif("CONFLICTKG_ALL" not in os.environ, reason="CONFLICTKG_ALL asks for it")
def test_a_larger_dataset_is_asked_and_written_the_same(place: str) -> None:
    """In a store of its own, or beside the other one, which a server keeps apart by its graphs."""
    name = "syria-2011-2019"
    assert {path.parent.name for path in FOLDERS} == {name}
    memory = conflictkg.example(name)
    before = datasets(place)
    if before:
        assert run(place, "unload idlib-2015").exit_code == run(place, "unload idlib-2015-context").exit_code == 0
    assert run(place, f"load {name}").exit_code == 0
    with conflictkg.open(place) as kept:
        for path in FOLDERS:
            ask_both(kept, memory, path)
        for format in export.FORMATS:
            assert export.write(kept, format) == export.write(memory, format), format
    assert run(place, f"unload {name}").exit_code == 0
    if before:
        assert run(place, "load idlib-2015 idlib-2015-context").exit_code == 0


def datasets(place: str) -> list[str]:
    """The names of the datasets in a store."""
    if not place.startswith("http") and not Path(place).exists():
        return []
    with conflictkg.open(place) as kg:
        return [row["dataset"] for row in kg.info()]


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store in a directory, with the same in it."""
    place = str(tmp_path_factory.mktemp("reference") / "demo.db")
    assert run(place, "load idlib-2015 idlib-2015-context").exit_code == 0
    return place


@pytest.mark.parametrize("words", COMMANDS)
def test_commands_say_and_write_the_same(filled: str, reference: str, words: str) -> None:
    if not filled.startswith("http"):
        pytest.skip("this store is what others are held against")
    wanted, found = run(reference, words), run(filled, words)
    assert found.exit_code == wanted.exit_code, found.output
    same = sorted(found.output.replace(filled, "PLACE").splitlines()) == sorted(
        wanted.output.replace(reference, "PLACE").splitlines()
    )
    assert same or (kind(filled), words) in DEVIATIONS, found.output[:2000]


def test_changes_are_whole_and_leave_the_rest_alone(filled: str, tmp_path: Path, memory: KnowledgeGraph) -> None:
    def quads() -> set[str]:
        with conflictkg.open(filled) as kg:
            return {str(quad) for quad in kg.store.engine}

    before = quads()
    assert before == {str(quad) for quad in memory.store.engine}
    demo = write(tmp_path / "demo", ties=[MEMBER])
    broken = write(tmp_path / "broken", ties=[MEMBER | {"from": "nobody"}])
    assert run(filled, f"load {demo} {broken}").exit_code == 2
    assert quads() == before
    assert run(filled, f"load {demo}").exit_code == 0
    assert run(filled, "query coalition-members -p coalition=union -f csv").output.count("\n") == 2
    with conflictkg.open(":memory:") as kg:
        kg.load("idlib-2015", "idlib-2015-context", demo)
        assert quads() == {str(quad) for quad in kg.store.engine}
    assert run(filled, "unload demo").exit_code == 0
    assert quads() == before
    assert run(filled, "unload demo").exit_code == 2
    if filled.startswith("http"):
        assert "theirs" in foreign(filled)
        assert not {graph for graph in all_graphs(filled) if graph.startswith(DRAFT)}


def all_graphs(address: str) -> set[str]:
    """The names of all graphs of a server."""
    wire = Wire(address)
    form = {"query": wire.dialect.graphs}
    told = wire.send("POST", wire.dialect.query, again=True, data=form, headers={"Accept": "text/csv"})
    wire.close()
    return {line.strip('"') for line in told.text.split()}


@pytest.mark.parametrize("address", ["http://me:secret@127.0.0.1:1", "http://", "http://127.0.0.1:x", "http://h/?q=1"])
def test_an_address_that_is_none_says_so_and_no_secret(address: str) -> None:
    with pytest.raises(StoreError) as told:
        open_store(address)
    assert "secret" not in str(told.value)


def test_a_change_is_refused_without_the_right_password(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if kind(filled) != "virtuoso":
        pytest.skip("this store asks for no password")
    monkeypatch.setenv(PASSWORD, "hidden")
    done = run(filled, "unload idlib-2015")
    assert done.exit_code == 2
    assert f"Put the name and password into {USER} and {PASSWORD}" in done.output
    assert "hidden" not in done.output


def test_who_changed_it_meanwhile_is_not_overwritten(filled: str, tmp_path: Path) -> None:
    if kind(filled) != "oxigraph":
        pytest.skip("a directory is locked while it is written; on Virtuoso it is the same code, and slow")
    name = "https://w3id.org/conflictkg/id/dataset/other"

    def quads(*said: str) -> list[str]:
        return [f"<http://e/{each}> <http://e/p> <http://e/o> <{name}> .\n" for each in said]

    def at_once() -> None:
        with store.writing() as mine:
            mine.replace(name, quads("mine"))
            with other.writing() as theirs:
                theirs.replace(name, quads("theirs", "too"))

    with closing(open_store(filled)) as store, closing(open_store(filled)) as other:
        with pytest.raises(StoreError, match="somebody else changed the store meanwhile"):
            at_once()
        told = store.look(None, ox.NamedNode("http://e/p"), None)
        assert sorted(str(quad.subject) for quad in told) == ["<http://e/theirs>", "<http://e/too>"]
        with other.writing([name]):
            pass
    assert not any(graph.startswith(DRAFT) for graph in all_graphs(filled))


def test_a_server_that_is_none_of_these_is_told() -> None:
    import http.server
    import threading

    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(UnavailableError, match="not a SPARQL server known here"):
            open_store(f"http://127.0.0.1:{server.server_port}/sparql")
        server.shutdown()


def test_a_name_that_is_not_there_is_sought_among_names_alone(filled: str) -> None:
    with conflictkg.open(filled) as kg:
        assert not kg.find("Brigade of Nowhere")
        assert [row["name"] for row in kg.find("Jabhat al-Nusro")] == ["Jabhat al-Nusra"]
        assert not isinstance(kg.store, RemoteStore) or kg.store._copy is None
