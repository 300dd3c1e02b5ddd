"""How a proposition is called in answers: one line made of its parts."""

from __future__ import annotations

from collections.abc import Callable

from conflictkg.derive.spells import Spell
from conflictkg.namespaces import local
from conflictkg.vocabulary import vocabulary


def proposition_label(spell: Spell, label: Callable[[str], str]) -> str:
    """``Jabhat al-Nusra member of Jaysh al-Fatah``; events by their own label."""
    links = spell.links
    relation = vocabulary().relations.get(spell.kind)
    if relation:
        return f"{label(spell.source)} {relation.label} {label(spell.target)}"
    if spell.kind == "Participation":
        role = label(links.get("participantRole", ""))
        return f"{label(links.get('participant', ''))}, {role}: {label(links.get('participationIn', ''))}"
    if spell.kind == "Estimate":
        measure = label(links.get("measure", ""))
        whom = f", {label(links['groupCounted'])}" if "groupCounted" in links else ""
        return f"{measure}{whom}: {label(links.get('estimateOf', ''))}"
    if spell.kind == "NameUse":
        return f"{links.get('nameText', '')}: name of {label(links.get('nameOf', ''))}"
    if spell.kind == "Attribute":
        value = label(links["objectOf"]) if "objectOf" in links else links.get("statementValue", "")
        said = links.get("variable") or vocabulary().label(local(links["attributeProperty"]))
        return f"{label(links.get('subjectOf', ''))} {said} {value}"
    return label(spell.iri)
