"""The scene: what it refuses, and what its legend counts."""

from __future__ import annotations

import dataclasses

import pytest
import scenes

from conflictkg.draw.scene import Coalition, Edge, Node, Scene
from conflictkg.errors import ConflictKGError


def test_legend_counts_kinds_and_relations_commonest_first() -> None:
    scene = scenes.small()
    assert [(e.key, e.count) for e in scene.kinds] == [("ArmedGroup", 9), ("Coalition", 1), ("Government", 1)]
    assert (scene.relations[0].key, scene.relations[0].count) == ("memberOf", 7)
    assert len(scene) == 11


def test_a_scene_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        scenes.small().title = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("nodes", "edges", "coalitions", "words"),
    [
        ((Node("a", "A"), Node("a", "B")), (), (), "actor 'a' twice"),
        ((Node("a", "A"),), (Edge("e", "a", "b", "leads", "leads"),), (), "names 'b'"),
        ((Node("a", "A"),), (), (Coalition("a", ("c",)),), "names 'c'"),
        ((Node("a", "A"),), (Edge("e", "a", "a", "r", "r"), Edge("e", "a", "a", "r", "r")), (), "tie 'e' twice"),
    ],
)
def test_ids_are_checked(
    nodes: tuple[Node, ...], edges: tuple[Edge, ...], coalitions: tuple[Coalition, ...], words: str
) -> None:
    with pytest.raises(ConflictKGError, match=words):
        Scene("x", nodes, edges, coalitions)
