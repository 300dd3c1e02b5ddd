"""Checks: clean on what is shipped, and each kind of planted fault is found with its record and cure."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
from test_checks_stories import STORIES

import conflictkg
from conflictkg import checks, resources
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import BASE, CKG, DERIVED, RDF, dataset_graph, short
from conflictkg.resources import builtin_datasets
from conflictkg.store import MemoryStore

ARTICLE = Path(__file__).parents[2] / "shared" / "seed" / "article.txt"


@pytest.fixture(scope="module")
def shipped() -> KnowledgeGraph:
    """The article's datasets: a reasoner takes them. The larger ones have tests of their own."""
    return conflictkg.example(*(name for name in builtin_datasets() if name.startswith("idlib")))


def planted(kg: KnowledgeGraph, *triples: str) -> KnowledgeGraph:
    """A copy of a graph with some N-Triples more."""
    copy = MemoryStore()
    with copy.writing() as draft:
        draft.engine.bulk_extend(kg.store.engine)
        graph = dataset_graph("planted")
        draft.replace(graph, (f"{triple} <{graph}> .\n" for triple in triples))
    return KnowledgeGraph(copy)


def test_nothing_is_found_in_the_built_in_datasets(shipped: KnowledgeGraph) -> None:
    found = shipped.check()
    assert found == []
    if not shutil.which("java"):
        assert any("Java" in reason for reason in found.skipped)


@pytest.mark.parametrize(
    ("check", "triples"),
    [
        ("dangling", [f"<{BASE}x/tie/1> <{CKG}fromActor> <{BASE}x/actor/nobody>"]),
        ("self-tie", [f"<{BASE}x/tie/1> <{CKG}tieFrom> <{BASE}x>", f"<{BASE}x/tie/1> <{CKG}tieTo> <{BASE}x>"]),
        (
            "ends-before-start",
            [
                f'<{BASE}x/claim/1> <{CKG}startEarliest> "2015-01-02"^^<http://www.w3.org/2001/XMLSchema#date>',
                f'<{BASE}x/claim/1> <{CKG}endLatest> "2015-01-01"^^<http://www.w3.org/2001/XMLSchema#date>',
            ],
        ),
        (
            "judged-both",
            [
                f"<{BASE}j/{n}> <{CKG}{p}> <{o}>"
                for n, verdict in ((1, "same"), (2, "different"))
                for p, o in (("judgedA", BASE + "a"), ("judgedB", BASE + "b"), ("verdict", CKG + verdict))
            ],
        ),
    ],
)
def test_queries_find_planted_faults(shipped: KnowledgeGraph, check: str, triples: list[str]) -> None:
    found = [finding for finding in checks.queries(planted(shipped, *triples).store) if finding.check == check]
    assert found
    assert all(finding.record and finding.cure and finding.severity == "error" for finding in found)


def test_shapes_find_a_claim_without_locator(shipped: KnowledgeGraph) -> None:
    broken = planted(shipped, f"<{BASE}x/claim/1> <{RDF}type> <{CKG}Claim>")
    found = [f for f in checks.shapes(broken.store) if f.record == "x/claim/1"]
    assert any("locator" in finding.what for finding in found)
    assert {finding.severity for finding in found} >= {"error"}


@pytest.mark.parametrize(
    ("triples", "record", "kinds"),
    [
        (
            [f"<{BASE}x> <{RDF}type> <{CKG}{kind}>" for kind in ("Person", "Coalition")],
            "x",
            "Organisation and for ckg:Person",
        ),
        ([f"<{BASE}x/tie/1> <{CKG}fromActor> <{BASE}ckg/place/idlib>"], "ckg/place/idlib", "Actor and for ckg:Place"),
        ([f"<{BASE}x/claim/1> <{CKG}about> <{BASE}ckg/actor/isis>"], "ckg/actor/isis", "Actor and for ckg:Proposition"),
    ],
)
def test_things_of_two_kinds_are_found(shipped: KnowledgeGraph, triples: list[str], record: str, kinds: str) -> None:
    (found,) = checks.consistency(planted(shipped, *triples).store, [])
    assert found.record == record
    assert f"for ckg:{kinds}" in found.what
    assert found.cure


@pytest.mark.skipif(not shutil.which("java"), reason="HermiT needs Java, which is not here")
def test_reasoner_finds_a_contradiction(shipped: KnowledgeGraph) -> None:
    itself = f"<{BASE}ckg/actor/isis> <{CKG}rivalOf> <{BASE}ckg/actor/isis>"
    address = f'<{BASE}ckg/source/x> <{CKG}url> "https://e.org/a–b"^^<http://www.w3.org/2001/XMLSchema#anyURI>'
    skipped: list[str] = []
    (found,) = checks.consistency(planted(shipped, itself, address).store, skipped)
    assert "contradict" in found.what
    assert found.cure
    assert skipped == []


