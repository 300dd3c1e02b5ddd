"""The page as a file: offline, locked, stable, and deaf to markup in data."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
import zlib
from html.parser import HTMLParser
from pathlib import Path

import pytest
import scenes

pytest.importorskip("pyvis")

from conflictkg.draw.network import AllianceNetwork
from conflictkg.draw.page import ASSETS, SCRIPTS, page
from conflictkg.draw.scene import Node, Scene
from conflictkg.draw.style import KINDS, PALETTE, RELATIONS
from conflictkg.errors import ConflictKGError


class Elements(HTMLParser):
    """Every element with its attributes, and the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self._open = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {key: value or "" for key, value in attrs}))
        self.texts.append("")
        self._open = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[-1] += data

    def all(self, tag: str) -> list[tuple[dict[str, str], str]]:
        """Attributes and text of each element of a tag."""
        pairs = zip(self.found, self.texts, strict=True)
        return [(attributes, text) for (name, attributes), text in pairs if name == tag]


@pytest.fixture(scope="module")
def idlib() -> str:
    return AllianceNetwork(scenes.idlib()).generate_html()


def sha(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def library(elements: Elements) -> str:
    (packed,) = (text for attributes, text in elements.all("script") if attributes.get("id") == "library")
    return zlib.decompress(base64.b64decode(packed)).decode()


def data(elements: Elements, block: str = "scene") -> dict[str, object]:
    (text,) = (text for attributes, text in elements.all("script") if attributes.get("id") == block)
    found: dict[str, object] = json.loads(text)
    return found


def things(table: object) -> list[dict[str, object]]:
    """Actors or ties, which stand in columns, one by one."""
    assert isinstance(table, dict)
    return [
        {field: value for field, value in zip(table, row, strict=True) if value != 0}
        for row in zip(*table.values(), strict=True)
    ]


def test_the_same_scene_gives_the_same_bytes(idlib: str) -> None:
    assert AllianceNetwork(scenes.idlib()).generate_html() == idlib


def test_nothing_in_the_file_points_outside(idlib: str) -> None:
    assert not re.search(r"\b(src|href|action|data|poster|srcset)\s*=\s*[\"']?\s*(https?:)?//", idlib, re.I)
    for tag, attributes in Elements(idlib).found:
        assert "src" not in attributes
        assert tag != "link" or attributes["rel"] == "expect", "it waits for a part of the page and fetches nothing"
        assert tag not in ("iframe", "img", "object", "embed", "base")
        assert attributes.get("href", "#").startswith("#")
        assert not any(name.startswith("on") or name == "style" for name in attributes)
    assert "sourceMappingURL" not in idlib + library(Elements(idlib))
    assert not re.search(r"@import|url\(", (ASSETS / "page.css").read_text(encoding="utf-8"))


def test_the_policy_names_the_scripts_that_are_there(idlib: str) -> None:
    elements = Elements(idlib)
    (policy,) = (a["content"] for a, _ in elements.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    own = [text for attributes, text in elements.all("script") if "type" not in attributes]
    assert rules["script-src"].split() == [sha(library(elements)), *map(sha, own)]
    assert rules["style-src"].split() == [sha(text) for _, text in elements.all("style")]
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data: blob:"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in policy


def test_the_library_is_the_one_of_pyvis(idlib: str) -> None:
    text = library(Elements(idlib))
    assert "@version 9.1.2" in text
    assert "dual licensed" in text
    assert "</script" not in text
    assert "<!--" not in text


def test_the_page_is_light(idlib: str) -> None:
    assert len(idlib.encode()) < 550_000


def test_the_title_line_names_day_and_policy(idlib: str) -> None:
    assert "As of 2015-03-28 · policy “default”" in idlib
    assert "Idlib 2015, 1.0, CC-BY-4.0" in idlib


def test_claims_and_sources_are_in_the_data(idlib: str) -> None:
    found, told = data(Elements(idlib)), data(Elements(idlib), "told")
    edges = {str(e["id"]): e for e in things(found["edges"])}
    contested = list(edges).index("tie/jaysh-al-fatah-hostileTo-syrian-government")
    assert list(edges.values())[contested]["status"] == "contested by a party"
    assert [c["stance"] for c in told["edges"][contested]["claims"]] == ["asserts", "disputes"]  # type: ignore[index]
    assert told["sources"] == [[scenes.TITLE, scenes.URL]]
    assert len(edges) == 32
    assert found["languages"] == ["ar"]


def test_hostile_text_stays_text() -> None:
    network = AllianceNetwork(scenes.hostile())
    text = network.generate_html()
    plain, bad = Elements(AllianceNetwork(scenes.small()).generate_html()), Elements(text)
    assert [tag for tag, _ in bad.found] == [tag for tag, _ in plain.found]
    blocks = "".join(text for _, text in bad.all("script"))
    assert "<img" not in text
    assert "\u2028" not in blocks
    assert "<" not in blocks.split("{", 1)[1].split("(() =>", 1)[0]
    assert scenes.HOSTILE in (str(n["label"]) for n in things(data(bad)["nodes"]))
    assert f"<title>{html.escape(scenes.HOSTILE)}</title>" in text
    frame = network._repr_html_()
    assert frame.count("<") == 2
    assert 'sandbox="allow-scripts ' in frame
    assert "allow-same-origin" not in frame


def test_scripts_never_write_markup() -> None:
    for name in SCRIPTS:
        text = (ASSETS / name).read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|fetch\(", text
        ), name
        assert len(text.splitlines()) <= 400, name
        assert "`" not in text.replace("'’‘ʿʾ`´", ""), f"{name}: a template literal would lose its indentation"


def test_a_page_without_an_upright_layout_uses_the_wide_one() -> None:
    scene = scenes.small()
    assert page(scene) == page(scene, scene)


def test_the_network_keeps_pyvis_habits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network = AllianceNetwork(scenes.idlib())
    assert len(network.nodes) == 24
    assert len(network.edges) == 32
    pair = {"ckg/actor/jabhat-al-nusra", "ckg/actor/jaysh-al-fatah"}
    assert sum({e["from"], e["to"]} == pair for e in network.edges) == 2, "ties of one pair stay apart"
    assert "ckg/actor/isis" in network.get_adj_list()["ckg/actor/jabhat-al-nusra"]
    network.add_node("new", label="New actor", color="#ff0000")
    network.add_edge("new", "ckg/actor/isis", label="knows")
    network.add_edge("new", "ckg/actor/isis", label="fights")
    with pytest.raises(ConflictKGError, match="no actor 'nowhere'"):
        network.add_edge("new", "nowhere")
    assert (len(network.scene.nodes), len(network.scene.edges)) == (25, 34)
    monkeypatch.chdir(tmp_path)
    assert network.save("x.html").read_text(encoding="utf-8") == network.generate_html()
    assert os.listdir(tmp_path) == ["x.html"], "nothing else is written anywhere"


def test_filling_a_network_does_not_change_the_scene() -> None:
    scene = scenes.small()
    assert AllianceNetwork(scene).scene == scene


def test_an_added_node_of_a_hostile_colour_is_plain() -> None:
    network = AllianceNetwork(Scene("x", (Node("a", "A"),)))
    network.add_node("b", color="red;background:url(//x)")
    nodes = things(data(Elements(network.generate_html()))["nodes"])
    assert all("colour" not in node for node in nodes)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", [0, 1])
def test_colours_have_contrast(mode: int) -> None:
    paper, chrome = PALETTE["paper"][mode], PALETTE["chrome"][mode]
    for look in (*KINDS.values(), *RELATIONS.values()):
        assert contrast(PALETTE[look.colour][mode], paper) >= 3, look
    for token in ("ink", "muted", "accent"):
        assert contrast(PALETTE[token][mode], chrome) >= 4.5, token
    for token in ("hostile", "friendly", "territorial"):
        assert contrast(PALETTE[token][mode], PALETTE["raised"][mode]) >= 4.5, token


def test_kinds_are_told_apart_without_colour() -> None:
    colours: dict[str, set[str]] = {}
    for look in KINDS.values():
        colours.setdefault(look.shape, set()).add(look.colour)
    assert all(len(each) == 1 for each in colours.values()), colours


def test_relations_are_told_apart_without_colour() -> None:
    looks = [(r.dash, r.glyph) for r in RELATIONS.values()]
    assert len(set(looks)) == len(looks)


def test_no_two_relations_look_alike() -> None:
    looks = [(r.colour, r.dash, r.glyph) for r in RELATIONS.values()]
    assert len(set(looks)) == len(looks)
