"""Write the README's console output, its benchmark table, its pictures and the tutorial's outputs anew: ``python
docs/refresh.py``; ``--tutorial`` writes the last alone.

``--check`` changes nothing and tells whether the console output is what the commands print (a test runs it).
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
TUTORIAL = ROOT / "examples" / "tutorial.ipynb"
SHOTS = {
    "idlib-2015.png": (["idlib-2015"], "", "light"),
    "idlib-2015-actor.png": (
        ["idlib-2015", "idlib-2015-context"], "#names=ar&actor=ckg%2Factor%2Fjabhat-al-nusra", "dark"
    ),
}  # fmt: skip
"""File -> datasets, where in the page, colours."""
_BLOCK = re.compile(r"```console\n\$ (conflictkg [^\n]+)\n(.*?)```", re.S)


def run(line: str) -> str:
    """What a command of the README prints on stdout, in an empty folder."""
    words = shlex.split(line)
    command = [str(Path(sys.executable).with_name("conflictkg")), *words[1:]]
    environment = {k: v for k, v in os.environ.items() if k != "CONFLICTKG_STORE"} | {"COLUMNS": "110"}
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=folder, env=environment)
    return done.stdout


def refreshed(text: str) -> str:
    """The README with the output of every console block as the command prints it now."""
    return _BLOCK.sub(lambda m: f"```console\n$ {m[1]}\n{run(m[1])}```", text)


def tutorial(folder: str | Path) -> Any:
    """The notebook of the tutorial, run in a clean kernel; its files go to the folder."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(TUTORIAL, 4)
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=120, record_timing=False, coalesce_streams=True, resources=resources).execute()
    notebook.metadata.language_info = {"name": "python"}  # not of which version
    return notebook


def write_tutorial() -> None:
    import nbformat

    with tempfile.TemporaryDirectory() as folder:
        nbformat.write(tutorial(folder), TUTORIAL)


def pictures() -> None:
    """Screenshots of the pages of the built-in datasets; needs playwright and chromium."""
    import shutil

    from playwright.sync_api import sync_playwright

    import conflictkg

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, (datasets, fragment, colours) in SHOTS.items():
            file = conflictkg.example(*datasets).network(as_of="2015-03-28").save(Path(folder) / "page.html")
            page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme=colours)
            page.goto(file.as_uri() + fragment)
            page.wait_for_timeout(2000)
            page.screenshot(path=ROOT / "docs" / name)
            page.close()
        browser.close()


if __name__ == "__main__":
    now = README.read_text(encoding="utf-8")
    if "--check" in sys.argv:
        sys.exit(0 if refreshed(now) == now else "README.md is not what the commands print: python docs/refresh.py")
    write_tutorial()
    if "--tutorial" in sys.argv:
        sys.exit(0)
    README.write_text(refreshed(now), encoding="utf-8", newline="\n")
    subprocess.run([sys.executable, "-m", "benchmarks", "1000000", "--readme"], cwd=ROOT, check=True)
    pictures()
