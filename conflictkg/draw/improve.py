"""A second look at small pictures: move one actor at a time to where fewer lines cross and none hides a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from conflictkg.draw.plane import Bools, Floats, Ints, boxes_overlap, line_hits_box, lines_cross

THROUGH, OWN_NAME, CROSSING, PER_PIXEL, SPREAD, OUTSIDE = 6.0, 2.5, 2.0, 0.010, 0.006, 0.04
ROOM, TIGHTNESS = 20.0, 3.4
WORK = 1_500_000
"""How many comparisons of lines the second look may take in all; larger pictures get fewer rounds."""


@dataclass(slots=True)
class Board:
    """A picture while it is improved.

    ``places`` (n, 2); ``local`` (n, 4) boxes of marks with labels and ``labels`` (n, 4) of labels alone, empty
    where a label stands in its mark; ``ties`` (m, 2) each pair once; ``ring_of`` (n,) the ring of each node
    or -1; ``ring_boxes`` (r, 4); ``aspect`` width by height.
    """

    places: Floats
    local: Floats
    labels: Floats
    ties: Ints
    ring_of: Ints
    ring_boxes: Floats
    aspect: float
    incident: list[Ints] = field(default_factory=list)
    frame: Floats = field(default_factory=lambda: np.zeros(2))

    def __post_init__(self) -> None:
        rows = np.arange(len(self.ties))
        self.incident = [rows[(self.ties == v).any(1)] for v in range(len(self.places))]
        self.frame = self._frame()

    def _frame(self) -> Floats:
        """Half the width and height that the picture should keep to: some times the room of its boxes."""
        free = self.local[self.ring_of < 0]
        size = np.concatenate([free[:, 2:] - free[:, :2] + ROOM, self.ring_boxes[:, 2:] - self.ring_boxes[:, :2]])
        area = TIGHTNESS * (size[: len(free)].prod(1).sum()) + 1.3 * size[len(free) :].prod(1).sum()
        half = np.sqrt(area * np.array([self.aspect, 1 / self.aspect])) / 2
        framed: Floats = np.maximum(half, size.max(0) / 2)
        return framed

    def boxes(self) -> Floats:
        """Where the boxes are now, shape (n, 4)."""
        now: Floats = self.local + np.tile(self.places, 2)
        return now


def improve(board: Board, rings: Sequence[Sequence[int]], rounds: int = 8) -> None:
    """Move free nodes and swap members of one ring while that makes the picture better; changes ``board.places``."""
    free = [v for v in range(len(board.places)) if board.ring_of[v] < 0]
    free = [v for v in free if len(board.incident[v])]
    free.sort(key=lambda v: (-len(board.incident[v]), v))
    steps = sum(180 * len(board.incident[v]) * (len(board.places) + len(board.ties)) for v in free) // 20
    for _ in range(min(rounds, 1 + WORK // max(steps, 1))):
        moved = [_move(board, v) for v in free]
        swapped = [_swap(board, ring[1:]) for ring in rings]
        if not any(moved) and not any(swapped):
            return


def _move(board: Board, v: int) -> bool:
    tried = np.concatenate([board.places[v][None], _candidates(board, v)])
    costs = _costs(board, v, tried)
    best = int(costs.argmin())
    if costs[best] >= costs[0] - 1e-3:
        return False
    board.places[v] = tried[best]
    return True


def _candidates(board: Board, v: int) -> Floats:
    """Places near where it is, and round each of its neighbours."""
    angles = np.arange(16) * (np.pi / 8)
    directions = np.stack([np.cos(angles), np.sin(angles)], -1)
    near = board.places[v] + np.concatenate([directions * r for r in (18, 50, 110, 220, 380)])
    ends = board.ties[board.incident[v]]
    neighbours = board.places[np.unique(ends[ends != v])][:6]
    round_them = neighbours[:, None, None] + directions[None, None] * np.array([120, 190, 300])[None, :, None, None]
    tried: Floats = np.concatenate([near, round_them.reshape(-1, 2)])
    return tried


def _costs(board: Board, v: int, tried: Floats) -> Floats:
    """The cost of every tried place (k, 2) of one node; infinite where it would cover something."""
    mine = board.local[v] + np.tile(tried, 2)
    others = np.arange(len(board.places)) != v
    boxes = board.boxes()
    covered = boxes_overlap(mine[:, None], boxes[None, others], ROOM).any(1)
    if len(board.ring_boxes):
        covered |= boxes_overlap(mine[:, None], board.ring_boxes[None], ROOM).any(1)
    costs = np.full(len(tried), np.inf)
    tried, mine, wide = tried[~covered], mine[~covered], np.sqrt(board.aspect)
    cost: Floats = SPREAD * np.hypot(tried[:, 0] / wide, tried[:, 1] * wide)
    cost = cost + OUTSIDE * np.maximum(np.maximum(-mine[:, :2], mine[:, 2:]) - board.frame, 0).sum(1)
    cost = cost + THROUGH * _foreign_lines(board, v, mine)
    costs[~covered] = cost + _line_costs(board, v, tried, boxes)
    return costs


def _foreign_lines(board: Board, v: int, mine: Floats) -> Floats:
    """How many lines that are not this node's run through its box, for each tried place."""
    away = np.delete(board.ties, board.incident[v], 0)
    a, b = board.places[away[:, 0]], board.places[away[:, 1]]
    through: Floats = line_hits_box(a[None], b[None], mine[:, None]).sum(1).astype(np.float64)
    return through


