"""Data files as streams of rows: packed or not, any delimiter and encoding, and faults that say where."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from conflictkg import claims
from conflictkg.errors import InputError
from conflictkg.importers.contract import Job, columns
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
