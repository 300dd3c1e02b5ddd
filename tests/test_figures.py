"""The file formats of a figure: size, real text, Arabic shaped, and a clear word where an extra is missing."""

from __future__ import annotations

import io
import struct
import sys
import zlib

import pytest
from dated import dated

from conflictkg.draw.figures import figure
from conflictkg.draw.lanes import Lanes
from conflictkg.errors import ConflictKGError, UnavailableError
from conflictkg.graph import KnowledgeGraph


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return dated(tmp_path_factory.mktemp("dated"))


def pixels(image: bytes) -> tuple[int, int, int, set[bytes]]:
    """Width, height, dots per metre, and the different rows of a PNG."""
    wide, high = struct.unpack(">II", image[16:24])
    at = image.index(b"pHYs")
    (dots,) = struct.unpack(">I", image[at + 4 : at + 8])
    data, at = b"", 8
    while at < len(image):
        (size,) = struct.unpack(">I", image[at : at + 4])
        data += image[at + 8 : at + 8 + size] if image[at + 4 : at + 8] == b"IDAT" else b""
        at += size + 12
    raw = zlib.decompress(data)
    step = len(raw) // high
    return wide, high, dots, {raw[i : i + step] for i in range(0, len(raw), step)}


def test_a_png_has_300_dots_per_inch_and_is_not_blank(kg: KnowledgeGraph) -> None:
    pytest.importorskip("resvg_py")
    wide, high, dots, rows = pixels(kg.figure("lanes", format="png", width=100))
    assert (wide, dots) == (round(100 / 25.4 * 300), 11811)
    assert 500 < high < 5000
    assert len(rows) > 100


def test_arabic_is_shaped_and_runs_to_the_left() -> None:
    """The joined word is narrower than its letters apart; its first letter stands at the right."""
    pytest.importorskip("resvg_py")
    from resvg_py import svg_to_bytes

    from conflictkg.draw.elements import document, text

    def ink(words: str) -> bytes:
        return bytes(
            svg_to_bytes(svg_string=document([text(5, 40, words, 30, "#000000")], 300, 60, 80, "", ""), dpi=96)
        )

    if ink("ص") == ink(""):
        pytest.skip("no font with Arabic letters is installed")
    assert ink("\u202dصقر\u202c") == ink("صقر"), "marks that turn the direction are dropped"
    joined, apart = ink("صقر"), ink("ص\u200cق\u200cر")
    assert joined != apart


def test_a_pdf_has_its_size_and_real_text(kg: KnowledgeGraph) -> None:
    pytest.importorskip("typst")
    pypdf = pytest.importorskip("pypdf")
    (page,) = pypdf.PdfReader(io.BytesIO(kg.figure("lanes", format="pdf", width=120))).pages
    assert float(page.mediabox.width) == pytest.approx(120 / 25.4 * 72, abs=0.1)
    told = page.extract_text()
    assert "Green Brigade" in told
    assert "Battle of the Bridge" in told
    assert "رقصلا" in told or "الصقر" in told
    assert "/Font" in page["/Resources"]
    assert not len(page.images), "nothing is drawn as dots"


@pytest.mark.parametrize(("format", "module"), [("png", "resvg_py"), ("pdf", "typst")])
def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, format: str, module: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UnavailableError, match=rf"pip install 'conflictkg\[{format}\]'") as told:
        figure(Lanes("None"), format)
    assert told.value.exit_code == 3


@pytest.mark.parametrize("format", ["png", "pdf"])
def test_the_same_figure_gives_the_same_bytes(format: str) -> None:
    pytest.importorskip({"png": "resvg_py", "pdf": "typst"}[format])
    assert figure(Lanes("None"), format) == figure(Lanes("None"), format)


def test_hostile_titles_are_no_code_of_a_pdf() -> None:
    pytest.importorskip("typst")
    pypdf = pytest.importorskip("pypdf")
    title = '"); #panic("x") #set page(width: 1pt)'
    made = pypdf.PdfReader(io.BytesIO(figure(Lanes(title), "pdf")))
    assert made.metadata.title == title


@pytest.mark.parametrize(("format", "millimetres", "said"), [("tiff", 160, "no format"), ("svg", 9, "40 to 1000")])
def test_wrong_wishes_are_told(format: str, millimetres: float, said: str) -> None:
    with pytest.raises(ConflictKGError, match=said):
        figure(Lanes("None"), format, millimetres)


def test_an_unknown_picture_is_told(kg: KnowledgeGraph) -> None:
    with pytest.raises(ConflictKGError, match="no picture"):
        kg.figure("map")
