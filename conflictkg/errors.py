"""The error tree: every message says what is wrong, where, and what to do next.

    ConflictKGError            2  wrong input
    ├── InputError             2  a file or cell that cannot be used (file, line, column)
    ├── UnknownName            2  a name that no actor or place has (near names listed)
    ├── AmbiguousName          2  a name that several have (candidates listed)
    ├── QueryError             2  SPARQL that cannot be read or run
    ├── StoreError             2  not a store, in use, or damaged
    └── UnavailableError       3  not available here: an extra, Java, a newer store, a command to come

The number is the exit code of the command line.
"""

from __future__ import annotations

from pathlib import Path


class ConflictKGError(Exception):
    """Base of all errors a user can meet; ``str()`` of it is a whole message."""

    exit_code = 2


class InputError(ConflictKGError):
    """Something in a file cannot be used.

    ``path``, ``line`` (1-based, 0 when unknown) and ``column`` say where.
    """

    def __init__(self, what: str, path: str | Path = "", line: int = 0, column: str = "", cure: str = "") -> None:
        self.what, self.path, self.line, self.column, self.cure = what, str(path), line, column, cure
        super().__init__(self.message())

    def message(self) -> str:
        """One sentence: place, fault and cure."""
        place = self.path
        if self.line:
            place += f", line {self.line}" if place else f"line {self.line}"
        if self.column:
            place += f', column "{self.column}"' if place else f'column "{self.column}"'
        text = f"{place}: {self.what}" if place else self.what
        return f"{text} {self.cure}".rstrip()


class UnknownName(ConflictKGError):
    """No actor or place has this name."""


class AmbiguousName(ConflictKGError):
    """Several actors or places have this name."""


class QueryError(ConflictKGError):
    """A query that cannot be read or run."""


class StoreError(ConflictKGError):
    """Not a store, a store in use, or a store that cannot be read."""


class UnavailableError(ConflictKGError):
    """Not available here: an extra, Java, a newer store format, or a command to come."""

    exit_code = 3
