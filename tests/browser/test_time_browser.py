"""The slider says what SPARQL says, however a reader comes to the day: slider, play, keyboard, link."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dated import dated
from visitor import Visit, picture, stat, state, visiting

from conflictkg.graph import KnowledgeGraph
from conflictkg.names.lookup import resolve
from conflictkg.namespaces import short

COALITIONS = ("Valley Council", "Northern Front")
DAYS = (
    *("2012", "2013-03-09", "2013-03-10", "2013-05-15", "2013-06", "2014-01-20", "2014-03-01", "2014-08-15"),
    *("2014-11-20", "2014-11-21", "2015-03-25", "2015-03-28", "2015-04-10", "2015-06-15", "2016", "2016-07-01"),
)


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return dated(tmp_path_factory.mktemp("dated"))


@pytest.fixture(scope="module")
def file(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kg.network().save(tmp_path_factory.mktemp("page") / "dated.html")


@pytest.fixture
def visit(chromium: Any) -> Iterator[Visit]:
    with visiting(chromium) as visit:
        yield visit


def shown(page: Any) -> dict[str, set[tuple[str, str]]]:
    """Coalition -> its members on the page, each with the certainty of the strongest tie that binds it."""
    found = page.evaluate("conflictkg.members()")
    return {hub: {(member, certainty) for member, certainty in members} for hub, members in found.items()}


def asked(kg: KnowledgeGraph, day: str) -> dict[str, set[tuple[str, str]]]:
    """The same by the question coalition-members."""
    answers = {}
    for name in COALITIONS:
        best: dict[str, str] = {}
        for row in kg.query("coalition-members", coalition=name, as_of=day):
            best[row["member"]] = min(best.get(row["member"], "possible"), row["certainty"])
        answers[short(resolve(kg.store, name))] = {(short(member), certainty) for member, certainty in best.items()}
    return answers


def test_the_slider_equals_sparql_on_every_day(kg: KnowledgeGraph, visit: Visit, file: Path) -> None:
    page = visit(file)
    for day in DAYS:
        page.locator("#day").fill(day)
        page.keyboard.press("Enter")
        assert state(page)["day"] == day
        assert shown(page) == asked(kg, day), day
    assert len({str(shown(page))} | {str(asked(kg, day)) for day in DAYS}) > 8, "the days should differ"


def test_play_stops_at_changes_and_each_equals_sparql(kg: KnowledgeGraph, visit: Visit, file: Path) -> None:
    page = visit(file)
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # so that only run_for moves it, however slow the machine
    page.locator("#play").click()
    seen = []
    for _ in range(4):
        seen.append(state(page)["day"])
        assert shown(page) == asked(kg, seen[-1]), seen[-1]
        page.clock.run_for(950)
    assert seen == page.evaluate("conflictkg.changes().slice(0, 4)")
    assert page.locator("#play").get_attribute("aria-pressed") == "true"
    page.locator("#play").click()
    here = state(page)["day"]
    page.clock.run_for(3000)
    assert state(page)["day"] == here


def test_keys_and_the_slider_itself(kg: KnowledgeGraph, visit: Visit, file: Path) -> None:
    page = visit(file, "#day=2014-08-14")
    slider = page.locator("#slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(100)
    assert state(page)["day"] == "2014-08-15"
    assert shown(page) == asked(kg, "2014-08-15")
    assert slider.get_attribute("aria-valuetext") == "15 August 2014"
    page.locator("#stage").focus()
    page.keyboard.press(",")
    before = state(page)["day"]
    assert before < "2014-08-15"
    page.keyboard.press(".")
    assert state(page)["day"] > before
    assert "ties shown" in page.locator("#live").inner_text()
    page.get_by_role("button", name="All dates").click()
    assert state(page)["day"] == ""
    assert stat(page)["edges"] == 10


def test_a_link_leads_to_day_tab_and_choice(kg: KnowledgeGraph, visit: Visit, file: Path) -> None:
    page = visit(file)
    page.locator("#day").fill("2015-03-25")
    page.keyboard.press("Enter")
    page.locator("#tab-lanes").click()
    page.locator("#find").fill("hill")
    page.keyboard.press("Enter")
    page.wait_for_timeout(250)
    again = visit(file, page.evaluate("location.hash"))
    found = state(again)
    assert (found["day"], found["tab"]) == ("2015-03-25", "lanes")
    assert found["node"].endswith("/hill")
    assert shown(again) == asked(kg, "2015-03-25")
    assert again.locator("#view-lanes").is_visible()
    assert not again.locator("#stage").is_visible()


def test_what_is_no_day_is_refused(visit: Visit, file: Path) -> None:
    page = visit(file, "#day=2015-02-30")
    assert state(page)["day"] == ""
    page.locator("#day").fill("soon")
    page.keyboard.press("Enter")
    assert page.locator("#day").get_attribute("aria-invalid") == "true"
    assert "such as 2015-03-28" in page.locator("#live").inner_text()
    assert state(page)["day"] == ""


def test_an_event_can_be_chosen(visit: Visit, file: Path) -> None:
    page = visit(file, "#day=2014-05-01")
    page.get_by_role("button", name="Battle of the Bridge").click()
    assert state(page)["event"].endswith("bridge")
    panel = page.locator("#panel-body")
    assert panel.locator("h2").inner_text() == "Battle of the Bridge"
    assert "2 May 2014 – 20 May 2014" in panel.inner_text()
    panel.get_by_role("button", name="Green Brigade").click()
    assert state(page)["node"].endswith("/green")


def test_lanes_share_day_and_choice(visit: Visit, file: Path) -> None:
    page = visit(file, "#tab=lanes&day=2014-05-10")
    marks = page.locator("#lane-marks")
    text = marks.evaluate("e => e.textContent")
    for name in ("Valley Council", "Northern Front", "Green Brigade", "United Hill Army", "لواء الصقر"):
        assert name in text
    paths = marks.locator("path").count()
    picture(page, "lanes")
    page.locator("#lanes").focus()
    page.keyboard.press("ArrowDown")
    first = state(page)["node"]
    assert first
    page.keyboard.press("ArrowDown")
    assert state(page)["node"] not in (None, first)
    assert marks.locator("path").count() > paths, "the lane chosen is marked"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.keyboard.press("Escape")
    assert state(page)["node"] is None
    page.locator("#tab-network").click()
    assert page.locator("#stage").is_visible()
    assert state(page)["day"] == "2014-05-10"
