"""Checks: clean on what is shipped, and each kind of planted fault is found with its record and cure."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import conflictkg
from conflictkg import checks
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import BASE, CKG, RDF, dataset_graph
from conflictkg.resources import builtin_datasets
from conflictkg.store import MemoryStore

ARTICLE = Path(__file__).parents[2] / "shared" / "seed" / "article.txt"


@pytest.fixture(scope="module")
def shipped() -> KnowledgeGraph:
    return conflictkg.example(*builtin_datasets())


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


@pytest.mark.skipif(not shutil.which("java"), reason="HermiT needs Java, which is not here")
def test_reasoner_finds_a_contradiction(shipped: KnowledgeGraph) -> None:
    both = [f"<{BASE}x> <{RDF}type> <{CKG}{kind}>" for kind in ("Person", "Coalition")]
    skipped: list[str] = []
    assert list(checks.consistency(planted(shipped, *both).store, skipped))
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
