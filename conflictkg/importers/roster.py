"""UCDP Actor Dataset: one row = one actor with its names, its dyads, coalitions and where it came from and went.

Class from Org (1, 2, 3 armed group, 4 government), every column of names a name, each dyad and state-based conflict an
event with those who list it as participants. Two actors that are alone in a dyad oppose each other: a hostility without
date, marked as inferred. A temporary coalition is a node with co-belligerents, not members: it has no name and no row.
Splinter, SplitTemp, Alliance (a merger into a new actor) and JoinGroup are events, one for each pair, without dates.
OSID, which holds ids of different kinds, says that an actor used violence against civilians.

Left out: PrimaryParty and Region, which follow from other data of UCDP.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from conflictkg import claims
from conflictkg.importers import ucdp
from conflictkg.importers.contract import Importer, Job, columns, demand
from conflictkg.importers.file import Cells, File
from conflictkg.importers.rosterindex import Index, ids, refused
from conflictkg.importers.rosternames import cell, chain, names, unresolved
from conflictkg.namespaces import thing

_CITATIONS = {
    "22.1": "Davies, Shawn, Therese Pettersson & Magnus Öberg (2022). Organized violence 1989-2021 and drone warfare. "
    "Journal of Peace Research 59(4)."
}
_ORGS = {
    "1": "1: formally organised group",
    "2": "2: informally organised, supporters of a party, candidate or other organisation",
    "3": "3: informally organised, people of one ethnic, religious, national or other identity",
    "4": "4: government of a state",
}
_NEEDED = ("ActorId", "NameData", "Org", "NSID", "NSCoalitionID", "ActorIdPrev", "ActorIdGroup")
_DYADS = {"DyadId": "state-based", "NSID": "non-state"}
_COALITIONS = {"NSCoalitionID": "non-state", "OSCoalitionID": "one-sided"}


class _Change(NamedTuple):
    """Columns that name another actor, and what happened: ``out`` where the row's actor went into the other."""

    kind: str
    column: str
    names: str
    words: str
    plural: str
    out: bool = False


_CHANGES = (
    _Change("Splinter", "ActorIdPrev", "NamePrev", "broke away from", "splinters"),
    _Change("TemporarySplit", "ActorIdSplitTemp", "NameSplitTemp", "broke away for a time from", "temporary splits"),
    _Change("Merger", "ActorIdAlliance", "NameAlliance", "merged into", "mergers", out=True),
    _Change("Absorption", "ActorIdGroup", "GroupName", "joined", "absorptions", out=True),
)


def _rows(files: Sequence[File], job: Job) -> Iterator[claims.Row]:
    for file in files:
        demand(file, *_NEEDED)
    index = Index(files)
    release = index.version
    citation = _CITATIONS.get(release, f"Uppsala Conflict Data Program, UCDP Actor Dataset, version {release}.")
    year = ucdp.published(release)
    about = ucdp.described(
        job,
        "UCDP Actor Dataset",
        release,
        citation,
        coverage_from="1946",
        coverage_to=str(int(year) - 1) if year else "",
        coverage_places="the world",
        threshold="25 deaths in a year, in state-based or non-state conflict or one-sided violence",
    )
    yield from ucdp.head(about, "actor", year)
    roster = _Roster(job, index, ucdp.source("actor", release))
    for file in files:
        for cells in job.records(file):
            why = refused(cells)
            if why:
                job.skip(why, cells[""])
            else:
                yield from roster.row(cells)
    yield from roster.ends()


