"""Every importer meets files that are not what they should be: a clear error or a told skip, never half a dataset.

An importer takes part by its sample, ``samples/FORMAT.*`` or a folder of that name with files that belong together; a
map beside it (.yaml) is given where the format heeds maps.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loading import SAMPLES
from patience import some

import conflictkg
from conflictkg.errors import ConflictKGError
from conflictkg.importers import Batch, LoadReport, registry
from conflictkg.importers.contract import Importer, Options
from conflictkg.namespaces import CKG

FORMATS = sorted(registry.importers())
CELLS = (
    *(
        "",
        " ",
        "n/a",
        "-99",
        "0",
        "-1",
        "7.0",
        "1e309",
        "9" * 400,
        "٣",
        "½",
        "x",
        "1,2",
        "1, 1, 1",
        ",",
        "; ;",
        "a/b|c",
    ),
    *("2015-02-30", "0000-00-00", "2/3/10", "31/12/2014", "2014-02-00", "9999-99-99", "2015-03-01 00:00:00.000"),
    *('"', "'", "<b>&amp;", "line\nbreak", "\\u0000", "\u202e\ufeff", "=1+1", "http://[", "x" * 70_000, "a, " * 20_000),
)
"""What may stand in a cell where something else should."""

Rows = list[list[str]]


def sample(name: str) -> list[Path]:
    """The sample of a format: its files."""
    found = sorted((SAMPLES / name).glob("*") if (SAMPLES / name).is_dir() else SAMPLES.glob(f"{name}.*"))
    found = [path for path in found if path.suffix != ".yaml"]
    assert found, f"{name} has no sample: put a small file with invented rows at tests/samples/{name}.csv"
    return found


def options(importer: Importer) -> Options:
    """What a user would give with the sample."""
    told = SAMPLES / f"{importer.name}.yaml"
    mapping = told if told.exists() and "mapping" in importer.takes else None
    return Options(mapping=mapping, date_order="mdy" if "date_order" in importer.takes else None)


def drop(rows: Rows, dice: random.Random) -> Rows:
    gone = dice.randrange(len(rows[0]))
    return [row[:gone] + row[gone + 1 :] for row in rows]


def swap(rows: Rows, dice: random.Random) -> Rows:
    one, other = (dice.randrange(len(rows[0])) for _ in "12")
    for row in rows[1:]:
        row[one], row[other] = row[other], row[one]
    return rows


def replace(rows: Rows, dice: random.Random) -> Rows:
    for _ in range(dice.randrange(1, 6)):
        row = rows[dice.randrange(1, len(rows))]
        row[dice.randrange(len(row))] = dice.choice(CELLS)
    return rows


def column(rows: Rows, dice: random.Random) -> Rows:
    changed, value = dice.randrange(len(rows[0])), dice.choice(CELLS)
    return [rows[0]] + [[*row[:changed], value, *row[changed + 1 :]] for row in rows[1:]]


def repeat(rows: Rows, dice: random.Random) -> Rows:
    return [*rows, *dice.choices(rows, k=3), [""] * len(rows[0]), rows[-1][:-1]]


def rename(rows: Rows, dice: random.Random) -> Rows:
    rows[0][dice.randrange(len(rows[0]))] = dice.choice(("", "year", "NEW", rows[0][0]))
    return rows


TABLE: tuple[Callable[[Rows, random.Random], Rows], ...] = (drop, swap, replace, column, repeat, rename)


def cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def recode(data: bytes, dice: random.Random) -> bytes:
    return data.decode().encode(dice.choice(("utf-16", "latin-1", "cp1252", "utf-8-sig")), errors="replace")


def spoil(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + dice.choice((b"\x00", b"\xff\xfe", b'"', b"\r", b"\n", b"<", b"&x;", b"\xe9")) + data[at + 1 :]


BYTES = (cut, recode, spoil)


def mutated(data: bytes, suffix: str, dice: random.Random) -> bytes:
    """The bytes of a file after one or two changes."""
    for _ in range(dice.randrange(1, 3)):
        if suffix == ".csv" and dice.random() < 0.7:
            rows = list(csv.reader(io.StringIO(data.decode("utf-8", errors="replace"), newline="")))
            rows = [row for row in rows if len(row) == len(rows[0])]
            if len(rows) > 1 and len(rows[0]) > 1:
                text = io.StringIO(newline="")
                csv.writer(text).writerows(dice.choice(TABLE)(rows, dice))
                data = text.getvalue().encode()
        elif data:
            try:
                data = dice.choice(BYTES)(data, dice)
            except UnicodeDecodeError:
                continue
    return data


def read(paths: list[Path], name: str, known: bool) -> Batch:
    """The dataset of the files, read to the end; ``known``: under the name of its format."""
    told = [str(path) for path in paths]
    batch = registry.read(told, name if known else "", options=options(registry.importers()[name]))[0]
    batch.quads = iter(list(batch.quads))
    return batch


@pytest.mark.parametrize("name", FORMATS)
def test_the_sample_itself_is_known_and_loads(name: str) -> None:
    batch = read(sample(name), name, known=False)
    assert batch.dataset == name
    assert sum(batch.report.counts.values()) > 3


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=some(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dice=st.randoms(use_true_random=False), known=st.booleans())
def test_a_spoilt_file_is_refused_or_its_rows_are_told(
    tmp_path: Path, name: str, dice: random.Random, known: bool
) -> None:
    paths = spoilt(sample(name), tmp_path, lambda path: mutated(path.read_bytes(), path.suffix, dice), dice)
    try:
        batch = read(paths, name, known)
    except ConflictKGError as error:
        refused = error
        batch = Batch(name, iter(()), LoadReport())
    else:
        refused = None
    assert refused is None or (str(refused).strip() and refused.exit_code in (2, 3))
    abouts: dict[str, set[str]] = {}
    claims = set()
    for quad in ox.parse("".join(batch.quads).encode(), format=ox.RdfFormat.N_QUADS):
        if quad.predicate.value == CKG + "about":
            abouts.setdefault(str(quad.subject), set()).add(str(quad.object))
        if str(quad.object) == f"<{CKG}Claim>":
            claims.add(str(quad.subject))
    assert 0 <= batch.report.used <= batch.report.read
    assert len(batch.report.lines()) < 100
    assert set(abouts) == claims
    assert {claim: told for claim, told in abouts.items() if len(told) > 1} == {}  # one claim, one proposition


@pytest.mark.parametrize("name", FORMATS)
def test_a_refused_file_leaves_the_dataset_that_was_there(tmp_path: Path, name: str) -> None:
    whole = sample(name)
    kg = conflictkg.open(":memory:")
    kg.load(*whole, options=options(registry.importers()[name]))
    before = {str(quad) for quad in kg.store.engine}
    paths = spoilt(whole, tmp_path, lambda path: path.read_bytes() + b'\n"cut in the mid', random.Random(1))
    with pytest.raises(ConflictKGError):
        kg.load(*paths, options=options(registry.importers()[name]))
    assert {str(quad) for quad in kg.store.engine} == before


def spoilt(whole: list[Path], folder: Path, change: Callable[[Path], bytes], dice: random.Random) -> list[Path]:
    """The files of a sample, one of them changed."""
    bad = dice.choice(whole)
    path = folder / bad.name
    path.write_bytes(change(bad))
    return [path if each == bad else each for each in whole]
