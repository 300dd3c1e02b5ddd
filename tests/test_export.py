"""Exports: what they hold, that loading one back changes no answer, and that hostile text passes unharmed."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

import conflictkg
from conflictkg import questions
from conflictkg.errors import InputError
from conflictkg.export import FORMATS, files, write
from conflictkg.export.content import graphs
from conflictkg.export.tables import cell
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import BASE, CKG, DERIVED, JUDGEMENTS, RDF, RDFS, VOID, dataset_graph
from conflictkg.store import MemoryStore
from conflictkg.vocabulary import vocabulary

RDF_FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
HOSTILE = [
    '"; DROP GRAPH <x>; #',
    "<script>alert(1)</script>",
    "}} UNION {{ ?s ?p ?o }}",
    '=cmd|" /C calc"!A0',
    "quote \" apostrophe ' backslash \\ \\n \\u0041",
    "line\nbreak\ttab",
    "جبهة \u202eالنصرة\u202c \u200f",
    "]]>&amp;<!-- -->",
    "x" * 10_000,
    "\u2028\u2029\u00a0\u0085é😀",
]


@pytest.fixture(scope="module")
def together() -> KnowledgeGraph:
    """The built-in datasets in one graph."""
    return conflictkg.example("idlib-2015", "idlib-2015-context", "idlib-2015-crosswalk")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Members of a coalition with hostile names, loaded from a file."""
    engine = Store()
    coalition = NamedNode(BASE + "ckg/actor/coalition")
    label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    source, data = NamedNode(BASE + "ckg/source/s"), NamedNode(dataset_graph("hostile"))
    kind = NamedNode(RDF + "type")
    engine.add(Quad(coalition, kind, NamedNode(CKG + "Coalition")))
    engine.add(Quad(source, kind, NamedNode(CKG + "Source")))
    for index, name in enumerate(HOSTILE):
        actor = NamedNode(f"{BASE}ckg/actor/a{index}")
        tie, claim = NamedNode(f"{BASE}hostile/tie/{index}"), NamedNode(f"{BASE}hostile/claim/{index}")
        told = {
            (actor, kind.value): NamedNode(CKG + "ArmedGroup"),
            (actor, label.value): Literal(name, language="en"),
            (tie, kind.value): NamedNode(CKG + "Membership"),
            (tie, CKG + "fromActor"): actor,
            (tie, CKG + "toActor"): coalition,
            (tie, VOID + "inDataset"): data,
            (claim, kind.value): NamedNode(CKG + "Claim"),
            (claim, CKG + "about"): tie,
            (claim, CKG + "stance"): NamedNode(CKG + "asserts"),
            (claim, CKG + "attestedBy"): NamedNode(BASE + "ckg/actor/paper"),
            (claim, CKG + "reportedIn"): source,
            (claim, CKG + "when"): Literal("2015-03-24/.."),
            (claim, VOID + "inDataset"): data,
        }
        for (subject, predicate), value in told.items():
            engine.add(Quad(subject, NamedNode(predicate), value))
    path = tmp_path_factory.mktemp("hostile") / "hostile.nq"
    engine.dump(str(path), RdfFormat.N_QUADS)
    kg = KnowledgeGraph(MemoryStore())
    kg.load(path)
    return kg


def reloaded(kg: KnowledgeGraph, format: str, folder: Path) -> KnowledgeGraph:
    """An export in an empty store."""
    path = folder / f"other-name{FORMATS[format]}"
    kg.export(format, path)
    copy = KnowledgeGraph(MemoryStore())
    copy.load(path)
    return copy


def answers(kg: KnowledgeGraph) -> dict[str, str]:
    """The answer to every named question with each of its examples."""
    found = {}
    for name in questions.names():
        for index, example in enumerate(questions.named(name).examples or ({},)):
            given = {key.replace("-", "_"): value for key, value in example.items()}
            found[f"{name} {index}"] = kg.query(name, **given).serialise("csv")
            found[f"{name} {index} as of"] = kg.query(name, **(given | {"as_of": "2015-03-28"})).serialise("csv")
    return found


@pytest.fixture(scope="module")
def expected(together: KnowledgeGraph) -> dict[str, str]:
    return answers(together)


@pytest.fixture(scope="module")
def expected_of_idlib(idlib: KnowledgeGraph) -> dict[str, str]:
    return answers(idlib)


def triples(text: str, format: str) -> set[str]:
    """The triples of a text, whatever their graph."""
    return {str(quad.triple) for quad in parse(text, format=RDF_FORMATS[format])}


@pytest.mark.parametrize("format", RDF_FORMATS)
def test_loading_an_export_gives_the_same_answers(
    format: str, together: KnowledgeGraph, expected: dict[str, str], tmp_path: Path
) -> None:
    copy = reloaded(together, format, tmp_path)
    told = answers(copy)
    for name, answer in expected.items():
        assert told[name] == answer, name
    assert copy.info().serialise("csv") == together.info().serialise("csv")
    assert copy.export(format) == together.export(format)


