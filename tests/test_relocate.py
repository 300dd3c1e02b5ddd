"""Snippets become locators in the sheets, all or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from conflictkg.errors import InputError
from conflictkg.graph import KnowledgeGraph
from conflictkg.importers import example
from conflictkg.importers.relocate import relocate
from conflictkg.store import MemoryStore


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    for name, rows in example.SHEETS.items():
        (tmp_path / f"{name}.csv").write_text(rows, encoding="utf-8")
    for source, text in example.TEXTS.items():
        (tmp_path / "texts" / f"{source}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def claims(folder: Path) -> list[list[str]]:
    kg = KnowledgeGraph(MemoryStore())
    kg.load(folder)
    return kg.query(
        "SELECT ?l ?h WHERE { ?c a ckg:Claim ; ckg:locator ?l . OPTIONAL { ?c ckg:passageHash ?h } } ORDER BY ?l"
    ).texts()


def test_the_same_locators_without_the_words(folder: Path) -> None:
    before = claims(folder)
    assert relocate(folder) == {"names": 1, "ties": 1, "events": 1, "participations": 2, "figures": 2, "facts": 1}
    for path in folder.glob("*.csv"):
        assert "took the town of Alden" not in path.read_text(encoding="utf-8")
    for path in (folder / "texts").iterdir():
        path.unlink()
    assert claims(folder) == before
    assert relocate(folder) == {}


def test_on_a_fault_no_sheet_is_touched(folder: Path) -> None:
    events = (folder / "events.csv").read_text(encoding="utf-8")
    (folder / "events.csv").write_text(
        events.replace("took the town of Alden,asserts", "nowhere to be found,asserts"), encoding="utf-8"
    )
    before = {path: path.read_bytes() for path in folder.glob("*.csv")}
    with pytest.raises(InputError, match="does not stand in the text"):
        relocate(folder)
    assert {path: path.read_bytes() for path in folder.glob("*.csv")} == before
