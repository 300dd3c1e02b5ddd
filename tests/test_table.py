"""Any table by a map, the example of the documentation first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from loading import facts, load, select, ties, write

from conflictkg.errors import InputError
from conflictkg.importers.table import FIELDS

DOCS = (Path(__file__).parents[1] / "docs" / "formats.md").read_text(encoding="utf-8")
EXAMPLE = next(block for block in re.findall(r"```csv\n(.*?)```", DOCS, re.S))
MATRIX_MAP, MAP, ACTORS = re.findall(r"```yaml\n(.*?)```", DOCS, re.S)


def test_the_example_of_the_documentation(tmp_path: Path) -> None:
    table, told = write(tmp_path, "ties.csv", EXAMPLE), write(tmp_path, "map.yaml", MAP)
    kg, report = load(table, mapping=told, name="valley")
    assert ties(kg) == [
        ("Green Front hostile to Red Guard", "2024-02", "", ""),
        ("Green Front member of Valley Council", "2024-05-02", "..", ""),
        ("Red Guard member of Valley Council", "2023-06-15", "2024-01-31", ""),
    ]
    assert report.lines()[:2] == [
        "valley: 4 actors, 3 sources; claims: 3 on ties",
        "  rows: 3 read, 3 used, 0 skipped",
    ]
    rows = list(kg.query("coalition-members", coalition="Valley Council", as_of="2024-01"))
    assert [(row["name"], row["certainty"], row["origins"]) for row in rows] == [("Red Guard", "certain", "1")]
    assert {row["attester"] for row in kg.query("claims-about", actor="Red Guard")} == {"A. Coder"}


def test_a_table_of_actors_by_the_other_example(tmp_path: Path) -> None:
    text = (
        'id,title,also known as,ideology,fighters,rest\n7,Green Front,Front; the Greens,left,"1,000-2,000",x\n,,,,,\n'
    )
    kg, report = load(write(tmp_path, "a.csv", text), mapping=write(tmp_path, "m.yaml", ACTORS))
    assert facts(kg) == [
        ("Green Front fighters 1,000-2,000", "1000", "", "2000"),
        ("Green Front ideology left", "", "", ""),
    ]
    names = select(kg, "SELECT ?n ?k WHERE { ?u ckg:nameText ?n OPTIONAL { ?u ckg:nameKind ?k } }")
    assert [name for name, _ in names] == ["Front", "Green Front", "the Greens"]
    assert report.notes[0] == "a.csv: columns not used: rest"
    assert report.skipped == ["1 row (line 3): actor is empty"]


def test_every_field_is_documented() -> None:
    for field, about in FIELDS.items():
        assert f"| `{field}` | {about} |" in DOCS


def test_the_map_of_the_matrix_example_is_one(tmp_path: Path) -> None:
    table = write(tmp_path, "m.csv", ",A,B\nA,0,2\nB,2,0\n")
    groups = write(
        tmp_path, "a.csv", "group,full name,sponsors,motto,internal id\nA,Alder,x; y,one; two,9\nB,Birch,,,\n"
    )
    kg, _ = load(table, format="matrix", attributes=groups, mapping=write(tmp_path, "m.yaml", MATRIX_MAP))
    assert [label for label, *_ in facts(kg)] == ["Alder motto one; two", "Alder sponsors x", "Alder sponsors y"]


COLUMNS = "columns:\n  a: from\n  b: to\n  c: relation\n"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("columns:\n  a: form\n", r'line 2: columns: a: "form" is not known here\. Did you mean "from"'),
        (
            "columns:\n  x: from\n  b: to\n  c: relation\n",
            r'line 2: columns: x: "x" is not known here\. Known: a, b, c',
        ),
        ("columns:\n  a: from\n  b: from\n", "line 3: columns: b: a is from already"),
        ("columns:\n  a: from\n  b: to\n", "no column says the relation"),
        ("columns:\n  a: from\n", "either from and to"),
        (COLUMNS + "  d: actor\n", "either from and to"),
        ("relation: x\n", "columns: names no column"),
        ("columns:\n  a: from\n  b: to\nrelation: alied\n", 'line 4: relation: "alied" is not known'),
        (COLUMNS + "kind: armd group\n", 'kind: "armd group" is not known here'),
        (COLUMNS + "dataset:\n  dates: ydm\n", r'line 6: dataset: dates: "ydm" is not known here'),
    ],
)
def test_maps_that_do_not_fit_say_why(tmp_path: Path, told: str, said: str) -> None:
    table = write(tmp_path, "t.csv", "a,b,c,d\n1,2,member of,x\n")
    with pytest.raises(InputError, match=said):
        load(table, mapping=write(tmp_path, "m.yaml", told))


def test_a_table_without_a_map_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"needs a map of its columns\..*--map"):
        load(write(tmp_path, "t.csv", "a,b\n1,2\n"), format="table")


ALL = """
relation: member of
columns:
  f: from
  t: to
  fn: from_name
  how: relation
  s: since
  u: until
  seen: seen
  n: events
  dead: best
  by: attester
  st: stance
  sure: confidence
  kind: kind
