"""Stores: where the graph lies. :func:`open_store` takes a directory, ``:memory:`` or a URL."""

from __future__ import annotations

from conflictkg.errors import UnavailableError
from conflictkg.store.base import Draft, Store, copy
from conflictkg.store.memory import MemoryStore

__all__ = ["Draft", "MemoryStore", "Store", "copy", "open_store"]


def open_store(place: str, create: bool = False) -> Store:
    """Open a store; ``create`` makes a directory that is not there yet.

    Raises :class:`~conflictkg.errors.StoreError` for what is not a store, StoreError too for a server that
    does not answer, and UnavailableError for one that is not known.
    """
    if place == ":memory:":
        return MemoryStore()
    if place.startswith(("http://", "https://")):
        try:
            from conflictkg.store.remote import RemoteStore  # here: httpx is needed for servers only
        except ImportError:
            raise UnavailableError("Stores on servers need httpx: pip install 'conflictkg[remote]'.") from None

        return RemoteStore(place)
    from conflictkg.store.directory import DirectoryStore  # here: a store in memory needs no files

    return DirectoryStore(place, create)
