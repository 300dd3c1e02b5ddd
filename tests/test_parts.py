"""Events of GED read in parts: the same graph as of the whole file, however its rows are dealt out."""

from __future__ import annotations

import csv
import pickle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from loading import SAMPLES
from patience import some

from conflictkg.importers import LoadReport, ged, parts
from conflictkg.importers.contract import Job
from conflictkg.importers.file import File
from conflictkg.importers.registry import read

SIDES = st.sampled_from(
    [("1", "Civilians"), ("2", "Alder"), ("2", "Alder, once"), ("3", "Birch"), ("3", "Alder"), ("4", "Alder, Birch")]
)
EVENTS = st.fixed_dictionaries(
    {
        "id": st.sampled_from([*"1234567", "x"]),
        "type_of_violence": st.sampled_from("1123"),
        "conflict_new_id": st.sampled_from(["", "8", "9"]),
        "conflict_name": st.sampled_from(["", "War", "Another"]),
        "dyad_new_id": st.sampled_from(["5", "6", "10"]),
        "a": SIDES,
        "b": SIDES,
        "where_prec": st.sampled_from(["", "1", "3", "6"]),
        "where_coordinates": st.sampled_from(["", "Alba town", "Alba"]),
        "adm_1": st.sampled_from(["", "North"]),
        "country": st.sampled_from(["", "Freedonia"]),
        "country_id": st.sampled_from(["", "999"]),
        "latitude": st.sampled_from(["", "10", "11"]),
        "longitude": st.just("20"),
        "date_start": st.sampled_from(["2031-05-04", "2032-01-01"]),
        "date_end": st.sampled_from(["2032-02-03", "2032-03-01"]),
        "deaths_civilians": st.sampled_from(["0", "2"]),
        "low": st.sampled_from("12"),
    }
)


def in_parts(files: list[File], dealt: list[int]) -> tuple[set[str], LoadReport]:
    """The lines of all parts and what they report; row N goes to part ``dealt[N]``."""
    job = Job("ucdp-ged")
    about = ged.described(files, job)
    rows = [row for number, file in enumerate(files) for row in parts.rows(number, file)]
    places: dict[int, list[parts.At]] = {}
    for id, at in parts.ids(rows):
        places.setdefault(id, []).append(at)
    again = {at for each in places.values() for at in parts.repeated(each)}
    held = [[row for row, part in zip(rows, dealt, strict=False) if part == number] for number in set(dealt)]
    made = [parts.Part(about, again) for _ in held]
    text = [block for part, rows in zip(made, held, strict=True) for block in part.quads(rows)]
    gists = [pickle.loads(pickle.dumps(part.gist)) for part in made]  # as it goes from one machine to another
    text += parts.rest(about, gists, job)
    return lines(text), LoadReport.of([job.report, *(gist.report for gist in gists)])


def lines(text: Any) -> set[str]:
    return set("".join(text).splitlines())


def whole(*paths: Path) -> tuple[set[str], LoadReport]:
    """The same by one pass over the files."""
    (batch,) = read([str(path) for path in paths], format="ucdp-ged")
    return lines(batch.quads), batch.report


def test_a_sample_in_parts_is_the_same_graph_with_the_same_report() -> None:
    path = SAMPLES / "ucdp-ged.csv"
    wanted, told = whole(path)
    found, report = in_parts([File(path)], [0, 1, 2] * 4)
    assert found == wanted
    assert (report.read, report.used, report.counts) == (12, 7, told.counts)
    assert (report.skipped, report.remarks.keys()) == (told.skipped, told.remarks.keys())


@settings(max_examples=some(40))
@given(st.lists(st.tuples(EVENTS, st.integers(0, 3)), min_size=1, max_size=16), st.integers(0, 8))
def test_any_rows_dealt_out_in_any_way_are_the_same_graph(drawn: list[tuple[dict[str, Any], int]], first: int) -> None:
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("one.csv", "two.csv")]
        for path, some in zip(paths, (drawn[:first], drawn[first:]), strict=True):
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, ged.COLUMNS, restval="")
                writer.writeheader()
                writer.writerows(event(each) for each, _ in some)
        wanted, told = whole(*paths)
        found, report = in_parts([File(path) for path in paths], [part for _, part in drawn])
    assert found == wanted
    assert (report.read, report.used, report.counts) == (told.read, told.used, told.counts)


def event(drawn: dict[str, Any]) -> dict[str, str]:
    """A row of GED of what was drawn."""
    (a, side_a), (b, side_b) = drawn["a"], drawn["b"]
    cells = {name: cell for name, cell in drawn.items() if name not in "ab"}
    sides = {"side_a_new_id": a, "side_a": side_a, "side_b_new_id": b, "side_b": side_b}
    return {**cells, **sides, "best": "2", "high": "3"}
