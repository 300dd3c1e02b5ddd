"""What the script of a page reads, as plain data: the picture in one block, what is told of each thing in another.

The second block has claims, names and other facts; it is most of the text, and read when somebody first asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from conflictkg.draw.scene import ClaimNote, Coalition, Edge, Event, Fact, Node, Scene
from conflictkg.draw.style import KINDS, PALETTE, RELATIONS, kind_style, relation_style
from conflictkg.draw.when import When, changes


def content(wide: Scene, tall: Scene) -> dict[str, Any]:
    """What is drawn and filtered; fields that are empty or as usual are left out."""
    upright = {} if tall is wide else {node.id: node for node in tall.nodes}
    bends = {edge.id: edge.bend for edge in tall.edges}
    kinds, relations = _kinds(wide), _relations(wide)
    kind, relation = _numbered(kinds), _numbered(relations)
    at = {node.id: number for number, node in enumerate(wide.nodes)}
    return {
        "title": wide.title,
        "asOf": wide.as_of,
        "policy": wide.policy,
        "note": wide.note,
        "tokens": list(PALETTE),
        "kinds": kinds,
        "relations": relations,
        "order": _order((entry.key for entry in wide.relations), RELATIONS),
        "languages": _languages(wide.nodes),
        "nodes": _columns([_node(node, upright.get(node.id), *kind[node.kind]) for node in wide.nodes]),
        "edges": _columns(
            [
                _edge(edge, at[edge.source], at[edge.target], bends[edge.id], *relation[edge.relation])
                for edge in wide.edges
            ]
        ),
        "events": [_event(event) for event in wide.events],
        "changes": _changes(wide.edges),
        "focus": list(wide.focus),
        "swatches": [list(pair) for pair in wide.swatches],
        "coalitions": [
            {"id": c.id, "members": list(c.members), "ring": list(c.ring or c.members), "bonds": _bonds(c, wide.edges)}
            for c in wide.coalitions
        ],
        "datasets": [
            _filled(title=d.title, licence=d.licence, version=d.version, citation=d.citation, url=d.url)
            for d in wide.datasets
        ],
    }


def told(scene: Scene) -> dict[str, Any]:
    """What is told of each actor, tie and event, in the order of :func:`content`, and the sources of the claims."""
    sources = _Sources()
    return {
        "nodes": [_told_of_node(node, sources) for node in scene.nodes],
        "edges": [_told_of_edge(edge, sources) for edge in scene.edges],
        "events": [_filled(why=event.why, claims=_claims(event.claims, sources)) for event in scene.events],
        "sources": sources.listed,
    }


class _Sources:
    """Each source once; claims name it by its number."""

    def __init__(self) -> None:
        self.listed: list[tuple[str, str]] = []
        self._known: dict[tuple[str, str], int] = {}

    def number(self, title: str, url: str) -> int | None:
        if not (title or url):
            return None
        key = (title or url, url)
        if key not in self._known:
            self._known[key] = len(self.listed)
            self.listed.append(key)
        return self._known[key]


def _numbered(looks: list[dict[str, Any]]) -> dict[str, tuple[int, str]]:
    """Number and label of each kind or relation by its key."""
    return {look["key"]: (number, look["label"]) for number, look in enumerate(looks)}


def _columns(things: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """A list for each field, in the order of the things, with 0 for what one lacks: less text, and sooner read."""
    fields = dict.fromkeys(field for thing in things for field in thing)
    return {field: [thing.get(field, 0) for thing in things] for field in fields}


def _node(node: Node, upright: Node | None, number: int, kind: str) -> dict[str, Any]:
    given: dict[str, Any] = {"id": node.id, "label": node.label, "kind": number, "x": node.x, "y": node.y}
    if upright:
        given |= {"tx": upright.x, "ty": upright.y, "tside": upright.side}
    said = node.kind_label or node.kind
    size = round(node.size, 3) if node.size != 1 else 0
    colour = node.colour if re.fullmatch(r"#[0-9A-Fa-f]{3,8}", node.colour) else ""
    return given | _filled(
        side=node.side if node.side != "below" else "", kindLabel=said * (said != kind), colour=colour, size=size
    )


def _told_of_node(node: Node, sources: _Sources) -> dict[str, Any]:
    return _filled(
        note=node.note,
        names=[[name.text, name.language, name.kind] for name in node.names],
        facts=[_fact(fact, sources) for fact in node.facts],
    )


def _fact(fact: Fact, sources: _Sources) -> dict[str, Any]:
    return _filled(
        label=fact.label, kind=fact.kind, status=fact.status, certainty=fact.certainty,
        claims=_claims(fact.claims, sources), since=fact.when.since, until=fact.when.until,
    ) | _windows(fact.when)  # fmt: skip


def _windows(when: When) -> dict[str, Any]:
    """Windows for the slider: those in which it is sure, and those in which it may be where they are others."""
    return _filled(sure=list(when.certain), open=list(when.possible) if when.possible != when.certain else [])


def _changes(edges: Iterable[Edge]) -> list[tuple[int, int]]:
    """The days on which ties change as steps from the one before, the first from 1970-01-01, and how much changes."""
    before, found = date(1970, 1, 1), []
    for day, count in changes(edge.when for edge in edges):
        found.append(((day - before).days, count))
        before = day
    return found


def _event(event: Event) -> dict[str, Any]:
    given = {"id": event.id, "label": event.label}
    return given | _windows(event.when) | _filled(
        since=event.when.since, until=event.when.until, kindLabel=event.kind_label or event.kind, status=event.status,
        parts=[list(part) for part in event.parts],
    )  # fmt: skip


def _bonds(coalition: Coalition, edges: Iterable[Edge]) -> list[str]:
    """The ties that bind its members; those of a scene made by hand are found by their relation."""
    if coalition.bonds:
        return list(coalition.bonds)
    members = set(coalition.members)
    binding = (e for e in edges if e.relation in ("memberOf", "leads") and e.target == coalition.id)
    return [e.id for e in binding if e.source in members]


def _edge(edge: Edge, source: int, target: int, upright: float, number: int, relation: str) -> dict[str, Any]:
    given = {"id": edge.id, "from": source, "to": target, "rel": number}
    return given | _windows(edge.when) | _filled(
        label=edge.label * (edge.label != relation), sym=edge.symmetric, certainty=edge.certainty, bend=edge.bend,
        status=edge.status if edge.status != "accepted" else "", tbend=upright,
    )  # fmt: skip


def _told_of_edge(edge: Edge, sources: _Sources) -> dict[str, Any]:
    return _filled(
        role=edge.role, since=edge.since, until=edge.until, last=edge.last_evidence, end=edge.end_reason, why=edge.why,
        sources=list(edge.sources), origins=edge.origins, claims=_claims(edge.claims, sources),
    )  # fmt: skip


def _claims(claims: Iterable[ClaimNote], sources: _Sources) -> list[dict[str, Any]]:
    return [_claim(claim, sources) for claim in claims]


def _claim(claim: ClaimNote, sources: _Sources) -> dict[str, Any]:
    found = _filled(
        stance=claim.stance, attester=claim.attester, aligned=claim.aligned_with, relayed=claim.relayed_by,
        hedge=claim.hedge, basis="" if claim.basis == "stated" else claim.basis, locator=claim.locator,
        paraphrase=claim.paraphrase, when=claim.when,
    )  # fmt: skip
    number = sources.number(claim.source_title, claim.source_url)
    return found if number is None else found | {"source": number}


def _filled(**fields: Any) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value}


def _kinds(scene: Scene) -> list[dict[str, Any]]:
    labels = {entry.key: entry.label for entry in scene.kinds}
    looks = {key: kind_style(key) for key in _order(labels, KINDS)}
    return [
        {"key": key, "label": labels[key], "shape": look.shape, "colour": look.colour} for key, look in looks.items()
    ]


def _relations(scene: Scene) -> list[dict[str, Any]]:
    labels = {entry.key: entry.label for entry in scene.relations}
    symmetric = {edge.relation for edge in scene.edges if edge.symmetric}
    looks = {key: relation_style(key) for key in _order(labels, RELATIONS)}
    return [
        {
            "key": key, "label": labels[key], "sym": key in symmetric, "colour": look.colour,
            "dash": list(look.dash), "width": look.width, "glyph": look.glyph,
        }
        for key, look in looks.items()
    ]  # fmt: skip


def _order(keys: Iterable[str], known: Iterable[str]) -> list[str]:
    """Known keys in their order, then the others in theirs."""
    keys, known = list(keys), list(known)
    return sorted(keys, key=lambda key: (known.index(key) if key in known else len(known), keys.index(key)))


def _languages(nodes: Iterable[Node]) -> list[str]:
    """Languages other than English in which an actor has a name in its own script."""
    tags = (name.language for node in nodes for name in node.names if name.text)
    own = {tag.split("-")[0] for tag in tags if re.fullmatch(r"[a-z]{2,3}(-.*)?", tag) and "latn" not in tag.lower()}
    return sorted(own - {"en"})
