"""Figures in their file formats: SVG as it is, PNG and PDF made of that SVG, so that all three are one drawing.

PNG by resvg-py (MIT, 3 MB), PDF by typst (Apache-2.0; the same SVG reader, so text stays text and Arabic is shaped).
matplotlib would draw a PDF too, but a second drawing of its own; cairosvg draws Arabic as boxes.
"""

from __future__ import annotations

import struct
import zlib

from conflictkg.draw import svg
from conflictkg.draw.chart import Chart
from conflictkg.draw.lanes import Lanes
from conflictkg.draw.lettering import FACES
from conflictkg.draw.scene import Scene
from conflictkg.errors import ConflictKGError, UnavailableError

FORMATS = ("svg", "png", "pdf")
DOTS = 300
"""Dots per inch of a PNG."""
LEAST, MOST = 40, 1000
"""Millimetres."""


def figure(drawn: Scene | Lanes | Chart, format: str = "svg", millimetres: float = svg.WIDTH) -> bytes:
    """A scene, lanes or a chart as a file.

    Raises ConflictKGError for another format or a width out of range, UnavailableError where an extra is missing.
    """
    if format not in FORMATS:
        raise ConflictKGError(f'"{format}" is no format of a figure. Known: {", ".join(FORMATS)}.')
    if not LEAST <= millimetres <= MOST:
        raise ConflictKGError(f"A figure is {LEAST} to {MOST} millimetres wide, not {millimetres}.")
    text = _svg(drawn, millimetres)
    if format == "png":
        return png(text)
    if format == "pdf":
        return pdf(text, drawn.title, millimetres)
    return text.encode()


def _svg(drawn: Scene | Lanes | Chart, millimetres: float) -> str:
    if isinstance(drawn, Lanes):
        return svg.lanes(drawn, millimetres)
    return svg.chart(drawn, millimetres) if isinstance(drawn, Chart) else svg.network(drawn, millimetres)


def png(text: str) -> bytes:
    """An SVG as PNG with 300 dots per inch; raises UnavailableError without resvg-py, or without any known font."""
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise UnavailableError(_missing("PNG", "png")) from None
    probe = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
    letter = f'<text y="9" font-family="{FACES}">m</text>'
    if svg_to_bytes(svg_string=probe.format(letter)) == svg_to_bytes(svg_string=probe.format("")):
        raise UnavailableError("No font is here to draw a PNG with. Install one, such as DejaVu Sans; SVG needs none.")
    return _measured(bytes(svg_to_bytes(svg_string=text, dpi=DOTS)))


def _measured(image: bytes) -> bytes:
    """A PNG that tells its dots per metre (chunk pHYs, after 33 bytes of header), so that it prints in its width."""
    told = b"pHYs" + struct.pack(">IIB", round(DOTS / 0.0254), round(DOTS / 0.0254), 1)
    return image[:33] + struct.pack(">I", 9) + told + struct.pack(">I", zlib.crc32(told)) + image[33:]


def pdf(text: str, title: str, millimetres: float) -> bytes:
    """An SVG as PDF with vector lines and real text; raises UnavailableError without typst."""
    try:
        import typst
    except ImportError:
        raise UnavailableError(_missing("PDF", "pdf")) from None
    given = {"svg": text, "title": title, "width": f"{millimetres}"}
    return bytes(typst.compile(_PAGE.encode(), sys_inputs=given))


_PAGE = """
#let given = sys.inputs
#set document(title: given.title, date: none)
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(given.svg), format: "svg", width: float(given.width) * 1mm, alt: given.title)
"""


def _missing(what: str, extra: str) -> str:
    return f"{what} needs an extra: pip install 'conflictkg[{extra}]'. SVG needs none."
