"""Places on the page: the same each time, nothing over anything, members round their coalition."""

from __future__ import annotations

import itertools
import math
from functools import lru_cache

import numpy as np
import pytest
import scenes
from hypothesis import given
from hypothesis import strategies as st

from conflictkg.draw.labels import Box, body_box, whole_box, wrap
from conflictkg.draw.layout import place
from conflictkg.draw.plane import boxes_overlap, overlapping_pairs
from conflictkg.draw.scene import Edge, Node, Scene
from conflictkg.draw.tidy import evened

SHAPES = [1.1, 0.45]


def box(node: Node) -> Box:
    """Where a mark with its label lies."""
    left, top, right, bottom = whole_box(node, node.side)
    return left + node.x, top + node.y, right + node.x, bottom + node.y


def overlap(a: Box, b: Box) -> bool:
    """Whether two boxes share room."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def overlapping(scene: Scene) -> list[tuple[str, str]]:
    """Labels of the pairs that cover each other."""
    pairs = itertools.combinations(scene.nodes, 2)
    return [(a.label, b.label) for a, b in pairs if overlap(box(a), box(b))]


@lru_cache
def idlib(aspect: float = SHAPES[0]) -> Scene:
    """The article's picture in its places."""
    return place(scenes.idlib(), aspect=aspect)


MADE = {"small": scenes.small, "hostile": scenes.hostile, "150 actors": lambda: scenes.large(150, 210)}


@pytest.mark.parametrize("aspect", SHAPES)
@pytest.mark.parametrize("name", ["idlib", *MADE])
def test_no_name_covers_another(name: str, aspect: float) -> None:
    assert overlapping(idlib(aspect) if name == "idlib" else place(MADE[name](), aspect=aspect)) == []


def test_the_same_scene_gives_the_same_places_and_another_seed_others() -> None:
    assert place(scenes.idlib()) == idlib()
    assert [n.x for n in place(scenes.idlib(), seed=7).nodes] != [n.x for n in idlib().nodes]


@pytest.mark.parametrize("aspect", SHAPES)
def test_members_stand_round_their_coalition_and_others_outside(aspect: float) -> None:
    scene = idlib(aspect)
    (coalition,) = scene.coalitions
    nodes = {node.id: node for node in scene.nodes}
    hub, members = nodes[coalition.id], [nodes[m] for m in coalition.ring]
    assert set(coalition.ring) == set(coalition.members)
    assert abs(sum(m.x for m in members) / 7 - hub.x) < 2
    assert abs(sum(m.y for m in members) / 7 - hub.y) < 2
    left, right = min(m.x for m in members), max(m.x for m in members)
    top, bottom = min(m.y for m in members), max(m.y for m in members)
    inside = [n.label for n in scene.nodes if left <= n.x <= right and top <= n.y <= bottom]
    assert sorted(inside) == sorted([hub.label, *(m.label for m in members)])


def test_lines_do_not_run_through_strangers() -> None:
    scene = idlib()
    nodes = {node.id: node for node in scene.nodes}
    hits = []
    for edge in scene.edges:
        for node in scene.nodes:
            if node.id not in (edge.source, edge.target) and runs_through(
                nodes[edge.source], nodes[edge.target], edge, node
            ):
                hits.append((edge.id, node.label))
    assert hits == []


def runs_through(a: Node, b: Node, edge: Edge, stranger: Node) -> bool:
    """Whether the drawn curve of a tie comes over the mark of a node."""
    via_x = (a.x + b.x) / 2 + 2 * edge.bend * (b.y - a.y)
    via_y = (a.y + b.y) / 2 - 2 * edge.bend * (b.x - a.x)
    left, top, right, bottom = (v + (stranger.x, stranger.y)[i % 2] for i, v in enumerate(body_box(stranger)))
    for k in range(101):
        t = k / 100
        x = (1 - t) ** 2 * a.x + 2 * t * (1 - t) * via_x + t * t * b.x
        y = (1 - t) ** 2 * a.y + 2 * t * (1 - t) * via_y + t * t * b.y
        if left < x < right and top < y < bottom:
            return True
    return False


