"""What may be handed on: a store without the datasets whose terms forbid it."""

from __future__ import annotations

import pyoxigraph as ox

from conflictkg.derive import derive
from conflictkg.namespaces import CKG, dataset_name
from conflictkg.store import MemoryStore, Store, copy


def kept_back(store: Store) -> list[str]:
    """The datasets that are marked ``redistribute: no``, sorted."""
    return sorted(dataset_name(node) for node, told in store.pairs(CKG + "redistribute") if told == "no")


def shareable(store: Store, policy: str = "default") -> Store:
    """The store without those datasets and without what follows from them; itself where there are none."""
    names = kept_back(store)
    if not names:
        return store
    rest = MemoryStore(place=store.place)
    with rest.writing() as draft:
        copy(store.engine, draft.engine)
        for quad in list(draft.engine.quads_for_pattern(None, ox.NamedNode(CKG + "redistribute"), ox.Literal("no"))):
            draft.remove(quad.graph_name.value)  # type: ignore[union-attr]
        derive(draft, policy)
    return rest
