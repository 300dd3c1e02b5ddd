"""Files that pages need, read once: nothing but these is served from disk."""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from conflictkg.draw.style import PALETTE

_FOLDER = Path(__file__).parent / "assets"
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}


class Asset(NamedTuple):
    """A file with its media type, packed for browsers that can unpack it, and a mark that changes with it."""

    data: bytes
    packed: bytes
    type: str
    mark: str


@lru_cache(maxsize=1)
def assets() -> dict[str, Asset]:
    """Name -> file."""
    found = {}
    for path in sorted(_FOLDER.iterdir()):
        if path.suffix in _TYPES:
            data = path.read_bytes()
            if path.name == "explorer.css":
                data = _colours().encode() + data
            mark = f'"{hashlib.sha256(data).hexdigest()[:20]}"'
            found[path.name] = Asset(data, gzip.compress(data, 6, mtime=0), _TYPES[path.suffix], mark)
    return found


def _colours() -> str:
    """The colours of pictures, light and dark, and one for the edges of fields that can be seen on both."""
    light, dark = ("".join(f"--{name}:{pair[n]};" for name, pair in PALETTE.items()) for n in (0, 1))
    edge = ("--edge:#868d97;", "--edge:#79838f;")
    return f":root{{{light}{edge[0]}}}\n@media (prefers-color-scheme: dark){{:root{{{dark}{edge[1]}}}}}\n"


async def asset(request: Request) -> Response:
    """One file; 304 where the browser has it."""
    found = assets().get(request.path_params["name"])
    if not found:
        return Response("There is no such file.\n", 404, media_type="text/plain")
    headers = {
        "etag": found.mark,
        "cache-control": "max-age=3600",
        "vary": "accept-encoding",
        "content-type": found.type,
    }
    if request.headers.get("if-none-match") == found.mark:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.packed, headers=headers | {"content-encoding": "gzip"})
    return Response(found.data, headers=headers)
