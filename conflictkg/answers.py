"""Answers: the rows of a question, as table, CSV, TSV, JSON, Markdown, data frame or notebook table.

CSV, TSV and JSON are the SPARQL 1.1 result formats, written by the engine. The terminal table hides what is empty or
the same in every row and says the latter once below, so that what differs can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from conflictkg.errors import QueryError, UnavailableError
from conflictkg.namespaces import short
from conflictkg.terminal import grid, plain

FORMATS = ("table", "csv", "tsv", "json", "md")
GRAPH_FORMATS = ("ttl", "nt")
_ENGINE_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
}


_HASH = re.compile(r"\s*sha256 [0-9a-f]{64}")


class Answer:
    """The rows of a SELECT: iterate for dictionaries, ask for a format, or show it in a notebook."""

    def __init__(self, columns: list[str], rows: list[list[ox.NamedNode | ox.BlankNode | ox.Literal | None]]) -> None:
        self.columns = columns
        self.rows = rows

    @classmethod
    def of(cls, solutions: Any) -> Answer:
        """An answer of the engine's solutions, read to the end."""
        columns = [variable.value for variable in solutions.variables]
        return cls(columns, [[row[name] for name in columns] for row in solutions])

    @classmethod
    def told(cls, columns: list[str], rows: list[list[str]]) -> Answer:
        """An answer made of texts; an empty one is unbound."""
        return cls(columns, [[ox.Literal(cell) if cell else None for cell in row] for row in rows])

    def __iter__(self) -> Iterator[dict[str, str]]:
        return (dict(zip(self.columns, cells, strict=True)) for cells in self.texts())

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return table(self).rstrip()

    def texts(self) -> list[list[str]]:
        """All cells as text; unbound is empty."""
        return [["" if term is None else term.value for term in row] for row in self.rows]

    def readable(self) -> list[list[str]]:
        """All cells as people read them: short ids, spaces for line ends and controls."""
        return [[plain(short(text)) for text in row] for row in self.texts()]

    def serialise(self, format: str) -> str:
        """The answer in one of :data:`FORMATS`; raises :class:`QueryError` for another."""
        if format == "table":
            return table(self)
        if format == "md":
            return markdown(self)
        if format not in _ENGINE_FORMATS:
            raise QueryError(f"A SELECT gives {', '.join(FORMATS)}; {format} is for CONSTRUCT and DESCRIBE.")
        return _with_engine(self, _ENGINE_FORMATS[format])

    def to_pandas(self) -> Any:
        """A pandas DataFrame of texts; needs pandas."""
        return _library("pandas").DataFrame(self.texts(), columns=self.columns)

    def to_polars(self) -> Any:
        """A polars DataFrame of texts; needs polars."""
        schema = dict.fromkeys(self.columns, str)
        return _library("polars").DataFrame(self.texts(), schema=schema, orient="row")

    def _repr_html_(self) -> str:
        import html

        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in self.readable()
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