def test_locators_resolve_to_their_passages(shipped: KnowledgeGraph) -> None:
    if not ARTICLE.exists():
        pytest.skip("the article is not here: users do not have it")
    assert list(checks.locators(shipped.store, "independent-2015-03-28", ARTICLE)) == []


def test_locators_tell_another_text(shipped: KnowledgeGraph, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Quite another text.\n" * 400, encoding="utf-8")
    found = list(checks.locators(shipped.store, "independent-2015-03-28", other))
    assert len(found) > 200
    assert all("other words at characters" in finding.what for finding in found)
    (unknown,) = checks.locators(shipped.store, "no-such-source", other)
    assert "no claim has this source" in unknown.what


def test_findings_as_json_and_sarif() -> None:
    found = checks.Findings([checks.Finding("dangling", "error", "x/claim/1", "names y.", "Mend it.")])
    assert json.loads(found.serialise("json"))["findings"][0]["record"] == "x/claim/1"
    run = json.loads(found.serialise("sarif"))["runs"][0]
    assert run["results"][0]["level"] == "error"
    assert run["tool"]["driver"]["rules"] == [{"id": "dangling"}]
    assert "1 finding." in found.serialise()


def test_of_many_findings_the_worst_are_shown_with_counts_by_kind() -> None:
    notes = [checks.Finding("shared-name", "note", f"x/actor/{n}", "is shared.") for n in range(45)]
    told = checks.Findings([*notes, checks.Finding("dangling", "error", "x/claim/1", "names y.")]).serialise()
    lines = told.splitlines()
    assert lines[:2] == ["      1 error: dangling", "     45 notes: shared-name"]
    assert lines[3:5] == ["The 10 worst (-f json has all):", "error: x/claim/1: names y. [dangling]"]
    assert lines[-1] == "46 findings."
    assert len(lines) == 15


# -- every kind of fault, planted in one broken copy of the built-in datasets

CLAIM_SPAN = ("startEarliest", "startLatest", "endEarliest", "endLatest")
EARLY = "1999-01-01^date"


class Fault(NamedTuple):
    """What is broken in which record, and what must be found of it.

    ``of`` is a kind, of which the next whole record is taken, or a record. ``change``: predicate -> new values, which
    take the place of the old ones; ``+predicate`` adds. With ``claims`` the claims about the record are changed.
    """

    of: str
    change: dict[str, list[str]]
    what: str
    cure: str
    check: str = "shapes"
    claims: bool = False


FAULTS = {
    "claim without source": Fault("Claim", {"reportedIn": []}, "exactly one source", "Name the source"),
    "claim of two sources": Fault(
        "Claim", {"+reportedIn": ["ckg/source/other"]}, "exactly one source", "a second claim"
    ),
    "claim without locator": Fault("Claim", {"locator": []}, "exactly one locator", "Say where in the source"),
    "claim without stance": Fault("Claim", {"stance": []}, "exactly one known stance", "Use one of: asserts"),
    "wrong stance": Fault("Claim", {"stance": ["ckg:maybe"]}, "exactly one known stance", "Use one of: asserts"),
    "wrong basis": Fault("Claim", {"basis": ["ckg:guessed"]}, "basis of a stance", "Use one of: inferred"),
    "confidence 7": Fault("Claim", {"confidence": ["7^integer"]}, "whole number from 1 to 3", "Use 1 (low)"),
    "claim of two things": Fault(
        "Claim", {"+about": ["ckg/event/capture-of-idlib-2015"]}, "exactly one prop", "Split a row"
    ),
    "two attesters": Fault(
        "Claim", {"+attestedBy": ["ckg/actor/isis"]}, "at most one attester", "Write one claim for each"
    ),
    "two hedges": Fault("Claim", {"hedge": ["perhaps", "maybe"]}, "at most one hedge", "Join the words"),
    "claim of no dataset": Fault("Claim", {"void:inDataset": []}, "exactly one dataset", "Load it by a dataset"),
    "offsets reversed": Fault(
        "Claim", {"startOffset": ["999999^integer"]}, "does not start before its end", "Write the"
    ),
    "bad hash": Fault("Claim", {"passageHash": ["abc"]}, "not a SHA-256", "Locate the passage again"),
    "half a passage": Fault("Claim", {"passageHash": []}, "named by half", "chars START-END sha256 HASH"),
    "day that is none": Fault(
        "Claim", {"startEarliest": ["2015-02-30^date"]}, "earliest start is not one date", "YYYY-MM"
    ),
    "figure in words": Fault("Claim", {"best": ["about ten"]}, "best is not one whole number", "Write digits only"),
    "low above high": Fault("Claim", {"low": ["9^integer"], "high": ["3^integer"]}, "low figure is above", "in order"),
    "wrong extent": Fault(
        "Claim", {"extent": ["ckg:half"]}, "extent is not one known value", "Use one of: almost whole"
    ),
    "wrong end reason": Fault("Claim", {"endReason": ["ckg:tired"]}, "reason of an end", "Use one of: broke publicly"),
    "attester relays": Fault(
        "Claim", {"attestedBy": ["ckg/actor/isis"], "relayedBy": ["ckg/actor/isis"]}, "also", "take one"
    ),
    "attester not there": Fault("Claim", {"attestedBy": ["ckg/actor/nobody"]}, "ckg/actor/nobody", "Load", "dangling"),
    "source not there": Fault(
        "Claim", {"reportedIn": ["ckg/source/nowhere"]}, "source/nowhere", "mend the id", "dangling"
    ),
    "end before start": Fault(
        "Claim",
        {"startEarliest": ["2015-05-01^date"], "startLatest": [], "endEarliest": [], "endLatest": ["2015-01-01^date"]},
        "begins 2015-05-01 at the earliest and ends 2015-01-01",
        "Look at the dates of the claim",
        "ends-before-start",
    ),
    "tie from two": Fault(
        "Membership", {"+fromActor": ["ckg/actor/isis"]}, "one actor it goes out from", "a second row"
    ),
    "tie from nobody": Fault(
        "Membership", {"fromActor": []}, "exactly one actor it goes out from", "Fill the cell from"
    ),
    "tie to two": Fault("Membership", {"+toActor": ["ckg/actor/isis"]}, "exactly one actor it goes to", "a second row"),
    "tie to nobody known": Fault(
        "Membership", {"toActor": ["ckg/actor/none"]}, "ckg/actor/none", "mend the id", "dangling"
    ),
    "unknown kind of tie": Fault("Membership", {"rdf:type": ["ckg:Friendship"]}, "exactly one kind", "ckg:Membership"),
    "tie to itself": Fault(
        "Membership",
        {"fromActor": ["ckg/actor/isis"], "toActor": ["ckg/actor/isis"]},
        "both ends are",
        "Look at the judgements",
        "self-tie",
    ),
    "control of an actor": Fault(
        "TerritorialControl", {"+toActor": ["ckg/actor/isis"]}, "not to an actor", "Use ckg:Command"
    ),
    "event without label": Fault("Strike", {"skos:prefLabel": []}, "An event needs a label", "Give it a short one"),
    "unknown kind of event": Fault("Movement", {"rdf:type": ["ckg:Party"]}, "not an event of a known", "ckg:Battle"),
    "event outside its whole": Fault(
        "ckg/event/capture-of-busra-sham-2015",
        {name: [EARLY] for name in CLAIM_SPAN},
        "is dated 1999-01-01/1999-01-01, the larger event",
        "Look at both dates",
        "event-outside-whole",
        claims=True,
    ),
    "part outside its event": Fault(
        "idlib-2015/participation/0639e548d23d14bcb12a",
        {name: [EARLY] for name in CLAIM_SPAN},
        "is dated 1999-01-01/1999-01-01, the event 2015-03-28",
        "Look at both dates",
        "part-outside-event",
        claims=True,
    ),
    "part of two actors": Fault(
        "Participation", {"+participant": ["ckg/actor/isis"]}, "exactly one actor", "Fill the cell"
    ),
    "part in no event": Fault("Participation", {"participationIn": []}, "exactly one event", "Fill the cell event"),
    "wrong role": Fault(
        "Participation", {"participantRole": ["ckg:boss"]}, "exactly one known role", "Use one of: add"
    ),
    "wrong measure": Fault("Estimate", {"measure": ["ckg:moved"]}, "exactly one known measure", "Use one of: captured"),
    "figure of nothing": Fault("Estimate", {"estimateOf": []}, "exactly one thing that it is of", "Fill the cell of"),
    "name without text": Fault("NameUse", {"nameText": []}, "exactly one text", "Fill the cell name"),
    "wrong kind of name": Fault("NameUse", {"nameKind": ["ckg:nick"]}, "kind of a name", "Use one of: acronym"),
    "fact without property": Fault("Attribute", {"attributeProperty": []}, "exactly one property", "Fill the cell"),
    "fact of two values": Fault(
        "Attribute",
        {"objectOf": ["ckg/place/idlib"], "statementValue": ["text"]},
        "one object or one value",
        "Fill one",
    ),
    "source without title": Fault("Source", {"dcterms:title": []}, "A source needs a title", "Fill the cell title"),
    "source at no address": Fault(
        "Source", {"url": ["nowhere^anyURI"]}, "does not start with http", "the whole address"
    ),
    "wrong kind of source": Fault("Source", {"sourceKind": ["ckg:rumour"]}, "kind of a source", "Use one of: dataset"),
    "judgement without reason": Fault("Judgement", {"reason": []}, "gives no reason", "Fill the cell why"),
    "wrong verdict": Fault(
        "Judgement", {"verdict": ["ckg:perhaps"]}, "exactly one known verdict", "Use one of: different"
    ),
    "judged same and different": Fault(
        "Judgement",
        {"+verdict": ["ckg:same", "ckg:different"]},
        "are judged the same and different",
        "Take one of the two judgements back",
        "judged-both",
    ),
    "actor without label": Fault("ArmedGroup", {"skos:prefLabel": []}, "no preferred label", "Fill the cell label"),
}
PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": RDF,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "ckg": CKG,
}
WHOLE = {"Claim": {"passageHash", "attestedBy"}}  # a record of the kind is whole when it has these


