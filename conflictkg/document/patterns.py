"""The main patterns of the ontology, each drawn with things that are looked up in the built-in dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pyoxigraph as ox

from conflictkg.document.boxes import Arrow, Box, diagram
from conflictkg.document.examples import Examples
from conflictkg.namespaces import BASE, CKG, RDF, local, short
from conflictkg.store.base import Store
from conflictkg.vocabulary import vocabulary

_MEMBER = BASE + "idlib-2015/claim/member-liwa-al-haqq"
_GAIN = BASE + "idlib-2015/claim/gain-coalition-sohr"
_LOSS = BASE + "idlib-2015/claim/loss-forces-sohr"
_NAME = BASE + "idlib-2015/claim/name-jaysh-al-fatah-army-of-fatah"
_NUSRA = BASE + "ckg/actor/jabhat-al-nusra"
_ISIS = BASE + "ckg/actor/isis"


class Pattern(NamedTuple):
    """A pattern: what it is called, what it is for, and its drawing."""

    title: str
    text: str
    drawing: str


def patterns(store: Store) -> list[Pattern]:
    """All patterns, with examples from a store that holds idlib-2015 and its crosswalk."""
    look = _Look(store)
    return [Pattern(title, text, diagram(title, *draw(look))) for title, text, draw in _PATTERNS]


class _Look:
    """Looks things up in a store; what is not there is a KeyError that names it."""

    def __init__(self, store: Store) -> None:
        self._engine = store.engine
        self._examples = Examples(store)

    def all(self, subject: str, name: str) -> list[str]:
        """The values of one of our properties, sorted."""
        found = self._engine.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(CKG + name), None)
        return sorted({quad.object.value for quad in found})  # type: ignore[union-attr]

    def one(self, subject: str, name: str) -> str:
        """The one value of a property."""
        found = self.all(subject, name)
        if len(found) != 1:
            raise KeyError(f"{short(subject)} has {len(found)} values of {name}")
        return found[0]

    def back(self, name: str, value: str) -> str:
        """The first thing, by IRI, that has a value."""
        found = self._engine.quads_for_pattern(None, ox.NamedNode(CKG + name), ox.NamedNode(value))
        return min(quad.subject.value for quad in found)  # type: ignore[union-attr]

    def concluded(self, subject: str, relation: str) -> str:
        """The inference that says a relation of a subject."""
        about = self._engine.quads_for_pattern(None, ox.NamedNode(RDF + "subject"), ox.NamedNode(subject))
        wanted = ox.NamedNode(RDF + "predicate"), ox.NamedNode(CKG + relation)
        return min(q.subject.value for q in about if ox.Quad(q.subject, *wanted, q.graph_name) in self._engine)  # type: ignore[union-attr]

    def object(self, node: str) -> str:
        """What an inference says its subject stands in relation to."""
        (quad,) = self._engine.quads_for_pattern(ox.NamedNode(node), ox.NamedNode(RDF + "object"), None)
        return quad.object.value  # type: ignore[union-attr]

    def box(self, iri: str, column: float, row: float, look: str, words: str = "") -> Box:
        """A thing with its class and label; a concept with its scheme."""
        kinds = self._engine.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(RDF + "type"), None)
        kind = min((local(q.object.value) for q in kinds), default="")  # type: ignore[union-attr]
        return Box(iri, column, row, kind, words or self._examples.label(iri), look)


def _concept(iri: str, kind: str, column: float, row: float) -> Box:
    return Box(f"{kind} {iri}", column, row, kind, vocabulary().label(local(iri)), "concept")


def _claim(look: _Look) -> tuple[list[Box], list[Arrow]]:
    about, source, attester = (look.one(_MEMBER, name) for name in ("about", "reportedIn", "attestedBy"))
    stance = _concept(look.one(_MEMBER, "stance"), "stance", 0, 1)
    spot = Box("spot", 1, 1, "locator", look.one(_MEMBER, "locator").partition(" sha256")[0], "value")
    boxes = [
        look.box(_MEMBER, 1, 0, "claim", look.one(_MEMBER, "paraphrase")),
        look.box(about, 0, 0, "proposition"),
        look.box(source, 2, 0, "source"),
        look.box(attester, 2, 1, "actor"),
        stance,
        spot,
    ]
    arrows = [
        (about, "about"),
        (source, "reportedIn"),
        (attester, "attestedBy"),
        (stance.name, "stance"),
        ("spot", "locator"),
    ]
    return boxes, [Arrow(_MEMBER, end, label) for end, label in arrows]


def _tie(look: _Look) -> tuple[list[Box], list[Arrow]]:
    tie = look.one(_MEMBER, "about")
    member, coalition = look.one(tie, "fromActor"), look.one(tie, "toActor")
    status = _concept(look.one(tie, "status"), "status", 2, 0)
    boxes = [
        look.box(_MEMBER, 0, 0, "claim", "asserts"),
        look.box(tie, 1, 0, "proposition"),
        status,
        look.box(member, 0, 1.1, "actor"),
        look.box(coalition, 2, 1.1, "actor"),
    ]
    return boxes, [
        Arrow(_MEMBER, tie, "about"),
        Arrow(tie, status.name, "status", True),
        Arrow(tie, member, "fromActor"),
        Arrow(tie, coalition, "toActor"),
        Arrow(member, coalition, vocabulary().relations["Membership"].shortcut, True),
    ]


def _event(look: _Look) -> tuple[list[Box], list[Arrow]]:
    parts = [look.one(claim, "about") for claim in (_GAIN, _LOSS)]
    event = look.one(parts[0], "participationIn")
    place, whole = look.one(event, "occurredAt"), look.one(event, "partOfEvent")
    boxes = [look.box(event, 1, 0, "proposition"), look.box(whole, 0, 0, "proposition"), look.box(place, 2, 0, "place")]
    arrows = [Arrow(event, place, "occurredAt"), Arrow(event, whole, "partOfEvent")]
    for part, column in zip(parts, (0, 2), strict=True):
        actor, role = look.one(part, "participant"), look.one(part, "participantRole")
        boxes.append(look.box(part, column, 1.1, "proposition", vocabulary().label(local(role))))
        boxes.append(look.box(actor, column, 2.1, "actor"))
        arrows += [Arrow(part, event, "participationIn"), Arrow(part, actor, "participant")]
    return boxes, arrows


def _name(look: _Look) -> tuple[list[Box], list[Arrow]]:
    use = look.one(_NAME, "about")
    thing, attester = look.one(use, "nameOf"), look.one(_NAME, "attestedBy")
    kind = _concept(look.one(use, "nameKind"), "nameKind", 2, 0)
    boxes = [
        look.box(use, 1, 0, "proposition", f"“{look.one(use, 'nameText')}”"),
        look.box(thing, 0, 0, "actor"),
        kind,
        look.box(_NAME, 1, 1, "claim", "asserts"),
        look.box(attester, 2, 1, "actor"),
    ]
    return boxes, [
        Arrow(use, thing, "nameOf"),
        Arrow(use, kind.name, "nameKind"),
        Arrow(_NAME, use, "about"),
        Arrow(_NAME, attester, "attestedBy"),
    ]


def _judgement(look: _Look) -> tuple[list[Box], list[Arrow]]:
    judgement = look.back("judgedA", _NUSRA)
    other = look.one(judgement, "judgedB")
    verdict = _concept(look.one(judgement, "verdict"), "verdict", 2, 0)
    boxes = [
        look.box(judgement, 1, 0, "claim", f"by {look.one(judgement, 'judgedBy')}, {look.one(judgement, 'judgedOn')}"),
        verdict,
        look.box(_NUSRA, 0, 1.1, "actor"),
        Box(other, 2, 1.1, "id of another dataset", short(other), "actor"),
    ]
    return boxes, [
        Arrow(judgement, verdict.name, "verdict"),
        Arrow(judgement, _NUSRA, "judgedA"),
        Arrow(judgement, other, "judgedB"),
        Arrow(other, _NUSRA, "canonical", True),
    ]


def _inference(look: _Look) -> tuple[list[Box], list[Arrow]]:
    inference = look.concluded(_ISIS, "controls")
    place = look.object(inference)
    status = _concept(look.one(inference, "status"), "status", 0, 0)
    rule = Box("rule", 2, 0, "rule", look.one(inference, "byRule"), "value")
    boxes = [
        look.box(
            inference, 1, 0, "derived", f"{look.box(_ISIS, 0, 0, '').words} controls {look.box(place, 0, 0, '').words}"
        ),
        status,
        rule,
    ]
    arrows = [Arrow(inference, status.name, "status", True), Arrow(inference, "rule", "byRule", True)]
    (gain,) = (each for each in look.all(inference, "premise") if look.all(each, "participant"))
    capture, role = look.one(gain, "participationIn"), look.one(gain, "participantRole")
    boxes += [
        look.box(gain, 0, 1.1, "proposition", vocabulary().label(local(role))),
        look.box(capture, 2, 1.1, "proposition"),
        look.box(_ISIS, 0, 2.1, "actor"),
        look.box(place, 2, 2.1, "place"),
    ]
    return boxes, [
        *arrows,
        Arrow(inference, gain, "premise", True),
        Arrow(inference, capture, "premise", True),
        Arrow(gain, capture, "participationIn"),
        Arrow(gain, _ISIS, "participant"),
        Arrow(capture, place, "occurredAt"),
        Arrow(_ISIS, place, "controls", True),
    ]


_Draw = Callable[[_Look], tuple[list[Box], list[Arrow]]]
_PATTERNS: list[tuple[str, str, _Draw]] = [
    (
        "A claim and its source",
        "Everything in a graph is claimed by somebody. A claim is one attester’s stance on one proposition,"
        " found at one spot of one source; dates, figures and hedges stand on the claim, since another "
        "source may give others.",
        _claim,
    ),
    (
        "A tie, its claims and its shortcut",
        "A tie is a proposition with two ends. A policy weighs its claims and gives it a status; where that"
        " is “accepted”, the shortcut is written between the two actors. Whoever asks the shortcut asks one"
        " triple; whoever wants to know who says so asks the node.",
        _tie,
    ),
    (
        "An event and who took part",
        "An event is a proposition too, and so is each part that an actor took in it: sources may agree "
        "that a city fell and differ on who took it. Roles that face each other (attacker and defender) "
        "tell the sides.",
        _event,
    ),
    (
        "A name in use",
        "Names are claimed like ties, with language, script and kind. The preferred label of an actor is an"
        " editorial choice and no claim.",
        _name,
    ),
    (
        "One actor, many ids",
        "Two ids are one actor only by a judgement, with who decided, when and why. Nothing in the data is "
        "rewritten: one id stands for all (canonical), and taking the judgement back undoes it.",
        _judgement,
    ),
    (
        "A conclusion and why",
        "Rules draw conclusions from propositions. Each keeps its premises, so that one can go from the "
        "conclusion down to the lines of the sources; it is no stronger than the weakest premise, and holds"
        " only while they do.",
        _inference,
    ),
]


def looks() -> Iterator[tuple[str, str]]:
    """The colours of boxes with what they mean, for the legend."""
    yield from (
        ("proposition", "proposition"),
        ("claim", "claim or judgement"),
        ("source", "source"),
        ("actor", "actor"),
        ("place", "place"),
        ("concept", "concept"),
        ("value", "value"),
        ("derived", "conclusion"),
    )