class _Roster:
    """The actors while their rows are read."""

    def __init__(self, job: Job, index: Index, source: str) -> None:
        self._job, self._index, self._source = job, index, source
        self._told: set[str] = set()
        self._counts: Counter[str] = Counter()
        self._strangers: dict[str, str] = {}

    def row(self, cells: Cells) -> Iterator[claims.Row]:
        """All that a row says."""
        yield from self._actor(cells)
        yield from self._names(cells)
        yield from self._countries(cells)
        for column in ("ConflictId", *_DYADS):
            yield from self._references(cells, column)
        for column in _COALITIONS:
            yield from self._coalitions(cells, column)
        if cells.get("osid"):
            claim = self._claim(cells["actorid"], "OSID", cells["osid"])
            yield from self._once(claims.Tie("OneSidedViolence", *self._ends(cells["actorid"], ucdp.CIVILIANS), claim))
        for change in _CHANGES:
            yield from self._change(cells, change)

    # -- claims

    def _claim(self, id: str, column: str, value: str = "", hedge: str = "") -> claims.Claim:
        """What a cell says: the key is that of the cell, and stays the same in every release."""
        key = f"{id}-{column}-{value}" if value else f"{id}-{column}"
        where = f"ActorId {id}, {column}"
        return claims.Claim(self._source, claims.Locator(where), "asserts", ucdp.ATTESTER, key=key, hedge=hedge)

    def _once(
        self, row: claims.Tie | claims.Event | claims.Name | claims.Fact | claims.Participation
    ) -> Iterator[claims.Row]:
        """The row, unless another row of this actor said the same."""
        key = row.claim.key if row.claim else ""
        if key not in self._told:
            self._told.add(key)
            self._counts[key.split("-")[1]] += 1
            yield row

    def _ends(self, a: str, b: str) -> tuple[str, str]:
        return ucdp.actor(a), ucdp.actor(b)

    # -- what a row holds

    def _actor(self, cells: Cells) -> Iterator[claims.Row]:
        id, org = cells["actorid"], cells.get("org", "")
        if f"{id}/" in self._told:
            self._job.remark("its ActorId stands on a row before: one actor", cells[""])
        else:
            self._told.add(f"{id}/")
            yield claims.Actor(ucdp.actor(id), self._index.kinds.get(id, "Organisation"), self._index.label(id))
        if org in _ORGS:
            claim = self._claim(id, "Org")
            yield from self._once(claims.Fact(ucdp.actor(id), "codedAs", claim, value=_ORGS[org], variable="Org"))
        else:
            self._job.remark("its Org is none of 1 to 4", cells[""])

    def _names(self, cells: Cells) -> Iterator[claims.Row]:
        id = cells["actorid"]
        if not cell(cells, "NameData"):
            self._job.remark("has no NameData", cells[""])
        for told in names(cells):
            claim = self._claim(id, told.column, told.text)
            claim = claim._replace(key=f"{id}-name-{told.text}")
            yield from self._once(claims.Name(ucdp.actor(id), told.text, claim, told.language, told.kind))
        for number, (before, after) in enumerate(pairwise(chain(cells)), 1):
            claim = self._claim(id, "NameChange", str(number))
            event = thing("ucdp", "event", f"renaming-{id}-{number}")
            ends = (ucdp.actor(id),)
            yield from self._once(
                claims.Event(event, "Renaming", f"{before} renamed {after}", claim, "", "", ends, ends)
            )
        for column in unresolved(cells):
            self._job.remark(f"{column} has not as many names as NewName: kept as one name", cells[""])

    def _countries(self, cells: Cells) -> Iterator[claims.Row]:
        id = cells["actorid"]
        if len(ids(cells, "GWNOLoc")) != len(ucdp.listed(cells.get("location", ""))):
            self._job.remark("Location and GWNOLoc are not of one length: the numbers are taken", cells[""])
        for number in ids(cells, "GWNOLoc"):
            place = ucdp.country(number)
            if place not in self._told:
                self._told.add(place)
                yield claims.Place(place, "Country", self._index.country(number))
            claim = self._claim(id, "GWNOLoc", number)
            yield from self._once(claims.Fact(ucdp.actor(id), "operatesIn", claim, object=place))

    def _references(self, cells: Cells, column: str) -> Iterator[claims.Row]:
        """The actor's part in conflicts or dyads."""
        id = cells["actorid"]
        carried = False
        for each in ids(cells, column):
            hedge = _HEDGE if column == "NSID" and (id, each) in self._index.carried else ""
            carried = carried or bool(hedge)
            claim = self._claim(id, column, each, hedge)
            event = ucdp.conflict(each) if column == "ConflictId" else ucdp.dyad(each)
            yield from self._once(claims.Participation(event, ucdp.actor(id), "takesPart", claim))
        if carried:
            self._job.remark(
                "NSID begins with the whole list of the row above: these references are unverified", cells[""]
            )

    def _coalitions(self, cells: Cells, column: str) -> Iterator[claims.Row]:
        id = cells["actorid"]
        for each in ids(cells, column):
            if each == id:
                self._job.remark(f"names itself in {column}: left out", cells[""])
                continue
            claim = self._claim(id, column, each)
            yield from self._once(claims.Tie("CoBelligerence", *self._ends(id, each), claim))

    def _change(self, cells: Cells, change: _Change) -> Iterator[claims.Row]:
        id, others = cells["actorid"], ids(cells, change.column)
        text = cell(cells, change.names)
        told = [text] if len(others) == 1 else ucdp.listed(text)
        for other, name in zip(others, told if len(told) == len(others) else [""] * len(others), strict=True):
            if other == id:
                self._job.remark(f"names itself in {change.column}: left out", cells[""])
                continue
            if other not in self._index.labels and other not in self._strangers:
                self._strangers[other] = name or f"Actor {other}"
                note = f"Has no row of its own in the list; {change.names} of actor {id} has the name."
                yield claims.Actor(ucdp.actor(other), "ArmedGroup", self._strangers[other], note)
            claim = self._claim(id, change.column, other)
            ends = ((ucdp.actor(each),) for each in ((id, other) if change.out else (other, id)))
            label = f"{self._index.label(id)} {change.words} {self._strangers.get(other) or self._index.label(other)}"
            event = thing("ucdp", "event", f"{change.kind.lower()}-{id}-{other}")
            yield from self._once(claims.Event(event, change.kind, label, claim, "", "", *ends))

    # -- what only the whole file tells

    def ends(self) -> Iterator[claims.Row]:
        """Conflicts, dyads and coalitions, which have no rows of their own; and the counts."""
        yield claims.Actor(ucdp.actor(ucdp.CIVILIANS), "DescribedCollective", "Civilians")
        for id in self._index.lists.get("ConflictId", ()):
            yield self._contest("ConflictId", id, ucdp.conflict(id), "state-based conflict")
        for column, kind in _DYADS.items():
            for id in self._index.lists.get(column, ()):
                yield self._contest(column, id, ucdp.dyad(id), f"{kind} dyad")
                yield from self._opponents(column, id)
        yield from self._sides()
        self._job.report.notes += self._summary()

    def _contest(self, column: str, id: str, event: str, kind: str) -> claims.Event:
        label = f"UCDP {kind} {id} ({self._index.named(column, id)})"
        return claims.Event(event, "Conflict", label, self._listed(column, id))

    def _listed(self, column: str, id: str) -> claims.Claim:
        """The claim of all rows that list an id."""
        where = f"{column} {id}, listed by the actors {', '.join(self._index.members(column, id)[:5])}"
        return self._claim(column, id)._replace(locator=claims.Locator(where))

    def _opponents(self, column: str, id: str) -> Iterator[claims.Row]:
        """Two actors alone in a dyad are its two sides."""
        actors = self._index.members(column, id)
        if len(actors) == 2:
            hedge = _HEDGE if any((actor, id) in self._index.carried for actor in actors) else ""
            claim = self._listed(column, id)._replace(key=f"{column}-{id}-opponents", basis="inferred", hedge=hedge)
            self._counts[f"{column} opponents"] += 1
            yield claims.Tie("Hostility", *self._ends(*actors), claim)

    def _sides(self) -> Iterator[claims.Row]:
        """Temporary coalitions under names made of their members."""
        for column in _COALITIONS:
            for id in self._index.lists.get(column, ()):
                if id not in self._index.labels and id not in self._strangers:
                    self._strangers[id] = label = f"UCDP coalition {id} ({self._index.named(column, id)})"
                    yield claims.Actor(ucdp.actor(id), "Coalition", label, _UNNAMED)

    def _summary(self) -> Iterator[str]:
        lists, counts = self._index.lists, self._counts
        for column, kind in _DYADS.items():
            yield (
                f"{kind} dyads: {len(lists.get(column, ())):,}, with {counts[column]:,} references; "
                f"in {counts[f'{column} opponents']:,} exactly two actors are listed, who oppose each other"
            )
        for column, kind in _COALITIONS.items():
            yield f"{kind} coalitions: {len(lists.get(column, ())):,}, with {counts[column]:,} co-belligerencies"
        yield "; ".join(f"{change.plural}: {counts[change.column]:,}" for change in _CHANGES)
        without = [f"{id} ({name})" for id, name in self._strangers.items() if not name.startswith("UCDP coalition")]
        if without:
            yield f"ids without a row of their own, made actors by the name beside them: {', '.join(without)}"
        twice = self._index.twice()
        if twice:
            shown = [f"{label} ({', '.join(several)})" for label, several in list(twice.items())[:5]]
            more = " …" if len(twice) > len(shown) else ""
            yield f"names that stand on more than one id, which stay apart: {len(twice):,}: {'; '.join(shown)}{more}"


_HEDGE = "perhaps carried over from the row above"
_UNNAMED = (
    "A temporary coalition, which UCDP lists by number alone. The label is made of its members by the importer; "
    "that they fought on one side makes them co-belligerents, not members."
)
IMPORTER = Importer("ucdp-actor", columns(*_NEEDED), _rows)
