"""Claim rows to N-Quads: the only mapper.

A plain generator of text, one block of lines per row, so that memory does not grow with the file and the same code can
run partition by partition in any larger engine. Values are escaped here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from conflictkg import claims
from conflictkg.errors import InputError
from conflictkg.namespaces import CKG, DCAT, DCTERMS, RDF, SKOS, VOID, XSD, dataset_graph, hashed, named
from conflictkg.vocabulary import vocabulary

_SPECIAL = re.compile(r'[\\"\n\r]').search
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`]')
_LANGUAGE = re.compile(r"[a-z]{1,8}(-[a-z0-9]{1,8})*")


def iri(text: str) -> str:
    """An IRI in angle brackets; characters that no IRI may hold are percent-encoded."""
    return f"<{_NOT_IN_IRI.sub(lambda m: f'%{ord(m[0]):02X}', text) if _NOT_IN_IRI.search(text) else text}>"


def term(name: str) -> str:
    """A term of the ontology by its local name."""
    return f"<{CKG}{name}>"


@lru_cache(maxsize=256)
def is_language(tag: str) -> bool:
    """Whether a text is a BCP 47 tag that the engine takes: en, ar, ar-latn."""
    from pyoxigraph import Literal

    try:
        return bool(_LANGUAGE.fullmatch(tag.lower()) and Literal("", language=tag.lower()))
    except ValueError:
        return False


def literal(text: str, datatype: str = "", language: str = "") -> str:
    """A literal; an unusable language tag is an :class:`InputError`."""
    quoted = f'"{text.translate(_ESCAPES) if _SPECIAL(text) else text}"'
    if language:
        if not is_language(language):
            raise InputError(f'"{language}" is not a language tag.', cure="Write one such as en, ar or ar-latn.")
        return f"{quoted}@{language.lower()}"
    return f"{quoted}^^<{XSD}{datatype}>" if datatype else quoted


def judgement_iri(dataset: str, row: claims.Judgement) -> str:
    """The id of a judgement: a person's verdict on a pair is one, however often it is made."""
    return hashed(dataset, "judgement", row.a, row.b, row.verdict, row.by)


