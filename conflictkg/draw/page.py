"""One offline HTML file of a scene: no request of any kind, no markup from data, the same bytes for the same scene.

The file allows by its Content-Security-Policy only the scripts and the one style sheet whose hashes
it names; data stands in one JSON block in which no ``<``, ``>`` or ``&`` is left, and the script puts it
on the page as text. Two engines pan and zoom: ``vis`` for pictures up to some thousand actors (pyvis's vis-network,
469 KB, stands in the page deflated, some 180 KB as text; the page unpacks it into a script element, and the browser
runs it only if its hash is the one named), ``canvas`` above: a few KB of our own that paint crowds in batches.
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

from conflictkg.draw.scene import ClaimNote, Coalition, Dataset, Edge, Event, Fact, Node, Scene
from conflictkg.draw.style import KINDS, PALETTE, RELATIONS, kind_style, relation_style
from conflictkg.draw.when import When
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


def content(wide: Scene, tall: Scene) -> dict[str, Any]:
    """What the script reads, as plain data; empty fields are left out."""
    sources = _Sources()
    upright = {node.id: node for node in tall.nodes}
    bends = {edge.id: edge.bend for edge in tall.edges}
    return {
        "title": wide.title,
        "asOf": wide.as_of,
        "policy": wide.policy,
        "note": wide.note,
        "tokens": list(PALETTE),
        "kinds": _kinds(wide),
        "relations": _relations(wide),
        "order": _order((entry.key for entry in wide.relations), RELATIONS),
        "languages": _languages(wide.nodes),
        "nodes": [_node(node, upright[node.id], sources) for node in wide.nodes],
        "edges": [_edge(edge, bends[edge.id], sources) for edge in wide.edges],
        "events": [_event(event, sources) for event in wide.events],
        "focus": list(wide.focus),
        "coalitions": [
            {"id": c.id, "members": list(c.members), "ring": list(c.ring or c.members), "bonds": _bonds(c, wide.edges)}
            for c in wide.coalitions
        ],
        "datasets": [
            _filled(title=d.title, licence=d.licence, version=d.version, citation=d.citation, url=d.url)
            for d in wide.datasets
        ],
        "sources": sources.listed,
    }


class _Sources:
    """Each source once; claims name it by its number."""

    def __init__(self) -> None:
        self.listed: list[tuple[str, str]] = []
        self._known: dict[tuple[str, str], int] = {}

    def number(self, title: str, url: str) -> int | None:
        if not (title or url):
            return None
        key = (title or url, url)
        if key not in self._known:
            self._known[key] = len(self.listed)
            self.listed.append(key)
        return self._known[key]


def _node(node: Node, upright: Node, sources: _Sources) -> dict[str, Any]:
    given = {
        "id": node.id, "label": node.label, "kind": node.kind, "kindLabel": node.kind_label or node.kind,
        "x": node.x, "y": node.y, "side": node.side, "tx": upright.x, "ty": upright.y, "tside": upright.side,
    }  # fmt: skip
    return given | _filled(
        note=node.note,
        colour=node.colour if re.fullmatch(r"#[0-9A-Fa-f]{3,8}", node.colour) else "",
        names=[[name.text, name.language, name.kind] for name in node.names],
        facts=[_fact(fact, sources) for fact in node.facts],
    )


def _fact(fact: Fact, sources: _Sources) -> dict[str, Any]:
    return _filled(
        label=fact.label, kind=fact.kind, status=fact.status, certainty=fact.certainty,
        claims=[_claim(claim, sources) for claim in fact.claims],
    ) | _when(fact.when)  # fmt: skip


def _when(when: When) -> dict[str, Any]:
    """Dates for people and windows for the slider."""
    return _filled(since=when.since, until=when.until, sure=list(when.certain), open=list(when.possible))


def _event(event: Event, sources: _Sources) -> dict[str, Any]:
    given = {"id": event.id, "label": event.label}
    return given | _when(event.when) | _filled(
        kindLabel=event.kind_label or event.kind, status=event.status, parts=[list(part) for part in event.parts],
        claims=[_claim(claim, sources) for claim in event.claims],
    )  # fmt: skip


def _bonds(coalition: Coalition, edges: Iterable[Edge]) -> list[str]:
    """The ties that bind its members; those of a scene made by hand are found by their relation."""
    if coalition.bonds:
        return list(coalition.bonds)
    members = set(coalition.members)
    binding = (e for e in edges if e.relation in ("memberOf", "leads") and e.target == coalition.id)
    return [e.id for e in binding if e.source in members]


def _edge(edge: Edge, upright: float, sources: _Sources) -> dict[str, Any]:
    given = {"id": edge.id, "from": edge.source, "to": edge.target, "rel": edge.relation, "label": edge.label}
    return given | _when(edge.when) | _filled(
        sym=edge.symmetric, role=edge.role, since=edge.since, until=edge.until, last=edge.last_evidence,
        end=edge.end_reason, certainty=edge.certainty, status=edge.status, sources=list(edge.sources),
        origins=edge.origins, claims=[_claim(claim, sources) for claim in edge.claims], bend=edge.bend, tbend=upright,
    )  # fmt: skip


def _claim(claim: ClaimNote, sources: _Sources) -> dict[str, Any]:
    found = _filled(
        stance=claim.stance, attester=claim.attester, aligned=claim.aligned_with, relayed=claim.relayed_by,
        hedge=claim.hedge, basis="" if claim.basis == "stated" else claim.basis, locator=claim.locator,
        paraphrase=claim.paraphrase, when=claim.when,
    )  # fmt: skip
    number = sources.number(claim.source_title, claim.source_url)
    return found if number is None else found | {"source": number}


def _filled(**fields: Any) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value}


def _kinds(scene: Scene) -> list[dict[str, Any]]:
    labels = {entry.key: entry.label for entry in scene.kinds}
    looks = {key: kind_style(key) for key in _order(labels, KINDS)}
    return [
        {"key": key, "label": labels[key], "shape": look.shape, "colour": look.colour} for key, look in looks.items()
    ]


def _relations(scene: Scene) -> list[dict[str, Any]]:
    labels = {entry.key: entry.label for entry in scene.relations}
    symmetric = {edge.relation for edge in scene.edges if edge.symmetric}
    looks = {key: relation_style(key) for key in _order(labels, RELATIONS)}
    return [
        {
            "key": key, "label": labels[key], "sym": key in symmetric, "colour": look.colour,
            "dash": list(look.dash), "width": look.width, "glyph": look.glyph,
        }
        for key, look in looks.items()
    ]  # fmt: skip


def _order(keys: Iterable[str], known: Iterable[str]) -> list[str]:
    """Known keys in their order, then the others in theirs."""
    keys, known = list(keys), list(known)
    return sorted(keys, key=lambda key: (known.index(key) if key in known else len(known), keys.index(key)))


def _languages(nodes: Iterable[Node]) -> list[str]:
    """Languages other than English in which an actor has a name in its own script."""
    tags = (name.language for node in nodes for name in node.names if name.text)
    own = {tag.split("-")[0] for tag in tags if re.fullmatch(r"[a-z]{2,3}(-.*)?", tag) and "latn" not in tag.lower()}
    return sorted(own - {"en"})


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
