"""A worker: a fork of the keeper that answers one request after another, within bounds that the system keeps."""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from conflictkg.serve.wire import Frame, receive, send

Answering = Callable[[Frame], Frame]


def work(wire: socket.socket, answering: Answering, memory: int) -> None:
    """Answer what comes over the wire until it ends. An answering that fails is a fault of ours, and told as such."""
    confine(memory)
    while (frame := receive(wire)) is not None:
        try:
            told = answering(frame)
        except MemoryError:
            os._exit(9)  # what is left of the process is not to be trusted
        except Exception as fault:  # noqa: BLE001 - a worker goes on; the fault is told in the log, without what was asked
            print(f"fault: {type(fault).__name__} at {_place(fault)}", file=sys.stderr, flush=True)
            told = Frame({"status": 500, "type": "text/plain; charset=utf-8"}, b"This is a fault of the server.\n")
        send(wire, told)


def _place(fault: Exception) -> str:
    """File and line where a fault came up."""
    last = fault.__traceback__
    while last and last.tb_next:
        last = last.tb_next
    return f"{os.path.basename(last.tb_frame.f_code.co_filename)}:{last.tb_lineno}" if last else "unknown"


def confine(memory: int) -> None:
    """No core files, no more memory than so many bytes beyond what there is, and death with the keeper."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, ValueError):
        taken = int(open("/proc/self/statm", encoding="ascii").read().split()[0]) * resource.getpagesize()  # noqa: SIM115
        resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))
    die_with_parent()


def die_with_parent() -> None:
    """On Linux, be killed when the process that forked this one ends."""
    if sys.platform != "linux":
        return
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


@contextmanager
def offline() -> Iterator[None]:
    """While this lasts the process can open no file and no socket, so that no query reaches either."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.dup(0)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
