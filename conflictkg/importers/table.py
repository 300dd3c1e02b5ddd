"""Any table, by a map that says which column is which field (``--map FILE.yaml``). docs/formats.md has an example.

A row is a tie (the map names ``from`` and ``to``) or tells of one actor (the map names ``actor``). An actor's id is
what stands in the cell, under the dataset's space. Words of the table are translated by the part ``values``.

Known limits. One tie or one actor a row, one table layout a load. Events with several participants need claim sheets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conflictkg import claims
from conflictkg.dates import DateError, parse, split, tie_bounds
from conflictkg.errors import InputError
from conflictkg.importers.amounts import MISSING, amount
from conflictkg.importers.contract import Importer, Job
from conflictkg.importers.days import OrderNeeded, edtf
from conflictkg.importers.file import File
from conflictkg.importers.mapfile import TEXT, Section
from conflictkg.importers.study import Study
from conflictkg.namespaces import thing
from conflictkg.vocabulary import squash, vocabulary

FIELDS = {
    "from": "a tie: id or name of the actor it goes out from",
    "to": "a tie: id or name of the other actor, or of the place controlled",
    "from_name": "a tie: name of the first, where from is an id",
    "to_name": "a tie: name of the second, where to is an id",
    "relation": "a tie: its kind, such as member of; a part relation of the map says it for all rows",
    "role": "a tie: role or rank",
    "support": "a tie: kind of support of a sponsorship",
    "since": "a tie: when it began",
    "until": "a tie: when it ended; .. or ongoing when said to go on",
    "seen": "a tie: a day, or first/last day, on which it is said to hold",
    "events": "a tie: how many events are counted",
    "best": "a tie: deaths; a range such as 5-7-10 gives low, best and high",
    "actor": "an actor: its id or name",
    "name": "an actor: its name, where actor is an id",
    "alias": "an actor: other names, separated by semicolons",
    "kind": "an actor: its kind, such as armed group; a part kind of the map says it for all rows",
    "variable": "an actor: a variable under the column's name, numbers read; any number of columns",
    "source": "who or what the row cites; claims that cite one source are of one origin",
    "attester": "who says so; else the coders of the dataset",
    "stance": "asserts, denies, disputes …; else asserts",
    "hedge": "the word that hedges it, such as reportedly",
    "confidence": "1 to 3: how sure the coder is that the source says so",
    "note": "anything else",
}
"""What a column can be."""

SECTIONS: dict[str, Section] = {"columns": None, "values": None, "relation": TEXT, "kind": TEXT}
_MANY = ("variable", "alias")
_GOING_ON = ("..", "ongoing", "present")
_Cells = dict[str, str]


class _Unusable(ValueError):
    """Why a row cannot be used."""


def _rows(files: Sequence[File], job: Job) -> Iterator[claims.Row]:
    if job.options.mapping is None:
        cure = "Write one (docs/formats.md shows how) and give it with --map FILE.yaml."
        raise InputError("a table needs a map of its columns.", files[0].path, cure=cure)
    study = Study(job, files, SECTIONS, "Table")
    reader = _Reader(study)
    for file in files:
        reader.check(file)
    yield from study.head()
    for file in files:
        yield from reader.read(file)


class _Reader:
    """Reads the tables of one load by one map."""

    def __init__(self, study: Study) -> None:
        self._study, map = study, study.map
        columns = map.section("columns")
        if not columns:
            raise map.fault("names no column.", "columns", cure="Write one a line: COLUMN: FIELD.")
        self._columns: dict[str, list[str]] = {}
        for column, field in columns.items():
            known = self._columns.setdefault(map.one_of(field, FIELDS, "columns", column), [])
            if known and field not in _MANY:
                raise map.fault(f"{known[0]} is {field} already.", "columns", column, "Only one column can be that.")
            known.append(column)
        self._ties = "from" in self._columns and "to" in self._columns
        if self._ties == ("actor" in self._columns):
            raise map.fault("it takes either from and to (ties) or actor.", "columns", cure="Add the field that lacks.")
        if self._ties and "relation" not in self._columns and not map.text("relation"):
            raise map.fault(
                "no column says the relation.", "columns", cure="Add a line to the map: relation: member of"
            )
        for part, group in (("relation", "Relationship"), ("kind", "Actor")):
            if map.text(part):
                map.term(group, map.text(part), part)
        self._values = {squash(word): meaning for word, meaning in map.section("values").items()}
        self._known: set[str] = set()

    def check(self, file: File) -> None:
        """That a table has the columns of the map; those that it has beside them are told."""
        named = {column.lower(): column for columns in self._columns.values() for column in columns}
        for column in named:
            self._study.map.one_of(column, file.header, "columns", named[column])
        unused = [written for name, written in zip(file.header, file.first, strict=True) if name not in named]
        if unused:
            self._study.job.report.notes.append(f"{file.path.name}: columns not used: {', '.join(unused)}")

    def read(self, file: File) -> Iterator[claims.Row]:
        """The rows of a table."""
        for record in self._study.job.records(file):
            cells = {field: self._cell(record, columns[0]) for field, columns in self._columns.items()}
            try:
                made = list(self._tie(cells, record, file) if self._ties else self._actor(cells, record, file))
            except OrderNeeded as error:
                cure = "Say the order by --dates dmy, mdy or ymd, or in the map (dataset: dates)."
                raise InputError(str(error), file.path, int(record[""]), cure=cure) from None
            except DateError:
                self._study.job.skip("a date cannot be read, or its end lies before its start", record[""])
            except _Unusable as why:
                self._study.job.skip(str(why), record[""])
            else:
                yield from made

    @staticmethod
    def _cell(record: _Cells, column: str) -> str:
        cell = record[column.lower()]
        return "" if cell.lower() in MISSING else cell

    # -- the rows that one record makes

    def _tie(self, cells: _Cells, record: _Cells, file: File) -> Iterator[claims.Row]:
        kind = self._term("Relationship", cells, "relation")
        if kind not in vocabulary().relations:
            raise _Unusable("its relation says no kind of tie")
        for end in ("from", "to"):
            if not cells[end]:
                raise _Unusable(f"{end} is empty")
        if cells["from"] == cells["to"]:
            raise _Unusable("from and to are one actor")
        since, until, seen = self._days(cells)
        number = amount(cells.get("best", "")) if cells.get("best") else None
        if cells.get("best") and not number:
            raise _Unusable("best is no number")
        claim = self._claim(cells, record, file)
        claim = claim._replace(
            when=f"{since}/{until}" if since or until else "",
            bounds=tie_bounds(since, until, seen, self._study.map.section("dataset").get("published", "")),
            first_cited=_cited(seen)[0],
            last_cited=_cited(seen)[1],
        )
        if number:
            claim = claim._replace(low=number.low, best=number.best, high=number.high)
        support = self._term("SupportKind", cells, "support") if cells.get("support") else ""
        yield from self._described(cells["from"], cells.get("from_name", ""), self._kind(cells))
        place = kind == "TerritorialControl"
        yield from self._described(cells["to"], cells.get("to_name", ""), "Place" if place else self._kind(cells))
        yield from self._cites(cells)
        target = self._place(cells["to"]) if place else self._study.actor(cells["to"])
        source = self._study.actor(cells["from"])
        yield claims.Tie(kind, source, target, claim, cells.get("role", ""), support, events=_whole(cells, "events"))

    def _actor(self, cells: _Cells, record: _Cells, file: File) -> Iterator[claims.Row]:
        if not cells["actor"]:
            raise _Unusable("actor is empty")
        claim, actor = self._claim(cells, record, file), self._study.actor(cells["actor"])
        yield from self._described(cells["actor"], cells.get("name", ""), self._kind(cells))
        yield from self._cites(cells)
        if cells.get("name"):
            yield claims.Name(actor, cells["name"], claim)
        for column in self._columns.get("alias", ()):
            for alias in filter(None, map(str.strip, self._cell(record, column).split(";"))):
                yield claims.Name(actor, alias, claim, kind="alias")
        for column in self._columns.get("variable", ()):
            if cell := self._cell(record, column):
                number = amount(cell)
                said = claim._replace(low=number.low, best=number.best, high=number.high) if number else claim
                yield claims.Fact(actor, "codedAs", said, value=cell, variable=column)

    def _described(self, id: str, name: str, kind: str) -> Iterator[claims.Row]:
        node = self._place(id) if kind == "Place" else self._study.actor(id)
        if node not in self._known:
            self._known.add(node)
            label = " ".join((name or id).split())
            yield claims.Place(node, kind, label) if kind == "Place" else claims.Actor(node, kind, label)

    def _cites(self, cells: _Cells) -> Iterator[claims.Row]:
        """The source that a row cites and who it says attests it, where they are new."""
        if attester := cells.get("attester"):
            yield from self._described(attester, "", "Organisation")
        if (cited := cells.get("source")) and self._source(cited) not in self._known:
            self._known.add(self._source(cited))
            yield claims.Source(self._source(cited), cited)

    def _claim(self, cells: _Cells, record: _Cells, file: File) -> claims.Claim:
        row = "\x1e".join(f"{name}\x1d{cell}" for name, cell in sorted(record.items()) if name)
        claim = self._study.claim(f"{file.path.name}, line {record['']}", row)
        confidence = _whole(cells, "confidence")
        if confidence not in (None, 1, 2, 3):
            raise _Unusable("confidence is not 1, 2 or 3")
        return claim._replace(
            stance=self._term("Stance", cells, "stance") if cells.get("stance") else "asserts",
            attester=self._study.actor(cells["attester"]) if cells.get("attester") else self._study.attester,
            rests_on=self._source(cells["source"]) if cells.get("source") else "",
            hedge=cells.get("hedge", ""),
            confidence=confidence,
            note=cells.get("note", ""),
        )

    # -- single cells

    def _term(self, group: str, cells: _Cells, field: str) -> str:
        word = cells.get(field) or self._study.map.text(field)
        found = vocabulary().words(group).get(squash(self._values.get(squash(word), word)))
        if not found:
            raise _Unusable(f"its {field} is no known word; the part values of the map can translate it")
        return found

    def _kind(self, cells: _Cells) -> str:
        told = cells.get("kind") or self._study.map.text("kind")
        return self._term("Actor", cells, "kind") if told else "ArmedGroup"

    def _days(self, cells: _Cells) -> tuple[str, str, str]:
        order, until = self._study.order, cells.get("until", "")
        ends = [edtf(part, order) for part in (split(cells.get("seen", "")) or (cells.get("seen", ""),))]
        closed = ".." if until.lower() in _GOING_ON else edtf(until, order)
        return edtf(cells.get("since", ""), order), closed, "/".join(ends)

    def _place(self, id: str) -> str:
        return thing(self._study.space, "place", id)

    def _source(self, cited: str) -> str:
        return thing(self._study.space, "source", cited)


def _cited(seen: str) -> tuple[str, str]:
    """First and last day of a sighting."""
    if not seen:
        return "", ""
    first, last = split(seen) or (seen, seen)
    return parse(first).first.isoformat(), parse(last).last.isoformat()


def _whole(cells: _Cells, field: str) -> int | None:
    """A whole number, or None for an empty cell."""
    number = amount(cells.get(field, ""))
    if cells.get(field) and (not number or number.best is None):
        raise _Unusable(f"{field} is no whole number")
    return number.best if number else None


def _never(file: File) -> bool:
    """A table is known by its map, not by its looks."""
    return False


IMPORTER = Importer("table", _never, _rows, takes=("mapping", "date_order"))
