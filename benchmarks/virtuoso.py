"""Virtuoso as a peer of :mod:`benchmarks.scale`: its own bulk loader, one process, in a database thrown away."""

from __future__ import annotations

import os
import resource
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

_INI = """
[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
FileExtend = 2000
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = t.db
TransactionFile = t.trx
MaxCheckpointRemap = 2000
Striping = 0
[Parameters]
ServerPort = 127.0.0.1:{port}
ServerThreads = 5
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
CheckpointInterval = 0
DirsAllowed = ., {folder}
"""


def loaded(text: Path, size: int) -> dict[str, Any]:
    """Seconds of the processor and MB at the peak that a load of N-Quads takes, checkpoint included."""
    if not (shutil.which("virtuoso-t") and shutil.which("isql-vt")):
        return {"why": "not here"}
    before = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    with tempfile.TemporaryDirectory(dir=text.parent) as place:
        port = _port()
        buffers = max(10_000, size // 25)  # of 8 KB: 3 GB for ten million triples
        ini = _INI.format(port=port, buffers=buffers, dirty=buffers * 3 // 4, folder=text.parent)
        (Path(place) / "v.ini").write_text(ini, encoding="utf-8")
        server = subprocess.Popen(
            ["virtuoso-t", "+configfile", "v.ini", "+foreground"],
            cwd=place,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(port, server)
            _say(port, f"ld_dir('{text.parent}', '{text.name}', 'urn:none'); rdf_loader_run(); checkpoint;")
            faults = _say(port, "SELECT ll_error FROM DB.DBA.load_list WHERE ll_error IS NOT NULL;")
            if "1 Rows" in faults:
                return {"why": f"failed: {faults.strip().splitlines()[-3][:80]}"}
        finally:
            server.kill()
            _, _, used = os.wait4(server.pid, 0)
            server.returncode = 0
    spent = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - before  # the server's and those of isql-vt
    return {"seconds": spent, "peak": used.ru_maxrss / 1024}


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if server.poll() is not None:
            break
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("virtuoso-t did not start")


def _say(port: int, text: str) -> str:
    command = ["isql-vt", f"127.0.0.1:{port}", "dba", "dba", f"exec={text}"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
