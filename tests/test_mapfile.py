"""Maps: what a user says of a table, and faults that say where and what was meant."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loading import write

from conflictkg.errors import InputError
from conflictkg.importers.mapfile import TEXT, read

SECTIONS = {"dataset": ("title", "licence"), "columns": None, "relation": TEXT}


def test_every_value_is_the_text_that_stands_there(tmp_path: Path) -> None:
    path = write(tmp_path, "m.yaml", "dataset:\n  title: 1.10\ncolumns:\n  no: yes\n  2014: from\nrelation: on\n")
    told = read(path, SECTIONS)
    assert told.section("dataset") == {"title": "1.10"}
    assert told.section("columns") == {"no": "yes", "2014": "from"}
    assert (told.text("relation"), told.text("other", "none")) == ("on", "none")
    assert read(None, SECTIONS).section("dataset") == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("dataset:\n  titel: x\n", r'line 2: dataset: titel: "titel" is not known here. Did you mean "title"'),
        ("column:\n  a: b\n", r'line 1: "column" is no part of a map. Did you mean "columns"'),
        ("zzz: 1\n", r"Known: dataset, columns, relation\."),
        ("relation: a\nrelation: b\n", r'line 2: "relation" stands twice'),
        ("columns:\n  a: b\n  a: c\n", "line 3: columns: a: stands twice"),
        ("columns:\n  a: [b, c]\n", "columns: a: must be a text"),
        ("columns: a\n", "line 1: columns: holds no fields"),
        ("relation:\n  a: b\n", "relation: must be a text"),
        ("- a\n", "is no map"),
        ("", "is no map"),
        ("a: b: c\n", "line 1: is not YAML"),
        ("a: 'b\n", "is not YAML"),
        ("a: 1\n---\nb: 1\n", "is not YAML"),
        ("columns: &x\n  a: *x\n", "must be a text|is not YAML"),
        ("a: !!python/object/apply:os.system [x]\n", "no part of a map"),
    ],
)
def test_faults_say_where(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read(write(tmp_path, "m.yaml", text), SECTIONS)


def test_a_word_of_the_ontology(tmp_path: Path) -> None:
    told = read(write(tmp_path, "m.yaml", "relation: alied with\n"), SECTIONS)
    with pytest.raises(
        InputError, match=r'line 1: relation: "alied with" is not known here\. Did you mean "alliedwith"'
    ):
        told.term("Relationship", told.text("relation"), "relation")


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = write(tmp_path_factory.mktemp("m"), "m.yaml", text)
    with contextlib.suppress(InputError):
        assert read(path, SECTIONS).path == path
