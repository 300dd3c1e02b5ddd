"""An explanation: a verdict and a tree of reasons, as text, Markdown or JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from conflictkg.namespaces import short
from conflictkg.terminal import plain

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|])")


class Reason(NamedTuple):
    """One step: what sort of step it is, in one line of words, the record it is about, and what it rests on."""

    sort: str
    text: str
    record: str = ""
    reasons: tuple[Reason, ...] = ()

    def told(self) -> dict[str, Any]:
        """As JSON has it."""
        pairs = {"sort": self.sort, "text": self.text, "record": self.record}
        return {k: v for k, v in pairs.items() if v} | (
            {"reasons": [each.told() for each in self.reasons]} if self.reasons else {}
        )

    def walk(self) -> Iterator[Reason]:
        """This step and all below it."""
        yield self
        for each in self.reasons:
            yield from each.walk()


class Explanation(NamedTuple):
    """Whether a statement holds, the verdict in words, and why. ``str()`` gives the text."""

    statement: str
    holds: bool
    verdict: str
    policy: str
    as_of: str
    reasons: tuple[Reason, ...]

    def __str__(self) -> str:
        return self.serialise()

    def walk(self) -> Iterator[Reason]:
        """Every step of the tree."""
        for each in self.reasons:
            yield from each.walk()

    def serialise(self, format: str = "text") -> str:
        """As text, md (a nested list) or json."""
        if format == "json":
            told = self._asdict() | {"reasons": [each.told() for each in self.reasons]}
            return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        if format == "md":
            lines = [f"**{_escaped(self.statement)}**: {_escaped(self.verdict)}", ""]
            for each in self.reasons:
                lines += _items(each, "")
            return "\n".join(lines) + "\n"
        lines = [f"{plain(self.statement)}: {plain(self.verdict)}"]
        for each in self.reasons:
            lines += _branch(each, "", each is self.reasons[-1])
        return "\n".join(lines) + "\n"


def _branch(reason: Reason, indent: str, last: bool) -> Iterator[str]:
    """Lines of a tree drawn with box characters."""
    record = f" [{short(reason.record)}]" if reason.record and reason.sort in ("proposition", "claim") else ""
    yield f"{indent}{'└─' if last else '├─'} {plain(reason.text)}{plain(record)}"
    for each in reason.reasons:
        yield from _branch(each, indent + ("   " if last else "│  "), each is reason.reasons[-1])


def _items(reason: Reason, indent: str) -> Iterator[str]:
    record = f" `{short(reason.record)}`" if reason.record and reason.sort in ("proposition", "claim") else ""
    yield f"{indent}- {_escaped(reason.text)}{record}"
    for each in reason.reasons:
        yield from _items(each, indent + "  ")


def _escaped(text: str) -> str:
    """Text from data on one line, without marks that Markdown or HTML would take up."""
    return _MARKS.sub(r"\\\1", plain(text))
