"""Hostile names through the whole path, sheets to store to page: the page shows them as text and does nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import hostile
import pytest
from commands import run
from hostile import NAMES, ident
from visitor import READY, is_own

from conflictkg.namespaces import short, thing

pytest.importorskip("pyvis")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile-page")
    hostile.folder(folder / "sheets")
    for words in (("load", "sheets"), ("render", "network", "-o", "page.html")):
        done = run(folder, *words)
        assert done.returncode == 0, done.stderr
    return folder / "page.html"


def test_a_hostile_dataset_is_inert(chromium: Any, file: Path) -> None:
    trouble: list[str] = []
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    address = file.as_uri()
    page.on("request", lambda r: None if is_own(r.url, address) else trouble.append(f"request {r.url[:200]}"))
    page.on("console", lambda m: trouble.append(f"{m.type} {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: trouble.append(f"error {e}"))
    page.on("dialog", lambda d: (trouble.append(f"dialog {d.message}"), d.dismiss()))
    page.on("popup", lambda p: trouble.append(f"popup {p.url}"))
    page.goto(address)
    page.evaluate(READY)
    spots = dict(page.evaluate("Object.entries(conflictkg.positions().nodes)"))
    assert len(spots) == len(NAMES) + 1
    body = page.locator("#panel-body")
    for name, text in NAMES.items():
        page.mouse.click(*spots[short(thing("h<o>s/t", "actor", ident(name)))])
        assert body.locator("h2").evaluate("e => e.textContent") == text
        assert body.locator("script, img, iframe, object, embed, style").count() == 0
        links = body.locator("a").evaluate_all("all => all.map(a => a.protocol)")
        assert set(links) <= {"https:", "http:"}
        page.keyboard.press("Escape")
    for key in page.evaluate("Object.keys(conflictkg.positions().edges)")[:4]:
        page.mouse.click(*dict(page.evaluate("Object.entries(conflictkg.positions().edges)"))[key])
        assert body.locator("script, img, iframe").count() == 0
        assert page.locator('a[href^="javascript"], a[href^="data"], a[href^="vbscript"]').count() == 0
    page.wait_for_timeout(200)
    assert page.locator("script").count() <= 5
    context.close()
    assert trouble == []
