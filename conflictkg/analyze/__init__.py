"""Analyses: measures on the signed, dated network of several relations that a graph holds.

The contract: a measure is a function, named as on the command line, that takes the network of a period (a networkx
MultiDiGraph, see :mod:`~conflictkg.analyze.network`) and what is asked (:class:`~conflictkg.analyze.asked.Asked`), and
gives its tables, the main one first. Its docstring says in paragraphs of their own the Formula, the Source and the
Signs; a report repeats them. A new measure is one function and one line in :data:`MEASURES`.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from conflictkg.errors import QueryError

if TYPE_CHECKING:
    import networkx

    from conflictkg.analyze.asked import Asked
    from conflictkg.analyze.measured import Measure
    from conflictkg.analyze.report import Report
    from conflictkg.export import Exported

MEASURES = {
    "centrality": ("centrality", "degree, strength, betweenness, eigenvector, k-core of each actor"),
    "degree": ("centrality", "degree and strength of each actor by relation"),
    "brokers": ("brokers", "Burt's constraint, effective size"),
    "density": ("density", "ties, pairs and density by relation"),
    "components": ("density", "parts that hang together"),
    "communities": ("communities", "groups of friends, and the rivalries inside them"),
    "ego": ("ego", "the surroundings of one ACTOR"),
    "chains": ("ego", "the shortest chains of ties between two ACTORs, with their claims"),
    "triads": ("triads", "balanced and unbalanced threes"),
    "balance": ("balance", "frustration index, frustrated ties, a division into camps"),
    "expected": ("balance", "signs foretold from the triads, and ties that may be expected"),
    "assortativity": ("assortativity", "are ties between alike? weighted, with a permutation test"),
    "coalitions": ("alliances", "size of each coalition"),
    "fragmentation": ("alliances", "blocs, their effective number, share of actors in coalitions"),
    "turnover": ("alliances", "friendly pairs kept, new and ended since the period before"),
    "agreement": ("agreement", "Krippendorff's alpha of two DATASETs that code the same sources"),
    "dyads": ("dyads", "pairs of actors as rows: ties and terms of attributes"),
    "mrqap": ("mrqap", "regression of ties on terms of attributes, p by permutation"),
}
"""Measure -> its module, and what it gives."""

_PARAGRAPH = re.compile(r"^\s*(Formula|Source|Signs): (.*?)(?=^\s*(?:Formula|Source|Signs): |\Z)", re.M | re.S)


def analyze(
    graph: Exported,
    measure: str,
    actors: tuple[str, ...] = (),
    as_of: str = "",
    certain: bool = False,
    every_status: bool = False,
    **options: Any,
) -> Report:
    """A measure of a graph: at any time, on a day, or by ``year`` or ``month``; of ``certain`` ties alone if wanted.

    ``every_status`` takes in ties that the policy does not accept. ``options`` are the fields of
    :class:`~conflictkg.analyze.asked.Asked`. Raises :class:`QueryError` for what is not known here or cannot be
    measured.
    """
    from conflictkg.analyze import measured, network
    from conflictkg.analyze.asked import Asked, relation
    from conflictkg.analyze.report import Report
    from conflictkg.draw.gather import datasets

    function = named(measure)
    relations = tuple(dict.fromkeys(map(relation, options.pop("relations", ()))))
    by = options.pop("by", None) or ""
    asked = Asked(graph.store, actors, relations=relations, by=by, **options)
    if certain and not (as_of or by):
        raise QueryError("Ties are certain at a time: name it by --as-of or --by.")
    whole = network.read(graph, every_status)
    if by:
        tables = measured.over(function, whole, asked, as_of, certain)
    else:
        whole = measured.at(whole, as_of, certain)
        tables = measured.tables(function, whole, asked)
    told = tuple(datasets(graph.store))
    return Report(measure, _about(function, whole, asked, graph.policy, as_of, certain), tables, graph.policy, told)


def named(measure: str) -> Measure:
    """The function of a measure; raises :class:`QueryError` with near names."""
    if measure not in MEASURES:
        from difflib import get_close_matches

        near = get_close_matches(measure, MEASURES, 1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise QueryError(f'There is no measure "{measure}".{hint} Measures: {", ".join(MEASURES)}.')
    found: Measure = getattr(import_module(f"conflictkg.analyze.{MEASURES[measure][0]}"), measure)
    return found


def _about(
    function: Measure, whole: networkx.MultiDiGraph, asked: Asked, policy: str, as_of: str, sure: bool
) -> dict[str, str]:
    """What a reader has to know of the figures, in words."""
    from conflictkg.analyze.pairs import WEIGHTS

    told = {name.lower(): " ".join(text.split()) for name, text in _PARAGRAPH.findall(function.__doc__ or "")}
    told["weights"] = f"{asked.weight}: {WEIGHTS[asked.weight]}"
    when = f"as of {as_of}" if as_of else "at any time"
    if asked.by:
        when = f"by {asked.by}" + (f" within {as_of}" if as_of else "")
    told["network"] = f"{len(whole):,} actors, {whole.size():,} ties, {when}, policy {policy}"
    if sure:
        told["network"] += ", certain ties alone"
    left = [f"{count:,} {what}" for what, count in whole.graph["left_out"].items() if count]
    if left:
        told["left out"] = ", ".join(left)
    return told | asked.notes
