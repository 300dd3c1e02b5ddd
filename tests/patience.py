"""How long things may take, and how many examples are tried: what a slow or busy machine must not break."""

from __future__ import annotations

import os

ALL = "CONFLICTKG_ALL" in os.environ
"""Whether ``make check-all`` runs, which has time for everything."""


def slower() -> float:
    """How many times longer than alone a thing may take, since others use the machine too: 1 on an idle one."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def some(many: int) -> int:
    """A third of so many examples, the same ones on every run; all of them in ``make check-all``."""
    return many if ALL else -(-many // 3)
