"""Pictures with their slider, figures for pages, and everything as files."""

from __future__ import annotations

import html
import io
import re
import zipfile

from conflictkg.errors import QueryError
from conflictkg.export import FORMATS, write
from conflictkg.graph import KnowledgeGraph
from conflictkg.serve.explorer.page import HTML, Asked, Page, Sent

_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
_DEPTH = 3
_TYPES = {".ttl": "text/turtle", ".trig": "application/trig", ".nq": "application/n-quads", ".csv": "text/csv"}
_TYPES |= {".nt": "application/n-triples", ".jsonld": "application/ld+json", ".rdf": "application/rdf+xml"}
_TYPES |= {".json": "application/json", ".zip": "application/zip"}


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
    """All that is shown in a format, on a day or of all days; files that belong together come in one .zip."""
    format = asked.path.removeprefix("/downloads/")
    texts = {
        name: t.encode() if isinstance(t, str) else t for name, t in write(kg.view(asked.one("as_of")), format).items()
    }
    suffix, whole = FORMATS[format], next(iter(texts.values()))
    if len(texts) > 1:
        whole, suffix = _zipped({f"{name}{suffix}": data for name, data in texts.items()}), ".zip"
    headers = {"content-disposition": f'attachment; filename="conflictkg-{format}{suffix}"'}
    return Sent(whole, _TYPES.get(suffix, "application/octet-stream"), headers)


def _zipped(files: dict[str, bytes]) -> bytes:
    """Files in a .zip; the same for the same files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
