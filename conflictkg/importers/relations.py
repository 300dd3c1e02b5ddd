"""Relation lists in the layout of Mapping Militants: one row = one link of two groups, with the date it began.

Columns: type (all, riv, aff, spl, mer; "rival" is taken too), group1_id, group2_id; unique_id, date, group1_name,
group2_name where there are any. A key file (group_id, name) may be loaded with it. A tie has a start and no end: its
end is unknown. Splits and mergers are events.

Known limits. The layout does not say which of the two groups is the affiliate, the older or the absorbed one: the first
is taken as affiliate, as what split or merged, the second as parent, as what came of it; such claims are marked as
inferred. Descriptions are prose of their authors and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conflictkg import claims
from conflictkg.dates import DateError, event_bounds, tie_bounds
from conflictkg.errors import InputError
from conflictkg.importers.contract import Importer, Job, columns, demand
from conflictkg.importers.days import OrderNeeded, edtf
from conflictkg.importers.file import File
from conflictkg.importers.mapfile import TEXT
from conflictkg.importers.study import Study
from conflictkg.namespaces import hashed
from conflictkg.vocabulary import vocabulary

_LIST = columns("type", "group1_id", "group2_id")
_KEY = columns("group_id", "name")
_TIES = {"all": "Alliance", "riv": "Rivalry", "aff": "Affiliation"}
_CHANGES = {"spl": "Splinter", "mer": "Merger"}
_WORDS = {"Splinter": "split from", "Merger": "merged into"}
_MISSING = ("", "-99", "na", ".")
_Cells = dict[str, str]


def _recognises(file: File) -> bool:
    return _LIST(file) or (_KEY(file) and len(file.header) <= 3)


def _rows(files: Sequence[File], job: Job) -> Iterator[claims.Row]:
    study = Study(job, files, {"kind": TEXT}, "Relations of groups")
    yield from study.head()
    groups = _Groups(study)
    for file in sorted(files, key=_LIST):  # key files first
        demand(file, *(("group_id", "name") if _KEY(file) else ("type", "group1_id", "group2_id")))
        yield from groups.key(file) if _KEY(file) else _links(file, study, groups)
    job.report.notes += groups.twice()


class _Groups:
    """The groups met so far: each is described once, and each spelling of its name is a claim."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._kind = study.map.term("Actor", study.map.text("kind", "armed group"), "kind")
        self._names: dict[str, dict[str, None]] = {}

    def key(self, file: File) -> Iterator[claims.Row]:
        """The groups of a key file."""
        for cells in self._study.job.records(file):
            if cells["group_id"].lower() in _MISSING or not cells["name"]:
                self._study.job.skip("a group without id or name", cells[""])
                continue
            yield from self.named(cells["group_id"], cells["name"], f"{file.path.name}, line {cells['']}")

    def named(self, id: str, name: str, place: str) -> Iterator[claims.Row]:
        """What a row tells of a group: itself, where it is new, and its name, where that is."""
        name = " ".join(name.split())
        known = self._names.get(id)
        if known is None:
            known = self._names[id] = {}
            yield claims.Actor(self._study.actor(id), self._kind, name or f"Group {id}")
        if name and name not in known:
            known[name] = None
            yield claims.Name(self._study.actor(id), name, self._study.claim(place, name))

    def twice(self) -> Iterator[str]:
        """Names that stand on more than one id: perhaps one group, which only a judgement can say."""
        ids: dict[str, dict[str, str]] = {}
        for id, names in self._names.items():
            for name in names:
                ids.setdefault(name.casefold(), {})[id] = name
        for several in ids.values():
            if len(several) > 1:
                cure = "`conflictkg same` joins them, if they are one"
                yield f'"{next(iter(several.values()))}" is the name of the ids {", ".join(several)}; {cure}'


def _links(file: File, study: Study, groups: _Groups) -> Iterator[claims.Row]:
    seen: dict[tuple[str, ...], str] = {}
    for cells in study.job.records(file):
        why, when = _refused(cells), ""
        if not why:
            when, why = _date(cells, file, study.order)
        ends = [cells["group1_id"], cells["group2_id"]]
        word = cells["type"].lower()[:3]
        symmetric = word in _TIES and vocabulary().relations[_TIES[word]].symmetric
        said = (word, *(sorted(ends) if symmetric else ends), when)
        if not why and seen.setdefault(said, cells[""]) != cells[""]:
            why = "says what a row before says"
        if why:
            study.job.skip(why, cells[""])
            continue
        place = f"{file.path.name}, line {cells['']}"
        for number in "12":
            yield from groups.named(cells[f"group{number}_id"], cells.get(f"group{number}_name", ""), place)
        yield _tie(word, cells, when, place, study) if word in _TIES else _change(word, cells, when, place, study)


def _refused(cells: _Cells) -> str:
    """Why a row cannot be used; empty where it can."""
    if cells["type"].lower()[:3] not in (*_TIES, *_CHANGES):
        return f"its type is none of {', '.join((*_TIES, *_CHANGES))}"
    if any(cells[end].lower() in _MISSING for end in ("group1_id", "group2_id")):
        return "a group has no id"
    return "both groups are one" if cells["group1_id"] == cells["group2_id"] else ""


def _date(cells: _Cells, file: File, order: str | None) -> tuple[str, str]:
    """The date as EDTF, and why it cannot be read."""
    try:
        return edtf(cells.get("date", ""), order), ""
    except OrderNeeded as error:
        cure = "Say the order of the whole column by --dates dmy, mdy or ymd."
        raise InputError(str(error), file.path, int(cells[""]), "date", cure) from None
    except DateError:
        return "", "its date cannot be read"


def _claim(cells: _Cells, study: Study, place: str, basis: str) -> claims.Claim:
    row = "\x1e".join(cells.get(name, "") for name in ("unique_id", "type", "group1_id", "group2_id", "date"))
    return study.claim(place, row, basis=basis)


def _tie(word: str, cells: _Cells, when: str, place: str, study: Study) -> claims.Tie:
    claim = _claim(cells, study, place, "inferred" if word == "aff" else "stated")
    if when:
        claim = claim._replace(when=f"{when}/", bounds=tie_bounds(when, ""))
    return claims.Tie(_TIES[word], study.actor(cells["group1_id"]), study.actor(cells["group2_id"]), claim)


def _change(word: str, cells: _Cells, when: str, place: str, study: Study) -> claims.Event:
    """A split: the second group came out of the first. A merger: the first went into the second."""
    kind = _CHANGES[word]
    one, other = (cells.get(f"group{n}_name") or f"Group {cells[f'group{n}_id']}" for n in "12")
    first, second = (one, other) if kind == "Merger" else (other, one)
    label = f"{' '.join(first.split())} {_WORDS[kind]} {' '.join(second.split())}"
    ends = (study.actor(cells["group1_id"]), study.actor(cells["group2_id"]))
    claim = _claim(cells, study, place, "inferred")._replace(when=when, bounds=event_bounds(when))
    node = hashed(study.job.dataset, "event", kind, *ends, when)
    return claims.Event(node, kind, label, claim, before=ends[:1], after=ends[1:])


IMPORTER = Importer("relations", _recognises, _rows, takes=("mapping", "date_order"))
