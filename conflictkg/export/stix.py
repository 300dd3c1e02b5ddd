"""STIX 2.1: actors as identities, places as locations, ties as relationships, claims as opinions on them.

Identity is the class of STIX that judges nobody: it says neither threat nor actor. A claim is an opinion with its
attester as author: who asserts agrees, who disputes disagrees. Ids are UUIDs of the IRIs (version 5), so the same
thing has the same id in every export; created and modified are the last day of loading, coding or looking up that the
data tell. STIX knows neither open nor uncertain dates: a relationship starts on the first day on which the tie can
have held and stops on the last, one second later where that is the same; what is told of the dates stands in its
description.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from conflictkg.export import Exported
from conflictkg.export.claims import Said, claims
from conflictkg.export.kinds import kind
from conflictkg.export.ties import Node, Tie, note, ties
from conflictkg.namespaces import CKG
from conflictkg.vocabulary import vocabulary

Thing = dict[str, Any]
_IDENTITY = {"Person": "individual", "DescribedCollective": "class", "ArmedGroup": "group", "Coalition": "group"}
_OPINION = {
    "asserts": "agree",
    "denies": "strongly-disagree",
    "disputes": "disagree",
    "leaves unverified": "neutral",
    "retracts": "neutral",
}
_TOLD = ("loadedOn", "codedOn", "accessed")
_SEEN = {"since": "since", "until": "until", "last_evidence": "last evidence", "role": "role", "support": "support"}


def stix(graph: Exported) -> dict[str, str]:
    """A bundle of all objects, one on a line."""
    nodes, edges = ties(graph)
    when = _modified(graph)
    ids = {node.id: _id("location" if _is_place(node) else "identity", node.iri) for node in nodes}
    said = claims(graph, edges)
    told = [
        *(_node(node, ids[node.id]) for node in nodes),
        *(_relationship(tie, ids) for tie in edges),
        *(_opinion(each) for each in said),
        *([_note(graph, list(ids.values()))] if ids else []),
    ]
    common = {"spec_version": "2.1", "created": when, "modified": when}
    lines = ",\n".join(f"  {json.dumps(common | thing, ensure_ascii=False, sort_keys=True)}" for thing in told)
    objects = f', "objects": [\n{lines}\n]' if told else ""
    return {"": f'{{"type": "bundle", "id": "{_id("bundle", lines)}"{objects}}}\n'}


def _modified(graph: Exported) -> str:
    days = [day for name in _TOLD for _, day in graph.store.pairs(CKG + name) if _is_day(day)]
    return _time(max(days, default="1970-01-01"))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _node(node: Node, id: str) -> Thing:
    told = {"id": id, "name": node.label, "external_references": [_reference(node.iri)]}
    if _is_place(node):
        return told | {"type": "location", "region": node.label}  # it must have coordinates, a country or a region
    labels = {"labels": [node.kind]} if node.kind else {}
    return told | labels | {"type": "identity", "identity_class": _IDENTITY.get(kind(node.kind), "organization")}


def _relationship(tie: Tie, ids: dict[str, str]) -> Thing:
    seen = [f"{said}: {told}" for field, said in _SEEN.items() if (told := getattr(tie, field))]
    certainty = f", {tie.certainty}" if tie.certainty else ""
    ended = [f"ended: {tie.end_reason}"] if tie.end_reason else []
    status = f"{tie.status} by policy {tie.policy}{certainty}"
    parts = [tie.label, status, *seen, *ended, f"sources: {tie.sources}", f"datasets: {tie.datasets}"]
    return {
        "type": "relationship",
        "id": _id("relationship", tie.id),
        "relationship_type": tie.label.replace(" ", "-"),
        "source_ref": ids[tie.source],
        "target_ref": ids[tie.target],
        "description": "; ".join(parts),
        "labels": [tie.status, *([tie.certainty] if tie.certainty else [])],
        "external_references": [_reference(tie.id)],
    } | _times(tie)


def _times(tie: Tie) -> Thing:
    told = {}
    if tie.start:
        told["start_time"] = _time(tie.start)
    if tie.end:
        told["stop_time"] = _time(tie.end, second=int(tie.end == tie.start))
    return told


def _opinion(said: Said) -> Thing:
    source = {"source_name": said.source or "source", "description": said.locator or "no locator"}
    address = {"url": said.url} if said.url.startswith(("http://", "https://")) else {}
    return {
        "type": "opinion",
        "id": _id("opinion", said.claim),
        "opinion": _OPINION[said.stance],
        "explanation": said.text(),
        "authors": [said.attester],
        "object_refs": [_id("relationship", said.tie)],
        "external_references": [source | address, _reference(said.claim)],
    }


def _note(graph: Exported, ids: list[str]) -> Thing:
    """What this export is."""
    told = note(graph)
    return {"type": "note", "id": _id("note", told), "content": told, "object_refs": ids}


def _reference(iri: str) -> Thing:
    return {"source_name": "conflictkg", "external_id": iri}


def _is_place(node: Node) -> bool:
    return kind(node.kind) in vocabulary().kinds("Place")


def _id(type: str, iri: str) -> str:
    return f"{type}--{uuid5(NAMESPACE_URL, iri)}"


def _time(day: str, second: int = 0) -> str:
    return f"{day}T00:00:0{second}Z"
