"""The command line in a process of its own, soon: forked from one in which Python and the modules are loaded already.

Starting Python and reading the modules takes longer than most commands. All that comes after is as ever: words,
directory, environment, the three streams, the exit code, and the end of an interpreter. What a start loads is what
test_start_up.py is about; test_kill.py and others start commands afresh.

Run as a program this is the process to fork from: a line of JSON on stdin for each command, a line with its exit code
on stdout.
"""

from __future__ import annotations

import atexit
import io
import json
import os
import selectors
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

_STREAMS = ("in", "out", "err")


def run(
    words: Sequence[str], folder: Path, environment: Mapping[str, str], stdin: bytes, seconds: float = 120
) -> tuple[int, bytes, bytes]:
    """The exit code, stdout and stderr of a command that may take so long; ``words[0]`` is what it is called."""
    with TemporaryDirectory() as place:
        streams = [Path(place, name) for name in _STREAMS]
        streams[0].write_bytes(stdin)
        asked = [list(words), str(folder), dict(environment), list(map(str, streams))]
        return _ask(json.dumps(asked), seconds), streams[1].read_bytes(), streams[2].read_bytes()


@lru_cache(maxsize=1)
def _parent() -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(process.communicate)  # its stdin ends, and so does it
    return process


def _ask(asked: str, seconds: float) -> int:
    parent = _parent()
    assert parent.stdin
    assert parent.stdout
    print(asked, file=parent.stdin, flush=True)
    with selectors.DefaultSelector() as waiting:
        waiting.register(parent.stdout, selectors.EVENT_READ)
        assert waiting.select(seconds), "the command did not end"
    return int(parent.stdout.readline())


def _fork_and_tell() -> list[str]:
    """Fork for each line and tell how it ended; in the child return the words of the command, its streams being set."""
    for line in sys.stdin:
        words, folder, environment, streams = json.loads(line)
        child = os.fork()
        if not child:
            for number, path in enumerate(streams):
                opened = os.open(path, os.O_WRONLY | os.O_CREAT if number else os.O_RDONLY)
                os.dup2(opened, number)
                os.close(opened)
            sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), encoding="utf-8")
            sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w", closefd=False)), encoding="utf-8")
            os.chdir(folder)
            os.environ.clear()
            os.environ.update(environment)
            return list(words)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    os._exit(0)


if __name__ == "__main__":
    del sys.path[0]  # the tests' own modules, which no command sees
    from conflictkg import graph, vocabulary
    from conflictkg.cli import ask, data, main, output  # noqa: F401 - the most used
    from conflictkg.importers import registry
    from conflictkg.store import directory  # noqa: F401

    graph.example()  # with what it reads of the ontology and the rules
    vocabulary.vocabulary(), registry.importers()
    sys.argv = _fork_and_tell()
    sys.exit(main())
