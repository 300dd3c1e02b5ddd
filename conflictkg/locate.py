"""Passages: find a snippet in a source's text, write its locator, check a locator against a text.

A locator names a passage without carrying it: ``line 21 chars 3990-4105 sha256 9f…``. Offsets count characters of the
UTF-8 text with ``\\n`` line ends and no byte-order mark, the end is excluded; the hash is that of the slice in UTF-8.
A section may stand before it, for those who read the source elsewhere: ``section Aftermath, line 21 chars …``.
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from conflictkg.claims import Locator
from conflictkg.errors import InputError

_LOCATOR = re.compile(
    r"(?P<section>section .+, )?(?:line (?P<line>\d+))?\s*"
    r"(?:chars (?P<start>\d+)-(?P<end>\d+))?\s*(?:sha256 (?P<hash>[0-9a-f]{64}))?"
)
_TYPED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "–": "-", "—": "-"})


def read_text(path: Path) -> str:
    """A source's text as locators count it."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise InputError("is not UTF-8 text.", path, cure="Save it as UTF-8 and try again.") from None
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", path) from None


def parse(text: str) -> Locator:
    """The locator that a cell holds; free text (``section Aftermath``) is kept as it is."""
    found = _LOCATOR.fullmatch(text.strip())
    if not found or not found["start"]:
        return Locator(text.strip())
    return Locator(text.strip(), int(found["start"]), int(found["end"]), found["hash"] or "")


def line_of(locator: Locator) -> int:
    """The line that a locator names, 0 when it names none."""
    found = _LOCATOR.fullmatch(locator.text)
    return int(found["line"]) if found and found["line"] else 0


def under(locator: Locator, told: str) -> Locator:
    """The locator with the section that a coder told beside the snippet or line, as in ``section Aftermath``.

    >>> under(Locator("line 3 chars 0-4", 0, 4), "section Aftermath, line 3").text
    'section Aftermath, line 3 chars 0-4'
    """
    section = re.fullmatch(r"(section .+?)(?:,(?: line \d+)?)?", told.strip())
    return locator._replace(text=f"{section[1]}, {locator.text}") if section else locator


def at(text: str, start: int, end: int) -> Locator:
    """The locator of a slice."""
    digest = sha256(text[start:end].encode()).hexdigest()
    line = text.count("\n", 0, start) + 1
    return Locator(f"line {line} chars {start}-{end} sha256 {digest}", start, end, digest)


def find(snippet: str, text: str, line: int = 0) -> Locator:
    """The locator of a snippet in a text; typographic quotes, dashes and white space need not agree.

    ``line`` narrows the search. Raises ValueError with a cure when the snippet is not there or not alone.
    """
    pattern = r"\s+".join(re.escape(word) for word in snippet.translate(_TYPED).split())
    first, last = _line_span(text, line) if line else (0, len(text))
    found = [m.span() for m in re.finditer(pattern, text.translate(_TYPED)[:last]) if m.start() >= first]
    if not pattern or not found:
        where = f"line {line} of the text" if line else "the text"
        raise ValueError(f"The snippet does not stand in {where}. Copy it from there, without changes.")
    if len(found) > 1:
        raise ValueError(f"The snippet stands {len(found)} times in the text. Copy some more words, or add the line.")
    return at(text, *found[0])


def whole_line(text: str, line: int) -> Locator:
    """The locator of a whole line."""
    return at(text, *_line_span(text, line))


def _line_span(text: str, line: int) -> tuple[int, int]:
    lines = text.split("\n")
    if not 1 <= line <= len(lines):
        raise ValueError(f"The text has {len(lines)} lines, there is no line {line}.")
    start = sum(len(each) + 1 for each in lines[: line - 1])
    return start, start + len(lines[line - 1])


def passage(locator: Locator, text: str) -> str | None:
    """The passage a locator names, None when the text has other words there."""
    if locator.start < 0 or locator.end > len(text):
        return None
    words = text[locator.start : locator.end]
    return words if not locator.sha256 or sha256(words.encode()).hexdigest() == locator.sha256 else None
