"""A store in memory: for built-in datasets, views and tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pyoxigraph as ox

from conflictkg.store.base import Draft, Store, copy, copy_rest, holds_any


class MemoryStore(Store):
    """Graphs in memory. A change works on a copy, and the copy takes the place of the old state."""

    def __init__(self, engine: ox.Store | None = None, place: str = ":memory:") -> None:
        self._engine = engine if engine is not None else ox.Store()
        self.place = place

    @property
    def engine(self) -> ox.Store:
        return self._engine

    @contextmanager
    def writing(self, without: Iterable[str] = ()) -> Iterator[Draft]:
        draft = ox.Store()
        if holds_any(self._engine, without := tuple(without)):
            copy_rest(self._engine, draft, without)
        elif len(self._engine):
            copy(self._engine, draft)
        yield Draft(draft)
        self._engine = draft

    def close(self) -> None:
        self._engine = ox.Store()
