"""What is to be seen, with no renderer in it: actors, ties, coalitions, and who claims each of them.

A builder fills a :class:`Scene` from a view, :mod:`conflictkg.draw.layout` adds the places on the page,
and the HTML page, the SVG writer and the notebook all draw the same scene.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Node:
    """An actor (or a place that somebody controls).

    ``kind`` is the local name of its class (``ArmedGroup``), ``kind_label`` the class in words.
    ``x``, ``y`` (pixels, y downwards) and ``side`` (where its label stands: ``below``, ``above``,
    ``left``, ``right``, ``above-left`` ..., ``inside``) are set by the layout.
    ``colour`` (``#rrggbb``) overrides the kind's.
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


@dataclass(frozen=True, slots=True)
class Edge:
    """One tie in one spell.

    ``relation`` is the shortcut's local name (``memberOf``), ``label`` the relation in words (``member of``);
    ``since``, ``until``, ``last_evidence`` are EDTF; ``certainty`` is ``certain``, ``possible`` or empty (no day
    asked); ``status`` one of :data:`STATUSES`; ``role`` a rank, role or kind of support; ``origins`` the
    number of independent origins (0 = not counted). ``bend`` is set by the layout: how far the line bows
    to its left, as a share of its length.
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
    bend: float = 0.0


@dataclass(frozen=True, slots=True)
class Coalition:
    """A coalition whose members stand round it; ``ring`` (set by the layout) are those on its own ring."""

    id: str
    members: tuple[str, ...]
    ring: tuple[str, ...] = ()


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
    """A whole picture. Raises ConflictKGError where an id is used twice or a tie has an end that is not there."""

    title: str
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    coalitions: tuple[Coalition, ...] = ()
    as_of: str = ""
    policy: str = "default"
    datasets: tuple[Dataset, ...] = ()
    note: str = ""
    language: str = "en"

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
