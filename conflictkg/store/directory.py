"""A store in a directory: embedded Oxigraph, changed by generations.

    conflictkg.db/conflictkg.json    {"format": 2, "current": 3}
    conflictkg.db/generations/3/     an Oxigraph store

A change hard-links the current generation to a new one (a RocksDB checkpoint: cheap at any size), works there, and then
replaces ``conflictkg.json`` in one step. Where graphs are made anew, the others are copied into an empty generation:
bulk loading what stays is faster than removing what goes. Whoever is killed on the way leaves the old state; readers
keep the generation they opened. So bulk loading, which is fast but not atomic, is safe here.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pyoxigraph as ox

from conflictkg.errors import ConflictKGError, StoreError, UnavailableError
from conflictkg.store.base import Draft, Store, copy_rest, holds_any

FORMAT = 2  # another number whenever queries ask for derived properties that older stores do not hold
MARK = "conflictkg.json"
"""The file that names the current generation; another one takes its place with every change."""

_LOCK = "lock"
_LARGE = 1 << 25
"""Bytes of a generation above which it pays to put in order what was copied before things are looked up in it."""
_UNMADE = {_LOCK, MARK + ".new"}  # all that a store has whose making was cut short
_ANEW = "Load the data again into a new store."


class DirectoryStore(Store):
    """A directory with an embedded store, opened for reading; :meth:`writing` changes it."""

    changes = 0  # taken over, or just being taken over, by this process

    def __init__(self, place: str | Path, create: bool = False) -> None:
        self.place = str(place)
        self._path = Path(place)
        if create and self._is_unmade():
            self._make()
        self._current = self._read_mark()
        self._reader: ox.Store | None = None

    def _is_unmade(self) -> bool:
        """Whether there is nothing yet, or only what a making that was cut short left."""
        if not self._path.exists():
            return True
        return self._path.is_dir() and {each.name for each in self._path.iterdir()} <= _UNMADE

    def _make(self) -> None:
        """Make an empty store; of several processes that try, one does it."""
        try:
            self._path.mkdir(parents=True, exist_ok=True)
            with self._locked(seconds=10):
                if self._is_unmade():
                    self._write_mark(0)
        except OSError as error:
            raise StoreError(f"{self.place}: the store cannot be made: {error.strerror}.") from None

    @contextmanager
    def _locked(self, seconds: float = 0) -> Iterator[None]:
        """Keep other writers out. The lock goes with the process, however that ends."""
        from filelock import FileLock, Timeout

        try:
            lock = FileLock(self._path / _LOCK)
            lock.acquire(timeout=seconds)
        except Timeout:
            raise StoreError(
                f"{self.place}: another process is writing to this store. Try again when it is done."
            ) from None
        except OSError as error:
            raise StoreError(f"{self.place}: the store cannot be written: {error.strerror}.") from None
        try:
            yield
        finally:
            lock.release()

    def _read_mark(self) -> int:
        try:
            told = json.loads((self._path / MARK).read_text(encoding="utf-8"))
            number, current = int(told["format"]), int(told["current"])
            if current < 0:
                raise ValueError(current)
        except FileNotFoundError:
            if not self._is_unmade():
                raise StoreError(
                    f"{self.place}: this is not a conflictkg store. Name a new or empty directory."
                ) from None
            raise StoreError(
                f"{self.place}: there is no store here. `conflictkg --store {self.place} load …` makes one."
            ) from None
        except PermissionError:
            raise StoreError(f"{self.place}: no permission to read the store. Ask its owner, or use another.") from None
        except NotADirectoryError:
            raise StoreError(f"{self.place}: this is a file, not a store. Name a new or empty directory.") from None
        except (OSError, ValueError, KeyError, TypeError):
            raise StoreError(
                f"{self.place}: {MARK} cannot be read; this is not a conflictkg store, or it is damaged. {_ANEW}"
            ) from None
        if number < FORMAT:
            raise UnavailableError(f"{self.place}: the store has format {number}, this program reads {FORMAT}. {_ANEW}")
        if number > FORMAT:
            raise UnavailableError(
                f"{self.place}: the store has format {number}, this program reads {FORMAT}. Use a newer conflictkg, "
                "or load the data again into a new store."
            )
        return current

    def _write_mark(self, current: int) -> None:
        """Name the current generation, in one step that survives a crash."""
        temporary = self._path / f"{MARK}.new"
        with open(temporary, "w", encoding="utf-8") as file:
            json.dump({"format": FORMAT, "current": current}, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, self._path / MARK)

    def _generation(self, number: int) -> Path:
        return self._path / "generations" / str(number)

    @property
    def engine(self) -> ox.Store:
        if self._reader is None:
            self._current = self._read_mark()  # others may have changed it since
            try:
                empty = self._current == 0
                self._reader = ox.Store() if empty else ox.Store.read_only(str(self._generation(self._current)))
            except (OSError, RuntimeError) as error:
                raise StoreError(f"{self.place}: the store cannot be opened: {_told(error)}.") from None
        return self._reader

    def writing(self, without: Iterable[str] = ()) -> AbstractContextManager[Draft]:
        return self._writing(tuple(without))

    @contextmanager
    def _writing(self, without: tuple[str, ...] = (), anew: bool = False) -> Iterator[Draft]:
        with self._locked():
            try:
                yield from self._change(without, anew)
            except (OSError, RuntimeError) as error:
                if isinstance(error, RuntimeError) and not is_damage(error):
                    raise
                raise StoreError(f"{self.place}: nothing was changed: {_told(error)}.") from None
            finally:
                self._sweep(0 if anew else 1)

    def _change(self, without: tuple[str, ...], anew: bool) -> Iterator[Draft]:
        """A draft in a generation of its own, which the mark names once it is whole and closed."""
        self._current = self._read_mark()
        number = self._current + 1
        made, is_copied = self._copy(number, without, anew)
        scattered = is_copied and _size(self._generation(number)) > _LARGE
        draft = Draft(made, self._generation(number).with_suffix(".read"), scattered)
        try:
            yield draft
            draft.settle()
            draft.engine.flush()
        finally:
            draft.close()
        DirectoryStore.changes += 1
        self._write_mark(number)
        self._reader, self._current = None, number

    def _copy(self, number: int, without: tuple[str, ...], anew: bool) -> tuple[ox.Store, bool]:
        """The engine of a new generation, and whether statements were copied, not files linked."""
        target = self._generation(number)
        if target.exists():
            shutil.rmtree(target)  # an interrupted change left it
        target.parent.mkdir(exist_ok=True)
        before = ox.Store.read_only(str(self._generation(self._current))) if self._current else ox.Store()
        anew = anew or holds_any(before, without)
        if self._current and not anew:
            before.backup(str(target))
        made = ox.Store(str(target))
        if anew:
            copy_rest(before, made, without)
        return made, anew

    def rewrite(self) -> None:
        """As told there: else files keep texts of statements that were removed. Readers go on with what they have."""
        with self._writing(anew=True):
            pass

    def _sweep(self, before: int = 1) -> None:
        """Remove generations but the current one and the one before, which a reader may still open.

        What is current is read from the mark: a change may have been cut short on either side of taking over.
        """
        with suppress(OSError, ConflictKGError):
            current = self._read_mark()
            kept = {str(current), str(current - before)}
            for each in (self._path / "generations").iterdir():
                if each.name not in kept:
                    shutil.rmtree(each, ignore_errors=True)

    def close(self) -> None:
        self._reader = None


def _size(folder: Path) -> int:
    """Bytes in the files of a generation; the engine may remove some while it is asked."""
    found = 0
    for each in folder.iterdir():
        with suppress(FileNotFoundError):
            found += each.stat().st_size
    return found


def is_damage(error: RuntimeError) -> bool:
    """Whether the engine says by this error that it cannot make sense of its files."""
    return str(error).startswith("Corruption")


def _told(error: Exception) -> str:
    """What the engine says, without the paths of its files that follow, and what to do."""
    text = getattr(error, "strerror", "") or str(error)
    if "No space left" in text:
        return "no space left on the device. Make room and try again"
    cure = "Ask its owner." if "Permission denied" in str(error) else _ANEW
    return f"{text.split('  ')[0].strip().rstrip('.')}. {cure}".rstrip(".")