def test_ties_of_one_pair_lie_apart() -> None:
    bends = [e.bend for e in place(scenes.small()).edges if "nusra" in e.source and "fatah" in e.target]
    assert len(bends) == 2
    assert abs(bends[0] - bends[1]) > 0.1


def test_a_large_scene_keeps_its_marks_apart_and_its_neighbours_near() -> None:
    scene = place(scenes.large(500, 700))
    marks = [(n.x, n.y) for n in scene.nodes]
    nearest = [min(math.dist(p, q) for q in marks if q is not p) for p in marks]
    assert min(nearest) > 20
    extent = max(max(abs(x), abs(y)) for x, y in marks)
    ideal = 2 * extent / math.sqrt(len(marks))
    assert sorted(nearest)[50] > 0.15 * ideal, "the tenth of the actors that stands closest stands too close"
    length = {n.id: (n.x, n.y) for n in scene.nodes}
    tied = [math.dist(length[e.source], length[e.target]) for e in scene.edges]
    assert sum(tied) / len(tied) < 0.75 * extent, "ties should be shorter than random pairs are"


def test_small_and_odd_scenes() -> None:
    assert place(Scene("empty")).nodes == ()
    (alone,) = place(Scene("one", (Node("a", "A"),))).nodes
    assert math.isfinite(alone.x)
    assert math.isfinite(alone.y)
    loop = place(Scene("loop", (Node("a", "A"), Node("b", "B")), (Edge("e", "a", "a", "r", "r"),)))
    assert overlapping(loop) == []
    apart = place(Scene("loose", tuple(Node(str(i), f"Actor {i}") for i in range(12))))
    assert overlapping(apart) == []


def test_a_member_of_two_coalitions_stands_on_one_ring() -> None:
    base = scenes.small()
    other = scenes.actor("other", "Other Room", "Coalition")
    shared = type(base.coalitions[0])(other.id, base.coalitions[0].members[:3])
    scene = place(Scene("two", (*base.nodes, other), base.edges, (*base.coalitions, shared)))
    rings = [set(c.ring) for c in scene.coalitions]
    assert not rings[0] & rings[1]
    assert overlapping(scene) == []


def test_labels_wrap_at_spaces_and_end() -> None:
    assert wrap("Jabhat al-Nusra") == ["Jabhat al-Nusra"]
    assert wrap("") == [""]
    long = wrap("a very long name of an actor that nobody would ever want to read in one picture")
    assert len(long) == 3
    assert long[-1].endswith("…")
    assert max(len(line) for line in wrap("x" * 90)) <= 22


@given(st.lists(st.tuples(*[st.integers(-60, 60)] * 2, *[st.integers(1, 40)] * 2), max_size=40), st.integers(0, 9))
def test_the_grid_finds_every_pair_that_overlaps(rows: list[tuple[int, int, int, int]], margin: int) -> None:
    boxes = np.array([(x, y, x + w, y + h) for x, y, w, h in rows], np.float64).reshape(-1, 4)
    first, second = overlapping_pairs(boxes, margin)
    found = [tuple(sorted(pair)) for pair in zip(first.tolist(), second.tolist(), strict=True)]
    pairs = itertools.combinations(range(len(boxes)), 2)
    assert sorted(found) == [(a, b) for a, b in pairs if boxes_overlap(boxes[a], boxes[b], margin)]


def test_a_crowd_fills_its_room_evenly() -> None:
    middle = np.random.default_rng(1).standard_normal((400, 2)) ** 3
    far = np.sqrt(((evened(middle) / evened(middle).std(0)) ** 2).sum(1))
    inner, outer = (far < np.median(far)).sum(), (far >= np.median(far)).sum()
    assert abs(int(inner) - int(outer)) <= 1
    assert far.max() < 1.6 * np.median(far), "half of the actors take half of the room"
    small = middle[:20]
    assert (evened(small) == small).all()
