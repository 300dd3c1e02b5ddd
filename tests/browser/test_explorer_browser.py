"""The explorer walked through in a real browser: search, page, slider, form, why, download, editor; and axe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from visitor import picture, until

sys.path.insert(0, str(Path(__file__).parents[1]))
from serving import Server, served

import conflictkg

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed: conflictkg[test]")
Open = Callable[..., Any]
NUSRA, FATAH = "/id/ckg/actor/jabhat-al-nusra", "/id/ckg/actor/jaysh-al-fatah"
STATES = {
    "home": ("/", (1280, 800), "light"),
    "coalition": (FATAH, (1280, 900), "light"),
    "actor-dark": (f"{NUSRA}?as_of=2015-03-28", (1280, 900), "dark"),
    "actor-phone": (NUSRA, (390, 844), "light"),
    "answer": ("/questions/coalition-members?coalition=Jaysh+al-Fatah&as_of=2015-03-28", (1280, 800), "light"),
    "why-phone": ("/why?subject=Isis&relation=rivalOf&object=Jabhat+al-Nusra", (390, 844), "light"),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("explorer")
    with conflictkg.open(folder / "db") as kg:
        kg.load("idlib-2015", "idlib-2015-context")
    with served(folder, "--deadline", "60", store="db") as server:
        yield server


@pytest.fixture
def visit(chromium: Any, server: Server) -> Iterator[Open]:
    """Open an address; nothing may be asked of another server, and nothing may go wrong."""
    trouble: list[str] = []
    contexts = []

    def visit(path: str, size: tuple[int, int] = (1280, 800), scheme: str = "light") -> Any:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        own = (server.address, "blob:", "data:")
        page.on("request", lambda r: None if r.url.startswith(own) else trouble.append(f"request {r.url[:200]}"))
        page.on("console", lambda m: trouble.append(f"{m.type} {m.text}") if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: trouble.append(f"error {e}"))
        page.goto(server.address + path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert [each for each in trouble if "404" not in each] == []


def serious(page: Any) -> list[tuple[str, list[str]]]:
    """What axe finds that keeps people out."""
    found = axe.Axe().run(page).response["violations"]
    return [(v["id"], [n["html"][:160] for n in v["nodes"]]) for v in found if v["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("name", STATES)
def test_axe_finds_nothing_serious_and_nothing_sticks_out(visit: Open, name: str) -> None:
    path, size, scheme = STATES[name]
    page = visit(path, size, scheme)
    picture(page, f"explorer-{name}")
    found = axe.Axe().run(page).response["violations"]
    serious = [
        (v["id"], [n["html"][:160] for n in v["nodes"]]) for v in found if v["impact"] in ("serious", "critical")
    ]
    assert serious == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_from_a_name_to_the_words_of_a_claim_by_keyboard(visit: Open) -> None:
    page = visit("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.get_by_role("searchbox").focus()
    page.keyboard.type("جبهة النصرة")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{NUSRA}")
    assert page.locator("h1").inner_text() == "Jabhat al-Nusra"
    row = page.locator("#ties + div tr", has_text="rival of").filter(has_text="Isis").first
    row.get_by_role("link", name="why").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/why?**")
    assert "Holds, accepted by policy default" in page.get_by_role("status").inner_text()
    page.locator(".tree").first.get_by_role("link", name="claim").first.click()
    assert "Isis and Jabhat al-Nusra are rivals" in page.locator("main").inner_text()


def test_a_question_is_asked_and_its_answer_taken_home(visit: Open) -> None:
    page = visit("/questions")
    page.get_by_role("link", name="Who belongs to a coalition").click()
    page.get_by_label("the coalition").fill("Army of Fatah")
    page.get_by_label("as of").fill("2015-03-28")
    page.get_by_role("button", name="Ask").click()
    assert page.locator("tbody tr").count() == 7
    with page.expect_download() as csv:
        page.locator(".tools").get_by_role("link", name="csv").click()
    lines = csv.value.path().read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("member,name,role,since")
    assert len(lines) == 8
    with page.expect_download() as turtle:
        page.goto(page.url.replace(page.url.split("/", 3)[3], "downloads"))
        page.get_by_role("link", name="turtle", exact=True).click()
    assert "ckg:memberOf" in turtle.value.path().read_text(encoding="utf-8")


def test_the_picture_turns_to_another_day(visit: Open) -> None:
    page = visit(f"{FATAH}?as_of=2015-03-28")
    page.get_by_role("link", name="Picture", exact=True).last.click()
    until(page, "window.conflictkg")
    assert page.evaluate("conflictkg.state.day") == "2015-03-28"
    before = page.evaluate("conflictkg.stat().edges")
    page.locator("#after").click()
    assert page.evaluate("conflictkg.state.day") > "2015-03-28"
    assert before >= 7


def test_the_editor_gets_the_right_answer(visit: Open) -> None:
    page = visit("/editor")
    until(page, "window.editor && document.querySelector('.CodeMirror')")
    query = "SELECT ?m WHERE { ?m ckg:memberOf <https://w3id.org/conflictkg/id/ckg/actor/jaysh-al-fatah> }"
    page.evaluate("(query) => editor.getTab().getYasqe().setValue(query)", query)
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".yasr table tbody tr")
    assert page.locator(".yasr table tbody tr").count() == 7
    assert "jabhat-al-nusra" in page.locator(".yasr table").inner_text()
    assert serious(page) == []
    picture(page, "explorer-editor")
