"""Mutated files of formats that many studies share: each is read, or refused with its path; never a traceback."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loading import SAMPLES
from openpyxl import Workbook
from patience import some

from conflictkg.errors import InputError
from conflictkg.importers.contract import Options
from conflictkg.importers.registry import read

ODD = [
    b",",
    b'"',
    b"\n",
    b"\0",
    b";",
    b"\xff",
    b"<!DOCTYPE a>",
    b"-99",
    b"NA",
    b"9" * 30,
    b"2/3/10",
    b"&x;",
    b"0000-00-00",
]
FORMATS: dict[str, tuple[str, dict[str, Any]]] = {
    "relations.csv": ("relations", {}),
    "relations.xlsx": ("relations", {}),
    "matrix.csv": ("matrix", {}),
    "matrix.dta": ("matrix", {}),
    "matrix-attributes.csv": ("matrix", {"attributes": True}),
    "table.csv": ("table", {"mapping": SAMPLES / "table.yaml"}),
    "table.yaml": ("table", {"mapping": True}),
    "un-sanctions.xml": ("un-sanctions", {"persons": True}),
    "sfm-claims.csv": ("sfm-claims", {"persons": True}),
    **{f"sfm/{path.name}": ("sfm", {"persons": True}) for path in sorted((SAMPLES / "sfm").glob("*.csv"))},
}
Mutate = Callable[[bytes, int, int, bytes], bytes]
MUTATIONS: dict[str, Mutate] = {
    "cut off": lambda data, at, more, odd: data[:at],
    "a piece lost": lambda data, at, more, odd: data[:at] + data[at + more :],
    "a piece twice": lambda data, at, more, odd: data[: at + more] + data[at:],
    "something odd in it": lambda data, at, more, odd: data[:at] + odd + data[at:],
    "something odd in place": lambda data, at, more, odd: data[:at] + odd + data[at + len(odd) :],
    "lines in disorder": lambda data, at, more, odd: b"\n".join(sorted(data.split(b"\n"), key=lambda x: x[more:])),
    "a column lost": lambda data, at, more, odd: b"\n".join(
        b",".join(c for n, c in enumerate(line.split(b",")) if n != more % 9) for line in data.split(b"\n")
    ),
    "another delimiter": lambda data, at, more, odd: data.replace(b",", b"\t"),
}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    import pandas

    folder = tmp_path_factory.mktemp("samples")
    found = {name: (SAMPLES / name).read_bytes() for name in FORMATS if (SAMPLES / name).exists()}
    book = Workbook()
    with open(SAMPLES / "relations.csv", encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            book.worksheets[0].append(row)
    book.save(folder / "relations.xlsx")
    table = pandas.read_csv(SAMPLES / "matrix.csv").rename(columns={"Unnamed: 0": "code"})
    table.to_stata(folder / "matrix.dta", write_index=False)
    return found | {path.name: path.read_bytes() for path in folder.iterdir()}


@given(
    st.sampled_from(sorted(FORMATS)), st.sampled_from(sorted(MUTATIONS)), st.floats(0, 1), st.integers(1, 40), st.data()
)
@settings(max_examples=some(200), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_mutated_files_are_read_or_refused(
    samples: dict[str, bytes], tmp_path: Path, name: str, how: str, place: float, more: int, data: st.DataObject
) -> None:
    whole = samples[name]
    mutated = MUTATIONS[how](whole, int(place * len(whole)), more, data.draw(st.sampled_from(ODD)))
    path = tmp_path / Path(name).name
    path.write_bytes(mutated)
    format, told = FORMATS[name]
    beside = next((option for option, given in told.items() if given is True and option != "persons"), "")
    options = Options(**{**told, **({beside: path} if beside else {})})
    first = SAMPLES / f"{format}.csv" if beside else path
    try:
        for batch in read([str(first)], format=format, options=options):
            written = "".join(batch.quads)
            assert written.count("\n") >= 5  # at least the dataset is described
            assert 0 <= batch.report.used <= batch.report.read
    except InputError as error:
        assert error.path or "--" in error.what, error  # noqa: PT017 - a refusal says of which file
