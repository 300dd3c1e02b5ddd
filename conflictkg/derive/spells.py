"""Propositions of several datasets that say the same: one spell of one tie.

They are brought together by kind, canonical parties and spell. Numbered spells stay apart; an unnumbered row joins the
only spell it can belong to, and stays alone where it could belong to several. Two rows without numbers are one spell
unless one ended before the other began.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from conflictkg.derive.material import Claim, Proposition
from conflictkg.namespaces import hashed
from conflictkg.vocabulary import vocabulary


class Spell:
    """One tie over one stretch of time, or one event, fact, name ...: its propositions and their claims.

    ``iri`` is that of the alphabetically first proposition; it stands for all of them. Where all were told as another
    kind (:mod:`conflictkg.derive.umbrellas`) it is a derived one.
    """

    __slots__ = ("claims", "iri", "kind", "propositions", "source", "target")

    def __init__(self, propositions: list[Proposition], source: str = "", target: str = "") -> None:
        self.propositions = sorted(propositions, key=lambda p: (p.told != p.kind, p.iri))
        first = self.propositions[0]
        self.kind, self.source, self.target = first.kind, source, target
        self.iri = hashed("derived", "tie", self.kind, first.iri) if self.is_derived else first.iri
        self.claims: list[Claim] = [c for p in self.propositions for c in p.claims]

    @property
    def is_derived(self) -> bool:
        """Whether no dataset has a proposition of this kind."""
        return self.propositions[0].told != self.kind

    @property
    def links(self) -> dict[str, str]:
        """What the standing proposition links."""
        return self.propositions[0].links


def gather(propositions: Iterable[Proposition], canonical: Callable[[str], str]) -> list[Spell]:
    """All spells, sorted by IRI."""
    relations = vocabulary().relations
    ties: dict[tuple[str, ...], list[Proposition]] = {}
    spells: list[Spell] = []
    for each in propositions:
        if each.kind not in relations:
            spells.append(Spell([each]))
            continue
        ends = [canonical(each.links.get(n, "")) for n in ("fromActor", "toActor", "controlOf") if n in each.links]
        if relations[each.kind].symmetric:
            ends.sort()
        key = (each.kind, *ends, each.links.get("role", ""), each.links.get("supportKind", ""))
        ties.setdefault(key, []).append(each)
    for key, group in ties.items():
        source, target = (*key[1:-2], "", "")[:2]
        spells += [Spell(part, source, target) for part in _apart(group)]
    return sorted(spells, key=lambda s: s.iri)


def _apart(group: list[Proposition]) -> list[list[Proposition]]:
    """The propositions of one tie, sorted into spells."""
    if len(group) == 1:
        return [group]
    numbered: dict[str, list[Proposition]] = {}
    for each in group:
        numbered.setdefault(each.links.get("spell", ""), []).append(each)
    loose = sorted(numbered.pop("", []), key=lambda p: (_extent(p)[0], p.iri))
    spells = list(numbered.values()) or _stretches([p for p in loose if _dated(p)])
    told = [list(spell) for spell in spells]  # what has joined a spell without a date must not draw others in
    alone: list[Proposition] = []
    for each in loose:
        if any(each in spell for spell in spells):
            continue
        fitting = [
            spell for spell, first in zip(spells, told, strict=True) if any(_together(each, other) for other in first)
        ]
        if len(fitting) == 1:
            fitting[0].append(each)
        else:
            alone.append(each)
    undated = [each for each in alone if not _dated(each)]
    return spells + _stretches([each for each in alone if _dated(each)]) + ([undated] if undated else [])


def _stretches(dated: list[Proposition]) -> list[list[Proposition]]:
    """Dated propositions in order of time, a new stretch where one begins after all before have ended."""
    stretches: list[list[Proposition]] = []
    for each in dated:
        if stretches and any(_together(each, other) for other in stretches[-1]):
            stretches[-1].append(each)
        else:
            stretches.append([each])
    return stretches


def _extent(each: Proposition) -> tuple[str, str]:
    """First and last day that its claims allow; unbounded sides as the ends of the calendar."""
    asserted = [c.bounds for c in each.claims if c.asserts] or [c.bounds for c in each.claims]
    starts = [b.start_earliest or "0001-01-01" for b in asserted]
    ends = [b.end_latest or "9999-12-31" for b in asserted]
    return min(starts, default="0001-01-01"), max(ends, default="9999-12-31")


def _dated(each: Proposition) -> bool:
    return _extent(each) != ("0001-01-01", "9999-12-31")


def _together(one: Proposition, other: Proposition) -> bool:
    """Whether neither ended before the other began."""
    a, b = _extent(one), _extent(other)
    return a[0] <= b[1] and b[0] <= a[1]
