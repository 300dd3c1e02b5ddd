"""What the tail of an answer says of a spell: since, until, last evidence, origins, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from conflictkg.dates import Bounds, DateError, parse, split
from conflictkg.derive.material import Claim
from conflictkg.derive.policy import Profile
from conflictkg.derive.reading import Material
from conflictkg.derive.spells import Spell
from conflictkg.namespaces import dataset_name
from conflictkg.vocabulary import vocabulary

_EVER = ("0001-01-01", "9999-12-31")


class Dated(NamedTuple):
    """What a claim tells of time."""

    bounds: Bounds
    when: str
    seen: str


class Times(NamedTuple):
    """When a spell holds, as EDTF; ``last_evidence`` is the last day on which a claim has it hold."""

    since: str
    until: str
    last_evidence: str
    certain: tuple[str, ...]
    possible: tuple[str, ...]
    conflicts: tuple[str, ...]


class Summary(NamedTuple):
    """A spell as a whole."""

    status: str
    times: Times
    end_reason: str
    sources: str
    datasets: str
    origins: int

    def within(self, whole: Summary | None) -> Summary:
        """The same with the windows of the whole that it is a figure of, where no claim dates the figure."""
        if whole is None or self.times.last_evidence or self.times.since or self.times.until:
            return self
        return self._replace(times=self.times._replace(certain=whole.times.certain, possible=whole.times.possible))

    def texts(self) -> Iterator[tuple[str, str]]:
        """Property and value of what is told."""
        pairs = (
            ("since", self.times.since),
            ("until", self.times.until),
            ("tieEndReason", self.end_reason),
            ("lastEvidence", self.times.last_evidence),
            ("sourceNames", self.sources),
            ("datasetNames", self.datasets),
        )
        yield from (pair for pair in pairs if pair[1])
        yield from (("certainDuring", window) for window in self.times.certain)
        yield from (("possibleDuring", window) for window in self.times.possible)
        yield from (("dateConflict", end) for end in self.times.conflicts)


def evidence(claims: list[Claim]) -> list[Claim]:
    """The claims that date a spell: those that assert it, or all where none does."""
    return [c for c in claims if c.asserts] or claims


def summarise(spell: Spell, claims: list[Claim], profile: Profile, status: str, material: Material) -> Summary:
    """The summary of a spell over its evidence."""
    told = evidence(claims)
    return Summary(
        status=status,
        times=_times(tuple([Dated(c.bounds, c.when, c.seen) for c in told])),
        end_reason="; ".join(sorted({vocabulary().label(c.end_reason) for c in told if c.end_reason})),
        sources="; ".join(sorted({(material.title(c.source) if c.source else "") or c.source for c in told})),
        datasets="; ".join(sorted({_dataset(c, material) for c in told})),
        origins=profile.origins,
    )


@lru_cache(maxsize=4096)
def _times(told: tuple[Dated, ...]) -> Times:
    """When a spell holds. Worked out once for all whose claims tell the same of time, as do those of one day."""
    ends = [_ends(c.when) for c in told]
    return Times(
        since=agreed(start for start, _ in ends),
        until=agreed(end for _, end in ends),
        last_evidence=_last_evidence(told),
        certain=windows(_certain(told)),
        possible=windows(_possible([c.bounds for c in told])),
        conflicts=tuple(_conflicts(told)),
    )


def _conflicts(told: Sequence[Dated]) -> Iterator[str]:
    """Whether claims exclude each other on when it began or ended: one has it over before another has it begin."""
    bounds = [c.bounds for c in told]
    for end, earliest, latest in (
        ("start", [b.start_earliest for b in bounds], [b.start_latest for b in bounds]),
        ("end", [b.end_earliest for b in bounds], [b.end_latest for b in bounds]),
    ):
        first, last = [day for day in latest if day], [day for day in earliest if day]
        if first and last and min(first) < max(last):
            yield end


def _possible(told: list[Bounds]) -> Iterator[tuple[str, str]]:
    """When a spell can hold, by each claim.

    A bound that a claim does not tell is that of the claims which do, and no bound where none does: who saw a member in
    May says nothing against its leaving in October. What a claim saw is inside its own window in any case.
    """
    starts = [b.start_earliest for b in told if b.start_earliest]
    ends = [b.end_latest for b in told if b.end_latest]
    first, last = min(starts, default=_EVER[0]), max(ends, default=_EVER[1])
    for each in told:
        yield (
            each.start_earliest or min(first, each.start_latest or first),
            each.end_latest or max(last, each.end_earliest or last),
        )


def _certain(told: Sequence[Dated]) -> Iterator[tuple[str | None, str | None]]:
    """When a spell certainly holds: by one claim that saw it, or where all claims that date it agree.

    Of the latter, each that tells a beginning must have it begun, and each that tells an end must not have it ended.
    """
    yield from ((c.bounds.start_latest, c.bounds.end_earliest) for c in told if c.seen)
    dated = [(c.bounds, *_ends(c.when)) for c in told if c.when]
    starts = [b.start_latest for b, start, _ in dated if start not in ("", "..")] or [
        b.start_latest for b, _, _ in dated
    ]
    ends = [b.end_earliest for b, _, end in dated if end] or [b.end_earliest for b, _, _ in dated]
    known = [day for day in starts if day], [day for day in ends if day]
    if dated and len(known[0]) == len(starts) and len(known[1]) == len(ends):
        yield max(known[0]), min(known[1])


def _last_evidence(told: Sequence[Dated]) -> str:
    """The last time at which a claim has it hold, as EDTF and no finer than the claim: a day, month, year or range."""
    dated = [c.bounds for c in told if c.bounds.end_earliest]
    if not dated:
        return ""
    first, last = max(
        (b.end_earliest or "", b.end_latest or max(b.start_latest or "", b.end_earliest or "")) for b in dated
    )
    if first == last:
        return first
    for shorter in (first[:7], first[:4]):
        span = parse(shorter)
        if (span.first.isoformat(), span.last.isoformat()) == (first, last):
            return shorter
    return f"[{first}..{last}]"


def windows(pairs: Iterable[tuple[str | None, str | None]]) -> tuple[str, ...]:
    """``start/end`` of each pair, without those that another one covers.

    Something holds in a period [a, b] by such a window where start <= b and end >= a. The latest start may lie after
    the earliest end: then it is certain for a longer period only.

    >>> windows([("2015-03-28", "2015-03-28"), ("2015-03-01", "2015-04-01"), (None, "2015-01-01")])
    ('2015-03-01/2015-04-01',)
    """
    known = sorted({(start, end) for start, end in pairs if start and end})
    kept: list[tuple[str, str]] = []
    for start, end in known:
        while kept and kept[-1][0] == start:
            kept.pop()
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return tuple(f"{start}/{end}" for start, end in kept)


def _dataset(claim: Claim, material: Material) -> str:
    return material.datasets.get(claim.dataset) or dataset_name(claim.dataset)


def _ends(when: str) -> tuple[str, str]:
    """Start and end of an EDTF text; a single date is both."""
    return split(when) or (when, when) if when else ("", "")


def agreed(texts: Iterable[str]) -> str:
    """One EDTF date for what several claims say: the narrowest that fits in all, else the set of all.

    >>> agreed(["2015", "2015-03"]), agreed(["2013", "2015-03"]), agreed(["", ".."])
    ('2015-03', '[2013,2015-03]', '..')
    """
    different = sorted({text for text in texts if text})
    if len(different) < 2:
        return different[0] if different else ""
    dated = [text for text in different if text != ".."]
    try:
        spans = {text: parse(text) for text in dated}
    except DateError:
        return "[" + ",".join(dated) + "]"
    narrow = min(dated, key=lambda t: (spans[t].last - spans[t].first, t))
    if all(s.first <= spans[narrow].first and spans[narrow].last <= s.last for s in spans.values()):
        return narrow
    return "[" + ",".join(text.strip("[]") for text in dated) + "]"
