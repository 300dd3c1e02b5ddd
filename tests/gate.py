"""A small HTTP server in front of another one: with paths and headers of its own, a lock, bad moods, slowness."""

from __future__ import annotations

import gc
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx


class Gate(ThreadingHTTPServer):
    """``paths`` are its own by those of the server behind; ``headers`` are added to what that answers."""

    daemon_threads = False  # closing waits for them, so that no socket is left open

    def __init__(self, behind: str, paths: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behind, self.paths, self.headers = behind, paths, headers or {}
        self.lock = ""
        """The Authorization header without which everything but the root is refused."""
        self.moods: list[tuple[str, int, str]] = []
        """(end of a path, status, Retry-After) of requests that are answered so next, each once."""
        self.slow: dict[str, float] = {}
        """End of a path -> seconds that its answer takes."""
        self.late: list[tuple[str, float]] = []
        """(end of a path, seconds) of requests that are done at once and answered late, each once."""
        self.asked: list[tuple[str, str, float]] = []
        """Method, path and time of each request."""
        self.scheme = "http"

    @property
    def address(self) -> str:
        """Its URL."""
        return f"{self.scheme}://127.0.0.1:{self.server_port}"

    def lock_with(self, certificate: str) -> None:
        """Speak TLS with the certificate and key of a file."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.scheme = "https"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is none of our business."""


class _Handler(BaseHTTPRequestHandler):
    server: Gate
    protocol_version = "HTTP/1.0"  # one request a connection, so that nothing waits for a next one

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""

    def _answer(self) -> None:
        gate, body = self.server, self.rfile.read(int(self.headers.get("content-length", 0)))
        path, _, asked = self.path.partition("?")
        gate.asked.append((self.command, path, time.monotonic()))
        mood = next((each for each in gate.moods if path.endswith(each[0])), None)
        if mood:
            gate.moods.remove(mood)
            self._send(mood[1], b"in a bad mood", {"Retry-After": mood[2]})
            return
        if gate.lock and path != "/" and self.headers.get("authorization") != gate.lock:
            self._send(401, f"not with {self.headers.get('authorization')}".encode(), {"WWW-Authenticate": "Basic"})
            return
        time.sleep(next((each for end, each in gate.slow.items() if path.endswith(end)), 0))
        there = gate.paths.get(path, "/nowhere") if gate.paths else path
        sent = {name: self.headers[name] for name in ("content-type", "accept") if name in self.headers}
        told = httpx.request(self.command, f"{gate.behind}{there}?{asked}", content=body, headers=sent, timeout=30)
        late = next((each for each in gate.late if path.endswith(each[0])), None)
        if late:
            gate.late.remove(late)
            time.sleep(late[1])
        kept = {"Content-Type": told.headers.get("content-type", "")}
        if not gate.headers:
            kept["Server"] = told.headers["server"]
        self._send(told.status_code, told.content, kept)

    def _send(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response_only(status)
        for name, value in {**headers, **self.server.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = _answer


@contextmanager
def gated(gate: Gate) -> Iterator[Gate]:
    """While this lasts it answers. Garbage is not collected: that may be in its threads, and pyoxigraph warns of it."""
    gc.disable()
    threading.Thread(target=gate.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield gate
    finally:
        gate.shutdown()
        gate.server_close()
        gc.enable()
        gc.collect()
