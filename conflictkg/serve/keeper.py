"""The keeper: a process of its own that holds the store, forks workers from it, and ends them.

It is told what to do over a socket of the server, one frame each:

    {"do": "fork"} + a socket    fork a worker that answers on that socket; its process id is told back
    {"do": "end", "pid": 7}      kill that worker at once

When the server's end of the socket closes it kills its workers and ends.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from contextlib import suppress
from typing import Any

from conflictkg.serve.wire import Frame, receive_with, send
from conflictkg.serve.worker import Answering, work


class Keeper:
    """``answering`` answers in workers, each of which may take so many bytes of ``memory`` beyond the data."""

    def __init__(self, wire: socket.socket, answering: Answering, memory: int) -> None:
        self._wire, self._answering, self._memory = wire, answering, memory
        self._workers: set[int] = set()

    def keep(self) -> None:
        """Do what is told until the server is gone."""
        while (told := receive_with(self._wire)) is not None:
            frame, given = told
            if given is not None:
                self._say({"pid": self._fork(given)})
            else:
                self._end(frame.head["pid"])
                self._say({"ended": frame.head["pid"]})
        for pid in list(self._workers):
            self._end(pid)

    def _say(self, head: dict[str, Any]) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):
            send(self._wire, Frame(head))

    def _fork(self, wire: socket.socket) -> int:
        """A worker that has this one socket."""
        sys.stderr.flush()
        pid = os.fork()
        if pid:
            wire.close()
            self._workers.add(pid)
            return pid
        try:
            self._wire.close()
            work(wire, self._answering, self._memory)
        finally:
            os._exit(0)

    def _end(self, pid: int) -> None:
        """Kill a worker; only one of ours, so that no number that is used again by others is hit."""
        if pid not in self._workers:
            return
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)
        self._workers.discard(pid)
