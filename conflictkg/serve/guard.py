"""Connections that take no longer than they should: heads that come in time and are short, answers that are taken."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from conflictkg.serve.limits import Limits

_TOO_LONG = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain\r\ncontent-length: 30\r\n"
    b"connection: close\r\n\r\nThe head of this is too long.\n"
)
_TOO_SLOW = (
    b"HTTP/1.1 408 Request Timeout\r\ncontent-type: text/plain\r\ncontent-length: 39\r\n"
    b"connection: close\r\n\r\nThe head of this did not come in time.\n"
)
_TAKING = 6
"""Patiences within which a client must go on taking an answer."""


def guarded(limits: Limits) -> type[asyncio.Protocol]:
    """uvicorn's protocol with limits on what it does not limit: time and length of heads, and slow readers."""

    class Guarded(HttpToolsProtocol):
        _head = 0
        _in_head = True
        _timer: asyncio.TimerHandle | None = None
        _taking: asyncio.TimerHandle | None = None

        def _stop(self) -> None:
            if self._timer:
                self._timer.cancel()
                self._timer = None

        def _start(self) -> None:
            if self._timer is None:
                self._timer = self.loop.call_later(limits.patience, self._is_late)

        def _is_late(self) -> None:
            if self._head:
                self.transport.write(_TOO_SLOW)
            self.transport.close()

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._start()

        def connection_lost(self, exc: Exception | None) -> None:
            self._stop()
            self.resume_writing()
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            if self._in_head:
                self._start()
            self._head += len(data)
            super().data_received(data)
            if self._in_head and self._head > limits.head and not self.transport.is_closing():
                self.transport.write(_TOO_LONG)
                self.transport.close()

        def on_headers_complete(self) -> None:
            self._in_head = False
            self._stop()
            super().on_headers_complete()

        def on_message_complete(self) -> None:
            self._in_head, self._head = True, 0
            super().on_message_complete()

        def pause_writing(self) -> None:
            super().pause_writing()
            self._taking = self.loop.call_later(_TAKING * limits.patience, self.transport.abort)

        def resume_writing(self) -> None:
            super().resume_writing()
            if self._taking:
                self._taking.cancel()
                self._taking = None

        def timeout_keep_alive_handler(self) -> None:
            self.transport.abort()

    return Guarded
