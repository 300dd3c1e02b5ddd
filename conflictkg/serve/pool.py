"""The workers: who is free, who is killed, what is told when that happens, and how a change takes over."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from conflictkg.errors import ConflictKGError
from conflictkg.serve.holder import STOPPING, Held
from conflictkg.serve.limits import Limits
from conflictkg.serve.wire import Frame
from conflictkg.serve.wired import Wire
from conflictkg.store.directory import MARK

_TEXT = "text/plain; charset=utf-8"
_WATCHING = 1.0


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
            self._held.stop(STOPPING)
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
            return _died(held, self._limits)
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
                return busy("The change took too long and was stopped.") if late else _died(new, self._limits)
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


def _died(held: Held, limits: Limits) -> Frame:
    """What is told when a process dies of what it was asked, or is killed by somebody."""
    if held.ended:
        return busy("The process that holds the store ended and is started again. Try again.")
    most = limits.memory >> 20
    told = f"The process that was at this ended: it needed more than {most} MB, went too deep, or was killed.\n"
    return Frame({"status": 500, "type": _TEXT}, told.encode())
