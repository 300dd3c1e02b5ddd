"""The SPARQL endpoint as its clients see it: one server in a process of its own, with a store that can be written."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import crowd
import httpx
import pytest
import rdflib
from click.testing import CliRunner
from patience import slower
from serving import TOKEN, Server, served, token, wait
from starlette.responses import Response
from starlette.types import Message

import conflictkg
from conflictkg.cli import cli
from conflictkg.errors import UnavailableError
from conflictkg.namespaces import CKG
from conflictkg.serve.change import using
from conflictkg.serve.front import Front
from conflictkg.serve.negotiate import choose

DEADLINE = 1.0
MEMBERS = "SELECT ?m { ?m ckg:memberOf <https://w3id.org/conflictkg/id/ckg/actor/jaysh-al-fatah> }"
DATASET = "https://w3id.org/conflictkg/id/dataset/idlib-2015"
WRITER = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("serve")
    with conflictkg.open(folder / "db") as kg:
        kg.load("idlib-2015")
    words = ("--deadline", str(DEADLINE), "--workers", "12", "--writable", "--token-file", token(folder))
    with served(folder, *words, store="db") as server:
        yield server


class Slow(threading.Thread):
    """A client that sends a head or body byte by byte, until it is cut off."""

    def __init__(self, port: int, data: bytes) -> None:
        super().__init__()
        self._port, self._data, self.seconds = port, data, 0.0

    def run(self) -> None:
        start = time.monotonic()
        with socket.create_connection(("127.0.0.1", self._port), timeout=0.5) as wire, suppress(ConnectionError):
            wire.sendall(self._data)
            while time.monotonic() - start < 60:
                wire.sendall(b"x")
                with suppress(TimeoutError):
                    if not wire.recv(1000):
                        break
        self.seconds = time.monotonic() - start


@pytest.fixture(scope="module")
def slow(server: Server) -> list[Slow]:
    """They begin before the other tests, so that nobody waits for them."""
    body = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    body += b"Content-Length: 99\r\n\r\n"
    threads = [Slow(server.port, data) for data in (b"GET / HTTP/1.1\r\nX: ", body) for _ in range(10)]
    for each in threads:
        each.start()
    return threads


# -- reading


@pytest.mark.usefixtures("slow")
def test_right_answers_in_each_format(server: Server, idlib: conflictkg.KnowledgeGraph) -> None:
    expected = {row["m"] for row in idlib.query(MEMBERS)}
    assert {row["m"] for row in server.rows(MEMBERS)} == expected
    assert len(expected) == 7
    csv = server.get("/sparql", "text/csv", query=MEMBERS)
    assert csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert set(csv.text.split()[1:]) == expected
    xml = server.get("/sparql", "application/sparql-results+xml;q=0.9, text/csv;q=0.5", query=MEMBERS)
    assert xml.text.count("<result>") == 7
    tsv = server.get("/sparql", "text/tab-separated-values", query=MEMBERS)
    assert len(tsv.text.splitlines()) == 8
    graph = server.get("/sparql", "text/turtle", query="CONSTRUCT WHERE { ?s ckg:memberOf ?o }")
    assert len(rdflib.Graph().parse(data=graph.text)) == len(idlib.ask("CONSTRUCT WHERE { ?s ckg:memberOf ?o }"))
    assert server.get("/sparql", query="ASK { ?s ckg:memberOf ?o }").json() == {"head": {}, "boolean": True}


def test_head_and_cors(server: Server) -> None:
    got, head = (server.client.request(m, server.address + "/sparql?query=ASK{}") for m in ("GET", "HEAD"))
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == str(len(got.content))
    assert got.headers["access-control-allow-origin"] == "*"
    assert got.headers["content-security-policy"].startswith("default-src 'none'")
    may = server.client.options(server.address + "/sparql", headers={"access-control-request-method": "POST"})
    assert may.headers["access-control-allow-headers"] == "accept, content-type"  # no Authorization: reads only


def test_what_cannot_be_is_refused_in_words(server: Server) -> None:
    wrong = server.get("/sparql", query="SELECT ?x WHERE {\n ?x a }")
    assert (wrong.status_code, "line 2, column" in wrong.text) == (400, True)
    none = server.get("/sparql", "image/png", query=MEMBERS)
    assert none.status_code == 406
    assert "application/sparql-results+json" in none.text
    assert server.get("/data", graph="urn:nothing").status_code == 404
    assert server.get("/data", graph="").status_code == 400
    assert server.client.patch(server.address + "/data").status_code == 405
    assert server.client.post(server.address + "/sparql", data={"query": "ASK{}", "update": "x"}).status_code == 400
    tens = " ".join(f"VALUES ?{name} {{ 1 2 3 4 5 6 7 8 9 10 }}" for name in "abcde")
    many = server.get("/sparql", "text/csv", query=f"SELECT * {{ {tens} VALUES ?f {{ 1 2 }} }}")
    assert many.status_code in (413, 503)
    assert "Add LIMIT" in many.text or "longer than 1 s" in many.text


def test_graphs_are_read(server: Server) -> None:
    graph = server.get("/data", "application/n-triples", graph=DATASET)
    own = server.rows(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{DATASET}> {{ ?s ?p ?o }} }}")
    assert len(graph.text.splitlines()) == int(own[0]["n"])
    assert len(server.get("/data?default", "application/n-triples").text) > len(graph.text)


def test_private_persons_are_not_served(server: Server) -> None:
    told = server.get("/data?default", "application/n-triples").text
    assert "fighter-tearing-billboard" not in told
    assert "Fighter seen tearing" not in told
    assert server.rows("SELECT ?c { ?c ckg:attesterName 'Syrian military official (unnamed)' }")


def test_health_and_unknown_paths(server: Server) -> None:
    assert server.get("/health").json() == {"status": "ok", "workers": 12}
    for path in ("/../etc/passwd", "/assets/../../pyproject.toml", "/assets/%2e%2e%2fheld.py", "/assets/..%5cx"):
        told = server.raw(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        assert told.startswith(b"HTTP/1.1 404"), path


# -- writing


def test_writing_wants_the_token(server: Server) -> None:
    for headers in ({}, {"authorization": "Bearer wrong"}, {"authorization": "Basic " + TOKEN}):
        for method, path in (("PUT", "/data?graph=urn:g"), ("POST", "/data?default"), ("DELETE", "/data?graph=urn:g")):
            assert server.client.request(method, server.address + path, headers=headers).status_code == 401
        assert server.client.post(server.address + "/sparql", data={"update": "CLEAR ALL"}).status_code == 401
    assert len(server.rows(MEMBERS)) == 7


def test_a_graph_is_put_read_changed_and_deleted(server: Server) -> None:
    here, put = server.address + "/data?graph=urn:g", {"content-type": "text/turtle"} | WRITER
    assert server.client.put(here, content=b"<urn:a> <urn:b> 1 .", headers=put).status_code == 201
    assert server.rows("SELECT ?o { <urn:a> <urn:b> ?o }") == [{"o": "1"}]
    assert server.client.put(here, content=b"<urn:a> <urn:b> 2 , ", headers=put).status_code == 400
    assert server.client.post(here, content=b"<urn:a> <urn:b> 3 .", headers=put).status_code == 204
    fetch = server.client.post(server.address + "/sparql", data={"update": "LOAD <file:///etc/passwd>"}, headers=WRITER)
    assert (fetch.status_code, "LOAD asks another server" in fetch.text) == (400, True)
    assert sorted(row["o"] for row in server.rows("SELECT ?o { <urn:a> <urn:b> ?o }")) == ["1", "3"]
    assert server.client.delete(here, headers=WRITER).status_code == 204
    assert server.get("/data", graph="urn:g").status_code == 404


def test_what_others_load_is_served_soon(server: Server) -> None:
    assert not server.rows("SELECT ?n { ?n ckg:nameText 'جبهة النصرة'@ar }")
    with conflictkg.open(server.folder / "db") as kg:
        kg.load("idlib-2015-context")
    wait(lambda: server.rows("SELECT ?n { ?n ckg:nameText 'جبهة النصرة'@ar }"))
    assert len(server.rows(MEMBERS)) == 7


def test_the_log_has_no_token_and_no_query(server: Server) -> None:
    server.client.post(server.address + "/sparql", data={"update": "CLEAR XYZ"}, headers=WRITER)
    server.get("/sparql", query="SELECT ('hidden-words' AS ?x) {}")
    assert "POST /sparql 400" in server.said
    assert TOKEN not in server.said
    assert "hidden-words" not in server.said
    assert "Traceback" not in server.said


def test_the_store_of_a_command_can_be_a_server_of_ours(server: Server) -> None:
    """To read; what it shows is not all it has, and it derives by itself, so it says how it is written."""
    for place in (server.address, f"{server.address}/sparql"):
        with conflictkg.open(place) as kg:
            assert {row["m"] for row in kg.query(MEMBERS)} == {row["m"] for row in server.rows(MEMBERS)}
            assert len(kg.view(as_of="2015-03-28").query("coalition-members", coalition="Jaysh al-Fatah")) == 7
            with pytest.raises(UnavailableError, match="Load into the directory that it serves"):
                kg.unload("idlib-2015")


# -- harm

NINE = "abcdefghi"
HOSTILE = {
    "braces": ("SELECT * {" + "{" * 5000 + "?s ?p ?o" + "}" * 5000 + "}", {400}),
    "patterns": ("SELECT * {" + " . ".join(f"?a{i} ?b{i} ?c{i}" for i in range(200)) + "}", {503, 500}),
    "cross": ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", {503}),
    "order": ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c", {503, 500}),
    "doubling": (
        'SELECT (STRLEN(?i) AS ?n) { BIND("aaaaaaaaaaaaaaaa" AS ?a) '
        + "".join(f"BIND(CONCAT({','.join(['?' + NINE[i]] * 16)}) AS ?{NINE[i + 1]}) " for i in range(8))
        + "}",
        {500, 503},
    ),
    "regex": ('SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), "(a|a|b)*(x+x+)+y(.*){1000}")) }', {200, 400, 503}),
    "paths": ("SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:x>)* ?b . ?b (!<urn:x>|^!<urn:x>)* ?c }", {503, 500}),
    "service": ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", {400}),
    "hidden": ("SELECT * { S\\u0045RVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", {400}),
    "file": ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", {200}),
}


def test_hostile_queries_end_in_time_and_others_are_answered(server: Server) -> None:
    before = server.memory()

    def ask(name: str) -> tuple[str, int, float, str]:
        start = time.monotonic()
        told = httpx.post(server.address + "/sparql", data={"query": HOSTILE[name][0]}, timeout=20)
        return name, told.status_code, time.monotonic() - start, told.text

    with ThreadPoolExecutor(4) as many:
        asked = [many.submit(ask, name) for name in HOSTILE]
        time.sleep(DEADLINE / 2)
        assert len(server.rows(MEMBERS)) == 7
        for each in asked:
            name, status, seconds, text = each.result()
            assert status in HOSTILE[name][1], (name, status, text[:200])
            assert seconds < DEADLINE + slower(), name
            assert "root:" not in text
            if status == 503:
                assert "longer than 1 s" in text
    wait(lambda: server.get("/health").json()["workers"] == 12)
    assert len(server.rows(MEMBERS)) == 7
    assert server.memory() - before < 20_000_000


def test_a_crowd_gets_right_answers_or_told_limits(server: Server) -> None:
    before = server.memory()
    expected = crowd.alone(server)
    assert [status for status, _ in expected] == [200] * 7 + [400, 404, 400, 200]
    found = asyncio.run(crowd.ask(server, expected))
    assert set(found) <= {"right", "limit", "again"}, found
    assert found["right"] > crowd.CLIENTS / 8
    assert found["again"] <= crowd.CLIENTS / 2
    assert server.memory() - before < 100_000_000
    assert len(server.rows(MEMBERS)) == 7
    assert "fault:" not in server.said


def test_what_is_too_long_is_refused(server: Server) -> None:
    here = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    assert server.raw(here + b"Content-Length: 100000000\r\n\r\n").startswith(b"HTTP/1.1 413")
    chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    assert b"413" in server.raw(here + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 2, 1)[:12]
    flood = b"".join(b"X-%d: %s\r\n" % (i, b"y" * 100) for i in range(2000))
    assert server.raw(b"GET /health HTTP/1.1\r\nHost: localhost\r\n" + flood, 2).startswith(b"HTTP/1.1 431")
    assert server.raw(b"GET /" + b"x" * 300_000, 2)[:12] in (b"HTTP/1.1 431", b"HTTP/1.1 400", b"")


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example:8765", "127.0.0.1@evil", ""])
def test_other_hosts_are_refused(server: Server, host: str) -> None:
    told = server.raw(f"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert told.startswith(b"HTTP/1.1 421")


def test_slow_heads_and_bodies_are_cut_off(server: Server, slow: list[Slow]) -> None:
    """Clients that send a byte now and then were let go, and all others answered meanwhile."""
    assert len(server.rows(MEMBERS)) == 7
    for each in slow:
        each.join()
    assert len(slow) == 20
    assert max(each.seconds for each in slow) < 12 * slower()


# -- clients


def test_rdflib_and_sparqlwrapper(server: Server) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    store = SPARQLStore(server.address + "/sparql")
    told = rdflib.Graph(store).query(MEMBERS, initNs={"ckg": rdflib.Namespace(CKG)})
    assert {str(row[0]) for row in told} == {row["m"] for row in server.rows(MEMBERS)}
    wrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed: conflictkg[test]")
    asked = wrapper.SPARQLWrapper(server.address + "/sparql", returnFormat="json")
    asked.setQuery(MEMBERS)
    assert len(asked.queryAndConvert()["results"]["bindings"]) == 7


def test_curl(server: Server) -> None:
    curl = shutil.which("curl") or pytest.skip("curl is not installed")
    words = [curl, "-sS", "-H", "Accept: text/csv", server.address + "/sparql", "--data-urlencode", f"query={MEMBERS}"]
    assert len(subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()) == 8


def test_comunica(server: Server) -> None:
    """Needs the program of npm's @comunica/query-sparql on the path, and a Node that it runs on (22)."""
    program = shutil.which("comunica-sparql") or pytest.skip("comunica-sparql is not installed: npm")
    words = [program, f"sparql@{server.address}/sparql", MEMBERS.replace("ckg:memberOf", f"<{CKG}memberOf>")]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout.count("https://w3id.org/conflictkg/id/ckg/actor/") == 7