class Triples:
    """The triples of a CONSTRUCT or DESCRIBE."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.triples = list(triples)

    def __len__(self) -> int:
        return len(self.triples)

    def serialise(self, format: str = "ttl") -> str:
        """As Turtle (``ttl``, sorted and prefixed) or N-Triples (``nt``, sorted)."""
        if format in ("ttl", "table"):
            from conflictkg.export.turtle import pretty

            return pretty(self.triples)
        if format == "nt":
            from conflictkg.export.lines import lines

            return "".join(f"{line}\n" for line in lines(self.triples))
        raise QueryError(f"A CONSTRUCT gives {', '.join(GRAPH_FORMATS)}; {format} is for SELECT.")


class Truth:
    """The answer to an ASK."""

    def __init__(self, holds: bool) -> None:
        self.holds = holds

    def __bool__(self) -> bool:
        return self.holds

    def serialise(self, format: str = "table") -> str:
        """``true`` or ``false``; JSON is the SPARQL 1.1 result format."""
        word = "true" if self.holds else "false"
        if format == "json":
            return f'{{"head":{{}},"boolean":{word}}}\n'
        if format in GRAPH_FORMATS:
            raise QueryError(f"An ASK gives {', '.join(FORMATS)}; {format} is for CONSTRUCT.")
        return word + "\n"


def result(found: Any) -> Answer | Triples | Truth:
    """What the engine gives, by the form of the query."""
    if isinstance(found, ox.QueryBoolean):
        return Truth(bool(found))
    return Triples(found) if isinstance(found, ox.QueryTriples) else Answer.of(found)


def _library(name: str) -> Any:
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError:
        raise UnavailableError(f"This needs {name}: pip install {name}.") from None


def _with_engine(answer: Answer, format: ox.QueryResultsFormat) -> str:
    """The result format as the engine writes it, over a VALUES query of the same rows."""
    names = " ".join("?" + name for name in answer.columns)
    solutions: Any
    if any(isinstance(term, ox.BlankNode) for row in answer.rows for term in row):
        solutions = _kept(answer, names)
    else:
        rows = " ".join("(" + " ".join("UNDEF" if t is None else str(t) for t in row) + ")" for row in answer.rows)
        solutions = ox.Store().query(f"SELECT {names or '*'} WHERE {{ VALUES ({names}) {{ {rows} }} }}")
    return str(solutions.serialize(format=format), "utf-8")


def _kept(answer: Answer, names: str) -> Any:
    """The rows out of a store: no query text can name a blank node, a store can hold it."""
    store = ox.Store()
    for number, row in enumerate(answer.rows):
        subject = ox.NamedNode(f"urn:row:{number}")
        store.add(ox.Quad(subject, ox.NamedNode("urn:number"), ox.Literal(number)))
        for column, term in enumerate(row):
            if term is not None:
                store.add(ox.Quad(subject, ox.NamedNode(f"urn:column:{column}"), term))
    cells = (f"OPTIONAL {{ ?-row <urn:column:{index}> ?{name} }}" for index, name in enumerate(answer.columns))
    pattern = f"?-row <urn:number> ?-number {' '.join(cells)}"
    unused = "_" + max(answer.columns, key=len)
    return store.query(f"SELECT {names} WHERE {{ {pattern} }} ORDER BY ?-number".replace("?-", f"?{unused}_"))


def markdown(answer: Answer) -> str:
    """A Markdown table of all columns."""
    import html

    lines = ["| " + " | ".join(answer.columns) + " |", "|" + " --- |" * len(answer.columns)]
    for row in answer.readable():
        cells = [
            html.escape(cell, quote=False).replace("\\", "\\\\").replace("|", "\\|").replace("](", "]\\(")
            for cell in row
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def table(answer: Answer, width: int = 0) -> str:
    """A terminal table. Columns that are empty are hidden; one that says the same in all rows is told once below.

    An id beside its label and the hash of a locator are hidden too: ``-f csv`` has everything.
    """
    rows = [[_HASH.sub("", cell) for cell in row] for row in answer.readable()]
    if not rows:
        return "No rows: nothing recorded here answers this.\n"
    columns = list(zip(*rows, strict=True))
    common = {
        name: column[0]
        for name, column in zip(answer.columns, columns, strict=True)
        if len(rows) > 1 and len(set(column)) == 1 and column[0]
    }
    labelled = {"name", "label"} & set(answer.columns)
    shown = [
        (name, column)
        for name, column in zip(answer.columns, columns, strict=True)
        if any(column) and name not in common and not (labelled and _is_id(answer, name))
    ]
    lines = grid([n for n, _ in shown], [c for _, c in shown], width or _terminal())
    told = [
        f"{name.replace('_', ' ')}: {value}"
        for name, value in common.items()
        if not (labelled and _is_id(answer, name))
    ]
    count = f"{len(rows)} row{'s' if len(rows) > 1 else ''}"
    return "\n".join([*lines, "", " · ".join([count, *told])]) + "\n"


def _terminal() -> int:
    """Columns of the terminal, or of what COLUMNS says."""
    from shutil import get_terminal_size

    return get_terminal_size((110, 40)).columns


def _is_id(answer: Answer, name: str) -> bool:
    index = answer.columns.index(name)
    return all(isinstance(row[index], ox.NamedNode) for row in answer.rows)
