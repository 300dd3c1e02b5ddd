"""What importing and asking for help load: the wait that a user feels a hundred times a day."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"rdflib", "networkx", "pyvis", "owlready2", "pyshacl", "numpy", "pandas", "polars", "rapidfuzz", "rich"}


def _loaded(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize(
    "code",
    [
        "import conflictkg",
        "from conflictkg.cli import cli\ncli.main(['--help'], standalone_mode=False)",
        "from conflictkg.cli import cli\ncli.main(['analyze', '--help'], standalone_mode=False)",
        "import conflictkg\nconflictkg.example().query('coalition-members', coalition='Jaysh al-Fatah')",
    ],
)
def test_light(code: str) -> None:
    assert not HEAVY & _loaded(code)


def test_help_does_not_load_the_engine() -> None:
    assert "pyoxigraph" not in _loaded("from conflictkg.cli import cli\ncli.main(['--help'], standalone_mode=False)")
