"""The Turtle writer: what it looks like, and that any graph comes back the same from three parsers."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from patience import some
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from conflictkg.export import sorting, turtle
from conflictkg.export.lines import lines
from conflictkg.export.turtle import pretty, trig
from conflictkg.graph import KnowledgeGraph, example
from conflictkg.namespaces import BASE, CKG, RDF, XSD

IRIS = st.one_of(
    st.sampled_from(
        ["ckg/actor/", "ckg/place/", "ucdp/actor/", "a-b/c/", "a/b-c/", "skos/", "ckg/skos/", "dataset/"]
    ).flatmap(
        lambda space: st.sampled_from(
            ["isis", "x.y", "1170", "a%2Cb", "-x", "é", "", "a'b", "x:y", "_", "a~b", "a/b", "#"]
        ).map(lambda local: BASE + space + local)
    ),
    st.sampled_from(["memberOf", "", "a-b", "_x", "9"]).map(CKG.__add__),
    st.sampled_from(
        [
            RDF + "type",
            RDF + "nil",
            "urn:x:y",
            "actor:isis",
            "ckg:x",
            "http://e/é\u200c",
            "http://e/\u202ex",
            "a:",
        ]
    ),
    st.text("abc:/?=.~'()*;,!$&@é", min_size=1).map("http://e.org/#".__add__),
).map(NamedNode)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text("\"\\\n\r\t\b\f\x00\x7f\x85\u2028\u202e\ufeff'^@<>.;_:"),
)
NUMBERS = st.sampled_from(["0", "-0", "5", "-5", "007", "+5", "5.0", "1e3", "true", "1", "", " 5"])
LITERALS = st.one_of(
    TEXTS.map(Literal),
    st.builds(
        lambda text, language: Literal(text, language=language),
        TEXTS,
        st.sampled_from(["en", "ar-latn", "x-a1"]),
    ),
    st.builds(
        lambda text, name: Literal(text, datatype=NamedNode(XSD + name)),
        st.one_of(NUMBERS, TEXTS),
        st.sampled_from(["integer", "boolean", "decimal", "double", "string", "date"]),
    ),
    st.builds(lambda text, kind: Literal(text, datatype=kind), TEXTS, IRIS),
)
GRAPHS = st.lists(st.builds(Triple, IRIS, IRIS, IRIS | LITERALS), max_size=12)


def read(text: str) -> set[Triple]:
    """What pyoxigraph reads."""
    return {quad.triple for quad in parse(text, format=RdfFormat.TURTLE)}


def read_by_rdflib(text: str) -> set[Triple]:
    """What rdflib reads."""
    graph = rdflib.Graph().parse(data=text, format="turtle")
    nt = "".join(f"{s.n3()} {p.n3()} {_n3(o)} .\n" for s, p, o in graph)
    return {quad.triple for quad in parse(nt, format=RdfFormat.N_TRIPLES)}


def _n3(term: rdflib.term.Node) -> str:
    """N-Triples of a term; rdflib's own n3() shortens numbers."""
    if not isinstance(term, rdflib.Literal):
        return f"<{term}>"
    return str(
        Literal(str(term), language=term.language)
        if term.language
        else Literal(str(term), datatype=NamedNode(str(term.datatype) if term.datatype else XSD + "string"))
    )


@given(GRAPHS)
@settings(deadline=None, max_examples=some(400))
def test_any_graph_comes_back_and_order_plays_no_part(triples: list[Triple]) -> None:
    text = pretty(triples)
    assert read(text) == set(triples)
    shuffled = [*triples, *triples[:2]]
    random.Random(1).shuffle(shuffled)
    assert pretty(shuffled) == text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", text)


