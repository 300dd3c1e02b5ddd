"""What differs between two days of one graph, or between two datasets, such as two releases of one.

Of two days it is told what became of coalitions, ties and organisations in between, and of what there is no certainty
any more; by the rule of ``--as-of``. Of two datasets it is told what their claims say differently, whatever a policy
makes of it; what only the names of their ids differ in (the dataset's own, hashes) is no difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from conflictkg.dates import DateError, period
from conflictkg.diff.change import Comparison
from conflictkg.diff.content import Content, content
from conflictkg.diff.days import between
from conflictkg.diff.versions import versions
from conflictkg.errors import InputError
from conflictkg.export import Exported
from conflictkg.importers.registry import read
from conflictkg.names.lookup import resolve
from conflictkg.namespaces import dataset_graph
from conflictkg.resources import builtin_datasets
from conflictkg.store import MemoryStore, Store

_CURE = "Write two dates, or two datasets: names that `conflictkg info` lists, files, folders or built-in datasets."


def diff(graph: Exported, a: str, b: str, about: Iterable[str] = ()) -> Comparison:
    """The changes from A to B: two dates (day, month, year), or two datasets by name or file.

    With ``about``, those that concern one of these actors or places, by a name or id of the graph.
    Raises :class:`InputError` for what is neither, for a date beside a dataset, and for dates in the wrong order.
    """
    loaded = {text for text in (a, b) if dataset_graph(text) in graph.store.graphs()}
    dated = [text not in loaded and _is_date(text) for text in (a, b)]
    wanted = {resolve(graph.store, each, "thing") for each in about}
    if all(dated):
        found = between(graph, a, b)
    elif any(dated):
        raise InputError(f'"{a if dated[0] else b}" is a date and "{b if dated[0] else a}" is none.', cure=_CURE)
    else:
        found = versions(_dataset(graph.store, a), _dataset(graph.store, b))
    return found.about(wanted) if wanted else found


def _is_date(text: str) -> bool:
    try:
        return bool(period(text))
    except DateError:
        return False


def _dataset(store: Store, text: str) -> Content:
    """What a dataset says: one of the store, else of a file, which is read and not loaded."""
    if dataset_graph(text) in store.graphs():
        return content(store.engine, dataset_graph(text), text)
    if text not in builtin_datasets() and not Path(text).exists():
        raise InputError(f'"{text}" is no date, no dataset here and no file.', cure=_CURE)
    batches = read([text])
    if len(batches) != 1:
        named = ", ".join(batch.dataset for batch in batches)
        raise InputError(f"holds {len(batches)} datasets: {named}.", text, cure="Compare them one by one.")
    aside = MemoryStore()
    with aside.writing() as draft:
        batches[0].into(draft)
    return content(aside.engine, dataset_graph(batches[0].dataset), text)
