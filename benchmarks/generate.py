"""A made-up war of any size, as claim rows: the same rows for the same seed.

Its proportions follow the real data: some actors are in most ties, coalitions have 3 to 12 members with dated spells,
pairs are allied, rival or at war, a tenth of the claims is hedged or disputed, a seventh of the ties is told twice with
another date, events have two participants and often a figure, groups have several names and sometimes split.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from conflictkg import claims
from conflictkg.dates import event_bounds, tie_bounds
from conflictkg.namespaces import thing

TRIPLES_PER_ROW = 63
_START = date(2011, 1, 1).toordinal()
_KINDS = ("Membership",) * 5 + ("Alliance", "Alliance", "Rivalry", "Hostility", "Affiliation", "Sponsorship")
_SELDOM = ("Pledge", "Allegiance", "Leadership", "TerritorialControl")
_SPACE = "made-up"


class Cast(NamedTuple):
    """Who and what there is."""

    groups: list[str]
    coalitions: list[str]
    places: list[str]
    sources: list[str]
    attesters: list[str]


def rows(triples: int, seed: int = 1) -> Iterator[claims.Row]:
    """Claim rows that make a store of about so many triples, what is derived included."""
    draw = random.Random(seed)
    count = max(20, triples // TRIPLES_PER_ROW)
    cast = _cast(count)
    yield from _things(cast)
    for number in range(count):
        claim = _claim(draw, number, cast)
        turn = number % 8
        if turn == 7:
            yield _name(draw, number, cast, claim)
        elif turn == 3 and number % 40 == 3:
            yield _split(draw, number, cast, claim)
        elif turn in (1, 3, 5):
            yield from _event(draw, number, cast, claim)
        else:
            yield from _tie(draw, number, cast, claim)


def ties(count: int, seed: int = 1) -> Iterator[claims.Row]:
    """So many ties and nothing else."""
    draw = random.Random(seed)
    cast = _cast(count)
    yield from _things(cast)
    for number in range(count):
        yield next(_tie(draw, number, cast, _claim(draw, number, cast)))


def events(count: int, seed: int = 1) -> Iterator[claims.Row]:
    """So many events with two participants each, as a large event dataset has them."""
    draw = random.Random(seed)
    cast = _cast(10_000)
    for number in range(count):
        yield from _event(draw, number, cast, _claim(draw, number, cast))


def _cast(count: int) -> Cast:
    return Cast(
        groups=_ids("actor", "group", count // 20 + 5),
        coalitions=_ids("actor", "coalition", count // 100 + 2),
        places=_ids("place", "place", count // 50 + 5),
        sources=_ids("source", "source", count // 40 + 50),
        attesters=_ids("actor", "monitor", count // 500 + 20),
    )


def _things(cast: Cast) -> Iterator[claims.Row]:
    yield claims.Dataset(_SPACE, "A made-up war", coverage_from="2011", coverage_to="2020")
    for kind, actors in (
        ("ArmedGroup", cast.groups),
        ("Coalition", cast.coalitions),
        ("MonitoringOrganisation", cast.attesters),
    ):
        for iri in actors:
            yield claims.Actor(iri, kind, _label(iri))
    for iri in cast.places:
        yield claims.Place(iri, "Settlement", _label(iri))
    for number, iri in enumerate(cast.sources):
        attester = cast.attesters[number % len(cast.attesters)]
        yield claims.Source(iri, f"Report {number}", "report", attester, published="2020-12-31")


def _ids(kind: str, name: str, count: int) -> list[str]:
    return [thing(_SPACE, kind, f"{name}-{number}") for number in range(count)]


def _label(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].replace("-", " ").title()


def _claim(draw: random.Random, number: int, cast: Cast) -> claims.Claim:
    return claims.Claim(
        source=draw.choice(cast.sources),
        locator=claims.Locator(f"page {number % 90}"),
        stance="disputes" if draw.random() < 0.05 else "asserts",
        attester=draw.choice(cast.attesters),
        key=str(number),
        hedge="reportedly" if draw.random() < 0.1 else "",
        confidence=draw.randint(1, 3),
        coder="generator",
    )


def _popular(draw: random.Random, things: list[str]) -> str:
    """A few are drawn often, most seldom."""
    return things[int(len(things) * draw.random() ** 2)]


def _tie(draw: random.Random, number: int, cast: Cast, claim: claims.Claim) -> Iterator[claims.Row]:
    kind = draw.choice(_KINDS) if number % 10 else draw.choice(_SELDOM)
    source = _popular(draw, cast.groups)
    target = _popular(draw, cast.groups)
    if kind in ("Membership", "Leadership"):
        target = draw.choice(cast.coalitions)
    elif kind == "TerritorialControl":
        target = draw.choice(cast.places)
    elif source == target:
        target = cast.groups[(cast.groups.index(target) + 1) % len(cast.groups)]
    support = "weapons" if kind == "Sponsorship" else ""
    tie = claims.Tie(kind, source, target, _dated(draw, claim), support=support, spell=str(number))
    yield tie
    if draw.random() < 0.15:
        yield tie._replace(claim=_dated(draw, _claim(draw, number, cast)._replace(key=f"{number}-again")))


def _dated(draw: random.Random, claim: claims.Claim) -> claims.Claim:
    since = _day(draw)
    until = draw.choice(("", "..", (date.fromisoformat(since) + timedelta(days=draw.randint(30, 900))).isoformat()))
    return claim._replace(when=f"{since}/{until}", bounds=tie_bounds(since, until, "", "2020-12-31"))


def _event(draw: random.Random, number: int, cast: Cast, claim: claims.Claim) -> Iterator[claims.Row]:
    day = _day(draw)
    dated = claim._replace(when=day, bounds=event_bounds(day))
    event = thing(_SPACE, "event", str(number))
    kind = draw.choice(("Battle", "Capture", "Strike"))
    yield claims.Event(event, kind, f"{kind} {number}", dated, draw.choice(cast.places))
    roles = ("gainsControl", "losesControl") if kind == "Capture" else ("attacker", "target")
    for part, role in enumerate(roles):
        told = dated._replace(key=f"{number}-{part}")
        yield claims.Participation(event, _popular(draw, cast.groups), role, told)
    if draw.random() < 0.3:
        low = draw.randint(0, 20)
        told = dated._replace(key=f"{number}-dead", low=low, best=low + 2, high=low + 9)
        yield claims.Estimate(event, "killed", told)


def _name(draw: random.Random, number: int, cast: Cast, claim: claims.Claim) -> claims.Name:
    of = _popular(draw, cast.groups)
    return claims.Name(of, f"{_label(of)} Brigade {number}", claim, "en", draw.choice(("alias", "acronym")))


def _split(draw: random.Random, number: int, cast: Cast, claim: claims.Claim) -> claims.Event:
    day = _day(draw)
    dated = claim._replace(when=day, bounds=event_bounds(day))
    event = thing(_SPACE, "event", str(number))
    before, after = (_popular(draw, cast.groups),), (draw.choice(cast.groups),)
    return claims.Event(event, "Splinter", f"Split {number}", dated, before=before, after=after)


def _day(draw: random.Random) -> str:
    return date.fromordinal(_START + draw.randint(0, 3600)).isoformat()
