"""The claim rows: the one format between importers and the store.

Every importer yields these records and :mod:`conflictkg.rdf` alone turns them into quads. Things are IRIs (see
:mod:`conflictkg.namespaces`), terms are local names of the ontology (``Membership``, ``asserts``), empty text means
"not told". A tie, event, participation, estimate, name or fact carries the claim that was made about it; two rows that
say the same thing of the same parties are two claims on one proposition.
"""

from __future__ import annotations

from typing import NamedTuple

from conflictkg.dates import UNDATED, Bounds


class Locator(NamedTuple):
    """Where a passage stands: words a reader can follow, and offsets with the hash of the slice where known.

    ``start`` and ``end`` count characters of the source's UTF-8 text with ``\\n`` line ends, end excluded; -1 unknown.
    """

    text: str
    start: int = -1
    end: int = -1
    sha256: str = ""


class Claim(NamedTuple):
    """Who says it, with which stance, and where. ``key`` names the row within its dataset; ``row`` is what it holds.

    Figures on an event or a hostility are people killed; ``precision`` is how exactly the place of an event is known.
    """

    source: str
    locator: Locator
    stance: str
    attester: str = ""
    key: str = ""
    row: str = ""
    basis: str = "stated"
    relayed_by: str = ""
    rests_on: str = ""
    hedge: str = ""
    constitutive: bool = False
    when: str = ""
    bounds: Bounds = UNDATED
    first_cited: str = ""
    last_cited: str = ""
    relative: bool = False
    end_reason: str = ""
    extent: str = ""
    low: int | None = None
    best: int | None = None
    high: int | None = None
    confidence: int | None = None
    precision: str = ""
    paraphrase: str = ""
    coder: str = ""
    coded_on: str = ""
    note: str = ""


class Dataset(NamedTuple):
    """What is told of a dataset as a whole. Coverage says what could have been recorded at all.

    ``redistribute`` is "no" for data that may be used but not handed on.
    """

    name: str
    title: str = ""
    description: str = ""
    licence: str = ""
    version: str = ""
    creator: str = ""
    citation: str = ""
    coverage_from: str = ""
    coverage_to: str = ""
    coverage_places: str = ""
    threshold: str = ""
    loaded_on: str = ""
    loaded_by: str = ""
    redistribute: str = ""


class Source(NamedTuple):
    """A document or record in which claims stand; ``publisher`` is an actor, ``published`` an EDTF date."""

    id: str
    title: str
    kind: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    archive: str = ""
    accessed: str = ""
    language: str = ""
    licence: str = ""
    note: str = ""


class Actor(NamedTuple):
    """An actor with its class and preferred label; names in sources are claims of their own."""

    id: str
    kind: str
    label: str
    note: str = ""


class Place(NamedTuple):
    """A place with its class and preferred label."""

    id: str
    kind: str
    label: str
    note: str = ""


class Name(NamedTuple):
    """A name of an actor or place as a source uses it; ``language`` is a BCP 47 tag with script (``ar-latn``)."""

    of: str
    text: str
    claim: Claim
    language: str = ""
    kind: str = ""


class Tie(NamedTuple):
    """A relationship. ``kind`` is its class; ``to`` is a place for territorial control.

    ``events`` is how many events a dataset counts for it; deaths stand on the claim.
    """

    kind: str
    source: str
    target: str
    claim: Claim
    role: str = ""
    support: str = ""
    spell: str = ""
    events: int | None = None


class Event(NamedTuple):
    """Something that happened. ``before`` and ``after`` are the organisations of an organisational change."""

    id: str
    kind: str
    label: str
    claim: Claim
    place: str = ""
    part_of: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Participation(NamedTuple):
    """An actor's part in an event; without a claim of its own it is told with the event, by the same claims."""

    event: str
    actor: str
    role: str
    claim: Claim | None = None


class Estimate(NamedTuple):
    """A quantity of an event, place or actor; ``group`` is who was counted; the claim holds the figures."""

    of: str
    measure: str
    claim: Claim
    group: str = ""


class Fact(NamedTuple):
    """One statement with a property of the ontology; ``object`` is a thing, else ``value`` a text.

    Of ``codedAs`` the ``variable`` is the dataset's own: ``ideology``; figures read from its value stand on the claim.
    """

    subject: str
    property: str
    claim: Claim
    object: str = ""
    value: str = ""
    variable: str = ""


class Judgement(NamedTuple):
    """Whether two ids mean one actor: same, different or unsure, by whom, when and why."""

    a: str
    b: str
    verdict: str
    by: str = ""
    on: str = ""
    why: str = ""


Proposition = Name | Tie | Event | Participation | Estimate | Fact
Row = Dataset | Source | Actor | Place | Proposition | Judgement
