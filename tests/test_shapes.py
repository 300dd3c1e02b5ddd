"""The shapes: what they let pass and what they catch, by pairs of files in ``tests/shapes``.

``NAME-true.ttl`` conforms. ``NAME-false.ttl`` has, for every finding, a line ``# expect: FRAGMENT`` of its
message: no finding may be missing, and none may come unexpected.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from rdflib import RDF, RDFS, SH, SKOS, Graph, Namespace, URIRef
from rdflib.term import Node

from conflictkg.namespaces import CKG as CKG_TEXT
from conflictkg.resources import shipped

CKG = Namespace(CKG_TEXT)
SHAPE = Namespace("https://w3id.org/conflictkg/shapes#")
FOLDER = Path(__file__).parent / "shapes"
TRUE = sorted(FOLDER.glob("*-true.ttl"))
FALSE = sorted(FOLDER.glob("*-false.ttl"))

# Node shape -> the class whose whole tree it looks at (and one kind that it leaves out).
TREES = {
    "ActorTieShape": ({"Relationship"}, {"Relationship", "TerritorialControl"}),
    "EventShape": ({"Event"}, set()),
    "LabelledShape": ({"Actor", "Place"}, set()),
    "OrganisationalChangeShape": ({"OrganisationalChange"}, set()),
    "PropositionShape": ({"Proposition"}, set()),
    "RelationshipShape": ({"Relationship"}, set()),
}
# Property -> the concept scheme of its values.
VALUE_SETS = {
    "basis": "Basis",
    "dateBasis": "DateBasis",
    "endReason": "EndReason",
    "extent": "Extent",
    "measure": "Measure",
    "nameKind": "NameKind",
    "participantRole": "ParticipantRole",
    "sourceKind": "SourceKind",
    "stance": "Stance",
    "supportKind": "SupportKind",
    "verdict": "Verdict",
}


class Finding(NamedTuple):
    shape: str
    message: str
    severity: Node


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(shipped("ontology", "shapes.ttl"))


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(shipped("ontology", "conflictkg.ttl"))


def findings(data: Graph, shapes: Graph, ontology: Graph | None = None) -> list[Finding]:
    """What pyshacl finds; sorted."""
    import pyshacl

    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, ont_graph=ontology, inference="none")
    assert isinstance(report, Graph)
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape, severity = report.value(result, SH.sourceShape), report.value(result, SH.resultSeverity)
        assert shape is not None
        assert severity is not None
        found.append(
            Finding(str(shape).removeprefix(str(SHAPE)), str(report.value(result, SH.resultMessage)), severity)
        )
    return sorted(found)


@pytest.fixture(scope="module")
def caught(shapes: Graph) -> dict[str, list[Finding]]:
    """File name -> findings, for every -false file."""
    return {path.name: findings(Graph().parse(path), shapes) for path in FALSE}


# -- the pairs


def test_files_come_in_pairs() -> None:
    assert [p.name.replace("-true", "-false") for p in TRUE] == [p.name for p in FALSE]
    assert len(TRUE) >= 8


@pytest.mark.parametrize("path", TRUE, ids=lambda p: p.stem)
def test_true_file_passes(shapes: Graph, path: Path) -> None:
    assert findings(Graph().parse(path), shapes) == []


@pytest.mark.parametrize("path", FALSE, ids=lambda p: p.stem)
def test_false_file_is_caught(caught: dict[str, list[Finding]], path: Path) -> None:
    expected = Counter(re.findall(r"^# expect: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert expected
    unexpected = [f for f in caught[path.name] if not any(fragment in f.message for fragment in expected)]
    assert unexpected == []
    for fragment, times in expected.items():
        assert sum(fragment in f.message for f in caught[path.name]) == times, fragment


def test_every_rule_is_shown_to_catch_something(shapes: Graph, caught: dict[str, list[Finding]]) -> None:
    targeted = {*shapes.subjects(SH.targetClass), *shapes.subjects(SH.targetSubjectsOf)}
    rules = {rule for node in targeted for rule in shapes.objects(node, SH.property)}
    names = {str(rule).removeprefix(str(SHAPE)) for rule in rules} | {"PassageShape"}
    assert names - {f.shape for found in caught.values() for f in found} == set()


def test_the_ontology_beside_the_data_changes_nothing(
    shapes: Graph, ontology: Graph, caught: dict[str, list[Finding]]
) -> None:
    path = FOLDER / "tie-false.ttl"
    assert findings(Graph().parse(path), shapes, ontology) == caught[path.name]
    assert findings(Graph().parse(FOLDER / "tie-true.ttl"), shapes, ontology) == []


# -- the shapes themselves


def test_every_rule_says_what_is_wrong_how_to_mend_it_and_how_bad_it_is(shapes: Graph) -> None:
    rules = set(shapes.subjects(RDF.type, SH.PropertyShape)) | {SHAPE.PassageShape}
    assert set(shapes.objects(None, SH.property)) <= rules
    for rule in rules:
        (message,) = shapes.objects(rule, SH.message)
        (severity,) = shapes.objects(rule, SH.severity)
        assert re.fullmatch(r"[A-Z].+?\. [A-Z].+\.", str(message)), f"{rule}: one sentence each for fault and cure"
        assert severity in (SH.Violation, SH.Warning), rule


def test_rules_need_no_sparql(shapes: Graph) -> None:
    assert (None, SH.sparql, None) not in shapes


def tree(ontology: Graph, roots: set[str]) -> set[str]:
    found = {c for root in roots for c in ontology.transitive_subjects(RDFS.subClassOf, CKG[root])}
    return {str(c).removeprefix(CKG_TEXT) for c in found}


@pytest.mark.parametrize("shape", TREES)
def test_targets_are_the_whole_tree_of_the_ontology(shapes: Graph, ontology: Graph, shape: str) -> None:
    roots, left_out = TREES[shape]
    targets = {str(c).removeprefix(CKG_TEXT) for c in shapes.objects(SHAPE[shape], SH.targetClass)}
    assert targets == tree(ontology, roots) - left_out


@pytest.mark.parametrize(
    ("rule", "root", "left_out"),
    [("relationship-kind", "Relationship", {"Relationship"}), ("event-kind", "Event", set())],
)
def test_kinds_are_those_of_the_ontology(
    shapes: Graph, ontology: Graph, rule: str, root: str, left_out: set[str]
) -> None:
    (qualified,) = shapes.objects(SHAPE[rule], SH.qualifiedValueShape)
    (listed,) = shapes.objects(qualified, SH["in"])
    kinds = {str(c).removeprefix(CKG_TEXT) for c in shapes.items(listed)}
    assert kinds == tree(ontology, {root}) - left_out


@pytest.mark.parametrize("name", VALUE_SETS)
def test_value_sets_are_those_of_the_ontology(shapes: Graph, ontology: Graph, name: str) -> None:
    lists = [o for rule in shapes.subjects(SH.path, CKG[name]) for o in shapes.objects(rule, SH["in"])]
    assert lists
    scheme = URIRef(f"{CKG_TEXT}{VALUE_SETS[name]}Scheme")
    for listed in lists:
        assert set(shapes.items(listed)) == set(ontology.subjects(SKOS.inScheme, scheme))
