"""A view: what certainly or possibly holds on a day, as a store of its own.

Propositions that the day excludes are left out with their claims, and so are figures and parts of what it excludes;
the others carry their certainty. Shortcuts are those of accepted ties, and of parts in accepted events, that are
*certain* on the day, so plain SPARQL on them means certain.
Facts (where a place lies, what borders what) keep theirs as long as the day does not exclude them.

What is in it is looked up: the few different windows of time that the day falls in, what holds in these, the claims on
it, and all else that has a class. So it costs what it holds, not what the store holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from conflictkg.dates import period
from conflictkg.derive.infer import NODE, direct, statements
from conflictkg.derive.rules import rules
from conflictkg.errors import QueryError
from conflictkg.namespaces import CKG, DERIVED, INFERRED, local
from conflictkg.rdf import iri, literal, term
from conflictkg.store import MemoryStore, Store
from conflictkg.vocabulary import vocabulary

_END = f" <{DERIVED}> .\n"
_INFERRED = f" <{INFERRED}> .\n"
_MANY = 5_000  # values in one query
_TIES = "?key ckg:tieFrom ?subject ; ckg:tieTo ?object ; a ?class ."
_PARTS = "?key ckg:participationIn ?object ; ckg:participant ?who ."
_FACTS = """SELECT ?whole ?subject ?predicate ?object ?value WHERE {
    ?fact ckg:attributeProperty ?predicate ; ckg:canonical ?whole ; ckg:subjectOf ?about .
    OPTIONAL { ?about ckg:canonical ?first } BIND(COALESCE(?first, ?about) AS ?subject)
    OPTIONAL {
      ?fact ckg:objectOf ?named . OPTIONAL { ?named ckg:canonical ?other } BIND(COALESCE(?other, ?named) AS ?object)
    }
    OPTIONAL { ?fact ckg:statementValue ?value } }"""


def on_day(store: Store, as_of: str) -> MemoryStore:
    """The store's graphs without what the period excludes."""
    certainty = _certainties(store, as_of)
    engine = ox.Store()
    _copy(store, engine, _kept(store, certainty), _excluded_facts(store, certainty))
    engine.bulk_load("".join(_told(store, certainty)).encode(), ox.RdfFormat.N_QUADS, lenient=True)
    direct(engine, [rule for rule in rules() if not rule.concludes])
    return MemoryStore(engine, store.place)


def _certainties(store: Store, as_of: str) -> dict[str, str]:
    """Proposition or inference -> certain or possible, by the rule of queries/fragments/certainty."""
    try:
        first, last = period(as_of)
    except ValueError as error:
        raise QueryError(f"--as-of: {error}") from None
    found: dict[str, str] = {}
    for name, value in (("possibleDuring", "possible"), ("certainDuring", "certain")):
        told = store.select(f"SELECT DISTINCT ?window WHERE {{ ?any ckg:{name} ?window }}")
        spans = [(row["window"], *row["window"].split("/")) for row in told]
        held = [literal(window) for window, start, end in spans if start <= last and end >= first]
        found |= {row["tie"]: value for row in _among(store, "?tie", f"?tie ckg:{name} ?key .", held)}
    for link in ("estimateOf", "participationIn"):
        parts = list(_among(store, "?key ?whole", f"?key ckg:{link} ?whole .", map(iri, found)))
        gone = {row["whole"] for row in parts} - found.keys()
        excluded = {row["key"] for row in _among(store, "?key ?state", "?key ckg:status ?state .", map(iri, gone))}
        for row in parts:
            if row["whole"] in excluded:
                found.pop(row["key"], None)
    return found


def _among(store: Store, shown: str, pattern: str, keys: Iterable[str]) -> Iterator[dict[str, str]]:
    """The rows of a pattern for many values of ``?key``, some thousand at a time."""
    listed = list(keys)
    for start in range(0, len(listed), _MANY):
        values = " ".join(listed[start : start + _MANY])
        yield from store.select(f"SELECT {shown} WHERE {{ VALUES ?key {{ {values} }} {pattern} }}")


