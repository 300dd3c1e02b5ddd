"""Claim sheets: a folder of CSV files, one row = one claim, to claim rows.

All faults of a folder are collected and told at once, each with file, line and column. Nothing is yielded before the
whole folder has been read without fault, so a broken sheet loads nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from conflictkg import claims, dates, relative
from conflictkg.errors import InputError
from conflictkg.importers import Batch, LoadReport
from conflictkg.importers.cells import Cells, listed
from conflictkg.importers.faults import Follows, joined, nearest
from conflictkg.importers.passages import Passages
from conflictkg.importers.sheets import CLAIM_OPTIONAL, CLAIM_REQUIRED, DATASET_FIELDS, SHEETS
from conflictkg.importers.tables import Record, read
from conflictkg.namespaces import full, thing
from conflictkg.rdf import quads
from conflictkg.vocabulary import squash, vocabulary

_SHEET_OF = {"actor": "actors", "place": "places", "event": "events"}


def recognises(path: Path) -> bool:
    """A folder with at least one sheet in it."""
    return path.is_dir() and any((path / f"{name}.csv").is_file() for name in SHEETS)


def batch(folder: Path, name: str = "", texts: Mapping[str, Path] | None = None) -> Batch:
    """The folder as one dataset. ``texts`` gives the coder's copies of sources, by source id, for snippets."""
    sheets = _Folder(folder, name, texts or {})
    rows = sheets.read()
    return Batch(sheets.name, quads(iter(rows), sheets.name), sheets.report, sheets.foreign)


