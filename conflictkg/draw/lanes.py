"""Who was in which coalition when, with no renderer in it: lanes with bars, changes between lanes, events across them.

A lane is an actor within a coalition; each of its spells is a bar. A bar is *certain* where the rule of ``--as-of``
has it so (its windows), possible between the earliest and latest day that sources give for its start and end. A source
that gives no date leaves every day possible; a lane shows that only where no source gives one, since else every bar
would run to both ends. Changes (renaming, splinter, merger, absorption ...) link lanes, events cross them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from conflictkg.draw.scene import Dataset

EXISTS = "exists"
"""The relation of a bar that tells how long an organisation was there, from its changes."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One spell. Days are ``YYYY-MM-DD``, empty where no source bounds that side; ``since``, ``until`` are EDTF.

    ``relation`` is ``memberOf``, ``leads`` or :data:`EXISTS`; ``certain`` the first and last days of the stretches in
    which it is certain; ``end`` is ``known``, ``open`` (said to be still going on) or ``unknown``; ``certainty`` that
    on the day asked (``certain``, ``possible``, ``excluded``; empty without one); ``track`` (0, 1 ...) its place
    among the bars of its lane, so that those that may overlap stand side by side.
    """

    id: str
    relation: str
    label: str
    since: str = ""
    until: str = ""
    start_earliest: str = ""
    start_latest: str = ""
    end_earliest: str = ""
    end_latest: str = ""
    end: str = "unknown"
    certain: tuple[tuple[str, str], ...] = ()
    role: str = ""
    end_reason: str = ""
    last_evidence: str = ""
    status: str = "accepted"
    certainty: str = ""
    sources: tuple[str, ...] = ()
    origins: int = 0
    track: int = 0

    @property
    def first(self) -> str:
        """The first day that a source gives for it in any way; empty where none does."""
        return min(filter(None, self._days()), default="")

    @property
    def last(self) -> str:
        """The last such day."""
        return max(filter(None, self._days()), default="")

    @property
    def spans(self) -> tuple[tuple[str, str], ...]:
        """The days that each of its start and end can be, and the first and last day on which it is certain."""
        ends = ((self.start_earliest, self.start_latest), (self.end_earliest, self.end_latest))
        told = ((first or last, last or first) for first, last in ends if first or last)
        return (*told, *((day, day) for window in self.certain for day in window))

    def _days(self) -> tuple[str, ...]:
        return (self.start_earliest, self.start_latest, self.end_earliest, self.end_latest)

    @property
    def stretches(self) -> tuple[tuple[str, str, str], ...]:
        """How it is drawn from left to right: what, its first and its last day; an empty day is the axis' end.

        ``certain``; ``uncertain``: between the days that sources give; ``open``: still going on when the last source
        came out; ``untold``: possible, since no source tells the start or end.

        >>> Bar("x", "memberOf", "", start_earliest="2015-03-01", start_latest="2015-03-31").stretches
        (('uncertain', '2015-03-01', '2015-03-31'), ('untold', '2015-03-31', ''))
        """
        first, last = self.first, self.last
        if not first:
            return (("untold", "", ""),)
        found = [("untold", "", first)] if not self.start_earliest else []
        day = first
        for start, end in self.certain:
            found += [("uncertain", day, start)] if day < start else []
            found.append(("certain", start, end))
            day = end
        found += [("uncertain", day, last)] if day < last or not self.certain else []
        if not self.end_latest:
            found.append(("open" if self.end == "open" else "untold", last, ""))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Lane:
    """An actor within a group: a coalition, or ``""`` for those outside; the coalition's own lane has both the same.

    ``id`` is ``GROUP|ACTOR``; ``tracks`` the number of bars that stand side by side.
    """

    id: str
    group: str
    actor: str
    label: str
    kind: str = ""
    bars: tuple[Bar, ...] = ()
    tracks: int = 1

    @property
    def heads(self) -> bool:
        """Whether it is the lane of the coalition itself."""
        return self.actor == self.group


@dataclass(frozen=True, slots=True)
class Connector:
    """An organisational change between lanes (their ids), on a day from ``first`` to ``last``.

    ``kind`` is the local name of its class (``Renaming``, ``Merger`` ...), ``relation`` the class in words. A renaming
    that keeps the actor has the same lane before and after.
    """

    id: str
    kind: str
    relation: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    first: str
    last: str
    since: str = ""
    until: str = ""
    status: str = "accepted"
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventLine:
    """Something that happened to actors of the lanes, on a day or days from ``first`` to ``last``."""

    id: str
    label: str
    kind: str
    kind_label: str
    first: str
    last: str
    since: str = ""
    until: str = ""
    status: str = "accepted"
    actors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lanes:
    """A whole picture; ``first`` and ``last`` are the days that the axis must hold, empty where nothing is dated."""

    title: str
    lanes: tuple[Lane, ...] = ()
    connectors: tuple[Connector, ...] = ()
    events: tuple[EventLine, ...] = ()
    first: str = ""
    last: str = ""
    as_of: str = ""
    policy: str = "default"
    datasets: tuple[Dataset, ...] = ()
    note: str = ""
    language: str = "en"

    def __len__(self) -> int:
        return len(self.lanes)


def among(lanes: Lanes, actors: set[str], title: str) -> Lanes:
    """Only the lanes of some actors, with the changes between them and their events, under another title."""
    kept = tuple(lane for lane in lanes.lanes if lane.actor in actors and (lane.group in actors or not lane.group))
    known = {lane.id for lane in kept}
    changes = (
        replace(c, before=tuple(x for x in c.before if x in known), after=tuple(x for x in c.after if x in known))
        for c in lanes.connectors
    )
    return replace(
        lanes,
        title=title,
        lanes=kept,
        connectors=tuple(c for c in changes if c.before or c.after),
        events=tuple(e for e in lanes.events if not actors.isdisjoint(e.actors)),
    )


def to_json(lanes: Lanes) -> dict[str, Any]:
    """The lanes as plain data: the fields of the records by their names, tuples as lists, empty fields left out.

    Each bar also has its ``stretches``.

    >>> to_json(Lanes("Nobody"))
    {'title': 'Nobody', 'policy': 'default', 'language': 'en'}
    """
    found: dict[str, Any] = _lean(asdict(lanes))
    for told, lane in zip(found.get("lanes", ()), lanes.lanes, strict=True):
        for bar, each in zip(told.get("bars", ()), lane.bars, strict=True):
            bar["stretches"] = [list(stretch) for stretch in each.stretches]
    return found


def _lean(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lean(part) for key, part in value.items() if part not in ("", (), [], 0)}
    return [_lean(part) for part in value] if isinstance(value, (list, tuple)) else value
