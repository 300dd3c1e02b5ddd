"""ACLED's event files: one row = one event, with one or two actors and those associated with them.

Bring your own: ACLED's terms do not let its data be handed on, so that the dataset is marked ``redistribute: no`` and
its prose (``notes``) is left out. The two actors have no direction: they are the two sides, and each associate is on
the side of its actor; civilians alone are victims. Where a sub-event says that one side took a place and only one of
them is a state's force, it gains or loses control. A file of deleted events takes events out; with ``--update`` a file
changes and adds events by ``event_id_cnty`` and leaves the others as they are.

Known limits. Actors have names and no ids, so that a renamed actor is a new one. An associate is of no kind unless it
is an actor of some row too. Separator of associates: "; ".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from conflictkg import claims
from conflictkg.dates import event_bounds
from conflictkg.importers import ucdp
from conflictkg.importers.contract import Importer, Job, columns, demand
from conflictkg.importers.file import File
from conflictkg.importers.spots import Spots
from conflictkg.namespaces import thing

_NEEDED = ("event_id_cnty", "event_date", "event_type", "actor1", "fatalities")
_DELETED = ("event_id_cnty", "deleted_timestamp")
_EVENTS = columns(*_NEEDED)
_GONE = columns(*_DELETED)
_ATTESTER, _SOURCE = thing("ckg", "actor", "acled"), thing("acled", "source", "acled")
_KINDS = {"battles": "Battle", "explosions/remote violence": "Strike", "violence against civilians": "MilitaryEvent"}
_TAKEN = {"government regains territory": "1", "non-state actor overtakes territory": ""}
"""Sub-event of a change of hands -> the inter code of the side that gains; empty: the one that is no state force."""
_CODES = {
    **dict.fromkeys(("1", "state forces"), "StateArmedForce"),
    **dict.fromkeys(("2", "rebel groups", "rebel group", "rebel forces"), "ArmedGroup"),
    **dict.fromkeys(("3", "political militias", "political militia", "militia groups"), "ArmedGroup"),
    **dict.fromkeys(("4", "identity militias", "identity militia", "communal / identity groups"), "ArmedGroup"),
    **dict.fromkeys(("5", "rioters", "6", "protesters", "protestors", "7", "civilians"), "DescribedCollective"),
    **dict.fromkeys(
        ("8", "external/other forces", "external forces", "external/other", "other forces"), "Organisation"
    ),
    "foreign / others": "Organisation",
}
"""inter1 and inter2, as numbers or in either set of words -> class of the actor."""
_CIVILIANS = ("7", "civilians")
_PRECISION = {"1": "exact", "2": "part of a region", "3": "region"}
_Cells = dict[str, str]


def _id(cells: _Cells) -> str:
    return thing("acled", "event", cells["event_id_cnty"])


def _gone(files: Sequence[File], job: Job) -> Iterator[str]:
    """The events that an update takes out or brings anew."""
    for file in files:
        for _, cells in file.rows():
            if isinstance(cells, dict) and cells.get("event_id_cnty"):
                yield _id(cells)


def _rows(files: Sequence[File], job: Job) -> Iterator[claims.Row]:
    about = job.described(
        claims.Dataset(
            "acled",
            "Armed Conflict Location & Event Data",
            licence="ACLED terms of use",
            creator="Armed Conflict Location & Event Data (ACLED)",
            citation=(
                "Raleigh, Clionadh, Andrew Linke, Håvard Hegre, and Joakim Karlsen, 2010, Introducing ACLED, "
                "Journal of Peace Research 47(5)"
            ),
            redistribute="no",
        )
    )
    yield about
    yield claims.Actor(_ATTESTER, "MonitoringOrganisation", "ACLED")
    yield claims.Source(_SOURCE, about.title, "dataset", _ATTESTER, url="https://acleddata.com/", licence=about.licence)
    events = _Events(job)
    for file in files:
        if _GONE(file):
            events.deleted |= {cells["event_id_cnty"] for cells in job.records(file)}
    for file in files:
        if _GONE(file):
            continue
        demand(file, *_NEEDED)
        for cells in job.records(file):
            why = events.refused(cells)
            if why:
                job.skip(why, cells[""])
            else:
                yield from events.rows(cells)
    yield from events.associates()
    if events.last and not job.options.update:
        yield about._replace(coverage_from=events.first, coverage_to=events.last)


class _Events:
    """Events while they are read, and the actors met in them."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._spots = Spots(self._claim, "acled")
        self._known: set[str] = set()
        self._beside: dict[str, None] = {}
        self._seen: set[str] = set()
        self.deleted: set[str] = set()
        self.first, self.last = "9999", ""

    def refused(self, cells: _Cells) -> str:
        """Why a row cannot be used; empty where it can."""
        id = cells["event_id_cnty"]
        if not id or len(id) > 40:
            return "its event_id_cnty is no id"
        if id in self.deleted:
            return "it is in the file of deleted events"
        if id in self._seen:
            return "its event_id_cnty stands on a row before"
        if not cells["actor1"]:
            return "it names no actor"
        if not ucdp.is_id(cells["fatalities"]):
            return "its fatalities are no whole number"
        if not _day(cells["event_date"]):
            return "its event_date is no day"
        self._seen.add(id)
        return ""

    def rows(self, cells: _Cells) -> Iterator[claims.Row]:
        """One event: its place, its claim, its sides."""
        day = _day(cells["event_date"])
        self.first, self.last = min(self.first, day), max(self.last, day)
        place, new = self._spots.of(_where(cells))
        yield from new
        when = _when(day, cells.get("time_precision", ""))
        claim = self._claim(cells)._replace(
            key=cells["event_id_cnty"],
            when=when,
            bounds=event_bounds(when),
            best=int(cells["fatalities"]),
            precision=_PRECISION.get(cells.get("geo_precision", ""), ""),
            note=cells.get("source", "")[:200],
        )
        event, roles = _id(cells), _roles(cells)
        kind = "Capture" if "gainsControl" in roles else _KINDS.get(cells["event_type"].lower(), "Event")
        what = cells.get("sub_event_type") or cells["event_type"]
        label = ", ".join(filter(None, (what, cells.get("location", ""), day)))
        yield claims.Event(event, kind, label, claim, place)
        for number, role in zip("12", roles, strict=True):
            yield from self._side(cells, event, number, role)

    def _side(self, cells: _Cells, event: str, number: str, role: str) -> Iterator[claims.Row]:
        """An actor and its associates, in one role."""
        name = cells.get(f"actor{number}", "")
        if not name:
            return
        actor = thing("acled", "actor", name)
        if name not in self._known:
            self._known.add(name)
            yield claims.Actor(actor, _kind(name, cells.get(f"inter{number}", "")), name)
        yield claims.Participation(event, actor, role)
        for other in cells.get(f"assoc_actor_{number}", "").split(";"):
            if other := other.strip():
                self._beside[other] = None
                yield claims.Participation(event, thing("acled", "actor", other), role)

    def associates(self) -> Iterator[claims.Actor]:
        """Those who are associates only, of whom no kind is told."""
        for name in self._beside:
            if name not in self._known:
                yield claims.Actor(thing("acled", "actor", name), _kind(name, ""), name)

    def _claim(self, cells: _Cells) -> claims.Claim:
        return claims.Claim(_SOURCE, claims.Locator(f"event {cells['event_id_cnty']}"), "asserts", _ATTESTER)


