"""The claim sheets as data: which files, which columns, and what each column means.

``conflictkg init`` writes this out, the importer checks headers against it, and the README of a new folder is made of
it: one place for the three.
"""

from __future__ import annotations

from typing import NamedTuple


class Sheet(NamedTuple):
    """A sheet: the columns a row must fill, the ones it may, and whether each row is a claim."""

    name: str
    about: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    claim: bool = True


CLAIM_REQUIRED = ("source", "stance", "attester")
CLAIM_OPTIONAL = (
    "id",
    "locator",
    "snippet",
    "basis",
    "relayed_by",
    "rests_on",
    "hedge",
    "when",
    "since",
    "until",
    "seen",
    "end_reason",
    "extent",
    "constitutive",
    "confidence",
    "paraphrase",
    "coder",
    "coded_on",
    "note",
)

SHEETS = {
    sheet.name: sheet
    for sheet in (
        Sheet("dataset", "What the dataset is: one field per row.", ("field", "value"), claim=False),
        Sheet(
            "sources",
            "Documents and records in which claims stand.",
            ("id", "title"),
            (
                "kind",
                "publisher",
                "author",
                "published",
                "url",
                "archive",
                "accessed",
                "language",
                "licence",
                "note",
            ),
            claim=False,
        ),
        Sheet(
            "actors",
            "Groups, coalitions, states, persons, media.",
            ("id", "kind", "label"),
            ("note",),
            claim=False,
        ),
        Sheet("places", "Places.", ("id", "kind", "label"), ("note",), claim=False),
        Sheet("names", "A name that a source uses for an actor or place.", ("of", "name"), ("language", "kind")),
        Sheet(
            "ties",
            "A tie between two actors, or an actor and a place.",
            ("relation", "from", "to"),
            ("role", "support", "spell"),
        ),
        Sheet(
            "events",
            "Something that happened. The first row of an event describes it, later rows are further claims.",
            ("event",),
            ("kind", "label", "place", "part_of", "from", "to"),
        ),
        Sheet("participations", "An actor's part in an event.", ("event", "actor", "role")),
        Sheet("figures", "A figure: how many of whom.", ("of", "measure"), ("group", "low", "best", "high")),
        Sheet(
            "facts",
            "Any other fact about a place, actor or event.",
            ("subject", "property"),
            ("object", "value", "variable"),
        ),
        Sheet(
            "judgements",
            "Whether two ids mean one actor.",
            ("a", "b", "verdict"),
            ("by", "on", "why"),
            claim=False,
        ),
    )
}

DATASET_FIELDS = (
    "name",
    "title",
    "description",
    "licence",
    "version",
    "creator",
    "citation",
    "space",
    "coverage_from",
    "coverage_to",
    "coverage_places",
    "threshold",
)

MEANINGS = {
    "source": "id of a row in sources.csv",
    "locator": "where it stands: line 21, page 4, section Aftermath",
    "snippet": "the words copied from the text; the tool turns them into a locator and does not keep them",
    "stance": "asserts, denies, disputes, leaves unverified, retracts",
    "attester": "id of the actor who says so; unnamed where the source names nobody",
    "id": "a short id of your choice; of a claim: it keeps the claim's address when the row changes",
    "basis": "stated (in the source) or inferred (by you); empty means stated",
    "relayed_by": "id of who passed it on, such as the agency that quotes an official",
    "rests_on": "id of the source it was taken from; claims that rest on one origin count once",
    "hedge": "the word that hedges the claim: reportedly, allegedly; that a number is about goes into note",
    "when": "when it happened: 2015-03-28, 2015-03, 2015-03-24/2015-03-28, [2015-03-23..2015-03-28], @saturday",
    "since": "when a tie began; empty when not told",
    "until": "when a tie ended; .. when said to be still going on; empty when not told",
    "title": "as it stands there",
    "author": "who wrote it",
    "url": "its address, http or https",
    "archive": "address of an archived copy",
    "accessed": "day on which you read it",
    "licence": "its licence, where it has one",
    "field": "one of: name, title, description, licence, version, creator, citation (of this dataset); space (under "
    "which your ids stand, the name where empty); coverage_from, coverage_to, coverage_places, threshold (what could "
    "have been recorded at all)",
    "by": "who judges",
    "on": "when, YYYY-MM-DD",
    "why": "the reason",
    "seen": "a day (or first/last day) on which a tie is said to hold, neither its beginning nor its end",
    "end_reason": "why it ended: left, expelled, suspended, broke publicly, merged, dissolved, killed, ousted, unknown",
    "extent": "how much of it: whole, almost whole, most, large parts, part",
    "constitutive": "yes where those with standing declare it: a group its own founding, both sides a merger",
    "confidence": "1 to 3: how sure you are that the source says so",
    "paraphrase": "what it says, in your own words",
    "coder": "who filled in the row",
    "coded_on": "when, YYYY-MM-DD",
    "note": "anything else",
    "relation": "member of, leads, affiliate of, allied with, rival of, hostile to, sponsors, controls, aligned with …",
    "from": "id of the actor: member, leader, affiliate, sponsor … (events: organisation before the change)",
    "to": "id of the other actor, or of the place controlled (events: organisation after the change)",
    "role": "role or rank (ties); attacker, defender, gains control, loses control … (participations)",
    "support": "kind of support of a sponsorship: weapons, funds, training …",
    "spell": "1, 2 … where the same tie held twice",
    "of": "id of the actor, place or event",
    "name": "the name as written",
    "language": "en, ar, ar-latn (Arabic in Latin letters) …",
    "kind": "its kind: see the words below",
    "event": "id of the event",
    "label": "how we call it",
    "place": "id of the place",
    "part_of": "id of the larger event",
    "actor": "id of the actor",
    "measure": "killed, wounded, captured, killed or captured, losses, population, strength, crossing",
    "group": "id of the actor whose people were counted",
    "low": "lowest number given",
    "best": "the number given",
    "high": "highest number given",
    "subject": "id of the actor, place or event",
    "variable": "with coded as: the name of the variable in the dataset, such as ideology",
    "property": "located in, capital of, borders, near, based in, described as, coordinates …",
    "object": "id of a thing, or",
    "value": "a text (in dataset.csv: what the field says)",
    "published": "day of publication; relative dates resolve against it",
    "publisher": "id of an actor",
    "a": "an id, such as my-space/actor/x",
    "b": "another id, such as ucdp/actor/1170",
    "verdict": "same, different, unsure",
}


def columns(sheet: Sheet) -> tuple[str, ...]:
    """All columns of a sheet in the order in which ``init`` writes them."""
    if not sheet.claim:
        return sheet.required + sheet.optional
    return (
        sheet.required + sheet.optional + ("source", "locator", "snippet", "stance", "attester") + CLAIM_OPTIONAL_REST
    )


CLAIM_OPTIONAL_REST = tuple(name for name in CLAIM_OPTIONAL if name not in ("locator", "snippet"))
