"""Derive: what follows from the claims under a policy, in a graph of its own that can be dropped and made again.

judgements -> canonical ids; propositions -> spells; claims -> profile -> status (by policy); accepted -> shortcuts.
The same datasets give the same triples, whatever the order in which they were loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import unquote

from conflictkg.derive import policy as policies
from conflictkg.derive.camps import Camps
from conflictkg.derive.identity import canonical_ids
from conflictkg.derive.labels import proposition_label
from conflictkg.derive.material import Claim, Material
from conflictkg.derive.spells import Spell, gather
from conflictkg.derive.summary import Summary, evidence, summarise
from conflictkg.errors import QueryError
from conflictkg.names.spelling import key
from conflictkg.namespaces import BASE, CKG, DCTERMS, DERIVED, RDFS, local, short
from conflictkg.rdf import iri, literal, term
from conflictkg.store.base import Draft
from conflictkg.vocabulary import vocabulary


def derive(draft: Draft, policy: str = "default") -> None:
    """Make the derived graph anew from all datasets in the draft, under a policy."""
    query, source = policies.load(policy)
    only = _source_iri(source)
    if only and not draft.knows(only):
        raise QueryError(f'There is no source "{source}" here: {short(only)}.')
    draft.replace(DERIVED, _lines(Material(draft.engine, only), query, policy))


def _source_iri(source: str) -> str:
    if not source:
        return ""
    return source if source.startswith("http") else BASE + (source if "/" in source else f"ckg/source/{source}")


def _lines(material: Material, query: str, policy: str) -> Iterator[str]:
    """The derived graph as N-Quads text."""
    ids = canonical_ids(material.same, [*material.actors, *material.places])

    def canonical(thing: str) -> str:
        return ids.get(thing, thing)

    spells = gather(material.propositions.values(), canonical)
    camps = Camps(spells, canonical)
    kept = {spell.iri: policies.counted(spell.claims, canonical) for spell in spells}
    profiles = {s.iri: policies.profile(s, kept[s.iri], camps, canonical) for s in spells}
    statuses = policies.statuses(query, profiles.values())
    held = {iri: statuses[each] for iri, each in profiles.items()}
    writer = _Writer(material, canonical)
    yield writer.line(DERIVED, CKG + "policy", literal(policy))
    yield from writer.terms()
    yield from writer.things(ids)
    for spell in spells:
        summary = summarise(spell, kept[spell.iri], profiles[spell.iri], statuses[profiles[spell.iri]], material)
        yield from writer.spell(spell, kept[spell.iri], summary)
        if summary.status == "accepted" and held.get(spell.links.get("participationIn", ""), "accepted") == "accepted":
            yield from writer.shortcuts(spell)


class _Writer:
    """Writes lines of the derived graph."""

    def __init__(self, material: Material, canonical: Callable[[str], str]) -> None:
        self._material, self._canonical = material, canonical

    def line(self, subject: str, predicate: str, value: str) -> str:
        return f"{iri(subject)} <{predicate}> {value} <{DERIVED}> .\n"

    def terms(self) -> Iterator[str]:
        """Labels of classes, properties and concepts, so that answers can show them without the ontology."""
        for name, told in sorted(vocabulary().terms.items()):
            yield self.line(CKG + name, RDFS + "label", literal(told.label or name))

    def things(self, ids: dict[str, str]) -> Iterator[str]:
        """Canonical ids, labels, name keys and short ids of actors and places; labels of sources and datasets."""
        for thing in sorted({*self._material.actors, *self._material.places}):
            first = self._canonical(thing)
            yield self.line(thing, CKG + "canonical", iri(first))
            label = self._material.labels.get(thing, "")
            if first == thing:
                yield self.line(thing, RDFS + "label", literal(label or local(thing)))
            if label:
                yield self.line(first, CKG + "nameKey", literal(key(label)))
            yield self.line(first, DCTERMS + "identifier", literal(unquote(local(thing))))
        for node, title in sorted(self._material.titles.items()):
            yield self.line(node, RDFS + "label", literal(self._material.datasets.get(node, title)))

    def spell(self, spell: Spell, claims: list[Claim], summary: Summary) -> Iterator[str]:
        """What is known of a proposition as a whole."""
        for each in spell.propositions:
            yield self.line(each.iri, CKG + "canonical", iri(spell.iri))
        name = spell.links.get("nameText")
        if name and "nameOf" in spell.links:
            yield self.line(self._canonical(spell.links["nameOf"]), CKG + "nameKey", literal(key(name)))
        label = proposition_label(spell, self._label)
        yield self.line(spell.iri, RDFS + "label", literal(label))
        if spell.source:
            yield self.line(spell.iri, CKG + "tieFrom", iri(spell.source))
            yield self.line(spell.iri, CKG + "tieTo", iri(spell.target))
        yield self.line(spell.iri, CKG + "status", term(summary.status))
        for predicate, text in summary.texts():
            yield self.line(spell.iri, CKG + predicate, literal(text))
        yield self.line(spell.iri, CKG + "origins", literal(str(summary.origins), "integer"))
        for claim in evidence(claims):
            yield self.line(spell.iri, CKG + "evidence", iri(claim.iri))

    def shortcuts(self, spell: Spell) -> Iterator[str]:
        """The direct property of an accepted tie, fact, or part in an accepted event."""
        links = spell.links
        relation = vocabulary().relations.get(spell.kind)
        if relation:
            yield self.line(spell.source, CKG + relation.shortcut, iri(spell.target))
            if relation.symmetric:
                yield self.line(spell.target, CKG + relation.shortcut, iri(spell.source))
        elif spell.kind == "Participation":
            actor = self._canonical(links["participant"])
            yield self.line(actor, CKG + "participatedIn", iri(links["participationIn"]))
        elif spell.kind == "Attribute" and local(links["attributeProperty"]) in vocabulary().facts:
            text = ": ".join(links[name] for name in ("variable", "statementValue") if name in links)
            value = iri(self._canonical(links["objectOf"])) if "objectOf" in links else literal(text)
            yield self.line(self._canonical(links["subjectOf"]), links["attributeProperty"], value)

    def _label(self, thing: str) -> str:
        """How a thing is called: label of its canonical id, else the last part of its id."""
        first = self._canonical(thing)
        if first.startswith(CKG):
            return vocabulary().label(local(first))
        labels = self._material.labels
        return labels.get(first) or labels.get(thing) or local(thing)
