"""How the browser tests visit a page: opened from a file; no request, no error and no dialog may come of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SHOTS = Path(__file__).parent / "screenshots"
READY = "() => new Promise((done) => { const go = () => (window.conflictkg ? done() : setTimeout(go, 10)); go(); })"
Visit = Callable[..., Any]


@contextmanager
def visiting(chromium: Any) -> Iterator[Visit]:
    """A function that opens a file at a fragment, in a size and colour scheme; in the end all must have gone well."""
    trouble: list[str] = []
    contexts = []

    def visit(file: Path, fragment: str = "", size: tuple[int, int] = (1280, 800), scheme: str = "light") -> Any:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        address = file.as_uri()
        page.on("request", lambda r: None if is_own(r.url, address) else trouble.append(f"request {r.url[:200]}"))
        page.on("console", lambda m: trouble.append(f"{m.type} {m.text}") if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: trouble.append(f"error {e}"))
        page.on("dialog", lambda d: (trouble.append(f"dialog {d.message}"), d.dismiss()))
        page.goto(address + fragment)
        page.evaluate(READY)
        page.wait_for_timeout(150)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert trouble == []


def is_own(url: str, address: str) -> bool:
    """The file itself, or what the page makes of itself for a download."""
    return url.split("#")[0] == address.split("#")[0] or url.startswith("blob:")


def state(page: Any) -> dict[str, Any]:
    """What the reader has chosen."""
    found: dict[str, Any] = page.evaluate("conflictkg.state")
    return found


def stat(page: Any) -> dict[str, Any]:
    """What is shown."""
    found: dict[str, Any] = page.evaluate("conflictkg.stat()")
    return found


def picture(page: Any, name: str) -> None:
    """A screenshot for people to look at."""
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def until(page: Any, holds: str, seconds: float = 20) -> None:
    """Wait until something holds. Asked from here: Playwright's own wait polls with eval, which our pages forbid."""
    end = time.monotonic() + seconds
    while not page.evaluate(f"Boolean({holds})"):
        assert time.monotonic() < end, f"it did not come: {holds}"
        time.sleep(0.02)