class _Writer:
    """Writes the rows of one dataset into its graph."""

    def __init__(self, dataset: str, graph: str = "") -> None:
        self.dataset = dataset
        graph = graph or dataset_graph(dataset)
        self.node = f"<{graph}>"
        self.end = f" <{graph}> .\n"
        self.frame = lru_cache(maxsize=4096)(self._frame)
        self.dates = lru_cache(maxsize=4096)(self._dates)
        self.symmetric = {r.name for r in vocabulary().relations.values() if r.symmetric}

    def block(self, subject: str, kind: str, pairs: Iterable[tuple[str, str]]) -> str:
        """All triples of one subject; pairs with an empty value are left out."""
        return subject.join(self.said(kind, pairs))

    def said(self, kind: str, pairs: Iterable[tuple[str, str]]) -> list[str]:
        """The lines of a block without their subject, which goes between them; the first is empty, to begin with it."""
        end = self.end
        return ["", f" <{RDF}type> {kind}{end}", *[f" <{name}> {value}{end}" for name, value in pairs if value]]

    def ours(self, subject: str, kind: str, pairs: Iterable[tuple[str, str]]) -> str:
        """A proposition or judgement: it says which dataset it stands in."""
        return self.block(subject, term(kind), [*pairs, (VOID + "inDataset", self.node)])

    # -- things

    def write_dataset(self, row: claims.Dataset) -> str:
        pairs = [
            (DCTERMS + "identifier", literal(row.name)),
            (DCTERMS + "title", literal(row.title or row.name)),
            (DCTERMS + "description", _text(row.description)),
            (DCTERMS + "license", _text(row.licence)),
            (DCAT + "version", _text(row.version)),
            (DCTERMS + "creator", _text(row.creator)),
            (DCTERMS + "bibliographicCitation", _text(row.citation)),
            (CKG + "coverageFrom", _text(row.coverage_from)),
            (CKG + "coverageTo", _text(row.coverage_to)),
            (CKG + "coveragePlaces", _text(row.coverage_places)),
            (CKG + "threshold", _text(row.threshold)),
            (CKG + "loadedOn", _text(row.loaded_on)),
            (CKG + "loadedBy", _text(row.loaded_by)),
            (CKG + "redistribute", _text(row.redistribute)),
        ]
        return self.block(self.node, f"<{DCAT}Dataset>", pairs)

    def write_source(self, row: claims.Source) -> str:
        pairs = [
            (DCTERMS + "title", _text(row.title)),
            (CKG + "sourceKind", _term(row.kind)),
            (DCTERMS + "publisher", _iri(row.publisher)),
            (DCTERMS + "creator", _text(row.author)),
            (DCTERMS + "issued", _text(row.published)),
            (CKG + "url", literal(row.url, "anyURI") if row.url else ""),
            (CKG + "archivedAt", literal(row.archive, "anyURI") if row.archive else ""),
            (CKG + "accessed", _text(row.accessed)),
            (DCTERMS + "language", _text(row.language)),
            (DCTERMS + "license", _text(row.licence)),
            (SKOS + "note", _text(row.note)),
        ]
        return self.block(iri(row.id), term("Source"), pairs)

    def write_labelled(self, row: claims.Actor | claims.Place) -> str:
        pairs = [(SKOS + "prefLabel", literal(row.label, language="en")), (SKOS + "note", _text(row.note))]
        return self.block(iri(row.id), term(row.kind), pairs)

    def write_judgement(self, row: claims.Judgement) -> str:
        pairs = [
            (CKG + "judgedA", iri(row.a)),
            (CKG + "judgedB", iri(row.b)),
            (CKG + "verdict", term(row.verdict)),
            (CKG + "judgedBy", _text(row.by)),
            (CKG + "judgedOn", _text(row.on)),
            (CKG + "reason", _text(row.why)),
        ]
        return self.ours(iri(judgement_iri(self.dataset, row)), "Judgement", pairs)

    # -- propositions, each with one claim

    def write_tie(self, row: claims.Tie) -> str:
        ends = (row.source, row.target)
        source, target = sorted(ends) if row.kind in self.symmetric else ends
        node = iri(hashed(self.dataset, "tie", row.kind, source, target, row.role, row.support, row.spell))
        to = "controlOf" if row.kind == "TerritorialControl" else "toActor"
        pairs = [
            (CKG + "fromActor", iri(source)),
            (CKG + to, iri(target)),
            (CKG + "role", _text(row.role)),
            (CKG + "supportKind", _term(row.support)),
            (CKG + "spell", _text(row.spell)),
            (CKG + "eventCount", _integer(row.events)),
        ]
        return self.ours(node, row.kind, pairs) + self.claim(node, row.claim)

    def write_event(self, row: claims.Event) -> str:
        node = iri(row.id)
        pairs = [
            (SKOS + "prefLabel", literal(row.label, language="en")),
            (CKG + "occurredAt", _iri(row.place)),
            (CKG + "partOfEvent", _iri(row.part_of)),
        ]
        pairs += [(CKG + "changeFrom", iri(actor)) for actor in row.before]
        pairs += [(CKG + "changeTo", iri(actor)) for actor in row.after]
        return self.ours(node, row.kind, pairs) + self.claim(node, row.claim)

    def write_participation(self, row: claims.Participation) -> str:
        node = f"<{hashed(self.dataset, 'participation', row.event, row.actor, row.role)}>"
        pairs = [
            (CKG + "participationIn", iri(row.event)),
            (CKG + "participant", _ref(row.actor)),
            (CKG + "participantRole", term(row.role)),
        ]
        told = self.claim(node, row.claim) if row.claim else ""
        return self.ours(node, "Participation", pairs) + told

    def write_estimate(self, row: claims.Estimate) -> str:
        node = iri(hashed(self.dataset, "estimate", row.of, row.measure, row.group))
        pairs = [
            (CKG + "estimateOf", iri(row.of)),
            (CKG + "measure", term(row.measure)),
            (CKG + "groupCounted", _iri(row.group)),
        ]
        return self.ours(node, "Estimate", pairs) + self.claim(node, row.claim)

    def write_name(self, row: claims.Name) -> str:
        node = iri(hashed(self.dataset, "name", row.of, row.text, row.language, row.kind))
        pairs = [
            (CKG + "nameOf", iri(row.of)),
            (CKG + "nameText", literal(row.text, language=row.language)),
            (CKG + "nameKind", _term(row.kind)),
        ]
        return self.ours(node, "NameUse", pairs) + self.claim(node, row.claim)

    def write_fact(self, row: claims.Fact) -> str:
        what = (row.property, row.object, row.value, *([row.variable] if row.variable else []))
        node = iri(hashed(self.dataset, "fact", row.subject, *what))
        pairs = [
            (CKG + "subjectOf", iri(row.subject)),
            (CKG + "attributeProperty", term(row.property)),
            (CKG + "variable", _text(row.variable)),
            (CKG + "objectOf", _iri(row.object)),
            (CKG + "statementValue", _text(row.value)),
        ]
        return self.ours(node, "Attribute", pairs) + self.claim(node, row.claim)

    def claim(self, about: str, row: claims.Claim) -> str:
        """The claim itself: attester, stance, source, locator, dates, figures.

        Many claims of a dataset say the same of attester and source, and many the same of dates: these texts are
        written once and filled in.
        """
        node = named(self.dataset, "claim", row.key) if row.key else hashed(self.dataset, "claim", about, row.row)
        end, locator = self.end, row.locator
        said = [*self.frame(_often(row)), *self.dates(_dating(row)), f" <{CKG}about> {about}{end}"]
        said += self._lines(_SELDOM, _seldom(row))
        said += [
            f' <{name}> "{number}"{_WHOLE}{end}'
            for name, number in zip(_NUMBERS, _numbers(row), strict=True)
            if number is not None
        ]
        if locator.sha256:
            said.append(f" <{CKG}startOffset> {_integer(locator.start)}{end}")
            said.append(f" <{CKG}endOffset> {_integer(locator.end)}{end}")
        return f"<{node}>".join(said)

    def _frame(self, values: tuple[Any, ...]) -> list[str]:
        """What claims share of all but dates."""
        return self.said(term("Claim"), [(VOID + "inDataset", self.node)]) + self._lines(_OFTEN, values)

    def _dates(self, values: tuple[Any, ...]) -> list[str]:
        """What claims share of dates."""
        return self._lines(_DATING, values)

    def _lines(self, fields: tuple[_Field, ...], values: tuple[Any, ...]) -> list[str]:
        """What a claim says in these fields, as far as it says something."""
        return [
            f" <{name}> {write(value)}{self.end}" for (name, write), value in zip(fields, values, strict=True) if value
        ]


