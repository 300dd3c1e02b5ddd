"""The server's end of a wire to another process: one frame asked, one frame answered."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import Any

from conflictkg.serve.wire import Frame, Unpacked


class Wire(asyncio.Protocol):
    """One end of a socket pair with a process of ours at the other; one frame is asked and answered at a time."""

    def __init__(self, end: socket.socket, pid: int) -> None:
        self.end, self.pid = end, pid
        self._unpacked = Unpacked()
        self._next: asyncio.Future[Frame] | None = None
        self._early: Frame | None = None
        self.gone = False

    def data_received(self, data: bytes) -> None:
        """Give a whole frame to who waits for it."""
        told = self._unpacked.take(data)
        if told is None:
            return
        if self._next and not self._next.done():
            self._next.set_result(told)
        else:
            self._early = told

    def connection_lost(self, _: Exception | None) -> None:
        """Tell who waits that nothing will come."""
        self.gone = True
        if self._next and not self._next.done():
            self._next.set_exception(ConnectionError("the process ended"))

    async def heard(self) -> Frame:
        """The next frame; raises ConnectionError when the other side dies."""
        if self._early:
            told, self._early = self._early, None
            return told
        if self.gone:
            raise ConnectionError("the process ended")
        self._next = asyncio.get_running_loop().create_future()
        return await self._next

    async def ask(self, frame: Frame) -> Frame:
        """The answer to a frame."""
        if self.gone:
            raise ConnectionError("the process ended")
        self._transport.write(frame.packed())
        return await self.heard()

    def connection_made(self, transport: Any) -> None:
        """Keep the way to write."""
        self._transport = transport

    def close(self) -> None:
        """Let go, at once: the loop closes its own end only when it comes to it."""
        with suppress(OSError):
            self.end.shutdown(socket.SHUT_RDWR)
        self._transport.close()
        self.end.close()


async def wired(end: socket.socket, pid: int = 0) -> Wire:
    """A wire over a socket that is ours."""
    end.setblocking(False)
    _, wire = await asyncio.get_running_loop().create_connection(lambda: Wire(end, pid), sock=end.dup())
    return wire
