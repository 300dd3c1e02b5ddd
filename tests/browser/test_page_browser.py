"""The page in a browser: what a reader can do, and that nothing leaves the file."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import scenes
from visitor import picture, stat, state, until, visiting

pytest.importorskip("pyvis")

from conflictkg.draw.lanes import to_json
from conflictkg.draw.network import AllianceNetwork

NUSRA, FATAH, ISIS = (f"ckg/actor/{x}" for x in ("jabhat-al-nusra", "jaysh-al-fatah", "isis"))
CONTESTED = "tie/jaysh-al-fatah-hostileTo-syrian-government"
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    lanes = to_json(scenes.hostile_lanes())
    made = {
        "idlib": AllianceNetwork(scenes.idlib()),
        "small": AllianceNetwork(scenes.small()),
        "sides": AllianceNetwork(scenes.joint_sides()),
        "hostile": AllianceNetwork(scenes.hostile(), lanes=lanes),
        "hostile-canvas": AllianceNetwork(scenes.hostile(), engine="canvas", lanes=lanes),
    }
    return {name: network.save(folder / f"{name}.html") for name, network in made.items()}


@pytest.fixture
def show(chromium: Any, files: dict[str, Path]) -> Iterator[Open]:
    """Open a page by its name."""
    with visiting(chromium) as visit:
        yield lambda name, *where, **how: visit(files[name], *where, **how)


def click(page: Any, what: str, key: str) -> None:
    spots = dict(
        page.evaluate(f"Object.entries(conflictkg.positions().{what})")
    )  # entries, since a key may be __proto__
    page.mouse.click(*spots[key])


def test_everything_is_seen_at_first_paint(show: Open) -> None:
    page = show("idlib")
    seen = stat(page)
    assert (seen["nodes"], seen["edges"], seen["labels"]) == (24, 32, 24)
    assert len(seen["members"][FATAH]) == 7
    assert seen["strangers"] == []
    box = page.locator("#stage").bounding_box()
    for x, y in page.evaluate("Object.values(conflictkg.positions().nodes)"):
        assert box["x"] < x < box["x"] + box["width"]
        assert box["y"] < y < box["y"] + box["height"]
    picture(page, "idlib-light")


def test_the_canvas_is_not_blank(show: Open) -> None:
    page = show("idlib")
    colours = page.evaluate(
        """() => {
            const c = document.querySelector("#canvas canvas"), seen = new Set();
            const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
            for (let i = 0; i < d.length; i += 16) seen.add(d[i] + "," + d[i + 1] + "," + d[i + 2]);
            return seen.size;
        }"""
    )
    assert colours > 20


def test_an_actor_shows_its_names_and_claims(show: Open) -> None:
    page = show("idlib")
    click(page, "nodes", FATAH)
    assert state(page)["node"] == FATAH
    panel = page.locator("#panel-body")
    assert panel.locator("h2").inner_text() == "Jaysh al-Fatah"
    arabic = panel.locator(".names .name[lang=ar]")
    assert arabic.inner_text() == "جيش الفتح"
    assert arabic.evaluate("e => getComputedStyle(e).direction") == "rtl"
    panel.get_by_text("gains control in the capture of Idlib").click()
    assert panel.get_by_text("Says that the army is still in fierce battles.").is_visible()
    assert panel.get_by_text("stance inferred by the coder").last.is_visible()
    assert panel.get_by_text("(stands with Syrian government)").last.is_visible()
    picture(page, "idlib-actor")


def test_a_tie_shows_its_claims_with_source_and_locator(show: Open) -> None:
    page = show("idlib")
    click(page, "edges", CONTESTED)
    assert state(page)["edge"] == CONTESTED
    panel = page.locator("#panel-body")
    assert panel.locator(".claim").count() == 2
    text = panel.inner_text()
    for words in ("contested by a party", "certain on 28 March 2015", "asserts", "disputes", "Syrian Observatory for",
                  "hedged: “reportedly”", "passed on by Sana", "line 21 chars 3990-4105", "not told"):  # fmt: skip
        assert words in text
    link = panel.locator(".claim a").first
    assert link.get_attribute("href") == scenes.URL
    assert link.get_attribute("rel") == "noopener noreferrer"
    picture(page, "idlib-tie")


def test_every_actor_and_tie_can_be_clicked(show: Open) -> None:
    page = show("small")
    spots = page.evaluate("conflictkg.positions()")
    for key, spot in spots["nodes"].items():
        page.mouse.click(*spot)
        assert state(page)["node"] == key
    for key, spot in spots["edges"].items():
        page.keyboard.press("Escape")
        page.mouse.click(*spot)
        assert state(page)["edge"] == key


def test_the_legend_filters_and_counts(show: Open) -> None:
    page = show("idlib")
    hostile = page.locator('[data-entry="relation:hostileTo"]')
    assert hostile.locator(".count").inner_text() == "6"
    hostile.click()
    assert stat(page)["edges"] == 26
    assert hostile.locator(".count").inner_text() == "0"
    assert page.locator("#shown").inner_text() == "24 of 24 actors, 26 of 32 ties"
    page.locator('[data-entry="kind:ArmedGroup"]').click()
    assert stat(page)["nodes"] == 15
    assert stat(page)["members"][FATAH] == []
    assert page.locator("#live").inner_text() == f"15 actors and {stat(page)['edges']} ties shown"
    page.get_by_role("button", name="Reset filters").click()
    assert stat(page)["edges"] == 32
    page.locator('[data-entry="certainty:possible"]').click()
    assert stat(page)["edges"] == 26
    page.locator('[data-entry="status:disputed"]').click()
    assert stat(page)["edges"] == 25
    page.locator("#ties summary").click()
    page.locator("#ties tbody tr:not([hidden])").nth(24).wait_for()  # the table is filled once it is opened
    assert page.locator("#ties tbody tr:not([hidden])").count() == 25


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("nusra", NUSRA),
        ("جبهة", NUSRA),
        ("islamic STATE", ISIS),
        ("army of fatah", FATAH),
        ("jabhat al nusra", NUSRA),
        ("Jābhat", NUSRA),
    ],
)
def test_search_finds_names_in_any_script(show: Open, typed: str, found: str) -> None:
    page = show("idlib")
    page.locator("#find").fill(typed)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert state(page)["node"] == found


def test_keys_walk_open_and_leave(show: Open) -> None:
    page = show("idlib")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the ties as a table"
    page.locator("#stage").focus()
    page.keyboard.press("ArrowRight")
    first = state(page)["node"]
    page.keyboard.press("ArrowRight")
    assert first
    assert state(page)["node"] not in (None, first)
    assert "ties" in page.locator("#live").inner_text()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.keyboard.press("Escape")
    assert state(page)["node"] is None
    assert page.evaluate("document.activeElement.id") == "stage"


def test_the_address_keeps_choice_and_filters(show: Open) -> None:
    page = show("idlib")
    page.locator('[data-entry="relation:rivalOf"]').click()
    click(page, "nodes", NUSRA)
    page.wait_for_timeout(250)
    fragment = page.evaluate("location.hash")
    again = show("idlib", fragment)
    assert state(again)["node"] == NUSRA
    assert state(again)["off"]["relation"] == ["rivalOf"]
    assert stat(again)["edges"] == 30
    again.evaluate("location.hash = 'actor=nobody&no-kind=nonsense&names=xx'")
    again.wait_for_timeout(100)
    assert state(again) == {"node": None, "edge": None, "event": None, "language": "", "tall": False, "tab": "network",
                            "day": "2015-03-28", "around": None,
                            "off": {"kind": [], "relation": [], "certainty": [], "status": []}}  # fmt: skip


def test_names_switch_to_arabic(show: Open) -> None:
    page = show("idlib")
    page.locator("#language").select_option("ar")
    svg = page.evaluate("conflictkg.svg()")
    assert "جبهة النصرة" in svg
    assert 'direction="rtl"' in svg
    click(page, "nodes", NUSRA)
    page.wait_for_timeout(250)
    assert "names=ar" in page.evaluate("location.hash")
    picture(page, "idlib-arabic")


def test_downloads_stand_alone(show: Open) -> None:
    page = show("idlib")
    with page.expect_download() as svg:
        page.locator("#svg").click()
    assert svg.value.suggested_filename == "who-stood-with-whom-at-idlib-2015-03-28.svg"
    root = ET.fromstring(svg.value.path().read_text(encoding="utf-8"))
    text = " ".join(root.itertext())
    for words in (
        "Jabhat al-Nusra",
        "Who stood with whom at Idlib",
        "policy “default”",
        "CC-BY-4.0",
        "rival of",
        "7 members",
    ):
        assert words in text
    with page.expect_download() as png:
        page.locator("#png").click()
    picture_bytes = png.value.path().read_bytes()
    assert picture_bytes[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(picture_bytes) > 40_000


def test_ties_can_be_read_as_a_table(show: Open) -> None:
    page = show("idlib")
    page.get_by_text("All ties as a table").click()
    until(page, "document.querySelector('#ties tbody tr')")
    rows = page.locator("#ties tbody tr")
    assert rows.count() == 32
    row = rows.filter(has_text="Raqqa").filter(has_text="Isis")
    row.get_by_role("button", name="controls").click()
    assert state(page)["edge"] == "tie/isis-controls-raqqa"


@pytest.mark.parametrize("name", ["hostile", "hostile-canvas"])
def test_hostile_text_is_inert(show: Open, name: str) -> None:
    page = show(name)
    for kind, key in (("nodes", scenes.HOSTILE), ("nodes", "three"), ("edges", scenes.HOSTILE), ("edges", "__proto__")):
        click(page, kind, key)
        assert state(page)[{"nodes": "node", "edges": "edge"}[kind]] == key
        assert page.locator("#panel b b, img, script[src], iframe").count() == 0
        assert page.locator('a[href^="javascript"]').count() == 0
        page.keyboard.press("Escape")
    for box in page.locator("#legend input").all():
        box.click()
        box.click()
    for tab in ("lanes", "network"):
        page.locator(f"#tab-{tab}").click()
        for day in ("2015-03-28", "<b>"):
            page.locator("#day").fill(day)
            page.keyboard.press("Enter")
    page.locator("#find").fill("<img")
    ET.fromstring(page.evaluate("conflictkg.svg()"))
    assert page.evaluate("({}).polluted") is None
    around = quote('["__proto__", "three"]')
    again = show(name, f"#event={quote(scenes.HOSTILE)}&tab=lanes&around={around}")
    assert state(again)["event"] == scenes.HOSTILE
    assert scenes.HOSTILE.split("\u2028")[0] in again.locator("#panel-body h2").evaluate("e => e.textContent")
    assert again.locator("#lane-marks script, #lane-marks img, main b b, img, iframe").count() == 0


def test_dark_is_dark(show: Open) -> None:
    page = show("idlib", scheme="dark")
    red, green, blue = map(
        int, re.findall(r"\d+", page.evaluate("getComputedStyle(document.body).backgroundColor"))[:3]
    )
    assert max(red, green, blue) < 60
    picture(page, "idlib-dark")


def test_names_of_coalitions_leave_the_marks_of_others_free(show: Open) -> None:
    seen = stat(show("sides", size=(800, 600)))
    assert seen["factor"] > 1.3  # else their names stand inside them
    assert seen["covering"] == []
    assert seen["labels"] > seen["nodes"] * 0.8


def test_a_phone_shows_the_upright_picture_and_a_sheet(show: Open) -> None:
    page = show("idlib", size=(390, 844))
    assert state(page)["tall"]
    assert stat(page)["strangers"] == []
    assert stat(page)["labels"] >= 18
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not page.locator("#legend-list").is_visible()
    picture(page, "idlib-phone")
    click(page, "nodes", NUSRA)
    page.wait_for_timeout(350)
    sheet = page.locator("#panel").bounding_box()
    spot = page.evaluate("conflictkg.positions().nodes")[NUSRA]
    assert sheet["y"] > 300
    assert spot[1] < sheet["y"], "the chosen actor stays above the sheet"
    picture(page, "idlib-phone-actor")
    page.get_by_role("button", name="Close details").click()
    page.get_by_text("Legend and filters").click()
    page.locator("#legend-list").scroll_into_view_if_needed()
    assert page.locator('[data-entry="relation:memberOf"]').is_visible()
    picture(page, "idlib-phone-legend")


def test_print_leaves_the_tools_out(show: Open) -> None:
    page = show("idlib", scheme="dark")
    page.emulate_media(media="print")
    assert not page.locator(".tools").is_visible()
    assert page.locator("#stage").is_visible()
