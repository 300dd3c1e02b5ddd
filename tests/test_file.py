"""Data files as streams of rows: packed or not, any delimiter and encoding, and faults that say where."""

from __future__ import annotations

import gzip
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from conflictkg import claims
from conflictkg.errors import InputError, UnavailableError
from conflictkg.importers import registry, workbook
from conflictkg.importers.contract import Importer, Job, Options, columns
from conflictkg.importers.file import File

TABLE = 'Id,Name\n1,Alpha\n2,"Beta\nand more"\n'


def packed(folder: Path, suffix: str, data: bytes) -> Path:
    path = folder / f"x{suffix}"
    if suffix == ".csv.gz":
        path.write_bytes(gzip.compress(data))
    elif suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("inside.csv", data)
            archive.writestr("__MACOSX/inside.csv", b"")
    else:
        path.write_bytes(data)
    return path


@pytest.mark.parametrize("suffix", [".csv", ".csv.gz", ".zip"])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_rows_of_a_file_however_it_is_packed(tmp_path: Path, suffix: str, start: bytes) -> None:
    file = File(packed(tmp_path, suffix, start + TABLE.encode()))
    assert (file.suffix, file.header, file.first) == (".csv", ("id", "name"), ("Id", "Name"))
    assert list(file.rows()) == [
        (2, {"id": "1", "name": "Alpha"}),
        (4, {"id": "2", "name": "Beta\nand more"}),
    ]
    assert columns("NAME", "id")(file)
    assert not columns("other")(file)


def test_latin_1_is_read_and_told(tmp_path: Path) -> None:
    file = File(packed(tmp_path, ".csv", "id,name\n1,a\n2,Málaga\n".encode("latin-1")))
    assert [cells["name"] for _, cells in file.rows() if isinstance(cells, dict)] == ["a", "Málaga"]
    assert file.notes == ["x.csv: line 3 is not UTF-8; read as latin-1"]


def test_a_file_without_header_takes_the_given_columns(tmp_path: Path) -> None:
    file = File(packed(tmp_path, ".csv", b"1;Alpha\n2;Beta\n"))
    assert list(file.rows(("id", "name"))) == [(1, {"id": "1", "name": "Alpha"}), (2, {"id": "2", "name": "Beta"})]


def test_rows_of_the_wrong_length_are_skipped_and_told(tmp_path: Path) -> None:
    job = Job("x")
    file = File(packed(tmp_path, ".csv", b"id,name\n1\n2,b\n3\n,\n4,d,e\n"))
    assert [cells["id"] + cells[""] for cells in job.records(file)] == ["23", "5"]
    assert (job.report.read, job.report.used) == (5, 2)
    assert job.report.skipped == [
        "2 rows (lines 2, 4): 1 cells where the header has 2",
        "1 row (line 6): 3 cells where the header has 2",
    ]


