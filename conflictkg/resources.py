"""Where shipped files lie: ontology, queries and built-in datasets. Nobody else knows.

In an installed wheel they lie in ``conflictkg/shipped``; in a checkout (editable install) beside the package.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_ROOT = _PACKAGE / "shipped" if (_PACKAGE / "shipped").is_dir() else _PACKAGE.parent


def shipped(*parts: str) -> Path:
    """The path of a shipped file or folder.

    >>> shipped("ontology", "conflictkg.ttl").name
    'conflictkg.ttl'
    """
    return _ROOT.joinpath(*parts)


def builtin_datasets() -> dict[str, Path]:
    """Name -> folder of every dataset that comes with the package."""
    return {p.parent.name: p.parent for p in sorted(shipped("examples").glob("*/dataset.csv"))}


def word_list() -> Path:
    """The table of words by which names are compared."""
    return _PACKAGE / "names" / "data" / "words.csv"