def _kept(store: Store, certainty: dict[str, str]) -> list[str]:
    """The subjects that are in the view."""
    told = {
        *certainty,
        *(row["one"] for row in _among(store, "?one", "?one ckg:canonical ?key .", map(iri, certainty))),
    }
    claims = {row["claim"] for row in _among(store, "?claim", "?claim ckg:about ?key .", map(iri, told))}
    dated = [*vocabulary().kinds("Proposition"), "Claim", "Inference"]
    others = store.select(
        f"SELECT DISTINCT ?one WHERE {{ ?one a ?kind FILTER(?kind NOT IN ({', '.join(map(term, dated))})) }}"
    )
    ours = [CKG + name for name in vocabulary().terms]
    return sorted({*told, *claims, *(row["one"] for row in others), *ours, DERIVED, INFERRED})


def _copy(store: Store, engine: ox.Store, kept: list[str], facts: set[str]) -> None:
    """What the store says of these subjects; of the derived, no shortcuts of ties and parts, and not these facts."""
    dropped = tuple(f" {term(name)} " for name in vocabulary().shortcuts if name not in vocabulary().facts)
    nodes = [iri(each) for each in kept]
    for graph in store.graphs():
        for start in range(0, len(nodes), _MANY):
            values = " ".join(nodes[start : start + _MANY])
            text = store.query(
                f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {values} }} GRAPH <{graph}> {{ ?s ?p ?o }} }}"
            ).serialize(format=ox.RdfFormat.N_TRIPLES)
            if graph in (DERIVED, INFERRED):
                lines = text.decode().splitlines(keepends=True)
                text = "".join(line for line in lines if _stays(line, graph, dropped, facts)).encode()
            engine.bulk_load(text, ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph), lenient=True)


def _stays(line: str, graph: str, dropped: tuple[str, ...], facts: set[str]) -> bool:
    """Whether a derived line is no direct triple that a day can change: these are drawn again from what is certain."""
    subject, _, rest = line.partition(" ")
    if graph == INFERRED:
        return subject.startswith((f"<{NODE}", f"<{CKG}", f"<{INFERRED}>"))
    return not (f" {rest}".startswith(dropped) or line in facts)


def _excluded_facts(store: Store, certainty: dict[str, str]) -> set[str]:
    """The direct triples of excluded facts, as lines."""
    found: set[str] = set()
    for row in store.select(_FACTS):
        if row["whole"] not in certainty:
            value = iri(row["object"]) if row["object"] else literal(row["value"])
            found.add(f"{iri(row['subject'])} {iri(row['predicate'])} {value} .\n")
    return found


def _told(store: Store, certainty: dict[str, str]) -> Iterator[str]:
    """The certainty of each proposition, and the shortcuts of what is accepted and certain."""
    for tie, value in certainty.items():
        yield f"{iri(tie)} {term('certainty')} {term(value)}{_END}"
    # The status is compared here: bound in the pattern, the engine would walk through all that is accepted.
    states = _among(store, "?key ?state", "?key ckg:status ?state .", map(iri, certainty))
    accepted = {row["key"] for row in states if row["state"] == CKG + "accepted"}
    for row in _among(store, "?key ?class ?subject ?object", _TIES, map(iri, accepted)):
        relation = vocabulary().relations.get(local(row["class"]))
        if relation and certainty[row["key"]] == "certain":
            subject, shortcut, target = iri(row["subject"]), term(relation.shortcut), iri(row["object"])
            yield f"{subject} {shortcut} {target}{_END}"
            if relation.symmetric:
                yield f"{target} {shortcut} {subject}{_END}"
    parts = [
        (row["who"], row["object"])
        for row in _among(store, "?who ?object", _PARTS, map(iri, accepted))
        if row["object"] in accepted and certainty[row["object"]] == "certain"
    ]
    known = _among(store, "?key ?first", "?key ckg:canonical ?first .", {iri(who) for who, _ in parts})
    first = {row["key"]: row["first"] for row in known}
    for who, event in parts:
        if who in first:
            yield f"{iri(first[who])} {term('participatedIn')} {iri(event)}{_END}"
    for node, status, triple in statements(store.engine):
        if status == "accepted" and certainty.get(node) == "certain":
            yield f"{triple}{_INFERRED}"
