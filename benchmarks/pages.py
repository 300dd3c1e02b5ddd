"""The page in a browser against stock pyvis: bytes, first full paint, a step of panning, a step of time.

``python -m benchmarks.pages [ACTORS]...`` (100, 500, 2,000 and 10,000 where none are given) needs playwright and
chromium. Both draw the same made-up graph, all of it, with ties of given dates. pyvis is taken twice: as it ships
(physics in the browser) and with the places that our layout gives. A step of time hides what does not hold on a day:
ours by the slider, pyvis's by ``edges.update`` with ``hidden``, which is how one would do it by hand. Steps are whole
frames of the browser; those of an empty page stand beside them, since no step can be shorter.
"""

from __future__ import annotations

import datetime
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from conflictkg.draw.network import AllianceNetwork
from conflictkg.draw.scene import Edge, Node, Scene
from conflictkg.draw.when import When

HEAD = "| actors | page | KB | first full paint, ms | pan step, ms | time step, ms |\n" + 6 * "| --- " + "|"
SIZES = (100, 500, 2000, 10_000)
STEPS, LOADS, PATIENCE = 12, 7, 60_000
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
FLAGS.append("--host-resolver-rules=MAP * ~NOTFOUND")  # offline; to look at each request would slow every page down

# How long until all is painted, asked while the page loads, so with nothing that takes the page time to read.
PAINTED = """async ([task, patience]) => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const until = async (ready) => { while (!ready()) await new Promise((done) => setTimeout(done, 4)); };
    const vis = () => typeof network !== "undefined" && network && network.body;
    const tasks = {
        async empty() {},
        ours: () => until(() => window.conflictkg),
        async settling() {
            await until(vis);
            await new Promise((done) => network.once("stabilizationIterationsDone", done));
        },
        async theirs() {
            await until(vis);
            await new Promise((done) => { network.once("afterDrawing", done); network.redraw(); });
        },
    };
    const painted = async () => { await tasks[task](); await frame(); await frame(); return performance.now(); };
    return Promise.race([painted(), new Promise((done) => setTimeout(() => done(null), patience))]);
}"""
STEPPED = """async ([task, days, dates]) => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const timed = async (step) => { const t = performance.now(); step(); await frame(); return performance.now() - t; };
    const series = async (steps) => {
        const all = [];
        for (const step of steps) all.push(await timed(step));
        return all;
    };
    const tasks = {
        async empty() { return [await series(days.map(() => () => 0)), [0]]; },
        async ours() {
            const pans = await series(days.map(() => () => conflictkg.pan(9, 5)));
            return [pans, await series(days.map((day) => () => conflictkg.setDay(day)))];
        },
        async settling() { return [[0], [0]]; },
        async theirs() {
            const all = edges.get();
            const pans = await series(days.map(() => () => {
                const p = network.getViewPosition(), s = network.getScale();
                network.moveTo({ position: { x: p.x + 9 / s, y: p.y + 5 / s }, animation: false });
            }));
            return [pans, await series(days.map((day) => () => {
                const shown = new Set(), holds = (i) => dates[i][0] <= day && dates[i][1] >= day;
                edges.update(all.map((e, i) => {
                    if (holds(i)) { shown.add(e.from); shown.add(e.to); }
                    return { id: e.id, hidden: !holds(i) };
                }));
                nodes.update(nodes.getIds().map((id) => ({ id, hidden: !shown.has(id) })));
            }))];
        },
    };
    return tasks[task]();
}"""


def scene(actors: int, seed: int = 3) -> Scene:
    """A graph with a few hubs and 1.4 ties for each actor, each tie with its dates."""
    chance = random.Random(seed)
    kinds = (("ArmedGroup", "armed group"), ("StateArmedForce", "state force"), ("Government", "government"))
    chosen = (chance.choice((kinds[0], *kinds)) for _ in range(actors))
    nodes = tuple(Node(f"a{i}", f"Group {i} of the valley", *kind) for i, kind in enumerate(chosen))
    relations = (("hostileTo", "hostile to"), ("alliedWith", "allied with"), ("rivalOf", "rival of"))
    edges: dict[str, Edge] = {}
    while len(edges) < actors * 1.4:
        a, b = int(actors * chance.random() ** 2), chance.randrange(actors)
        relation, label = chance.choice(relations)
        start = datetime.date(2011, 1, 1) + datetime.timedelta(chance.randrange(3000))
        first, last = start.isoformat(), (start + datetime.timedelta(chance.randrange(30, 900))).isoformat()
        window = (f"{first}/{last}",)
        one = Edge(f"{a}-{relation}-{b}", f"a{a}", f"a{b}", relation, label, True, since=first, until=last)
        if a != b:
            edges.setdefault(one.id, replace(one, when=When(first, last, window, window)))
    return Scene(f"{actors} actors", nodes, tuple(edges.values()))