# -- starting and stopping


def test_a_store_that_dies_is_opened_again_and_all_stops_cleanly(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
        killed = children.read_text(encoding="ascii").split()[0]
        os.kill(int(killed), signal.SIGKILL)
        told: list[
            httpx.Response
        ] = []  # while it starts again, requests wait, or are told to come back: never a wrong answer
        wait(
            lambda: (
                told.append(server.get("/sparql", query=MEMBERS))
                or children.read_text(encoding="ascii").split() not in ([], [killed])
            )
        )
        again = "The process that holds the store ended and is started again. Try again.\n"
        assert all(one.status_code == 200 or one.text == again for one in told)
        wait(
            lambda: all(server.get("/sparql", query=MEMBERS).status_code == 200 for _ in range(8))
        )  # no old worker left
        assert len(server.rows(MEMBERS)) == 7
        keeper = children.read_text(encoding="ascii").split()[-1]
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(5 * slower()) == 0
        assert server.said.endswith("Stopped.\n")
        wait(lambda: not Path(f"/proc/{keeper}").exists())


def test_what_cannot_be_served_is_said(tmp_path: Path) -> None:
    short, shared = tmp_path / "short", tmp_path / "shared"
    short.write_text("abc")
    short.chmod(0o600)
    shared.write_text(TOKEN)
    shared.chmod(0o644)
    for words, told in (
        (["serve", "--writable"], "go together"),
        (["--store", str(tmp_path), "serve", "--writable", "--token-file", str(short)], "16 characters"),
        (["--store", str(tmp_path), "serve", "--writable", "--token-file", str(shared)], "chmod 600"),
        (["serve", "--host", "256.1.1.1"], "cannot be used"),
        (["--store", str(tmp_path / "none"), "serve", "--port", "0"], "there is no store here"),
    ):
        done = CliRunner().invoke(cli, words)
        assert done.exception
        assert told in str(done.exception), (words, done.exception)


# -- parts


def test_long_answers_on_their_way_are_limited() -> None:
    """A client that takes a long answer slowly leaves less for others, who are told so."""

    async def tries() -> list[int]:
        statuses: list[int] = []
        taken = asyncio.Event()
        front = Front(Response(b"x" * 100_000), ["localhost"], sending=150_000)
        scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", b"localhost")]}

        async def slowly(message: Message) -> None:
            statuses.append(message.get("status", 0))
            await taken.wait()

        async def at_once(message: Message) -> None:
            statuses.append(message.get("status", 0))

        first = asyncio.create_task(front(scope, asyncio.Queue().get, slowly))
        await asyncio.sleep(0)
        await front(scope, asyncio.Queue().get, at_once)
        taken.set()
        await first
        await front(scope, asyncio.Queue().get, at_once)
        return [status for status in statuses if status]

    assert asyncio.run(tries()) == [200, 503, 200]


def test_negotiation() -> None:
    offered = {"text/html": "html", "text/turtle": "ttl", "application/ld+json": "jsonld"}
    assert choose("", offered) == "html"
    assert choose("text/turtle;q=0.2, application/ld+json;q=0.3, */*;q=0.1", offered) == "jsonld"
    assert choose("text/html;q=0, */*", offered) == "ttl"
    assert choose("text/*;q=0.5, text/html;q=0.1", offered) == "ttl"
    assert choose("x;q=nonsense, ;;,", offered) == ""


def test_using_goes_into_every_operation() -> None:
    text = "INSERT {?s a 'WHERE'} WHERE {?s a ?o {SELECT * WHERE {}}} ; DELETE {?s ?p ?o} INSERT {} WHERE {?s ?p ?o}"
    assert using(text, ["urn:a"], ["urn:b"]).count("USING <urn:a> USING NAMED <urn:b> WHERE") == 2
    assert using("INSERT DATA { <urn:a> a 1 }", ["urn:a"], []) == "INSERT DATA { <urn:a> a 1 }"
    with pytest.raises(conflictkg.ConflictKGError, match="Do one of both"):
        using("WITH <urn:x> DELETE {?s ?p ?o} WHERE {?s ?p ?o}", ["urn:a"], [])
    with pytest.raises(conflictkg.ConflictKGError, match="for DELETE WHERE"):
        using("DELETE WHERE {?s ?p ?o}", ["urn:a"], [])
