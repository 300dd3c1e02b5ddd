"""The pictures of a graph: what is to be seen of it, as a page, a figure, or lanes over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from conflictkg import questions
from conflictkg.errors import ConflictKGError
from conflictkg.parameters import in_order

if TYPE_CHECKING:
    from conflictkg.draw.gather import Answered
    from conflictkg.draw.lanes import Lanes
    from conflictkg.draw.network import AllianceNetwork
    from conflictkg.draw.scene import Scene
    from conflictkg.graph import KnowledgeGraph

Names = tuple[str, ...]


class Shown(TypedDict, total=False):
    """What of a graph is shown: the surroundings of the actors named, ``depth`` (1) steps far, on a day.

    Among the actors may be datasets. With a ``question`` it is those whom its answer names, with the ties among them;
    the actors then are the values of its parameters, in their order. ``size`` and ``colour`` are measures of the whole
    network on the day (:data:`conflictkg.analyze.marks.MARKS`) by which marks are drawn.
    """

    depth: int
    as_of: str
    policy: str
    question: str
    size: str
    colour: str


def history(kg: KnowledgeGraph, actors: Names, shown: Shown) -> Scene:
    """What is to be seen, with the ties of all days; ``as_of`` is kept in it."""
    from conflictkg.draw.gather import gather

    under = kg.under(shown.get("policy", ""))
    day = shown.get("as_of") or kg.as_of
    question = shown.get("question", "")
    answer = _answered(under, question, actors, day) if question else None
    found = gather(under.store, actors, shown.get("depth", 1), day, under.policy, answer)
    size, colour = shown.get("size", ""), shown.get("colour", "")
    if not (size or colour):
        return found
    from conflictkg.analyze.marks import marked

    return marked(found, under, size, colour)


def scene(kg: KnowledgeGraph, actors: Names, shown: Shown) -> Scene:
    """What is to be seen on the day, or at any time."""
    whole = history(kg, actors, shown)
    return whole.on(whole.as_of) if whole.as_of else whole


def _answered(kg: KnowledgeGraph, question: str, values: Names, as_of: str) -> Answered:
    """The ids that an answer and its parameters name."""
    from conflictkg.draw.gather import answered

    found = questions.find(question)
    answer = kg.query(question, as_of, "", **in_order(found, values))
    return answered(kg.store, found, values, answer.texts())


def network(kg: KnowledgeGraph, actors: Names, shown: Shown, engine: str, tab: str) -> AllianceNetwork:
    """The page of all days: its slider stands at the day first, its second tab has the lanes."""
    from conflictkg.draw.lanes import to_json
    from conflictkg.draw.network import AllianceNetwork

    found = lanes(kg, actors, shown)
    return AllianceNetwork(history(kg, actors, shown), engine=engine, lanes=to_json(found), tab=tab)


def lanes(kg: KnowledgeGraph, actors: Names, shown: Shown) -> Lanes:
    """Lanes with bars, changes between them, events across them; ``size`` and ``colour`` mean nothing to them."""
    from conflictkg.draw.gather import datasets
    from conflictkg.draw.lanes import among
    from conflictkg.draw.timeline import timeline

    under, depth, day = kg.under(shown.get("policy", "")), shown.get("depth", 1), shown.get("as_of") or kg.as_of
    if not shown.get("question") and not {each.title for each in datasets(under.store)}.intersection(actors):
        return timeline(under.store, actors, depth, day, under.policy)
    seen = history(under, actors, {"depth": depth, "as_of": day, "question": shown.get("question", "")})
    return among(timeline(under.store, (), depth, day, under.policy), {node.id for node in seen.nodes}, seen.title)


def figure(kg: KnowledgeGraph, picture: str, actors: Names, shown: Shown, format: str, width: float) -> bytes:
    """A picture as a file; raises ConflictKGError for one that is neither network nor lanes."""
    from conflictkg.draw.figures import figure

    if picture not in ("network", "lanes"):
        raise ConflictKGError(f'"{picture}" is no picture. Known: network, lanes.')
    return figure(lanes(kg, actors, shown) if picture == "lanes" else scene(kg, actors, shown), format, width)
