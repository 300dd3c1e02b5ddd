"""A real server in a process of its own, and a client of it that keeps nothing between requests."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

TOKEN = "0123456789abcdef-a-test-token"


class Server:
    """Where a server is, and what it has said so far."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process, self._log, self.folder = process, log, log.parent
        self.address = ""
        self.client = httpx.Client(timeout=30)

    @property
    def said(self) -> str:
        """Everything on stdout and stderr."""
        return self._log.read_text(encoding="utf-8")

    @property
    def port(self) -> int:
        """The port it listens at."""
        return int(self.address.rsplit(":", 1)[1])

    def get(self, path: str, accept: str = "", **params: str) -> httpx.Response:
        """GET a path; ``accept`` is the Accept header."""
        headers = {"accept": accept} if accept else {}
        return self.client.get(self.address + path, params=params or None, headers=headers)

    def rows(self, sparql: str) -> list[dict[str, str]]:
        """The rows of a SELECT as texts."""
        told = self.get("/sparql", query=sparql)
        assert told.status_code == 200, told.text
        bindings = told.json()["results"]["bindings"]
        return [{name: cell["value"] for name, cell in row.items()} for row in bindings]

    def raw(self, data: bytes, seconds: float = 10) -> bytes:
        """Everything that comes back for some bytes, until the server closes or nothing more comes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as wire:
            wire.sendall(data)
            told = b""
            try:
                while part := wire.recv(65536):
                    told += part
            except (TimeoutError, ConnectionError):
                pass
            return told

    def memory(self) -> int:
        """Bytes that the server's own process holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found
        return int(found[1]) * 1024


@contextmanager
def served(folder: Path, *words: str, store: str = "") -> Iterator[Server]:
    """A server on a free port, started in a folder as a user would start it, and stopped by SIGINT."""
    log = folder / "server.log"
    command = [sys.executable, "-c", "from conflictkg.cli import main; main()"]
    command += [*(["--store", store] if store else []), "serve", "--port", "0", *words]
    clean = {k: v for k, v in os.environ.items() if k != "CONFLICTKG_STORE"}
    with open(log, "wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file, cwd=folder, env=clean, start_new_session=True)
    server = Server(process, log)
    try:
        wait(lambda: "Ctrl-C" in server.said or process.poll() is not None)
        found = re.search(r"at (http://\S+)/ \(", server.said)
        assert found, server.said
        server.address = found[1]
        yield server
    finally:
        server.client.close()
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(30)


def wait(until: object, seconds: float = 60) -> None:
    """Wait until something holds; patient, since a slow machine may be busy with other tests too."""
    import time

    end = time.monotonic() + seconds
    while not until():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


def token(folder: Path) -> str:
    """A file with a token that only its owner can read."""
    file = folder / "token"
    file.write_text(TOKEN + "\n", encoding="ascii")
    file.chmod(0o600)
    return str(file)