@given(GRAPHS)
@settings(deadline=None, max_examples=some(200))
def test_rdflib_reads_the_same(triples: list[Triple]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        patch.setattr(rdflib.term, "_castLexicalToPython", lambda *_: None)  # noisy about "x"^^xsd:integer
        assert read_by_rdflib(pretty(triples)) == set(triples)


@given(GRAPHS)
@settings(deadline=None, max_examples=some(100))
def test_trig_holds_each_graph(triples: list[Triple]) -> None:
    from conflictkg.export.lines import lines

    half = len(triples) // 2
    parts = {BASE + "dataset/a": triples[:half], "urn:b": triples[half:]}
    text = trig({name: lines(part) for name, part in parts.items()})
    found = set(parse(text, format=RdfFormat.TRIG))
    assert found == {Quad(t.subject, t.predicate, t.object, NamedNode(n)) for n, part in parts.items() for t in part}


@st.composite
def graphs_with_blank_nodes(draw: st.DrawFn) -> list[tuple[int, str, int | str]]:
    """Triples over numbered blank nodes."""
    node = st.integers(0, 5)
    value = st.one_of(node, st.sampled_from(["x", "_:b0", "y"]))
    return draw(st.lists(st.tuples(node, st.sampled_from(["urn:p", "urn:q"]), value), max_size=10))


@given(graphs_with_blank_nodes(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=some(300))
def test_labels_of_blank_nodes_depend_on_the_graph_alone(
    told: list[tuple[int, str, int | str]], chance: random.Random
) -> None:
    def made() -> list[Triple]:
        nodes = {}
        found = []
        for subject, predicate, value in chance.sample(told, len(told)):
            start = nodes.setdefault(subject, BlankNode())
            end = Literal(value) if isinstance(value, str) else nodes.setdefault(value, BlankNode())
            found.append(Triple(start, NamedNode(predicate), end))
        return found

    text = pretty(made())
    assert pretty(made()) == text
    assert len(read(text)) == len(set(told))


def test_many_alike_blank_nodes_take_no_exponential_time() -> None:
    nodes = [BlankNode() for _ in range(25)]
    clique = [Triple(a, NamedNode("urn:p"), b) for a in nodes for b in nodes if a != b]
    assert len(read(pretty(clique))) == len(clique)


def test_how_it_looks() -> None:
    text = f"""
    <{BASE}ckg/actor/isis> a <{CKG}ArmedGroup> ; <{CKG}rivalOf> <{BASE}ckg/actor/b>, <{BASE}ckg/actor/a> ;
      <{CKG}low> 5, "05"^^<{XSD}integer> ; <{CKG}endOpen> true ; <{CKG}when> "2015-03-28"^^<{XSD}date> ;
      <http://www.w3.org/2004/02/skos/core#note> "two\\nlines \\"quoted\\" \\u202E"@en .
    <{BASE}ucdp/actor/1170> <{CKG}about> <{BASE}idlib-2015/tie/ab12>, <http://example.org/x>, <{BASE}ckg/actor/x.y> .
    """
    assert pretty((quad.triple for quad in parse(text, format=RdfFormat.TURTLE)), "a comment") == (
        "# a comment\n\n"
        "@prefix actor: <https://w3id.org/conflictkg/id/ckg/actor/> .\n"
        "@prefix ckg: <https://w3id.org/conflictkg/ontology#> .\n"
        "@prefix idlib-2015-tie: <https://w3id.org/conflictkg/id/idlib-2015/tie/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix ucdp-actor: <https://w3id.org/conflictkg/id/ucdp/actor/> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"
        "actor:isis a ckg:ArmedGroup ;\n"
        "    ckg:endOpen true ;\n"
        '    ckg:low "05"^^xsd:integer, 5 ;\n'
        "    ckg:rivalOf actor:a, actor:b ;\n"
        '    ckg:when "2015-03-28"^^xsd:date ;\n'
        '    skos:note "two\\nlines \\"quoted\\" \\u202E"@en .\n\n'
        "ucdp-actor:1170 ckg:about <http://example.org/x>, "
        "<https://w3id.org/conflictkg/id/ckg/actor/x.y>, idlib-2015-tie:ab12 .\n"
    )


def test_nothing_gives_nothing() -> None:
    assert pretty([]) == ""


def test_a_prefix_has_one_namespace() -> None:
    one, other = NamedNode(BASE + "a-b/c/x"), NamedNode(BASE + "a/b-c/x")
    text = pretty([Triple(one, other, one)])
    assert "@prefix a-b-c: <https://w3id.org/conflictkg/id/a-b/c/> ." in text
    assert "a-b-c:x <https://w3id.org/conflictkg/id/a/b-c/x> a-b-c:x ." in text


@pytest.mark.skipif(not shutil.which("rapper"), reason="rapper (Debian: raptor2-utils) is not installed")
@pytest.mark.parametrize("format", ["turtle", "rdfxml"])
def test_rapper_reads_the_same(format: str, idlib: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "export"
    idlib.export(format, path)
    assert _by_rapper(path, format) == read(idlib.export("ntriples"))


@pytest.mark.skipif(not shutil.which("rapper"), reason="rapper (Debian: raptor2-utils) is not installed")
def test_rapper_reads_hostile_text(tmp_path: Path) -> None:
    names = [
        '"; DROP',
        "<script>",
        "}}",
        "=cmd()",
        "a\\b\"c'd",
        "1\n2\r\n3\t",
        "\u202eRTL\u200f",
        "x" * 10_000,
        "\u2028é😀",
    ]
    local = ["a%2Cb", "1170", "x.y", "_a", "a-b"]
    triples = [
        Triple(NamedNode(f"{BASE}ckg/actor/{iri}"), NamedNode(CKG + "nameText"), Literal(name, language=language))
        for iri in local
        for name in names
        for language in (None, "ar-latn")
    ]
    path = tmp_path / "hostile.ttl"
    path.write_text(pretty(triples), encoding="utf-8")
    assert _by_rapper(path, "turtle") == set(triples) == read_by_rdflib(path.read_text(encoding="utf-8"))


def _by_rapper(path: Path, format: str) -> set[Triple]:
    command = ["rapper", "-q", "-i", format, "-o", "ntriples", str(path)]
    found = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return {quad.triple for quad in parse(found.stdout, format=RdfFormat.N_TRIPLES)}


def test_pieces_make_the_same_text_however_few_lines_fit_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    told = lines(quad.triple for quad in example().store.engine)
    whole = turtle.turtle(told, "a comment")
    monkeypatch.setattr(sorting, "_MOST", 50)
    assert "".join(turtle.stream(sorting.ordered(reversed(told)), "a comment")) == whole
    assert "".join(turtle.stream([], "a comment")) == turtle.turtle([], "a comment")
