"""A scene from the graph: the ties of a day with their claims, the actors, what else is claimed of them.

Left out by default, as docs/responsible-use.md says: persons on fewer than two independent origins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from conflictkg import reports
from conflictkg.draw.scene import ClaimNote, Coalition, Dataset, Edge, Fact, Name, Node, Scene
from conflictkg.names.lookup import resolve
from conflictkg.namespaces import CKG, local, short
from conflictkg.reports import Row
from conflictkg.store.base import Store
from conflictkg.vocabulary import vocabulary

_HASH = re.compile(r"\s*sha256 [0-9a-f]{64}")
_CHARS = re.compile(r"\bchars (\d+)-(\d+)")
_NEEDED_ORIGINS = 2


def gather(store: Store, actors: Sequence[str] = (), depth: int = 1, as_of: str = "", policy: str = "default") -> Scene:
    """What is to be seen of a store on a day; of the surroundings of some actors where any are named."""
    ties = reports.rows(store, "ties", as_of)
    chosen = [resolve(store, actor, "actor") for actor in actors]
    if chosen:
        ties = _around(ties, chosen, depth)
    hidden = _private(store, ties)
    ties = [tie for tie in ties if hidden.isdisjoint((tie["from"], tie["to"]))]
    things = sorted({*chosen, *(tie["from"] for tie in ties), *(tie["to"] for tie in ties)} - hidden)
    facts = list(reports.rows_of(store, "facts", "thing", things, as_of))
    claims = _claims(store, [*(t["tie"] for t in ties), *(f["proposition"] for f in facts)])
    nodes = _nodes(store, things, facts, claims)
    labels = {node.id: node.label for node in nodes}
    return Scene(
        title=_title(store, [labels[short(iri)] for iri in chosen]),
        nodes=tuple(nodes),
        edges=tuple(_edge(tie, claims) for tie in ties),
        coalitions=tuple(_coalitions(nodes, ties)),
        as_of=as_of,
        policy=policy,
        datasets=tuple(_datasets(store)),
        note=_left_out(store, hidden),
    )


def _around(ties: list[Row], chosen: Iterable[str], depth: int) -> list[Row]:
    """The ties within so many steps of the chosen actors, and those among the actors so reached."""
    reached = set(chosen)
    for _ in range(depth):
        near = [tie for tie in ties if tie["from"] in reached or tie["to"] in reached]
        reached |= {tie["from"] for tie in near} | {tie["to"] for tie in near}
    return [tie for tie in ties if tie["from"] in reached and tie["to"] in reached]


def _private(store: Store, ties: list[Row]) -> set[str]:
    """Persons whose ties rest on fewer than two independent origins."""
    persons = {row["thing"] for row in reports.rows(store, "things", **{"class": CKG + "Person"})}
    origins: dict[str, int] = {}
    for tie in ties:
        for end in (tie["from"], tie["to"]):
            origins[end] = max(origins.get(end, 0), int(tie["origins"]))
    return {person for person in persons if origins.get(person, 0) < _NEEDED_ORIGINS}


def _left_out(store: Store, hidden: set[str]) -> str:
    """A note when persons with ties were left out."""
    count = len(hidden & {row[end] for row in reports.rows(store, "ties") for end in ("from", "to")})
    if not count:
        return ""
    return (
        f"{count} person{'s' if count > 1 else ''} whom only one origin names {'are' if count > 1 else 'is'} left out."
    )


def _nodes(store: Store, things: list[str], facts: list[Row], claims: dict[str, tuple[ClaimNote, ...]]) -> list[Node]:
    told: dict[str, Row] = {}
    for row in reports.rows_of(store, "things", "thing", things):
        told.setdefault(row["thing"], row)
    names: dict[str, list[Name]] = {}
    for row in reports.rows_of(store, "names", "thing", things):
        names.setdefault(row["thing"], []).append(Name(row["text"], row["language"], row["kind"]))
    of: dict[str, list[Fact]] = {}
    for row in facts:
        note = Fact(row["label"], row["kind"], row["status"], row["certainty"], claims.get(row["proposition"], ()))
        of.setdefault(row["thing"], []).append(note)
    nodes = []
    for iri in things:
        row = told.get(iri, {"class": "", "label": short(iri), "note": ""})
        kind = local(row["class"])
        known = (Name(row["label"], "en", "label"), *names.get(iri, ()))
        label = vocabulary().label(kind)
        nodes.append(Node(short(iri), row["label"], kind, label, known, row["note"], tuple(of.get(iri, ()))))
    return nodes


def _edge(tie: Row, claims: dict[str, tuple[ClaimNote, ...]]) -> Edge:
    relation = vocabulary().relations[local(tie["class"])]
    return Edge(
        id=short(tie["tie"]),
        source=short(tie["from"]),
        target=short(tie["to"]),
        relation=relation.shortcut,
        label=relation.label,
        symmetric=relation.symmetric,
        role=tie["role"] or tie["support"],
        since=tie["since"],
        until=tie["until"],
        last_evidence=tie["last_evidence"],
        end_reason=tie["end_reason"],
        certainty=tie["certainty"],
        status=tie["status"],
        sources=tuple(tie["sources"].split("; ")),
        origins=int(tie["origins"]),
        claims=claims.get(tie["tie"], ()),
    )


def _claims(store: Store, propositions: list[str]) -> dict[str, tuple[ClaimNote, ...]]:
    sides = reports.alignments(store)
    found: dict[str, list[ClaimNote]] = {}
    for row in reports.rows_of(store, "claims", "proposition", propositions):
        note = ClaimNote(
            stance=row["stance"],
            attester=row["attester"],
            aligned_with=sides.get(row["who"], ""),
            relayed_by=row["relayed_by"],
            hedge=row["hedge"],
            basis=row["basis"],
            source_title=row["title"],
            source_url=row["url"],
            locator=readable_locator(row["locator"]),
            paraphrase=row["paraphrase"],
            when=row["when"],
        )
        found.setdefault(row["proposition"], []).append(note)
    return {proposition: tuple(notes) for proposition, notes in found.items()}


def readable_locator(text: str) -> str:
    """A locator without its hash.

    >>> readable_locator("line 21 chars 5-9 sha256 " + 64 * "0")
    'line 21, characters 5–9'
    """
    return _CHARS.sub(r"characters \1–\2", _HASH.sub("", text)).replace(" characters", ", characters")


def _coalitions(nodes: list[Node], ties: list[Row]) -> list[Coalition]:
    """Coalitions with at least two members that are there."""
    members: dict[str, set[str]] = {}
    for tie in ties:
        if local(tie["class"]) in ("Membership", "Leadership"):
            members.setdefault(short(tie["to"]), set()).add(short(tie["from"]))
    coalitions = {node.id for node in nodes if node.kind == "Coalition"}
    return [Coalition(c, tuple(sorted(members[c]))) for c in sorted(coalitions & set(members)) if len(members[c]) > 1]


def _datasets(store: Store) -> list[Dataset]:
    return [
        Dataset(row["dataset"], row["licence"], row["version"], row["citation"])
        for row in reports.rows(store, "datasets")
        if row["claims"]
    ]


def _title(store: Store, chosen: list[str]) -> str:
    if chosen:
        return f"{' and '.join(chosen)}: ties"
    named = [row["title"] for row in reports.rows(store, "datasets") if row["claims"]]
    return named[0] if len(named) == 1 else "Who stands with whom"
