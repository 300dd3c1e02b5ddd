"""Parquet, for pandas, Polars, R, DuckDB and Spark: ties, actors and places, and the claims on the ties, with types.

By pyarrow (Apache-2.0), the extra ``parquet``.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, NamedTuple, get_type_hints

from conflictkg.errors import UnavailableError
from conflictkg.export import Exported
from conflictkg.export.claims import Said, claims
from conflictkg.export.ties import Node, Tie, note, ties


def parquet(graph: Exported) -> dict[str, bytes]:
    """The tables ``edges`` (columns of :class:`Tie`), ``nodes`` (:class:`Node`) and ``claims`` (:class:`Said`).

    Raises :class:`UnavailableError` without pyarrow.
    """
    nodes, edges = ties(graph)
    tables: dict[str, tuple[type[Any], Sequence[tuple[Any, ...]]]] = {
        "edges": (Tie, edges),
        "nodes": (Node, nodes),
        "claims": (Said, claims(graph, edges)),
    }
    return {name: _table(kind, rows, note(graph)) for name, (kind, rows) in tables.items()}


def _table(kind: type[NamedTuple], rows: Sequence[tuple[Any, ...]], about: str) -> bytes:
    """Rows of a record class as a file: its type hints are the types, its metadata says what is in it."""
    try:
        import pyarrow
        from pyarrow.parquet import write_table
    except ImportError:
        raise UnavailableError("Parquet needs pyarrow: pip install 'conflictkg[parquet]'.") from None
    types = {int: pyarrow.int64(), bool: pyarrow.bool_(), str: pyarrow.string()}
    fields = [(name, types[told]) for name, told in get_type_hints(kind).items()]
    schema = pyarrow.schema(fields, metadata={"conflictkg": about})
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in fields]
    out = io.BytesIO()
    write_table(pyarrow.table(columns, schema=schema), out)
    return out.getvalue()
