"""The page of a thing: actors and coalitions with names, ties over time, events and claims; everything else plainly."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pyoxigraph as ox

from conflictkg import reports
from conflictkg.errors import UnknownName
from conflictkg.graph import KnowledgeGraph
from conflictkg.names.told import kinds, label, value
from conflictkg.namespaces import BASE, CKG, RDF, RDFS, full, local, short
from conflictkg.reports import Row
from conflictkg.serve.explorer.bars import bars
from conflictkg.serve.explorer.map import spots
from conflictkg.serve.explorer.page import Asked, Page, Sent, address, word
from conflictkg.serve.explorer.triples import described
from conflictkg.store import Store
from conflictkg.vocabulary import vocabulary

_MOST = 200
_HIDDEN = {CKG + name for name in ("nameKey", "nameSkeleton", "canonical", "certainDuring", "possibleDuring")}
_HIDDEN |= {RDFS + "label"}


def thing(kg: KnowledgeGraph, asked: Asked) -> Page | Sent:
    """The page of a thing by its id, which is the end of the address."""
    return _page(kg, full(BASE + asked.path.removeprefix("/id/")), asked)


def elsewhere(kg: KnowledgeGraph, asked: Asked) -> Page | Sent:
    """The page of a thing whose id is an IRI of somebody else."""
    return _page(kg, full(asked.one("iri")), asked)


def _page(kg: KnowledgeGraph, iri: str, asked: Asked) -> Page | Sent:
    node = ox.NamedNode(iri) if iri else None
    if not node or next(iter(kg.store.engine.quads_for_pattern(node, None, None)), None) is None:
        raise UnknownName("Nothing here has this id. It may be that of a person or dataset that is not shown.")
    standing = value(kg.store, iri, CKG + "canonical")
    is_thing = any(vocabulary().is_a(kind, group) for kind in kinds(kg.store, iri) for group in ("Actor", "Place"))
    if standing and standing != iri and is_thing:
        return Sent(status=303, headers={"location": address(standing)})
    return _known(kg, iri, asked) if is_thing else _other(kg, iri)


def _known(kg: KnowledgeGraph, iri: str, asked: Asked) -> Page:
    """An actor or place."""
    as_of = asked.one("as_of")
    told = next(iter(reports.rows_of(kg.store, "things", "thing", [iri])), None)
    kind = local(told["class"]) if told else next(iter(kinds(kg.store, iri)), "")
    named = told["label"] if told else label(kg.store, iri)
    ties = _ties(kg.store, iri, as_of)
    shown = ties[:_MOST]
    parts = list(islice(reports.rows_of(kg.store, "parts", "thing", [iri]), _MOST))
    facts = [row for row in reports.rows_of(kg.store, "facts", "thing", [iri], as_of) if not row["event"]]
    place = vocabulary().is_a(kind, "Place")
    values = {
        "title": named,
        "iri": iri,
        "kind": vocabulary().label(kind),
        "note": told["note"] if told else "",
        "place": place,
        "coalition": kind == "Coalition",
        "as_of": as_of,
        "names": reports.rows_of(kg.store, "names", "thing", [iri]),
        "ties": shown,
        "more": len(ties) - len(shown),
        "bars": bars(kg.store, [row["tie"] for row in shown]),
        "events": _events(parts),
        "map": spots(kg.store, iri),
        "facts": facts[:_MOST],
        "holders": list(kg.query("who-controls", as_of, place=iri)) if place else [],
        "happened": list(islice(kg.query("events-at", as_of, place=iri), _MOST)) if place else [],
        "claims": [] if place else list(islice(kg.query("claims-about", actor=iri), _MOST)),
        "members": list(kg.query("coalition-members", as_of, coalition=iri)) if kind == "Coalition" else [],
        "changes": _changes(kg, iri) if kind == "Coalition" else [],
    }
    return Page("actor.html", values, lambda: described(kg.store, [iri]))


def _ties(store: Store, iri: str, as_of: str) -> list[dict[str, Any]]:
    """The ties of an actor from its side: words, the other end, dates, and where to ask why."""
    rows = [row for end in ("from", "to") for row in reports.rows(store, "ties", as_of, **{end: iri})]
    ends = sorted({row[end] for row in rows for end in ("from", "to")})
    labels = {row["thing"]: row["label"] for row in reports.rows_of(store, "things", "thing", ends)}
    found = []
    for row in {row["tie"]: row for row in rows}.values():
        relation = vocabulary().relations[local(row["class"])]
        outward = row["from"] == iri
        other = row["to" if outward else "from"]
        told = {"other": other, "name": labels.get(other, short(other)), "outward": outward or relation.symmetric}
        found.append(row | told | {"relation": relation.label, "shortcut": relation.shortcut})
    order = {name: number for number, name in enumerate(r.shortcut for r in vocabulary().relations.values())}
    return sorted(found, key=lambda tie: (order[tie["shortcut"]], not tie["outward"], tie["since"] or "~", tie["name"]))


def _events(parts: list[Row]) -> list[Row]:
    """Events with the roles that an actor has in them, the dated first, in their order."""
    once: dict[str, Row] = {}
    for row in parts:
        known = once.setdefault(
            row["event"], row | {"roles": row["role"], "kind": vocabulary().label(local(row["class"]))}
        )
        if row["role"] not in known["roles"].split(", "):
            known["roles"] += f", {row['role']}"
    return sorted(once.values(), key=lambda row: (row["since"] or "~", row["label"]))


def _changes(kg: KnowledgeGraph, iri: str) -> list[dict[str, str]]:
    return list(kg.query("changes", coalition=iri, **{"from": "0001-01-01", "to": "9999-12-31"}))


def _other(kg: KnowledgeGraph, iri: str) -> Page:
    """Anything else: an event, claim, source, dataset or proposition, by what it says and what says something of it."""
    node = ox.NamedNode(iri)
    own = sorted({(q.predicate.value, q.object) for q in _quads(kg.store, node, None)}, key=str)
    back = sorted({(q.predicate.value, q.subject) for q in _quads(kg.store, None, node)}, key=str)
    kind = next((o.value for p, o in own if p == RDF + "type"), "")
    named = label(kg.store, iri)
    values = {
        "title": named if named != short(iri) else f"{word(kind) if kind else ''} {local(iri)}".strip(),
        "iri": iri,
        "kind": word(kind) if kind else "",
        "own": [(p, _cell(kg.store, o)) for p, o in own if p not in _HIDDEN],
        "back": [(p, _cell(kg.store, s)) for p, s in back if p not in _HIDDEN][:_MOST],
        "claims": reports.rows(kg.store, "evidence", proposition=value(kg.store, iri, CKG + "canonical") or iri),
    }
    return Page("thing.html", values, lambda: described(kg.store, [iri]))


def _quads(store: Store, subject: Any, object: Any) -> Iterator[Any]:
    return islice(store.engine.quads_for_pattern(subject, None, object), 2 * _MOST)


def _cell(store: Store, term: Any) -> dict[str, str]:
    """A value as a cell: a link with a label, or text in its language."""
    if isinstance(term, ox.NamedNode):
        text = word(term.value) if term.value.startswith(CKG) else label(store, term.value)
        return {"iri": "" if term.value.startswith(CKG) else term.value, "text": text, "language": ""}
    if isinstance(term, ox.Literal):
        return {"iri": "", "text": term.value, "language": term.language or ""}
    return {"iri": "", "text": str(term), "language": ""}
