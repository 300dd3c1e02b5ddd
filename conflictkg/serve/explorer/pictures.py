"""Pictures with their slider, figures for pages, and everything as files."""

from __future__ import annotations

import html
import re

from conflictkg.errors import QueryError
from conflictkg.export import FORMATS, write
from conflictkg.graph import KnowledgeGraph
from conflictkg.serve.explorer.page import HTML, Asked, Page, Sent

_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
_DEPTH = 3
_TYPES = {
    ".ttl": "text/turtle",
    ".trig": "application/trig",
    ".nq": "application/n-quads",
    ".rdf": "application/rdf+xml",
}
_TYPES |= {".nt": "application/n-triples", ".jsonld": "application/ld+json", ".csv": "text/csv"}
_TYPES |= {".graphml": "application/xml", ".gexf": "application/xml"}


def picture(kg: KnowledgeGraph, asked: Asked) -> Sent:
    """The page of ``conflictkg render``: all, or around some actors, or a question's answer."""
    tab = "lanes" if asked.one("tab") == "lanes" else "network"
    drawn = kg.network(*asked.all("actor"), depth=_depth(asked), as_of=asked.one("as_of"), tab=tab)
    text = drawn.generate_html()
    found = _POLICY.search(text)
    policy = f"{html.unescape(found[1])}; frame-ancestors 'none'" if found else "default-src 'none'"
    return Sent(text.encode(), HTML, {"content-security-policy": policy})


def figure(kg: KnowledgeGraph, asked: Asked) -> Sent:
    """A figure as SVG: ``?picture=lanes`` or network, and actors."""
    drawn = kg.figure(
        asked.one("picture") or "network", *asked.all("actor"), depth=_depth(asked), as_of=asked.one("as_of")
    )
    return Sent(
        drawn,
        "image/svg+xml; charset=utf-8",
        {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'"},
    )


def _depth(asked: Asked) -> int:
    text = asked.one("depth") or "1"
    if text not in map(str, range(1, _DEPTH + 1)):
        raise QueryError(f"depth is a number from 1 to {_DEPTH}.")
    return int(text)


def downloads(_: KnowledgeGraph, __: Asked) -> Page:
    """Which files there are."""
    return Page("downloads.html", {"title": "Downloads", "files": FORMATS})


def download(kg: KnowledgeGraph, asked: Asked) -> Sent:
    """All that is shown in a format, on a day or of all days; of csv the edges, or the nodes by ``?part=nodes``."""
    format = asked.path.removeprefix("/downloads/")
    texts = write(kg.view(asked.one("as_of")), format)
    part = asked.one("part")
    text = texts[part] if part in texts else next(iter(texts.values()))
    name = f"conflictkg{'-' + part if part in texts and part else ''}{FORMATS[format]}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Sent(text.encode(), f"{_TYPES[FORMATS[format]]}; charset=utf-8", headers)
