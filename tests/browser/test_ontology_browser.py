"""The page of the ontology in a browser: quiet, narrow enough for a phone, and its search finds terms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from visitor import until

import conflictkg
from conflictkg.document.page import page


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("page") / "ontology.html"
    made.write_text(page(conflictkg.example("idlib-2015", "idlib-2015-crosswalk").store), encoding="utf-8")
    return made


def test_page(chromium: Any, file: Path) -> None:
    tab = chromium.new_page(viewport={"width": 390, "height": 844})
    said: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(file.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") == 390
    tab.fill("#find", "rivalOf")
    assert tab.locator(".term:visible").count() == 1
    assert tab.locator("#rivalOf").is_visible()
    tab.evaluate("location.hash = '#Membership'")
    until(tab, "document.getElementById('Membership').offsetParent !== null")
    assert tab.input_value("#find") == ""
    assert (said, asked) == ([], [file.as_uri()])
    tab.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium: Any, file: Path, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed: conflictkg[test]")
    context = chromium.new_context(bypass_csp=True, color_scheme=scheme, viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.goto(file.as_uri())
    # Terms are alike in form: each tenth is enough, and axe takes as long as there are elements.
    tab.evaluate("document.querySelectorAll('.term').forEach((each, n) => n % 10 && each.remove())")
    assert tab.locator(".term").count() > 15
    assert [each["id"] for each in axe.Axe().run(tab).response["violations"]] == []
    context.close()
