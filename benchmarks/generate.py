"""A made-up war of any size, as claim rows: the same rows for the same seed.

Its proportions follow the real data: some actors are in most ties, coalitions have 3 to 12 members with dated spells,
pairs are allied, rival or at war, a tenth of the claims is hedged or disputed, events have two to four participants.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from conflictkg import claims
from conflictkg.dates import event_bounds, tie_bounds
from conflictkg.namespaces import thing

TRIPLES_PER_ROW = 29
_START = date(2011, 1, 1).toordinal()
_KINDS = ("Membership",) * 5 + ("Alliance", "Alliance", "Rivalry", "Hostility", "Affiliation", "Sponsorship")
_SPACE = "made-up"


def rows(triples: int, seed: int = 1) -> Iterator[claims.Row]:
    """Claim rows that make a store of about so many triples, what is derived included."""
    draw = random.Random(seed)
    count = max(20, triples // TRIPLES_PER_ROW)
    groups, coalitions = _ids("group", count // 20 + 5), _ids("coalition", count // 200 + 2)
    places, sources, attesters = _ids("place", count // 50 + 5), _ids("source", 50), _ids("monitor", 20)
    yield claims.Dataset(_SPACE, "A made-up war", coverage_from="2011", coverage_to="2020")
    for kind, things in (("ArmedGroup", groups), ("Coalition", coalitions), ("MonitoringOrganisation", attesters)):
        for iri in things:
            yield claims.Actor(iri, kind, _label(iri))
    for iri in places:
        yield claims.Place(iri, "Settlement", _label(iri))
    for number, iri in enumerate(sources):
        yield claims.Source(iri, f"Report {number}", "report", attesters[number % 20], published="2020-12-31")
    for number in range(count):
        claim = _claim(draw, number, sources, attesters)
        if number % 4 == 3:
            yield from _event(draw, number, groups, places, claim)
        else:
            yield _tie(draw, number, groups, coalitions, claim)


def events(count: int, seed: int = 1) -> Iterator[claims.Row]:
    """So many events with two participants each, as a large event dataset has them."""
    draw = random.Random(seed)
    groups, places = _ids("group", 500), _ids("place", 2000)
    sources, attesters = _ids("source", 50), _ids("monitor", 20)
    for number in range(count):
        yield from _event(draw, number, groups, places, _claim(draw, number, sources, attesters))


def _ids(kind: str, count: int) -> list[str]:
    space = "place" if kind == "place" else "source" if kind == "source" else "actor"
    return [thing(_SPACE, space, f"{kind}-{number}") for number in range(count)]


def _label(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].replace("-", " ").title()


def _claim(draw: random.Random, number: int, sources: list[str], attesters: list[str]) -> claims.Claim:
    return claims.Claim(
        source=draw.choice(sources),
        locator=claims.Locator(f"page {number % 90}"),
        stance="disputes" if draw.random() < 0.05 else "asserts",
        attester=draw.choice(attesters),
        key=str(number),
        hedge="reportedly" if draw.random() < 0.1 else "",
        confidence=draw.randint(1, 3),
        coder="generator",
    )


def _popular(draw: random.Random, things: list[str]) -> str:
    """A few are drawn often, most seldom."""
    return things[int(len(things) * draw.random() ** 2)]


def _tie(draw: random.Random, number: int, groups: list[str], coalitions: list[str], claim: claims.Claim) -> claims.Tie:
    kind = draw.choice(_KINDS)
    source = _popular(draw, groups)
    target = draw.choice(coalitions) if kind == "Membership" else _popular(draw, groups)
    if source == target:
        target = groups[(groups.index(target) + 1) % len(groups)]
    since = _day(draw)
    until = draw.choice(("", "..", (date.fromisoformat(since) + timedelta(days=draw.randint(30, 900))).isoformat()))
    dated = claim._replace(when=f"{since}/{until}", bounds=tie_bounds(since, until, "", "2020-12-31"))
    return claims.Tie(kind, source, target, dated, spell=str(number))


def _event(
    draw: random.Random, number: int, groups: list[str], places: list[str], claim: claims.Claim
) -> Iterator[claims.Row]:
    day = _day(draw)
    dated = claim._replace(when=day, bounds=event_bounds(day))
    event = thing(_SPACE, "event", str(number))
    kind = draw.choice(("Battle", "Capture", "Strike"))
    yield claims.Event(event, kind, f"{kind} {number}", dated, draw.choice(places))
    roles = ("gainsControl", "losesControl") if kind == "Capture" else ("attacker", "target")
    for part, role in enumerate(roles):
        told = dated._replace(key=f"{number}-{part}")
        yield claims.Participation(event, _popular(draw, groups), role, told)


def _day(draw: random.Random) -> str:
    return date.fromordinal(_START + draw.randint(0, 3600)).isoformat()
