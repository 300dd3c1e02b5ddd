"""What changed between two days: by the certainty of each tie on either, and by the dates of organisational changes."""

from __future__ import annotations

from collections.abc import Iterator

from conflictkg import reports
from conflictkg.dates import DateError, parse, period
from conflictkg.diff.change import KINDS, Change, Comparison
from conflictkg.errors import InputError
from conflictkg.export import Exported
from conflictkg.export.ties import Tie, ties
from conflictkg.export.windows import Windows, windows
from conflictkg.namespaces import local
from conflictkg.reports import Row
from conflictkg.vocabulary import vocabulary

_BEGUN = {"memberOf": "joined", "leads": "began to lead"}
_ENDED = {"memberOf": "left", "leads": "ceased to lead"}
_EVENTS = {
    "Formation": "formed",
    "Renaming": "renamed",
    "Splinter": "split",
    "TemporarySplit": "split",
    "Merger": "merged",
    "Absorption": "merged",
    "Dissolution": "dissolved",
}
_NONE = Windows([], [])


class _Days:
    """The two periods: changes lie after the last day of the first and until the last day of the second."""

    def __init__(self, a: str, b: str) -> None:
        self.a, self.b = period(a), period(b)
        if self.a[1] >= self.b[0]:
            raise InputError(f"{a} is not before {b}.", cure="Write the earlier date first.")

    def certainty(self, held: Windows) -> tuple[str, str]:
        return held.certainty(*self.a), held.certainty(*self.b)

    def surely(self, edtf: str) -> bool:
        """Whether a date lies in between, whatever day it means."""
        try:
            span = parse(edtf)
        except DateError:
            return False
        return self.a[1] < span.first.isoformat() and span.last.isoformat() <= self.b[1]

    def inside(self, held: Windows) -> bool:
        """Whether all of it lies between the two periods."""
        return bool(held.possible) and all(
            self.a[1] < start and end and end < self.b[0] for start, end in held.possible
        )

    def touched(self, held: Windows) -> bool:
        """Whether it can lie in between, by a date that is told."""
        return any(
            (start or end) and start <= self.b[1] and (not end or end > self.a[1]) for start, end in held.possible
        )


def between(graph: Exported, a: str, b: str) -> Comparison:
    """The changes from a day, month or year to a later one; raises :class:`InputError` where it is not later."""
    days, held = _Days(a, b), windows(graph.store)
    nodes, edges = ties(graph)
    labels = {node.id: node.label for node in nodes}
    iris = {node.id: node.iri for node in nodes}
    found = [
        change
        for tie in edges
        for change in _tie(tie, days, held.get(tie.id, _NONE), labels, (iris[tie.source], iris[tie.target]))
    ]
    events, undated = _events(graph, days, held)
    order = list(KINDS)
    changes = sorted(found + events, key=lambda each: (order.index(each.kind), _day(each.date), each.says, each.id))
    notes = [
        f"Ties and events that are not rejected, by policy {graph.policy}; of a tie nobody ends it stays possible."
    ]
    if undated:
        notes.append(f"{undated} organisational changes are undated, and may lie in between.")
    return Comparison(a, b, tuple(changes), tuple(notes))


def _tie(tie: Tie, days: _Days, held: Windows, labels: dict[str, str], ends: tuple[str, str]) -> Iterator[Change]:
    before, after = days.certainty(held)
    date, perhaps = "", False
    if after and not before:
        kind, date, perhaps = _BEGUN.get(tie.relation, "new"), tie.since or tie.start, not days.surely(tie.since)
    elif before and not after:
        kind, date, perhaps = _ENDED.get(tie.relation, "vanished"), tie.until or tie.end, not days.surely(tie.until)
    elif days.inside(held):
        kind = "passing"
        date = tie.since if tie.since == tie.until else f"{tie.since or tie.start}/{tie.until or tie.end}"
    elif before != after:
        kind = "ascertained" if after == "certain" else "faded"
    elif tie.relation in _BEGUN and before == "possible" and days.surely(tie.last_evidence):
        kind, date = "unseen", tie.last_evidence
    else:
        return
    words = kind if kind in (*_BEGUN.values(), *_ENDED.values()) else tie.label
    more = tie.role or tie.support
    says = f"{labels[tie.source]} {words} {labels[tie.target]}{f', {more}' if more else ''}"
    reason = f"last evidence {tie.last_evidence}" if kind == "faded" else "" if after else tie.end_reason
    reason = "" if reason == words else reason
    yield Change(kind, says, tie.id, ends, date, perhaps, before, after, tie.status, reason, tie.sources)


def _events(graph: Exported, days: _Days, held: dict[str, Windows]) -> tuple[list[Change], int]:
    """Organisational changes in between, and how many have no date at all."""
    told: dict[str, list[Row]] = {}
    for row in reports.rows(graph.store, "lineage"):
        told.setdefault(row["event"], []).append(row)
    parties = {row[end] for rows in told.values() for row in rows for end in ("before", "after")} - {""}
    labels = {row["thing"]: row["label"] for row in reports.rows_of(graph.store, "things", "thing", sorted(parties))}
    found = [_event(rows, days, labels) for event, rows in told.items() if days.touched(held.get(event, _NONE))]
    dated = [event for event in told if any(start or end for start, end in held.get(event, _NONE).possible)]
    return found, len(told) - len(dated)


def _event(rows: list[Row], days: _Days, labels: dict[str, str]) -> Change:
    first = rows[0]
    old, new = (sorted({row[end] for row in rows} - {""}) for end in ("before", "after"))
    named = [", ".join(sorted(labels.get(iri, local(iri)) for iri in each)) for each in (old, new)]
    arrow = f": {named[0]} → {named[1]}" if old and new and old != new else ""
    date = (
        first["since"]
        if first["since"] == first["until"] or not first["until"]
        else f"{first['since']}/{first['until']}"
    )
    return Change(
        next((_EVENTS[kind] for kind in _EVENTS if vocabulary().is_a(local(first["class"]), kind)), "reorganised"),
        f"{first['label']}{arrow}",
        first["event"],
        tuple(sorted({*old, *new})),
        date,
        not days.surely(first["since"]),
        status=first["status"],
        sources=first["sources"],
    )


def _day(edtf: str) -> tuple[str, str]:
    """By what day to sort a date: the first that it can mean."""
    try:
        return parse(edtf.partition("/")[0]).first.isoformat(), edtf
    except DateError:
        return "", edtf
