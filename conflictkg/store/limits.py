"""What no query may be, looked at before it is parsed.

The engine parses and runs by recursion: some thousand nested braces, or as many links in a chain of operators, overflow
its stack and end the whole process. Limits are far above what people write and far below what does harm.
"""

from __future__ import annotations

import re

from conflictkg.errors import QueryError

NESTED = 128
STEPS = 1_000
TEXT = 1 << 16

_STRINGS = (
    r"""\\.|"{3}(?:\\.|[^\\])*?"{3}|'{3}(?:\\.|[^\\])*?'{3}|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*'|\#[^\n\r]*"""
)
_IRI = r"""<[A-Za-z][\w+.-]*://[^<>"{}|^`\\\s]*>|<urn:[^<>"{}|^`\\\s()\[\]!+*/&]*>"""
_LEXERS = (rf"({_STRINGS}|{_IRI})|(<[^<>\"{{}}|^`\\\s]*>)", rf"({_STRINGS}|{_IRI})")
"""``1<2`` begins an operator or an IRI, by what stands around it; so a text is read both ways. Seldom needed, and slow
to compile."""

_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_BRACKET = re.compile(r"[(\[{]|[)\]}]|<<|>>")
_WORDS = ("UNION", "MINUS", "BIND", "OPTIONAL", "FILTER")
_STEP = re.compile(rf"[!+*/|&^=]|(?<![\w:%-])-|(?<=\d)-(?=\d)|\b(?:{'|'.join(_WORDS)})\b", re.I)
_PLAIN_IRI = re.compile(r"<https?://[\w./:~%-]*>")
_FETCHING = {word: re.compile(rf"(?<![\w:?$@-]){word}(?![\w:-])", re.I) for word in ("SERVICE", "LOAD")}
_QUOTED = rf"""{_STRINGS}|<[^<>"{{}}|^`\\\s]*>"""


def blanked(sparql: str) -> str:
    """The text with spaces for strings, IRIs and comments, so that words and brackets are where they were.

    >>> blanked('ASK { ?s a <urn:x> } # x')
    'ASK { ?s a         }    '
    """
    return re.sub(_QUOTED, lambda m: " " * len(m[0]), sparql, flags=re.S)


def refuse(sparql: str, fetching: tuple[str, ...] = ("SERVICE",)) -> None:
    """Raise :class:`QueryError` for a query that would end the process or ask another server by one of these words.

    Strings, IRIs and comments do not count, however long. Looked at with and without code points (``\\u007B``)
    unescaped, since either may be how the engine reads it.
    """
    unescaped = sparql
    if "\\" in sparql:
        unescaped = _CODE_POINT.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), sparql)
    for text in dict.fromkeys((sparql, unescaped)):
        for word in fetching:
            if word in text.upper() and _FETCHING[word].search(text) and _FETCHING[word].search(blanked(text)):
                raise QueryError(
                    f"{word} asks another server, and nothing is fetched here. Load the data and ask without it."
                )
        for lexer in () if _is_small(text) else _LEXERS:
            _measure(re.sub(lexer, lambda m: " " if m[1] else m[0], text, flags=re.S))


def _is_small(text: str) -> bool:
    """Whether a text keeps the limits even if all of it counted, as nearly every query does."""
    text = _PLAIN_IRI.sub(" ", text).upper()
    if len(text) > TEXT or sum(map(text.count, ("(", "[", "{", "<<"))) > NESTED:
        return False
    return sum(map(text.count, (*"!+*/|&^=-", *_WORDS))) <= STEPS


def _measure(syntax: str) -> None:
    """Refuse what is too deep, too much of a chain or too long; ``syntax`` is without strings and IRIs."""
    if depth(syntax) > NESTED:
        raise QueryError(f"The query nests more than {NESTED} brackets in each other. Write it flatter.")
    if len(syntax) > TEXT:
        raise QueryError(f"The query is longer than {TEXT // 1024} KB without its strings and IRIs. Ask in parts.")
    if len(_STEP.findall(syntax)) > STEPS:
        raise QueryError(f"The query has more than {STEPS:,} operators. Use VALUES or IN, or ask in parts.")


def depth(syntax: str) -> int:
    """How deep brackets lie in each other at most.

    >>> depth("{ { } } ( [ ( ) ] )")
    3
    """
    now = most = 0
    for bracket in _BRACKET.findall(syntax):
        now = now + 1 if bracket in ("(", "[", "{", "<<") else max(0, now - 1)
        most = max(most, now)
    return most
