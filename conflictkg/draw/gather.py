"""A scene from the graph: ties of all days with their claims and windows, the actors, what else is claimed of them.

Left out by default, as docs/responsible-use.md says: persons on fewer than two independent origins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from conflictkg import reports
from conflictkg.draw.omitted import left_out, private, too_eventful
from conflictkg.draw.scene import ClaimNote, Coalition, Dataset, Edge, Event, Fact, Name, Node, Scene
from conflictkg.draw.when import When
from conflictkg.names.lookup import resolve
from conflictkg.namespaces import local, short
from conflictkg.parameters import period
from conflictkg.questions import Question
from conflictkg.reports import Row
from conflictkg.store.base import Store
from conflictkg.tally import policy_line
from conflictkg.vocabulary import vocabulary

_HASH = re.compile(r"\s*sha256 [0-9a-f]{64}")
_CHARS = re.compile(r"\bchars (\d+)-(\d+)")


class Answered(NamedTuple):
    """What is to be drawn of an answer: the ids in its rows, and the question in words."""

    ids: frozenset[str]
    title: str


def answered(store: Store, question: Question, values: Sequence[str], rows: Iterable[Sequence[str]]) -> Answered:
    """The ids that the rows of an answer and the values of its question's parameters name."""
    ids = {text for row in rows for text in row if text.startswith("http")}
    given = zip(question.parameters, values, strict=True)
    ids |= {resolve(store, value, each.type) for each, value in given if each.type in ("actor", "place", "thing")}
    return Answered(frozenset(ids), " · ".join((question.title or "An answer", *values)))


Claims = dict[str, tuple[ClaimNote, ...]]
Windows = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
"""Proposition -> windows in which it is certain, and those in which it is possible."""


def gather(
    store: Store,
    actors: Sequence[str] = (),
    depth: int = 1,
    as_of: str = "",
    policy: str = "default",
    answer: Answered | None = None,
) -> Scene:
    """What is to be seen of a store at any time; of the surroundings of some actors, or of a dataset, where named.

    ``as_of`` is kept in the scene and leaves nothing out: ``gather(...).on(as_of)`` is what holds on the day.
    Of an ``answer`` it is the ties among those that the answer names, and the ties that it names.
    """
    if as_of:
        period(as_of)  # what is no date is said before the work begins
    ties = reports.rows(store, "ties")
    named = [] if answer else [name for name in actors if name in _dataset_names(store)]
    if named:
        ties = [tie for tie in ties if not set(named).isdisjoint(tie["datasets"].split("; "))]
    chosen = [] if answer else [resolve(store, actor, "actor") for actor in actors if actor not in named]
    ties = around(ties, chosen, depth) if chosen else ties
    if answer:
        ties = [tie for tie in ties if tie["tie"] in answer.ids or {tie["from"], tie["to"]} <= answer.ids]
        chosen = _there(store, answer.ids)
    hidden = private(store, ties)
    ties = [tie for tie in ties if hidden.isdisjoint((tie["from"], tie["to"]))]
    things = sorted({*chosen, *(tie["from"] for tie in ties), *(tie["to"] for tie in ties)} - hidden)
    eventful = too_eventful(store, things)
    facts = list(reports.rows_of(store, "traits" if eventful else "facts", "thing", things))
    parts = [] if eventful else list(reports.rows_of(store, "parts", "thing", things))
    told = [*(t["tie"] for t in ties), *(f["proposition"] for f in facts), *{p["event"]: 0 for p in parts}]
    said, when = _said(store, told), _windows(store, told)
    claims, why = _claims(store, said), {each: policy_line(policy, rows) for each, rows in said.items()}
    nodes = _nodes(store, things, facts, claims, when)
    labels = {node.id: node.label for node in nodes}
    return Scene(
        title=answer.title if answer else _title(store, [labels[short(iri)] for iri in chosen], named),
        nodes=tuple(nodes),
        edges=tuple(_edge(tie, claims, when, why) for tie in ties),
        coalitions=tuple(_coalitions(nodes, ties)),
        as_of=as_of,
        policy=policy,
        datasets=tuple(datasets(store)),
        note=left_out(store, hidden, eventful),
        events=tuple(_events(parts, claims, when, why)),
        focus=() if answer else tuple(short(iri) for iri in chosen if iri not in hidden),
        depth=depth,
    )


def _there(store: Store, ids: Iterable[str]) -> list[str]:
    """Those of an answer's ids that are actors or places; they are drawn without ties too."""
    kinds = reports.rows_of(store, "things", "thing", sorted(ids))
    shown = (row["thing"] for row in kinds if vocabulary().is_a(local(row["class"]), "Actor"))
    return list(dict.fromkeys(shown))


def _dataset_names(store: Store) -> set[str]:
    return {row["dataset"] for row in reports.rows(store, "catalogue")}


def around(ties: list[Row], chosen: Iterable[str], depth: int) -> list[Row]:
    """The ties within so many steps of the chosen actors, and those among the actors so reached."""
    reached = set(chosen)
    for _ in range(depth):
        near = [tie for tie in ties if tie["from"] in reached or tie["to"] in reached]
        reached |= {tie["from"] for tie in near} | {tie["to"] for tie in near}
    return [tie for tie in ties if tie["from"] in reached and tie["to"] in reached]


