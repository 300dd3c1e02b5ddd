"""The house style: clean on what is shipped, and each kind of planted fault is found with its term and cure."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from rdflib import BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, SH

from conflictkg import checks
from conflictkg.cli.group import cli
from conflictkg.resources import shipped

HEADER = URIRef("https://w3id.org/conflictkg/ontology")
# Ours is checked, by the command, in test_document.py.
OTHERS = sorted(path for path in shipped("ontology").glob("*.ttl") if path.stem != "conflictkg")
needs_java = pytest.mark.skipif(not shutil.which("java"), reason="HermiT needs Java, which is not here")


class Fault(NamedTuple):
    """What is taken out of the ontology and put in, and what must be found: of which term, and its cure.

    ``out`` is ``term predicate`` or ``term predicate object``; ``put`` is Turtle.
    """

    record: str
    out: tuple[str, ...]
    put: str
    what: str
    cure: str


def term(record: str, predicate: str, put: str, what: str, cure: str) -> Fault:
    """A fault in one statement about a term: its values of a predicate are replaced."""
    return Fault(record, (f"{record} {predicate}",), f"{record} {predicate} {put} ." if put else "", what, cure)


# A new term that keeps every rule, to be broken in one.
WHOLE = f'skos:definition "Made for a test."@en ; dcterms:source "test" ; rdfs:isDefinedBy <{HEADER}>'
NAMED = f'rdfs:label "planted {{0}}"@en , "اختبار {{0}}"@ar ; {WHOLE}'

FAULTS = {
    "class without label": term(
        "ckg:Battle", "rdfs:label", '"معركة"@ar', "exactly one English label", "rdfs:label marked @en"
    ),
    "class without Arabic label": term("ckg:Strike", "rdfs:label", '"strike"@en', "one Arabic label", "marked @ar"),
    "class of two labels": term(
        "ckg:Capture", "rdfs:label", '"capture"@en , "taking"@en , "س"@ar', "one English label", "one"
    ),
    "property without label": term("ckg:since", "rdfs:label", "", "exactly one English label", "rdfs:label marked @en"),
    "concept without label": term(
        "ckg:most", "skos:prefLabel", "", "exactly one English label", "skos:prefLabel marked @en"
    ),
    "label with capitals": term("ckg:Merger", "rdfs:label", '"Merger"@en , "س"@ar', "lower-case words", "no full stop"),
    "label with a dot": term("ckg:locator", "rdfs:label", '"locator."@en , "س"@ar', "lower-case words", "no full stop"),
    "concept label with capitals": term(
        "ckg:left", "skos:prefLabel", '"Left"@en , "س"@ar', "lower-case words", "no full"
    ),
    "no definition": term(
        "ckg:Person", "skos:definition", "", "exactly one English definition", "one or two sentences"
    ),
    "definition no sentence": term(
        "ckg:Site", "skos:definition", '"a building"@en', "whole sentences", "end with a full stop"
    ),
    "definition is the label": term(
        "ckg:Country", "skos:definition", '"A country."@en', "says the label again", "what the"
    ),
    "no source": term("ckg:Settlement", "dcterms:source", "", "where it is taken from", "Give an address or the name"),
    "not defined by": term("ckg:Movement", "rdfs:isDefinedBy", "", "which ontology defines it", "IRI of the header"),
    "defined by another": term(
        "ckg:hedge", "rdfs:isDefinedBy", "<https://example.org/x>", "which ontology defines", "no other"
    ),
    "class named like a property": Fault(
        "ckg:planted_Class",
        (),
        f"ckg:planted_Class a owl:Class ; rdfs:subClassOf ckg:Actor ; {NAMED.format('name')} .",
        "not CamelCase",
        "such as ArmedGroup",
    ),
    "property named like a class": Fault(
        "ckg:PlantedProperty",
        (),
        f"ckg:PlantedProperty a owl:DatatypeProperty ; rdfs:domain ckg:Claim ; {NAMED.format('property name')} .",
        "name of a property is not lowerCamel",
        "such as memberOf",
    ),
    "concept named like a class": Fault(
        "ckg:PlantedConcept",
        (),
        "ckg:PlantedConcept a skos:Concept ; skos:inScheme ckg:ExtentScheme ; "
        f'skos:prefLabel "planted"@en , "س"@ar ; {WHOLE} .',
        "name of a concept is not lowerCamel",
        "such as almostWhole",
    ),
    "scheme without Scheme": Fault(
        "ckg:Planted",
        (),
        f'ckg:Planted a skos:ConceptScheme ; skos:prefLabel "planted"@en , "س"@ar ; {WHOLE} . '
        "ckg:plantedIn a skos:Concept ; skos:inScheme ckg:Planted ; "
        f'skos:prefLabel "planted in"@en , "س"@ar ; {WHOLE} .',
        "Scheme at its end",
        "such as StanceScheme",
    ),
    "scheme without concepts": Fault(
        "ckg:EmptyScheme",
        (),
        f'ckg:EmptyScheme a skos:ConceptScheme ; skos:prefLabel "empty"@en , "ف"@ar ; {WHOLE} .',
        "A scheme has no concepts",
        "Put its concepts in",
    ),
    "concept in no scheme": term("ckg:part", "skos:inScheme", "", "in exactly one scheme", "by skos:inScheme"),
    "concept in two schemes": term(
        "ckg:whole", "skos:inScheme", "ckg:ExtentScheme , ckg:StanceScheme", "in exactly one scheme", "by skos:inScheme"
    ),
    "name but for case": Fault(
        "ckg:stance",
        (),
        "ckg:sTance a skos:Concept ; skos:inScheme ckg:ExtentScheme ; "
        f'skos:prefLabel "planted case"@en , "ح"@ar ; {WHOLE} .',
        "by case alone",
        "Name the concept by more words",
    ),
    "term of two kinds": Fault(
        "ckg:Absorption", (), "ckg:Absorption a owl:ObjectProperty .", "two kinds at once", "Let it be"
    ),
    "class that is not there": Fault(
        "ckg:Ghost",
        (),
        "ckg:Formation rdfs:subClassOf ckg:Ghost .",
        "mentioned by https://w3id.org",
        "declare it as a class",
    ),
    "cycle of classes": Fault(
        "ckg:Offensive",
        (),
        "ckg:MilitaryEvent rdfs:subClassOf ckg:Offensive .",
        "class is below itself",
        "Take out the rdfs:sub",
    ),
    "cycle of properties": Fault(
        "ckg:rivalOf",
        (),
        "ckg:opposedTo rdfs:subPropertyOf ckg:rivalOf .",
        "property is below itself",
        "Take out the rdfs:sub",
    ),
    "orphan class": term(
        "ckg:Dissolution", "rdfs:subClassOf", "", "has no class above it", "Give it an rdfs:subClassOf"
    ),
    "orphan property": Fault(
        "ckg:plantedOrphan",
        (),
        f"ckg:plantedOrphan a owl:DatatypeProperty ; {NAMED.format('orphan')} .",
        "of nothing what it belongs to",
        "No domain:",
    ),
    "no domain": term("ckg:attestedBy", "rdfs:domain", "", "of nothing what it belongs to", "Give it an rdfs:domain"),
    "no range": term("ckg:participant", "rdfs:range", "", "does not say what its values are", "Give it an rdfs:range"),
    "two classes of one label": Fault(
        "ckg:RenamingTwin",
        (),
        f'ckg:RenamingTwin a owl:Class ; rdfs:subClassOf ckg:Event ; rdfs:label "renaming"@en , "ت"@ar ; {WHOLE} .',
        "has the label of https://w3id.org/conflictkg/ontology#Renaming",
        "a label of its own",
    ),
    "two properties of one label": Fault(
        "ckg:plantedTwin",
        (),
        f'ckg:plantedTwin a owl:DatatypeProperty ; rdfs:domain ckg:Claim ; rdfs:label "extent"@en , "ت"@ar ; {WHOLE} .',
        "has the label of https://w3id.org/conflictkg/ontology#extent",
        "a label of its own",
    ),
    "two concepts of one label": Fault(
        "ckg:secondDenial",
        (),
        "ckg:secondDenial a skos:Concept ; skos:inScheme ckg:StanceScheme ; "
        f'skos:prefLabel "denies"@en , "خ"@ar ; {WHOLE} .',
        "has the label of https://w3id.org/conflictkg/ontology#denies",
        "a label of its own",
    ),
    "tie without shortcut": term(
        "ckg:Pledge", "ckg:shortcutProperty", "", "has no shortcut", "Name one by ckg:shortcut"
    ),
    "tie half symmetric": term("ckg:Alliance", "ckg:symmetric", "", "do not agree on having a direction", "Mark both"),
    "deprecated for nothing": Fault(
        "ckg:role", (), "ckg:role owl:deprecated true .", "does not say what replaces it", "dcterms:isReplacedBy"
    ),
    "replaced by what is deprecated": Fault(
        "ckg:spell",
        (),
        "ckg:spell owl:deprecated true ; dcterms:isReplacedBy ckg:role .",
        "does not say what replaces it",
        "a term that is in use",
    ),
}
HEADERS = {
    "version": ("owl:versionInfo", "", "no version of three numbers", "such as 0.1.0"),
    "version IRI": ("owl:versionIRI", "", "no version IRI", "a slash and the version"),
    "versions apart": ("owl:versionIRI", "<https://w3id.org/conflictkg/ontology/9.9.9>", "version IRI is not", "Move"),
    "licence": ("dcterms:license", '"free"', "has no licence", "Give the licence's address"),
    "creator": ("dcterms:creator", "", "who made it", "Name them"),
    "title": ("dcterms:title", '"أنطولوجيا"@ar', "no English title", "marked @en"),
    "description": ("dcterms:description", "", "no English description", "marked @en"),
    "namespace": ("vann:preferredNamespaceUri", "", "no prefix or no namespace", "Give it one vann"),
}
# An ontology that builds on ours.
MINE = """
@prefix ckg: <https://w3id.org/conflictkg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://example.org/mine> a owl:Ontology .
"""


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(shipped("ontology", "conflictkg.ttl"))


def broken(ontology: Graph, folder: Path, *faults: Fault) -> Path:
    """A copy of the ontology with faults planted, as a file."""
    copy = Graph() + ontology
    prefixes = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in ontology.namespaces())
    for fault in faults:
        for out in fault.out:
            subject, predicate = (iri(ontology, name) for name in out.split())
            assert (subject, predicate, None) in copy, out
            copy.remove((subject, predicate, None))
        copy.parse(data=prefixes + fault.put, format="turtle")
    path = folder / "broken.ttl"
    copy.serialize(path, format="turtle", encoding="utf-8")
    return path


def iri(ontology: Graph, name: str) -> URIRef:
    return HEADER if name == "header" else ontology.namespace_manager.expand_curie(name)


@pytest.fixture(scope="module")
def found(ontology: Graph, tmp_path_factory: pytest.TempPathFactory) -> list[checks.Finding]:
    """What is found in a copy with all faults of terms planted, each in a term of its own."""
    return checks.style(broken(ontology, tmp_path_factory.mktemp("style"), *FAULTS.values()))


@pytest.mark.parametrize("path", OTHERS, ids=lambda p: p.name)
def test_what_is_shipped_is_clean(path: Path) -> None:
    assert checks.is_ontology(path)
    assert checks.style(path) == []


@pytest.mark.parametrize("title", FAULTS)
def test_planted_fault_is_found(found: list[checks.Finding], title: str) -> None:
    fault = FAULTS[title]
    of = [f for f in found if f.record == fault.record]
    assert [f for f in of if fault.what in f.what and fault.cure in f.cure], of


def test_nothing_is_found_that_was_not_planted(found: list[checks.Finding]) -> None:
    records = {fault.record for fault in FAULTS.values()} | {"ckg:MilitaryEvent", "ckg:opposedTo"}  # on the cycles too
    assert [f for f in found if f.record not in records] == []


@pytest.mark.parametrize("title", HEADERS)
def test_fault_of_the_header_is_found(ontology: Graph, tmp_path: Path, title: str) -> None:
    """In a small ontology: the header and one class."""
    predicate, put, what, cure = HEADERS[title]
    small = Graph()
    for prefix, namespace in ontology.namespaces():
        small.bind(prefix, namespace)
    for subject in (HEADER, iri(ontology, "ckg:Actor")):
        small += ontology.triples((subject, None, None))
    fault = Fault("", (f"header {predicate}",), f"<{HEADER}> {predicate} {put} ." if put else "", what, cure)
    (found,) = [f for f in checks.style(broken(small, tmp_path, fault)) if f.record == str(HEADER)]
    assert what in found.what
    assert cure in found.cure


def test_every_rule_says_what_is_wrong_and_the_cure_and_has_a_planted_fault(found: list[checks.Finding]) -> None:
    rules = Graph().parse(shipped("ontology", "house-style.ttl"))
    messages = {str(m) for m in rules.objects(None, SH.message)}
    assert all(re.fullmatch(r"[A-Z].+?\. [A-Z].+[.]", m) for m in messages)
    told = [*(f.what for f in FAULTS.values()), *(what for _, _, what, _ in HEADERS.values())]
    shown = [re.sub(r"\{\?\w+\}", "https://w3id.org", m) for m in messages]
    parts = [re.sub(r"https://w3id.org\S*", "https://w3id.org", what) for what in told]
    assert [m for m in shown if not any(part in m for part in parts)] == []


# -- the reasoner


@needs_java
def test_reasoner_finds_a_contradiction(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(MINE + "<https://example.org/x> a ckg:Person , ckg:Coalition .", encoding="utf-8")
    (unsound,) = (f for f in checks.check_ontology(path) if f.check == "consistency")
    assert "contradicts itself" in unsound.what
    assert unsound.cure


# -- the command


def test_command_checks_an_ontology_that_builds_on_ours(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    impossible = "<https://example.org/mine#PersonGroup> a owl:Class ; rdfs:subClassOf ckg:Person , ckg:Coalition ."
    path.write_text(MINE + impossible, encoding="utf-8")
    result = CliRunner().invoke(cli, ["check", str(path)])
    assert result.exit_code == 1
    record = "error: https://example.org/mine#PersonGroup: "
    assert (
        f"{record}A term needs exactly one English label. Give it one rdfs:label marked @en. [style]" in result.stdout
    )
    assert "error: https://example.org/mine: The ontology has no licence." in result.stdout
    if shutil.which("java"):
        assert f"{record}The class can have no members. Look at its disjoint classes" in result.stdout


def test_no_ontology_and_no_turtle_are_told(tmp_path: Path) -> None:
    plain, torn = tmp_path / "plain.ttl", tmp_path / "torn.ttl"
    plain.write_text("# owl:Ontology\n<https://example.org/a> <https://example.org/b> 1 .", encoding="utf-8")
    torn.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n<https://example.org/a> a owl:Ontology", encoding="utf-8"
    )
    assert not checks.is_ontology(plain)
    assert not checks.is_ontology(tmp_path)
    assert "declares no ontology" in checks.style(plain)[0].what
    (fault,) = checks.check_ontology(torn)
    assert re.search(r"cannot be read as Turtle \(.*line 2", fault.what)
    assert fault.cure


def test_list_of_top_classes_is_a_list(ontology: Graph) -> None:
    """The rule on orphans rests on it."""
    lists = [Collection(ontology, BNode(m)) for m in ontology.objects(None, OWL.members)]
    assert any(iri(ontology, "ckg:Actor") in members and iri(ontology, "ckg:Claim") in members for members in lists)
