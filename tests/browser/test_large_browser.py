"""Large graphs: they open round an actor, grow and fold, and the canvas paints thousands within a frame or few."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from visitor import Visit, picture, stat, state, visiting

from benchmarks.pages import scene
from conflictkg.draw.network import AllianceNetwork

pytest.importorskip("pyvis")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return AllianceNetwork(scene(1200)).save(tmp_path_factory.mktemp("page") / "large.html")


@pytest.fixture
def visit(chromium: Any) -> Iterator[Visit]:
    with visiting(chromium) as visit:
        yield visit


def test_it_opens_round_the_actor_with_the_most_ties(visit: Visit, file: Path) -> None:
    page = visit(file)
    assert state(page)["around"] == ["a0"]
    seen = stat(page)
    assert 20 < seen["nodes"] <= 61
    assert page.locator("#shown").inner_text().startswith(f"{seen['nodes']} of 1200 actors")
    assert "In view: " in page.locator("#around").inner_text()
    picture(page, "large-around")


def test_an_actor_is_expanded_and_folded(visit: Visit, file: Path) -> None:
    page = visit(file)
    few = stat(page)["nodes"]
    spots = page.evaluate("conflictkg.positions().nodes")
    second = page.evaluate("conflictkg.busy()[1]")
    page.locator("#find").fill(page.evaluate("conflictkg.label(conflictkg.busy()[1])"))
    page.keyboard.press("Enter")
    assert state(page)["node"] == second
    page.locator("#stage").focus()
    page.keyboard.press("x")
    assert second in state(page)["around"]
    more = stat(page)["nodes"]
    assert more > few, "its neighbours came into view"
    page.wait_for_timeout(250)
    again = visit(file, page.evaluate("location.hash"))
    assert stat(again)["nodes"] == more
    page.get_by_role("button", name="Fold").click()
    assert second not in state(page)["around"]
    assert len(spots) == few


def test_all_of_it_is_painted_on_one_canvas(visit: Visit, file: Path) -> None:
    page = visit(file, "#around=all")
    assert stat(page)["nodes"] == 1200
    assert page.locator("#library").count() == 0, "vis-network is not in it"
    assert file.stat().st_size < 1_000_000
    whole = len(page.locator("#stage").screenshot())
    assert whole > 100_000, "thousands of marks, not a blank canvas"
    picture(page, "large-all")
    page.locator("#day").fill("2011-03")
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    assert len(page.locator("#stage").screenshot()) < whole / 2, "fewer ties hold in the first months"
    x, y = next(iter(page.evaluate("conflictkg.positions().nodes").values()))
    page.mouse.click(x, y)
    assert state(page)["node"] or state(page)["edge"]


def test_drag_wheel_and_zoom_move_the_camera(visit: Visit, file: Path) -> None:
    page = visit(file)
    before = page.evaluate("conflictkg.positions().nodes.a0")
    page.mouse.move(400, 600)
    page.mouse.down()
    page.mouse.move(460, 570, steps=4)
    page.mouse.up()
    after = page.evaluate("conflictkg.positions().nodes.a0")
    assert after[0] - before[0] == pytest.approx(60, abs=2)
    assert after[1] - before[1] == pytest.approx(-30, abs=2)
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(60)
    assert page.evaluate("conflictkg.positions().nodes.a0") != after
    page.get_by_role("button", name="Fit").click()
    assert page.evaluate("conflictkg.positions().nodes.a0")[0] == pytest.approx(before[0], abs=2)
    page.keyboard.press("Escape")
    x, y = page.evaluate("conflictkg.positions().nodes.a0")
    page.mouse.click(x, y)
    assert state(page)["node"] == "a0"
