"""Everybody can use the page: axe finds nothing serious in any state; touch, print and the table as a file work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from visitor import Visit, picture, stat, state, visiting

import conflictkg

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed: conflictkg[test]")
FATAH, NUSRA = (f"ckg%2Factor%2F{x}" for x in ("jaysh-al-fatah", "jabhat-al-nusra"))
STATES = {
    "default": ("", (1280, 800), "light"),
    "actor": (f"#actor={FATAH}", (1280, 800), "light"),
    "later": ("#day=2015-04-20", (1280, 800), "light"),
    "event": ("#event=ckg%2Fevent%2Fcapture-of-idlib-2015", (1280, 800), "dark"),
    "lanes": (f"#tab=lanes&actor={NUSRA}", (1280, 800), "light"),
    "dark-arabic": (f"#names=ar&actor={NUSRA}", (1280, 800), "dark"),
    "phone": (f"#actor={NUSRA}", (390, 844), "light"),
    "phone-lanes": ("#tab=lanes", (390, 844), "dark"),
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kg = conflictkg.example("idlib-2015", "idlib-2015-context")
    return kg.network(as_of="2015-03-28").save(tmp_path_factory.mktemp("page") / "idlib.html")


@pytest.fixture
def visit(chromium: Any) -> Iterator[Visit]:
    with visiting(chromium) as visit:
        yield visit


@pytest.mark.parametrize("name", STATES)
def test_axe_finds_nothing_serious(visit: Visit, file: Path, name: str) -> None:
    fragment, size, scheme = STATES[name]
    page = visit(file, fragment, size, scheme)
    picture(page, f"article-{name}")
    page.evaluate("document.querySelector('#ties details').open = true")
    page.wait_for_timeout(100)
    found = axe.Axe().run(page).response["violations"]
    serious = [(v["id"], [node["html"][:120] for node in v["nodes"]]) for v in found if v["impact"] in SERIOUS]
    assert serious == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


SERIOUS = ("serious", "critical")


def test_a_later_day_shows_the_same_ties_as_possible(visit: Visit, file: Path) -> None:
    page = visit(file, STATES["later"][0])
    count = page.locator('[data-entry="certainty:possible"] .count')
    assert count.inner_text() == str(stat(page)["edges"])
    assert page.locator('[data-entry="certainty:certain"] .count').inner_text() == "0"
    assert "7 members" in page.evaluate("conflictkg.svg()")
    assert "As of 2015-04-20 · policy “default”" in page.locator("#subtitle").inner_text()


def test_by_touch(chromium: Any, file: Path) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_timeout(600)
    x, y = page.evaluate("conflictkg.positions().nodes")["ckg/actor/jabhat-al-nusra"]
    page.touchscreen.tap(x, y)
    page.wait_for_timeout(300)
    assert state(page)["node"] == "ckg/actor/jabhat-al-nusra"
    page.locator("#close").tap()
    page.locator("#after").scroll_into_view_if_needed()
    page.locator("#before").tap()
    assert state(page)["day"] < "2015-03-28"
    for button in ("#play", "#before", "#after", "#ever"):
        box = page.locator(button).bounding_box()
        assert box["height"] >= 40, button
    context.close()


def test_print_has_the_picture_the_legend_and_the_details(visit: Visit, file: Path, tmp_path: Path) -> None:
    page = visit(file, STATES["actor"][0], (1123, 794))
    page.emulate_media(media="print")
    assert not page.locator(".tools").is_visible()
    assert not page.locator(".moves").is_visible()
    for part in ("#stage", "#legend-list", "#panel-body h2", "#ties"):
        assert page.locator(part).is_visible(), part
    picture(page, "article-print")
    printed = page.pdf(prefer_css_page_size=True)
    assert printed[:5] == b"%PDF-"
    assert len(printed) > 20_000


def test_the_ties_shown_come_as_csv(visit: Visit, file: Path) -> None:
    page = visit(file)
    page.locator('[data-entry="relation:memberOf"]').click()
    with page.expect_download() as csv:
        page.locator("#csv").click()
    lines = csv.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith('"from","relation","to","since"')
    assert len(lines) == stat(page)["edges"] + 1 == 10
    assert all('"default"' in line and '"2015-03-28"' in line for line in lines[1:])
    assert not any("member of" in line for line in lines)
