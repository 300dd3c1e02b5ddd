"""One row of a claim sheet while it is read: its cells, what they stand for, and faults that say where they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from conflictkg import dates
from conflictkg.errors import InputError
from conflictkg.importers.faults import nearest
from conflictkg.importers.tables import Record
from conflictkg.rdf import is_language
from conflictkg.vocabulary import squash, vocabulary

T = TypeVar("T")
_TRUTH = {"yes": True, "true": True, "1": True, "x": True, "": False, "no": False, "false": False, "0": False}


class Cells:
    """One row while it is read: its cells, and faults that know where they are."""

    def __init__(self, path: Path, record: Record) -> None:
        self.path, self.line, self._cells = path, record.line, record.cells

    def __getitem__(self, column: str) -> str:
        return self._cells.get(column, "")

    def text(self) -> str:
        """What the row holds, as the content its hash is made of; the order of columns does not matter."""
        return "\x1e".join(f"{k}\x1d{v}" for k, v in sorted(self._cells.items()) if v)

    def fault(self, what: str, column: str = "", cure: str = "") -> InputError:
        return InputError(what, self.path, self.line, column, cure)

    def require(self, names: tuple[str, ...]) -> None:
        for name in names:
            if not self[name]:
                raise self.fault("is empty.", name)

    def term(self, column: str, group: str) -> str:
        """The term of the ontology that a cell names."""
        words = vocabulary().words(group)
        found = words.get(squash(self[column]))
        if found:
            return found
        near = nearest(squash(self[column]), words)
        cure = f'Did you mean "{vocabulary().label(words[near])}"?' if near else f"Known: {listed(words)}."
        raise self.fault(f'"{self[column]}" is not known here.', column, cure)

    def number(self, column: str, low: int = 0, high: int | None = None) -> int | None:
        text = self[column]
        if not text:
            return None
        digits = text.replace(",", "").replace(" ", "")
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 15:
            raise self.fault(f'"{text}" is not a whole number.', column, 'Write digits only, and "about" in note.')
        if int(digits) < low or (high is not None and int(digits) > high):
            raise self.fault(f"{text} is out of range.", column, f"Write {low} to {high}." if high else "")
        return int(digits)

    def truth(self, column: str) -> bool:
        """Yes or no; an empty cell is no."""
        try:
            return _TRUTH[self[column].lower()]
        except KeyError:
            raise self.fault(f'"{self[column]}" is neither yes nor no.', column) from None

    def language(self, column: str) -> str:
        """A BCP 47 tag, or nothing."""
        text = self[column]
        if text and not is_language(text):
            raise self.fault(f'"{text}" is not a language tag.', column, "Write one such as en, ar or ar-latn.")
        return text

    def cited(self, seen: str) -> tuple[str, str]:
        """First and last day of what ``seen`` says once resolved; empty where it says nothing."""
        if not seen:
            return "", ""

        def ends(_: str) -> tuple[str, str]:
            first, last = dates.split(seen) or (seen, seen)
            return dates.parse(first).first.isoformat(), dates.parse(last).last.isoformat()

        return self.date("seen", ends)

    def date(self, column: str, read_date: Callable[[str], T]) -> T:
        try:
            return read_date(self[column])
        except dates.DateError as error:
            raise self.fault(str(error), column) from None


def listed(words: Mapping[str, str]) -> str:
    """The labels of terms, sorted, for a message."""
    terms = vocabulary()
    taught = {terms.relations[name].label if name in terms.relations else terms.label(name) for name in words.values()}
    return ", ".join(sorted(taught))
