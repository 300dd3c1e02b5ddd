"""``python -m conflictkg.serve.held``: the keeper as a process, started by the server with a socket and its limits."""

from __future__ import annotations

import gc
import json
import signal
import socket
import sys
from collections.abc import Sequence
from importlib import import_module

from conflictkg import questions
from conflictkg.errors import ConflictKGError, StoreError
from conflictkg.graph import KnowledgeGraph, example, open_graph
from conflictkg.serve import sparql
from conflictkg.serve.change import change
from conflictkg.serve.explorer import routes
from conflictkg.serve.explorer.page import warm
from conflictkg.serve.keeper import Keeper
from conflictkg.serve.limits import Limits
from conflictkg.serve.shown import shown
from conflictkg.serve.wire import Frame, receive, send
from conflictkg.serve.worker import Answering, die_with_parent

_OPS = {"query": sparql.query, "graph": sparql.graph, "description": sparql.description}
_DRAWING = (
    "draw.network",
    "draw.lanes",
    "draw.timeline",
    "draw.figures",
    "explain",
    "view",
    "export.rdf",
    "export.jsonld",
)


def answering(kg: KnowledgeGraph, limits: Limits) -> Answering:
    """How a worker answers: by what is asked for, with faults of the asker told in words."""

    def answer(frame: Frame) -> Frame:
        try:
            if frame.head["op"] == "page":
                return routes.answer(kg, frame)
            return _OPS[frame.head["op"]](kg.store, frame, limits)
        except sparql.TooLong as told:
            return refused(413, told)
        except ConflictKGError as told:
            return refused(400, told)

    return answer


def refused(status: int, told: Exception) -> Frame:
    """A refusal in words."""
    return Frame({"status": status, "type": "text/plain; charset=utf-8"}, f"{told}\n".encode())


def _changed(place: str, frame: Frame) -> Frame:
    try:
        with open_graph(place, create=False) as kg:
            return change(kg.store, frame)
    except StoreError as told:
        return refused(503, told)
    except ConflictKGError as told:
        return refused(400, told)


def _warm(kg: KnowledgeGraph, modules: Sequence[str]) -> None:
    """Load what pages need before workers are forked, so that each has it; after a change less, to be soon."""
    for name in modules:
        import_module(f"conflictkg.{name}")
    warm()
    for name in questions.names():
        questions.named(name)
    routes.answer(kg, Frame({"path": "/", "fields": {}, "accept": ""}))


def main() -> None:
    """Hold a store for the server whose socket has this number; where it is to be changed, change it first."""
    place, limits, changing = sys.argv[2], Limits(**json.loads(sys.argv[3])), sys.argv[4] == "change"
    wire = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends us, by closing its socket
    die_with_parent()
    if changing:
        frame = receive(wire)
        told = _changed(place, frame) if frame else refused(500, EOFError())
        send(wire, told)
        if told.head["status"] >= 300:
            return
    try:
        with open_graph(place, create=False) if place else example() as whole:
            kg = KnowledgeGraph(shown(whole.store))
        keeper = Keeper(wire, answering(kg, limits), limits.memory)
    except ConflictKGError as error:
        send(wire, Frame({"error": str(error), "code": error.exit_code}))
        return
    _warm(kg, () if changing else _DRAWING)
    gc.collect()
    gc.freeze()  # so that workers share what they do not change
    send(wire, Frame({"ready": True}))
    keeper.keep()


if __name__ == "__main__":
    main()