def _line_costs(board: Board, v: int, tried: Floats, boxes: Floats) -> Floats:
    """Length, crossings and nodes run through, summed over the lines of ``v``, for each tried place."""
    pairs = board.ties[board.incident[v]]
    ends = np.where(pairs[:, 0] == v, pairs[:, 1], pairs[:, 0])
    if not len(ends):
        return np.zeros(len(tried))
    a, b = tried[:, None], board.places[ends][None]
    cost = PER_PIXEL * np.hypot(*np.moveaxis(b - a, -1, 0)).sum(1)
    strangers = _strangers(len(boxes), v, ends)
    hits: Bools = line_hits_box(a[:, :, None], b[:, :, None], boxes[None, None]) & strangers[None]
    cost = cost + THROUGH * hits.sum((1, 2))
    cost = cost + THROUGH / 2 * _ring_hits(board, v, ends, a, b)
    own = board.labels[v] + np.tile(tried, 2)
    theirs = board.labels[ends] + np.tile(board.places[ends], 2)
    cost = cost + OWN_NAME * (line_hits_box(a, b, own[:, None]).sum(1) + line_hits_box(a, b, theirs[None]).sum(1))
    first, second = board.ties.T
    apart = (first != v) & (second != v) & (first != ends[:, None]) & (second != ends[:, None])
    c, d = board.places[board.ties[:, 0]], board.places[board.ties[:, 1]]
    crossed = lines_cross(a[:, :, None], b[:, :, None], c[None, None], d[None, None]) & apart[None]
    total: Floats = cost + CROSSING * crossed.sum((1, 2))
    return total


def _strangers(n: int, v: int, ends: Ints) -> Bools:
    """(ends, n): True where a node is no party to the line from ``v`` to that end."""
    strange = np.ones((len(ends), n), bool)
    strange[:, v] = False
    strange[np.arange(len(ends)), ends] = False
    return strange


def _ring_hits(board: Board, v: int, ends: Ints, a: Floats, b: Floats) -> Floats:
    """How often lines run over a ring to which neither end belongs."""
    if not len(board.ring_boxes):
        return np.zeros(len(a))
    inner = board.ring_boxes + np.array([40.0, 40.0, -40.0, -40.0])
    rings = np.arange(len(inner))
    strange = (board.ring_of[ends][:, None] != rings) & (board.ring_of[v] != rings)
    hits: Floats = (line_hits_box(a[:, :, None], b[:, :, None], inner[None, None]) & strange[None]).sum((1, 2)) * 1.0
    return hits


def _swap(board: Board, members: Sequence[int]) -> bool:
    """Let two members of a ring change places where that shortens and uncrosses their lines.

    Two with no tie but that to their coalition are left: it makes no difference which of them stands where.
    """
    better = False
    now: dict[int, float] = {}
    for i, u in enumerate(members):
        for w in members[i + 1 :]:
            if max(len(board.incident[u]), len(board.incident[w])) < 2:
                continue
            for v in (u, w):
                now[v] = now[v] if v in now else _cost(board, v)
            before = now[u] + now[w]
            board.places[[u, w]] = board.places[[w, u]]
            if _cost(board, u) + _cost(board, w) < before - 1e-3:
                better = True
                now.clear()
            else:
                board.places[[u, w]] = board.places[[w, u]]
    return better


def _cost(board: Board, v: int) -> float:
    """What the place of one member costs; infinite where its name meets another."""
    boxes = board.boxes()
    if boxes_overlap(boxes[v], np.delete(boxes, v, 0), 2.0).any():
        return float("inf")
    lines = float(_line_costs(board, v, board.places[v][None], boxes)[0])
    return lines + THROUGH * float(_foreign_lines(board, v, boxes[v][None])[0])
