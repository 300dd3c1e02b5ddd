"""The United Nations Security Council Consolidated List (XML): who is listed, under which names, since when, by whom.

A listing is a declaration of those who keep the list, with its date; that an actor is listed is their claim about it
and nothing else. Their own aliases of low quality are hedged as such. Entities come in as organisations: the list names
armed groups, firms and charities alike, and does not say which is which.

Persons are left out unless ``--with-persons`` asks for them, and then come with names, listing and designations alone.
Birth dates and places, addresses, documents, nationalities and comments are never taken: comments hold family ties and
are prose of the list's. The terms of use do not let the list be handed on: the dataset is marked ``redistribute: no``.

Known limits. Associations that stand in comments only are not read. A list says who is on it on its day, not who was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from conflictkg import claims
from conflictkg.dates import DateError, event_bounds, tie_bounds
from conflictkg.errors import InputError
from conflictkg.importers.contract import Importer, Job
from conflictkg.importers.days import edtf
from conflictkg.importers.file import File
from conflictkg.importers.xmlrecords import Entry, records, root
from conflictkg.namespaces import thing

_ROOT = "CONSOLIDATED_LIST"
_TERMS = "United Nations terms of use: personal, non-commercial use, no redistribution"
_URL = "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list"
_KEEPERS = thing("un", "actor", "security-council")
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_KINDS = {"f.k.a.": "formerName", "fka": "formerName"}


def _recognises(file: File) -> bool:
    return file.suffix == ".xml" and root(file)[0] == _ROOT


def _rows(files: Sequence[File], job: Job) -> Iterator[claims.Row]:
    if len(files) > 1:
        raise InputError("is a second list.", files[1].path, cure="Load each under a --name of its own.")
    name, told = root(files[0])
    if name not in ("", _ROOT):
        raise InputError(f"is no consolidated list: it begins with {name}.", files[0].path)
    reader = _List(files[0], job, told.get("dateGenerated", "")[:10])
    yield from reader.head()
    for entry in records(files[0], ("INDIVIDUAL", "ENTITY")):
        job.report.read += 1
        if entry.element.tag == "INDIVIDUAL" and not job.options.persons:
            job.skip("a person; --with-persons takes persons in", entry.line)
        else:
            yield from reader.entry(entry)


class _List:
    """One list while it is read."""

    def __init__(self, file: File, job: Job, day: str) -> None:
        self._file, self._job = file, job
        try:
            self._day = edtf(day)
        except DateError:
            self._day = ""
        self._source = thing("un", "source", f"consolidated-list-{self._day}".rstrip("-"))
        self._seen: set[str] = set()

    def head(self) -> Iterator[claims.Row]:
        """The dataset, its source, and the Security Council."""
        title = "United Nations Security Council Consolidated List"
        cited = f"United Nations Security Council, Consolidated List, {self._day or 'no date'}. {_URL}"
        yield self._job.described(
            claims.Dataset(
                self._job.dataset,
                title,
                description="Designations by the Security Council and its committees: claims of theirs, not findings.",
                licence=_TERMS,
                version=self._day,
                creator="United Nations Security Council",
                citation=cited,
                coverage_to=self._day,
                redistribute="no",
            )
        )
        yield claims.Actor(_KEEPERS, "Organisation", "United Nations Security Council")
        yield claims.Source(
            self._source, title, "officialDocument", _KEEPERS, published=self._day, url=_URL, licence=_TERMS
        )

    def entry(self, entry: Entry) -> Iterator[claims.Row]:
        """What the list says of one listed."""
        element = entry.element
        number = _said(element, "REFERENCE_NUMBER").rstrip(".") or _said(element, "DATAID")
        name = " ".join(filter(None, (_said(element, part) for part in _NAME_PARTS)))
        if not number or not name:
            self._job.skip("has no reference number or no name", entry.line)
            return
        if number in self._seen:
            self._job.skip("its reference number stands on an entry before", entry.line)
            return
        self._seen.add(number)
        person = element.tag == "INDIVIDUAL"
        actor = thing("un", "actor", number)
        listed = _said(element, "UN_LIST_TYPE")
        yield claims.Actor(actor, "Person" if person else "Organisation", name)
        yield from self._keepers(listed)
        claim = self._claim(f"{number} (line {entry.line})", listed)
        yield claims.Name(actor, name, claim, kind="official")
        if script := _said(element, "NAME_ORIGINAL_SCRIPT"):
            yield claims.Name(actor, script, claim)
        yield from self._aliases(actor, element, claim)
        if person:
            for role in element.iterfind("DESIGNATION/VALUE"):
                if text := _text(role):
                    yield claims.Fact(actor, "describedAs", claim, value=text)
        yield from self._listing(actor, name, number, listed, self._listed_on(element, entry.line), claim)

    def _listed_on(self, element: Element, line: int) -> str:
        text = _said(element, "LISTED_ON")[:10]
        try:
            return edtf(text)
        except DateError:
            self._job.remark("the date of listing cannot be read; it is left out", line)
            return ""

    def _aliases(self, actor: str, element: Element, claim: claims.Claim) -> Iterator[claims.Name]:
        for alias in (*element.iterfind("ENTITY_ALIAS"), *element.iterfind("INDIVIDUAL_ALIAS")):
            quality = _said(alias, "QUALITY")
            told = claim._replace(note=f"quality of the alias: {quality}") if quality else claim
            if quality.lower() == "low":
                told = told._replace(hedge="alias of low quality")
            for text in filter(None, map(str.strip, _said(alias, "ALIAS_NAME").split(";"))):
                row = f"{told.row} {quality} {text}"
                yield claims.Name(actor, text, told._replace(row=row), kind=_KINDS.get(quality.lower(), "alias"))

    def _listing(
        self, actor: str, name: str, number: str, listed: str, day: str, claim: claims.Claim
    ) -> Iterator[claims.Row]:
        """The act of listing, who did it to whom, and what is claimed by it."""
        event = thing("un", "event", f"listing-{number}")
        dated = claim._replace(when=day, bounds=event_bounds(day), constitutive=True)
        yield claims.Event(event, "Declaration", f"Listing of {name}", dated)
        yield claims.Participation(event, self._committee(listed), "speaker", dated)
        yield claims.Participation(event, actor, "addressee", dated)
        on_list = f"on the Security Council's consolidated list ({listed})" if listed else "on the consolidated list"
        bounds = tie_bounds(day, "..", published=self._day)
        holds = claim._replace(when=f"{day}/.." if day else "", bounds=bounds)
        yield claims.Fact(actor, "describedAs", holds, value=on_list)

    def _committee(self, listed: str) -> str:
        return thing("un", "actor", f"list-{listed}") if listed else _KEEPERS

    def _keepers(self, listed: str) -> Iterator[claims.Actor]:
        """Those who keep one part of the list, as an actor of their own."""
        keepers = self._committee(listed)
        if keepers not in self._seen and keepers != _KEEPERS:
            self._seen.add(keepers)
            yield claims.Actor(keepers, "Organisation", f"UN Security Council, those who keep the list {listed}")

    def _claim(self, place: str, listed: str) -> claims.Claim:
        return claims.Claim(
            source=self._source,
            locator=claims.Locator(place),
            stance="asserts",
            attester=self._committee(listed),
            row=place.split(" ")[0],
        )


def _text(element: Element) -> str:
    """The text in an element, on one line."""
    return " ".join((element.text or "").split())


def _said(element: Element, name: str) -> str:
    child = element.find(name)
    return "" if child is None else _text(child)


IMPORTER = Importer("un-sanctions", _recognises, _rows, takes=("persons",))
