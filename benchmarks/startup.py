"""How long a user waits for the smallest commands, against what their imports alone cost.

Whole processes, in turn (A B A B ...), after one warm-up of each; the ratio is that of the medians. Byte code is
cached, as it is for everybody who installed the package.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

CONFLICTKG = str(Path(sys.executable).with_name("conflictkg"))
MEMBERS = [CONFLICTKG, "query", "coalition-members", "-p", "coalition=Jaysh al-Fatah"]


class Pair(NamedTuple):
    """A command, its peer, and the ratio that it should stay within."""

    name: str
    command: list[str]
    peer: str
    reach: float


PAIRS = (
    Pair("conflictkg --help", [CONFLICTKG, "--help"], "import click", 2),
    Pair("conflictkg query coalition-members (built-in dataset)", MEMBERS, "import click, pyoxigraph", 4),
)


def run(runs: int = 15) -> list[str]:
    """Rows of a Markdown table: command, peer, medians in ms, ratio, what it should reach."""
    rows = []
    for pair in PAIRS:
        peer = [sys.executable, "-c", pair.peer]
        times: tuple[list[float], list[float]] = ([], [])
        for turn in range(runs + 1):
            for taken, command in zip(times, (pair.command, peer), strict=True):
                seconds = _seconds(command)
                if turn:
                    taken.append(seconds * 1000)
        own, other = (statistics.median(taken) for taken in times)
        cells = (f"`{pair.name}`", f"`python -c '{pair.peer}'`", f"{own:.0f}", f"{other:.0f}", f"{own / other:.1f}x")
        rows.append(f"| {' | '.join(cells)} | {pair.reach}x |")
    return rows


def _seconds(command: list[str]) -> float:
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "CONFLICTKG_STORE")}
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - start
