"""Things, propositions and claims of two datasets in words."""

from __future__ import annotations

from conflictkg.diff.content import LABEL, Claimed, Content, Key, Told, kind
from conflictkg.namespaces import BASE, CKG, DCTERMS, local, short
from conflictkg.vocabulary import vocabulary

_PARTIES = (
    "fromActor", "toActor", "controlOf", "participant", "participationIn", "nameOf", "subjectOf", "objectOf",
    "estimateOf", "groupCounted", "changeFrom", "changeTo", "occurredAt", "judgedA", "judgedB",
)  # fmt: skip

_TITLE = DCTERMS + "title"


class Sentences:
    """Words for what either dataset says; labels are those of the second, where it has them."""

    def __init__(self, a: Content, b: Content) -> None:
        self._told: dict[Key, Told] = {**a.propositions, **b.propositions}
        events = {key: told for key, told in self._told.items() if isinstance(key, str)}
        named = {**a.things, **b.things, **events}.items()
        self._labels = {iri: told[name][0] for iri, told in named for name in (_TITLE, LABEL) if name in told}

    def name(self, iri: str) -> str:
        """The label of a thing, else its id."""
        return self._labels.get(iri) or short(iri)

    def values(self, values: tuple[str, ...]) -> str:
        """Values of a property: things by their label, terms by theirs."""
        return "; ".join(self._value(value) for value in values)

    def _value(self, value: str) -> str:
        if value.startswith(CKG):
            return vocabulary().label(local(value))
        return self.name(value) if value.startswith(BASE) else value

    def id(self, key: Key) -> str:
        """What stands for a proposition: its id, or the one from whom it goes out."""
        return key if isinstance(key, str) else next(iter(self.parties(self._told[key])), "")

    def parties(self, told: Told) -> tuple[str, ...]:
        """Whom a proposition concerns."""
        return tuple(iri for name in _PARTIES for iri in told.get(CKG + name, ()))

    def concerned(self, claim: Claimed) -> tuple[str, ...]:
        """Whom the proposition of a claim concerns."""
        return self.parties(self._told.get(claim.about, {}))

    def claim(self, claim: Claimed) -> str:
        """A claim by who says what of it where."""
        attester = self._of(claim.told, "attestedBy") or "somebody unnamed"
        stance, source = self._of(claim.told, "stance"), self._of(claim.told, "reportedIn")
        return f"{attester} {stance} in {source}: {self.proposition(claim.about, {})}"

    def proposition(self, key: Key, told: Told) -> str:
        """A proposition as a sentence."""
        told = told or self._told.get(key, {})
        sort = kind(told)
        if isinstance(key, str):
            return f"{vocabulary().label(sort)}: {self.name(key)}" if sort else self.name(key)
        if sort in vocabulary().relations:
            return self._tie(told, vocabulary().relations[sort].label)
        if sort == "NameUse":
            return f"{self._of(told, 'nameOf')} is called {self._of(told, 'nameText')}{self._more(told, 'nameKind')}"
        if sort == "Participation":
            role = self._more(told, "participantRole")
            return f"{self._of(told, 'participant')} in {self._of(told, 'participationIn')}{role}"
        if sort == "Estimate":
            return f"{self._of(told, 'measure')} of {self._of(told, 'estimateOf')}{self._more(told, 'groupCounted')}"
        if sort == "Judgement":
            return f"{self._of(told, 'judgedA')} and {self._of(told, 'judgedB')}: {self._of(told, 'verdict')}"
        value = self._of(told, "objectOf") or self._of(told, "statementValue")
        return (
            f"{self._of(told, 'subjectOf')} {self._of(told, 'attributeProperty')} {value}{self._more(told, 'variable')}"
        )

    def _tie(self, told: Told, label: str) -> str:
        to = self._of(told, "toActor") or self._of(told, "controlOf")
        return f"{self._of(told, 'fromActor')} {label} {to}{self._more(told, 'role', 'supportKind', 'spell')}"

    def _of(self, told: Told, name: str) -> str:
        return self.values(told.get(CKG + name, ()))

    def _more(self, told: Told, *names: str) -> str:
        parts = [text for name in names if (text := self._of(told, name))]
        return f" ({', '.join(parts)})" if parts else ""
