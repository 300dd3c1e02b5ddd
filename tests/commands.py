"""The real command line in a process of its own, and what must hold of every refusal."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import forked

import conflictkg

CONFLICTKG = str(Path(sys.executable).with_name("conflictkg"))
Done = subprocess.CompletedProcess[str]


def run(folder: Path, *words: str | Path, stdin: bytes = b"", before: Sequence[str] = (), **environment: str) -> Done:
    """Run the command in a folder; ``before`` goes in front, such as a command that changes the user."""
    clean = {k: v for k, v in os.environ.items() if k != "CONFLICTKG_STORE"} | environment
    told = [*before, CONFLICTKG, *map(str, words)]
    if before or not hasattr(os, "fork"):
        sent = [os.fsencode(word) for word in told]
        done = subprocess.run(sent, input=stdin, capture_output=True, cwd=folder, env=clean, timeout=120, check=False)
        code, out, err = done.returncode, done.stdout, done.stderr
    else:
        code, out, err = forked.run(told, folder, clean, stdin)
    return subprocess.CompletedProcess(told, code, out.decode(), err.decode())


def state(store: Path) -> dict[str, str]:
    """What a store is: its mark, the files of its current generation, and every quad in it."""
    mark = (store / "conflictkg.json").read_bytes()
    current = store / "generations" / str(json.loads(mark)["current"])
    files = [p for p in sorted(current.rglob("*")) if p.is_file() and not p.name.startswith("LO")]  # LOG, LOCK
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    with conflictkg.open(store) as kg:
        quads = "\n".join(sorted(str(quad) for quad in kg.store.engine))
    others = sorted(each.name for each in (store / "generations").iterdir() if int(each.name) > int(current.name))
    return found | {"mark": mark.decode(), "quads": hashlib.sha256(quads.encode()).hexdigest(), "left": str(others)}


def refused(done: Done, code: int, *said: str) -> None:
    """A message on stderr that says all this, the exit code, nothing on stdout, no traceback."""
    assert done.returncode == code, done.stderr[-2000:]
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "Error: " in done.stderr
    for text in said:
        assert text in done.stderr, done.stderr[-2000:]
