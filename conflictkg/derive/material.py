"""What derivation works on: propositions and claims, with only what a policy and a date need."""

from __future__ import annotations

from conflictkg.dates import Bounds
from conflictkg.vocabulary import vocabulary


class Claim:
    """One claim, with only what a policy and a date need."""

    __slots__ = (
        "attester",
        "bounds",
        "constitutive",
        "dataset",
        "end_reason",
        "extent",
        "hedge",
        "iri",
        "issued",
        "origin",
        "seen",
        "source",
        "stance",
        "when",
    )

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self.attester = self.source = self.origin = self.stance = self.hedge = self.when = ""
        self.end_reason = self.dataset = self.extent = self.issued = self.seen = ""
        self.constitutive = False
        self.bounds = Bounds()

    @property
    def asserts(self) -> bool:
        """Whether it says that the proposition holds."""
        return self.stance == "asserts"

    @property
    def opposes(self) -> bool:
        """Whether it says that it does not hold."""
        return self.stance in ("denies", "disputes")


class Proposition:
    """One proposition of one dataset: kind, what it links, and its claims.

    ``told`` is the kind that the dataset says, where another one follows from a judgement. ``silent``: no claim is
    about it alone.
    """

    __slots__ = ("claims", "dataset", "iri", "kind", "links", "silent", "told")

    def __init__(self, iri: str, kind: str, told: str = "") -> None:
        self.iri, self.kind, self.told, self.dataset = iri, kind, told or kind, ""
        self.links: dict[str, str] = {}
        self.claims: list[Claim] = []
        self.silent = False

    @property
    def is_whole(self) -> bool:
        """Whether it links all that its kind needs; nothing can be derived from the others, ``check`` names them."""
        kind = "Relationship" if self.kind in vocabulary().relations else self.kind
        return all(any(link in self.links for link in links) for links in _NEEDED.get(kind, ()))


LINKS = (
    "fromActor",
    "toActor",
    "controlOf",
    "role",
    "supportKind",
    "spell",
    "eventCount",
    "participationIn",
    "participant",
    "participantRole",
    "estimateOf",
    "groupCounted",
    "measure",
    "nameOf",
    "nameText",
    "subjectOf",
    "objectOf",
    "attributeProperty",
    "statementValue",
    "variable",
)

TEXTS = frozenset(("role", "spell", "eventCount", "nameText", "statementValue", "variable"))
_NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "Participation": (("participationIn",), ("participant",), ("participantRole",)),
    "Estimate": (("estimateOf",), ("measure",)),
    "NameUse": (("nameOf",), ("nameText",)),
    "Attribute": (("subjectOf",), ("attributeProperty",), ("objectOf", "statementValue")),
    "Relationship": (("fromActor",), ("toActor", "controlOf")),
}
