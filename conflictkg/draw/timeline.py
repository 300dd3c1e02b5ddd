"""Lanes from the graph: memberships of all days with the changes and events that meet them.

Left out as in the network: persons on fewer than two independent origins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from conflictkg import reports
from conflictkg.dates import period
from conflictkg.draw.courses import Change, course, days, lives, side_by_side
from conflictkg.draw.gather import around, datasets
from conflictkg.draw.lanes import Bar, Connector, EventLine, Lane, Lanes
from conflictkg.draw.omitted import left_out, private, too_eventful
from conflictkg.names.lookup import resolve
from conflictkg.namespaces import full, local, short
from conflictkg.reports import Row
from conflictkg.store.base import Store
from conflictkg.vocabulary import vocabulary

VAGUE = timedelta(days=400)
"""Dates in so much doubt do not stretch the axis."""
SHORT_AXIS, ROOM = timedelta(days=120), timedelta(days=45)
"""An axis shorter than the first gets this much room on both sides."""
LONG_EVENT = timedelta(days=366)
"""What lasted longer is no line across the lanes."""


def timeline(
    store: Store, actors: Sequence[str] = (), depth: int = 1, as_of: str = "", policy: str = "default"
) -> Lanes:
    """Who was in which coalition when; of the surroundings of some actors where any are named.

    The members of other organisations than coalitions come in where these are named. ``as_of`` leaves out nothing: it
    is marked, and each bar carries its certainty on it. Raises UnknownName and AmbiguousName for the names.
    """
    chosen = [resolve(store, actor, "actor") for actor in actors]
    spells = _spells(store, chosen, depth)
    hidden = private(store, [rows[0] for rows in spells])
    spells = [rows for rows in spells if hidden.isdisjoint((rows[0]["from"], rows[0]["to"]))]
    changes = _changes(store)
    shown = {*chosen, *(rows[0][end] for rows in spells for end in ("from", "to"))} - hidden
    shown |= {party for change in changes if not shown.isdisjoint(change.parties) for party in change.parties}
    told = _told(store, shown)
    certainty = {row["tie"]: row["certainty"] for row in reports.rows(store, "lanes", as_of)} if as_of else {}
    bars = _bars(spells, certainty, as_of)
    lanes = _lanes(bars, told, changes)
    connectors = _connectors(lanes, changes)
    linked = {lane for each in connectors if each.first for lane in (*each.before, *each.after)}
    named = {short(iri) for iri in chosen}
    lanes = [lane for lane in lanes if lane.group or lane.bars or lane.id in linked or lane.actor in named]
    first, last = _axis(lanes, connectors, as_of)
    actors = sorted({full(lane.actor) for lane in lanes}) if first else []
    eventful = too_eventful(store, actors)
    return Lanes(
        title=_title([told[iri]["label"] for iri in chosen]),
        lanes=tuple(lanes),
        connectors=tuple(each for each in connectors if each.first),
        events=() if eventful else tuple(_events(store, actors, first, last)),
        first=first,
        last=last,
        as_of=as_of,
        policy=policy,
        datasets=tuple(datasets(store)),
        note=" ".join(filter(None, (left_out(store, hidden, eventful), _undated(connectors)))),
    )


def _spells(store: Store, chosen: Sequence[str], depth: int) -> list[list[Row]]:
    """The rows of each membership or leadership in a coalition, or in an organisation that was chosen."""
    spells: dict[str, list[Row]] = {}
    for row in reports.rows(store, "lanes"):
        spells.setdefault(row["tie"], []).append(row)
    ends = {rows[0]["to"] for rows in spells.values()}
    kinds = {row["thing"]: local(row["class"]) for row in reports.rows_of(store, "things", "thing", sorted(ends))}
    wanted = {iri for iri, kind in kinds.items() if vocabulary().is_a(kind, "Coalition")} | set(chosen)
    ties = [rows[0] for rows in spells.values() if rows[0]["to"] in wanted]
    return [spells[tie["tie"]] for tie in (around(ties, chosen, depth) if chosen else ties)]


def _bars(spells: Iterable[list[Row]], certainty: Mapping[str, str], as_of: str) -> dict[tuple[str, str], list[Bar]]:
    """Coalition and member -> the bars of their spells."""
    bars: dict[tuple[str, str], list[Bar]] = {}
    for rows in spells:
        key = (rows[0]["to"], rows[0]["from"])
        bars.setdefault(key, []).append(course(rows, certainty.get(rows[0]["tie"], "excluded") if as_of else ""))
    return bars


def _told(store: Store, things: Iterable[str]) -> dict[str, Row]:
    """What is known of each actor; its id where that is all."""
    told = {iri: {"label": short(iri), "class": ""} for iri in things}
    told |= {row["thing"]: row for row in reversed(list(reports.rows_of(store, "things", "thing", sorted(told))))}
    return told


def _changes(store: Store) -> list[Change]:
    """All organisational changes with those before and after."""
    found: dict[str, list[Row]] = {}
    for row in reports.rows(store, "lineage"):
        found.setdefault(row["event"], []).append(row)
    return [_change(rows) for rows in found.values()]


def _change(rows: list[Row]) -> Change:
    row = rows[0]
    return Change(
        id=short(row["event"]),
        kind=local(row["class"]),
        label=row["label"],
        before=tuple(sorted({each["before"] for each in rows} - {""})),
        after=tuple(sorted({each["after"] for each in rows} - {""})),
        since=row["since"],
        until=row["until"],
        status=row["status"],
        sources=tuple(row["sources"].split("; ")),
        origins=int(row["origins"]),
        first=days(row["since"])[0],
        last=days(row["until"] or row["since"])[1] or days(row["since"])[1],
    )


def _lanes(bars: Mapping[tuple[str, str], list[Bar]], told: Mapping[str, Row], changes: Sequence[Change]) -> list[Lane]:
    """By coalition, the earliest first; in it the coalition itself, then by first day; at last those in none."""
    groups: dict[str, list[Lane]] = {}
    for (group, actor), spells in bars.items():
        if group not in groups:
            groups[group] = [_lane(group, group, told, lives(group, changes))]
        groups[group].append(_lane(group, actor, told, spells))
    placed = {*groups, *(actor for _, actor in bars)}
    alone = [_lane("", actor, told, lives(actor, changes)) for actor in sorted(told) if actor not in placed]
    by_date = sorted(groups.values(), key=lambda lanes: min((_start(lane), lane.label, lane.id) for lane in lanes))
    ordered = [lanes[:1] + sorted(lanes[1:], key=_order) for lanes in by_date]
    return [lane for lanes in (*ordered, sorted(alone, key=_order)) for lane in lanes]


def _lane(group: str, actor: str, told: Mapping[str, Row], bars: Sequence[Bar]) -> Lane:
    placed, tracks = side_by_side(bars)
    kind = local(told[actor]["class"])
    name = f"{short(group) if group else ''}|{short(actor)}"
    return Lane(name, short(group) if group else "", short(actor), told[actor]["label"], kind, placed, tracks)


def _start(lane: Lane) -> str:
    return min((bar.first for bar in lane.bars if bar.first), default="9999")


def _order(lane: Lane) -> tuple[str, str, str]:
    return _start(lane), lane.label, lane.id


def _connectors(lanes: Sequence[Lane], changes: Iterable[Change]) -> list[Connector]:
    """The changes between lanes; of several lanes of an actor the one with a bar nearest to the day."""
    of: dict[str, list[Lane]] = {}
    for lane in lanes:
        of.setdefault(lane.actor, []).append(lane)

    def lane_of(party: str, day: str) -> list[str]:
        nearest = sorted(of.get(short(party), ()), key=lambda lane: _distance(lane, day))
        return [lane.id for lane in nearest[:1]]

    found = []
    for change in changes:
        before = tuple(name for party in change.before for name in lane_of(party, change.first))
        after = tuple(name for party in change.after for name in lane_of(party, change.first))
        if before or after:
            word = vocabulary().label(change.kind)
            told = (change.first, change.last, change.since, change.until, change.status, change.sources)
            found.append(Connector(change.id, change.kind, word, change.label, before, after, *told))
    return sorted(found, key=lambda each: (each.first, each.id))


def _distance(lane: Lane, day: str) -> int:
    """Days from a day to the nearest bar of a lane."""
    if not day:
        return 0
    asked = date.fromisoformat(day)
    dated = [(date.fromisoformat(bar.first), date.fromisoformat(bar.last)) for bar in lane.bars if bar.first]
    return min((max((first - asked).days, (asked - last).days, 0) for first, last in dated), default=99999)


def _axis(lanes: Iterable[Lane], connectors: Iterable[Connector], as_of: str) -> tuple[str, str]:
    """The first and last day of all that is drawn and dated, with some room on both sides."""
    spans = [span for lane in lanes for bar in lane.bars for span in bar.spans]
    spans += [(each.first, each.last) for each in connectors if each.first]
    spans += [period(as_of)] if as_of else []
    sharp = [span for span in spans if _length(*span) <= VAGUE] or spans
    if not sharp:
        return "", ""
    first, last = date.fromisoformat(min(sharp)[0]), date.fromisoformat(max(last for _, last in sharp))
    room = ROOM if last - first < SHORT_AXIS else (last - first) / 50
    return max(first - room, date.min + ROOM).isoformat(), min(last + room, date.max - ROOM).isoformat()


def _length(first: str, last: str) -> timedelta:
    return date.fromisoformat(last) - date.fromisoformat(first)


def _events(store: Store, actors: Iterable[str], first: str, last: str) -> list[EventLine]:
    """What actors took part in within the axis, without what lasted for years."""
    taking: dict[str, list[Row]] = {}
    for row in reports.rows_of(store, "happenings", "actor", actors):
        taking.setdefault(row["event"], []).append(row)
    found = [_event(rows) for rows in taking.values() if not _is_change(rows[0])]
    return sorted(
        (e for e in found if first <= e.first and e.first and e.last <= last and _is_short(e)),
        key=lambda e: (e.first, e.id),
    )


def _is_change(row: Row) -> bool:
    return vocabulary().is_a(local(row["class"]), "OrganisationalChange")


def _is_short(event: EventLine) -> bool:
    return event.until != ".." and _length(event.first, event.last) <= LONG_EVENT


def _event(rows: list[Row]) -> EventLine:
    row = rows[0]
    return EventLine(
        id=short(row["event"]),
        label=row["label"],
        kind=local(row["class"]),
        kind_label=vocabulary().label(local(row["class"])),
        first=days(row["since"])[0],
        last=days(row["until"])[1] or days(row["since"])[1],
        since=row["since"],
        until=row["until"],
        status=row["status"],
        actors=tuple(sorted({short(each["actor"]) for each in rows})),
        sources=tuple(row["sources"].split("; ")),
    )


def _title(chosen: Sequence[str]) -> str:
    return f"{' and '.join(chosen)}: memberships over time" if chosen else "Who was in which coalition when"


def _undated(connectors: Iterable[Connector]) -> str:
    count = sum(not each.first for each in connectors)
    return f"{count} undated change{'s are' if count > 1 else ' is'} not drawn." if count else ""
