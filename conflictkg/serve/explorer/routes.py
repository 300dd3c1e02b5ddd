"""Which page answers which address; one that fails for the asker is a page that says why."""

from __future__ import annotations

from collections.abc import Callable

from conflictkg.errors import AmbiguousName, ConflictKGError, UnknownName
from conflictkg.graph import KnowledgeGraph
from conflictkg.serve.explorer import asking, finding, pictures, reasons, things
from conflictkg.serve.explorer.page import Asked, Page, Sent, written
from conflictkg.serve.wire import Frame

_Page = Callable[[KnowledgeGraph, Asked], Page | Sent]
ROUTES: dict[str, _Page] = {
    "/": finding.home,
    "/find": finding.find,
    "/questions": asking.questions_page,
    "/picture": pictures.picture,
    "/figure.svg": pictures.figure,
    "/why": reasons.why,
    "/thing": things.elsewhere,
    "/downloads": pictures.downloads,
    "/editor": finding.editor,
}
BELOW: dict[str, _Page] = {"/id/": things.thing, "/questions/": asking.question, "/downloads/": pictures.download}
"""By the first part of the path, where the rest says which."""


def answer(kg: KnowledgeGraph, frame: Frame) -> Frame:
    """The page for an address."""
    asked = Asked(frame.head["path"], frame.head["fields"], frame.head["accept"])
    return written(_page(kg, asked), asked)


def _page(kg: KnowledgeGraph, asked: Asked) -> Page | Sent:
    found = ROUTES.get(asked.path)
    for start, below in BELOW.items():
        if not found and asked.path.startswith(start):
            found = below
    if not found:
        return Page("fault.html", {"title": "Not here", "why": "There is no page at this address."}, status=404)
    try:
        return found(kg, asked)
    except (UnknownName, AmbiguousName) as why:
        return Page("fault.html", {"title": "Which one?", "why": str(why)}, status=404)
    except ConflictKGError as why:
        return Page("fault.html", {"title": "That cannot be asked so", "why": str(why)}, status=400)