def run(sizes: tuple[int, ...] = SIZES) -> Iterator[str]:
    """Rows of a Markdown table; raises FileNotFoundError where there is no chromium."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    if path is None:
        raise FileNotFoundError("chromium is needed: apt-get install chromium")
    with tempfile.TemporaryDirectory() as place, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        for actors in sizes:
            yield from _rows(browser, Path(place), scene(actors))
        browser.close()


def _rows(browser: Any, folder: Path, drawn: Scene) -> Iterator[str]:
    network = AllianceNetwork(drawn)
    empty = folder / "empty.html"
    empty.write_text("<!doctype html><title>x</title><canvas width=800 height=600></canvas>", encoding="utf-8")
    pages = [
        ("an empty page", "empty", empty),
        ("ours, all of it", "ours", network.save(folder / "own.html")),
        ("pyvis with our places", "theirs", _pyvis(folder / "placed.html", network, False)),
        ("pyvis as shipped", "settling", _pyvis(folder / "shipped.html", network, True)),
    ]
    loads: dict[str, list[float | None]] = {task: [] for _, task, _ in pages}
    for turn in range(LOADS + 1):
        for _, task, file in pages[1:] if turn == 0 else pages[1:3]:
            painted, page = _load(browser, file, task)
            page.close()
            loads[task].append(painted)
    for name, task, file in pages:
        painted = _median(loads[task][1:] or loads[task])
        yield _row(
            len(drawn), name, file, painted, _steps(browser, file, task, drawn) if painted or not loads[task] else None
        )


def _median(times: list[float | None]) -> float | None:
    """The time in the middle; None where none was measured or one took longer than anybody waits."""
    known = [time for time in times if time is not None]
    return statistics.median(known) if known and len(known) == len(times) else None


def _pyvis(file: Path, network: AllianceNetwork, physics: bool) -> Path:
    """The page that pyvis itself writes of the same graph."""
    from pyvis.network import Network

    plain = Network(directed=True, cdn_resources="in_line", height="700px")
    plain.toggle_physics(physics)
    for node in network.nodes:
        spot = {} if physics else {"x": node["x"], "y": node["y"]}
        plain.nodes.append({"id": node["id"], "label": node["label"], "shape": "dot", "color": node["color"], **spot})
        plain.node_ids.append(node["id"])
        plain.node_map[node["id"]] = plain.nodes[-1]
    plain.edges = [
        {"id": i, "from": e["from"], "to": e["to"], "color": e["color"]} for i, e in enumerate(network.edges)
    ]
    file.write_text(plain.generate_html(), encoding="utf-8")
    return file


def _load(browser: Any, file: Path, task: str) -> tuple[float | None, Any]:
    """Milliseconds until a page that reaches no net is painted, None beyond all patience; and the page."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(file.as_uri() + "#around=all", wait_until="commit")
    return page.evaluate(PAINTED, [task, PATIENCE]), page


def _steps(browser: Any, file: Path, task: str, drawn: Scene) -> list[float]:
    """Milliseconds of a step of panning and of a step of time."""
    days = [f"201{2 + i % 7}-{1 + i % 12:02}-15" for i in range(STEPS)]
    dates = [(e.since, e.until) for e in drawn.edges]
    _, page = _load(browser, file, task)
    steps = page.evaluate(STEPPED, [task, days, dates])
    page.close()
    return [statistics.median(part) for part in steps]


def _row(actors: int, name: str, file: Path, painted: float | None, steps: list[float] | None) -> str:
    size = f"{file.stat().st_size / 1000:,.0f}"
    if steps is None:
        return f"| {actors:,} | {name} | {size} | not within {PATIENCE // 1000} s | | |"
    cells = " | ".join(f"{time:,.0f}" if time else "" for time in (painted, *steps))
    return f"| {actors:,} | {name} | {size} | {cells} |"


if __name__ == "__main__":
    print(HEAD)
    for line in run(tuple(int(text.replace(",", "")) for text in sys.argv[1:]) or SIZES):
        print(line, flush=True)