@lru_cache(maxsize=4096)
def _ref(value: str) -> str:
    """As :func:`iri`, for things that are named again and again."""
    return iri(value)


def _text(value: str) -> str:
    return literal(value) if value else ""


def _iri(value: str) -> str:
    return _ref(value) if value else ""


def _term(value: str) -> str:
    return term(value) if value else ""


def _date(value: str | None) -> str:
    return literal(value, "date") if value else ""


def _true(_: bool) -> str:
    return literal("true", "boolean")


def _integer(value: int | None) -> str:
    return "" if value is None else f'"{value}"^^<{XSD}integer>'


_WHOLE = f"^^<{XSD}integer>"
_Field = tuple[str, Callable[[Any], str]]
_OFTEN_FIELDS: dict[str, _Field] = {
    "stance": (CKG + "stance", term),
    "source": (CKG + "reportedIn", iri),
    "attester": (CKG + "attestedBy", iri),
    "relayed_by": (CKG + "relayedBy", iri),
    "rests_on": (CKG + "restsOn", iri),
    "basis": (CKG + "basis", term),
    "hedge": (CKG + "hedge", literal),
    "constitutive": (CKG + "constitutive", _true),
    "end_reason": (CKG + "endReason", term),
    "extent": (CKG + "extent", term),
    "precision": (CKG + "placePrecision", literal),
    "coder": (CKG + "codedBy", literal),
    "coded_on": (CKG + "codedOn", literal),
}
"""Fields that many claims of a dataset share -> the property, and how a value is written."""
_DATING_FIELDS: dict[str, _Field] = {
    "when": (CKG + "when", literal),
    "bounds.start_earliest": (CKG + "startEarliest", _date),
    "bounds.start_latest": (CKG + "startLatest", _date),
    "bounds.end_earliest": (CKG + "endEarliest", _date),
    "bounds.end_latest": (CKG + "endLatest", _date),
    "bounds.end_open": (CKG + "endOpen", _true),
    "first_cited": (CKG + "firstCited", _date),
    "last_cited": (CKG + "lastCited", _date),
    "relative": (CKG + "dateBasis", lambda _: term("relativeDate")),
}
_SELDOM_FIELDS: dict[str, _Field] = {
    "locator.text": (CKG + "locator", literal),
    "locator.sha256": (CKG + "passageHash", literal),
    "paraphrase": (CKG + "paraphrase", literal),
    "note": (SKOS + "note", literal),
}
_OFTEN, _often = tuple(_OFTEN_FIELDS.values()), attrgetter(*_OFTEN_FIELDS)
_DATING, _dating = tuple(_DATING_FIELDS.values()), attrgetter(*_DATING_FIELDS)
_SELDOM, _seldom = tuple(_SELDOM_FIELDS.values()), attrgetter(*_SELDOM_FIELDS)
_NUMBER_FIELDS = ("low", "best", "high", "confidence")
_NUMBERS, _numbers = tuple(CKG + name for name in _NUMBER_FIELDS), attrgetter(*_NUMBER_FIELDS)

_METHODS: dict[type[NamedTuple], str] = {
    claims.Dataset: "write_dataset",
    claims.Source: "write_source",
    claims.Actor: "write_labelled",
    claims.Place: "write_labelled",
    claims.Judgement: "write_judgement",
    claims.Tie: "write_tie",
    claims.Event: "write_event",
    claims.Participation: "write_participation",
    claims.Estimate: "write_estimate",
    claims.Name: "write_name",
    claims.Fact: "write_fact",
}


def quads(rows: Iterable[claims.Row], dataset: str, graph: str = "") -> Iterator[str]:
    """N-Quads text, one block per row, all in the dataset's graph or another that is named.

    >>> rows = [claims.Actor("https://w3id.org/conflictkg/id/ckg/actor/isis", "ArmedGroup", "Isis")]
    >>> print(next(quads(rows, "demo")).splitlines()[1].split(" ", 2)[2])
    "Isis"@en <https://w3id.org/conflictkg/id/dataset/demo> .
    """
    writer = _Writer(dataset, graph)
    write: dict[type[Any], Callable[[Any], str]] = {kind: getattr(writer, name) for kind, name in _METHODS.items()}
    for row in rows:
        yield write[type(row)](row)
