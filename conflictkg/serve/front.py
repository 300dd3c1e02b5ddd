"""What comes before every answer: the Host header checked, headers that keep browsers safe, a line in the log."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Collection

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from conflictkg.serve.policy import POLICY

_SAFE = [
    (b"server", b"conflictkg"),
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
]
_SOON = 0.1
_LONG = 1 << 16


class _TooMuch(Exception):
    """An answer that would be more than may be on its way at once; nothing of it was sent."""


class Front:
    """An ASGI application in front of another. ``hosts`` are the names by which it may be called."""

    def __init__(self, app: ASGIApp, hosts: Collection[str], sending: int) -> None:
        self._app, self._hosts, self.log = app, frozenset(hosts), Log()
        self._sending, self._most = 0, sending

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start, status, length = time.perf_counter(), 500, 0

        async def safely(message: Message) -> None:
            nonlocal status, length
            if message["type"] == "http.response.start":
                status = message["status"]
                known = dict(message["headers"])
                length = int(known.get(b"content-length", b"0"))
                if length > _LONG and self._sending + length > self._most:
                    raise _TooMuch
                self._sending += length
                message["headers"] = [*message["headers"], *(pair for pair in _SAFE if pair[0] not in known)]
            await send(message)

        try:
            if self._is_for_us(scope):
                await self._app(scope, receive, safely)
            else:
                told = "This server is not called so. Start it with --allow-host NAME to serve under another name.\n"
                await PlainTextResponse(told, 421, {"connection": "close"})(scope, receive, safely)
        except _TooMuch:
            status, length = 503, 0
            told = "Too many long answers are on their way. Try again later.\n"
            await PlainTextResponse(told, 503, {"retry-after": "5"})(scope, receive, send)
        finally:
            self._sending -= length
            self.log.told(scope, status, time.perf_counter() - start)

    def _is_for_us(self, scope: Scope) -> bool:
        """Whether the Host header is a name of ours, whatever the port; a page of elsewhere may make up others."""
        named = [value for name, value in scope["headers"] if name == b"host"]
        return len(named) == 1 and _without_port(named[0].decode("latin-1").lower()) in self._hosts


def _without_port(host: str) -> str:
    """
    >>> _without_port("127.0.0.1:8765"), _without_port("[::1]:80"), _without_port("localhost")
    ('127.0.0.1', '[::1]', 'localhost')
    """
    head, colon, port = host.rpartition(":")
    return head if colon and (port.isdigit() or not port) and (":" not in head or head.endswith("]")) else host


class Log:
    """Lines on stderr, some at a time. No query and no token: a line has the path alone, and none of its fields."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def told(self, scope: Scope, status: int, seconds: float) -> None:
        """When, what, how it went and how long it took."""
        path = scope.get("raw_path", b"").decode("ascii", "replace").split("?")[0][:200]
        line = f"{scope['method'][:20]} {path} {status} {seconds * 1000:.0f} ms"
        line = line if line.isprintable() else "".join(c if c.isprintable() else "?" for c in line)
        if not self._lines:
            asyncio.get_running_loop().call_later(_SOON, self.write)
        self._lines.append(f"{time.strftime('%Y-%m-%dT%H:%M:%S')} {line}\n")

    def write(self) -> None:
        """Write what is held."""
        lines, self._lines = self._lines, []
        sys.stderr.write("".join(lines))
        sys.stderr.flush()
