"""Derive: what follows from the claims under a policy, in a graph of its own that can be dropped and made again.

judgements -> canonical ids; propositions -> spells; claims -> profile -> status (by policy); accepted -> shortcuts.
The same datasets give the same triples, whatever the order in which they were loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from urllib.parse import unquote

from conflictkg.derive import policy as policies
from conflictkg.derive import umbrellas
from conflictkg.derive.camps import Camps
from conflictkg.derive.identity import canonical_ids
from conflictkg.derive.infer import infer
from conflictkg.derive.labels import proposition_label
from conflictkg.derive.material import Claim, Proposition
from conflictkg.derive.reading import Material
from conflictkg.derive.spells import Spell, gather
from conflictkg.derive.summary import Summary, evidence, summarise
from conflictkg.derive.withheld import withhold
from conflictkg.errors import QueryError
from conflictkg.names.parts import keys as sounds
from conflictkg.names.spelling import key
from conflictkg.namespaces import BASE, CKG, DCTERMS, DERIVED, RDF, RDFS, local, short
from conflictkg.rdf import iri, literal, term
from conflictkg.store.base import Draft
from conflictkg.vocabulary import vocabulary

_END = f" <{DERIVED}> .\n"
_LABEL = f"<{RDFS}label>"


def derive(draft: Draft, policy: str = "default") -> None:
    """Make the derived graph anew from all datasets in the draft, under a policy."""
    query, source = policies.load(policy)
    withhold(draft)
    only = _source_iri(source)
    if only and not draft.knows(only):
        raise QueryError(f'There is no source "{source}" here: {short(only)}.')
    draft.remove(DERIVED)  # before anything is read: what was derived is not what a dataset tells
    with draft.still() as engine:
        draft.replace(DERIVED, _lines(Material(engine, only), query, policy))
    infer(draft)


def _source_iri(source: str) -> str:
    if not source:
        return ""
    return source if source.startswith("http") else BASE + (source if "/" in source else f"ckg/source/{source}")


def _lines(material: Material, query: str, policy: str) -> Iterator[str]:
    """The derived graph as N-Quads text: ties, then all else batch by batch."""
    ids = canonical_ids(material.same, [*material.actors, *material.places])

    def canonical(thing: str) -> str:
        return ids.get(thing, thing)

    def fights(actor: str) -> Iterator[list[Proposition]]:
        for one in [actor, *(each for each, first in ids.items() if first == actor and each != actor)]:
            yield from material.fights(one)

    ties = gather(umbrellas.read(material.ties(), material.actors, canonical), canonical)
    writer = _Writer(material, canonical)
    judge = _Judge(query, Camps(ties, canonical, fights, material.changed), canonical)
    yield _line(iri(DERIVED), "policy", literal(policy))
    yield from writer.terms()
    yield from writer.things()
    yield from _told(ties, judge, writer)
    del ties
    for batch in material.batches():
        yield from _told(gather(batch, canonical), judge, writer)
    yield from writer.attesters()


def _told(spells: list[Spell], judge: _Judge, writer: _Writer) -> Iterator[str]:
    """What is derived of spells, among which are all parts of each event among them."""
    judge.hear(spells)
    parts = writer.participants(spell for spell in spells if judge.held[spell.iri] != "rejected")
    profiles, held = judge.profiles, judge.held
    summaries = {
        s.iri: summarise(s, judge.counted[s.iri], profiles[s.iri], held[s.iri], writer.material) for s in spells
    }
    for spell in spells:
        kept, told = judge.counted[spell.iri], judge.standings[spell.iri]
        summary = summaries[spell.iri].within(summaries.get(spell.links.get("estimateOf", "")))
        yield writer.spell(spell, kept, summary, parts.get(spell.iri, ""))
        yield from writer.standings(spell, kept, told)
        whole = judge.held.get(spell.links.get("participationIn", ""), "accepted")
        if summary.status == "accepted" and whole == "accepted":
            yield from writer.shortcuts(spell)


class _Judge:
    """Which claims count, how, and what status follows by the policy: of the spells heard last."""

    def __init__(self, query: str, camps: Camps, canonical: Callable[[str], str]) -> None:
        self._query, self._camps, self._canonical = query, camps, canonical
        self._statuses = policies.statuses(query, ())

    def hear(self, spells: list[Spell]) -> None:
        """Judge these spells, and forget others."""
        self._camps.meet(spells)
        self.counted = {spell.iri: policies.counted(spell.claims, self._canonical) for spell in spells}
        self.standings = {s.iri: policies.standings(s, self.counted[s.iri], self._camps) for s in spells}
        self.profiles = {
            iri: policies.profile(kept, self.standings[iri], self._canonical) for iri, kept in self.counted.items()
        }
        new = {*self.profiles.values()} - self._statuses.keys()
        if new:
            self._statuses |= policies.statuses(self._query, new)
        self.held = {iri: self._statuses[each] for iri, each in self.profiles.items()}


def _line(subject: str, name: str, value: str) -> str:
    """One line of the derived graph: terms as N-Triples has them, the property by its local name."""
    return f"{subject} <{CKG}{name}> {value}{_END}"


@lru_cache(maxsize=4096)
def _said(name: str, text: str) -> str:
    """As :func:`_line` without the subject, for texts that are told of many."""
    return f" <{CKG}{name}> {literal(text)}{_END}"


def _sounds(node: str, name: str) -> list[str]:
    """How the words of a name sound, at the node that has the name."""
    return [_line(node, "nameSkeleton", literal(each)) for each in sorted(sounds(name))]


class _Writer:
    """Writes lines of the derived graph."""

    def __init__(self, material: Material, canonical: Callable[[str], str]) -> None:
        self.material, self._canonical = material, canonical

    def terms(self) -> Iterator[str]:
        """Labels of classes, properties and concepts, so that answers can show them without the ontology."""
        for name, told in sorted(vocabulary().terms.items()):
            yield f"{term(name)} {_LABEL} {literal(told.label or name)}{_END}"

    def things(self) -> Iterator[str]:
        """Canonical ids, labels, name keys and short ids of actors and places; labels of sources and datasets."""
        for thing in sorted({*self.material.actors, *self.material.places}):
            first = self._canonical(thing)
            node, standing = iri(thing), iri(first)
            yield _line(node, "canonical", standing)
            label = self.material.label(thing)
            if first == thing:
                yield f"{node} {_LABEL} {literal(self._name(thing))}{_END}"
            if label:
                yield _line(standing, "nameKey", literal(key(label)))
                yield from _sounds(node, label)
            yield f"{standing} <{DCTERMS}identifier> {literal(unquote(local(thing)))}{_END}"
        for node, title in self.material.titles():
            yield f"{iri(node)} {_LABEL} {literal(self.material.datasets.get(node, title))}{_END}"

    def attesters(self) -> Iterator[str]:
        """The name of the attester of each claim, for display."""
        known = {*self.material.actors, *self.material.places}
        names: dict[str, str] = {}
        for claim, attester in self.material.attesters():
            if attester in known:
                if attester not in names:
                    names[attester] = literal(self._name(attester))
                yield _line(iri(claim), "attesterName", names[attester])

    def participants(self, spells: Iterable[Spell]) -> dict[str, str]:
        """Event -> its participants with their roles, as one text."""
        actors, places = self.material.actors, self.material.places
        parts: dict[str, set[str]] = {}
        for spell in spells:
            if spell.kind == "Participation" and (
                spell.links["participant"] in actors or spell.links["participant"] in places
            ):
                role = self._label(spell.links["participantRole"])
                told = f"{self._name(spell.links['participant'])} ({role})"
                parts.setdefault(spell.links["participationIn"], set()).add(told)
        return {event: "; ".join(sorted(told)) for event, told in parts.items()}

    def spell(self, spell: Spell, claims: list[Claim], summary: Summary, participants: str) -> str:
        """What is known of a proposition as a whole."""
        node = iri(spell.iri)
        lines = [_line(iri(each.iri), "canonical", node) for each in spell.propositions]
        name = spell.links.get("nameText")
        if name and "nameOf" in spell.links:
            lines.append(_line(iri(self._canonical(spell.links["nameOf"])), "nameKey", literal(key(name))))
            lines += _sounds(node, name)
        lines.append(f"{node} {_LABEL} {literal(proposition_label(spell, self._label))}{_END}")
        if spell.is_derived:
            lines.append(f"{node} <{RDF}type> {term(spell.kind)}{_END}")
        if spell.source:
            lines.append(_line(node, "tieFrom", iri(spell.source)))
            lines.append(_line(node, "tieTo", iri(spell.target)))
            counts = [
                int(count) for each in spell.propositions if (count := each.links.get("eventCount", "")).isdigit()
            ]
            if counts and "eventCount" not in spell.links:  # the one that stands for all is of another dataset
                lines.append(_line(node, "eventCount", literal(str(max(counts)), "integer")))
        group = spell.links.get("groupCounted", "")
        if group:
            lines.append(_line(node, "groupName", literal(self._name(group))))
        if participants:
            lines.append(_line(node, "participantNames", literal(participants)))
        lines.append(_line(node, "status", term(summary.status)))
        lines += [node + _said(name, text) for name, text in summary.texts()]
        lines.append(_line(node, "origins", literal(str(summary.origins), "integer")))
        lines += [_line(node, "evidence", iri(claim.iri)) for claim in evidence(claims)]
        return "".join(lines)

    def standings(self, spell: Spell, counted: list[Claim], told: list[str]) -> Iterator[str]:
        """How the policy takes the claims that are not plain; the others need no word."""
        standing = {claim.iri: told for claim, told in zip(counted, told, strict=True)}
        for claim in spell.claims:
            taken = standing.get(claim.iri, "set aside")
            if taken != "plain":
                yield _line(iri(claim.iri), "standing", literal(taken))

    def shortcuts(self, spell: Spell) -> Iterator[str]:
        """The direct property of an accepted tie, fact, or part in an accepted event."""
        links = spell.links
        relation = vocabulary().relations.get(spell.kind)
        if relation:
            yield _line(iri(spell.source), relation.shortcut, iri(spell.target))
            if relation.symmetric:
                yield _line(iri(spell.target), relation.shortcut, iri(spell.source))
        elif spell.kind == "Participation":
            actor = self._canonical(links["participant"])
            yield _line(iri(actor), "participatedIn", iri(links["participationIn"]))
        elif spell.kind == "Attribute" and local(links["attributeProperty"]) in vocabulary().facts:
            text = ": ".join(links[name] for name in ("variable", "statementValue") if name in links)
            value = iri(self._canonical(links["objectOf"])) if "objectOf" in links else literal(text)
            subject = iri(self._canonical(links["subjectOf"]))
            yield f"{subject} {iri(links['attributeProperty'])} {value}{_END}"

    def _name(self, thing: str) -> str:
        """The label of an actor or place: that of its canonical id."""
        first = self._canonical(thing)
        return self.material.label(first) or local(first)

    def _label(self, thing: str) -> str:
        """How a thing is called: label of its canonical id, else the last part of its id."""
        first = self._canonical(thing)
        if first.startswith(CKG):
            return vocabulary().label(local(first))
        return self.material.label(first) or self.material.label(thing) or local(thing)
