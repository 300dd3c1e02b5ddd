"""Hostile text in every field survives as data: through load, every answer, every export and back; and does nothing."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
import unicodedata
import xml.etree.ElementTree as ET
from pathlib import Path

import hostile
import pyoxigraph as ox
import pytest
from commands import refused, run
from folders import CLAIM, KINDS, graph, write
from hostile import ADDRESSES, NAMES, ident
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from patience import some

import conflictkg
from conflictkg.export import FORMATS
from conflictkg.export.rdfxml import NOT_XML
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import CKG, DCTERMS, SKOS, thing

RDF_FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml")
LABELS = f"SELECT ?label {{ ?a a <{CKG}ArmedGroup> ; <{SKOS}prefLabel> ?label }}"
SPACE = "h<o>s/t"
NOT_SEEN = re.compile("[\u200d\U000e0020-\U000e007f]")
"""What joins and flavours emoji."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store into which the hostile dataset has been loaded by the command."""
    folder = tmp_path_factory.mktemp("hostile")
    hostile.folder(folder / "sheets")
    done = run(folder, "load", "sheets")
    assert done.returncode == 0, done.stderr
    assert f"{len(NAMES)} on ties" in done.stdout
    assert harmless(done.stdout)
    return folder


@pytest.fixture(scope="module")
def kg(place: Path) -> KnowledgeGraph:
    return conflictkg.open(place / "conflictkg.db")


def harmless(text: str) -> bool:
    """Whether a terminal shows a text as it is: nothing in it moves the cursor or turns the direction."""
    return all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cf") for c in text)