@pytest.mark.parametrize("format", RDF_FORMATS)
def test_loading_an_export_of_one_dataset(
    format: str, idlib: KnowledgeGraph, expected_of_idlib: dict[str, str], tmp_path: Path
) -> None:
    copy = reloaded(idlib, format, tmp_path)
    assert answers(copy) == expected_of_idlib
    assert copy.store.graphs() == idlib.store.graphs()
    assert copy.export(format) == idlib.export(format)


def test_an_export_can_come_back_under_another_name(idlib: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    idlib.export("turtle", path)
    copy = KnowledgeGraph(MemoryStore())
    (report,) = copy.load(path, name="release-2")
    assert report.dataset == "release-2"
    assert [row["dataset"] for row in copy.info()] == ["release-2"]
    assert {row["datasets"] for row in copy.query("coalition-members", coalition="Army of Fatah")} == {"release-2"}


def test_another_name_for_several_datasets_is_refused(together: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    together.export("turtle", path)
    with pytest.raises(InputError, match="holds 3 datasets"):
        KnowledgeGraph(MemoryStore()).load(path, name="one")


def test_taking_one_dataset_of_a_file_out_leaves_the_other_whole(
    together: KnowledgeGraph, expected_of_idlib: dict[str, str], tmp_path: Path
) -> None:
    copy = reloaded(together, "turtle", tmp_path)
    copy.unload("idlib-2015-context")
    copy.unload("idlib-2015-crosswalk")
    assert answers(copy) == expected_of_idlib


def test_judgements_of_a_store_come_back(together: KnowledgeGraph, tmp_path: Path) -> None:
    kg = KnowledgeGraph(MemoryStore())
    path = tmp_path / "x.nq"
    text = together.export("nquads").replace(dataset_graph("idlib-2015-crosswalk"), JUDGEMENTS)
    path.write_text(text, encoding="utf-8")
    loaded = kg.load(path)
    assert {report.dataset for report in loaded} == {"idlib-2015", "idlib-2015-context", "judgements"}
    assert sum(loaded.counts.values()) == sum(sum(report.counts.values()) for report in loaded)


@pytest.mark.parametrize("format", RDF_FORMATS)
def test_all_formats_hold_the_same_triples(format: str, together: KnowledgeGraph) -> None:
    assert triples(together.export(format), format) == triples(together.export("nquads"), "nquads")


@pytest.mark.parametrize("format", FORMATS)
def test_same_graph_same_bytes_whatever_the_order_of_loading(format: str, together: KnowledgeGraph) -> None:
    other = conflictkg.example("idlib-2015-crosswalk", "idlib-2015-context", "idlib-2015")
    assert write(other, format) == write(together, format)


def test_an_export_holds_datasets_and_shortcuts_only(together: KnowledgeGraph) -> None:
    told = graphs(together)
    for name in told.keys() - {DERIVED}:
        text = together.store.engine.dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(name))
        assert text is not None
        assert set(told[name]) == set(text.decode().splitlines())
    derived = [line.split(" ", 2) for line in told[DERIVED]]
    ours = {predicate[1:-1].removeprefix(CKG) for _, predicate, _ in derived}
    assert ours <= set(vocabulary().shortcuts)
    assert {"memberOf", "rivalOf", "controls", "locatedIn", "participatedIn"} <= ours
    assert not any(RDFS + "label" in line for lines in told.values() for line in lines)


def test_shortcuts_are_derived_properties() -> None:
    assert set(vocabulary().shortcuts) <= vocabulary().derived


def test_no_shortcut_of_what_is_not_accepted(idlib: KnowledgeGraph) -> None:
    accepted = {
        row["s"] for row in idlib.store.select(f"SELECT ?s {{ ?t <{CKG}tieFrom> ?s ; <{CKG}status> <{CKG}accepted> }}")
    }
    told = [line.split(" ", 2) for line in graphs(idlib)[DERIVED]]
    tied = {f"<{CKG}{relation.shortcut}>" for relation in vocabulary().relations.values() if not relation.symmetric}
    assert {subject[1:-1] for subject, predicate, _ in told if predicate in tied} <= accepted


def test_the_policy_and_the_day_are_named(idlib: KnowledgeGraph) -> None:
    for format in ("turtle", "trig"):
        assert idlib.export(format).startswith(
            "# conflictkg export: shortcuts such as ckg:memberOf are accepted by policy default\n"
        )
        first = idlib.export(format, as_of="2015-03-28", policy="any").split("\n", 1)[0]
        assert first.endswith("accepted by policy any and certain as of 2015-03-28")


def test_a_view_says_what_is_certain(idlib: KnowledgeGraph) -> None:
    text = idlib.export("turtle", as_of="2015-03-28")
    assert "ckg:certainty ckg:certain" in text
    assert "ckg:certainty ckg:possible" in text
    assert "ckg:certainty" not in idlib.export("turtle")
    assert triples(idlib.export("trig", as_of="2015-03-28"), "trig") == triples(text, "turtle")


def test_a_policy_cannot_break_out_of_the_comment() -> None:
    kg = KnowledgeGraph(MemoryStore(), policy="x\n<a:b> <a:b> <a:b> .")
    assert triples(kg.export("turtle"), "turtle") == set()


@pytest.mark.parametrize("format", ["nquads", "ntriples"])
def test_lines_are_sorted(format: str, together: KnowledgeGraph) -> None:
    lines = together.export(format).split("\n")[:-1]
    assert lines == sorted(lines)
    assert all(line.endswith(" .") for line in lines)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("name", ["idlib", "hostile"])
def test_rdflib_reads_the_same_triples(name: str, request: pytest.FixtureRequest) -> None:
    kg: KnowledgeGraph = request.getfixturevalue(name)
    expected = rdflib.Graph().parse(data=kg.export("ntriples"), format="nt")
    for format, reader in (("turtle", "turtle"), ("jsonld", "json-ld"), ("rdfxml", "xml")):
        assert set(rdflib.Graph().parse(data=kg.export(format), format=reader)) == set(expected), format


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_rdflib_dataset(together: KnowledgeGraph) -> None:
    dataset = together.to_rdflib()
    assert {str(graph.identifier) for graph in dataset.graphs() if len(graph)} == set(together.store.graphs())
    assert sum(len(graph) for graph in dataset.graphs()) == len(together.store.engine)
    rows = dataset.query(f"SELECT ?m {{ ?m <{CKG}memberOf> <{BASE}ckg/actor/jaysh-al-fatah> }}")
    assert len(rows) == 7


def test_the_files_of_csv(idlib: KnowledgeGraph, tmp_path: Path) -> None:
    text = idlib.export("csv", tmp_path / "ties.csv")
    assert (tmp_path / "ties.csv").read_bytes().decode() == text
    assert (tmp_path / "ties-nodes.csv").exists()
    idlib.export("csv", tmp_path / "folder")
    assert {path.name for path in (tmp_path / "folder").iterdir()} == {"edges.csv", "nodes.csv"}
    assert files(idlib, "csv", "-") == files(idlib, "csv") == [("", text)]


def test_csv_tables(idlib: KnowledgeGraph) -> None:
    texts = write(idlib, "csv")
    edges = list(csv.DictReader(io.StringIO(texts["edges"], newline="")))
    nodes = {row["id"]: row for row in csv.DictReader(io.StringIO(texts["nodes"], newline=""))}
    members = {nodes[row["source"]]["label"] for row in edges if row["relation"] == "memberOf"}
    assert len(members) == 7
    assert {row["target"] for row in edges} | {row["source"] for row in edges} == nodes.keys()
    assert all(row["sources"] and row["status"] and row["policy"] == "default" for row in edges)
    assert texts["edges"].count("\r\n") == len(edges) + 1


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝cmd()"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_what_is_unknown_and_what_cannot_be_written(idlib: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no format \"xls\".*turtle"):
        write(idlib, "xls")
    with pytest.raises(InputError, match="cannot be written"):
        idlib.export("turtle", tmp_path / "missing" / "x.ttl")


