"""The network as pyvis users know it, with our own page instead of pyvis's template.

Imported only when a network is asked for, since pyvis is heavy.
"""

from __future__ import annotations

import html
from dataclasses import replace
from pathlib import Path
from typing import Any

from pyvis.network import Network

from conflictkg.draw.layout import place
from conflictkg.draw.page import chosen_engine, page
from conflictkg.draw.scene import Edge, Node, Scene, without
from conflictkg.draw.style import PALETTE, kind_style, relation_style
from conflictkg.errors import ConflictKGError

TALL = 0.45
"""Width by height of the second layout, for a phone held upright."""
UPRIGHT = 500
"""Larger pictures open round an actor, placed by the page itself, and need no second layout."""


class AllianceNetwork(Network):  # type: ignore[misc]
    """A pyvis ``Network`` of a scene: ``nodes``, ``edges``, ``get_adj_list`` and the like work as ever.

    The page is one offline file of our own (pyvis's template asks a CDN and runs markup from data), ties of one
    pair stay apart, and nodes or edges that you add by ``add_node`` and ``add_edge`` are drawn too. Where the scene is
    looked at on a day, ``nodes`` and ``edges`` are those of the day; the page has all days, and a slider to go there.
    ``engine`` is ``vis``, ``canvas`` or ``auto``; ``lanes`` the JSON of the second tab, from ``lanes.to_json``; ``tab``
    (``network``, ``lanes``) is open first.

    >>> network = AllianceNetwork(Scene("Two", (Node("a", "A"), Node("b", "B"))))
    >>> network.add_edge("a", "b", label="knows")
    >>> len(network.edges), "knows" in network.generate_html()
    (1, True)
    """

    def __init__(
        self,
        scene: Scene,
        seed: int = 1,
        engine: str = "auto",
        lanes: dict[str, Any] | None = None,
        tab: str = "network",
    ) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        self.toggle_physics(False)
        self._scene, self._seed, self._lanes, self._tab = scene, seed, lanes, tab
        self._engine = chosen_engine(engine, len(scene))
        self._placed = (scene, place(scene, seed))
        self._upright: Scene | None = None
        self._day = scene.on(scene.as_of) if scene.as_of and any(e.when.dated for e in scene.edges) else scene
        places = {node.id: node for node in self._placed[1].nodes}
        for node in self._day.nodes:
            self._take(_node_options(places[node.id]))
        self.edges.extend(_edge_options(edge) for edge in self._day.edges)

    def _take(self, options: dict[str, Any]) -> None:
        self.nodes.append(options)
        self.node_ids.append(options["id"])
        self.node_map[options["id"]] = options

    def add_node(self, n_id: Any, label: Any = None, **options: Any) -> None:
        """Add an actor; one whose id is there already is left alone."""
        if n_id not in self.node_map:
            self._take({"id": n_id, "label": str(n_id if label is None else label), **options})

    def add_edge(self, source: Any, to: Any, **options: Any) -> None:
        """Add a tie; a second one of the same pair is kept. Raises ConflictKGError for an end that is not there."""
        for end in (source, to):
            if end not in self.node_map:
                raise ConflictKGError(f"There is no actor {end!r} in the network; add it with add_node first.")
        taken = {edge["id"] for edge in self.edges} if "id" not in options else set()
        number = len(self.edges)
        while f"added-{number}" in taken:
            number += 1
        self.edges.append({"id": f"added-{number}", "from": source, "to": to, **options})

    @property
    def scene(self) -> Scene:
        """The scene of all days as it is now, without places: with what was added, without what was removed."""
        now = {str(options["id"]): options for options in self.nodes}
        ties = {str(options["id"]): options for options in self.edges}
        gone = {node.id for node in self._day.nodes} - set(now)
        cut = {edge.id for edge in self._day.edges} - set(ties)
        nodes = [_shown(n, now[n.id]) if n.id in now else n for n in self._scene.nodes if n.id not in gone]
        edges = [e for e in self._scene.edges if e.id not in cut and gone.isdisjoint((e.source, e.target))]
        known = {n.id for n in self._scene.nodes} | {e.id for e in self._scene.edges}
        nodes += [_shown(_added_node(options), options) for key, options in now.items() if key not in known]
        edges += [_added_edge(options) for key, options in ties.items() if key not in known]
        return without(replace(self._scene, nodes=tuple(nodes), edges=tuple(edges)), gone, cut)

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """The page as text; the arguments are pyvis's and change nothing."""
        scene = self.scene
        if scene != self._placed[0]:
            self._placed, self._upright = (scene, place(scene, self._seed)), None
        if len(scene) <= UPRIGHT and self._upright is None:
            self._upright = place(scene, self._seed, TALL)
        self.html = page(self._placed[1], self._upright, self._engine, self._lanes, self._tab)
        return str(self.html)

    def write_html(
        self, name: str | Path, local: bool = True, notebook: bool = False, open_browser: bool = False
    ) -> None:
        """Write the page to ``name``, and nothing else anywhere; no browser is opened."""
        Path(name).write_text(self.generate_html(), encoding="utf-8", newline="\n")

    def save(self, path: str | Path) -> Path:
        """Write the page and return where it stands."""
        self.write_html(path)
        return Path(path)

    def save_graph(self, name: str | Path) -> None:
        """pyvis's other name for :meth:`write_html`."""
        self.write_html(name)

    def show(self, name: str | Path, local: bool = True, notebook: bool = True) -> None:
        """pyvis's name for writing a page: writes it; a notebook shows the network itself."""
        self.write_html(name)

    def _repr_html_(self) -> str:
        """For Jupyter: the page in a frame that may run its own scripts and reach nothing else."""
        source = html.escape(self.generate_html(), quote=True)
        return (
            f'<iframe srcdoc="{source}" title="{html.escape(self._scene.title, quote=True)}" width="100%" height="720" '
            'style="border:0" sandbox="allow-scripts allow-downloads allow-popups"></iframe>'
        )


def _node_options(node: Node) -> dict[str, Any]:
    colour = node.colour or PALETTE[kind_style(node.kind).colour][0]
    return {
        "id": node.id,
        "label": node.label,
        "group": node.kind,
        "shape": "dot",
        "x": node.x,
        "y": node.y,
        "color": colour,
    }


def _edge_options(edge: Edge) -> dict[str, Any]:
    look = relation_style(edge.relation)
    return {
        "id": edge.id, "from": edge.source, "to": edge.target, "label": edge.label, "relation": edge.relation,
        "status": edge.status, "certainty": edge.certainty, "arrows": "" if edge.symmetric else "to",
        "color": PALETTE[look.colour][0], "dashes": list(look.dash) or False, "width": look.width,
    }  # fmt: skip


def _shown(node: Node, options: dict[str, Any]) -> Node:
    """A node with what the user changed of it: its label, its colour."""
    colour = str(options.get("color", ""))
    own = PALETTE[kind_style(node.kind).colour][0]
    return replace(node, label=str(options.get("label", node.label)), colour="" if colour == own else colour)


def _added_node(options: dict[str, Any]) -> Node:
    kind = str(options.get("group", ""))
    return Node(
        str(options["id"]),
        str(options["label"]),
        kind,
        kind or "added by hand",
        note=str(options.get("title", "")),
    )


def _added_edge(options: dict[str, Any]) -> Edge:
    label = str(options.get("label") or options.get("relation") or "tie added by hand")
    symmetric = options.get("arrows", "to") == ""
    relation = str(options.get("relation") or label)
    return Edge(str(options["id"]), str(options["from"]), str(options["to"]), relation, label, symmetric, status="")