def excel(path: Path, *sheets: list[list[object]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_the_first_sheet_of_a_workbook_is_a_table(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Id", "Name", "On"],
        [1.0, " Alpha", date(2015, 3, 28)],
        [],
        [2, 0.5, None, None],
        ["x", "y", "z", "more"],
    ]
    file = File(excel(tmp_path / "x.xlsx", rows, [["other"]]))
    assert file.first == ("Id", "Name", "On")
    assert list(file.rows()) == [
        (2, {"id": "1", "name": "Alpha", "on": "2015-03-28"}),
        (4, {"id": "2", "name": "0.5", "on": ""}),
        (5, "4 cells where the header has 3"),
    ]
    assert file.notes[0] == 'x.xlsx: the sheet "Sheet" is read, not Sheet1'


def test_a_stata_file_is_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy
    import pandas

    monkeypatch.setattr(workbook, "_ROWS", 2)  # several parts
    numbers = numpy.array([33.51, float("nan"), 2], dtype="float32")
    frame = pandas.DataFrame({"Id": [1, 2, 3], "name": ["Alpha", "Bé", ""], "v": numbers})
    frame.to_stata(tmp_path / "x.dta", write_index=False, version=118)
    packed = tmp_path / "x.dta.gz"
    packed.write_bytes(gzip.compress((tmp_path / "x.dta").read_bytes()))
    for path in (tmp_path / "x.dta", packed):
        file = File(path)
        assert (file.suffix, file.header) == (".dta", ("id", "name", "v"))
        assert list(file.rows()) == [
            (2, {"id": "1", "name": "Alpha", "v": "33.51"}),
            (3, {"id": "2", "name": "Bé", "v": ""}),
            (4, {"id": "3", "name": "", "v": "2"}),
        ]


@pytest.mark.parametrize("suffix", [".xlsx", ".dta"])
def test_damaged_workbooks_say_so(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x{suffix}"
    if suffix == ".xlsx":
        excel(path, [["id"], [1]])
    else:
        import pandas

        pandas.DataFrame({"id": range(50)}).to_stata(path, write_index=False)
    whole = path.read_bytes()
    for data in (b"", b"id,name\n1,a\n", whole[: len(whole) // 2]):
        path.write_bytes(data)
        with pytest.raises(InputError, match=f"cannot be read as {suffix}"):
            list(File(path).rows())


def test_without_the_extra_the_message_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = excel(tmp_path / "x.xlsx", [["id"], [1]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(UnavailableError, match=r"conflictkg\[tables\]"):
        _ = File(path).header


def test_every_importer_is_registered() -> None:
    folder = Path(registry.__file__).parent
    found = {path.stem for path in folder.glob("*.py") if "\nIMPORTER = " in path.read_text("utf-8")}
    assert found == set(registry._MODULES)


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    file = File(packed(tmp_path, ".csv", b"id,name,ID\n1,2,3\n"))
    with pytest.raises(InputError, match='column "id": stands twice'):
        list(file.rows())
    assert file._raw is not None
    assert file._raw.closed


def test_options_that_a_format_does_not_heed_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Importer("plain", columns("id"), lambda files, job: iter([]))
    heeds = Importer("heeds", columns("other"), lambda files, job: iter([]), ("date_order",))
    monkeypatch.setattr(registry, "importers", lambda: {"plain": plain, "heeds": heeds})
    path = str(packed(tmp_path, ".csv", TABLE.encode()))
    with pytest.raises(InputError, match=r"--dates means nothing for plain\. It is for heeds\."):
        registry.read([path], options=Options(date_order="dmy"))
    assert [batch.dataset for batch in registry.read([path])] == ["plain"]


@pytest.mark.parametrize(
    ("suffix", "data", "told"),
    [
        (".csv", b"id,name\n1,a\0b\n", "line 2: holds a NUL byte"),
        (".csv", "id,name\n".encode("utf-16"), "is UTF-16"),
        (".csv", b'id,name\n1,"a" b\n', "line 2: cannot be read as CSV"),
        (".csv", b'id,name\n1,"a\n2,b\n', "cannot be read as CSV"),
        (".csv.gz", b"", ""),
    ],
)
def test_faults_say_where(tmp_path: Path, suffix: str, data: bytes, told: str) -> None:
    path = packed(tmp_path, suffix, data)
    if not told:
        path.write_bytes(gzip.compress(TABLE.encode() * 50)[:-12])
        told = "cannot be unpacked"
    with pytest.raises(InputError, match=told):
        list(File(path).rows())


def test_a_zip_of_several_files_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a.csv", TABLE)
        archive.writestr("b.csv", TABLE)
    with pytest.raises(InputError, match=r"holds 2 files \(a.csv, b.csv\)"):
        _ = File(tmp_path / "x.zip").suffix


def test_a_job_counts_what_passes_and_describes_its_dataset() -> None:
    job = Job("mine")
    told = job.described(claims.Dataset("theirs", licence="CC-BY-4.0", version="1"))
    rows = list(job.counted([told, claims.Actor("x", "ArmedGroup", "X"), claims.Actor("y", "ArmedGroup", "Y")]))
    assert (told.name, told.title, told.licence, len(told.loaded_on)) == ("mine", "theirs", "CC-BY-4.0", 10)
    assert len(rows) == 3
    assert job.report.lines() == ["mine: 2 actors"]
