"""The passage of a row: its locator, or its snippet found in the coder's copy of the text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Protocol

from conflictkg import locate
from conflictkg.claims import Locator
from conflictkg.errors import InputError


class Cells(Protocol):
    """What is needed of a row."""

    def __getitem__(self, column: str) -> str: ...

    def fault(self, what: str, column: str = "", cure: str = "") -> InputError: ...


class Passages:
    """Finds passages in the coder's copies: ``texts/SOURCE.txt`` in the folder, or files named by the caller."""

    def __init__(self, folder: Path, texts: Mapping[str, Path]) -> None:
        self._folder = folder
        self._files = dict(texts)
        self._read: dict[str, str | None] = {}

    def text(self, source: str) -> str | None:
        """The text of a source, None where no copy is at hand."""
        if source not in self._read:
            path = self._files.get(source) or self._own(source)
            self._read[source] = locate.read_text(path) if path else None
        return self._read[source]

    def _own(self, source: str) -> Path | None:
        """The folder's copy; none for an id that would lead out of ``texts`` or is no name of a file."""
        if PurePath(source).name != source:
            return None
        path = self._folder / "texts" / f"{source}.txt"
        try:
            return path if path.is_file() else None
        except OSError:  # a name too long for a file
            return None

    def locator(self, cells: Cells) -> Locator:
        """The locator of a row. A line becomes characters and hash where the text is at hand."""
        told, snippet = cells["locator"], cells["snippet"]
        if not told and not snippet:
            raise cells.fault("locator and snippet are both empty.", "locator", "Say where it stands.")
        locator = locate.parse(told)
        text = self.text(cells["source"])
        if snippet and text is None:
            cure = f"Put your copy of the text in texts/{cells['source']}.txt, or give a locator."
            raise cells.fault("a snippet needs the source's text to be found in.", "snippet", cure)
        line = locate.line_of(locator)
        if text is None or locator.sha256 or not (snippet or line):
            return locator
        try:
            found = locate.find(snippet, text, line) if snippet else locate.whole_line(text, line)
        except ValueError as error:
            raise cells.fault(str(error), "snippet" if snippet else "locator") from None
        return locate.under(found, told)
