"""Credentials, certificates, time-outs, second tries, and the URLs of other servers: with Oxigraph's behind a gate."""

from __future__ import annotations

import base64
import logging
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from gate import Gate, gated
from servers import oxigraph, oxigraph_served
from test_remote import run

from conflictkg.errors import StoreError
from conflictkg.store import open_store, wire
from conflictkg.store.wire import PASSWORD, TOKEN, USER

SECRET = "hidden-words"
NAME = "https://w3id.org/conflictkg/id/dataset/x"
QUADS = [f"<http://e/s> <http://e/p> <http://e/o> <{NAME}> .\n"]


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not oxigraph():
        pytest.skip("oxigraph is not here: install the package oxigraph")
    with oxigraph_served(tmp_path_factory.mktemp("behind")) as address:
        yield address


@pytest.fixture
def gate(behind: str) -> Iterator[Gate]:
    with gated(Gate(behind)) as gate:
        yield gate


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (USER, PASSWORD, TOKEN, "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "none"))
    monkeypatch.setattr(wire, "_PAUSES", (0.01, 0.01, 0.01))


def change(address: str) -> None:
    with closing(open_store(address)) as store:
        with store.writing() as draft:
            draft.replace(NAME, QUADS)
        assert len(store.select("SELECT * { ?s ?p ?o }")) == 1
        with store.writing() as draft:
            draft.remove(NAME)


# -- credentials


def test_a_name_and_password_of_the_environment(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    gate.lock = f"Basic {base64.b64encode(f'me:{SECRET}'.encode()).decode()}"
    monkeypatch.setenv(USER, "me")
    monkeypatch.setenv(PASSWORD, SECRET)
    change(gate.address)


def test_a_token_goes_before_a_name(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    gate.lock = f"Bearer {SECRET}"
    monkeypatch.setenv(TOKEN, SECRET)
    monkeypatch.setenv(USER, "me")
    change(gate.address)


def test_a_line_of_netrc(gate: Gate, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    gate.lock = f"Basic {base64.b64encode(f'me:{SECRET}'.encode()).decode()}"
    file = tmp_path / "netrc"
    file.write_text(f"machine elsewhere login no password no\nmachine 127.0.0.1 login me password {SECRET}\n")
    monkeypatch.setenv("NETRC", str(file))
    change(gate.address)
    file.write_text(f"machine 127.0.0.1 login me passwort {SECRET}")
    done = run(gate.address, "info")
    assert (done.exit_code, SECRET in done.output) == (2, False)


@pytest.mark.parametrize("name", [TOKEN, PASSWORD])
def test_a_wrong_secret_is_shown_nowhere(
    name: str, gate: Gate, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    gate.lock = "Bearer right"
    monkeypatch.setenv(USER, "me")
    monkeypatch.setenv(name, SECRET)
    caplog.set_level(logging.DEBUG)
    for words in ("info", "load idlib-2015", "query coverage"):
        done = run(gate.address, words)
        assert done.exit_code == 2
        assert "does not let you do this (401)" in done.output
        hidden = (SECRET, base64.b64encode(f"me:{SECRET}".encode()).decode())
        assert not any(each in text for each in hidden for text in (done.output, caplog.text, repr(done.exception)))


# -- certificates


def test_a_certificate_that_is_not_trusted(behind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not here")
    words = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=here -addext subjectAltName=IP:127.0.0.1"
    key, signed = tmp_path / "key", tmp_path / "signed"
    subprocess.run([*words.split(), "-keyout", str(key), "-out", str(signed)], check=True, capture_output=True)
    both = tmp_path / "both"
    both.write_text(key.read_text() + signed.read_text())
    gate = Gate(behind)
    gate.lock_with(str(both))
    with gated(gate):
        monkeypatch.setenv(TOKEN, SECRET)
        done = run(gate.address, "info")
        assert done.exit_code == 2
        assert "the server's certificate is not trusted: self-signed certificate. If it should be" in done.output
        assert not gate.asked, "it was told something before it was trusted"
        monkeypatch.setenv("SSL_CERT_FILE", str(signed))
        change(gate.address)


# -- busy, slow and gone


def test_a_busy_server_is_asked_again_when_it_says(gate: Gate) -> None:
    with closing(open_store(gate.address)) as store:
        gate.moods = [("/query", 503, "1"), ("/query", 429, "soon")]
        assert store.graphs() == []
    asked = [moment for method, path, moment in gate.asked if path == "/query"]
    assert asked[1] - asked[0] >= 1
    assert asked[2] - asked[1] < 1


def test_a_change_is_not_sent_again(gate: Gate) -> None:
    """Whether it was made is looked up instead; what was put beside the store is taken away."""
    with closing(open_store(gate.address)) as store:
        with store.writing():
            pass  # the first version is there
        gate.asked.clear()
        gate.moods = [("/update", 503, "0"), ("/store", 502, "0")]
        with pytest.raises(StoreError, match="answers 503: in a bad mood"), store.writing() as draft:
            draft.replace(NAME, QUADS)
        assert [path for method, path, _ in gate.asked if path in ("/update", "/store")] == [
            "/store",
            "/store",  # to put a graph twice does no harm
            "/update",  # refused
            "/update",  # drafts go
        ]
        assert not store.graphs()


def test_an_answer_that_does_not_come(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "_TIMEOUT", httpx.Timeout(0.3))
    gate.slow = {"/query": 2}
    done = run(gate.address, "info")
    assert (done.exit_code, "the server does not answer (ReadTimeout)" in done.output) == (2, True)
    assert len([1 for _, path, _ in gate.asked if path == "/query"]) == 1, "it may be at it still"
    gate.slow = {}
    change(gate.address)


def test_a_change_whose_answer_does_not_come_is_seen_through(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan holds by then: what became of the statement is looked up, and the rest is done."""
    with closing(open_store(gate.address)) as store, store.writing():
        pass
    monkeypatch.setattr(wire, "_TIMEOUT", httpx.Timeout(0.5))
    with closing(open_store(gate.address)) as store:
        gate.late = [("/update", 1.5)]
        with store.writing() as draft:
            draft.replace(NAME, QUADS)
        assert not gate.late
        assert store.graphs() == [NAME]
        with store.writing() as draft:
            draft.remove(NAME)


def test_nobody_there() -> None:
    with pytest.raises(StoreError, match="no connection"):
        open_store("http://127.0.0.1:1")


# -- other servers by the shapes of their URLs

SHAPES = {
    "Fuseki": ("/ds", "/query", "/update", "/data", {"Fuseki-Request-Id": "7"}),
    "GraphDB": ("/repositories/r", "", "/statements", "/rdf-graphs/service", {"Server": "GraphDB/10 RDF4J/4"}),
}


@pytest.mark.parametrize("name", SHAPES)
def test_urls_as_their_documentation_tells(name: str, behind: str) -> None:
    root, query, update, data, headers = SHAPES[name]
    paths = {root + query: "/query", root + update: "/update", root + data: "/store"}
    with gated(Gate(behind, paths, headers)) as gate:
        for end in ("", "/", query, update, data):
            with closing(wire.Wire(gate.address + root + end)) as known:
                assert known.dialect.name == name
        change(gate.address + root)
