"""What commands share: which graph to open, key=value options, where output goes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from errno import ENOSPC
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from conflictkg.errors import ConflictKGError
from conflictkg.terminal import message

if TYPE_CHECKING:
    from conflictkg.graph import KnowledgeGraph

DEFAULT = "conflictkg.db"
F = TypeVar("F", bound=Callable[..., Any])


def say(text: str) -> None:
    """A line for the user that is not part of the answer."""
    click.echo(message(text), err=True)


def reading(place: str) -> KnowledgeGraph:
    """The graph to read from: the named store, ./conflictkg.db, or the built-in dataset."""
    from conflictkg.graph import example, open_graph

    if place or Path(DEFAULT).exists():
        return open_graph(place or DEFAULT, create=False)
    say("No store here: answering from the built-in dataset idlib-2015.")
    return example()


def writing(place: str) -> KnowledgeGraph:
    """The graph to change; made where there is none."""
    from conflictkg.graph import open_graph

    if not place and not Path(DEFAULT).exists():
        say(f"Making a new store in ./{DEFAULT}.")
    return open_graph(place or DEFAULT, create=True)


def pairs(given: Iterable[str], option: str) -> dict[str, str]:
    """NAME=VALUE options as a dictionary; raises ConflictKGError for one without "="."""
    found: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise ConflictKGError(f'{option} {text}: write NAME=VALUE, such as {option} coalition="Jaysh al-Fatah".')
        found[name] = value
    return found


def deliver(text: str | bytes | Iterable[str], output: str) -> None:
    """Write to a file, whole or not at all, or to stdout (``-`` or nothing); always UTF-8. A text may come in pieces.

    A link stays a link, and what is no ordinary file (a pipe, a device) is written to, not replaced.
    """
    if isinstance(text, bytes):
        pieces: Iterable[bytes] = [text]
    else:
        pieces = (piece.encode() for piece in ([text] if isinstance(text, str) else text))
    if output in ("", "-"):
        sys.stdout.flush()
        _write(sys.stdout.buffer, pieces)
        sys.stdout.buffer.flush()
        return
    try:
        path = Path(output).resolve()
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as file:
                size = _write(file, pieces)
        else:
            size = _put(path, pieces)
    except (OSError, RuntimeError) as error:  # resolve() raises RuntimeError for links in a circle
        cure = "Make room, or write elsewhere." if getattr(error, "errno", 0) == ENOSPC else "Name another place."
        told = getattr(error, "strerror", "") or error
        raise ConflictKGError(f"{output}: cannot be written: {told}. {cure}") from None
    say(f"Wrote {output} ({size:,} bytes).")


def _put(path: Path, pieces: Iterable[bytes]) -> int:
    """Write a file beside its place and move it there, so that nobody sees half of it; gives its bytes."""
    temporary = path.with_name(f".{path.name[:200]}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as file:
            size = _write(file, pieces)
        os.replace(temporary, path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return size


def _write(file: IO[bytes], pieces: Iterable[bytes]) -> int:
    return sum(file.write(piece) for piece in pieces)


def dated(command: F) -> F:
    """The options --as-of and --policy."""
    policies = "default, any, corroborated, source=ID, FILE.rq."
    policy = click.option("--policy", default="", metavar="P", help=policies)
    as_of = click.option("--as-of", default="", metavar="DATE", help="A day, month or year.")
    return as_of(policy(command))


def output(command: F) -> F:
    """The option -o."""
    return click.option("-o", "--output", default="", metavar="FILE", help="Write there; - is stdout.")(command)
