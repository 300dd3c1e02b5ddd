"""Co-belligerents of a side that a judgement joins to a named coalition are told as its members.

UCDP numbers temporary coalitions and says who fought in them on one side. That makes nobody a member of anything, until
somebody judges that such a side and a named coalition, one that has members, are the same. Then who is said to fight on
that side is said to be in the coalition: the claim counts as one on a membership. Without the judgement it is what it
was, and who is said to fight beside a coalition that has members under its own id is no member by that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from conflictkg.derive.material import Proposition

_ENDS = ("fromActor", "toActor")


def read(
    propositions: Iterable[Proposition], kinds: Mapping[str, str], canonical: Callable[[str], str]
) -> Iterator[Proposition]:
    """The propositions, with co-belligerencies in a named coalition as memberships of it.

    ``kinds`` gives the class of an actor by its id.
    """
    told = list(propositions)
    own = {
        each.links["toActor"]
        for each in told
        if each.kind == "Membership" and "toActor" in each.links and any(claim.asserts for claim in each.claims)
    }
    named = {canonical(coalition) for coalition in own}
    for each in told:
        member = _member(each, kinds, canonical, own, named) if each.kind == "CoBelligerence" else None
        yield member or each


def _member(
    each: Proposition, kinds: Mapping[str, str], canonical: Callable[[str], str], own: set[str], named: set[str]
) -> Proposition | None:
    """A co-belligerency as a membership.

    None where neither or both of its ends are sides, the side has no name, or has members of its own beside whom one
    can fight without being one.
    """
    sides = [each.links[end] for end in _ENDS if kinds.get(each.links.get(end, "")) == "Coalition"]
    if len(sides) != 1 or sides[0] in own or canonical(sides[0]) not in named:
        return None
    actor = next(each.links[end] for end in _ENDS if each.links[end] != sides[0])
    member = Proposition(each.iri, "Membership", told=each.kind)
    member.dataset, member.claims = each.dataset, each.claims
    member.links = {"fromActor": actor, "toActor": sides[0]}
    return member
