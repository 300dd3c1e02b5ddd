"""Claim rows to N-Quads: the only mapper.

A plain generator of text, one block of lines per row, so that memory does not grow with the file and the same code can
run partition by partition in any larger engine. Values are escaped here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from conflictkg import claims
from conflictkg.errors import InputError
from conflictkg.namespaces import CKG, DCAT, DCTERMS, RDF, SKOS, VOID, XSD, dataset_graph, hashed, named
from conflictkg.vocabulary import vocabulary

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`]')
_LANGUAGE = re.compile(r"[a-z]{1,8}(-[a-z0-9]{1,8})*")


def iri(text: str) -> str:
    """An IRI in angle brackets; characters that no IRI may hold are percent-encoded."""
    return f"<{_NOT_IN_IRI.sub(lambda m: f'%{ord(m[0]):02X}', text)}>"


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
    quoted = f'"{text.translate(_ESCAPES)}"'
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
        self.symmetric = {r.name for r in vocabulary().relations.values() if r.symmetric}

    def block(self, subject: str, kind: str, pairs: Iterable[tuple[str, str]]) -> str:
        """All triples of one subject; pairs with an empty value are left out."""
        lines = [f"{subject} <{RDF}type> {kind}{self.end}"]
        lines += [f"{subject} <{predicate}> {value}{self.end}" for predicate, value in pairs if value]
        return "".join(lines)

    def ours(self, subject: str, kind: str, pairs: Iterable[tuple[str, str]]) -> str:
        """A proposition, claim or judgement: it says which dataset it stands in."""
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
        node = iri(hashed(self.dataset, "participation", row.event, row.actor, row.role))
        pairs = [
            (CKG + "participationIn", iri(row.event)),
            (CKG + "participant", iri(row.actor)),
            (CKG + "participantRole", term(row.role)),
        ]
        return self.ours(node, "Participation", pairs) + self.claim(node, row.claim)

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
        """The claim itself: attester, stance, source, locator, dates, figures."""
        node = named(self.dataset, "claim", row.key) if row.key else hashed(self.dataset, "claim", about, row.row)
        bounds = row.bounds
        pairs = [
            (CKG + "about", about),
            (CKG + "stance", term(row.stance)),
            (CKG + "reportedIn", iri(row.source)),
            (CKG + "locator", literal(row.locator.text)),
            (CKG + "startOffset", _integer(row.locator.start) if row.locator.sha256 else ""),
            (CKG + "endOffset", _integer(row.locator.end) if row.locator.sha256 else ""),
            (CKG + "passageHash", _text(row.locator.sha256)),
            (CKG + "attestedBy", _iri(row.attester)),
            (CKG + "relayedBy", _iri(row.relayed_by)),
            (CKG + "restsOn", _iri(row.rests_on)),
            (CKG + "basis", term(row.basis)),
            (CKG + "hedge", _text(row.hedge)),
            (CKG + "constitutive", literal("true", "boolean") if row.constitutive else ""),
            (CKG + "when", _text(row.when)),
            (CKG + "startEarliest", _date(bounds.start_earliest)),
            (CKG + "startLatest", _date(bounds.start_latest)),
            (CKG + "endEarliest", _date(bounds.end_earliest)),
            (CKG + "endLatest", _date(bounds.end_latest)),
            (CKG + "endOpen", literal("true", "boolean") if bounds.end_open else ""),
            (CKG + "firstCited", _date(row.first_cited)),
            (CKG + "lastCited", _date(row.last_cited)),
            (CKG + "dateBasis", term("relativeDate") if row.relative else ""),
            (CKG + "endReason", _term(row.end_reason)),
            (CKG + "extent", _term(row.extent)),
            (CKG + "low", _integer(row.low)),
            (CKG + "best", _integer(row.best)),
            (CKG + "high", _integer(row.high)),
            (CKG + "confidence", _integer(row.confidence)),
            (CKG + "paraphrase", _text(row.paraphrase)),
            (CKG + "codedBy", _text(row.coder)),
            (CKG + "codedOn", _text(row.coded_on)),
            (SKOS + "note", _text(row.note)),
        ]
        return self.ours(iri(node), "Claim", pairs)


def _text(value: str) -> str:
    return literal(value) if value else ""


def _iri(value: str) -> str:
    return iri(value) if value else ""


def _term(value: str) -> str:
    return term(value) if value else ""


def _date(value: str | None) -> str:
    return literal(value, "date") if value else ""


def _integer(value: int | None) -> str:
    return "" if value is None else f'"{value}"^^<{XSD}integer>'


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
