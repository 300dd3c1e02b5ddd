"""SVG elements as text: the only place that writes markup, so the only one that escapes."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from conflictkg.draw.lettering import FACES, clean, directed


def number(value: float) -> str:
    """A length with at most two decimals.

    >>> number(3.0), number(-0.001), number(1.256)
    ('3', '0', '1.26')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, inside: str = "", /, **attributes: str | float) -> str:
    """An element; ``stroke_width`` becomes ``stroke-width``, attributes of no text are left out."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"' for key, value in attributes.items() if value != ""
    )
    return f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>"


def _value(value: str | float) -> str:
    return escape(value, quote=True) if isinstance(value, str) else number(value)


def title(words: str) -> str:
    """What a viewer shows when it is pointed at."""
    return element("title", escape(clean(words), quote=False)) if clean(words) else ""


def path(
    d: str,
    fill: str = "none",
    stroke: str = "",
    width: float = 0,
    dash: Iterable[float] = (),
    cap: str = "",
    opacity: float = 1,
    tip: str = "",
) -> str:
    """A filled or drawn line."""
    return element(
        "path",
        title(tip),
        d=d,
        fill=fill,
        stroke=stroke,
        stroke_width=width if stroke else "",
        stroke_dasharray=" ".join(number(each) for each in dash),
        stroke_linecap=cap,
        opacity=opacity if opacity < 1 else "",
    )


def rectangle(x: float, y: float, width: float, height: float, **attributes: str | float) -> str:
    """A rectangle."""
    return element("rect", x=x, y=y, width=max(width, 0), height=max(height, 0), **attributes)


def text(
    x: float,
    y: float,
    words: str,
    size: float,
    fill: str,
    anchor: str = "",
    weight: int = 400,
    halo: str = "",
    tip: str = "",
) -> str:
    """A line of text, in its own direction; with a halo, what runs behind it does not run through it."""
    shown = escape(directed(clean(words)), quote=False)
    if not shown:
        return ""
    return element(
        "text",
        title(tip) + shown,
        x=x,
        y=y,
        font_size=size,
        font_weight=weight if weight != 400 else "",
        fill=fill,
        text_anchor=anchor,
        stroke=halo,
        stroke_width=size * 0.3 if halo else "",
        stroke_linejoin="round" if halo else "",
        paint_order="stroke" if halo else "",
    )


def group(parts: Iterable[str], **attributes: str | float) -> str:
    """Elements together; nothing where there are none."""
    inside = "\n".join(part for part in parts if part)
    return element("g", f"\n{inside}\n", **attributes) if inside else ""


def document(parts: Iterable[str], width: float, height: float, millimetres: float, name: str, about: str) -> str:
    """A whole file: ``width`` by ``height`` units, printed ``millimetres`` wide; ``name`` and ``about`` for readers."""
    inside = "\n".join(
        (
            "",
            title(name),
            element("desc", escape(clean(about), quote=False)),
            *(part for part in parts if part),
            "",
        )
    )
    return (
        element(
            "svg",
            inside,
            xmlns="http://www.w3.org/2000/svg",
            width=f"{number(millimetres)}mm",
            height=f"{number(millimetres * height / width)}mm",
            viewBox=f"0 0 {number(width)} {number(height)}",
            role="img",
            font_family=FACES,
        )
        + "\n"
    )
