"""Who is interested: an attester that is, or is aligned with, a party or an adversary of a party.

A camp is an actor with all that it is aligned with, belongs to or acts under, as far as anybody asserts it. Adversaries
are the two sides of a hostility, rivalry or competition and those in opposed roles of one event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from conflictkg.derive.spells import Spell
from conflictkg.vocabulary import vocabulary

_UPWARD = ("Alignment", "Membership", "Leadership", "Affiliation", "Allegiance", "Command")
_AGAINST = ("Hostility", "Rivalry", "Competition")
_PARTY_LINKS = ("participant", "groupCounted", "nameOf", "subjectOf", "objectOf", "estimateOf")


class Camps:
    """Camps and adversaries of one store. ``canonical`` maps an actor's id to its canonical one."""

    def __init__(self, spells: Iterable[Spell], canonical: Callable[[str], str]) -> None:
        self._canonical = canonical
        self._up: dict[str, set[str]] = {}
        self._against: dict[str, set[str]] = {}
        self._camps: dict[str, frozenset[str]] = {}
        self._roles: dict[str, dict[str, set[str]]] = {}
        for spell in spells:
            if any(claim.asserts for claim in spell.claims):
                self._take(spell)
        for roles in self._roles.values():
            self._oppose(roles)

    def _take(self, spell: Spell) -> None:
        if spell.kind in _UPWARD:
            self._up.setdefault(spell.source, set()).add(spell.target)
        if spell.kind in _AGAINST:
            self._against.setdefault(spell.source, set()).add(spell.target)
            self._against.setdefault(spell.target, set()).add(spell.source)
        if spell.kind == "Participation":
            links = spell.links
            event = self._roles.setdefault(links.get("participationIn", ""), {})
            role = links.get("participantRole", "").rsplit("#", 1)[-1]
            event.setdefault(role, set()).add(self._canonical(links.get("participant", "")))

    def _oppose(self, roles: dict[str, set[str]]) -> None:
        opposed = vocabulary().opposed
        for role, actors in roles.items():
            for other in opposed.get(role, ()):
                for actor in actors:
                    against = roles.get(other, set()) - {actor}
                    self._against.setdefault(actor, set()).update(against)
                    for each in against:
                        self._against.setdefault(each, set()).add(actor)

    def camp(self, actor: str) -> frozenset[str]:
        """The actor with all above it."""
        if actor not in self._camps:
            seen, queue = {actor}, [actor]
            while queue:
                for above in self._up.get(queue.pop(), ()):
                    if above not in seen:
                        seen.add(above)
                        queue.append(above)
            self._camps[actor] = frozenset(seen)
        return self._camps[actor]

    def parties(self, spell: Spell) -> set[str]:
        """The actors that a proposition is about; those of an event are its participants."""
        found = {spell.source, spell.target} - {""}
        found |= {self._canonical(spell.links[n]) for n in _PARTY_LINKS if n in spell.links}
        for event in (spell.iri, spell.links.get("estimateOf", ""), spell.links.get("subjectOf", "")):
            for actors in self._roles.get(event, {}).values():
                found |= actors
        return found

    def concerned(self, spell: Spell) -> frozenset[str]:
        """The camps of the parties and of their adversaries."""
        found: set[str] = set()
        for party in self.parties(spell):
            for each in self.camp(party):
                found.add(each)
                for adversary in self._against.get(each, ()):
                    found |= self.camp(adversary)
        return frozenset(found)

    def interested(self, attester: str, concerned: frozenset[str]) -> bool:
        """Whether an attester's camp is among those concerned."""
        return bool(attester) and not concerned.isdisjoint(self.camp(self._canonical(attester)))