def _day(text: str) -> str:
    """A day as "2024-01-05" or as "05 January 2024"; empty where it is neither."""
    for form in ("%Y-%m-%d", "%d %B %Y"):
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return ""


def _when(day: str, precision: str) -> str:
    """The day, or the week or month that it stands for.

    >>> _when("2024-01-10", "1"), _when("2024-01-10", "2"), _when("2024-01-10", "3")
    ('2024-01-10', '[2024-01-04..2024-01-16]', '2024-01')
    """
    if precision == "3":
        return day[:7]
    if precision != "2":
        return day
    week = timedelta(days=6)
    middle = date.fromisoformat(day)
    return f"[{middle - week}..{middle + week}]"


def _where(cells: _Cells) -> _Cells:
    """Where an event was, under the names that places have in GED."""
    names = {"admin1": "adm_1", "admin2": "adm_2", "location": "where_coordinates", "iso": "country_id"}
    same = ("country", "latitude", "longitude", "event_id_cnty")
    return {name: cells.get(name, "") for name in same} | {new: cells.get(old, "") for old, new in names.items()}


def _kind(name: str, inter: str) -> str:
    """The class of an actor; those who are not identified, or of no kind, are described only."""
    if name.startswith("Unidentified"):
        return "DescribedCollective"
    if name.startswith(("Military Forces of", "Police Forces of")):
        return "StateArmedForce"
    return _CODES.get(inter.lower(), "Actor")


def _roles(cells: _Cells) -> tuple[str, str]:
    """The roles of actor1 and actor2."""
    codes = [cells.get(f"inter{number}", "").lower() for number in "12"]
    if not cells.get("actor2"):
        return "takesPart", ""
    if cells["event_type"].lower() == "violence against civilians":
        civilians = [code in _CIVILIANS for code in codes]
        if civilians.count(True) == 1:
            return ("victim", "perpetrator") if civilians[0] else ("perpetrator", "victim")
    gainer = _TAKEN.get(cells.get("sub_event_type", "").lower())
    states = [_CODES.get(code) == "StateArmedForce" for code in codes]
    if gainer is not None and states.count(True) == 1:
        first_gains = states[0] if gainer else not states[0]
        return ("gainsControl", "losesControl") if first_gains else ("losesControl", "gainsControl")
    return "sideA", "sideB"


IMPORTER = Importer(
    "acled",
    lambda file: _EVENTS(file) or _GONE(file),
    _rows,
    takes=("update",),
    replaces=_gone,
)
