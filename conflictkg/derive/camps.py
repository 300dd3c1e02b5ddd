"""Who is interested: an attester that is, or is aligned with, a party or an adversary of a party.

A camp is an actor with all that it is aligned with, belongs to or acts under, as far as anybody asserts it. Adversaries
are the two sides of a hostility, rivalry or competition and those in opposed roles of one event. The latter are looked
up for those whom an attester belongs to: to hold all sides of all events would take memory for each event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from conflictkg.derive.material import Proposition
from conflictkg.derive.spells import Spell
from conflictkg.vocabulary import vocabulary

_Parts = Iterable[Proposition]

_UPWARD = ("Alignment", "Membership", "Leadership", "Affiliation", "Allegiance", "Command")
_AGAINST = ("Hostility", "Rivalry", "Competition")
_PARTY_LINKS = ("participant", "groupCounted", "nameOf", "subjectOf", "objectOf", "estimateOf")


class Camps:
    """Camps and adversaries of one store.

    ``canonical`` maps an actor's id to its canonical one; ``fights`` gives the participations in each event in which an
    actor has a part, by its canonical id; ``changed`` maps an organisational change to the actors before and after it.
    """

    def __init__(
        self,
        ties: Iterable[Spell],
        canonical: Callable[[str], str],
        fights: Callable[[str], Iterable[_Parts]],
        changed: Mapping[str, Iterable[str]],
    ) -> None:
        self._canonical, self._fights, self._changed = canonical, fights, changed
        self._up: dict[str, set[str]] = {}
        self._against: dict[str, set[str]] = {}
        self._down: dict[str, set[str]] = {}
        self._concerns: dict[str, frozenset[str]] = {}
        self._enemies: dict[str, set[str]] = {}
        self._sides: dict[str, set[str]] = {}
        for tie in ties:
            if any(claim.asserts for claim in tie.claims):
                self._take(tie)

    def _take(self, tie: Spell) -> None:
        if tie.kind in _UPWARD:
            self._up.setdefault(tie.source, set()).add(tie.target)
            self._down.setdefault(tie.target, set()).add(tie.source)
        if tie.kind in _AGAINST:
            self._against.setdefault(tie.source, set()).add(tie.target)
            self._against.setdefault(tie.target, set()).add(tie.source)

    def meet(self, spells: Iterable[Spell]) -> None:
        """Learn who takes part in the events of a batch; what was learnt of another batch is let go."""
        self._sides = {}
        for spell in spells:
            if spell.kind == "Participation" and any(claim.asserts for claim in spell.claims):
                actors = self._sides.setdefault(spell.links["participationIn"], set())
                actors.add(self._canonical(spell.links["participant"]))

    def adversaries(self, actor: str) -> set[str]:
        """Whom an actor is against by a tie, or faces in an opposed role of an event."""
        if actor not in self._enemies:
            found = set(self._against.get(actor, ()))
            for parts in self._fights(actor):
                roles: dict[str, set[str]] = {}
                for part in parts:
                    if any(claim.asserts for claim in part.claims):
                        role = part.links["participantRole"].rsplit("#", 1)[-1]
                        roles.setdefault(role, set()).add(self._canonical(part.links["participant"]))
                found |= _opposed(actor, roles)
            self._enemies[actor] = found
        return self._enemies[actor]

    def parties(self, spell: Spell) -> set[str]:
        """The actors that a proposition is about; those of an event are its participants, and whom it changes."""
        found = {spell.source, spell.target} - {""}
        found |= {self._canonical(spell.links[n]) for n in _PARTY_LINKS if n in spell.links}
        for event in (spell.iri, spell.links.get("estimateOf", ""), spell.links.get("subjectOf", "")):
            found |= self._sides.get(event, set())
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
            against = {enemy for each in own for enemy in self.adversaries(each)}
            self._concerns[attester] = frozenset(own | _reach(against, self._down))
        return self._concerns[attester]

    def interested(self, attester: str, parties: set[str]) -> bool:
        """Whether an attester is, or is aligned with, a party or an adversary of a party."""
        return bool(attester) and not self.concern(self._canonical(attester)).isdisjoint(parties)


def _opposed(actor: str, roles: dict[str, set[str]]) -> set[str]:
    """Who has a role in an event that is opposed to one of an actor's; it is so for both, whichever is told so."""
    found: set[str] = set()
    for role, others in vocabulary().opposed.items():
        for other in others:
            for own, against in ((role, other), (other, role)):
                if actor in roles.get(own, ()):
                    found |= roles.get(against, set()) - {actor}
    return found


def _reach(start: set[str], steps: dict[str, set[str]]) -> set[str]:
    """All that can be reached, the start included."""
    seen, queue = set(start), list(start)
    while queue:
        for each in steps.get(queue.pop(), ()):
            if each not in seen:
                seen.add(each)
                queue.append(each)
    return seen
