"""How spells run: the bar of a tie from its dates, of an organisation from its changes; bars side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from conflictkg.dates import DateError, parse
from conflictkg.draw.lanes import EXISTS, Bar
from conflictkg.namespaces import local, short
from conflictkg.reports import Row
from conflictkg.vocabulary import vocabulary

BEGINNINGS = frozenset(("Formation", "Merger", "Splinter", "TemporarySplit", "Renaming"))
"""Changes after which those that they resulted in are there."""
ENDINGS = frozenset(("Dissolution", "Merger", "Absorption", "Renaming"))
"""Changes after which those that were before are there no more; one that is on both sides goes on."""


class Change(NamedTuple):
    """An organisational change with the ids of those before and after; ``first`` and ``last`` day, "" if undated."""

    id: str
    kind: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    since: str
    until: str
    status: str
    sources: tuple[str, ...]
    origins: int
    first: str
    last: str

    @property
    def parties(self) -> frozenset[str]:
        """All that it concerns."""
        return frozenset((*self.before, *self.after))


def days(text: str) -> tuple[str, str]:
    """The first and last day that an EDTF text can mean; empty where it sets no bound.

    >>> days("2015-03"), days(".."), days("[..2015-03-28]")
    (('2015-03-01', '2015-03-31'), ('', ''), ('', '2015-03-28'))
    """
    try:
        first, last = parse(text)
    except DateError:
        return "", ""
    return "" if first == date.min else first.isoformat(), "" if last == date.max else last.isoformat()


def course(rows: Sequence[Row], certainty: str = "") -> Bar:
    """The bar of a tie from its rows in the report ``lanes``, one for each window in which it is certain."""
    row = rows[0]
    relation = vocabulary().relations[local(row["class"])]
    windows = sorted({(start, end) for start, _, end in (r["window"].partition("/") for r in rows) if start <= end})
    certain = tuple(window for window in windows if window != ("", ""))
    (start_earliest, start_latest), (end_earliest, end_latest) = days(row["since"]), days(row["until"])
    if certain:
        start_latest = min(filter(None, (start_latest, certain[0][0])))
        end_earliest = max(end_earliest, certain[-1][1])
    return Bar(
        id=short(row["tie"]),
        relation=relation.shortcut,
        label=relation.label,
        since=row["since"],
        until=row["until"],
        start_earliest=start_earliest,
        start_latest=start_latest,
        end_earliest=end_earliest,
        end_latest=end_latest,
        end="open" if row["until"] == ".." else "known" if end_latest else "unknown",
        certain=certain,
        role=row["role"],
        end_reason=row["end_reason"],
        last_evidence=row["last_evidence"],
        status=row["status"],
        certainty=certainty,
        sources=tuple(row["sources"].split("; ")),
        origins=int(row["origins"]),
    )


def lives(actor: str, changes: Iterable[Change]) -> tuple[Bar, ...]:
    """How long an organisation was there, as far as its changes tell: a bar for each time that it was founded."""
    found: list[Bar] = []
    began: Change | None = None
    for change in sorted((each for each in changes if each.first), key=lambda each: (each.first, each.last, each.id)):
        begins = actor in change.after and actor not in change.before and change.kind in BEGINNINGS
        ends = actor in change.before and actor not in change.after and change.kind in ENDINGS
        if ends:
            found.append(_life(began, change))
            began = None
        elif begins and began is None:
            began = change
    return (*found, _life(began, None)) if began else tuple(found)


def _life(began: Change | None, ended: Change | None) -> Bar:
    """From one change to another; what is in doubt of either is in doubt of the bar."""
    told = [change for change in (began, ended) if change]
    certain = (began.last if began else told[0].first, ended.first if ended else told[0].last)
    return Bar(
        id=told[0].id,
        relation=EXISTS,
        label="existed",
        since=began.since if began else "",
        until=ended.since if ended else "",
        start_earliest=began.first if began else "",
        start_latest=began.last if began else "",
        end_earliest=ended.first if ended else "",
        end_latest=ended.last if ended else "",
        end="known" if ended else "unknown",
        certain=(certain,) if certain[0] <= certain[1] else (),
        status=next((change.status for change in told if change.status != "accepted"), "accepted"),
        sources=tuple(sorted({source for change in told for source in change.sources})),
        origins=min(change.origins for change in told),
    )


def side_by_side(bars: Sequence[Bar]) -> tuple[tuple[Bar, ...], int]:
    """The bars by relation and first day, each on the first track that is free by then, and the number of tracks.

    Each relation has tracks of its own. An open end takes its track to the end, so does a bar without any date; an
    unknown end only to its last known day, since another spell tells that it ended.
    """
    kinds = sorted({bar.relation for bar in bars}, key=lambda relation: (relation == "leads", relation))
    placed: list[Bar] = []
    tracks = 0
    for kind in kinds:
        free: list[str] = []
        for bar in sorted((b for b in bars if b.relation == kind), key=lambda b: (b.first, b.id)):
            until = "9999" if bar.end == "open" or not bar.last else bar.last
            track = next((n for n, day in enumerate(free) if day < bar.first), len(free))
            free[track : track + 1] = [until]
            placed.append(replace(bar, track=tracks + track))
        tracks += len(free)
    return tuple(placed), max(tracks, 1)
