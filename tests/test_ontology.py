"""The ontology as a product: its house rules (ontology/STYLE.md) and what must be in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS

from conflictkg.namespaces import CKG as CKG_TEXT
from conflictkg.resources import shipped

CKG = Namespace(CKG_TEXT)
ONTOLOGY = URIRef("https://w3id.org/conflictkg/ontology")
ALIGNMENTS = sorted(shipped("ontology").glob("align-*.ttl"))
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)

# The table of relationship terms in the model: kind -> shortcut, symmetric.
RELATIONSHIPS = {
    "Affiliation": ("affiliateOf", False),
    "Alignment": ("alignedWith", False),
    "Allegiance": ("allegianceTo", False),
    "Alliance": ("alliedWith", True),
    "CoBelligerence": ("coBelligerentWith", True),
    "Command": ("commandedBy", False),
    "Competition": ("competesWith", True),
    "Endorsement": ("endorses", False),
    "Hostility": ("hostileTo", True),
    "JointOperation": ("jointOperationWith", True),
    "Leadership": ("leads", False),
    "Membership": ("memberOf", False),
    "OneSidedViolence": ("usedViolenceAgainst", False),
    "Pledge": ("pledgedTo", False),
    "Rivalry": ("rivalOf", True),
    "Sponsorship": ("sponsors", False),
    "TerritorialControl": ("controls", False),
}
EVENTS = {
    "Absorption",
    "Battle",
    "Capture",
    "Conflict",
    "Declaration",
    "Dissolution",
    "Formation",
    "Merger",
    "MilitaryEvent",
    "Movement",
    "Offensive",
    "OrganisationalChange",
    "Renaming",
    "Splinter",
    "Strike",
    "TemporarySplit",
}
SCHEMES = {
    "Basis": "stated|inferred",
    "Certainty": "certain|possible",
    "DateBasis": "stated|resolved against the publication date",
    "EndReason": "left|expelled|suspended|broke publicly|merged|dissolved|killed|ousted|unknown",
    "Extent": "whole|almost whole|most|large parts|part",
    "Measure": "killed|wounded|captured|killed or captured|losses|population|strength|crossing",
    "NameKind": "official|alias|translation|acronym|exonym|epithet|transliteration|former name",
    "ParticipantRole": "attacker|defender|target|gains control|loses control|perpetrator|victim|mover"
    "|opponent|first side|second side|speaker|addressee|supporter|leads|takes part",
    "SourceKind": "news article|dataset|encyclopaedia|report|social media post|official document|web page",
    "Stance": "asserts|denies|disputes|leaves unverified|retracts",
    "Status": "accepted|contested by a party|disputed|party-only|unverified|rejected",
    "SupportKind": "troops|presence|access|weapons|materiel|training|funds|intelligence|territory|other|unknown",
    "Verdict": "same|different|unsure",
}
OPPOSED = {
    frozenset({"attacker", "defender"}),
    frozenset({"attacker", "target"}),
    frozenset({"gainsControl", "losesControl"}),
    frozenset({"perpetrator", "victim"}),
    frozenset({"mover", "opponent"}),
    frozenset({"sideA", "sideB"}),
}


# -- reading


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


def terms(graph: Graph, *kinds: URIRef) -> list[URIRef]:
    """Our own terms of these types, sorted."""
    found = {s for kind in kinds for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}
    return sorted(s for s in found if s.startswith(CKG_TEXT))


def classes(graph: Graph) -> list[URIRef]:
    return terms(graph, OWL.Class)


def properties(graph: Graph) -> list[URIRef]:
    return terms(graph, *PROPERTY_KINDS)


def concepts(graph: Graph) -> list[URIRef]:
    return terms(graph, SKOS.Concept)


def schemes(graph: Graph) -> list[URIRef]:
    return terms(graph, SKOS.ConceptScheme)


def name(term: object) -> str:
    return str(term).removeprefix(CKG_TEXT)


def names(found: Iterable[object]) -> list[str]:
    return sorted(name(t) for t in found)


def in_language(graph: Graph, term: URIRef, predicate: URIRef, language: str) -> list[str]:
    found = [o for o in graph.objects(term, predicate) if isinstance(o, Literal)]
    return [str(o) for o in found if o.language == language]


@pytest.mark.parametrize("path", sorted(shipped("ontology").glob("*.ttl")), ids=lambda p: p.name)
def test_two_parsers_read_the_same_number_of_triples(path: Path) -> None:
    from pyoxigraph import RdfFormat, parse

    assert len(Graph().parse(path)) == len(set(parse(path=str(path), format=RdfFormat.TURTLE))) > 10


# -- house rules


def test_every_term_is_labelled_defined_and_sourced(ontology: Graph) -> None:
    wanting = []
    for term in [*classes(ontology), *properties(ontology), *concepts(ontology), *schemes(ontology)]:
        concept = {SKOS.Concept, SKOS.ConceptScheme} & set(ontology.objects(term, RDF.type))
        label = SKOS.prefLabel if concept else RDFS.label
        rules = {
            "one English label": len(in_language(ontology, term, label, "en")) == 1,
            "one Arabic label": len(in_language(ontology, term, label, "ar")) == 1,
            "one English definition": len(in_language(ontology, term, SKOS.definition, "en")) == 1,
            "a source": (term, DCTERMS.source, None) in ontology,
            "isDefinedBy": list(ontology.objects(term, RDFS.isDefinedBy)) == [ONTOLOGY],
            "the mark of an unreviewed translation": (term, CKG.unreviewedTranslation, Literal("ar")) in ontology,
        }
        wanting += [f"{name(term)} needs {rule}" for rule, kept in rules.items() if not kept]
    assert not wanting


def test_definitions_are_one_or_two_sentences(ontology: Graph) -> None:
    for term in [*classes(ontology), *properties(ontology), *concepts(ontology), *schemes(ontology)]:
        (definition,) = in_language(ontology, term, SKOS.definition, "en")
        assert re.fullmatch(r"[A-Z][^.]*(\. [A-Z][^.]*)?\.", definition), name(term)


def test_names_follow_their_kind(ontology: Graph) -> None:
    camel = re.compile(r"[A-Z][A-Za-z]*")
    lower = re.compile(r"[a-z][A-Za-z]*")
    assert [n for n in names([*classes(ontology), *schemes(ontology)]) if not camel.fullmatch(n)] == []
    assert [n for n in names([*properties(ontology), *concepts(ontology)]) if not lower.fullmatch(n)] == []
    assert [n for n in names(schemes(ontology)) if not n.endswith("Scheme")] == []


def test_no_name_is_used_twice(ontology: Graph) -> None:
    """A concept with the IRI of a property would be both; names that differ by case alone mislead."""
    groups = {
        "class": names(classes(ontology)),
        "property": names(properties(ontology)),
        "concept": names(concepts(ontology)),
        "scheme": names(schemes(ontology)),
    }
    everything = [n for group in groups.values() for n in group]
    assert len(everything) == len(set(everything))
    assert len(everything) == len({n.casefold() for n in everything})
    for term in properties(ontology):
        assert len(set(ontology.objects(term, RDF.type)) & set(PROPERTY_KINDS)) == 1, name(term)


def test_every_own_term_that_is_mentioned_is_declared(ontology: Graph, aligned: Graph) -> None:
    declared = {*classes(ontology), *properties(ontology), *concepts(ontology), *schemes(ontology)}
    shapes = Graph().parse(shipped("ontology", "shapes.ttl"))
    for graph in (aligned, shapes):
        mentioned = {t for triple in graph for t in triple if isinstance(t, URIRef) and t.startswith(CKG_TEXT)}
        assert names(mentioned - declared) == []


def test_arrangement_of_the_file() -> None:
    """One block per term, sorted within its section."""
    text = shipped("ontology", "conflictkg.ttl").read_text(encoding="utf-8")
    blocks = re.findall(r"^ckg:(\w+)$", text, re.MULTILINE)
    assert len(blocks) == len(set(blocks))
    for part in re.split(r"^#{100}\n# .*\n|^# -{40} .*\n|^ckg:\w+Scheme$", text, flags=re.MULTILINE):
        subjects = re.findall(r"^ckg:(\w+)$", part, re.MULTILINE)
        assert subjects == sorted(subjects)


def test_header_tells_version_licence_and_prefix(ontology: Graph) -> None:
    (version,) = ontology.objects(ONTOLOGY, OWL.versionInfo)
    assert list(ontology.objects(ONTOLOGY, OWL.versionIRI)) == [URIRef(f"{ONTOLOGY}/{version}")]
    licence = URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert list(ontology.objects(ONTOLOGY, DCTERMS.license)) == [licence]
    vann = Namespace("http://purl.org/vocab/vann/")
    assert [str(o) for o in ontology.objects(ONTOLOGY, vann.preferredNamespacePrefix)] == ["ckg"]
    assert [str(o) for o in ontology.objects(ONTOLOGY, vann.preferredNamespaceUri)] == [CKG_TEXT]
    assert (ONTOLOGY, CKG.unreviewedTranslation, Literal("ar")) in ontology


def test_nothing_is_imported(aligned: Graph) -> None:
    assert len(ALIGNMENTS) == 3
    assert list(aligned.subject_objects(OWL.imports)) == []


# -- what must be there


def below(graph: Graph, ancestor: URIRef) -> set[URIRef]:
    """All classes below one; fails on a cycle."""
    found: set[URIRef] = set()
    todo = [ancestor]
    while todo:
        for child in graph.subjects(RDFS.subClassOf, todo.pop()):
            assert isinstance(child, URIRef)
            assert child != ancestor, f"cycle through {ancestor}"
            if child not in found:
                found.add(child)
                todo.append(child)
    return found


def test_no_cycle_of_classes_or_properties(ontology: Graph) -> None:
    for term in classes(ontology):
        below(ontology, term)
    for term in properties(ontology):
        parents = set(ontology.transitive_objects(term, RDFS.subPropertyOf)) - {term}
        assert all((p, RDFS.subPropertyOf, term) not in ontology for p in parents), name(term)


def test_every_kind_of_relationship_has_its_shortcut(ontology: Graph) -> None:
    assert below(ontology, CKG.Relationship) == {CKG[kind] for kind in RELATIONSHIPS}
    for kind, (shortcut, symmetric) in RELATIONSHIPS.items():
        assert list(ontology.objects(CKG[kind], CKG.shortcutProperty)) == [CKG[shortcut]]
        assert ((CKG[kind], CKG.symmetric, Literal(True)) in ontology) is symmetric, kind
        assert ((CKG[shortcut], RDF.type, OWL.SymmetricProperty) in ontology) is symmetric, shortcut
        assert (CKG[shortcut], CKG.derived, Literal(True)) in ontology, shortcut
        assert list(ontology.objects(CKG[kind], RDFS.subClassOf)) == [CKG.Relationship], kind


def test_kinds_of_event(ontology: Graph) -> None:
    assert below(ontology, CKG.Event) == {CKG[kind] for kind in EVENTS}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_concept_scheme(ontology: Graph, scheme: str) -> None:
    found = list(ontology.subjects(SKOS.inScheme, CKG[f"{scheme}Scheme"]))
    labels = [label for c in found if isinstance(c, URIRef) for label in in_language(ontology, c, SKOS.prefLabel, "en")]
    assert sorted(labels) == sorted(SCHEMES[scheme].split("|"))


def test_every_concept_is_in_one_scheme(ontology: Graph) -> None:
    assert names(schemes(ontology)) == sorted(f"{scheme}Scheme" for scheme in SCHEMES)
    assert all(len(list(ontology.objects(c, SKOS.inScheme))) == 1 for c in concepts(ontology))


def test_opposed_roles_are_told_both_ways(ontology: Graph) -> None:
    told = {(name(a), name(b)) for a, b in ontology.subject_objects(CKG.opposedRole)}
    assert {frozenset(pair) for pair in told} == OPPOSED
    assert told == {(b, a) for a, b in told}


# -- traps that were met


def test_leading_is_not_membership(ontology: Graph) -> None:
    assert CKG.memberOf not in set(ontology.transitive_objects(CKG.leads, RDFS.subPropertyOf))


def test_dates_have_no_range(ontology: Graph) -> None:
    """HermiT stops at xsd:date."""
    xsd_date = URIRef("http://www.w3.org/2001/XMLSchema#date")
    assert (None, RDFS.range, xsd_date) not in ontology


def test_no_shortcut_is_built_by_a_chain_or_is_transitive(ontology: Graph) -> None:
    shortcuts = {CKG[shortcut] for shortcut, _ in RELATIONSHIPS.values()} | {
        CKG.associatedWith,
        CKG.opposedTo,
    }
    assert list(ontology.subjects(OWL.propertyChainAxiom)) == [CKG.occurredWithin]
    assert not shortcuts & set(ontology.subjects(RDF.type, OWL.TransitiveProperty))


def test_allied_and_rival_are_not_disjoint(ontology: Graph) -> None:
    assert list(ontology.subject_objects(OWL.propertyDisjointWith)) == []
    for members in ontology.objects(None, OWL.members):
        assert len(set(ontology.items(members)) & {CKG[kind] for kind in RELATIONSHIPS}) == 0
