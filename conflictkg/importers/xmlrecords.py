"""XML as a stream of records: only one record is in memory, and a file with a document type is refused.

Entities that stand for others, and files that a document type would fetch, can both be made only with a document type;
without one a record is what it looks like.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from conflictkg.errors import InputError
from conflictkg.importers.file import File

_PART = 1 << 16
_DEEPEST = 50
_LONGEST = 1_000_000


class Entry(NamedTuple):
    """A record: the line on which it begins, and its element."""

    line: int
    element: Element


def root(file: File) -> tuple[str, dict[str, str]]:
    """Name and attributes of the outermost element, empty for what is no XML; what comes after it is not judged."""
    reader = _Reader(file, ())
    with suppress(InputError):
        for _ in reader.parts():
            if reader.root[0]:
                break
    return reader.root


def records(file: File, names: Collection[str]) -> Iterator[Entry]:
    """Every element of one of these names; raises :class:`InputError` for what is not well formed."""
    reader = _Reader(file, names)
    for _ in reader.parts():
        yield from reader.found
        reader.found.clear()


class _Reader:
    """Feeds a file to expat and builds the records."""

    def __init__(self, file: File, names: Collection[str]) -> None:
        self._file, self._names = file, names
        self.root: tuple[str, dict[str, str]] = ("", {})
        self.found: list[Entry] = []
        self._builder: TreeBuilder | None = None
        self._depth = self._line = self._length = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def parts(self) -> Iterator[None]:
        """Reads on, part by part."""
        with self._file.open() as stream:
            while True:
                part = stream.read(_PART)
                try:
                    self._parser.Parse(part, not part)
                except expat.ExpatError as error:
                    what = f"is not well-formed XML ({expat.ErrorString(error.code)})."
                    raise InputError(what, self._file.path, error.lineno, cure="Download it again.") from None
                except (LookupError, ValueError) as error:  # an encoding that Python has not
                    raise InputError(f"cannot be read: {error}.", self._file.path, cure="Save it as UTF-8.") from None
                yield
                if not part:
                    return

    def _fault(self, what: str, cure: str) -> InputError:
        return InputError(what, self._file.path, self._parser.CurrentLineNumber, cure=cure)

    def _doctype(self, *_: object) -> None:
        raise self._fault("has a document type, which can hide entities.", "Take the line <!DOCTYPE …> out.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._fault(f"nests more than {_DEEPEST} levels deep.", "Is it the right file?")
        if not self.root[0]:
            self.root = name, attributes
        if self._builder is None and name in self._names:
            self._builder, self._line, self._length = TreeBuilder(), self._parser.CurrentLineNumber, 0
            self._record = self._depth
        if self._builder is not None:
            self._builder.start(name, {})

    def _end(self, name: str) -> None:
        if self._builder is not None:
            self._builder.end(name)
            if self._depth == self._record:
                self.found.append(Entry(self._line, self._builder.close()))
                self._builder = None
        self._depth -= 1

    def _text(self, text: str) -> None:
        if self._builder is not None:
            self._length += len(text)
            if self._length > _LONGEST:
                raise self._fault(f"has a record of more than {_LONGEST:,} characters.", "Is it the right file?")
            self._builder.data(text)
