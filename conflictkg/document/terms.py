"""What the page says of each term: a card for a class or property, a table for a value list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from conflictkg.document.examples import Examples
from conflictkg.document.markup import Markup, joined, link, shown, tag
from conflictkg.document.reference import Likeness, Reference
from conflictkg.namespaces import CKG, DCTERMS, RDFS, SKOS

_ALIKE = {
    "rdfs:subClassOf": "a kind of",
    "rdfs:subPropertyOf": "implies",
    "skos:closeMatch": "close to",
}


class Terms:
    """The cards of terms."""

    def __init__(self, reference: Reference, examples: Examples) -> None:
        self._reference, self._examples = reference, examples

    def told(self, names: Iterable[str]) -> Iterator[Markup]:
        """All cards of a section; concepts stand in the table of their value list."""
        for name in names:
            kind = self._reference.kind(name)
            if kind == "value list":
                yield self._scheme(name)
            elif kind != "concept":
                yield self._card(name, kind)

    def _card(self, name: str, kind: str) -> Markup:
        rows = [*(self._of_class(name) if kind == "class" else self._of_property(name)), *self._of_any(name, kind)]
        listed = (joined([tag("dt", key), tag("dd", value)]) for key, value in rows if value)
        notes = [tag("p", each.value, class_="note") for each in self._reference.values(name, SKOS + "scopeNote")]
        return tag(
            "article", self._heading(name, kind), self._definition(name), *notes, tag("dl", *listed), "\n",
            id=name, class_="term",
        )  # fmt: skip

    def _heading(self, name: str, kind: str) -> Markup:
        label, arabic = self._reference.label(name), self._reference.label(name, "ar")
        marks = [kind, *self._reference.traits(name), *(["derived"] if self._reference.is_derived(name) else [])]
        return tag(
            "h3",
            tag("a", label, href=f"#{name}"),
            tag("code", f"ckg:{name}"),
            *(tag("span", mark, class_=f"mark {mark}") for mark in marks),
            tag("span", arabic, class_="arabic", lang="ar", dir="rtl"),
        )

    def _definition(self, name: str) -> Markup:
        return tag("p", self._reference.text(name, SKOS + "definition"), class_="definition")

    def _of_class(self, name: str) -> Iterator[tuple[str, str]]:
        look = self._reference
        yield "kind of", self._links(look.links(name, RDFS + "subClassOf"))
        yield "kinds", self._links(look.back(name, RDFS + "subClassOf"))
        yield "shortcut", self._links(look.links(name, CKG + "shortcutProperty"))
        yield (
            "direction",
            "none: the parties may be told in either order" if look.values(name, CKG + "symmetric") else "",
        )
        yield "goes out", self._links(look.back(name, RDFS + "domain"))
        yield "comes in", self._links(look.back(name, RDFS + "range"))

    def _of_property(self, name: str) -> Iterator[tuple[str, str]]:
        look = self._reference
        yield "from", self._links(look.links(name, RDFS + "domain"))
        yield "to", self._links(look.links(name, RDFS + "range"))
        yield "implies", self._links(look.links(name, RDFS + "subPropertyOf"))
        yield "implied by", self._links(look.back(name, RDFS + "subPropertyOf"))
        yield "inverse", self._links(look.inverses(name))
        yield "written for", self._links(look.back(name, CKG + "shortcutProperty"))
        yield "in facts", "may be the property of an attribute" if look.values(name, CKG + "usedInFacts") else ""

    def _of_any(self, name: str, kind: str) -> Iterator[tuple[str, str]]:
        yield "example", self._examples.of(name, kind)
        yield "elsewhere", joined((_alike(each) for each in self._reference.alignments.get(name, [])), "; ")
        yield "source", self._sources(name)

    def _links(self, names: Iterable[str]) -> Markup:
        return joined((self._link(name) for name in names), ", ")

    def _link(self, name: str) -> Markup:
        known = name in self._reference.names
        return (
            tag("a", self._reference.label(name), href=f"#{name}", title=f"ckg:{name}")
            if known
            else shown(name.lower())
        )

    def _sources(self, name: str) -> Markup:
        return joined((_source(each) for each in self._reference.values(name, DCTERMS + "source")), "; ")

    def _scheme(self, name: str) -> Markup:
        rows = [self._concept(each) for each in self._reference.back(name, SKOS + "inScheme")]
        head = tag("tr", *(tag("th", words, scope="col") for words in ("concept", "Arabic", "meaning")))
        table = tag("div", tag("table", tag("thead", head), tag("tbody", *rows)), class_="scroll", tabindex="0")
        source = tag("dl", tag("dt", "source"), tag("dd", self._sources(name)))
        return tag(
            "article", self._heading(name, "value list"), self._definition(name), table, source, "\n",
            id=name, class_="term",
        )  # fmt: skip

    def _concept(self, name: str) -> Markup:
        look = self._reference
        notation = "".join(f" ({each.value})" for each in look.values(name, SKOS + "notation"))
        opposed = look.links(name, CKG + "opposedRole")
        more = [" Faces ", self._links(opposed), "."] if opposed else []
        notes = [f" {each.value}" for each in look.values(name, SKOS + "scopeNote")]
        return tag(
            "tr",
            tag("th", look.label(name), notation, " ", tag("code", f"ckg:{name}"), scope="row"),
            tag("td", look.label(name, "ar"), class_="arabic", lang="ar", dir="rtl"),
            tag("td", look.text(name, SKOS + "definition"), *notes, *more),
            id=name,
        )


def _alike(each: Likeness) -> Markup:
    gloss = f" ({each.gloss})" if each.gloss else ""
    return joined([_ALIKE.get(each.relation, each.relation), " ", link(each.iri, each.name), gloss])


def _source(value: Any) -> Markup:
    words: str = value.value
    if words.startswith(("http://", "https://")):
        return link(words, words.split("://", 1)[1].rstrip("/"))
    return shown(words)
