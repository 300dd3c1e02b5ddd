"""The CSV files of Security Force Monitor (WhoWasInCommand downloads): units, who commands whom, where, since when.

Seven reports, loaded together or apart: basic, parentage, memberships, areas, sites, personnel, sources. A citation is
a sighting: a tie is seen from the first to the last day cited, began on the first only where that is flagged as the
real start, and ended on the last only where that is flagged (``E``, an exact end; ``Y`` is still open). The monitor's
confidence in a field (1 to 3, its ``:confidence`` twin) is that of the claim, the lowest of the fields it is made of.

Postings of persons come in with ``--with-persons`` alone, with name, role, rank and title; birth dates, accounts and
pictures never do. Areas of operation are no control of a place.

Known limits. The reports do not say which source a field rests on, so the claims stand in the report and the sources
beside them. Ministries are units here too, and come in as state armed forces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from conflictkg import claims
from conflictkg.dates import DateError, event_bounds
from conflictkg.importers.contract import Importer, Job, demand
from conflictkg.importers.file import File
from conflictkg.importers.sfmfields import ATTESTER, COMMANDERS, Fields, Unusable, actor, place, source
from conflictkg.namespaces import thing

_UNIT, _SOURCE = "unit:id:admin", "source:id:admin"
_URL = "https://whowasincommand.com/"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_KINDS = {"newspaper": "newsArticle", "article": "newsArticle", "government": "officialDocument", "report": "report"}
_NUMBER = re.compile(r"-?\d{1,3}\.\d+", re.ASCII)


def _recognises(file: File) -> bool:
    return _SOURCE in file.header or {_UNIT, "unit:name"} <= set(file.header)


def _rows(files: Sequence[File], job: Job) -> Iterator[claims.Row]:
    for file in files:
        if _SOURCE not in file.header:
            demand(file, _UNIT, "unit:name")
    days = [found[0] for file in files if (found := _DAY.search(file.path.name))]
    reader = _Reader(job, max(days, default=""))
    yield from reader.head()
    for file in sorted(files, key=lambda each: (_SOURCE not in each.header, len(each.header))):
        yield from reader.read(file)
    job.report.notes += reader.notes


class _Reader:
    """The reports of one load while they are read; each thing is described once."""

    def __init__(self, job: Job, day: str) -> None:
        self._job, self._day = job, day
        self._report = source(f"whowasincommand-{day}".rstrip("-"))
        self._known: set[str] = set()
        self.notes = ["the files do not tell their licence; see whowasincommand.com"]

    def head(self) -> Iterator[claims.Row]:
        """The dataset, its source, and the monitor."""
        title = "Security Force Monitor, WhoWasInCommand"
        cited = f"Security Force Monitor, WhoWasInCommand{', ' + self._day if self._day else ''}. {_URL}"
        about = claims.Dataset(
            self._job.dataset, title, version=self._day, creator="Security Force Monitor", citation=cited
        )
        yield self._job.described(about)
        yield claims.Actor(ATTESTER, "MonitoringOrganisation", "Security Force Monitor")
        yield claims.Source(self._report, title, "dataset", ATTESTER, published=self._day, url=_URL)

    def read(self, file: File) -> Iterator[claims.Row]:
        """The rows of one report."""
        for cells in self._job.records(file):
            fields = Fields(cells, f"{file.path.name}, line {cells['']}", self._report, self._day)
            try:
                made = list(self._source(fields) if _SOURCE in cells else self._row(fields, cells))
            except Unusable as why:
                self._job.skip(str(why), cells[""])
            except DateError:
                self._job.skip("a date cannot be read, or the last lies before the first", cells[""])
            else:
                yield from made

    def _row(self, fields: Fields, cells: dict[str, str]) -> Iterator[claims.Row]:
        unit = fields[_UNIT]
        if not unit or not fields["unit:name"]:
            raise Unusable("the unit has no id or no name")
        person = "person:name" in cells
        if person and not self._job.options.persons:
            raise Unusable("a person's posting; --with-persons takes persons in")
        yield from self._unit(fields, unit)
        if person:
            yield from self._posting(fields, unit)
        elif "unit:membership_id" in cells:
            yield from self._related(fields, unit, "Membership", "unit:membership_id", "unit:related_unit")
        elif "unit:related_unit" in cells:
            yield from self._related(fields, unit, "Command", "unit:related_unit", "unit:related_unit:name")
        elif "unit:area_ops_name" in cells:
            yield from self._area(fields, unit)
        elif "unit:site_exact_location_name_longitude" in cells:
            yield from self._site(fields, unit)

    # -- units and their ties

    def _unit(self, fields: Fields, id: str) -> Iterator[claims.Row]:
        """A unit with its names, its classes and, where they are told, its founding and end."""
        if not self._new(actor(id)):
            return
        country = fields["unit:country"]
        note = f"country: {country}" if country else ""
        yield claims.Actor(actor(id), "StateArmedForce", fields["unit:name"], note)
        first, last, flag = "unit:first_cited_date", "unit:last_cited_date", "unit:last_cited_date_open"
        time = fields.time(first, f"{first}_start", last, fields[flag].lower() == "e", fields.flags(flag))
        yield claims.Name(actor(id), fields["unit:name"], fields.claim(time, "unit:name"), kind="official")
        for alias in fields.several("unit:other_names"):
            yield claims.Name(actor(id), alias, fields.claim(None, "unit:other_names"), kind="alias")
        for told in fields.several("unit:classification"):
            yield claims.Fact(actor(id), "describedAs", fields.claim(None, "unit:classification"), value=told)
        if time.since:
            claim = fields.claim(None, first)._replace(when=time.since, bounds=event_bounds(time.since))
            node = thing("sfm", "event", f"formation-{id}")
            yield claims.Event(node, "Formation", f"Formation of {fields['unit:name']}", claim, after=(actor(id),))
        if time.until not in ("", ".."):
            claim = fields.claim(None, last)._replace(when=time.until, bounds=event_bounds(time.until))
            node = thing("sfm", "event", f"dissolution-{id}")
            yield claims.Event(node, "Dissolution", f"End of {fields['unit:name']}", claim, before=(actor(id),))

    def _related(self, fields: Fields, unit: str, kind: str, id: str, name: str) -> Iterator[claims.Row]:
        other = fields[id]
        if not other:
            return
        if other == unit:
            raise Unusable("the unit is related to itself")
        if self._new(actor(other)):
            yield claims.Actor(actor(other), "StateArmedForce", fields[name] or other)
        first, last, flag = (f"unit:related_unit_{part}" for part in ("first_cited_date", "last_cited_date", "open"))
        time = fields.time(first, f"{first}_start", last, fields[flag].lower() == "e", fields.flags(flag))
        claim = fields.claim(time, id, first, "unit:related_unit_class")
        role = fields["unit:related_unit_class"] if kind == "Command" else ""
        yield claims.Tie(kind, actor(unit), actor(other), claim, role)

    # -- places

    def _place(self, id: str, name: str, kind: str) -> Iterator[claims.Row]:
        if self._new(place(id)):
            yield claims.Place(place(id), kind, name or id)

    def _area(self, fields: Fields, unit: str) -> Iterator[claims.Row]:
        name = fields["unit:area_ops_name"]
        id = fields["unit:area_ops_id"] or name
        if not id:
            return
        yield from self._place(id, name, "AdministrativeArea" if fields["unit:area_ops_admin_level"] else "Place")
        claim = fields.claim(None, "unit:area_ops_name", "unit:area_ops_id")
        yield claims.Fact(actor(unit), "operatesIn", claim, place(id))
        yield from self._within(id, "unit:area_ops_admin_level_1", fields)

    def _site(self, fields: Fields, unit: str) -> Iterator[claims.Row]:
        """Where a unit is based: at an exact spot, else in the nearest settlement."""
        id, name = fields["unit:site_exact_location_id_latitude"], fields["unit:site_exact_location_name_longitude"]
        claim = fields.claim(None, "unit:site_exact_location_name_longitude", "unit:site_nearest_settlement_name")
        spot = bool(_NUMBER.fullmatch(id) and _NUMBER.fullmatch(name))
        at, label = (f"{id},{name}", f"Site of {fields['unit:name']}") if spot else (id or name, name)
        town = fields["unit:site_nearest_settlement_id"] or fields["unit:site_nearest_settlement_name"]
        if town:
            yield from self._place(town, fields["unit:site_nearest_settlement_name"], "Settlement")
            yield from self._within(town, "unit:site_first_admin_area", fields)
        if at:
            yield from self._place(at, label, "Site")
            if spot:
                yield claims.Fact(place(at), "coordinates", claim, value=at)
            if town and town != at:
                yield claims.Fact(place(at), "locatedIn", claim, place(town))
        if at or town:
            yield claims.Fact(actor(unit), "basedIn", claim, place(at or town))

    def _within(self, id: str, columns: str, fields: Fields) -> Iterator[claims.Row]:
        name = fields[f"{columns}_name"]
        area = fields[f"{columns}_id"] or name
        if area and area != id:
            yield from self._place(area, name, "AdministrativeArea")
            yield claims.Fact(place(id), "locatedIn", fields.claim(None, f"{columns}_name"), place(area))

    # -- persons and sources

    def _posting(self, fields: Fields, unit: str) -> Iterator[claims.Row]:
        id = fields["person:admin:id"] or fields["person:id:admin"] or fields["person:name"]
        if not fields["person:name"]:
            raise Unusable("the person has no name")
        if self._new(actor(id)):
            yield claims.Actor(actor(id), "Person", fields["person:name"])
            for alias in fields.several("person:other_names"):
                yield claims.Name(actor(id), alias, fields.claim(None, "person:other_names"), kind="alias")
        first, last = "person:posting_first_cited_date", "person:posting_last_cited_date"
        time = fields.time(first, f"{first}_start", last, fields.flags(f"{last}_end"))
        words = [fields[f"person:posting_{part}"] for part in ("role", "rank", "title")]
        claim = fields.claim(time, "person:posting_role", first)
        kind = "Leadership" if words[0].lower() in COMMANDERS else "Membership"
        yield claims.Tie(kind, actor(id), actor(unit), claim, ", ".join(dict.fromkeys(filter(None, words))))

    def _source(self, fields: Fields) -> Iterator[claims.Row]:
        id, title = fields["source:access_point_id"] or fields[_SOURCE], fields["source:title"]
        if not id or not title:
            raise Unusable("the source has no id or no title")
        if self._new(source(id)):
            yield claims.Source(
                source(id),
                title,
                next((kind for word, kind in _KINDS.items() if word in fields["source:type"].lower()), ""),
                author=fields["source:author"],
                published=fields.day("source:published_timestamp"),
                url=_address(fields["source:url"]),
                archive=_address(fields["source:archive_url"]),
                accessed=fields.day("source:accessed_timestamp"),
                note=fields["source:publication_name"],
            )

    def _new(self, node: str) -> bool:
        if node in self._known:
            return False
        self._known.add(node)
        return True


def _address(text: str) -> str:
    return text if re.fullmatch(r"https?://[^\s<>\"]+", text) else ""


IMPORTER = Importer("sfm", _recognises, _rows, takes=("persons",))