def ask(place: Path, *words: str) -> str:
    done = run(place, *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def values(kg: KnowledgeGraph, predicate: str) -> set[str]:
    return {row["o"] for row in kg.store.select(f"SELECT ?o {{ GRAPH ?g {{ ?s <{predicate}> ?o }} }}")}


# -- in


@pytest.mark.parametrize(
    "predicate",
    [
        *(SKOS + name for name in ("prefLabel", "note")),
        *(DCTERMS + name for name in ("title", "creator", "license")),
        *(CKG + name for name in ("nameText", "paraphrase", "locator", "role", "hedge", "codedBy", "statementValue")),
    ],
)
def test_every_field_holds_every_name(kg: KnowledgeGraph, predicate: str) -> None:
    assert set(NAMES.values()) <= values(kg, predicate)


def test_addresses_are_kept_as_text(kg: KnowledgeGraph) -> None:
    assert values(kg, CKG + "url") == values(kg, CKG + "archivedAt") == {text.strip() for text in ADDRESSES}


def test_ids_are_percent_encoded_and_lead_back(kg: KnowledgeGraph) -> None:
    actors = {row["a"] for row in kg.store.select(f"SELECT ?a {{ ?a a <{CKG}ArmedGroup> }}")}
    assert actors == {thing(SPACE, "actor", ident(name)) for name in NAMES}
    assert all(iri.isascii() and iri.count("/") == 7 for iri in actors)


# -- answers


def test_csv_json_and_tsv_hold_every_name_exactly(place: Path) -> None:
    table = list(csv.DictReader(io.StringIO(ask(place, "query", LABELS, "-f", "csv"), newline="")))
    assert {row["label"] for row in table} == set(NAMES.values())
    told = json.loads(ask(place, "query", LABELS, "-f", "json"))["results"]["bindings"]
    assert {row["label"]["value"] for row in told} == set(NAMES.values())
    text = ask(place, "query", LABELS, "-f", "tsv")
    rows = ox.parse_query_results(text, format=ox.QueryResultsFormat.TSV)
    assert {row["label"].value for row in rows} == set(NAMES.values())  # type: ignore[union-attr, index]


def test_tables_for_people_are_harmless(place: Path) -> None:
    assert harmless(ask(place, "query", LABELS))
    assert harmless(ask(place, "info"))
    page = ask(place, "query", LABELS, "-f", "md")
    assert len(page.splitlines()) == len(NAMES) + 2
    assert "<script" not in page
    assert "](javascript" not in page
    assert harmless(page)


def test_a_named_question_in_every_format(place: Path) -> None:
    question = ("query", "coalition-members", "-p", "coalition=Union", "-f")
    rows = list(csv.DictReader(io.StringIO(ask(place, *question, "csv"), newline="")))
    assert {row["name"] for row in rows} == set(NAMES.values())
    for format in ("table", "tsv", "json", "md"):
        assert ask(place, *question, format)


def test_triples_hold_every_name(place: Path) -> None:
    construct = LABELS.replace("SELECT ?label", "CONSTRUCT { ?a <http://e/p> ?label } WHERE")
    for format, reader in (("ttl", ox.RdfFormat.TURTLE), ("nt", ox.RdfFormat.N_TRIPLES)):
        text = ask(place, "query", construct, "-f", format)
        assert {quad.object.value for quad in ox.parse(text, format=reader)} == set(NAMES.values())  # type: ignore[union-attr]
        assert harmless(NOT_SEEN.sub("", text))


@pytest.mark.parametrize("name", NAMES)
def test_an_actor_is_found_by_name_and_by_id(name: str, kg: KnowledgeGraph) -> None:
    iri = thing(SPACE, "actor", ident(name))
    (found,) = {row["id"] for row in kg.find(NAMES[name]) if row["id"].endswith(iri.rsplit("/", 1)[1])}
    shown = kg.show(found)
    assert "member of Union" in shown
    assert harmless(shown)
    assert kg.show(iri) == shown
    rows = kg.query("coalitions-of", actor=NAMES[name])
    assert [row["name"] for row in rows] == ["Union"]


@pytest.mark.parametrize("name", ["drop", "turned", "control", "lines"])
def test_find_and_show_by_the_command(name: str, place: Path) -> None:
    assert harmless(ask(place, "find", NAMES[name]))
    assert "member of Union" in ask(place, "show", NAMES[name])


@pytest.mark.parametrize("name", NAMES)
def test_messages_that_quote_a_name_are_short_and_harmless(name: str, place: Path) -> None:
    done = run(place, "show", f"Nobody {NAMES[name]} at all")
    refused(done, 2, "No actor is called")
    assert harmless(done.stderr)
    assert max(map(len, done.stderr.splitlines())) < 700


def test_faults_of_sheets_are_harmless(tmp_path: Path) -> None:
    rows = [{"relation": text, "from": text, "to": text} for text in NAMES.values()]
    write(tmp_path / "sheets", ties=[CLAIM | row for row in rows])
    done = run(tmp_path, "load", "sheets")
    refused(done, 2, "ties.csv, line 2")
    assert harmless(done.stderr)
    assert max(map(len, done.stderr.splitlines())) < 700


def test_a_source_id_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("one\nsecret words\n", encoding="utf-8")
    for number, name in enumerate(("../../secret", "x/../../../secret", "..", "a" * 300, str(tmp_path / "secret"))):
        sheets = tmp_path / f"sheets-{number}"
        ties = [{"relation": "member of", "from": "alpha", "to": "union", "source": name, "locator": "line 2"}]
        write(sheets, sources=[{"id": name, "title": "A"}], ties=ties)
        (sheets / "texts" / "x").mkdir(parents=True)
        kg = conflictkg.open(":memory:")
        kg.load(sheets)
        assert values(kg, CKG + "locator") == {"line 2"}


# -- out and back


def triples(kg: KnowledgeGraph) -> set[str]:
    return {str(quad) for quad in kg.store.engine}


@pytest.mark.parametrize("format", RDF_FORMATS)
def test_exports_lead_back(format: str, kg: KnowledgeGraph, place: Path, tmp_path: Path) -> None:
    path = tmp_path / f"out{FORMATS[format]}"
    ask(place, "export", "-f", format, "-o", str(path))
    done = run(tmp_path, "load", path)
    assert done.returncode == 0, done.stderr
    with conflictkg.open(tmp_path / "conflictkg.db") as copy:
        if format == "rdfxml":  # XML has no control characters
            labels = {NOT_XML.sub("\ufffd", text) for text in NAMES.values()}
            assert {row["label"] for row in copy.store.select(LABELS)} == labels
        else:
            assert triples(copy) == triples(kg)


def test_networks_and_tables_hold_every_name(place: Path) -> None:
    clean = {NOT_XML.sub("", text.replace("\r\n", "\n")) for text in NAMES.values()} | {"Union"}
    graphml = ET.fromstring(ask(place, "export", "-f", "graphml"))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    (key,) = (
        k.get("id") for k in graphml.iter(f"{space}key") if (k.get("attr.name"), k.get("for")) == ("label", "node")
    )
    nodes = graphml.iter(f"{space}node")
    assert {d.text for node in nodes for d in node.iter(f"{space}data") if d.get("key") == key} == clean
    gexf = ET.fromstring(ask(place, "export", "-f", "gexf"))
    assert len(list(gexf.iter("{http://www.gexf.net/1.2draft}node"))) == len(clean)
    ask(place, "export", "-f", "csv", "-o", "tables")
    nodes_text = (place / "tables" / "nodes.csv").read_bytes().decode()
    rows = list(csv.DictReader(io.StringIO(nodes_text, newline="")))
    assert {row["label"].removeprefix("'") for row in rows} == {*NAMES.values(), "Union"}
    assert not any(row["label"].startswith(("=", "+", "-", "@")) for row in rows)


# -- any text


CELL = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), min_size=1, max_size=12)
SAID = CELL.map(str.strip).filter(bool)
ID = SAID.filter(lambda text: "/" not in text and text not in ("union", "observer"))
DATES = st.sampled_from(["", "2013", "2014-02", "2015-03-28", "2015~", "[2015-03-01..2015-03-09]"])


