"""Who is interested: an attester that is, or is aligned with, a party or an adversary of a party.

A camp is an actor with all that it is aligned with, belongs to or acts under, as far as anybody asserts it. Adversaries
are the two sides of a hostility, rivalry or competition and those in opposed roles of one event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from conflictkg.derive.spells import Spell
from conflictkg.vocabulary import vocabulary

_UPWARD = ("Alignment", "Membership", "Leadership", "Affiliation", "Allegiance", "Command")
_AGAINST = ("Hostility", "Rivalry", "Competition")
_PARTY_LINKS = ("participant", "groupCounted", "nameOf", "subjectOf", "objectOf", "estimateOf")


class Camps:
    """Camps and adversaries of one store.

    ``canonical`` maps an actor's id to its canonical one, ``changed`` an organisational change to the actors before and
    after it.
    """

    def __init__(
        self, spells: Iterable[Spell], canonical: Callable[[str], str], changed: Mapping[str, Iterable[str]]
    ) -> None:
        self._canonical = canonical
        self._up: dict[str, set[str]] = {}
        self._against: dict[str, set[str]] = {}
        self._down: dict[str, set[str]] = {}
        self._concerns: dict[str, frozenset[str]] = {}
        self._roles: dict[str, dict[str, set[str]]] = {}
        self._changed = changed
        for spell in spells:
            if any(claim.asserts for claim in spell.claims):
                self._take(spell)
        for roles in self._roles.values():
            self._oppose(roles)

    def _take(self, spell: Spell) -> None:
        if spell.kind in _UPWARD:
            self._up.setdefault(spell.source, set()).add(spell.target)
            self._down.setdefault(spell.target, set()).add(spell.source)
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

    def parties(self, spell: Spell) -> set[str]:
        """The actors that a proposition is about; those of an event are its participants, and whom it changes."""
        found = {spell.source, spell.target} - {""}
        found |= {self._canonical(spell.links[n]) for n in _PARTY_LINKS if n in spell.links}
        for event in (spell.iri, spell.links.get("estimateOf", ""), spell.links.get("subjectOf", "")):
            for actors in self._roles.get(event, {}).values():
                found |= actors
            found.update(map(self._canonical, self._changed.get(event, ())))
        return found

    def concern(self, attester: str) -> frozenset[str]:
        """The actors in whose affairs an attester is interested.

        Its camp and all below that, the adversaries of those, and all below the adversaries. Worked out once for each
        attester: there are few of them, and many propositions.
        """
        if attester not in self._concerns:
            camp = _reach({attester}, self._up)
            own = _reach(camp, self._down)
            against = {enemy for each in own for enemy in self._against.get(each, ())}
            self._concerns[attester] = frozenset(own | _reach(against, self._down))
        return self._concerns[attester]

    def interested(self, attester: str, parties: set[str]) -> bool:
        """Whether an attester is, or is aligned with, a party or an adversary of a party."""
        return bool(attester) and not self.concern(self._canonical(attester)).isdisjoint(parties)


def _reach(start: set[str], steps: dict[str, set[str]]) -> set[str]:
    """All that can be reached, the start included."""
    seen, queue = set(start), list(start)
    while queue:
        for each in steps.get(queue.pop(), ()):
            if each not in seen:
                seen.add(each)
                queue.append(each)
    return seen
