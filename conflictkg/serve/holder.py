"""The server's side of a keeper: started, asked for workers, and ended when its workers are done."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from conflictkg.errors import ConflictKGError, UnavailableError
from conflictkg.serve.limits import Limits
from conflictkg.serve.wire import Frame, send_with
from conflictkg.serve.wired import Wire, wired

STOPPING = 2
"""Seconds that a keeper gets to end by itself."""


class Held:
    """A keeper, started as a process of its own."""

    def __init__(self, process: subprocess.Popen[bytes], wire: Wire) -> None:
        self._process, self._wire = process, wire
        self._busy = asyncio.Lock()
        self._users = 0
        self._left = False

    @classmethod
    async def start(cls, place: str, limits: Limits, do: str = "keep") -> Held:
        """Start a keeper of a store; with ``do="change"`` one that makes a change first."""
        ours, theirs = socket.socketpair()
        words = [sys.executable, "-m", "conflictkg.serve.held", str(theirs.fileno()), place]
        words += [json.dumps(limits._asdict()), do]
        with theirs:
            process = subprocess.Popen(words, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
        return cls(process, await wired(ours, process.pid))

    async def change(self, frame: Frame) -> Frame:
        """Make the change for which the keeper was started."""
        return await self._wire.ask(frame)

    async def ready(self) -> None:
        """Wait until the store is open; raises what the keeper says is wrong with it."""
        try:
            told = (await self._wire.heard()).head
        except ConnectionError:
            raise UnavailableError("The process that holds the store ended before it was open.") from None
        if "error" in told:
            kind = UnavailableError if told["code"] == UnavailableError.exit_code else ConflictKGError
            raise kind(told["error"])

    @property
    def ended(self) -> bool:
        """Whether the keeper is gone, and its workers with it."""
        return self._process.poll() is not None

    async def fork(self) -> Wire:
        """A new worker; raises ConnectionError when the keeper is gone."""
        ours, theirs = socket.socketpair()
        with theirs:
            async with self._busy:
                send_with(self._wire.end, Frame({"do": "fork"}), theirs)
                told = await self._wire.heard()
        return await wired(ours, told.head["pid"])

    async def end(self, worker: Wire) -> None:
        """Kill a worker, whatever it is doing."""
        worker.close()
        with suppress(ConnectionError):
            async with self._busy:
                await self._wire.ask(Frame({"do": "end", "pid": worker.pid}))

    @contextmanager
    def used(self) -> Iterator[None]:
        """While this lasts the keeper does not end."""
        self._users += 1
        try:
            yield
        finally:
            self._users -= 1
            self._end_if_left()

    def close(self) -> None:
        """Let the keeper end, and with it its workers, when none of them is at work any more."""
        self._left = True
        self._end_if_left()

    def _end_if_left(self) -> None:
        if self._left and not self._users:
            self._wire.close()
            asyncio.get_running_loop().call_later(STOPPING, self._process.poll)  # so that no dead process stays

    def stop(self, patience: float = 0) -> None:
        """End the keeper and its workers now; what does not end within some seconds is killed."""
        self._wire.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(patience)
        self._process.kill()
        self._process.wait()
