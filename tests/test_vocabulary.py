"""The ontology as the code reads it, and that every term the code and the queries use is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import conflictkg
from conflictkg.importers.sheets import SHEETS
from conflictkg.resources import shipped
from conflictkg.vocabulary import squash, vocabulary

PACKAGE = Path(conflictkg.__file__).parent
QUERIES = sorted(shipped("queries").rglob("*.rq"))
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "shipped" not in p.parts)
IN_QUERY = re.compile(r"\bckg:([A-Za-z]\w*)")
IN_CODE = re.compile(r"""(?:\bCKG \+ ["']|(?<![.\w])term\(["']|<\{CKG\})(\w+)["'>]""")


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: p.stem)
def test_every_term_of_a_query_is_in_the_ontology(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    unknown = {name for name in IN_QUERY.findall(text) if name not in vocabulary().terms}
    assert not unknown, (
        f"{path.name} uses {sorted(unknown)}: define them in ontology/conflictkg.ttl or correct the query"
    )


def test_queries_and_modules_are_walked() -> None:
    assert len(QUERIES) > 25
    assert len(MODULES) > 25
    assert {"about", "stance", "reportedIn"} <= set(IN_CODE.findall((PACKAGE / "rdf.py").read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_term_of_the_code_is_in_the_ontology(path: Path) -> None:
    used = IN_CODE.findall(path.read_text(encoding="utf-8"))
    unknown = {name for name in used if name not in vocabulary().terms}
    assert not unknown, (
        f"{path.name} uses {sorted(unknown)}: define them in ontology/conflictkg.ttl or correct the code"
    )


def test_classes_the_code_names_are_in_the_ontology() -> None:
    from conflictkg.derive import camps
    from conflictkg.derive.material import LINKS

    named = {*camps._UPWARD, *camps._AGAINST, *camps._PARTY_LINKS, *LINKS}
    assert named <= set(vocabulary().terms)


def test_relations_know_their_shortcut_symmetry_and_sign() -> None:
    relations = vocabulary().relations
    assert relations["Membership"] == ("Membership", "member of", "memberOf", False, 1)
    hostile = {name for name, relation in relations.items() if relation.sign < 0}
    assert hostile == {"Competition", "Hostility", "OneSidedViolence", "Rivalry"}
    assert [name for name, relation in relations.items() if not relation.sign] == ["TerritorialControl"]
    assert relations["Rivalry"].symmetric
    assert len(relations) == 17
    assert len({r.shortcut for r in relations.values()}) == len(relations)


def test_every_shortcut_and_every_derived_property_is_marked() -> None:
    told = vocabulary()
    for relation in told.relations.values():
        assert relation.shortcut in told.derived
    assert {"canonical", "status", "evidence", "nameKey", "since", "until", "origins"} <= told.derived
    assert not {"stance", "about", "attestedBy", "fromActor"} & told.derived


def test_the_class_tree() -> None:
    told = vocabulary()
    assert told.is_a("ArmedGroup", "Actor")
    assert told.is_a("Capture", "Event")
    assert told.is_a("Event", "Event")
    assert not told.is_a("Settlement", "Actor")
    assert not told.is_a("none", "Actor")
    assert "Coalition" in told.kinds("Organisation")


@pytest.mark.parametrize(
    ("group", "written", "term"),
    [
        ("Actor", "armed group", "ArmedGroup"),
        ("Actor", "ArmedGroup", "ArmedGroup"),
        ("Relationship", "member of", "Membership"),
        ("Relationship", "Member-Of", "Membership"),
        ("Relationship", "memberOf", "Membership"),
        ("Relationship", "membership", "Membership"),
        ("Stance", "leaves unverified", "leavesUnverified"),
        ("Extent", "almost whole", "almostWhole"),
        ("EndReason", "killed", "killedEnd"),
        ("ParticipantRole", "gains control", "gainsControl"),
        ("ParticipantRole", "leads", "leadsOperation"),
        ("Fact", "capital of", "capitalOf"),
        ("SourceKind", "news article", "newsArticle"),
        ("Measure", "killed or captured", "killedOrCaptured"),
        ("Verdict", "same", "same"),
    ],
)
def test_words_people_write(group: str, written: str, term: str) -> None:
    assert vocabulary().words(group)[squash(written)] == term


def test_opposed_roles_go_both_ways() -> None:
    opposed = vocabulary().opposed
    for role, others in opposed.items():
        for other in others:
            assert role in opposed[other]
    assert opposed["gainsControl"] == {"losesControl"}


def test_a_term_without_a_label_is_called_by_its_name() -> None:
    assert vocabulary().label("memberOf") == "member of"
    assert vocabulary().label("nothing") == "nothing"


def test_every_group_of_words_that_the_sheets_need_is_there() -> None:
    classes = ("Actor", "Place", "Event", "Relationship", "Fact")
    schemes = ("Stance", "Basis", "EndReason", "Extent", "ParticipantRole", "NameKind", "Measure", "SupportKind")
    for group in (*classes, *schemes, "SourceKind", "Verdict"):
        assert vocabulary().words(group), group
    assert set(SHEETS) >= {"ties", "events", "names", "figures", "facts", "participations", "judgements"}
