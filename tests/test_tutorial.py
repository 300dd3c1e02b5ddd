"""The tutorial: run from a clean kernel it prints and draws what stands in it, and R counts the same on its table."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path
from typing import Any

import nbformat
import pytest

import conflictkg

ROOT = Path(__file__).parents[1]
_SPEC = importlib.util.spec_from_file_location("refresh", ROOT / "docs" / "refresh.py")
assert _SPEC
assert _SPEC.loader
refresh = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(refresh)


def shown(notebook: Any) -> list[str]:
    """What each step prints or draws; a kernel may hand on what is printed in pieces."""
    steps = [cell.outputs for cell in notebook.cells if cell.get("outputs")]
    return ["".join(out["data"]["image/svg+xml"] if "data" in out else out["text"] for out in step) for step in steps]


def test_the_notebook_shows_what_it_computes(tmp_path: Path) -> None:
    """If it no longer does: ``python docs/refresh.py --tutorial``, and look at the figures."""
    stored, run = shown(nbformat.read(refresh.TUTORIAL, 4)), shown(refresh.tutorial(tmp_path))
    assert len(run) == 8
    assert run == stored
    assert {path.name for path in tmp_path.iterdir()} == {"dyads.csv", "lanes.svg", "network.svg"}


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not here: Debian's r-base-core")
def test_r_counts_the_same(tmp_path: Path) -> None:
    conflictkg.example("idlib-2015", "syria-2011-2019").export("dyad-year", tmp_path / "dyads.csv")
    script = ROOT / "examples" / "tutorial.R"
    done = subprocess.run(["Rscript", script, "dyads.csv"], capture_output=True, text=True, cwd=tmp_path, check=True)
    printed = "\n".join(shown(nbformat.read(refresh.TUTORIAL, 4))).splitlines()
    years = [f"{words[0]} {words[2]}" for line in printed if (words := line.split(" "))[1:2] and set(words[1]) == {"#"}]
    told = [line.strip() for line in done.stdout.splitlines()]
    assert len(years) == 8
    assert [line for line in told if line[:2] == "20"] == years
    degrees = [line for line in told if line[:1].isdigit() and line[1] == " "]
    assert len(degrees) == 5
    assert [line for line in printed if line in degrees] == degrees
    assert "Ahrar al-Sham, Ajnad al-Kavkaz, Ajnad al-Sham, Faylaq al-Sham" in told[1]
    assert (tmp_path / "fights.pdf").read_bytes().startswith(b"%PDF")
