"""`render lanes -o x.html` opens the page at its second tab; a link to the first tab still leads there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dated import dated
from visitor import until


def test_the_page_opens_at_the_lanes(chromium: Any, tmp_path: Path) -> None:
    file = dated(tmp_path).network(as_of="2015-03-28", tab="lanes").save(tmp_path / "lanes.html")
    page = chromium.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    for fragment, tab in (("", "lanes"), ("#tab=network", "network"), ("", "lanes")):
        page.goto("about:blank")
        page.goto(file.as_uri() + fragment)
        until(page, "window.conflictkg")
        assert page.evaluate("window.conflictkg.state.tab") == tab
        assert page.is_visible("#view-lanes") == (tab == "lanes")
    page.click("#tab-network")
    page.wait_for_timeout(300)
    assert page.evaluate("location.hash") == "#tab=network"
    page.close()
    assert trouble == []
