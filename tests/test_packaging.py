"""What is shipped: the wheel holds ontology, queries and built-in datasets, and finds them when installed alone."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from conflictkg.resources import builtin_datasets, shipped

ROOT = Path(__file__).parents[1]


def test_wheel_is_complete(tmp_path: Path) -> None:
    built = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(built, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "installed")
    for folder in ("ontology", "queries", *(f"examples/{name}" for name in builtin_datasets())):
        for path in shipped(*folder.split("/")).rglob("*"):
            if path.is_file():
                assert f"conflictkg/shipped/{folder}/{path.relative_to(shipped(*folder.split('/')))}" in names
    assert "conflictkg/draw/assets/page.html" in names
    code = "import conflictkg; print(len(conflictkg.example().query('coalition-members', coalition='Army of Fatah')))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(tmp_path / "installed"), "PATH": ""},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.stdout == "7\n", done.stderr


def test_no_module_is_long() -> None:
    long = {p.name for p in (ROOT / "conflictkg").rglob("*.py") if len(p.read_text("utf-8").splitlines()) > 400}
    assert not long


def test_nothing_of_the_article_is_copied() -> None:
    import re

    import pytest

    article = ROOT.parent / "shared" / "seed" / "article.txt"
    if not article.exists():
        pytest.skip("the article is not here: users do not have it")

    def words(text: str) -> list[str]:
        return [w for w in re.findall(r"[a-z0-9]+", text.lower()) if w not in ("al", "and")]

    told = words(article.read_text(encoding="utf-8"))
    runs = {" ".join(told[i : i + 12]) for i in range(len(told) - 12)}
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    for name in tracked:
        path = ROOT / name
        if path.is_file() and path.suffix in (".csv", ".md", ".py", ".rq", ".ttl", ".html", ".js"):
            here = words(path.read_text(encoding="utf-8"))
            copied = [run for i in range(len(here) - 12) if (run := " ".join(here[i : i + 12])) in runs]
            assert not copied, f"{name}: {copied[:1]}"