"""


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"how": "joined"}, "its relation is no known word; the part values of the map can translate it"),
        ({"how": "relationship"}, "its relation says no kind of tie"),
        ({"f": "NA"}, "from is empty"),
        ({"t": "1"}, "from and to are one actor"),
        ({"s": "2015-13-01"}, "a date cannot be read, or its end lies before its start"),
        ({"s": "2015", "u": "2014"}, "a date cannot be read, or its end lies before its start"),
        ({"n": "many"}, "events is no whole number"),
        ({"dead": "few"}, "best is no number"),
        ({"sure": "4"}, "confidence is not 1, 2 or 3"),
        ({"st": "maybe"}, "its stance is no known word; the part values of the map can translate it"),
        ({"kind": "band"}, "its kind is no known word; the part values of the map can translate it"),
    ],
)
def test_rows_that_cannot_be_used_are_told(tmp_path: Path, row: dict[str, str], why: str) -> None:
    whole = {"f": "1", "t": "2", "fn": "One", "how": "", "s": "", "u": "", "seen": "2014/2015", "n": "3"}
    whole |= {"dead": "5-7-10", "by": "Paper", "st": "denies", "sure": "2", "kind": "coalition"}
    text = "".join(",".join(cells) + "\n" for cells in (whole, whole.values(), (whole | row).values()))
    kg, report = load(write(tmp_path, "t.csv", text), mapping=write(tmp_path, "m.yaml", ALL))
    assert report.skipped == [f"1 row (line 3): {why}"]
    assert ties(kg) == [("One member of 2", "", "", "3")]
    claim = "?c ckg:about/a ckg:Membership ; ckg:low ?l ; ckg:high ?h ; ckg:firstCited ?f ; ckg:lastCited ?t"
    assert select(kg, f"SELECT ?l ?h ?f ?t {{ {claim} }}") == [("5", "10", "2014-01-01", "2015-12-31")]


def test_a_date_of_unknown_order_is_refused(tmp_path: Path) -> None:
    table = write(tmp_path, "ties.csv", EXAMPLE)
    told = write(tmp_path, "map.yaml", MAP.replace("  dates: mdy\n", ""))
    with pytest.raises(InputError, match=r"ties\.csv, line 2: .*--dates"):
        load(table, mapping=told)


def test_control_is_of_a_place(tmp_path: Path) -> None:
    told = write(tmp_path, "m.yaml", "relation: controls\ncolumns:\n  who: from\n  where: to\n")
    kg, _ = load(write(tmp_path, "t.csv", "who,where\nGreen Front,Alden\n"), mapping=told)
    assert [row["name"] for row in kg.query("who-controls", place="Alden")] == ["Green Front"]
