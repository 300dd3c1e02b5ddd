"""Known pitfalls of ontologies, looked for in the shipped one by the queries of ``queries/pitfalls``.

The pitfalls are those of the catalogue of OOPS! that a query can see: Poveda-Villalón, Gómez-Pérez and Suárez-Figueroa
2014, OOPS! (OntOlogy Pitfall Scanner!), International Journal on Semantic Web and Information Systems 10(2),
https://oops.linkeddata.es/catalogue.jsp. What is found is mended, or has its reason in ``reasons.csv`` beside them.
"""

from __future__ import annotations

import csv
import re
from typing import Any, NamedTuple

import pyoxigraph as ox

from conflictkg.namespaces import local
from conflictkg.resources import shipped

_CODE = re.compile(r"^# @pitfall (P\d\d)$", re.M)


class Pitfall(NamedTuple):
    """One query: its name, the code in the catalogue, what is wrong, and term -> reason (empty where there is none)."""

    name: str
    code: str
    title: str
    found: dict[str, str]


def pitfalls() -> list[Pitfall]:
    """Every pitfall that is looked for, with the terms of the shipped ontology and its alignments that have it."""
    store = ox.Store()
    for path in sorted(shipped("ontology").glob("*.ttl")):
        if path.name == "conflictkg.ttl" or path.name.startswith("align-"):
            store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return look(store)


def look(store: ox.Store) -> list[Pitfall]:
    """The pitfalls of the ontologies in a store."""
    given = reasons()
    found = []
    for path in sorted(shipped("queries", "pitfalls").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        rows: Any = store.query(text)
        names = [local(row["term"].value) for row in rows]
        told = {name: given.get((path.stem, name)) or given.get((path.stem, "*"), "") for name in names}
        (code,) = _CODE.findall(text)
        found.append(Pitfall(path.stem, code, text.partition("\n")[0].lstrip("# "), told))
    return found


def reasons() -> dict[tuple[str, str], str]:
    """(query, term) -> why it is so; the term ``*`` is all that the query finds."""
    with open(shipped("queries", "pitfalls", "reasons.csv"), encoding="utf-8", newline="") as file:
        return {(row["pitfall"], row["term"]): row["reason"] for row in csv.DictReader(file)}