def node(text: str) -> ox.NamedNode:
    prefix, colon, local = text.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local if colon else CKG + text)


def value(text: str) -> ox.NamedNode | ox.Literal:
    """``7^integer`` a number, ``ckg:maybe`` a term, ``ckg/actor/isis`` a thing, anything else text."""
    lexical, caret, datatype = text.partition("^")
    if caret:
        return ox.Literal(lexical, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}"))
    if text.startswith("ckg:"):
        return node(text)
    return ox.NamedNode(BASE + text) if text.startswith("ckg/") else ox.Literal(text)


def records(engine: ox.Store) -> Iterator[tuple[str, Fault, ox.NamedNode]]:
    """Each fault with a record of its own to break."""
    used = {ox.NamedNode(BASE + fault.of) for fault in FAULTS.values()}
    for title, fault in FAULTS.items():
        if "/" in fault.of:
            yield title, fault, ox.NamedNode(BASE + fault.of)
            continue
        kind = {quad.subject for quad in engine.quads_for_pattern(None, node("rdf:type"), node(fault.of))}
        free = sorted(kind - used, key=str)
        record = next(
            r for r in free if all(list(engine.quads_for_pattern(r, node(p), None)) for p in WHOLE.get(fault.of, ()))
        )
        used.add(record)
        yield title, fault, record


