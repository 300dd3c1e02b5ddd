"""Values of a question's parameters, from the words a user gives to terms of the graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from conflictkg import dates
from conflictkg.errors import QueryError
from conflictkg.names.lookup import resolve
from conflictkg.namespaces import XSD, full
from conflictkg.questions import Parameter, Question, bound, names
from conflictkg.store.base import Store


def bind(store: Store, question: Question, as_of: str, given: Mapping[str, str]) -> str:
    """The question's SPARQL with its parameters and period bound; raises :class:`QueryError` for what is missing."""
    known = {parameter.name: parameter for parameter in question.parameters}
    unknown = sorted(set(given) - set(known))
    if unknown and (known or question.name in names()):
        takes = f"It takes: {', '.join(known)}." if known else "It takes none."
        raise QueryError(f'{question.name} has no parameter "{unknown[0]}". {takes}')
    unusable = [name for name in given if not name.isidentifier()]
    if unusable:
        raise QueryError(f'"{unusable[0]}" is not a name of a variable.')
    missing = [name for name in known if not given.get(name)]
    if missing:
        told = "; ".join(f"{known[name].name} ({known[name].text})" for name in missing)
        raise QueryError(f'{question.name} needs {told}. Give it as -p {missing[0]}="…".')
    values = {name: _term(store, known.get(name), text) for name, text in given.items()}
    return bound(question.sparql, values | (period(as_of) if as_of and question.dated else {}))


def in_order(question: Question, values: Sequence[str]) -> dict[str, str]:
    """The parameters of a question by name, of values in their order; raises :class:`QueryError` for another count."""
    if len(values) != len(question.parameters):
        takes = ", ".join(f"{parameter.name} ({parameter.text})" for parameter in question.parameters) or "no value"
        raise QueryError(f"{question.name or 'This query'} takes {takes}; {len(values)} given where actors are named.")
    return {parameter.name: value for parameter, value in zip(question.parameters, values, strict=True)}


def _term(store: Store, parameter: Parameter | None, text: str) -> str:
    if parameter is None:
        iri = full(text)
        return str(ox.NamedNode(iri)) if iri else str(ox.Literal(text))
    if parameter.type in ("actor", "place", "thing"):
        return str(ox.NamedNode(resolve(store, text, parameter.type)))
    if parameter.type == "date":
        return _day(parameter, text)
    if parameter.type == "number":
        try:
            return str(ox.Literal(int(text)))
        except ValueError:
            raise QueryError(f'{parameter.name}: "{text}" is not a whole number.') from None
    return str(ox.Literal(text))


def _day(parameter: Parameter, text: str) -> str:
    """A date parameter; of a month or year the first day for ``from``, the last for others."""
    try:
        first, last = dates.period(text)
    except dates.DateError as error:
        raise QueryError(f"{parameter.name}: {error}") from None
    return _date(first if parameter.name == "from" else last)


def period(as_of: str) -> dict[str, str]:
    """The variables that ``--as-of`` binds."""
    try:
        first, last = dates.period(as_of)
    except dates.DateError as error:
        raise QueryError(f"--as-of: {error}") from None
    return {"as_of_start": _date(first), "as_of_end": _date(last)}


def _date(day: str) -> str:
    return f'"{day}"^^<{XSD}date>'
