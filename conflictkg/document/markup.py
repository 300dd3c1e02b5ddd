"""HTML elements as text: what comes from data is escaped here, what is markup already says so by its type."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def shown(text: str) -> Markup:
    """Text as HTML; markup stays what it is.

    >>> shown("a < b"), shown(Markup("<b>x</b>"))
    ('a &lt; b', '<b>x</b>')
    """
    return text if isinstance(text, Markup) else Markup(escape(text, quote=True))


def tag(name: str, *inside: str, **attributes: str) -> Markup:
    """An element; ``class_`` becomes ``class``, attributes of no text are left out.

    >>> tag("a", "x & y", href="#z", title="")
    '<a href="#z">x &amp; y</a>'
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{shown(value)}"' for key, value in attributes.items() if value
    )
    return Markup(f"<{name}{told}>{joined(inside)}</{name}>")


def joined(parts: Iterable[str], between: str = "") -> Markup:
    """Parts one after the other, empty ones left out."""
    return Markup(shown(between).join(shown(part) for part in parts if part))


def link(address: str, words: str) -> Markup:
    """A link, where the address is of the web; else the words alone."""
    if not address.startswith(("https://", "http://")):
        return shown(words)
    return tag("a", words, href=address, rel="noreferrer")
