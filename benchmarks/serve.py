"""``python -m benchmarks.serve [TRIPLES]``: requests a second of ``conflictkg serve`` and two other servers.

It, rdflib-endpoint and ``oxigraph serve`` hold the same triples of a generated store (100,000 where no number is given)
and are asked the same two queries by the same few clients: one hop (who belongs to a coalition), and a join over its
members and their claims. Ours has all its limits on. Every answer is compared with that of the library. The peers are
looked for beside this Python and in ``$CONFLICTKG_PEERS`` (a virtual environment with rdflib-endpoint, uvicorn and
oxigraph); one that is not there is said to be so.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from io import BufferedReader
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx

from benchmarks.store import built
from conflictkg.graph import KnowledgeGraph, open_graph
from conflictkg.namespaces import CKG, RDFS
from conflictkg.store import copy

SECONDS, ROUNDS, CLIENTS = 2.0, 5, 4
JSON = "application/sparql-results+json"
PREFIXES = f"PREFIX ckg: <{CKG}> PREFIX rdfs: <{RDFS}> "
QUERIES = {
    "one hop": PREFIXES + "SELECT ?who WHERE { ?who ckg:memberOf ?c . ?c rdfs:label 'Coalition 0' } LIMIT 20",
    "join": PREFIXES
    + """SELECT ?name (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  ?who ckg:memberOf ?c ; rdfs:label ?name . ?tie ckg:tieFrom ?who ; ckg:tieTo ?c ; ckg:evidence ?claim .
  ?claim ckg:reportedIn ?source } GROUP BY ?name ORDER BY DESC(?claims) ?name LIMIT 50""",
}
ENDPOINT = """
import rdflib, sys, uvicorn
from rdflib_endpoint import SparqlEndpoint
graph = rdflib.Graph().parse(sys.argv[1], format="nt")
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""


def run(triples: int) -> Iterator[str]:
    """Rows of a Markdown table: query, server, requests a second, how many times ours."""
    kg = built(triples)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with open_graph(folder / "db") as stored, stored.store.writing() as draft:
            copy(kg.store.engine, draft.engine)
        data = folder / "data.nt"
        data.write_bytes(_merged(kg))
        with ExitStack() as started:
            servers = {name: started.enter_context(start(folder, data)) for name, start in _SERVERS.items()}
            for name, query in QUERIES.items():
                yield from _rows(servers, name, query, len(kg.query(query)))


def _merged(kg: KnowledgeGraph) -> bytes:
    """All graphs as one, since the peers have no union of graphs."""
    lines = {str(quad.triple) + " .\n" for quad in kg.store.engine}
    return "".join(sorted(lines)).encode()


def _rows(servers: dict[str, str], name: str, query: str, rows: int) -> Iterator[str]:
    """The median of some rounds, in each of which all servers have their turn."""
    rates: dict[str, list[float]] = {server: [] for server in servers}
    for _ in range(ROUNDS):
        for server, address in servers.items():
            rates[server].append(_rate(address, query, rows) if address else 0.0)
    ours = statistics.median(rates["conflictkg serve"])
    for server, found in rates.items():
        rate = statistics.median(found)
        times = f"{ours / rate:.1f}x" if rate else "not here"
        yield f"| {name} | {server} | {rate:,.0f} | {'' if server == 'conflictkg serve' else times} |"


def _rate(address: str, query: str, rows: int) -> float:
    """Right answers in a second, of some clients that each ask again and again over one connection."""
    first = httpx.get(address, params={"query": query}, headers={"accept": JSON}, timeout=60)
    assert first.status_code == 200, first.text[:300]
    assert len(first.json()["results"]["bindings"]) == rows, address
    with ProcessPoolExecutor(CLIENTS) as clients:
        list(clients.map(_asked, *zip(*[(address, query, first.content, 0.3)] * CLIENTS, strict=True)))  # to warm up
        done = clients.map(_asked, *zip(*[(address, query, first.content, SECONDS)] * CLIENTS, strict=True))
        return sum(done) / SECONDS


def _asked(address: str, query: str, expected: bytes, seconds: float) -> int:
    """How often one client got the right answer; it does no more than it must, for it runs on the same processors."""
    url = urlsplit(address)
    request = f"GET {url.path}?{urlencode({'query': query})} HTTP/1.1\r\nHost: {url.netloc}\r\nAccept: {JSON}\r\n\r\n"
    done, end = 0, time.perf_counter() + seconds
    with socket.create_connection((url.hostname, url.port)) as wire, wire.makefile("rb") as answers:
        while time.perf_counter() < end:
            wire.sendall(request.encode())
            assert _body(answers) == expected
            done += 1
    return done


def _body(answers: BufferedReader) -> bytes:
    """The body of the next answer, whole or in chunks."""
    length, chunked = 0, False
    while (line := answers.readline().lower()) != b"\r\n":
        length = int(line[15:]) if line.startswith(b"content-length:") else length
        chunked = chunked or line.startswith(b"transfer-encoding: chunked")
    if not chunked:
        return answers.read(length)
    parts = []
    while size := int(answers.readline(), 16):
        parts.append(answers.read(size))
        answers.readline()
    answers.readline()
    return b"".join(parts)


@contextmanager
def _started(command: list[str], port: int, path: str) -> Iterator[str]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 60
        while True:
            try:
                httpx.get(f"http://127.0.0.1:{port}/", timeout=5)
                break
            except httpx.TransportError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}{path}"
    finally:
        process.terminate()
        process.wait(10)


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _ours(folder: Path, _: Path) -> Iterator[str]:
    port = _port()
    main = "from conflictkg.cli import main; main()"
    words = [sys.executable, "-c", main, "--store", str(folder / "db"), "serve", "--port", str(port)]
    with _started(words, port, "/sparql") as address:
        yield address


def _peer(name: str) -> str:
    """A program of the peers' environment, or of this one; empty where it is not."""
    beside = [Path(sys.executable).parent, Path(os.environ.get("CONFLICTKG_PEERS", "/nowhere")) / "bin"]
    return next((found for folder in beside if (found := shutil.which(name, path=str(folder)))), "")


@contextmanager
def _rdflib(_: Path, data: Path) -> Iterator[str]:
    python = _peer("rdflib-endpoint") and str(Path(_peer("rdflib-endpoint")).with_name("python"))
    if not python:
        yield ""
        return
    port = _port()
    with _started([python, "-c", ENDPOINT, str(data), str(port)], port, "/sparql") as address:
        yield address


@contextmanager
def _oxigraph(folder: Path, data: Path) -> Iterator[str]:
    program = _peer("oxigraph")
    if not program:
        yield ""
        return
    place, port = str(folder / "oxigraph"), _port()
    if not Path(place).exists():
        subprocess.run([program, "load", "-l", place, "-f", str(data)], check=True, capture_output=True)
    with _started([program, "serve-read-only", "-l", place, "-b", f"127.0.0.1:{port}"], port, "/query") as address:
        yield address


_SERVERS = {"conflictkg serve": _ours, "rdflib-endpoint": _rdflib, "oxigraph serve": _oxigraph}


if __name__ == "__main__":
    print("| query | server | requests a second | ours is |\n| --- | --- | --- | --- |")
    for line in run(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 100_000):
        print(line, flush=True)
