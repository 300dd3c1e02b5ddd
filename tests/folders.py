"""Folders of claim sheets made by the tests: a small cast, and only the cells that a test is about."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import conflictkg
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import BASE, local

Rows = Sequence[Mapping[str, str]]

KINDS = {
    "alpha": "armed group",
    "beta": "armed group",
    "gamma": "armed group",
    "union": "coalition",
    "state": "government",
    "army": "state armed force",
    "account": "online account",
    "observer": "monitoring organisation",
    "witness": "monitoring organisation",
    "paper": "media organisation",
}
CAST: dict[str, Rows] = {
    "sources": [
        {"id": "early", "title": "Early paper", "published": "2015-03-28"},
        {"id": "late", "title": "Late paper", "published": "2015-04-10"},
        {"id": "undated", "title": "Undated paper"},
    ],
    "actors": [{"id": name, "kind": kind, "label": name.title()} for name, kind in KINDS.items()],
    "places": [
        {"id": "town", "kind": "settlement", "label": "Town"},
        {"id": "land", "kind": "country", "label": "Land"},
    ],
}
CLAIM = {"source": "early", "locator": "page 1", "stance": "asserts", "attester": "observer"}
NOT_CLAIMS = {"dataset", "sources", "actors", "places", "judgements"}


def actor(name: str) -> str:
    """The IRI of one of the cast."""
    return f"{BASE}t/actor/{name}"


def write(folder: Path, name: str = "", **sheets: Rows) -> Path:
    """A folder of sheets; the cast comes with it, and what a claim must say where a row does not."""
    folder.mkdir(parents=True, exist_ok=True)
    dataset = [{"field": "name", "value": name or folder.name}, {"field": "space", "value": "t"}]
    for sheet, rows in ({"dataset": dataset} | CAST | sheets).items():
        whole = [dict(row) if sheet in NOT_CLAIMS else CLAIM | dict(row) for row in rows]
        columns = list(dict.fromkeys(column for row in whole for column in row))
        if not whole:
            continue
        with open(folder / f"{sheet}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(whole)
    return folder


def graph(folder: Path, **sheets: Rows) -> KnowledgeGraph:
    """A graph in memory with one folder loaded."""
    kg = conflictkg.open(":memory:")
    kg.load(write(folder, "", **sheets))
    return kg


def statuses(kg: KnowledgeGraph, policy: str = "") -> dict[str, str]:
    """Label of every proposition -> status under a policy."""
    rows = kg.under(policy).store.select(
        "PREFIX ckg: <https://w3id.org/conflictkg/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "SELECT ?label ?status { ?p ckg:status ?status ; rdfs:label ?label }"
    )
    return {row["label"]: local(row["status"]) for row in rows}


def derived(kg: KnowledgeGraph) -> set[str]:
    """The derived triples as text, inferences included."""
    import pyoxigraph as ox

    from conflictkg.namespaces import DERIVED, INFERRED

    return {
        str(quad.triple)
        for graph in (DERIVED, INFERRED)
        for quad in kg.store.engine.quads_for_pattern(None, None, None, ox.NamedNode(graph))
    }
