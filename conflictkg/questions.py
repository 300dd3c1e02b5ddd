"""Questions: query files that explain themselves, with parameters bound as terms.

The head of a file is its documentation, help and form::

    # Who belongs to a coalition ...?                         the question
    # @param coalition actor - the coalition, by any name     a parameter and its type
    # @example coalition="Jaysh al-Fatah"
    # @tag ties

``# @include tail`` puts a fragment of ``queries/fragments`` in; ``# @bind`` is where values are bound (again inside a
group of a UNION that needs them).
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from conflictkg.errors import QueryError
from conflictkg.resources import shipped

_PARAM = re.compile(r"#\s*@param\s+(\w+)\s+(actor|place|thing|date|text|number)\s+-\s+(.+)")
_INCLUDE = re.compile(r"^[ \t]*#\s*@include\s+(\w+)[ \t]*$", re.M)
_BIND = re.compile(r"^[ \t]*#\s*@bind[ \t]*$", re.M)
_WHERE = re.compile(r"\bWHERE\s*\{|\b(?:ASK|CONSTRUCT\s*\{[^}]*\}\s*WHERE)\s*\{", re.I)


class Parameter(NamedTuple):
    """A parameter: an actor or place takes any of its names or an id, a date an EDTF date."""

    name: str
    type: str
    text: str


class Question(NamedTuple):
    """A named question, its parameters and its SPARQL with fragments put in."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    examples: tuple[dict[str, str], ...]
    tags: tuple[str, ...]
    sparql: str

    @property
    def dated(self) -> bool:
        """Whether the question knows ``--as-of``."""
        return "?as_of_start" in self.sparql


def read(text: str, name: str = "") -> Question:
    """A question from the text of its file."""
    lines = text.splitlines()
    head = [line for line in lines if line.startswith("#")]
    parameters = tuple(Parameter(*m.groups()) for line in head if (m := _PARAM.match(line)))
    examples = tuple(_example(line.split("@example", 1)[1]) for line in head if "@example" in line)
    tags = tuple(tag for line in head if "@tag" in line for tag in line.split("@tag", 1)[1].split())
    title = lines[0].lstrip("# ") if lines and lines[0].startswith("#") else ""
    return Question(name, title, parameters, examples, tags, _INCLUDE.sub(lambda m: fragment(m[1]), text))


def _example(text: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in shlex.split(text) if "=" in part)


@lru_cache(maxsize=16)
def fragment(name: str) -> str:
    """A fragment of ``queries/fragments`` without its comments."""
    text = shipped("queries", "fragments", f"{name}.rq").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))


def names() -> list[str]:
    """The named questions, sorted."""
    return sorted(path.stem for path in shipped("queries", "questions").glob("*.rq"))


@lru_cache(maxsize=64)
def named(name: str) -> Question:
    """One named question; raises :class:`QueryError` with near names."""
    if name not in names():
        from difflib import get_close_matches

        near = get_close_matches(name, names(), 3, 0.5)
        hint = f" Near: {', '.join(near)}." if near else ""
        raise QueryError(f'There is no question "{name}".{hint} `conflictkg queries` lists them.')
    return read(shipped("queries", "questions", f"{name}.rq").read_text(encoding="utf-8"), name)


def find(text: str) -> Question:
    """The question behind a name, a file that ends in .rq, or SPARQL itself."""
    if re.search(r"[\s{]", text) and re.search(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", text, re.I):
        return read(text)
    path = Path(text)
    if path.suffix in (".rq", ".sparql"):
        try:
            return read(path.read_text(encoding="utf-8"), path.stem)
        except ValueError:
            raise QueryError(f"{text}: the query file cannot be read: it is not UTF-8. Save it as UTF-8.") from None
        except OSError as error:
            raise QueryError(f"{text}: the query file cannot be read: {error.strerror}.") from None
    return named(text)


def bound(sparql: str, values: Mapping[str, str]) -> str:
    """The query with a VALUES block in front of its pattern.

    ``values`` maps a variable to a term in N-Triples form, written by the engine, so that no text of a user becomes
    syntax. VALUES and not the engine's substitutions: those reach neither BIND nor EXISTS, and no other server has
    them.
    """
    if not values:
        return sparql
    block = f"  VALUES ({' '.join('?' + n for n in values)}) {{ ({' '.join(values.values())}) }}"
    parts = _BIND.split(sparql)
    if len(parts) > 1:
        return block.join(parts)  # in every branch that asks for it: SPARQL sees no outer values there
    found = _WHERE.search(sparql)
    if not found:
        raise QueryError("The query has no WHERE { … } in which parameters could be bound.")
    return f"{sparql[: found.end()]}\n{block}\n{sparql[found.end() :]}"
