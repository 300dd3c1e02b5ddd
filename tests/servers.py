"""SPARQL servers of others, each in a process of its own on free ports, empty."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

_VIRTUOSO = """
[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = t.db
TransactionFile = t.trx
MaxCheckpointRemap = 2000
Striping = 0
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 5
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
CheckpointInterval = 0
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = .
ServerThreads = 5
"""
_LOAD = (
    "ld_dir('.', '*.nq.gz', ''); rdf_loader_run(); checkpoint; "
    "SELECT COUNT(*) FROM DB.DBA.load_list WHERE ll_state = 2 AND ll_error IS NULL;"
)
"""Virtuoso's bulk loader on its own folder, and how many files it took in whole."""
_GRANT = "DB.DBA.RDF_DEFAULT_USER_PERMS_SET('nobody', 1);"


def oxigraph() -> str:
    """The program of Oxigraph's server; empty where it is not installed."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph") or ""


def virtuoso() -> str:
    """The program of Virtuoso; empty where it is not installed."""
    return (shutil.which("virtuoso-t") or "") if shutil.which("isql-vt") else ""


@contextmanager
def oxigraph_served(folder: Path, files: Sequence[Path] = ()) -> Iterator[str]:
    """Oxigraph's server with a new store, by its URL; its bulk loader takes files in before."""
    port = _port()
    if files:
        load = [oxigraph(), "load", "--lenient", "-l", "o.db", "--file", *map(str, files)]
        subprocess.run(load, cwd=folder, check=True, capture_output=True)
    with _running([oxigraph(), "serve", "-b", f"127.0.0.1:{port}", "-l", "o.db"], folder, port) as address:
        yield address


@contextmanager
def virtuoso_served(folder: Path, files: Sequence[Path] = ()) -> Iterator[str]:
    """Virtuoso with a new database, by its URL; the user dba has the password dba. Its bulk loader takes files in."""
    port, sql = _port(), _port()
    buffers = 60_000 if files else 4_000  # of 8 kB: bulk-loaded graphs are large, and reading them from disk is slow
    told = _VIRTUOSO.format(port=port, sql=sql, buffers=buffers, dirty=buffers * 3 // 4)
    (folder / "v.ini").write_text(told, encoding="utf-8")
    with _running([virtuoso(), "+configfile", "v.ini", "+foreground"], folder, port) as address:
        say = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba"]
        subprocess.run([*say, f"exec={_GRANT}"], check=True, capture_output=True, timeout=30)
        if files:
            for file in files:
                shutil.copy(file, folder)
            told = subprocess.run([*say, f"exec={_LOAD}"], check=True, capture_output=True, text=True).stdout
            assert f"\n{len(files)}\n" in told, told
        yield address


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[str]:
    with open(folder / "said", "wb") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            if process.poll() is None and _answers(address):
                break
            time.sleep(0.1)
        else:
            raise AssertionError(f"{command[0]} did not start: {(folder / 'said').read_text()[-500:]}")
        yield address
    finally:
        process.kill()
        process.wait(10)


def _answers(address: str) -> bool:
    try:
        httpx.get(address, timeout=5)
    except httpx.TransportError:
        return False
    return True
