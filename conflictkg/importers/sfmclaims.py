"""Claim sheets of Security Force Monitor (version 0.5): one row is one claim on a unit, relation, place or posting.

A precise range is a sighting on all its days, an imprecise one a sighting on some day of it, of which
``since_beginning_of_time`` is any day before. The first day is the start, and the last the end, only where flagged.
``accepted`` is asserted; ``conflict``, a claim that others refute, is disputed; the rest stays unverified. Relations
that are not contiguous have ids of their own, so each is a spell of its own.

Known limits. A claim that needs several citations rests on the first here, the others are in its note. Where a precise
and an imprecise range are given the precise one counts. Incidents (allegations), materiel and equipment are not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from conflictkg import claims
from conflictkg.dates import DateError
from conflictkg.importers.contract import Importer, Job, columns, demand
from conflictkg.importers.file import File
from conflictkg.importers.sfmfields import ATTESTER, COMMANDERS, Fields, Time, Unusable, actor, place, source, spent

_HEAD = ("type:claim", "about_entity:ref:claim", "status:meta")
_STANCES = {"accepted": "asserts", "conflict": "disputes"}
_ALWAYS = "since_beginning_of_time"


def _rows(files: Sequence[File], job: Job) -> Iterator[claims.Row]:
    for file in files:
        demand(file, *_HEAD)
    reader = _Reader(job)
    yield from reader.head()
    for file in files:
        for cells in job.records(file):
            fields = Fields(cells, f"{file.path.name}, line {cells['']}", reader.sheet, "")
            try:
                made = list(reader.row(fields))
            except DateError:
                job.skip("a date cannot be read, or the last lies before the first", cells[""])
            except Unusable as why:
                job.skip(str(why), cells[""])
            else:
                yield from made


class _Reader:
    """The sheets of one load while they are read; each thing is described once."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self.sheet = source(f"claims-{job.dataset}")
        self._known: set[str] = set()
        self._makers: dict[str, Callable[[Fields, claims.Claim], Iterator[claims.Row]]] = {
            "unit": self._unit,
            "relation": self._relation,
            "positioning": self._positioning,
            "person": self._person,
            "posting": self._posting,
        }

    def head(self) -> Iterator[claims.Row]:
        """The dataset, its source, and the monitor."""
        title = "Security Force Monitor, claims"
        yield self._job.described(claims.Dataset(self._job.dataset, title, creator="Security Force Monitor"))
        yield claims.Actor(ATTESTER, "MonitoringOrganisation", "Security Force Monitor")
        yield claims.Source(self.sheet, title, "dataset", ATTESTER, url="https://securityforcemonitor.org/")

    def row(self, fields: Fields) -> Iterator[claims.Row]:
        """What one claim says."""
        kind = fields["type:claim"].lower()
        if kind not in self._makers:
            raise Unusable(f"claims are read of {', '.join(self._makers)}")
        if kind in ("person", "posting") and not self._job.options.persons:
            raise Unusable("a claim about a person; --with-persons takes persons in")
        if not fields["about_entity:ref:claim"]:
            raise Unusable("it does not say what it is about")
        cited = [part.strip() for part in fields["citation:refs:claim"].split(";") if part.strip()]
        claim = fields.claim(_time(fields))._replace(
            stance=_STANCES.get(fields["status:meta"].lower(), "leavesUnverified"),
            rests_on=source(cited[0]) if cited else "",
            note=f"also cites {', '.join(cited[1:])}" if cited[1:] else "",
            coder=fields["researcher:meta"],
        )
        if cited and self._new(source(cited[0])):
            yield claims.Source(source(cited[0]), f"Citation {cited[0]}")
        yield from self._makers[kind](fields, claim)

    def _new(self, node: str) -> bool:
        if node in self._known:
            return False
        self._known.add(node)
        return True

    def _described(self, id: str, name: str, kind: str = "StateArmedForce") -> Iterator[claims.Row]:
        if not id:
            raise Unusable("it does not name its parties")
        if self._new(actor(id)):
            yield claims.Actor(actor(id), kind, name or id)

    def _unit(self, fields: Fields, claim: claims.Claim, kind: str = "StateArmedForce") -> Iterator[claims.Row]:
        id, said = fields["about_entity:ref:claim"], "person" if kind == "Person" else "unit"
        names = fields.several(f"{said}:names:assertion") or fields.several(f"{said}:names")
        best = fields["name:annotation"] or fields["about_entity:name:qa"] or next(iter(names), "")
        yield from self._described(id, best, kind)
        for name in names:
            yield claims.Name(actor(id), name, claim)
        for told in fields.several("unit:classifications:assertion") if said == "unit" else ():
            yield claims.Fact(actor(id), "describedAs", claim, value=told)

    def _person(self, fields: Fields, claim: claims.Claim) -> Iterator[claims.Row]:
        yield from self._unit(fields, claim, "Person")

    def _relation(self, fields: Fields, claim: claims.Claim) -> Iterator[claims.Row]:
        unit, other = fields.said("relation:unit:refs"), fields.said("relation:related_unit:refs")
        kind = {"child-of": "Command", "member-of": "Membership"}.get(fields.said("relation:types").lower())
        if not kind or unit == other:
            raise Unusable("its relation is neither child-of nor member-of another unit")
        yield from self._described(unit, fields["relation:unit:names:qa"])
        yield from self._described(other, fields["relation:related_unit:names:qa"])
        role = fields.said("relation:related_unit_classes")
        yield claims.Tie(kind, actor(unit), actor(other), claim, role, spell=fields["about_entity:ref:claim"])

    def _positioning(self, fields: Fields, claim: claims.Claim) -> Iterator[claims.Row]:
        unit, at = fields.said("positioning:unit:refs"), fields.said("positioning:location:refs")
        property = {"site": "basedIn", "aoo": "operatesIn"}.get(fields.said("positioning:types").lower())
        if not property or not at:
            raise Unusable("its position is neither site nor aoo, or names no location")
        yield from self._described(unit, fields["positioning:unit:names:qa"])
        if self._new(place(at)):
            name = fields["positioning:location:names:qa"] or fields.said("positioning:base_names") or at
            yield claims.Place(place(at), "Place", name)
        yield claims.Fact(actor(unit), property, claim, place(at))

    def _posting(self, fields: Fields, claim: claims.Claim) -> Iterator[claims.Row]:
        person, unit = fields.said("posting:person:refs"), fields.said("posting:unit:refs")
        yield from self._described(person, fields["posting:person:names:qa"], "Person")
        yield from self._described(unit, fields["posting:unit:names:qa"])
        words = [fields.said(f"posting:{part}") for part in ("roles", "ranks", "titles")]
        kind = "Leadership" if words[0].lower() in COMMANDERS else "Membership"
        role = ", ".join(dict.fromkeys(filter(None, words)))
        yield claims.Tie(kind, actor(person), actor(unit), claim, role, spell=fields["about_entity:ref:claim"])


def _time(fields: Fields) -> Time:
    """What the two ranges of a claim say."""
    first, last = fields.day("first_precise:range"), fields.day("last_precise:range")
    if first or last:
        began = first if fields.flags("starting:range") else ""
        ended = last if fields.flags("ending:range") else ""
        return spent(began, ended, first, last, "")
    loose = [fields[f"{end}_imprecise:range"] for end in ("first", "last")]
    if loose[0].lower() == _ALWAYS:
        return spent("", "", f"[..{loose[1]}]", "", "") if loose[1] else spent("", "", "", "", "")
    return spent("", "", f"[{loose[0]}..{loose[1]}]" if all(loose) else loose[0] or loose[1], "", "")


IMPORTER = Importer("sfm-claims", columns(*_HEAD), _rows, takes=("persons",))