def _windows(store: Store, told: Iterable[str]) -> Windows:
    """Of each proposition the windows in which it is certain, and those in which it is possible."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for row in reports.rows_of(store, "windows", "tie", told):
        sure, open_ = found.setdefault(row["tie"], ([], []))
        (sure if row["sure"] else open_).append(row["sure"] or row["open"])
    return {tie: (tuple(sorted(sure)), tuple(sorted(open_))) for tie, (sure, open_) in found.items()}


def _when(row: Row, proposition: str, windows: Windows) -> When:
    return When(row["since"], row["until"], *windows.get(proposition, ((), ())))


def _nodes(store: Store, things: list[str], facts: list[Row], claims: Claims, windows: Windows) -> list[Node]:
    told: dict[str, Row] = {}
    for row in reports.rows_of(store, "things", "thing", things):
        told.setdefault(row["thing"], row)
    names: dict[str, list[Name]] = {}
    for row in reports.rows_of(store, "names", "thing", things):
        names.setdefault(row["thing"], []).append(Name(row["text"], row["language"], row["kind"]))
    of: dict[str, list[Fact]] = {}
    for row in facts:
        each = row["proposition"]
        note = Fact(row["label"], row["kind"], row["status"], "", claims.get(each, ()), _when(row, each, windows))
        of.setdefault(row["thing"], []).append(note)
    nodes = []
    for iri in things:
        row = told.get(iri, {"class": "", "label": short(iri), "note": ""})
        kind = local(row["class"])
        known = (Name(row["label"], "en", "label"), *names.get(iri, ()))
        label = vocabulary().label(kind)
        nodes.append(Node(short(iri), row["label"], kind, label, known, row["note"], tuple(of.get(iri, ()))))
    return nodes


def _edge(tie: Row, claims: Claims, windows: Windows, why: dict[str, str]) -> Edge:
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
        status=tie["status"],
        sources=tuple(tie["sources"].split("; ")),
        origins=int(tie["origins"]),
        why=why.get(tie["tie"], ""),
        claims=claims.get(tie["tie"], ()),
        when=_when(tie, tie["tie"], windows),
    )


def _events(parts: list[Row], claims: Claims, windows: Windows, why: dict[str, str]) -> list[Event]:
    """The events in which the actors have a part, in the order of their dates; those without a date at the end."""
    taking: dict[str, list[tuple[str, str]]] = {}
    told: dict[str, Row] = {}
    for row in parts:
        told.setdefault(row["event"], row)
        taking.setdefault(row["event"], []).append((short(row["thing"]), row["role"]))
    found = [
        Event(
            id=short(iri),
            label=row["label"],
            kind=local(row["class"]),
            kind_label=vocabulary().label(local(row["class"])),
            status=row["status"],
            when=_when(row, iri, windows),
            parts=tuple(sorted(taking[iri])),
            claims=claims.get(iri, ()),
            why=why.get(iri, ""),
        )
        for iri, row in told.items()
    ]
    return sorted(found, key=lambda e: (min(e.when.possible, default="9"), e.id))


def _said(store: Store, propositions: list[str]) -> dict[str, list[Row]]:
    """Of each proposition the rows of its claims."""
    found: dict[str, list[Row]] = {}
    for row in reports.rows_of(store, "claims", "proposition", propositions):
        found.setdefault(row["proposition"], []).append(row)
    return found


def _claims(store: Store, said: dict[str, list[Row]]) -> Claims:
    sides = reports.alignments(store)
    return {proposition: tuple(_note(row, sides) for row in rows) for proposition, rows in said.items()}


def _note(row: Row, sides: dict[str, str]) -> ClaimNote:
    return ClaimNote(
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


def readable_locator(text: str) -> str:
    """A locator without its hash.

    >>> readable_locator("line 21 chars 5-9 sha256 " + 64 * "0")
    'line 21, characters 5–9'
    """
    return _CHARS.sub(r"characters \1–\2", _HASH.sub("", text)).replace(" characters", ", characters")


def _coalitions(nodes: list[Node], ties: list[Row]) -> list[Coalition]:
    """Coalitions with at least two members that are there.

    A member is who the question ``coalition-members`` names: by a membership, or as an organisation that leads without
    one. A person who leads is no member.
    """
    kinds = {node.id: node.kind for node in nodes}
    bonds: dict[str, list[tuple[str, str]]] = {}
    ends = [(local(tie["class"]), short(tie["from"]), short(tie["to"]), short(tie["tie"])) for tie in ties]
    members = {(source, to) for kind, source, to, _ in ends if kind == "Membership"}
    for kind, source, to, tie in ends:
        leads = kind == "Leadership" and (source, to) not in members and kinds[source] != "Person"
        if (kind == "Membership" or leads) and kinds[to] == "Coalition":
            bonds.setdefault(to, []).append((source, tie))
    found = []
    for coalition, pairs in sorted(bonds.items()):
        bound = tuple(sorted({source for source, _ in pairs}))
        if len(bound) > 1:
            found.append(Coalition(coalition, bound, bonds=tuple(tie for _, tie in pairs)))
    return found


def datasets(store: Store) -> list[Dataset]:
    return [
        Dataset(row["dataset"], row["licence"], row["version"], row["citation"])
        for row in reports.rows(store, "catalogue")
        if row["held"] == "true"
    ]


def _title(store: Store, chosen: list[str], named: list[str]) -> str:
    if chosen:
        return f"{' and '.join(chosen)}: ties"
    told = [row for row in reports.rows(store, "catalogue") if row["held"] == "true"]
    titles = [row["title"] for row in told if not named or row["dataset"] in named]
    return titles[0] if len(titles) == 1 else "Who stands with whom"
