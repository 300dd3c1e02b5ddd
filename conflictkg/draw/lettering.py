"""Text in figures: made harmless, measured without a font, broken into lines, Arabic and Hebrew in their direction.

Widths are those of DejaVu Sans, the widest face in :data:`FACES`, so that text has room in whatever face is there.
"""

from __future__ import annotations

import unicodedata

FACES = (
    "Helvetica, Arial, 'Liberation Sans', 'Noto Sans', 'DejaVu Sans', 'Noto Sans Arabic', 'Geeza Pro', 'Segoe UI', "
    "Tahoma, sans-serif"
)
"""Common faces first: a program that knows no generic family still finds one, and Arabic is taken from the others."""

_NARROW, _WIDE = "fijlrtIJ.,:;'|!()[]/ ·-‘’", "mwMWQGO@%&—…"
_EMS = {**dict.fromkeys(_NARROW, 0.37), **dict.fromkeys(_WIDE, 0.89)}
_BOLD = 1.1
_LOST = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")
_RIGHT_TO_LEFT, _END = "\u2067", "\u2069"


def clean(text: str) -> str:
    """Text as one line, without control characters and without marks that turn the direction of what follows.

    >>> clean("Green\\x00\\u202e Front \\n x")
    'Green Front x'
    """
    kept = (" " if c.isspace() else c for c in text if c.isspace() or _is_shown(c))
    return " ".join("".join(kept).split())


def _is_shown(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in _LOST


def directed(text: str) -> str:
    """Text that keeps its own direction in a line of another: Arabic and Hebrew stand in an isolate (UAX 9).

    An isolate, not the attribute ``direction``, since that one turns the anchor too and not every program knows it.
    """
    return f"{_RIGHT_TO_LEFT}{text}{_END}" if is_right_to_left(text) else text


def is_right_to_left(text: str) -> bool:
    """Whether the first letter is of a script that runs to the left (UAX 9, rule P2).

    >>> is_right_to_left("2015 جيش"), is_right_to_left("Jaysh جيش")
    (True, False)
    """
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


def width(text: str, size: float, bold: bool = False) -> float:
    """The room that a text takes, rather too much than too little."""
    return sum(_em(character) for character in text) * size * (_BOLD if bold else 1)


def _em(character: str) -> float:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1
    return _EMS.get(character, 0.7 if character.isupper() else 0.62)


def lines(text: str, size: float, room: float, most: int = 99, bold: bool = False) -> list[str]:
    """Text broken at spaces into lines that fit; what is left over after ``most`` lines ends in an ellipsis.

    >>> lines("The Syrian Observatory for Human Rights", 10, 120, 2)
    ['The Syrian', 'Observatory for Hum…']
    """
    found: list[str] = []
    for word in text.split():
        if found and width(f"{found[-1]} {word}", size, bold) <= room:
            found[-1] += f" {word}"
        else:
            found.append(word)
    if len(found) > most:
        found = [*found[: most - 1], f"{found[most - 1]}…"]
    return [_cut(line, size, room, bold) for line in found]


def line(text: str, size: float, room: float, bold: bool = False) -> str:
    """Text on one line that fits, cut where it must be."""
    return "".join(lines(text, size, room, 1, bold))


def _cut(line: str, size: float, room: float, bold: bool) -> str:
    """A line that does not fit (one long word) is cut."""
    if width(line, size, bold) <= room:
        return line
    kept = line.rstrip("…")
    while kept and width(f"{kept}…", size, bold) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
