"""Every export of ties is read back, whole, by a reader that nobody here wrote; hostile texts pass as texts."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from unicodedata import category, normalize

import networkx
import pyarrow.parquet
import pytest
import stix2
from folders import write as write_folder
from hostile import NAMES
from hypothesis import given
from hypothesis import strategies as st

import conflictkg
from conflictkg.export import write
from conflictkg.export.cypher import literal
from conflictkg.export.ties import ties
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import BASE

SAMPLE = Path(__file__).parent / "samples" / "ucdp-actor.csv"
REAL = Path(__file__).parents[2] / "shared" / "data" / "ucdp" / "ucdp-actor-221.csv"
Texts = dict[str, str]
Found = tuple[set[str], set[str]]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def network(graph: networkx.Graph) -> Found:
    """Ids of nodes; IRIs of ties, which stand as the id or the key of an edge."""
    nodes = {str(told["iri"]) for _, told in graph.nodes(data=True)}
    edges = networkx.MultiDiGraph(graph).edges(
        keys=True, data=True
    )  # of GEXF it makes a plain graph where that will do
    return nodes, {told.get("id") or key for *_, key, told in edges}


def graphml(texts: Texts) -> Found:
    return network(networkx.read_graphml(io.BytesIO(texts[""].encode()), force_multigraph=True))


def gexf(texts: Texts) -> Found:
    return network(networkx.read_gexf(io.BytesIO(texts[""].encode())))


def cytoscape(texts: Texts) -> Found:
    return network(networkx.cytoscape_graph(json.loads(texts[""])))


def tables(texts: Texts) -> Found:
    return {row["iri"] for row in rows(texts["nodes"])}, {row["id"] for row in rows(texts["edges"])}


def kumu(texts: Texts) -> Found:
    """Every end of a connection is the label of one element."""
    elements, connections = rows(texts["elements"]), rows(texts["connections"])
    labels = [row["Label"] for row in elements]
    assert len(set(labels)) == len(labels)
    assert {row[end] for row in connections for end in ("From", "To")} == set(labels)
    return {row["IRI"] for row in elements}, {row["id"] for row in connections}


def neo4j(texts: Texts) -> Found:
    nodes, relationships = rows(texts["nodes"]), rows(texts["relationships"])
    assert {row[end] for row in relationships for end in (":START_ID", ":END_ID")} == {row["id:ID"] for row in nodes}
    assert all(re.fullmatch(r"[A-Z_]+", row[":TYPE"]) for row in relationships)
    return {row["iri"] for row in nodes}, {row["id"] for row in relationships}


def maps(text: str) -> Iterator[dict[str, object]]:
    """The maps of a Cypher text: its strings are those of JSON, its keys are bare."""
    token = re.compile(r'("(?:[^"\\]|\\.)*")|(\w+): ')
    for line in text.split("\n"):
        if line.startswith("  {"):
            yield json.loads(token.sub(lambda found: found[1] or f'"{found[2]}": ', line.rstrip(",")))


def cypher(texts: Texts) -> Found:
    found = list(maps(texts[""]))
    nodes = {str(each["id"]): str(each["iri"]) for each in found if "iri" in each}
    edges = [each for each in found if "told" in each]
    assert {str(each[end]) for each in edges for end in ("source", "target")} == nodes.keys()
    return set(nodes.values()), {each["told"]["id"] for each in edges}  # type: ignore[index]


def dyad_year(texts: Texts) -> Found:
    """A row tells its ties by the short form of their IRIs."""
    found = rows(texts[""])
    nodes = {BASE + row[end] for row in found for end in ("a_id", "b_id")}
    return nodes, {BASE + tie for row in found for tie in row["tie_ids"].split("; ")}


def parquet(texts: dict[str, bytes]) -> Found:
    read = {name: pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist() for name, data in texts.items()}
    assert {row["tie"] for row in read["claims"]} == {row["id"] for row in read["edges"]}
    assert sum(row["claims"] for row in read["edges"]) == len(read["claims"])
    return {row["iri"] for row in read["nodes"]}, {row["id"] for row in read["edges"]}


def stix(texts: Texts) -> Found:
    """Strictly by the standard, which holds starts before stops and knows no property of our own."""
    bundle = stix2.parse(texts[""], allow_custom=False)
    things = {each.id: each for each in bundle.objects}
    assert len(things) == len(bundle.objects)
    iris = {each.id: each.external_references[-1].external_id for each in bundle.objects if each.type != "note"}
    relationships = [each for each in things.values() if each.type == "relationship"]
    assert all(end in things for each in relationships for end in (each.source_ref, each.target_ref))
    assert all(set(each.object_refs) <= things.keys() for each in things.values() if each.type in ("opinion", "note"))
    nodes = {iris[id] for id, each in things.items() if each.type in ("identity", "location")}
    return nodes, {iris[each.id] for each in relationships}


def plain(values: Iterable[str]) -> set[str]:
    """Without marks of direction, some of which FollowTheMoney takes out, and composed, as it makes them."""
    kept = ("".join(c for c in value if category(c) != "Cf") for value in values)
    return {normalize("NFC", " ".join(value.split())) for value in kept}


def ftm(texts: Texts) -> Found:
    """No value is lost when the model cleans it, and every end of a link is an entity of a kind that fits."""
    proxy = pytest.importorskip("followthemoney.proxy", reason="followthemoney is not here")
    told = [json.loads(line) for line in texts[""].split("\n")[:-1]]
    read = [proxy.EntityProxy.from_dict(one, cleaned=False) for one in told]
    for each, one in zip(read, told, strict=True):
        kept = {name: plain(each.get(name)) for name in one["properties"]}
        assert kept == {name: plain(values) for name, values in one["properties"].items()}
    things = {each.id: each for each in read}
    assert len(things) == len(read)
    links = [each for each in read if each.schema.edge]
    for link in links:
        for end in (link.schema.edge_source, link.schema.edge_target):
            assert things[link.first(end)].schema.is_a(link.schema.get(end).range)
    notes = [each.first("notes") for each in read if not each.schema.edge and each.schema.name != "Document"]
    return {BASE + note.removeprefix("conflictkg id: ") for note in notes}, {each.first("recordId") for each in links}


READERS: dict[str, Callable[[dict], Found]] = {  # type: ignore[type-arg]
    "graphml": graphml,
    "gexf": gexf,
    "cytoscape": cytoscape,
    "csv": tables,
    "kumu": kumu,
    "dyad-year": dyad_year,
    "parquet": parquet,
    "cypher": cypher,
    "neo4j": neo4j,
    "stix": stix,
    "ftm": ftm,
}


def check(kg: KnowledgeGraph, formats: Iterable[str] = READERS) -> None:
    """All formats hold the same things and ties."""
    nodes, edges = ties(kg)
    expected = {node.iri for node in nodes}, {tie.id for tie in edges}
    for format in formats:
        found = READERS[format](write(kg, format))
        assert [len(each) for each in found] == [len(each) for each in expected], format
        assert found == expected, format


@pytest.fixture(scope="module")
def syria() -> KnowledgeGraph:
    return conflictkg.example("syria-2011-2019")


def test_the_history_of_syria_is_read_back(syria: KnowledgeGraph) -> None:
    assert [len(each) for each in ties(syria)] == [192, 372]
    check(syria)
    check(syria.view(as_of="2017"), ("csv", "gexf", "dyad-year"))


def test_ucdp_actor_is_read_back() -> None:
    """The real file, 1,767 things and 2,007 ties, in ``make check-all``, which sets CONFLICTKG_ALL; else a sample."""
    kg = conflictkg.open(":memory:")
    kg.load(REAL if REAL.exists() and os.environ.get("CONFLICTKG_ALL") else SAMPLE)
    check(kg)


def test_an_empty_graph_is_read_back() -> None:
    """But for stix2, which reads no bundle without objects, though the standard allows it."""
    check(conflictkg.open(":memory:"), READERS.keys() - {"stix"})


def test_hostile_names_stay_texts(tmp_path: Path) -> None:
    """As labels of actors, in roles, paraphrases and titles; spreadsheets take none of them for a formula."""
    actors = [{"id": f"a{n}", "kind": "armed group", "label": name} for n, name in enumerate(NAMES.values())]
    actors += [
        {"id": "observer", "kind": "monitoring organisation", "label": "Observer"},
        {"id": "union", "kind": "coalition", "label": "Union"},
        {"id": "twin", "kind": "person", "label": "Union"},
    ]
    members = [
        {"relation": "member of", "from": f"a{n}", "to": "union", "role": name, "paraphrase": name}
        for n, name in enumerate(NAMES.values())
    ]
    kg = conflictkg.open(":memory:")
    kg.load(
        write_folder(
            tmp_path / "x", actors=actors, ties=[*members, {"relation": "leads", "from": "twin", "to": "union"}]
        )
    )
    check(kg)
    labels = {node.label for node in ties(kg)[0]}
    found = {str(each["label"]) for each in maps(str(write(kg, "cypher")[""])) if "iri" in each}
    assert found == labels
    for format in ("kumu", "neo4j", "dyad-year"):
        cells = [cell for text in write(kg, format).values() for row in rows(str(text)) for cell in row.values()]
        assert not any(cell.startswith(tuple("=+-@\t\r\n")) for cell in cells)
    twins = {row["Label"] for row in rows(str(write(kg, "kumu")["elements"])) if row["Label"].startswith("Union")}
    assert twins == {"Union (t/actor/union)", "Union (t/actor/twin)"}


@given(st.text())
def test_a_literal_of_cypher_holds_its_text_and_no_code(text: str) -> None:
    told = literal({"x": text})
    assert list(maps(f"  {told}")) == [{"x": text}]
    assert told.isprintable()
    decoded = re.sub(r"\\[uU]([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), told)  # by a careless reader
    if '"' not in text:
        assert decoded.count('"') == 2


def by_pair(kg: KnowledgeGraph, *pair: str, as_of: str = "") -> dict[str, dict[str, str]]:
    """The rows of a pair of actors by year."""
    found = rows(str(kg.export("dyad-year", as_of=as_of)))
    return {row["year"]: row for row in found if {row["a_name"], row["b_name"]} == set(pair)}


def test_years_of_a_dyad(syria: KnowledgeGraph) -> None:
    """Jund al-Aqsa was seen in the coalition in 2015 and left in October; in 2016 it fought beside it once more."""
    told = by_pair(syria, "Jaysh al-Fatah", "Jund al-Aqsa")
    shown = ("certainty", "relations", "member_of_ab_all", "member_of_ba", "co_belligerent_with", "deaths_low")
    assert {year: [row[name] for name in shown] for year, row in told.items()} == {
        "2015": ["certain", "member of", "0", "1", "0", ""],
        "2016": ["certain", "co-belligerent with", "0", "0", "1", ""],
    }
    earlier = by_pair(syria, "Jaysh al-Fatah", "Jund al-Aqsa", as_of="2014-05")
    (before,) = earlier.values()
    columns = ("year", "certainty", "member_of_ba", "member_of_ba_all")
    assert [before[column] for column in columns] == ["2014", "possible", "0", "1"]


def test_figures_of_a_dyad_year() -> None:
    kg = conflictkg.open(":memory:")
    kg.load(SAMPLE.with_name("ucdp-nonstate.csv"))
    told = by_pair(kg, "Green Front", "River League")["2011"]
    assert [told[f"deaths_{name}"] for name in ("low", "best_min", "best_max", "high")] == ["30", "40", "40", "60"]


def test_a_relation_of_one_day_lasts_a_second_in_stix(syria: KnowledgeGraph) -> None:
    told = [
        each for each in json.loads(str(syria.export("stix")))["objects"] if "2017-06-08T" in each.get("start_time", "")
    ]
    assert {(each["start_time"], each["stop_time"]) for each in told} == {
        ("2017-06-08T00:00:00Z", "2017-06-08T00:00:01Z")
    }  # fmt: skip
