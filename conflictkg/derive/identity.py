"""One canonical id per actor, from the judgements that two ids mean the same."""

from __future__ import annotations

from collections.abc import Iterable

from conflictkg.namespaces import BASE

OWN = BASE + "ckg/"


def canonical_ids(same: Iterable[tuple[str, str]], loaded: Iterable[str]) -> dict[str, str]:
    """Id -> canonical id, for every loaded id in a cluster of more than one.

    The canonical id is that of our own sheets, else the alphabetically first; an id that is not loaded links others but
    is never canonical. The order of loading plays no part.
    """
    parent: dict[str, str] = {}

    def root(x: str) -> str:
        while parent.setdefault(x, x) != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for a, b in same:
        parent[root(a)] = root(b)
    present = set(loaded)
    clusters: dict[str, list[str]] = {}
    for each in parent:
        if each in present:
            clusters.setdefault(root(each), []).append(each)
    result: dict[str, str] = {}
    for members in clusters.values():
        if len(members) > 1:
            first = min(members, key=lambda iri: (not iri.startswith(OWN), iri))
            result |= dict.fromkeys(members, first)
    return result
