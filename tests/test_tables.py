"""CSV tables: what is read, and complaints that name file, line and column."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictkg.errors import InputError
from conflictkg.importers.tables import Record, decode, read


def rows(path: Path, data: bytes) -> list[Record]:
    path.write_bytes(data)
    return list(read(path, ("id", "label"), ("note",)))


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return tmp_path / "sheet.csv"


def test_cells_by_column_with_their_line(sheet: Path) -> None:
    assert rows(sheet, b"id,label\na, Alpha \n\n , \nb,Beta\n") == [
        Record(2, {"id": "a", "label": "Alpha"}),
        Record(5, {"id": "b", "label": "Beta"}),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfid,label\na,Alpha",
        b"id,label\r\na,Alpha\r\n",
        b"id,label\ra,Alpha\r",
        b" ID , Label \na,Alpha\n",
        b'"id","label"\n"a","Alpha"\n',
        b"id,label,,\na,Alpha,,\n",
        b"id,label\na,Alpha,,\n",
    ],
)
def test_ways_of_writing_the_same_table(sheet: Path, data: bytes) -> None:
    assert [record.cells for record in rows(sheet, data)] == [{"id": "a", "label": "Alpha"}]


def test_a_short_row_is_filled_up(sheet: Path) -> None:
    assert rows(sheet, b"id,label,note\na,Alpha\n")[0].cells == {"id": "a", "label": "Alpha", "note": ""}


def test_a_cell_may_hold_lines_quotes_and_commas(sheet: Path) -> None:
    assert rows(sheet, b'id,label\na,"one ""two"",\nthree"\n') == [Record(3, {"id": "a", "label": 'one "two",\nthree'})]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"id\na\n", 'line 1: lacks the column label'),
        (b"note\na\n", "lacks the columns id, label"),
        (b"id,label,lable\n", 'line 1, column "lable": is not a known column. Did you mean "label"?'),
        (b"id,label,zzz\n", "Known columns: id, label, note."),
        (b"id,label,id\n", 'column "id": stands twice'),
        (b"id,label\na,Alpha,more\n", "line 2: has 3 cells, the header 2"),
        (b'id,label\na,"Al"pha\n', "line 2: cannot be read as CSV"),
        (b'id,label\na,"Alpha\n', "cannot be read as CSV"),
        (b"id,label\na,Alph\xe4\n", "line 2: is not UTF-8. Save it as CSV UTF-8"),
        (b"id,label\na,Al\x00pha\n", "line 2: holds a NUL byte"),
        ("id,label\n".encode("utf-16"), "is not UTF-8"),
        (b"id,label\na," + b"x" * 1_000_001, "1,000,000 characters"),
    ],
)  # fmt: skip
def test_faults_say_where_and_what_to_do(sheet: Path, data: bytes, told: str) -> None:
    with pytest.raises(InputError) as fault:
        rows(sheet, data)
    assert str(fault.value).startswith(str(sheet))
    assert told in str(fault.value)


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    for path, told in ((tmp_path, "is a folder"), (tmp_path / "none.csv", "no such file")):
        with pytest.raises(InputError, match=told):
            list(read(path, ("id",)))


@given(st.binary(max_size=80))
def test_any_bytes_are_a_text_or_an_input_error(data: bytes) -> None:
    try:
        text = decode(data, Path("a.csv"))
    except InputError:
        return
    assert "\x00" not in text


CELL = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=12)


@given(cells=st.lists(st.tuples(CELL, CELL), max_size=5))
def test_what_a_spreadsheet_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str]]
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([("id", "label"), *cells])
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(out.getvalue().encode())
    expected = [{"id": a.strip(), "label": b.strip()} for a, b in cells if a.strip() or b.strip()]
    assert [record.cells for record in read(path, ("id", "label"))] == expected


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_semicolons_and_tabs_part_cells_too(sheet: Path, mark: str) -> None:
    sheet.write_text(f'id{mark}label\na{mark}"Alpha, {mark} Beta"\n', encoding="utf-8")
    (record,) = read(sheet, ("id", "label"))
    assert record.cells == {"id": "a", "label": f"Alpha, {mark} Beta".strip()}
