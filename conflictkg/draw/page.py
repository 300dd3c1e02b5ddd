"""One offline HTML file of a scene: no request of any kind, no markup from data, the same bytes for the same scene.

The file allows by its Content-Security-Policy only the scripts and the one style sheet whose hashes
it names; data stands in two JSON blocks in which no ``<``, ``>`` or ``&`` is left, and the script puts it
on the page as text. Two engines pan and zoom: ``vis`` for pictures up to some thousand actors (pyvis's vis-network,
469 KB, stands in the page deflated, some 180 KB as text; the page unpacks it into a script element, and the browser
runs it only if its hash is the one named), ``canvas`` above: a few KB of our own that paint crowds in batches.
A browser that knows ``rel=expect`` shows nothing before the script has run, so that it does not lay out and paint an
empty page first.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import zlib
from collections.abc import Iterable
from pathlib import Path
from string import Template
from typing import Any

from conflictkg.draw.content import content, told
from conflictkg.draw.scene import Dataset, Scene
from conflictkg.draw.style import PALETTE
from conflictkg.errors import ConflictKGError, UnavailableError

ASSETS = Path(__file__).parent / "assets"
SCRIPTS = (
    "data.js", "time.js", "paint.js", "shown.js", "picture.js", "under.js", "details.js", "panel.js", "table.js",
    "legend.js", "search.js", "timebar.js", "lanes.js", "choice.js", "keys.js", "address.js", "files.js",
)  # fmt: skip
ENGINES = {"vis": ("engine.js",), "canvas": ("crowd.js", "canvas.js")}
MOST_FOR_VIS = 1000
LIBRARY = "vis-9.1.2/vis-network.min.js"


def page(
    wide: Scene,
    tall: Scene | None = None,
    engine: str = "auto",
    lanes: dict[str, Any] | None = None,
    tab: str = "network",
) -> str:
    """The whole file as text.

    ``wide`` and ``tall`` are one scene placed for a screen and for a phone held upright; without ``tall``
    the wide places serve for both. ``engine`` is ``vis``, ``canvas`` or ``auto``, ``lanes`` the JSON of
    :func:`conflictkg.draw.lanes.to_json` for the second tab, ``tab`` the one open first (``network``, ``lanes``).
    Raises ConflictKGError for another engine, and UnavailableError where pyvis lacks the vis-network script.
    """
    engine = chosen_engine(engine, len(wide))
    script, style = _script(ENGINES[engine]), _style()
    library = _library() if engine == "vis" else ""
    allowed = " ".join(_hash(text) for text in (library, script) if text)
    policy = (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    text = {
        "language": scene_language(wide),
        "policy": policy,
        "title": wide.title,
        "subtitle": subtitle(wide),
        "alternative": f"{wide.title}: {len(wide.nodes)} actors, {len(wide.edges)} ties",
        "licences": licences(wide.datasets),
    }
    escaped = {key: html.escape(value, quote=True) for key, value in text.items()}
    raw = {
        "style": style,
        "script": script,
        "library": _LIBRARY.format(_packed(library)) if library else "",
        "data": _json(
            content(wide, tall or wide) | {"engine": engine} | ({"lanes": lanes, "tab": tab} if lanes else {})
        ),
        "told": _json(told(wide)),
    }
    return Template((ASSETS / "page.html").read_text(encoding="utf-8")).substitute(escaped, **raw)


_LIBRARY = '<script type="application/octet-stream" id="library">{}</script>\n'


def chosen_engine(engine: str, actors: int) -> str:
    """``vis`` or ``canvas``; ``auto`` goes by the number of actors.

    >>> chosen_engine("auto", 24), chosen_engine("auto", 2000)
    ('vis', 'canvas')
    """
    if engine == "auto":
        return "vis" if actors <= MOST_FOR_VIS else "canvas"
    if engine not in ENGINES:
        raise ConflictKGError(f'There is no engine "{engine}"; take auto, {" or ".join(ENGINES)}.')
    return engine


def subtitle(scene: Scene) -> str:
    """The day and the policy in one line; every picture names both."""
    day = f"As of {scene.as_of}" if scene.as_of else "All dates"
    return f"{day} · policy “{scene.policy}” · what sources claim, not what is true"


def licences(datasets: Iterable[Dataset]) -> str:
    """The datasets with version and licence in one line."""
    return "; ".join(", ".join(filter(None, (d.title, d.version, d.licence))) for d in datasets)


def scene_language(scene: Scene) -> str:
    """The language tag of the page, ``en`` where the scene's is not one."""
    return scene.language if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", scene.language) else "en"


def _json(data: dict[str, Any]) -> str:
    """JSON that can stand in a script element: no character is left that could end it or open a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _style() -> str:
    light = "".join(f"--{token}:{pair[0]};" for token, pair in PALETTE.items())
    dark = "".join(f"--{token}:{pair[1]};" for token, pair in PALETTE.items())
    variables = f":root{{{light}}}\n@media screen and (prefers-color-scheme: dark){{:root{{{dark}}}}}\n"
    return variables + _lean("page.css")


def _script(engine: tuple[str, ...]) -> str:
    body = "".join(_lean(name) for name in (*SCRIPTS, *engine, "page.js"))
    return f'(() => {{\n"use strict";\n{body}}})();\n'


def _lean(name: str) -> str:
    """An asset without its indentation and without lines that are comments."""
    lines = (line.strip() for line in (ASSETS / name).read_text(encoding="utf-8").splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def _library() -> str:
    """The vis-network script that comes with pyvis, made safe to stand inside a script element."""
    from importlib.resources import files

    path = files("pyvis").joinpath("templates/lib", *LIBRARY.split("/"))
    if not path.is_file():
        raise UnavailableError(f"pyvis does not have {LIBRARY}; install pyvis 0.3.2: pip install pyvis==0.3.2")
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"//# sourceMappingURL=\S*\s*$", "", text)
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _packed(text: str) -> str:
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
