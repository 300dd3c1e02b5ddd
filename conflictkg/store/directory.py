"""A store in a directory: embedded Oxigraph, changed by generations.

    conflictkg.db/conflictkg.json    {"format": 1, "current": 3}
    conflictkg.db/generations/3/     an Oxigraph store

A change hard-links the current generation to a new one (a RocksDB checkpoint: cheap at any size), works there, and then
replaces ``conflictkg.json`` in one step. Whoever is killed on the way leaves the old state; readers keep the generation
they opened. So bulk loading, which is fast but not atomic, is safe here.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from conflictkg.errors import StoreError, UnavailableError
from conflictkg.store.base import Draft, Store

FORMAT = 1
_MARK = "conflictkg.json"


class DirectoryStore(Store):
    """A directory with an embedded store, opened for reading; :meth:`writing` changes it."""

    def __init__(self, place: str | Path, create: bool = False) -> None:
        self.place = str(place)
        self._path = Path(place)
        if create and (not self._path.exists() or self._is_empty()):
            self._make()
        self._current = self._read_mark()
        self._reader: ox.Store | None = None

    def _is_empty(self) -> bool:
        return self._path.is_dir() and not any(self._path.iterdir())

    def _make(self) -> None:
        try:
            (self._path / "generations").mkdir(parents=True)
            self._write_mark(0)
        except OSError as error:
            raise StoreError(f"{self.place}: the store cannot be made: {error.strerror}.") from None

    def _read_mark(self) -> int:
        try:
            told = json.loads((self._path / _MARK).read_text(encoding="utf-8"))
            number, current = int(told["format"]), int(told["current"])
        except FileNotFoundError:
            if self._path.exists() and not self._is_empty():
                raise StoreError(
                    f"{self.place}: this is not a conflictkg store. Name a new or empty directory."
                ) from None
            raise StoreError(
                f"{self.place}: there is no store here. `conflictkg --store {self.place} load …` makes one."
            ) from None
        except PermissionError:
            raise StoreError(f"{self.place}: no permission to read the store.") from None
        except (OSError, ValueError, KeyError, TypeError):
            raise StoreError(f"{self.place}: {_MARK} cannot be read; this is not a conflictkg store.") from None
        if number > FORMAT:
            raise UnavailableError(
                f"{self.place}: the store has format {number}, this program reads {FORMAT}. Use a newer conflictkg, "
                "or load the data again into a new store."
            )
        return current

    def _write_mark(self, current: int) -> None:
        """Name the current generation, in one step that survives a crash."""
        temporary = self._path / f"{_MARK}.new"
        with open(temporary, "w", encoding="utf-8") as file:
            json.dump({"format": FORMAT, "current": current}, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, self._path / _MARK)

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
                raise StoreError(f"{self.place}: the store cannot be opened: {error}.") from None
        return self._reader

    @contextmanager
    def writing(self) -> Iterator[Draft]:
        from filelock import FileLock, Timeout

        lock = FileLock(self._path / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise StoreError(
                f"{self.place}: another process is writing to this store. Try again when it is done."
            ) from None
        except OSError as error:
            raise StoreError(f"{self.place}: the store cannot be written: {error.strerror}.") from None
        try:
            self._current = self._read_mark()
            number = self._fresh()
            draft = Draft(self._copy(number))
            try:
                yield draft
                draft.engine.flush()
            finally:
                draft.close()
            self._write_mark(number)
            self._reader, self._current = None, number
        except OSError as error:
            raise StoreError(f"{self.place}: nothing was changed: {error}.") from None
        finally:
            self._sweep()
            lock.release()

    def _fresh(self) -> int:
        """The next generation's number; what an interrupted change left there is removed."""
        number = self._current + 1
        shutil.rmtree(self._generation(number), ignore_errors=True)
        return number

    def _copy(self, number: int) -> ox.Store:
        target = str(self._generation(number))
        if self._current:
            ox.Store.read_only(str(self._generation(self._current))).backup(target)
        return ox.Store(target)

    def _sweep(self) -> None:
        """Remove generations but the current one and the one before, which a reader may still hold open."""
        for each in (self._path / "generations").iterdir():
            if each.name.isdigit() and not self._current - 1 <= int(each.name) <= self._current:
                shutil.rmtree(each, ignore_errors=True)

    def close(self) -> None:
        self._reader = None
