"""Policies: how claims become a status.

A policy is a query in ``queries/policies`` that maps a *profile* to a status. A profile is how many attesters of which
kind assert and oppose a proposition; a store has few different ones, so the query runs over those and not over claims.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox

from conflictkg.derive.camps import Camps
from conflictkg.derive.material import Claim
from conflictkg.derive.spells import Spell
from conflictkg.errors import QueryError
from conflictkg.namespaces import local
from conflictkg.resources import shipped
from conflictkg.store.base import syntax_message
from conflictkg.store.limits import refuse

TALLY = "https://w3id.org/conflictkg/tally#"


class Profile(NamedTuple):
    """How many claims of which kind a proposition has. The names are those of the ``tally:`` properties."""

    plain: int = 0
    interested: int = 0
    weak: int = 0
    disinterestedDenials: int = 0
    interestedDenials: int = 0
    weakDenials: int = 0
    origins: int = 0


def names() -> dict[str, str]:
    """The shipped policies: name -> what it says, from the first line of its file."""
    files = sorted(shipped("queries", "policies").glob("*.rq"))
    return {path.stem: path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ") for path in files}


def load(policy: str) -> tuple[str, str]:
    """The query of a policy and the source it is limited to (``source=ID``); raises :class:`QueryError`."""
    name, mark, source = policy.partition("=")
    if mark:
        name = "default" if name == "source" and source else policy
    own = policy.endswith(".rq")
    if not (Path(policy).is_file() if own else name in names()):
        known = ", ".join(names())
        raise QueryError(f'There is no policy "{policy}". Known: {known}, source=ID, or a file ending in .rq.')
    path = Path(policy) if own else shipped("queries", "policies", f"{name}.rq")
    try:
        return path.read_text(encoding="utf-8"), source
    except UnicodeDecodeError:
        raise QueryError(f"{policy}: the policy is not UTF-8. Save it as UTF-8 and try again.") from None
    except OSError as error:
        raise QueryError(f"{policy}: the policy cannot be read: {error.strerror}.") from None


def counted(claims: Iterable[Claim], canonical: Callable[[str], str]) -> list[Claim]:
    """The claims that count: without retracted ones, and the latest word of an attester in place of earlier ones."""
    claims = list(claims)
    if len(claims) == 1 and claims[0].stance != "retracts":
        return claims
    last: dict[str, Claim] = {}
    for claim in claims:
        who = canonical(claim.attester)
        if who and claim.issued > (last[who].issued if who in last else ""):
            last[who] = claim
    kept = []
    for claim in claims:
        latest = last.get(canonical(claim.attester))
        withdrawn = latest is not None and claim.issued < latest.issued and claim.stance != latest.stance
        if claim.stance != "retracts" and not withdrawn:
            kept.append(claim)
    retracted = {canonical(c.attester) for c in claims if c.stance == "retracts" and c.attester}
    return [c for c in kept if canonical(c.attester) not in retracted or _after_retraction(c, claims, canonical)]


def _after_retraction(claim: Claim, claims: list[Claim], canonical: Callable[[str], str]) -> bool:
    """Whether an attester said it again after taking it back."""
    who = canonical(claim.attester)
    return all(c.issued < claim.issued for c in claims if c.stance == "retracts" and canonical(c.attester) == who)


def origin(claim: Claim, canonical: Callable[[str], str]) -> str:
    """What a claim rests on: a source it was taken from, else its attester, else the source it stands in."""
    return claim.origin or canonical(claim.attester) or claim.source


_KINDS = {"plain": 0, "interested": 1, "weak": 2}


def standing(claim: Claim, interested: bool) -> str:
    """How a counted claim is taken: plain, interested, or weak (hedged or by nobody named)."""
    if claim.asserts and (claim.constitutive or (claim.attester and not claim.hedge and not interested)):
        return "plain"
    if interested:
        return "interested"
    return "plain" if claim.opposes and claim.attester else "weak"


def standings(spell: Spell, claims: list[Claim], camps: Camps) -> list[str]:
    """The standing of each counted claim of a proposition."""
    parties = camps.parties(spell)
    return [standing(claim, camps.interested(claim.attester, parties)) for claim in claims]


def profile(claims: list[Claim], standings: list[str], canonical: Callable[[str], str]) -> Profile:
    """The profile of a proposition's counted claims, given the standing of each."""
    tally, origins = [0] * 6, set()
    for claim, told in zip(claims, standings, strict=True):
        if claim.asserts:
            tally[_KINDS[told]] += 1
            origins.add(origin(claim, canonical))
        elif claim.opposes:
            tally[3 + _KINDS[told]] += 1
    return Profile._make([*tally, len(origins)])


def statuses(query: str, profiles: Iterable[Profile]) -> dict[Profile, str]:
    """Profile -> status (local name), by running a policy's query over the different profiles."""
    refuse(query)
    engine = ox.Store()
    nodes = {}
    for each in set(profiles):
        node = ox.NamedNode(TALLY + "-".join(map(str, each)))
        nodes[node.value] = each
        for name, value in each._asdict().items():
            number = ox.Literal(str(value), datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
            engine.add(ox.Quad(node, ox.NamedNode(TALLY + name), number))
    try:
        solutions: Any = engine.query(query)
        found = {nodes[row["profile"].value]: local(row["status"].value) for row in solutions}
    except SyntaxError as error:
        raise QueryError(f"The policy cannot be run. {syntax_message(error.msg or str(error), query)}") from None
    except (ValueError, AttributeError, TypeError) as error:
        raise QueryError(f"The policy cannot be run: {error}. It must SELECT ?profile ?status.") from None
    missing = set(nodes.values()) - set(found)
    if missing:
        raise QueryError(f"The policy gives no status for {min(missing)}.")
    return found