class _Folder:
    """One folder of sheets while it is read."""

    def __init__(self, folder: Path, name: str, texts: Mapping[str, Path]) -> None:
        self.folder = folder
        self.faults: list[InputError] = []
        self.unread: set[str] = set()
        self._check_names()
        self.read_sheets = {sheet: list(self._records(sheet)) for sheet in SHEETS}
        self.told = self._dataset()
        self.name = name or self.told.get("name") or folder.resolve().name
        self.space = self.told.get("space") or self.name
        self.home = thing(self.space, "", "").rstrip("/") + "/"
        self.foreign: dict[str, str] = {}
        self.report = LoadReport(self.name)
        self.things: dict[str, tuple[str, str]] = {}
        self.sources: dict[str, claims.Source] = {}
        self.events: dict[str, dict[str, str]] = {}
        self.claim_ids: dict[str, str] = {}
        self.passages = Passages(folder, texts)

    def read(self) -> list[claims.Row]:
        """All rows of the folder, or one error that tells all faults."""
        self.declare("places", "place")
        self.declare("actors", "actor")
        rows: list[claims.Row] = [self.dataset_row()]
        rows += list(self.each("sources", self.source))
        self._declare_events()
        for sheet, make in self._makers().items():
            made = list(self.each(sheet, make))
            self.report.counts[sheet] += len(made)
            rows += made
        self.report.counts["sources"] += len(self.sources)
        self.report.counts = +self.report.counts
        if self.faults:
            raise joined(self.faults)
        self.report.notes += self._same_labels()
        if len(rows) == 1 and not self.told:
            raise InputError(
                "holds no rows.", self.folder, cure="Fill in a sheet first; its README explains the columns."
            )
        return rows

    def _same_labels(self) -> list[str]:
        """Actors or places of one label: allowed, and worth a look."""
        labels: dict[str, list[str]] = {}
        for sheet in ("actors", "places"):
            for record in self.read_sheets[sheet]:
                labels.setdefault(record.cells["label"], []).append(record.cells["id"])
        return [f'{" and ".join(ids)} are both called "{text}"' for text, ids in labels.items() if len(ids) > 1]

    def _makers(self) -> dict[str, Callable[[Cells], claims.Row]]:
        return {
            "actors": self.actor,
            "places": self.place,
            "names": self.name_use,
            "ties": self.tie,
            "events": self.event,
            "participations": self.participation,
            "figures": self.figure,
            "facts": self.fact,
            "judgements": self.judgement,
        }

    # -- reading

    def _check_names(self) -> None:
        """A CSV file beside the sheets that is none of them would be lost without a word."""
        for path in sorted(self.folder.glob("*.csv")):
            if path.stem not in SHEETS:
                near = nearest(path.stem, SHEETS)
                cure = f"Did you mean {near}.csv?" if near else f"Sheets: {', '.join(SHEETS)}."
                self.faults.append(InputError("is not a claim sheet.", path, cure=cure))
                self.unread |= {near} if near else set()

    def _records(self, sheet: str) -> Iterator[Record]:
        """The rows of one sheet; a fault of the file as a whole is taken down."""
        path = self.folder / f"{sheet}.csv"
        if not path.exists():
            return
        told = SHEETS[sheet]
        required = told.required + (CLAIM_REQUIRED if told.claim else ())
        try:
            yield from read(path, required, told.optional + (CLAIM_OPTIONAL if told.claim else ()))
        except InputError as fault:
            self.faults.append(fault)
            self.unread.add(sheet)

    def each(self, sheet: str, make: Callable[[Cells], claims.Row]) -> Iterator[claims.Row]:
        """Every row of a sheet made into a claim row; faults are collected."""
        path = self.folder / f"{sheet}.csv"
        for record in self.read_sheets[sheet]:
            cells = Cells(path, record)
            try:
                cells.require(SHEETS[sheet].required)
                yield make(cells)
            except InputError as fault:
                self.faults.append(fault)

    def _dataset(self) -> dict[str, str]:
        told: dict[str, str] = {}
        for record in self.read_sheets["dataset"]:
            field = record.cells["field"]
            if field not in DATASET_FIELDS:
                cure = f"Known fields: {', '.join(DATASET_FIELDS)}."
                fault = InputError(
                    f'"{field}" is not a known field.',
                    self.folder / "dataset.csv",
                    record.line,
                    "field",
                    cure,
                )
                self.faults.append(fault)
            elif field in told:
                cells = Cells(self.folder / "dataset.csv", record)
                self.faults.append(cells.fault(f'"{field}" stands twice.', "field", "Keep one of the two."))
            told[field] = record.cells["value"]
        return told

    def dataset_row(self) -> claims.Dataset:
        fields = {f: self.told.get(f, "") for f in DATASET_FIELDS if f not in ("name", "space")}
        return claims.Dataset(self.name, **fields)

    # -- ids

    def declare(self, sheet: str, kind: str) -> None:
        """Take note of the ids of actors or places before any row refers to them."""
        path = self.folder / f"{sheet}.csv"
        for record in self.read_sheets[sheet]:
            self._take(record.cells["id"], kind, Cells(path, record), "id")

    def _take(self, name: str, kind: str, cells: Cells, column: str) -> None:
        if not name or "/" in name:
            fault = "is empty." if not name else f'"{name}" holds a "/".'
            self.faults.append(cells.fault(fault, column, "Give a short id of letters, digits and hyphens."))
        elif name in self.things:
            fault = f'the id "{name}" stands twice (as {self.things[name][0]} too).'
            self.faults.append(cells.fault(fault, column, "Ids are unique over actors, places and events of a folder."))
        else:
            self.things[name] = (kind, thing(self.space, kind, name))

    def _declare_events(self) -> None:
        for record in self.read_sheets["events"]:
            name = record.cells["event"]
            if name not in self.events:
                self.events[name] = record.cells
                self._take(name, "event", Cells(self.folder / "events.csv", record), "event")

    def own(self, cells: Cells, column: str) -> str:
        """The IRI of the thing that a row declares; an id that could not be taken is a fault told already."""
        return self.things.get(cells[column], ("", ""))[1]

    def refer(self, cells: Cells, column: str, kinds: tuple[str, ...] = ("actor",)) -> str:
        """The IRI that an id in a cell stands for; empty for an empty cell."""
        name = cells[column]
        if not name:
            return ""
        if "/" in name:
            iri = full(name)
            if iri:
                if not iri.startswith(self.home) and column not in ("a", "b"):
                    self.foreign.setdefault(iri, f"{cells.path.name}, line {cells.line}")
                return iri
            raise cells.fault(f'"{name}" is not a full id.', column, "Write it as space/actor/id.")
        kind, iri = self.things.get(name, ("", ""))
        if kind in kinds:
            return iri
        wanted = " or ".join(kinds)
        if kind:
            raise cells.fault(f'"{name}" is listed under {kind}s, wanted is {wanted}.', column)
        if self.unread & {_SHEET_OF[each] for each in kinds}:
            raise Follows(f'no {wanted} has the id "{name}".', cells.path, cells.line, column)
        near = nearest(name, [n for n, (k, _) in self.things.items() if k in kinds])
        cure = f'Did you mean "{near}"?' if near else f"Add it to {' or '.join(k + 's.csv' for k in kinds)}."
        raise cells.fault(f'no {wanted} has the id "{name}".', column, cure)

    # -- things

    def source(self, cells: Cells) -> claims.Source:
        name = cells["id"]
        if name in self.sources:
            raise cells.fault(f'the id "{name}" stands twice.', "id")
        kind = cells.term("kind", "SourceKind") if cells["kind"] else ""
        publisher = self.refer(cells, "publisher")
        if cells["published"]:
            cells.date("published", dates.parse)
        texts = {
            f: cells[f] for f in ("author", "published", "url", "archive", "accessed", "language", "licence", "note")
        }
        row = claims.Source(thing(self.space, "source", name), cells["title"], kind, publisher, **texts)
        self.sources[name] = row
        return row

    def actor(self, cells: Cells) -> claims.Actor:
        return claims.Actor(self.own(cells, "id"), cells.term("kind", "Actor"), cells["label"], cells["note"])

    def place(self, cells: Cells) -> claims.Place:
        return claims.Place(self.own(cells, "id"), cells.term("kind", "Place"), cells["label"], cells["note"])

    def judgement(self, cells: Cells) -> claims.Judgement:
        a, b = (self.refer(cells, column) for column in ("a", "b"))
        if a == b:
            raise cells.fault("a and b are one id.", "b")
        return claims.Judgement(a, b, cells.term("verdict", "Verdict"), cells["by"], cells["on"], cells["why"])

    # -- propositions

    def name_use(self, cells: Cells) -> claims.Name:
        kind = cells.term("kind", "NameKind") if cells["kind"] else ""
        of = self.refer(cells, "of", ("actor", "place"))
        return claims.Name(of, cells["name"], self.claim(cells), cells.language("language"), kind)

    def tie(self, cells: Cells) -> claims.Tie:
        kind = cells.term("relation", "Relationship")
        if kind == "Relationship":
            raise cells.fault('"relationship" says too little.', "relation", "Name the kind of tie, such as member of.")
        source = self.refer(cells, "from")
        target = self.refer(cells, "to", ("place",) if kind == "TerritorialControl" else ("actor",))
        if source == target:
            raise cells.fault("from and to are one actor.", "to")
        support = cells.term("support", "SupportKind") if cells["support"] else ""
        return claims.Tie(kind, source, target, self.claim(cells, tie=True), cells["role"], support, cells["spell"])

    def event(self, cells: Cells) -> claims.Event:
        told = self.events[cells["event"]]
        for column in ("kind", "label", "place", "part_of", "from", "to"):
            if cells[column] and cells[column] != told.get(column, ""):
                raise cells.fault("differs from the first row of this event.", column, "Leave it empty in later rows.")
        first = Cells(cells.path, Record(cells.line, told))
        first.require(("kind", "label"))
        before, after = (self._several(first, column) for column in ("from", "to"))
        return claims.Event(
            self.own(cells, "event"),
            first.term("kind", "Event"),
            told["label"],
            self.claim(cells),
            self.refer(first, "place", ("place",)),
            self.refer(first, "part_of", ("event",)),
            before,
            after,
        )

    def _several(self, cells: Cells, column: str) -> tuple[str, ...]:
        names = [name.strip() for name in cells[column].split(";") if name.strip()]
        return tuple(self.refer(Cells(cells.path, Record(cells.line, {column: name})), column) for name in names)

    def participation(self, cells: Cells) -> claims.Participation:
        role = cells.term("role", "ParticipantRole")
        return claims.Participation(
            self.refer(cells, "event", ("event",)), self.refer(cells, "actor"), role, self.claim(cells)
        )

    def figure(self, cells: Cells) -> claims.Estimate:
        low, best, high = (cells.number(column) for column in ("low", "best", "high"))
        known = [n for n in (low, best, high) if n is not None]
        if known != sorted(known):
            raise cells.fault("low, best and high are not in order.", "low")
        claim = self.claim(cells)._replace(low=low, best=best, high=high)
        of = self.refer(cells, "of", ("event", "actor", "place"))
        return claims.Estimate(of, cells.term("measure", "Measure"), claim, self.refer(cells, "group"))

    def fact(self, cells: Cells) -> claims.Fact:
        things = ("place", "actor", "event")
        words = vocabulary().words("Fact")
        name = words.get(squash(cells["property"]))
        if not name:
            raise cells.fault(f'"{cells["property"]}" is not a known property.', "property", f"Known: {listed(words)}.")
        if bool(cells["object"]) == bool(cells["value"]):
            raise cells.fault("fill in object (an id) or value (a text), one of the two.", "object")
        if (name == "codedAs") != bool(cells["variable"]):
            raise cells.fault("the property coded as needs a variable, and no other has one.", "variable")
        subject, target = self.refer(cells, "subject", things), self.refer(cells, "object", things)
        return claims.Fact(subject, name, self.claim(cells), target, cells["value"], cells["variable"])

    # -- the claim of a row

    def claim(self, cells: Cells, tie: bool = False) -> claims.Claim:
        cells.require(CLAIM_REQUIRED)
        source = self.source_of(cells)
        resolved = {c: self.date(cells, c, source) for c in ("when", "since", "until", "seen")}
        bounds = self.bounds(cells, resolved, source, tie)
        first_cited, last_cited = cells.cited(resolved["seen"])
        return claims.Claim(
            source=source.id,
            locator=self.passages.locator(cells),
            stance=cells.term("stance", "Stance"),
            attester="" if cells["attester"].lower() == "unnamed" else self.refer(cells, "attester"),
            key=self.claim_id(cells),
            row=cells.text(),
            basis=cells.term("basis", "Basis") if cells["basis"] else "stated",
            relayed_by=self.refer(cells, "relayed_by"),
            rests_on=self.source_of(cells, "rests_on").id if cells["rests_on"] else "",
            hedge=cells["hedge"],
            constitutive=cells.truth("constitutive"),
            when=_interval(resolved["since"], resolved["until"]) if tie else resolved["when"],
            bounds=bounds,
            first_cited=first_cited,
            last_cited=last_cited,
            relative=any(relative.is_relative(cells[c]) for c in ("when", "since", "until", "seen")),
            end_reason=cells.term("end_reason", "EndReason") if cells["end_reason"] else "",
            extent=cells.term("extent", "Extent") if cells["extent"] else "",
            confidence=cells.number("confidence", 1, 3),
            paraphrase=cells["paraphrase"],
            coder=cells["coder"],
            coded_on=cells["coded_on"],
            note=cells["note"],
        )

    def claim_id(self, cells: Cells) -> str:
        name = cells["id"]
        if name and name in self.claim_ids:
            raise cells.fault(f'the claim id "{name}" stands in {self.claim_ids[name]} too.', "id")
        if name:
            self.claim_ids[name] = f"{cells.path.name}, line {cells.line}"
        return name

    def source_of(self, cells: Cells, column: str = "source") -> claims.Source:
        name = cells[column]
        if name in self.sources:
            return self.sources[name]
        declared = [record.cells["id"] for record in self.read_sheets["sources"]]
        if name in declared or "sources" in self.unread:
            raise Follows(f'the source "{name}" could not be read.', cells.path, cells.line, column)
        near = nearest(name, declared)
        cure = f'Did you mean "{near}"?' if near else "Add it to sources.csv."
        raise cells.fault(f'no source has the id "{name}".', column, cure)

    def date(self, cells: Cells, column: str, source: claims.Source) -> str:
        text = cells[column]
        if relative.is_relative(text):
            return cells.date(column, lambda t: relative.resolve(t, source.published))
        return text

    def bounds(self, cells: Cells, told: dict[str, str], source: claims.Source, tie: bool) -> dates.Bounds:
        if tie:
            if told["when"]:
                raise cells.fault("a tie is dated by since, until and seen.", "when")
            column = next((c for c in ("since", "until", "seen") if told[c]), "since")
            return cells.date(
                column,
                lambda _: dates.tie_bounds(told["since"], told["until"], told["seen"], source.published),
            )
        if told["since"] or told["until"]:
            raise cells.fault("since and until are for ties.", "since", "Write when, such as 2015-03-24/2015-03-28.")
        if told["seen"] and not told["when"]:
            return cells.date("seen", lambda _: dates.tie_bounds("", "", told["seen"]))
        return cells.date("when", lambda _: dates.event_bounds(told["when"], source.published))


def _interval(since: str, until: str) -> str:
    """The EDTF interval of a tie; empty where neither end is told."""
    return f"{since}/{until}" if since or until else ""
