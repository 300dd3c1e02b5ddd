"""Changes and how they are written: text, Markdown, JSON."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import NamedTuple

from conflictkg.answers import Answer
from conflictkg.errors import InputError
from conflictkg.terminal import plain

KINDS = {
    "formed": "Formed",
    "renamed": "Renamed",
    "split": "Split",
    "merged": "Merged or absorbed",
    "dissolved": "Dissolved",
    "reorganised": "Changed otherwise",
    "joined": "Joined",
    "left": "Left",
    "began to lead": "Began to lead",
    "ceased to lead": "Ceased to lead",
    "new": "New ties",
    "vanished": "Vanished ties",
    "passing": "Ties that began and ended in between",
    "ascertained": "Possible before, certain now",
    "faded": "Certain before, possible now",
    "unseen": "Memberships and leads that no source ends, by their last evidence",
    "new event": "New events",
    "vanished event": "Vanished events",
    "new statement": "New names, parts, figures and facts",
    "vanished statement": "Vanished names, parts, figures and facts",
    "new claim": "New claims",
    "vanished claim": "Vanished claims",
    "changed claim": "Changed claims",
    "new thing": "New actors, places and sources",
    "vanished thing": "Vanished actors, places and sources",
    "described": "Described otherwise",
}
"""Kind of change -> heading, in the order in which they are told."""

FORMATS = ("text", "md", "json")
_COLUMNS = ("date", "change", "before", "after", "status", "reason", "sources")


class Change(NamedTuple):
    """One change: ``kind`` is one of :data:`KINDS`, ``says`` a sentence, ``date`` EDTF.

    ``perhaps`` is true where the dates allow that it lies outside of the two days. ``before`` and ``after`` are the
    certainty on the two days, or the values in the two datasets. ``id`` is what changed and ``things`` whom it
    concerns, as IRIs.
    """

    kind: str
    says: str
    id: str
    things: tuple[str, ...] = ()
    date: str = ""
    perhaps: bool = False
    before: str = ""
    after: str = ""
    status: str = ""
    reason: str = ""
    sources: str = ""


class Comparison(NamedTuple):
    """All changes from ``a`` to ``b``, in the order of their kinds, dates and sentences; ``notes`` on both."""

    a: str
    b: str
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()

    def about(self, things: Collection[str]) -> Comparison:
        """The changes that concern one of these."""
        kept = tuple(change for change in self.changes if {*change.things, change.id}.intersection(things))
        return self._replace(changes=kept)

    def serialise(self, format: str = "text") -> str:
        """As text, Markdown (md) or JSON; raises :class:`InputError` for another format."""
        if format not in FORMATS:
            raise InputError(f'"{format}" is no format of a comparison.', cure=f"Formats: {', '.join(FORMATS)}.")
        if format == "json":
            told = [change._asdict() | {"things": list(change.things)} for change in self.changes]
            whole = {"a": self.a, "b": self.b, "notes": list(self.notes), "changes": told}
            return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
        lines = self._markdown() if format == "md" else self._text()
        return "".join(f"{line}\n" for line in lines)

    def _sections(self) -> Iterator[tuple[str, list[Change]]]:
        for kind, heading in KINDS.items():
            if found := [change for change in self.changes if change.kind == kind]:
                yield f"{heading} ({len(found)})", found

    def _head(self) -> str:
        count = len(self.changes)
        return f"{self.a} → {self.b}: {count:,} change{'' if count == 1 else 's'}" if count else self._none()

    def _none(self) -> str:
        return f"{self.a} → {self.b}: no change"

    def _text(self) -> Iterator[str]:
        yield plain(self._head())
        for heading, found in self._sections():
            yield from ("", heading)
            wide = max(len(change.date) for change in found)
            for change in found:
                date = f"{change.date:<{wide}}  " if wide else ""
                yield plain(f"  {date}{'perhaps: ' if change.perhaps else ''}{change.says}{_tail(change)}")
        if self.notes:
            yield from ("", *map(plain, self.notes))

    def _markdown(self) -> Iterator[str]:
        yield f"# {_inert(self._head())}"
        for heading, found in self._sections():
            rows = [[*_cells(change)] for change in found]
            shown = [index for index in range(len(_COLUMNS)) if any(row[index] for row in rows)]
            cells = [[row[index] for index in shown] for row in rows]
            yield from ("", f"## {heading}", "")
            yield Answer.told([_COLUMNS[index] for index in shown], cells).serialise("md").rstrip("\n")
        for note in self.notes:
            yield from ("", _inert(note))


def _cells(change: Change) -> Iterator[str]:
    yield change.date
    yield f"perhaps: {change.says}" if change.perhaps else change.says
    yield from (change.before, change.after, change.status, change.reason, change.sources)


def _tail(change: Change) -> str:
    """What stands behind the sentence on a terminal: what is not plain of it."""
    value = change.kind in ("renamed", "described", "changed claim") and (change.before or change.after)
    parts = [
        change.reason,
        change.status if change.status != "accepted" else "",
        f"{change.before or 'not told'} → {change.after or 'not told'}" if value else "",
    ]
    told = "; ".join(part for part in parts if part)
    return f" ({told})" if told else ""


def _inert(text: str) -> str:
    """A line of Markdown in which nothing of the data is markup."""
    import html

    return "".join(f"\\{c}" if c in "\\`*_[]#|" else c for c in html.escape(plain(text), quote=False))
