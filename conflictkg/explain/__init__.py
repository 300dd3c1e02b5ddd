"""Explain: why a statement holds in the graph, or why it does not, down to the passage.

A statement is a subject, a relation and an object. It holds where a proposition says so and the policy accepts it,
where a rule concludes it from such propositions, or where a narrower relation or its inverse holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import product
from pathlib import Path

import pyoxigraph as ox

from conflictkg import reports
from conflictkg.derive import policy as policies
from conflictkg.errors import AmbiguousName, QueryError, UnknownName
from conflictkg.explain.evidence import Evidence
from conflictkg.explain.tree import Explanation, Reason
from conflictkg.names.lookup import matches, resolve
from conflictkg.namespaces import RDFS, full, local, short
from conflictkg.reports import Row
from conflictkg.store.base import Store
from conflictkg.tally import profile
from conflictkg.vocabulary import squash, vocabulary

__all__ = ["Explanation", "Reason", "explain"]


def explain(
    store: Store,
    subject: str,
    relation: str,
    object: str,
    as_of: str = "",
    policy: str = "default",
    texts: Mapping[str, str | Path] | None = None,
) -> Explanation:
    """Why a statement holds, or why not, under the policy that the store was derived by.

    A name that several bear means the one of whom something of the kind is said, where that is only one; the tree ends
    with the others. Raises :class:`UnknownName` or :class:`AmbiguousName` for the ends, and :class:`QueryError` for
    the relation.
    """
    name = relation_named(relation)
    one, other, namesakes = _ends(store, subject, name, object)
    evidence = Evidence(store, as_of, _copies(store, texts or {}))
    statement = f"{_label(store, one)} {vocabulary().label(name)} {_label(store, other)}"
    found = list(_candidates(store, one, name, other))
    told = {row["node"]: evidence.conclusion(row["node"]) for row in found}
    accepted = [node for node, each in told.items() if _accepted(each)]
    if accepted:
        certain = not as_of or any(told[node]["certainty"] == "certain" for node in accepted)
        verdict = f"holds, accepted by policy {policy}{f', certain on {as_of}' if as_of else ''}"
        if not certain:
            verdict = f"accepted by policy {policy}, but only possible on {as_of}: no claim makes it certain for then"
        return Explanation(statement, certain, verdict, policy, as_of, (*map(evidence.reason, accepted), *namesakes))
    if found:
        reasons = (*(_against(evidence, node, each) for node, each in told.items()), *namesakes)
        verdict = f"is not in the graph as accepted by policy {policy}: {_verdict(list(told.values()), as_of)}"
        return Explanation(statement, False, verdict, policy, as_of, reasons)
    nothing = Reason("missing", "no claim in this store says or denies it, and no rule concludes it")
    also = tuple(_also(store, evidence, one, other))
    return Explanation(statement, False, "nobody says so here", policy, as_of, (nothing, *also))


def relation_named(text: str) -> str:
    """The relation that a word means: ``memberOf``, ``member of`` or ``Membership``; raises :class:`QueryError`."""
    known = vocabulary()
    names = {*known.shortcuts, *known.broader, *(name for broader in known.broader.values() for name in broader)}
    words = {squash(name): name for name in names} | {squash(known.label(name)): name for name in names}
    words |= {squash(each.name): each.shortcut for each in known.relations.values()}
    found = words.get(squash(local(full(text) or text)))
    if not found:
        near = get_close_matches(squash(text), words, 3, 0.6)
        hint = f" Did you mean {' or '.join(words[each] for each in near)}?" if near else ""
        listed = ", ".join(sorted(each.shortcut for each in known.relations.values()))
        raise QueryError(f'There is no relation "{text}".{hint} Relations: {listed}.')
    return found


def _ends(store: Store, subject: str, name: str, object: str) -> tuple[str, str, list[Reason]]:
    """The two that are meant, and who else bears their names but has nothing of the kind said of it."""
    found: list[list[str]] = []
    unclear: AmbiguousName | None = None
    for text in (subject, object):
        try:
            found.append([_end(store, text)])
        except AmbiguousName as error:
            unclear = error
            found.append([match.iri for match in matches(store, text, "thing") if match.band == "same"])
    pairs = list(product(*found))
    if unclear:
        said = [pair for pair in pairs if any(True for _ in _candidates(store, pair[0], name, pair[1]))]
        if len(said) != 1:
            raise unclear
        pairs = said
    (one, other) = pairs[0]
    others = [iri for iri in (*found[0], *found[1]) if iri not in (one, other)]
    told = "{}, which bears the name too, is left aside: nobody says this of it"
    return one, other, [Reason("namesake", told.format(f"{_label(store, iri)} ({short(iri)})"), iri) for iri in others]


def _end(store: Store, text: str) -> str:
    """An actor, place or event by name or id."""
    try:
        return resolve(store, text, "thing")
    except UnknownName:
        iri = full(text)
        if iri and reports.rows(store, "conclusion", node=iri):
            return iri
        raise


def _label(store: Store, iri: str) -> str:
    quads = store.look(ox.NamedNode(iri), ox.NamedNode(RDFS + "label"), None)
    return next((quad.object.value for quad in quads), local(iri))  # type: ignore[union-attr]


def _copies(store: Store, texts: Mapping[str, str | Path]) -> dict[str, Path]:
    """Copies by the IRI of their source; raises :class:`QueryError` for a source that nothing cites."""
    found: dict[str, Path] = {}
    for source, path in texts.items():
        matching = reports.cited(store, source)
        if not matching:
            raise QueryError(f'No claim here is from a source "{source}". Give the id of a loaded source.')
        found |= dict.fromkeys(matching, Path(path))
    return found


def _candidates(store: Store, one: str, name: str, other: str) -> Iterator[Row]:
    """Everything that would make the statement hold: the relation, narrower ones, and inverses."""
    wanted = _narrower(name)
    turned = {each for each, inverses in vocabulary().inverses.items() if wanted & set(inverses)}
    for subject, object, names in ((one, other, wanted), (other, one, _narrower(*turned))):
        for row in reports.rows(store, "between", subject=subject, object=object):
            if _property(row) in names:
                yield row


def _property(row: Row) -> str:
    """The direct property behind a row: of a tie that of its class."""
    relation = vocabulary().relations.get(local(row["relation"]))
    return relation.shortcut if row["sort"] == "tie" and relation else local(row["relation"])


def _narrower(*names: str) -> set[str]:
    """The relations and all that are special cases of them."""
    found = set(names)
    while more := {n for n, broader in vocabulary().broader.items() if found & set(broader)} - found:
        found |= more
    return found


def _accepted(told: Row) -> bool:
    return local(told["status"]) == "accepted" and told["certainty"] != "excluded"


def _verdict(found: list[Row], as_of: str) -> str:
    if all(each["certainty"] == "excluded" for each in found):
        return f"what is said of it rules out {as_of}"
    statuses = {vocabulary().label(local(each["status"])) for each in found if each["certainty"] != "excluded"}
    late = any(each["certainty"] == "excluded" and local(each["status"]) == "accepted" for each in found)
    return " and ".join(sorted(statuses)) + (f"; what is accepted rules out {as_of}" if late else "")


def _against(evidence: Evidence, node: str, told: Row) -> Reason:
    """A reason with what other policies would make of it."""
    reason = evidence.reason(node)
    claims = evidence.claims(node)
    if not claims or local(told["status"]) == "accepted":
        return reason
    seen = profile(claims)
    others = {name: policies.statuses(policies.load(name)[0], [seen])[seen] for name in policies.names()}
    accepting = [name for name, status in others.items() if status == "accepted" and name != told["policy"]]
    if not accepting:
        return reason
    word = "policy" if len(accepting) == 1 else "policies"
    filtered = Reason("policy", f"{word} {', '.join(accepting)} would accept it")
    return reason._replace(reasons=(*reason.reasons, filtered))


def _also(store: Store, evidence: Evidence, one: str, other: str) -> Iterator[Reason]:
    """What else is said of the two."""
    for subject, object in ((one, other), (other, one)):
        for row in reports.rows(store, "between", subject=subject, object=object):
            status = vocabulary().label(local(evidence.conclusion(row["node"])["status"]))
            yield Reason("also", f"said of the two: {evidence.name(row['node'])} ({status})", row["node"])
