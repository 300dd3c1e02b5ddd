"""The rules in SPARQL of a graph of shapes (sh:sparql), asked of the engine: with rdflib, as pyshacl does it, they take
some ten times as long. Their meaning: Shapes Constraint Language (SHACL), W3C Recommendation 2017, section 5.

Taken are rules on the header of an ontology that name what is wrong as ``?value``, as those of the house style do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

_SLOT = re.compile(r"\{[?$](\w+)\}")


def breaches(shapes: Any, data: Any) -> Iterator[tuple[str, str]]:
    """What breaks a rule, and the rule's message, with its slots filled; both graphs are rdflib's."""
    from rdflib import OWL, RDF, SH

    headers = {str(header) for header in data.subjects(RDF.type, OWL.Ontology)}
    store = ox.Store()
    store.load(data.serialize(format="nt").encode(), format=ox.RdfFormat.N_TRIPLES)
    for rule in sorted(set(shapes.objects(None, SH.sparql))):
        message = str(shapes.value(rule, SH.message))
        rows: Any = store.query(_prefixes(shapes, rule) + str(shapes.value(rule, SH.select)))
        named = [variable.value for variable in rows.variables]
        for row in rows:
            told = {name: row[name].value for name in named if row[name] is not None}
            if told["this"] in headers:
                yield told.get("value", told["this"]), _filled(message, told)


def _filled(message: str, told: dict[str, str]) -> str:
    return _SLOT.sub(lambda slot: told.get(slot[1], slot[0]), message)


def _prefixes(shapes: Any, rule: Any) -> str:
    from rdflib import SH

    declared = [each for owner in shapes.objects(rule, SH.prefixes) for each in shapes.objects(owner, SH.declare)]
    pairs = sorted((str(shapes.value(each, SH.prefix)), str(shapes.value(each, SH.namespace))) for each in declared)
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in pairs)
