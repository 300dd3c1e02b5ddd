"""The server's side of keeper and workers: who is free, who is killed, and what is told when that happens."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from conflictkg.errors import ConflictKGError, UnavailableError
from conflictkg.serve.limits import Limits
from conflictkg.serve.wire import Frame, Unpacked, send_with
from conflictkg.store.directory import MARK

_TEXT = "text/plain; charset=utf-8"
_STOPPING = 2
_WATCHING = 1.0


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


async def _wired(end: socket.socket, pid: int = 0) -> Wire:
    end.setblocking(False)
    _, wire = await asyncio.get_running_loop().create_connection(lambda: Wire(end, pid), sock=end.dup())
    return wire


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
        return cls(process, await _wired(ours, process.pid))

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

    async def fork(self) -> Wire:
        """A new worker; raises ConnectionError when the keeper is gone."""
        ours, theirs = socket.socketpair()
        with theirs:
            async with self._busy:
                send_with(self._wire.end, Frame({"do": "fork"}), theirs)
                told = await self._wire.heard()
        return await _wired(ours, told.head["pid"])

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
            asyncio.get_running_loop().call_later(_STOPPING, self._process.poll)  # so that no dead process stays

    def stop(self, patience: float = 0) -> None:
        """End the keeper and its workers now; what does not end within some seconds is killed."""
        self._wire.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(patience)
        self._process.kill()
        self._process.wait()


class Pool:
    """Workers over the current keeper: :meth:`ask` gives an answer within the deadline, whatever is asked."""

    def __init__(self, place: str, limits: Limits) -> None:
        self._place, self._limits = place, limits
        self._free: asyncio.Queue[tuple[Held, Wire]] = asyncio.Queue()
        self._waiting = 0
        self._changing = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: Held | None = None
        self._mark = 0
        self.alive = 0
        self.changes = 0

    async def open(self) -> None:
        """Start the keeper, wait until it has the store, and fork the workers."""
        self._mark = self._written()
        self._held = await Held.start(self._place, self._limits)
        await self._held.ready()
        await self._fill(self._held)

    async def _fill(self, held: Held) -> None:
        for _ in range(self._limits.workers):
            self._free.put_nowait((held, await held.fork()))
            self.alive += 1

    def close(self) -> None:
        """End the keeper and its workers."""
        if self._held:
            self._held.stop(_STOPPING)
            self._held = None

    # -- asking

    async def ask(self, frame: Frame) -> Frame:
        """The answer of a worker; 503 when none is free or it takes too long, 500 when it dies of it."""
        if self._waiting >= self._limits.waiting:
            return busy("Too many requests are waiting. Try again later.")
        self._waiting += 1
        try:
            held, worker = await self._worker()
        except TimeoutError:
            return busy("All workers are busy. Try again later.")
        finally:
            self._waiting -= 1
        with held.used():
            return await self._answer(held, worker, frame)

    async def _answer(self, held: Held, worker: Wire, frame: Frame) -> Frame:
        try:
            async with asyncio.timeout(self._limits.deadline):
                told = await worker.ask(frame)
        except TimeoutError:
            self._replace(held, worker)
            return busy(f"This took longer than {self._limits.deadline:g} s and was stopped. Ask for less.")
        except ConnectionError:
            self._replace(held, worker)
            return _died(self._limits)
        except asyncio.CancelledError:
            self._replace(held, worker)
            raise
        self._free.put_nowait((held, worker))
        return told

    async def _worker(self) -> tuple[Held, Wire]:
        """A free worker over the current keeper."""
        while not self._free.empty():
            held, worker = self._free.get_nowait()
            if self._is_well(held, worker):
                return held, worker
        async with asyncio.timeout(self._limits.deadline):
            while True:
                held, worker = await self._free.get()
                if self._is_well(held, worker):
                    return held, worker

    def _is_well(self, held: Held, worker: Wire) -> bool:
        """Whether a worker lives, over the store as it is now; one that does not is let go."""
        if held is not self._held:
            worker.close()
        elif worker.gone:
            self._replace(held, worker)
        else:
            return True
        return False

    def _replace(self, held: Held, worker: Wire) -> None:
        """Kill a worker and put a new one in its place, while others are answered."""
        self.alive -= 1
        self._soon(self._replaced(held, worker))

    async def _replaced(self, held: Held, worker: Wire) -> None:
        await held.end(worker)
        if held is not self._held:
            return
        try:
            self._free.put_nowait((held, await held.fork()))
            self.alive += 1
        except ConnectionError:
            await self._reopen(held)

    async def _reopen(self, held: Held) -> None:
        """Start another keeper in place of one that ended, as it may when the machine runs out of memory."""
        async with self._changing:
            if held is self._held:
                new = await Held.start(self._place, self._limits)
                await new.ready()
                await self._take_over(new)

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # -- changing

    def _written(self) -> int:
        """A number that is another whenever the store was changed, by us or by others."""
        try:
            return (Path(self._place) / MARK).stat().st_mtime_ns if self._place else 0
        except OSError:
            return self._mark  # gone, or not to be read: what is held is served on

    async def watch(self) -> None:
        """Take over what others load into the store while it is served; what cannot be opened is left alone."""
        while True:
            await asyncio.sleep(_WATCHING)
            async with self._changing:
                mark = self._written()
                if mark == self._mark:
                    continue
                self._mark = mark
                new = await Held.start(self._place, self._limits)
                try:
                    await new.ready()
                    await self._take_over(new)
                except (ConflictKGError, ConnectionError):
                    new.stop()

    async def change(self, frame: Frame) -> Frame:
        """Make a change, one at a time; when it is answered, everybody sees it."""
        async with self._changing:
            new = await Held.start(self._place, self._limits, "change")
            try:
                async with asyncio.timeout(self._limits.changing):
                    told = await new.change(frame)
                    if told.head["status"] >= 300:
                        new.close()
                        return told
                    await new.ready()
            except (TimeoutError, ConnectionError) as fault:
                new.stop()
                late = isinstance(fault, TimeoutError)
                return busy("The change took too long and was stopped.") if late else _died(self._limits)
            self._mark = self._written()
            await self._take_over(new)
            return told

    async def _take_over(self, new: Held) -> None:
        """From now on a new keeper answers; the old one ends when its workers are done."""
        old, self._held, self.alive = self._held, new, 0
        self.changes += 1
        await self._fill(new)
        if old:
            old.close()


def busy(why: str) -> Frame:
    """A 503 that says why, and when to come back."""
    return Frame({"status": 503, "type": _TEXT, "retry": 5}, f"{why}\n".encode())


def _died(limits: Limits) -> Frame:
    most = limits.memory >> 20
    return Frame({"status": 500, "type": _TEXT}, f"This needed more than {most} MB, or went too deep.\n".encode())
