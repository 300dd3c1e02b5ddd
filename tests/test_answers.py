"""Answers: a table to read, formats for machines, and text from data that can do no harm."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictkg import answers, terminal
from conflictkg.answers import Answer, Triples, Truth, markdown, result, table
from conflictkg.errors import QueryError, UnavailableError
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import BASE, XSD

Term = ox.NamedNode | ox.BlankNode | ox.Literal | None
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=20)
HOSTILE = [
    "a|b",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "a\nb",
    "\x1b[31mred",
    "\u202eevil",
    'q"q',
    "a\\|b",
    ",",
]


def answer(columns: str, *rows: tuple[object, ...]) -> Answer:
    """Cells: text is a literal, text that begins with / an id, None unbound."""

    def term(cell: object) -> Term:
        if isinstance(cell, str):
            return ox.NamedNode(BASE + cell[1:]) if cell.startswith("/") else ox.Literal(cell)
        assert cell is None or isinstance(cell, (ox.NamedNode, ox.BlankNode, ox.Literal))
        return cell

    return Answer(columns.split(), [[term(cell) for cell in row] for row in rows])


ROWS = answer(
    "member name since status note",
    ("/ckg/actor/a", "Alpha", "2013", "accepted", None),
    ("/ckg/actor/b", "Beta", None, "accepted", None),
)


def test_rows_are_dictionaries_of_texts() -> None:
    assert list(ROWS)[1] == {
        "member": BASE + "ckg/actor/b",
        "name": "Beta",
        "since": "",
        "status": "accepted",
        "note": "",
    }
    assert len(ROWS) == 2
    assert ROWS.readable()[0][0] == "ckg/actor/a"


# -- the table


def test_a_table_hides_the_empty_and_ids_and_folds_what_is_the_same() -> None:
    assert table(ROWS, 80) == "name   since\n─────  ─────\nAlpha  2013\nBeta\n\n2 rows · status: accepted\n"


def test_one_row_is_shown_whole() -> None:
    one = answer("member name status", ("/ckg/actor/a", "Alpha", "accepted"))
    assert table(one, 80) == "name   status\n─────  ────────\nAlpha  accepted\n\n1 row\n"


def test_ids_without_a_label_are_shown_short() -> None:
    assert "ckg/actor/a" in table(answer("a b", ("/ckg/actor/a", "x"), ("/ckg/actor/b", "y")), 80)


def test_rows_that_are_all_alike_still_say_what_they_are() -> None:
    assert "ckg/actor/a" in table(answer("a", ("/ckg/actor/a",), ("/ckg/actor/a",)), 80)
    assert "x: same" in table(answer("x", ("same",), ("same",)), 80)


def test_no_rows_is_no_record_and_not_a_no() -> None:
    assert table(answer("a"), 80) == "No rows: nothing recorded here answers this.\n"


@given(
    st.lists(st.lists(TEXT | st.text("جبهة 中文字", max_size=60), min_size=3, max_size=3), min_size=2, max_size=4),
    st.integers(44, 90),
)
def test_words_stay_whole_lines_fit_where_they_can_and_nothing_is_lost(cells: list[list[str]], width: int) -> None:
    shown = answer("one two three", *[tuple(map(ox.Literal, row)) for row in cells])
    lines = table(shown, width).split("\n")
    body = lines[: lines.index("")] if "" in lines else lines
    words = [terminal._width(word) for row in shown.readable() for cell in row for word in cell.split()]
    if max(words, default=0) <= width // 4:
        assert all(terminal._width(line) <= width for line in body)
    told = "".join("".join(lines).split())
    for row in shown.readable():
        for cell in row:
            assert all(character in told for character in "".join(cell.split()))


def test_ids_and_dates_are_not_broken() -> None:
    shown = answer(
        "id when", *[(ox.Literal(f"ckg/actor/a-rather-long-id-{n}"), ox.Literal("x " * n)) for n in (40, 50)]
    )
    assert all(f"ckg/actor/a-rather-long-id-{n}" in table(shown, 44) for n in (40, 50))


def test_long_words_are_cut_at_the_width() -> None:
    assert terminal._wrap("ab cdefghij k", 4) == ["ab", "cdef", "ghij", "k"]
    assert terminal._wrap("中文字", 4) == ["中文", "字"]
    assert terminal._wrap("abcd efghi", 4) == ["abcd", "efgh", "i"]


# -- formats


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_stays_one_table(text: str) -> None:
    lines = markdown(answer("one two", (text, "x"), ("y", text))).splitlines()
    assert len(lines) == 4
    for line in lines:
        bare = line.replace("\\\\", "").replace("\\|", "")
        assert bare.count("|") == 3
        assert "<" not in line
        assert "](" not in line
        assert not any(ord(c) < 32 or c == "\u202e" for c in line)


@pytest.mark.parametrize("text", HOSTILE)
def test_html_of_a_notebook_shows_text_as_text(text: str) -> None:
    page = answer("one", (text,))._repr_html_()
    assert "<script>" not in page
    assert page.count("<td>") == 1


@given(st.lists(st.tuples(TEXT, TEXT), max_size=4))
def test_csv_is_read_back_as_it_was(cells: list[tuple[str, str]]) -> None:
    text = answer("one two", *[(ox.Literal(a), ox.Literal(b)) for a, b in cells]).serialise("csv")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["one", "two"], *map(list, cells)]


def test_csv_has_ids_in_full_and_nothing_for_the_unbound() -> None:
    assert ROWS.serialise("csv").splitlines()[2] == f"{BASE}ckg/actor/b,Beta,,accepted,"


@given(st.lists(st.tuples(TEXT, TEXT), max_size=4))
def test_json_is_the_sparql_result_format(cells: list[tuple[str, str]]) -> None:
    found = answer("one two", *[(ox.Literal(a), ox.Literal(b, language="ar")) for a, b in cells])
    told = json.loads(found.serialise("json"))
    assert told["head"] == {"vars": ["one", "two"]}
    assert [(r["one"]["value"], r["two"]["value"]) for r in told["results"]["bindings"]] == cells
    assert all(r["two"]["xml:lang"] == "ar" for r in told["results"]["bindings"])


def test_json_tells_kinds_of_terms_apart() -> None:
    day = ox.Literal("2015-03-28", datatype=ox.NamedNode(XSD + "date"))
    (row,) = json.loads(answer("a b c", ("/ckg/actor/a", day, None)).serialise("json"))["results"]["bindings"]
    assert row == {
        "a": {"type": "uri", "value": BASE + "ckg/actor/a"},
        "b": {"type": "literal", "value": "2015-03-28", "datatype": XSD + "date"},
    }


def test_tsv_is_in_turtle_terms() -> None:
    assert ROWS.serialise("tsv").splitlines()[1].split("\t")[:2] == [f"<{BASE}ckg/actor/a>", '"Alpha"']


@pytest.mark.parametrize("format", answers.FORMATS)
def test_every_format_of_no_rows_no_columns_and_no_names(idlib: KnowledgeGraph, format: str) -> None:
    assert answer("a b").serialise(format)
    assert idlib.query("SELECT * WHERE { }").serialise(format)
    blank = ox.BlankNode("b")
    told = answer("a b", (blank, "x"), (None, blank)).serialise(format)
    assert "b" in told
    if format == "json":
        rows = json.loads(told)["results"]["bindings"]
        assert rows[0]["a"] == rows[1]["b"]
        assert "a" not in rows[1]


def test_no_such_format() -> None:
    for format in ("ttl", "nt", "xls", ""):
        with pytest.raises(QueryError, match="table, csv, tsv, json, md"):
            ROWS.serialise(format)


def test_a_library_that_is_not_there() -> None:
    with pytest.raises(UnavailableError, match="pip install no_such_library"):
        answers._library("no_such_library")


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_data_frames(library: str) -> None:
    pytest.importorskip(library)
    for found in (ROWS, answer("a b")):
        frame = getattr(found, f"to_{library}")()
        assert list(frame.columns) == found.columns
        assert len(frame) == len(found)


# -- other forms


def test_construct_gives_sorted_triples(idlib: KnowledgeGraph) -> None:
    found = idlib.ask("CONSTRUCT { ?s <http://e/p> ?s } WHERE { VALUES ?s { <http://e/b> <http://e/a> } }")
    assert isinstance(found, Triples)
    assert (
        found.serialise("nt") == "<http://e/a> <http://e/p> <http://e/a> .\n<http://e/b> <http://e/p> <http://e/b> .\n"
    )
    assert len(list(ox.parse(found.serialise("ttl").encode(), format=ox.RdfFormat.TURTLE))) == len(found) == 2
    with pytest.raises(QueryError, match="ttl, nt"):
        found.serialise("csv")


def test_ask_gives_true_or_false(idlib: KnowledgeGraph) -> None:
    found = idlib.ask("ASK { ?s ?p ?o }")
    assert isinstance(found, Truth)
    assert found
    assert found.serialise() == "true\n"
    assert json.loads(found.serialise("json")) == {"head": {}, "boolean": True}
    with pytest.raises(QueryError, match="for CONSTRUCT"):
        found.serialise("ttl")
    assert not result(ox.Store().query("ASK { ?s ?p ?o }"))
