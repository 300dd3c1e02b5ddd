"""The ontology, read once: kinds, relations, concepts and their labels.

The Turtle file is the only place where terms are defined. What code needs to know of a term (its shortcut, whether it
is symmetric, which words a sheet may use for it) is read from there, so a new relation is one block of Turtle.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import NamedTuple

from conflictkg.namespaces import CKG, OWL, RDF, RDFS, SKOS, local
from conflictkg.resources import shipped

LINEAGE = ("absorbedInto", "descendsFrom", "formedFrom", "splinteredFrom", "succeeds")


class Relation(NamedTuple):
    """A relationship class: its name (``Membership``), label and direct property (``memberOf``).

    ``sign`` is 1 where it puts its parties on one side, -1 where it sets them against each other, else 0.
    """

    name: str
    label: str
    shortcut: str
    symmetric: bool
    sign: int


class Term(NamedTuple):
    """A class, property or concept with its label and definition."""

    name: str
    label: str
    arabic: str
    definition: str


class Vocabulary:
    """All terms by local name, the class tree, the concept schemes, and look-up by the words people write."""

    def __init__(self, triples: dict[str, dict[str, list[tuple[str, str]]]]) -> None:
        self._triples = triples

    @cached_property
    def terms(self) -> dict[str, Term]:
        """Every term by its local name."""
        return {name: self._term(name) for name in self._triples}

    @cached_property
    def properties(self) -> frozenset[str]:
        """Object and datatype properties."""
        kinds = {OWL + "ObjectProperty", OWL + "DatatypeProperty"}
        return frozenset(n for n in self._triples if kinds & self._types(n))

    @cached_property
    def derived(self) -> frozenset[str]:
        """Properties that are only ever derived."""
        return frozenset(n for n in self._triples if self._is_true(n, "derived"))

    @cached_property
    def broader(self) -> dict[str, list[str]]:
        """Derived relation -> the more general relations that it says too."""
        return {n: self._locals(n, RDFS + "subPropertyOf") for n in self.derived if n in self.properties}

    @cached_property
    def inverses(self) -> dict[str, list[str]]:
        """Derived relation -> how it is said the other way round; a symmetric one is its own inverse."""
        own = {r.shortcut for r in self.relations.values() if r.symmetric}
        return {n: self._locals(n, OWL + "inverseOf") + [n] * (n in own) for n in self.derived if n in self.properties}

    def _locals(self, name: str, predicate: str) -> list[str]:
        return [local(value) for value, _ in self._triples[name].get(predicate, ())]

    @cached_property
    def facts(self) -> list[str]:
        """Properties that a fact can have, sorted."""
        return sorted(n for n in self._triples if self._is_true(n, "usedInFacts"))

    @cached_property
    def opposed(self) -> dict[str, set[str]]:
        """Role in an event -> roles of the other side."""
        return {n: {local(o) for o, _ in t.get(CKG + "opposedRole", ())} for n, t in self._triples.items()}

    @cached_property
    def relations(self) -> dict[str, Relation]:
        """Relationship classes by name."""
        return {n: self._relation(n) for n, told in self._triples.items() if CKG + "shortcutProperty" in told}

    @cached_property
    def schemes(self) -> dict[str, list[str]]:
        """Concept scheme -> its concepts."""
        found: dict[str, list[str]] = {}
        for name, told in self._triples.items():
            for scheme, _ in told.get(SKOS + "inScheme", ()):
                found.setdefault(local(scheme).removesuffix("Scheme"), []).append(name)
        return found

    @cached_property
    def shortcuts(self) -> list[str]:
        """The direct properties of accepted ties, facts, participations and lineage, sorted."""
        ties = [relation.shortcut for relation in self.relations.values()]
        return sorted({*ties, *self.facts, *LINEAGE, "participatedIn"})

    def _types(self, name: str) -> set[str]:
        return {o for o, _ in self._triples[name].get(RDF + "type", ())}

    def _is_true(self, name: str, annotation: str) -> bool:
        return any(o == "true" for o, _ in self._triples[name].get(CKG + annotation, ()))

    def _text(self, name: str, predicate: str, language: str) -> str:
        return next((o for o, lang in self._triples[name].get(predicate, ()) if lang == language), "")

    def _term(self, name: str) -> Term:
        label = self._text(name, RDFS + "label", "en") or self._text(name, SKOS + "prefLabel", "en")
        arabic = self._text(name, RDFS + "label", "ar") or self._text(name, SKOS + "prefLabel", "ar")
        return Term(name, label, arabic, self._text(name, SKOS + "definition", "en"))

    def _relation(self, name: str) -> Relation:
        shortcut = local(self._triples[name][CKG + "shortcutProperty"][0][0])
        sign = int(next((value for value, _ in self._triples[name].get(CKG + "sign", ())), "0"))
        return Relation(name, self.label(shortcut), shortcut, self._is_true(name, "symmetric"), sign)

    @lru_cache(maxsize=1024)  # noqa: B019 - one vocabulary lives as long as the process
    def label(self, name: str) -> str:
        """The English label of a term, its name where it has none."""
        if name not in self._triples:
            return name
        return self._text(name, RDFS + "label", "en") or self._text(name, SKOS + "prefLabel", "en") or name

    def is_a(self, name: str, ancestor: str) -> bool:
        """Whether a class is another or lies below it."""
        if name == ancestor:
            return True
        parents = self._triples.get(name, {}).get(RDFS + "subClassOf", ())
        return any(self.is_a(local(parent), ancestor) for parent, _ in parents)

    def kinds(self, ancestor: str) -> list[str]:
        """All classes at or below one, sorted."""
        return [name for name in self._classes if self.is_a(name, ancestor)]

    @cached_property
    def _classes(self) -> list[str]:
        return sorted(n for n in self._triples if OWL + "Class" in self._types(n))

    @lru_cache(maxsize=64)  # noqa: B019 - one vocabulary lives as long as the process
    def words(self, group: str) -> dict[str, str]:
        """Squashed word -> term for a class ("Actor", "Event", "Relationship"), a scheme ("Stance") or "Fact"."""
        if group in self.schemes:
            names = {name: name for name in self.schemes[group]}
        elif group == "Fact":
            names = {name: name for name in self.facts}
        else:
            names = {name: name for name in self.kinds(group)}
            names |= {self.relations[n].shortcut: n for n in list(names.values()) if n in self.relations}
        found = {squash(self.label(word)): name for word, name in names.items()}
        return found | {squash(word): name for word, name in names.items()}


@lru_cache(maxsize=4096)
def squash(text: str) -> str:
    """Lower-case letters and digits only, so that "Member of", "member-of" and "memberOf" are one word."""
    return "".join(c for c in text.casefold() if c.isalnum())


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The shipped ontology."""
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    triples: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for quad in parse(path=str(shipped("ontology", "conflictkg.ttl")), format=RdfFormat.TURTLE):
        subject, value = quad.subject, quad.object
        if isinstance(subject, NamedNode) and (iri := subject.value).startswith(CKG):
            told = triples.setdefault(local(iri), {})
            if isinstance(value, (Literal, NamedNode)):
                language = (value.language or "") if isinstance(value, Literal) else ""
                told.setdefault(quad.predicate.value, []).append((value.value, language))
    return Vocabulary(triples)