@pytest.fixture(scope="module")
def broken(shipped: KnowledgeGraph) -> tuple[dict[str, str], list[checks.Finding]]:
    """Fault -> the record that was broken, and all that is found in the broken copy."""
    from conflictkg.derive import derive

    copy, told = MemoryStore(), {}
    with copy.writing() as draft:
        engine = draft.engine
        engine.bulk_extend(shipped.store.engine)
        for title, fault, record in list(records(engine)):
            told[title] = short(record.value)
            about = [quad.subject for quad in engine.quads_for_pattern(None, node("about"), record)]
            for subject in about if fault.claims else [record]:
                plant(engine, subject, fault.change)
        derive(draft)
    return told, [*checks.queries(copy), *checks.shapes(copy)]


def plant(engine: ox.Store, subject: ox.NamedNode, change: dict[str, list[str]]) -> None:
    stands = list(engine.quads_for_pattern(subject, None, None))
    graph = next(quad.graph_name for quad in stands if quad.graph_name != ox.NamedNode(DERIVED))
    for name, values in change.items():
        if not name.startswith("+"):
            for quad in engine.quads_for_pattern(subject, node(name), None, graph):
                engine.remove(quad)
        for text in values:
            engine.add(ox.Quad(subject, node(name.lstrip("+")), value(text), graph))


@pytest.mark.parametrize("title", FAULTS)
def test_planted_fault_is_found(broken: tuple[dict[str, str], list[checks.Finding]], title: str) -> None:
    told, found = broken
    fault = FAULTS[title]
    of = [f for f in found if f.record == told[title]]
    assert [f for f in of if f.check == fault.check and fault.what in f.what and fault.cure in f.cure], of


def test_nothing_is_found_that_was_not_planted(broken: tuple[dict[str, str], list[checks.Finding]]) -> None:
    told, found = broken
    follows = EARLY.partition("^")[0]  # the parts of an event that was dated so are dated so too
    elsewhere = [f for f in found if f.record not in told.values() and follows not in f.what]
    elsewhere = [
        f for f in elsewhere if (f.check, f.record) != ("membership-circle", "ckg/actor/isis")
    ]  # its tie to itself
    assert elsewhere == []


def test_every_query_of_the_checks_has_a_planted_fault() -> None:
    named = {path.stem for path in resources.shipped("queries", "checks").glob("*.rq")}
    stories = {*STORIES, "uncited-source", "unspoken-actor"}
    assert {fault.check for fault in FAULTS.values()} | stories == named | {"shapes"}
