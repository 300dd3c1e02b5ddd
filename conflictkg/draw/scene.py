"""What is to be seen, with no renderer in it: actors, ties, coalitions, and who claims each of them.

A builder fills a :class:`Scene` from a view, :mod:`conflictkg.draw.layout` adds the places on the page,
and the HTML page, the SVG writer and the notebook all draw the same scene.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from conflictkg import dates
from conflictkg.draw.when import NO_DATE, When
from conflictkg.errors import ConflictKGError

STATUSES = ("accepted", "contested by a party", "disputed", "party-only", "unverified")
CERTAINTIES = ("certain", "possible")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an actor: its text, BCP 47 language (``ar``, ``ar-latn``) and kind (``label``, ``alias`` ...).

    Give the preferred labels too, with kind ``label``; the page can switch to a language that has names.
    """

    text: str
    language: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class ClaimNote:
    """One claim as a reader sees it; every field is plain text and may be empty.

    ``stance`` is a label (``asserts``, ``denies``, ``disputes``, ``leaves unverified``, ``retracts``),
    ``attester`` who said it, ``aligned_with`` the actor it speaks for, ``relayed_by`` who passed it on,
    ``basis`` ``stated`` or ``inferred``, ``when`` the dates that it gives.
    """

    stance: str
    attester: str
    aligned_with: str = ""
    relayed_by: str = ""
    hedge: str = ""
    basis: str = ""
    source_title: str = ""
    source_url: str = ""
    locator: str = ""
    paraphrase: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something claimed about an actor that is not a tie: a name in use, a part in an event, an attribute."""

    label: str
    kind: str = ""
    status: str = ""
    certainty: str = ""
    claims: tuple[ClaimNote, ...] = ()
    when: When = NO_DATE


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: a battle, a capture, a rename, a merger.

    ``kind`` is the local name of its class (``Battle``, ``Rename``), ``kind_label`` the class in words, ``parts`` the
    actors of the scene in it, each with a role in words; of a change of lineage the roles are ``before`` and ``after``.
    """

    id: str
    label: str
    kind: str = ""
    kind_label: str = ""
    status: str = ""
    when: When = NO_DATE
    parts: tuple[tuple[str, str], ...] = ()
    claims: tuple[ClaimNote, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """An actor (or a place that somebody controls).

    ``kind`` is the local name of its class (``ArmedGroup``), ``kind_label`` the class in words.
    ``x``, ``y`` (pixels, y downwards) and ``side`` (where its label stands: ``below``, ``above``,
    ``left``, ``right``, ``above-left`` ..., ``inside``) are set by the layout.
    ``colour`` (``#rrggbb``) overrides the kind's, ``size`` is how much larger than usual its mark is drawn.
    """

    id: str
    label: str
    kind: str = ""
    kind_label: str = ""
    names: tuple[Name, ...] = ()
    note: str = ""
    facts: tuple[Fact, ...] = ()
    x: float = 0.0
    y: float = 0.0
    side: str = "below"
    colour: str = ""
    size: float = 1.0


@dataclass(frozen=True, slots=True)
class Edge:
    """One tie in one spell.

    ``relation`` is the shortcut's local name (``memberOf``), ``label`` the relation in words (``member of``);
    ``since``, ``until``, ``last_evidence`` are EDTF, ``when`` has the windows behind them; ``certainty`` is ``certain``
    or ``possible``, or empty: no day asked; ``status`` one of :data:`STATUSES`, ``role`` a rank or kind of support,
    ``origins`` the number of independent origins (0 = not counted), ``why`` the policy and what it counted. ``bend`` is
    set by the layout: how far the line bows to its left, as a share of its length.
    """

    id: str
    source: str
    target: str
    relation: str
    label: str
    symmetric: bool = False
    role: str = ""
    since: str = ""
    until: str = ""
    last_evidence: str = ""
    end_reason: str = ""
    certainty: str = ""
    status: str = "accepted"
    sources: tuple[str, ...] = ()
    origins: int = 0
    claims: tuple[ClaimNote, ...] = ()
    when: When = NO_DATE
    bend: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Coalition:
    """A coalition whose members stand round it; ``ring`` (set by the layout) are those on its own ring.

    ``bonds`` are the ids of the ties that make the members, with their dates: on a day those are its members that have
    a bond on it, as in the question ``coalition-members``. Without any, each member is one at any time.
    """

    id: str
    members: tuple[str, ...]
    ring: tuple[str, ...] = ()
    bonds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset that the scene draws on, for the line under the picture."""

    title: str
    licence: str = ""
    version: str = ""
    citation: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend: a kind or relation, its words, and how many there are of it."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole picture. Raises ConflictKGError where an id is used twice or a tie has an end that is not there.

    ``as_of`` is the day, month or year at which it is looked at; ``focus`` are the actors whose surroundings it shows,
    ``depth`` how many steps far; ``swatches`` say what the colours of nodes stand for, where they have their own.
    :meth:`on` leaves what holds on a day.
    """

    title: str
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    coalitions: tuple[Coalition, ...] = ()
    as_of: str = ""
    policy: str = "default"
    datasets: tuple[Dataset, ...] = ()
    note: str = ""
    language: str = "en"
    events: tuple[Event, ...] = ()
    focus: tuple[str, ...] = ()
    depth: int = 1
    swatches: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        known = _unique("actor", (node.id for node in self.nodes))
        _unique("tie", (edge.id for edge in self.edges))
        _unique("coalition", (coalition.id for coalition in self.coalitions))
        for edge in self.edges:
            _require(known, f"tie {edge.id!r}", edge.source, edge.target)
        for coalition in self.coalitions:
            _require(known, f"coalition {coalition.id!r}", coalition.id, *coalition.members)

    @property
    def kinds(self) -> tuple[LegendEntry, ...]:
        """The kinds of actors that are there, the commonest first."""
        return _legend((node.kind, node.kind_label or node.kind) for node in self.nodes)

    @property
    def relations(self) -> tuple[LegendEntry, ...]:
        """The relations that are there, the commonest first."""
        return _legend((edge.relation, edge.label) for edge in self.edges)

    def __len__(self) -> int:
        return len(self.nodes)

    def on(self, as_of: str) -> Scene:
        """What certainly or possibly holds in a day, month or year; actors without a tie go, but those in focus."""
        first, last = dates.period(as_of)
        edges = [e for e in (_on(e, first, last) for e in self.edges) if e.certainty != "excluded"]
        edges = around(edges, self.focus, self.depth)
        kept = {*self.focus, *(e.source for e in edges), *(e.target for e in edges)}
        there = {e.id for e in edges}
        return replace(
            self,
            as_of=as_of,
            nodes=tuple(replace(n, facts=_facts_on(n.facts, first, last)) for n in self.nodes if n.id in kept),
            edges=tuple(edges),
            coalitions=tuple(c for c in (_members_on(c, there, self.edges) for c in self.coalitions) if c),
            events=tuple(e for e in self.events if not e.when.dated or e.when.on(first, last) != "excluded"),
        )


def without(scene: Scene, actors: set[str], ties: set[str]) -> Scene:
    """A scene whose coalitions and events no longer name actors and ties that were taken out."""
    if not (actors or ties):
        return scene
    coalitions = tuple(
        replace(
            c,
            members=tuple(m for m in c.members if m not in actors),
            bonds=tuple(b for b in c.bonds if b in {e.id for e in scene.edges}),
        )
        for c in scene.coalitions
        if c.id not in actors
    )
    events = tuple(replace(e, parts=tuple(p for p in e.parts if p[0] not in actors)) for e in scene.events)
    return replace(
        scene,
        coalitions=coalitions,
        events=events,
        focus=tuple(actor for actor in scene.focus if actor not in actors),
    )


def around(edges: list[Edge], focus: Sequence[str], depth: int) -> list[Edge]:
    """The ties within so many steps of those in focus, and those among the actors so reached; all without focus."""
    if not focus:
        return edges
    reached = set(focus)
    for _ in range(depth):
        near = [e for e in edges if e.source in reached or e.target in reached]
        reached |= {e.source for e in near} | {e.target for e in near}
    return [e for e in edges if e.source in reached and e.target in reached]


def _on(edge: Edge, first: str, last: str) -> Edge:
    return replace(edge, certainty=edge.when.on(first, last)) if edge.when.dated else edge


def _facts_on(facts: tuple[Fact, ...], first: str, last: str) -> tuple[Fact, ...]:
    now = (replace(f, certainty=f.when.on(first, last)) if f.when.dated else f for f in facts)
    return tuple(f for f in now if f.certainty != "excluded")


def _members_on(coalition: Coalition, there: set[str], edges: Iterable[Edge]) -> Coalition | None:
    """The coalition with the members that have a bond; None where fewer than two have."""
    if not coalition.bonds:
        return coalition
    bonds = tuple(b for b in coalition.bonds if b in there)
    bound = {e.source for e in edges if e.id in set(bonds)}
    members = tuple(m for m in coalition.members if m in bound)
    return replace(coalition, members=members, bonds=bonds) if len(members) > 1 else None


def _unique(what: str, ids: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise ConflictKGError(f"The scene has the {what} {one!r} twice; give each {what} an id of its own.")
        seen.add(one)
    return seen


def _require(known: set[str], what: str, *ids: str) -> None:
    for one in ids:
        if one not in known:
            raise ConflictKGError(f"The {what} names {one!r}, which is not in the scene; add its node first.")


def _legend(pairs: Iterable[tuple[str, str]]) -> tuple[LegendEntry, ...]:
    labels: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for key, label in pairs:
        labels.setdefault(key, label)
        counts[key] += 1
    order = sorted(labels, key=lambda key: (-counts[key], labels[key], key))
    return tuple(LegendEntry(key, labels[key], counts[key]) for key in order)
