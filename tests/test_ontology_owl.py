"""The ontology before a reasoner: OWL profiles (OWL API inside owlready2's HermiT jar) and consistency.

Every check has a planted fault beside it that must be found.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, BNode, Graph, Namespace

from conflictkg.namespaces import CKG as CKG_TEXT
from conflictkg.resources import shipped

CKG = Namespace(CKG_TEXT)
ALIGNMENTS = sorted(shipped("ontology").glob("align-*.ttl"))
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(shipped("ontology", "conflictkg.ttl"))


@pytest.fixture(scope="module")
def aligned(ontology: Graph) -> Graph:
    """The ontology with every alignment, as one graph under one ontology name."""
    together = Graph()
    together += ontology
    for path in ALIGNMENTS:
        alignment = Graph().parse(path)
        for header in alignment.subjects(RDF.type, OWL.Ontology):
            alignment.remove((header, None, None))
        together += alignment
    return together


# -- OWL profiles, by the OWL API that owlready2 brings


def tool(command: str) -> str:
    """The path of a Java tool; skips where there is none, fails where CI has Java but not all of it."""
    found = shutil.which(command)
    if found:
        return found
    if os.environ.get("CI") and shutil.which("java"):
        pytest.fail(f"{command} is missing although this is CI and Java is here: install a JDK")
    pytest.skip(f"{command} is not installed: OWL profiles and consistency need a JDK")


@pytest.fixture(scope="module")
def profile_report(ontology: Graph, aligned: Graph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """``ontology DL`` -> findings; for the ontology, with alignments, and with a planted fault."""
    javac, java = tool("javac"), tool("java")
    owlready2 = import_module("owlready2")

    jar = Path(str(owlready2.__file__)).parent / "hermit" / "HermiT.jar"
    folder = tmp_path_factory.mktemp("profile")
    subprocess.run(
        [javac, "-nowarn", "-cp", str(jar), "-d", str(folder), str(HERE / "OwlProfile.java")],
        check=True,
        capture_output=True,
    )
    files = {"ontology": ontology, "aligned": aligned, "faulty": outside_both_profiles(ontology)}
    for stem, graph in files.items():
        graph.serialize(folder / f"{stem}.rdf", format="xml")
    command = [java, "-cp", f"{jar}{os.pathsep}{folder}", "OwlProfile", *(f"{stem}.rdf" for stem in files)]
    output = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder).stdout
    report: dict[str, list[str]] = {}
    for line in output.splitlines():
        file, profile, finding = line.split("\t")
        report.setdefault(f"{file.removesuffix('.rdf')} {profile}", []).append(finding)
    return report


def outside_both_profiles(ontology: Graph) -> Graph:
    """An irreflexive property made transitive (not DL), and a class below a restriction (not RL)."""
    faulty = Graph()
    faulty += ontology
    faulty.add((CKG.descendsFrom, RDF.type, OWL.TransitiveProperty))
    restriction = BNode()
    faulty.add((restriction, RDF.type, OWL.Restriction))
    faulty.add((restriction, OWL.onProperty, CKG.hasMember))
    faulty.add((restriction, OWL.someValuesFrom, CKG.Actor))
    faulty.add((CKG.Coalition, RDFS.subClassOf, restriction))
    return faulty


@pytest.mark.parametrize("profile", ["DL", "RL"])
@pytest.mark.parametrize("which", ["ontology", "aligned"])
def test_profile(profile_report: dict[str, list[str]], which: str, profile: str) -> None:
    assert profile_report[f"{which} {profile}"] == ["in"]


@pytest.mark.parametrize("profile", ["DL", "RL"])
def test_planted_fault_is_outside_the_profile(profile_report: dict[str, list[str]], profile: str) -> None:
    assert any(finding.startswith("violation") for finding in profile_report[f"faulty {profile}"])


# -- consistency, by HermiT


def reason(graph: Graph, folder: Path) -> list[str]:
    """The unsatisfiable classes that HermiT finds, by name; raises when the graph is inconsistent."""
    tool("java")
    owlready2 = import_module("owlready2")

    path = folder / "reason.nt"
    graph.serialize(path, format="nt", encoding="utf-8")
    world = owlready2.World()
    world.get_ontology(path.as_uri()).load()
    owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    return sorted(c.name for c in world.inconsistent_classes() if c is not owlready2.Nothing)


# A small world in which domains, ranges and disjointness meet, the friendly and the hostile pair included.
SCENE = """
@prefix ckg: <https://w3id.org/conflictkg/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix :    <https://example.org/> .

:group   a ckg:ArmedGroup ; ckg:memberOf :front ; ckg:leads :front ; ckg:rivalOf :rival ;
         ckg:alliedWith :rival ; ckg:basedIn :town ; ckg:controls :town ; ckg:affiliateOf :parent .
:rival   a ckg:ArmedGroup ; ckg:splinteredFrom :group ; ckg:usedViolenceAgainst :people .
:parent  a ckg:ArmedGroup .
:front   a ckg:Coalition .
:head    a ckg:Person ; ckg:leads :front .
:people  a ckg:DescribedCollective .
:account a ckg:OnlineAccount ; ckg:alignedWith :front .
:town    a ckg:Settlement ; ckg:locatedIn :area ; ckg:capitalOf :rival .
:area    a ckg:AdministrativeArea .
:fall    a ckg:Capture ; ckg:occurredAt :town ; ckg:hasClaim :claim .
:claim   a ckg:Claim ; ckg:attestedBy :account ; ckg:stance ckg:asserts ;
         ckg:reportedIn :paper ; ckg:startEarliest "2015-03-28"^^xsd:date ; ckg:low 7 .
:paper   a ckg:Source .
"""

FAULTS = {
    "one thing of two kinds": ":head a ckg:Organisation .",
    "a claim about a place": ":claim ckg:about :town .",
    "its own rival": ":group ckg:rivalOf :group .",
    "its own ancestor": ":group ckg:descendsFrom :group .",
    "member of its own member": ":front ckg:memberOf :group .",
    "a place controls": ":town ckg:controls :area .",
}


def scene(ontology: Graph, more: str = "") -> Graph:
    graph = Graph()
    graph += ontology
    return graph.parse(data=SCENE + more, format="turtle")


def test_ontology_with_alignments_is_consistent_and_satisfiable(aligned: Graph, tmp_path: Path) -> None:
    assert reason(scene(aligned), tmp_path) == []


def test_planted_unsatisfiable_class_is_found(ontology: Graph, tmp_path: Path) -> None:
    graph = scene(ontology)
    graph.add((CKG.Planted, RDF.type, OWL.Class))
    graph.add((CKG.Planted, RDFS.subClassOf, CKG.Person))
    graph.add((CKG.Planted, RDFS.subClassOf, CKG.Organisation))
    assert reason(graph, tmp_path) == ["Planted"]


@pytest.mark.parametrize("fault", FAULTS)
def test_planted_inconsistency_is_found(ontology: Graph, tmp_path: Path, fault: str) -> None:
    owlready2 = import_module("owlready2")

    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reason(scene(ontology, FAULTS[fault]), tmp_path)
