"""Loading files with an importer and looking at what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import conflictkg
from conflictkg import checks
from conflictkg.checks import Finding
from conflictkg.graph import KnowledgeGraph
from conflictkg.importers import LoadReport
from conflictkg.importers.contract import Options

SAMPLES = Path(__file__).parent / "samples"
PREFIX = (
    "PREFIX ckg: <https://w3id.org/conflictkg/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX dcterms: <http://purl.org/dc/terms/> "
)


def load(*paths: Path, format: str = "", name: str = "", **options: Any) -> tuple[KnowledgeGraph, LoadReport]:
    """A graph in memory with these files in it, and the report."""
    kg = conflictkg.open(":memory:")
    return kg, kg.load(*paths, format=format, name=name, options=Options(**options))


def write(folder: Path, name: str, text: str) -> Path:
    """A file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def flaws(kg: KnowledgeGraph) -> list[Finding]:
    """What the questions of the checks and the shapes find in the data; the reasoner, which is slow, is left out."""
    return [*checks.queries(kg.store), *checks.shapes(kg.store)]


def select(kg: KnowledgeGraph, query: str) -> list[tuple[str, ...]]:
    """The rows of a SELECT as tuples, sorted; IRIs by their last part."""
    rows = kg.store.select(PREFIX + query)
    return sorted(tuple(value.rsplit("/", 1)[-1] for value in row.values()) for row in rows)


def ties(kg: KnowledgeGraph) -> list[tuple[str, ...]]:
    """Every tie as said in its label, with since, until and the number of events."""
    where = "?t ckg:tieFrom ?f ; rdfs:label ?label OPTIONAL { ?t ckg:since ?s } OPTIONAL { ?t ckg:until ?u } "
    return select(kg, f"SELECT ?label ?s ?u ?n WHERE {{ {where} OPTIONAL {{ ?t ckg:eventCount ?n }} }}")


def facts(kg: KnowledgeGraph) -> list[tuple[str, ...]]:
    """Every fact as said in its label, with low, best and high."""
    where = "?f a ckg:Attribute ; rdfs:label ?label . ?c ckg:about ?f "
    figures = " ".join(f"OPTIONAL {{ ?c ckg:{name} ?{name} }}" for name in ("low", "best", "high"))
    return select(kg, f"SELECT ?label ?low ?best ?high WHERE {{ {where} {figures} }}")


def contests(kg: KnowledgeGraph) -> list[tuple[str, ...]]:
    """Every conflict and dyad by its label, since when, and its parts."""
    query = "SELECT ?label ?since WHERE { ?e a ckg:Conflict ; rdfs:label ?label OPTIONAL { ?e ckg:since ?since } }"
    return select(kg, query)


def supports(kg: KnowledgeGraph) -> list[tuple[str, ...]]:
    """Every sponsorship as said in its label, with its kind, dates and status."""
    query = (
        "SELECT ?label ?kind ?since ?until ?status WHERE { ?t a ckg:Sponsorship ; rdfs:label ?label ; "
        "ckg:status ?state ; ckg:supportKind ?what ; ckg:since ?since ; ckg:until ?until . "
        "?what rdfs:label ?kind . ?state rdfs:label ?status }"
    )
    return select(kg, query)


def violence(kg: KnowledgeGraph) -> list[tuple[str, ...]]:
    """Every hostility or one-sided violence as said in its label, with since, until, low, best and high."""
    figures = " ".join(f"OPTIONAL {{ ?c ckg:{name} ?{name} }}" for name in ("low", "best", "high"))
    query = (
        "SELECT ?label ?since ?until ?low ?best ?high WHERE { VALUES ?kind { ckg:Hostility ckg:OneSidedViolence } "
        "?t a ?kind ; rdfs:label ?label ; ckg:evidence ?c ; ckg:since ?since ; ckg:until ?until "
    )
    return select(kg, f"{query} {figures} }}")
