"""The map of an actor's events: a dot for each place, north above south, and only what has coordinates on earth."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictkg.graph import open_graph
from conflictkg.namespaces import full
from conflictkg.serve.explorer.map import MARGIN, WIDTH, Map, _degrees, spots

SAMPLE = Path(__file__).parent / "samples" / "ucdp-ged.csv"
TOWNS = (
    ("Northtown", 36.5, 37.0, 3),
    ("Southtown", 33.0, 36.0, 1),
    ("Eastgate", 35.0, 41.0, 12),
    ("Nowhere", "", "", 5),
)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Map:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        known = csv.DictReader(file)
        row, heads = next(known), list(known.fieldnames or ())
    path = tmp_path_factory.mktemp("map") / "events.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, heads)
        writer.writeheader()
        for place, (town, latitude, longitude, times) in enumerate(TOWNS):
            for number in range(times):
                at = {"where_coordinates": town, "latitude": latitude, "longitude": longitude}
                writer.writerow(row | at | {"id": 100 * place + number, "where_prec": 1})
    kg = open_graph(":memory:")
    kg.load(path, format="ucdp-ged")
    return spots(kg.store, full(f"ucdp/actor/{row['side_a_new_id']}"))


def test_each_place_is_a_dot_where_it_lies(drawn: Map) -> None:
    at = {dot.label: dot for dot in drawn.dots}
    assert {label: dot.events for label, dot in at.items()} == {name: n for name, lat, _, n in TOWNS if lat != ""}
    assert at["Northtown"].y < at["Eastgate"].y < at["Southtown"].y
    assert at["Southtown"].x < at["Northtown"].x < at["Eastgate"].x
    assert at["Southtown"].r < at["Northtown"].r < at["Eastgate"].r
    assert all(MARGIN <= d.x <= WIDTH - MARGIN and MARGIN <= d.y <= drawn.height - MARGIN for d in drawn.dots)
    assert [line.label for line in drawn.across] == [f"{33 + n / 2:g}° N" for n in range(8)]
    assert drawn.left == 0


@given(st.text() | st.tuples(st.floats(), st.floats()).map(lambda pair: f"{pair[0]},{pair[1]}"))
def test_what_is_no_place_on_earth_is_none(text: str) -> None:
    found = _degrees(text)
    assert found is None or (abs(found[0]) <= 85 and abs(found[1]) <= 180)
