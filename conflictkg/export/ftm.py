"""FollowTheMoney: one entity on a line, for Aleph, OpenAleph, ftm and yente.

Which schema an actor and a tie has is read from ``ontology/align-other.ttl``; a tie that has none of its own, or whose
ends do not fit it, is an UnknownLink with the relation as its role. Sources are Documents that prove the ties. A date
that FollowTheMoney cannot write (``[2016..2016-08-24]``) stands in the summary alone, as do status and certainty;
each claim is a line of the description, and what its attester is called a publisher.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha1
from unicodedata import category

import pyoxigraph as ox

from conflictkg import reports
from conflictkg.export import Exported
from conflictkg.export.claims import Said, claims
from conflictkg.export.kinds import kind
from conflictkg.export.ties import Node, Tie, note, ties
from conflictkg.namespaces import CKG, SKOS, local
from conflictkg.resources import shipped
from conflictkg.vocabulary import vocabulary

Properties = dict[str, Iterable[str]]
_SPACE = "https://schema.followthemoney.tech/#"
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_ENDS = {"Membership": ("member", "organization"), "Directorship": ("director", "organization")}
_LINK = "UnknownLink"
_ORGANISATIONS = ("Organization", "PublicBody")
_NAMES = {"former name": "previousName", "epithet": "weakAlias", "acronym": "weakAlias"}


def ftm(graph: Exported) -> dict[str, str]:
    """All entities, one JSON object on a line: documents, then actors and places, then ties."""
    nodes, edges = ties(graph)
    said = claims(graph, edges)
    by_tie: dict[str, list[Said]] = {}
    for each in said:
        by_tie.setdefault(each.tie, []).append(each)
    names = _names(graph, nodes)
    schemas = {node.id: _schema(kind(node.kind)) or "LegalEntity" for node in nodes}
    iris = {node.id: node.iri for node in nodes}
    lines = [_document(title, url, note(graph)) for title, url in sorted({(each.source, each.url) for each in said})]
    lines += [_entity(node.iri, schemas[node.id], _node(node, names.get(node.iri, {}))) for node in nodes]
    lines += [_tie(tie, schemas, iris, by_tie.get(tie.id, [])) for tie in edges]
    return {"": "".join(f"{line}\n" for line in lines)}


def _entity(iri: str, schema: str, properties: Properties, datasets: Iterable[str] = ()) -> str:
    """An entity as a line; values that are empty are left out, each stands once and in order."""
    told = {name: sorted({_clean(value) for value in values} - {""}) for name, values in properties.items()}
    kept = {name: values for name, values in told.items() if values}
    more = {"datasets": sorted(datasets)} if datasets else {}
    return json.dumps({"id": _id(iri), "schema": schema, "properties": kept} | more, ensure_ascii=False)


def _clean(text: str) -> str:
    """A text as FollowTheMoney keeps it: without control characters, on one line."""
    return " ".join("".join(" " if category(c) == "Cc" else c for c in text).split())


def _document(title: str, url: str, told: str) -> str:
    address = [url] if url.startswith(("http://", "https://")) else []
    return _entity(f"{title} {url}", "Document", {"title": [title], "sourceUrl": address, "notes": [told]})


def _node(node: Node, names: dict[str, set[str]]) -> Properties:
    told: Properties = {"name": [node.label], "keywords": [node.kind], "notes": [f"conflictkg id: {node.id}"]}
    return told | {name: texts - {node.label} for name, texts in names.items()}


def _tie(tie: Tie, schemas: dict[str, str], iris: dict[str, str], said: list[Said]) -> str:
    schema = _link(tie.relation, schemas[tie.source], schemas[tie.target])
    source, target = _ENDS.get(schema, ("subject", "object"))
    certainty = f", {tie.certainty}" if tie.certainty else ""
    dates = [f"{name} {told}" for name, told in (("since", tie.since), ("until", tie.until)) if told]
    seen = [f"last evidence {tie.last_evidence}"] if tie.last_evidence else []
    summary = "; ".join([tie.label, f"{tie.status} by policy {tie.policy}{certainty}", *dates, *seen])
    return _entity(
        tie.id,
        schema,
        {
            source: [_id(iris[tie.source])],
            target: [_id(iris[tie.target])],
            "role": [tie.role or tie.support]
            if schema != _LINK
            else [": ".join(filter(None, (tie.label, tie.support)))],
            "startDate": [tie.since] if _DATE.fullmatch(tie.since) else [],
            "endDate": [tie.until] if _DATE.fullmatch(tie.until) else [],
            "status": [tie.status],
            "summary": [summary],
            "description": [each.text() for each in said],
            "publisher": [each.attester for each in said],
            "proof": [_id(f"{each.source} {each.url}") for each in said],
            "recordId": [tie.id],
        },
        tie.datasets.split("; "),
    )


def _link(relation: str, source: str, target: str) -> str:
    """The schema of a tie."""
    schema = _schema(_classes()[relation])
    fits = schema in _ENDS and source != "Address" and target in _ORGANISATIONS
    return schema if fits else _LINK


def _names(graph: Exported, nodes: list[Node]) -> dict[str, dict[str, set[str]]]:
    """Actor or place -> property -> its names."""
    found: dict[str, dict[str, set[str]]] = {}
    for row in reports.rows_of(graph.store, "names", "thing", (node.iri for node in nodes)):
        property = _NAMES.get(row["kind"], "alias")
        found.setdefault(row["thing"], {}).setdefault(property, set()).add(row["text"])
    return found


def _id(iri: str) -> str:
    """An id as FollowTheMoney allows it: letters, digits and hyphens."""
    return f"ckg-{sha1(iri.encode(), usedforsecurity=False).hexdigest()}"


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    """Direct property -> the class of relationships."""
    return {relation.shortcut: name for name, relation in vocabulary().relations.items()}


@lru_cache(maxsize=64)
def _schema(name: str) -> str:
    """The schema that a class, or the nearest class above it, is aligned with; empty where there is none.

    >>> _schema("Coalition"), _schema("Membership"), _schema("Hostility")
    ('Organization', 'Membership', '')
    """
    words, told = vocabulary(), _alignment()
    above = [each for each in told if words.is_a(name, each)]
    nearest = [each for each in above if not any(o != each and words.is_a(o, each) for o in above)]
    return told[nearest[0]] if nearest else ""


@lru_cache(maxsize=1)
def _alignment() -> dict[str, str]:
    quads = ox.parse(path=str(shipped("ontology", "align-other.ttl")), format=ox.RdfFormat.TURTLE)
    pairs = [(quad.subject.value, quad.object.value) for quad in quads if quad.predicate.value == SKOS + "closeMatch"]
    return {
        local(ours): theirs[len(_SPACE) :]
        for ours, theirs in pairs
        if ours.startswith(CKG) and theirs.startswith(_SPACE)
    }
