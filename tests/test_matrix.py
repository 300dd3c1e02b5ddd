"""Adjacency matrices with a table of attributes: matched by code, never by position, and every difference told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loading import SAMPLES, facts, load, ties, write
from openpyxl import Workbook
from patience import some

from conflictkg.errors import InputError
from conflictkg.importers.amounts import amount
from conflictkg.importers.file import File
from conflictkg.importers.matrix import IMPORTER

MATRIX, ATTRIBUTES = SAMPLES / "matrix.csv", SAMPLES / "matrix-attributes.csv"
WITH = " in a joint operation with "


def test_cells_become_ties_by_code() -> None:
    kg, report = load(MATRIX)
    assert ties(kg) == [
        (f"ALD{WITH}BIR", "", "", "2"),
        (f"ALD{WITH}ELM", "", "", "1"),
        (f"BIR{WITH}CED", "", "", "3"),
        (f"CED{WITH}DOG", "", "", "1"),
    ]
    assert (report.dataset, report.read, report.used) == ("matrix", 4, 4)
    assert report.notes == [
        "codes without a row: DOG",
        "codes without a column: ELM",
        "its licence is not told; a map can say it (dataset: licence)",
        "the counts are taken as joint operations; a map can say otherwise (relation: …)",
    ]


def test_attributes_become_facts_of_the_same_actors() -> None:
    kg, report = load(MATRIX, attributes=ATTRIBUTES)
    assert facts(kg) == [
        ("Alder Front ideology 3", "", "3", ""),
        ("Alder Front row 2", "", "2", ""),
        ("Alder Front share 0.5", "", "", ""),
        ("Alder Front size 5,000-7,000-10,000", "5000", "7000", "10000"),
        ("Birch Army ideology 2", "", "2", ""),
        ("Birch Army row 1", "", "1", ""),
        ("Birch Army share 0.25", "", "", ""),
        ("Birch Army size 2,000", "", "2000", ""),
        ("Birch Army sponsors Eastland", "", "", ""),
        ("Birch Army sponsors Westland", "", "", ""),
        ("Cedar League ideology 4", "", "4", ""),
        ("Cedar League row 3", "", "3", ""),
        ("Cedar League sponsors Westland", "", "", ""),
        ("Dogwood Group ideology 4", "", "4", ""),
        ("Dogwood Group row 4", "", "4", ""),
        ("Dogwood Group share 1", "", "1", ""),
        ("Dogwood Group size 300+", "300", "", ""),
        ("Fir Company ideology 1", "", "1", ""),
        ("Fir Company row 5", "", "5", ""),
        ("Fir Company share 0", "", "0", ""),
        ("Fir Company size about 50", "", "50", ""),
        ("Fir Company sponsors Northland", "", "", ""),
        ("Fir Company sponsors Southland", "", "", ""),
        ("Fir Company sponsors Westland", "", "", ""),
    ]
    assert (f"Alder Front{WITH}Birch Army", "", "", "2") in ties(kg)
    assert [note for note in report.notes if note.startswith("only")] == [
        "only in the attributes: FIR",
        "only in the matrix: ELM",
    ]


def test_a_map_says_the_kind_of_tie_and_of_columns(tmp_path: Path) -> None:
    told = "relation: hostile to\nperiod: 2012/2014\nattributes:\n  row: leave\n  sponsors: text\n  ideology: list\n"
    kg, _ = load(MATRIX, attributes=ATTRIBUTES, mapping=write(tmp_path, "m.yaml", told))
    fights = list(kg.query("opponents", actor="Birch Army", as_of="2013"))
    assert [(row["name"], row["events"], row["certainty"]) for row in fights] == [
        ("Alder Front", "2", "possible"),
        ("Cedar League", "3", "possible"),
    ]
    assert not list(kg.query("opponents", actor="Birch Army", as_of="2015"))
    said = {label: best for label, _, best, _ in facts(kg)}
    assert "Birch Army sponsors Westland, Eastland" in said
    assert said["Birch Army ideology 2"] == ""
    assert "Birch Army row 1" not in said


def test_a_directed_tie_goes_from_row_to_column(tmp_path: Path) -> None:
    path = write(tmp_path, "m.csv", ",A,B,C\nA,0,2,0\nB,1,0,0\nC,0,0,5\n")
    kg, report = load(path, mapping=write(tmp_path, "m.yaml", "relation: sponsors\n"))
    assert ties(kg) == [("A sponsors B", "", "", "2"), ("B sponsors A", "", "", "1")]
    assert "counts of a group with itself, left out: line 4, column C" in report.notes


def test_asymmetry_and_cells_that_are_no_counts_are_told(tmp_path: Path) -> None:
    kg, report = load(write(tmp_path, "m.csv", ',A,B,C\nA,NA,2,0\nB,1,NA,many\nC,4,"1,000",NA\n'), format="matrix")
    assert ties(kg) == [
        (f"A{WITH}B", "", "", "2"),
        (f"A{WITH}C", "", "", "4"),
        (f"B{WITH}C", "", "", "1000"),
    ]
    assert "cells that are no counts: line 3, column C" in report.notes
    assert any("2 pairs have two different counts" in n and "A and B 2, 1; C and A 4, 0" in n for n in report.notes)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (",A,,B\n,0,1,0\n", "holds no row whose code is that of a column"),
        (",A,B,a\nA,0,1,0\n", 'column "A": stands twice'),
        (",A,B,C\n", "holds no row whose code is that of a column"),
        (SAMPLES.joinpath("relations.csv").read_text("utf-8"), "holds no row whose code"),
    ],
)
def test_what_is_no_matrix_is_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        load(write(tmp_path, "m.csv", text), format="matrix")


def test_attributes_without_the_codes_are_refused(tmp_path: Path) -> None:
    other = write(tmp_path, "a.csv", "code,size\nX,1\nY,2\n")
    with pytest.raises(InputError, match="no column holds the codes"):
        load(MATRIX, attributes=other)
    with pytest.raises(InputError, match=r'line 1: code: "cod" is not known here\. Did you mean "code"'):
        load(MATRIX, attributes=other, mapping=write(tmp_path, "m.yaml", "code: cod\n"))


def test_a_matrix_in_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["", "A", "B"], ["B", 2.0, None], ["A", None, 2]):
        book.worksheets[0].append(row)
    book.create_sheet("Codebook")
    book.save(tmp_path / "m.xlsx")
    kg, report = load(tmp_path / "m.xlsx")
    assert ties(kg) == [(f"A{WITH}B", "", "", "2")]
    assert report.notes[0] == 'm.xlsx: the sheet "Sheet" is read, not Codebook'


def test_a_header_without_a_cell_over_the_codes(tmp_path: Path) -> None:
    kg, _ = load(write(tmp_path, "m.csv", "A\tB\tC\nB\t1\t0\t0\nA\t0\t1\t0\n"))
    assert ties(kg) == [(f"A{WITH}B", "", "", "1")]


def test_other_tables_are_no_matrices(tmp_path: Path) -> None:
    for text in ("id,name,n\n1,a,2\n", "a,b,c\na,x,1\nb,1,1\n", "\n", "a\n1\n"):
        assert not IMPORTER.recognises(File(write(tmp_path, "x.csv", text)))
    assert IMPORTER.recognises(File(MATRIX))
    assert not IMPORTER.recognises(File(ATTRIBUTES))


@settings(max_examples=some(25))
@given(st.permutations(range(4)), st.permutations(range(4)))
def test_the_order_of_rows_and_columns_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, rows: list[int], columns: list[int]
) -> None:
    codes, counts = "WXYZ", {frozenset("WX"): 1, frozenset("XZ"): 2, frozenset("YZ"): 3}
    lines = [["", *(codes[c] for c in columns)]]
    lines += [[codes[r], *(str(counts.get(frozenset((codes[r], codes[c])), 0)) for c in columns)] for r in rows]
    path = write(tmp_path_factory.mktemp("m"), "m.csv", "".join(",".join(line) + "\n" for line in lines))
    job_ties = {(label.split(WITH)[0] + label.split(WITH)[1], n) for label, _, _, n in ties(load(path)[0])}
    assert job_ties == {("WX", "1"), ("XZ", "2"), ("YZ", "3")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("500", (None, 500, None)),
        ("500.0", (None, 500, None)),
        ("1,000 - 2,000", (1000, None, 2000)),
        ("10–20", (10, None, 20)),
        (">200", (201, None, None)),
        (">=200", (200, None, None)),
        ("<200", (None, None, 199)),
        ("ca. 50", (None, 50, None)),
        ("20-10", None),
        ("1,00", None),
        ("1.5", None),
        ("-5", None),
        ("٣", None),
        ("9" * 16, None),
    ],
)
def test_amounts(text: str, found: tuple[int | None, ...] | None) -> None:
    assert amount(text) == found
