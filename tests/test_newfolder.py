"""``init``: every column is explained, and the worked example in its README loads and answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from conflictkg.errors import InputError
from conflictkg.graph import KnowledgeGraph
from conflictkg.importers import example, newfolder
from conflictkg.importers.sheets import MEANINGS, SHEETS, columns
from conflictkg.store import MemoryStore


def test_every_column_is_explained(tmp_path: Path) -> None:
    newfolder.create(str(tmp_path / "mine"))
    text = (tmp_path / "mine" / "README.md").read_text(encoding="utf-8")
    for sheet in SHEETS.values():
        assert set(columns(sheet)) <= set(MEANINGS)
        header = (tmp_path / "mine" / f"{sheet.name}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert header == ",".join(columns(sheet))
        for column in columns(sheet):
            assert f"`{column}`" in text


def test_the_worked_example_loads_and_answers(tmp_path: Path) -> None:
    folder = tmp_path / "example"
    newfolder.create(str(folder))
    assert set(example.SHEETS) == set(SHEETS)
    for name, rows in example.SHEETS.items():
        (folder / f"{name}.csv").write_text(rows, encoding="utf-8")
        assert rows.rstrip() in (folder / "README.md").read_text(encoding="utf-8")
    for source, text in example.TEXTS.items():
        (folder / "texts" / f"{source}.txt").write_text(text, encoding="utf-8")
    kg = KnowledgeGraph(MemoryStore())
    (report,) = kg.load(folder)
    assert report.notes == []
    (member,) = kg.query("coalition-members", coalition="Valley Council")
    assert (member["name"], member["since"], member["status"]) == ("Green Front", "2024-04-29", "accepted")
    (denied,) = (row for row in kg.query("disputed") if row["about"] == "existence")
    assert (denied["asserted_by"], denied["disputed_by"]) == ("Peace Monitor", "Army")
    (killed,) = kg.query("casualties")
    assert (killed["best"], killed["denied_by"], killed["status"]) == ("30", "Army", "contested by a party")
    assert [row["name"] for row in kg.query("who-controls", place="alden")] == ["Valley Council"]
    assert kg.check() == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="not empty"):
        newfolder.create(str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]
