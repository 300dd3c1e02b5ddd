"""The documentation page of the ontology: one offline HTML file, the same bytes for the same ontology and data."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from pathlib import Path
from string import Template

from conflictkg.document.examples import Examples
from conflictkg.document.markup import Markup, joined, link, shown, tag
from conflictkg.document.patterns import looks, patterns
from conflictkg.document.reference import Reference, Section
from conflictkg.document.terms import Terms
from conflictkg.draw.style import PALETTE
from conflictkg.namespaces import CKG, DCTERMS, OWL
from conflictkg.pitfalls import pitfalls
from conflictkg.store.base import Store

ASSETS = Path(__file__).parent / "assets"
_PLURALS = {"class": "classes", "relation": "relations", "value": "value properties", "concept": "concepts"}


def page(store: Store) -> str:
    """The whole file; ``store`` holds idlib-2015 and its crosswalk, from which the examples are."""
    reference = Reference()
    terms = Terms(reference, Examples(store))
    sections = sorted(reference.sections, key=lambda section: _is_machinery(reference, section))
    style, script = _style(), (ASSETS / "ontology.js").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    )
    parts = {
        "policy": shown(policy),
        "style": style,
        "script": script,
        "header": _header(reference),
        "contents": _contents(sections),
        "patterns": _patterns(store),
        "checked": _checked(),
        "sections": joined((_section(terms, section) for section in sections), "\n"),
    }
    return Template((ASSETS / "ontology.html").read_text(encoding="utf-8")).substitute(parts)


def _is_machinery(reference: Reference, section: Section) -> bool:
    """Whether a section has nothing but annotations, which readers need last."""
    return all(reference.kind(name) == "annotation" for name in section.names)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _style() -> str:
    """The style sheet, with the colours of all our pictures."""
    light, dark = ("".join(f"--{token}:{pair[side]};" for token, pair in PALETTE.items()) for side in (0, 1))
    sheet = (ASSETS / "ontology.css").read_text(encoding="utf-8")
    return f":root{{{light}}}\n@media (prefers-color-scheme: dark){{:root{{{dark}}}}}\n{sheet}"


def _header(reference: Reference) -> Markup:
    said = {v.language: v.value for v in reference.header[DCTERMS + "title"]}
    (about,) = (v.value for v in reference.header[DCTERMS + "description"])
    (version,) = (v.value for v in reference.header[OWL + "versionInfo"])
    (licence,) = (v.value for v in reference.header[DCTERMS + "license"])
    counts = Counter(map(reference.kind, reference.names))
    numbers = ", ".join(f"{counts[kind]} {plural}" for kind, plural in _PLURALS.items())
    derived = sum(map(reference.is_derived, reference.names))
    facts = [
        f"Version {version}",
        f"{numbers}; {derived} properties are derived",
        joined(["Licence: ", link(licence, "CC BY 4.0")]),
        joined(
            [
                "Namespace ",
                tag("code", CKG),
                ", prefix ",
                tag("code", "ckg"),
                "; not registered yet, so it does not resolve",
            ]
        ),
    ]
    return joined(
        [
            tag("h1", said["en"]),
            tag("p", said["ar"], class_="arabic", lang="ar", dir="rtl"),
            tag("p", about, class_="lead"),
            tag("ul", *(tag("li", fact) for fact in facts), class_="facts"),
        ],
        "\n",
    )


def _anchor(title: str) -> str:
    return "section-" + "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())


def _contents(sections: list[Section]) -> Markup:
    listed = [("how-it-fits-together", "How it fits together", "")]
    listed += [(_anchor(each.title), each.title, str(len(each.names))) for each in sections]
    listed += [("known-pitfalls", "Known pitfalls", "")]
    return tag("ul", *(tag("li", tag("a", title, href=f"#{id}"), tag("span", n)) for id, title, n in listed))


def _patterns(store: Store) -> Markup:
    key = tag("ul", *(tag("li", tag("i", class_=f"swatch {look}"), words) for look, words in looks()), class_="legend")
    drawn = (
        tag(
            "figure",
            tag("h3", each.title),
            tag("p", each.text),
            tag("div", Markup(each.drawing), class_="scroll", tabindex="0"),
        )
        for each in patterns(store)
    )
    return joined([key, *drawn], "\n")


def _checked() -> Markup:
    """The table of pitfalls, with the reasons for those that are left."""
    head = tag("tr", *(tag("th", words, scope="col") for words in ("pitfall", "what is looked for", "found")))
    rows = []
    for each in pitfalls():
        terms_by_reason: dict[str, list[str]] = {}
        for name, reason in each.found.items():
            terms_by_reason.setdefault(reason or "No reason is given.", []).append(name)
        told = (
            tag("p", joined([f"{reason} ", joined((tag("a", name, href=f"#{name}") for name in names), ", ")]))
            for reason, names in terms_by_reason.items()
        )
        found = tag("details", tag("summary", f"{len(each.found)}, with reasons"), *told) if each.found else "none"
        rows.append(tag("tr", tag("th", each.code, scope="row"), tag("td", each.title), tag("td", found)))
    return tag("table", tag("thead", head), tag("tbody", *rows), class_="pitfalls")


def _section(terms: Terms, section: Section) -> Markup:
    title = tag("h2", section.title)
    note = tag("p", section.note, class_="lead") if section.note else Markup()
    return tag("section", title, note, "\n", *terms.told(section.names), id=_anchor(section.title))
