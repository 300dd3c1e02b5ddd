"""A dataset that a user describes: title, licence, who coded it, under which space its ids stand; a claim per row.

The formats that many studies share (relation lists, matrices, any table) say nothing of themselves. The part
``dataset`` of a map does; without it the coders of the file are the attesters and the licence is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from conflictkg import claims
from conflictkg.dates import UNDATED, Bounds
from conflictkg.importers.contract import Job
from conflictkg.importers.file import File
from conflictkg.importers.mapfile import Map, Section, read
from conflictkg.namespaces import thing

_TOLD = ("title", "description", "licence", "version", "creator", "citation", "redistribute")
_COVERAGE = ("coverage_from", "coverage_to", "coverage_places", "threshold")
FIELDS = (*_TOLD, *_COVERAGE, "attester", "space", "url", "published", "dates")
"""Fields of the part ``dataset`` of a map."""

ORDERS = ("dmy", "mdy", "ymd")


class Study:
    """One such dataset while it is read."""

    def __init__(self, job: Job, files: Sequence[File], sections: Mapping[str, Section], title: str) -> None:
        self.job = job
        self.map: Map = read(job.options.mapping, {"dataset": FIELDS, **sections})
        self._told = self.map.section("dataset")
        self.space = self._told.get("space") or job.dataset
        self.title = self._told.get("title") or f"{title}: {', '.join(file.path.name for file in files)}"
        self.attester = thing(job.dataset, "actor", f"coders-of-{job.dataset}")
        self.source = thing(job.dataset, "source", job.dataset)
        self.order = job.options.date_order
        if "dates" in self._told:
            self.order = self.order or self.map.one_of(self._told["dates"], ORDERS, "dataset", "dates")

    def head(self) -> Iterator[claims.Row]:
        """The rows that each file begins with: the dataset, its source and its coders."""
        told = {field: self._told[field] for field in (*_TOLD, *_COVERAGE) if field in self._told}
        yield self.job.described(claims.Dataset(self.job.dataset, **{**told, "title": self.title}))
        coders = self._told.get("attester") or self._told.get("creator") or f"Coders of {self.title}"
        yield claims.Actor(self.attester, "MonitoringOrganisation", coders)
        yield claims.Source(
            self.source,
            self.title,
            kind="dataset",
            publisher=self.attester,
            published=self._told.get("published", ""),
            url=self._told.get("url", ""),
            licence=self._told.get("licence", ""),
        )
        if "licence" not in self._told:
            self.job.report.notes.append("its licence is not told; a map can say it (dataset: licence)")

    def actor(self, code: str) -> str:
        """The IRI of an actor by its id or code."""
        return thing(self.space, "actor", code)

    def claim(
        self, place: str, row: str, key: str = "", when: str = "", bounds: Bounds = UNDATED, basis: str = "stated"
    ) -> claims.Claim:
        """The coders' claim at a place of the file; ``row`` is what stands there."""
        return claims.Claim(
            source=self.source,
            locator=claims.Locator(place),
            stance="asserts",
            attester=self.attester,
            key=key,
            row=row,
            basis=basis,
            when=when,
            bounds=bounds,
        )
