"""Ctrl-C: the command ends within a second, says what became of the store, and dies as SIGINT lets a process die.

The engine does not come back to Python until its call is done, but lets other threads run. So the main thread gets its
KeyboardInterrupt as ever, which tidies up where Python runs, and a second thread, woken by the signal itself, ends the
process when that takes too long. Changes work on a generation of their own, so the store is whole at any moment.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from typing import NoReturn

_PATIENCE = 0.5  # seconds to tidy up
_ending = threading.Lock()


def watch() -> None:
    """Start the watching thread, unless Ctrl-C is ignored (nohup), handled by a host program, or Windows' own."""
    if sys.platform == "win32" or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return
    woken, waking = os.pipe()
    os.set_blocking(waking, False)
    signal.set_wakeup_fd(waking, warn_on_full_buffer=False)
    threading.Thread(target=_wait, args=(woken,), daemon=True).start()


def _wait(woken: int) -> None:
    while os.read(woken, 1) != bytes([signal.SIGINT]):
        pass
    time.sleep(_PATIENCE)
    end()


def end() -> NoReturn:
    """Say once what became of the store and end the process at once, from whichever thread comes first."""
    if not _ending.acquire(blocking=False):
        time.sleep(60)  # the other thread ends the process
    try:
        os.write(2, f"Interrupted: {_became()}.\n".encode())
        _die()
    finally:
        os._exit(130)


def _became() -> str:
    """What became of the store."""
    directory, remote = map(sys.modules.get, ("conflictkg.store.directory", "conflictkg.store.remote"))
    if directory is not None and directory.DirectoryStore.changes > 0:
        return "the change was done by then; `conflictkg info` shows the store"
    if remote is not None and remote.RemoteStore.changes > 0:
        return "the change was sent by then; `conflictkg info` shows whether it was made"
    return "nothing was changed"


def _die() -> None:
    """Die by the signal where that can be had, so that a shell's loop around the command ends too."""
    import ctypes

    # signal.signal() is for the main thread only, which may be inside the engine.
    ctypes.pythonapi.PyOS_setsig(int(signal.SIGINT), None)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    signal.raise_signal(signal.SIGINT)
