"""Places for a scene: the same scene and seed give the same picture, and no name covers another.

Bodies (a coalition with its ring is one) settle by forces, loose parts are packed side by side, boxes
are pushed apart, small pictures are improved actor by actor, and at last labels choose their side and
lines their bow. numpy is imported only when a picture is asked for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conflictkg.draw.labels import body_box, label_box, whole_box
from conflictkg.draw.labels import sides as sides_of
from conflictkg.draw.scene import Node, Scene

if TYPE_CHECKING:
    from conflictkg.draw.plane import Floats, Ints
    from conflictkg.draw.rings import Ring

SMALL = 150
"""Up to so many actors the picture is improved one actor at a time."""
FEW, TRIES = 60, 4
"""Up to so many actors, so many starts are tried and the tidiest picture is kept; of an upright one half as many."""


def place(scene: Scene, seed: int = 1, aspect: float = 1.1) -> Scene:
    """The scene with ``x``, ``y`` and ``side`` of every node, ``bend`` of every tie and ``ring`` of every coalition.

    ``aspect`` is the wished width by height: above 1 for a screen, below 1 for a phone held upright.
    Pixels at scale 1, the middle of the picture at (0, 0), y downwards.
    """
    if not scene.nodes:
        return scene
    import numpy as np

    from conflictkg.draw import bends, rings

    coalitions = rings.ring_members(scene)
    scene = replace(scene, coalitions=coalitions)
    index = {node.id: i for i, node in enumerate(scene.nodes)}
    ties = np.array([(index[e.source], index[e.target]) for e in scene.edges], np.int64).reshape(-1, 2)
    found = [
        rings.build(scene.nodes, [index[c.id], *(index[m] for m in _ordered(scene, c.ring))], aspect)
        for c in coalitions
        if c.ring
    ]
    few = len(ties) > 0 and len(scene.nodes) <= FEW
    tries = TRIES if aspect >= 1 else TRIES // 2
    tried = [_attempt(scene, found, ties, seed + k, aspect) for k in range(tries if few else 1)]
    costs = [bends.untidiness(scene.nodes, p, ties, bow, sides, aspect) if few else 0.0 for p, sides, bow in tried]
    places, sides, bow = tried[costs.index(min(costs))]
    places = places - _middle(scene.nodes, places, sides)
    return _written(scene, places, sides, bow)


def _attempt(scene: Scene, found: list[Ring], ties: Ints, seed: int, aspect: float) -> tuple[Floats, list[str], Floats]:
    """One whole picture: places, label sides and bows."""
    import numpy as np

    from conflictkg.draw import bends
    from conflictkg.draw.rings import HULL_PAD

    places, sides = _arranged(scene, found, ties, seed, aspect)
    limits = np.tile([-np.inf, -np.inf, np.inf, np.inf], (len(places), 1))
    for ring in found:
        pad = np.array([HULL_PAD, HULL_PAD, -HULL_PAD, -HULL_PAD])
        limits[list(ring.nodes)] = np.tile(places[ring.nodes[0]], 2) + ring.box + pad
    bow = np.zeros(len(ties))
    for _ in range(2 if len(ties) else 0):
        if len(scene.nodes) * len(ties) <= bends.LARGE:
            sides = bends.best_sides(scene.nodes, places, ties, bow, sides, limits)
        bow = bends.best_bends(scene.nodes, places, ties, sides)
    return places, sides, bow


def _ordered(scene: Scene, members: tuple[str, ...]) -> list[str]:
    """Leaders first (they stand at the top), then those with the most ties, so that the order means something."""
    leaders = {e.source for e in scene.edges if e.relation == "leads"}
    degree = dict.fromkeys(members, 0)
    for edge in scene.edges:
        for end in (edge.source, edge.target):
            if end in degree:
                degree[end] += 1
    return sorted(members, key=lambda m: (m not in leaders, -degree[m], m))


def _arranged(scene: Scene, found: list[Ring], ties: Ints, seed: int, aspect: float) -> tuple[Floats, list[str]]:
    """Places and label sides of all nodes: bodies first, then what stands in them, then a second look."""
    import numpy as np

    from conflictkg.draw import forces, tidy

    n = len(scene.nodes)
    body_of = np.full(n, -1)
    for b, ring in enumerate(found):
        body_of[list(ring.nodes)] = b
    free = np.nonzero(body_of < 0)[0]
    body_of[free] = len(found) + np.arange(len(free))
    boxes = np.array([ring.box for ring in found] + [_room(scene.nodes[v], n) for v in free])
    body_ties = np.unique(np.sort(body_of[ties], 1), axis=0) if len(ties) else ties
    body_ties = body_ties[body_ties[:, 0] != body_ties[:, 1]]
    size = (boxes[:, 2:] - boxes[:, :2]).mean(1) / 2
    middles = np.zeros((len(boxes), 2))
    parts = tidy.components(len(boxes), body_ties)
    for k, part in enumerate(parts):
        inside = np.isin(body_ties[:, 0], part)
        local = np.searchsorted(part, body_ties[inside])
        settled = forces.settle(size[part], local, seed + k, steps=_steps(len(part), n))
        turned = tidy.evened(tidy.turned(settled, aspect))
        middles[part] = tidy.apart(tidy.compact(turned, boxes[part], aspect), boxes[part])
    if len(parts) > 1:
        middles = tidy.packed(middles, boxes, parts, aspect)
    places, sides = _unfolded(scene, found, middles, body_of)
    if n <= SMALL and len(ties):
        _second_look(scene, found, places, sides, ties, aspect)
        joined = np.concatenate([ties, *(np.array([(r.nodes[0], m) for m in r.nodes[1:]]) for r in found)])
        places = tidy.packed(places, _roomy(scene, found, sides), tidy.components(n, joined), aspect)
    return places, sides


def _steps(bodies: int, actors: int) -> int:
    """How long a part settles; 0 = as long as its size asks for. The small parts of a large picture need no care."""
    return 120 if actors > SMALL and bodies <= SMALL else 0


def _roomy(scene: Scene, found: list[Ring], sides: list[str]) -> Floats:
    """The boxes of all nodes; that of a coalition is the one of its whole ring, hull included."""
    import numpy as np

    boxes = np.array([whole_box(node, side) for node, side in zip(scene.nodes, sides, strict=True)])
    for ring in found:
        boxes[ring.nodes[0]] = ring.box
    return boxes


def _unfolded(scene: Scene, found: list[Ring], middles: Floats, body_of: Ints) -> tuple[Floats, list[str]]:
    """From places of bodies to places of nodes."""
    places = middles[body_of].copy()
    sides = [_side(node) for node in scene.nodes]
    for b, ring in enumerate(found):
        places[list(ring.nodes)] = middles[b] + ring.offsets
        for v, side in zip(ring.nodes, ring.sides, strict=True):
            sides[v] = side
    return places, sides


def _second_look(scene: Scene, found: list[Ring], places: Floats, sides: list[str], ties: Ints, aspect: float) -> None:
    import numpy as np

    from conflictkg.draw.improve import Board, improve

    pairs = np.unique(np.sort(ties, 1), axis=0)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    ring_of = np.full(len(places), -1)
    for r, ring in enumerate(found):
        ring_of[list(ring.nodes)] = r
    places -= places[found[0].nodes[0]] if found else places.mean(0)
    centres = np.array([places[ring.nodes[0]] for ring in found]).reshape(-1, 2)
    ring_boxes = np.array([ring.box for ring in found]).reshape(-1, 4) + np.tile(centres, 2)
    local = np.array([whole_box(node, side) for node, side in zip(scene.nodes, sides, strict=True)])
    nowhere = (1e9, 1e9, 1e9, 1e9)
    labels = np.array(
        [nowhere if side == "inside" else label_box(node, side) for node, side in zip(scene.nodes, sides, strict=True)]
    )
    board = Board(places, local, labels, pairs, ring_of, ring_boxes, aspect)
    improve(board, [ring.nodes for ring in found])


def _room(node: Node, n: int) -> tuple[float, float, float, float]:
    """What is kept free for a node: its label too in a small picture; in a large one the page shows names by zoom."""
    return whole_box(node, _side(node)) if n <= SMALL else body_box(node)


def _side(node: Node) -> str:
    return sides_of(node)[0]


def _middle(nodes: tuple[Node, ...], places: Floats, sides: list[str]) -> Floats:
    from conflictkg.draw.rings import boxes_at

    boxes = boxes_at(nodes, places, sides)
    middle: Floats = (boxes[:, :2].min(0) + boxes[:, 2:].max(0)) / 2
    return middle


def _written(scene: Scene, places: Floats, sides: list[str], bow: Floats) -> Scene:
    nodes = tuple(
        replace(node, x=round(float(x), 1), y=round(float(y), 1), side=side)
        for node, (x, y), side in zip(scene.nodes, places, sides, strict=True)
    )
    edges = tuple(replace(edge, bend=round(float(b), 3)) for edge, b in zip(scene.edges, bow, strict=True))
    return replace(scene, nodes=nodes, edges=edges)