@pytest.mark.parametrize("format", RDF_FORMATS)
def test_hostile_names_survive(format: str, hostile: KnowledgeGraph, tmp_path: Path) -> None:
    assert triples(hostile.export(format), format) == triples(hostile.export("nquads"), "nquads")
    copy = reloaded(hostile, format, tmp_path)
    names = {row["name"] for row in copy.query("coalition-members", coalition="ckg/actor/coalition")}
    assert names == set(HOSTILE)


def test_hostile_names_survive_tables(hostile: KnowledgeGraph) -> None:
    nodes = csv.DictReader(io.StringIO(write(hostile, "csv")["nodes"], newline=""))
    assert {row["label"].removeprefix("'") for row in nodes} == {*HOSTILE, "coalition"}


def test_rdfxml_replaces_what_xml_cannot_hold() -> None:
    engine = Store()
    graph = NamedNode(dataset_graph("x"))
    engine.add(Quad(graph, NamedNode("http://purl.org/dc/terms/title"), Literal("a\x00\x0b\ufffeb\r\n c"), graph))
    (quad,) = parse(KnowledgeGraph(MemoryStore(engine)).export("rdfxml"), format=RdfFormat.RDF_XML)
    assert quad.object == Literal("a\ufffd\ufffd\ufffdb\r\n c")


@pytest.mark.parametrize("predicate", ["http://example.org/p/", "urn:x:12", RDF + "li", RDF + "about"])
def test_rdfxml_refuses_what_it_cannot_name(predicate: str) -> None:
    engine = Store()
    graph = NamedNode(dataset_graph("x"))
    engine.add(Quad(graph, NamedNode(predicate), Literal("x"), graph))
    with pytest.raises(InputError, match="cannot name the property"):
        KnowledgeGraph(MemoryStore(engine)).export("rdfxml")


def test_jsonld_keeps_iris_that_look_like_prefixed_names() -> None:
    engine = Store()
    graph, odd = NamedNode(dataset_graph("x")), NamedNode("ckg:stance")
    engine.add(Quad(graph, odd, odd, graph))
    engine.add(Quad(odd, NamedNode(CKG + "stance"), NamedNode("a:b"), graph))
    kg = KnowledgeGraph(MemoryStore(engine))
    assert triples(kg.export("jsonld"), "jsonld") == triples(kg.export("nquads"), "nquads")
