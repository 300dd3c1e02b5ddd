"""What comes before every answer: the Host header checked, headers that keep browsers safe, a line in the log."""

from __future__ import annotations

import sys
import time
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conflictkg.serve.policy import POLICY

_SAFE = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}


class Front:
    """An ASGI application in front of another. ``hosts`` are the names by which it may be called."""

    def __init__(self, app: ASGIApp, hosts: Collection[str], quiet: bool = False) -> None:
        self._app, self._hosts, self._quiet = app, frozenset(hosts), quiet

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start, status = time.perf_counter(), 500

        async def safely(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _SAFE.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            if self._is_for_us(scope):
                await self._app(scope, receive, safely)
            else:
                told = "This server is not called so. Start it with --allow-host NAME to serve under another name.\n"
                await PlainTextResponse(told, 421, {"connection": "close"})(scope, receive, safely)
        finally:
            if not self._quiet:
                _log(scope, status, time.perf_counter() - start)

    def _is_for_us(self, scope: Scope) -> bool:
        """Whether the Host header is a name of ours, whatever the port; a page of elsewhere may make up others."""
        named = Headers(scope=scope).getlist("host")
        return len(named) == 1 and _without_port(named[0].lower()) in self._hosts


def _without_port(host: str) -> str:
    """
    >>> _without_port("127.0.0.1:8765"), _without_port("[::1]:80"), _without_port("localhost")
    ('127.0.0.1', '[::1]', 'localhost')
    """
    head, colon, port = host.rpartition(":")
    return head if colon and (port.isdigit() or not port) and (":" not in head or head.endswith("]")) else host


def _log(scope: Scope, status: int, seconds: float) -> None:
    """When, what, how it went and how long it took. No query, no token: an address may hold what was asked."""
    path = scope.get("raw_path", b"").decode("ascii", "replace").split("?")[0][:200]
    now = time.strftime("%Y-%m-%dT%H:%M:%S")
    path = "".join(c if c.isprintable() else "?" for c in path)
    print(f"{now} {scope['method'][:20]} {path} {status} {seconds * 1000:.0f} ms", file=sys.stderr, flush=True)