@st.composite
def sheets(draw: st.DrawFn) -> dict[str, list[dict[str, str]]]:
    """Sheets of a few actors with any ids and texts, and claims on them."""
    ids = draw(st.lists(ID, min_size=2, max_size=4, unique=True))
    actor = st.sampled_from(ids)
    claim = st.fixed_dictionaries(
        {"locator": SAID},
        optional={"paraphrase": CELL, "note": CELL, "hedge": CELL, "coder": CELL, "confidence": st.sampled_from("123")},
    )
    kinds = st.sampled_from(["armed group", "state armed force", "person", "online account"])
    actors = [{"id": name, "kind": draw(kinds), "label": draw(SAID), "note": draw(CELL)} for name in ids]
    actors += [
        {"id": "union", "kind": "coalition", "label": "Union"},
        {"id": "observer", "kind": "person", "label": "O"},
    ]
    ties = [{"relation": "member of", "from": draw(actor), "to": "union", "since": draw(DATES), "role": draw(CELL)}]
    ties += [
        {"relation": draw(st.sampled_from(["rival of", "pledged to", "affiliate of"])), "from": ids[0], "to": ids[1]}
        for _ in range(draw(st.integers(0, 2)))
    ]
    names = [{"of": draw(actor), "name": draw(SAID), "language": draw(st.sampled_from(["", "ar", "en"]))}]
    facts = [{"subject": draw(actor), "property": "described as", "value": draw(SAID)}]
    sources = [{"id": "early", "title": draw(SAID), "url": draw(CELL), "note": draw(CELL)}]
    made = {"ties": ties, "names": names, "facts": facts}
    return {name: [row | draw(claim) for row in rows] for name, rows in made.items()} | {
        "actors": actors,
        "sources": sources,
    }


@settings(max_examples=some(30), suppress_health_check=[HealthCheck.too_slow])
@given(sheets(), st.sampled_from(["turtle", "trig", "nquads", "ntriples", "jsonld"]))
def test_any_folder_comes_back_from_any_export(told: dict[str, list[dict[str, str]]], format: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kg = graph(Path(folder, "demo"), **told)
        path = Path(folder, f"out{FORMATS[format]}")
        kg.export(format, path)
        copy = conflictkg.open(":memory:")
        copy.load(path)
        assert triples(copy) == triples(kg)
        assert copy.export(format) == kg.export(format)


@settings(max_examples=some(15), suppress_health_check=[HealthCheck.too_slow])
@given(sheets())
def test_any_folder_as_rdfxml_comes_back_but_for_controls(told: dict[str, list[dict[str, str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clean = {
            sheet: [{column: NOT_XML.sub("", text).strip() or "x" for column, text in row.items()} for row in rows]
            for sheet, rows in told.items()
        }
        if len({row["id"] for row in clean["actors"]}) < len(clean["actors"]):
            return
        for row in [row for rows in clean.values() for row in rows]:
            row.update({column: "" for column in ("since", "language", "confidence") if row.get(column) == "x"})
        kg = graph(Path(folder, "demo"), **clean)
        kg.export("rdfxml", Path(folder, "out.rdf"))
        copy = conflictkg.open(":memory:")
        copy.load(Path(folder, "out.rdf"))
        assert triples(copy) == triples(kg)


@settings(max_examples=some(15), suppress_health_check=[HealthCheck.too_slow])
@given(sheets())
def test_loading_a_folder_twice_gives_the_same(told: dict[str, list[dict[str, str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kg = graph(Path(folder, "demo"), **told)
        before = triples(kg)
        kg.load(Path(folder, "demo"))
        assert triples(kg) == before
        for row in told["actors"]:
            assert harmless(kg.show(thing("t", "actor", row["id"])))


@settings(max_examples=some(40))
@given(st.dictionaries(st.sampled_from(["id", "kind", "label"]), CELL), st.sampled_from(sorted(KINDS)))
def test_any_actor_row_loads_or_is_refused_with_its_place(cells: dict[str, str], other: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        row = {"id": other, "kind": "armed group", "label": "A"} | cells
        write(Path(folder), "demo", actors=[row], ties=[])
        told = "actors.csv, line 2"
        try:
            conflictkg.open(":memory:").load(folder)
        except conflictkg.ConflictKGError as error:
            told = str(error)
        assert re.search(r"actors.csv, line [2-9]", told)
