"""Checks: what is wrong with the data, which record, and how to mend it.

Four kinds: the queries of ``queries/checks``, the SHACL shapes of the ontology, the consistency of the data with the
ontology (HermiT, needs Java), and, given a source's text, every locator.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from conflictkg import locate, reports
from conflictkg.claims import Locator
from conflictkg.namespaces import CKG, DERIVED, full, short
from conflictkg.resources import shipped
from conflictkg.store.base import Store

_HEAD = re.compile(r"#\s*@(severity|cure)\s+(.+)")
_REASONED = 20_000


class Finding(NamedTuple):
    """One fault: the check that found it, its severity (error, warning, note), the record, what and how to mend."""

    check: str
    severity: str
    record: str
    what: str
    cure: str = ""

    def line(self) -> str:
        """The finding as one line of text."""
        return f"{self.severity}: {self.record}: {self.what} {self.cure} [{self.check}]".replace("  ", " ")


class Findings(list[Finding]):
    """Findings, and what was skipped with the reason."""

    def __init__(self, found: Iterable[Finding] = (), skipped: list[str] | None = None) -> None:
        super().__init__(found)
        self.skipped = skipped if skipped is not None else []

    def serialise(self, format: str = "text") -> str:
        """As text, JSON or SARIF 2.1.0."""
        if format == "json":
            told = {"findings": [f._asdict() for f in self], "skipped": self.skipped}
            return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        if format == "sarif":
            return json.dumps(_sarif(self), ensure_ascii=False, indent=2) + "\n"
        lines = [finding.line() for finding in self]
        return "\n".join([*lines, f"{len(self)} finding{'' if len(self) == 1 else 's'}."]) + "\n"


def check(store: Store, texts: Mapping[str, Path] | None = None) -> Findings:
    """All checks over a store. ``texts`` gives copies of sources by id."""
    skipped: list[str] = []
    found = [*queries(store), *shapes(store), *consistency(store, skipped)]
    for source, path in (texts or {}).items():
        found += locators(store, source, path)
    return Findings(sorted(found), skipped)


def queries(store: Store) -> Iterator[Finding]:
    """The findings of ``queries/checks``."""
    for path in sorted(shipped("queries", "checks").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        told = {m[1]: m[2] for line in text.splitlines() if (m := _HEAD.match(line))}
        title = text.splitlines()[0].lstrip("# ")
        for row in store.select(text):
            what = f"{row['detail']}." if row["detail"] else title
            yield Finding(path.stem, told.get("severity", "warning"), short(row["record"]), what, told.get("cure", ""))


def shapes(store: Store) -> Iterator[Finding]:
    """The findings of the SHACL shapes over all datasets."""
    import pyshacl
    import rdflib

    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    ontology = rdflib.Graph().parse(shipped("ontology", "conflictkg.ttl"))
    rules = rdflib.Graph().parse(shipped("ontology", "shapes.ttl"))
    _, report, _ = pyshacl.validate(_data(store), shacl_graph=rules, ont_graph=ontology, advanced=False)
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        severity = {sh.Violation: "error", sh.Warning: "warning"}.get(report.value(result, sh.resultSeverity), "note")
        record = short(str(report.value(result, sh.focusNode)))
        value = report.value(result, sh.value)
        said = f' (found "{short(str(value))}")' if value is not None else ""
        yield Finding("shapes", severity, record, f"{report.value(result, sh.resultMessage)}{said}")


def _data(store: Store) -> Any:
    """The datasets without what is derived, as an rdflib graph."""
    import io

    import pyoxigraph as ox
    import rdflib

    quads = (q.triple for q in store.engine if q.graph_name != ox.NamedNode(DERIVED))
    buffer = io.BytesIO(ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b"")
    return rdflib.Graph().parse(buffer, format="nt")


def consistency(store: Store, skipped: list[str]) -> Iterator[Finding]:
    """Whether the data agree with the ontology, by HermiT; what is skipped is told."""
    if not shutil.which("java"):
        skipped.append("consistency: Java is not installed")
        return
    data = _data(store)
    if len(data) > _REASONED:
        skipped.append(f"consistency: {len(data)} triples are too many for a reasoner (limit {_REASONED})")
        return
    from conflictkg.reasoning import inconsistencies

    for what in inconsistencies(data):
        yield Finding("consistency", "error", "ontology", what, "Look at the classes and ends of the ties involved.")


def locators(store: Store, source: str, path: Path) -> Iterator[Finding]:
    """Every claim of a source whose passage is not where its locator says, in this copy of the text."""
    rows = [row for iri in _sources(store, source) for row in reports.rows(store, "locators", source=iri)]
    if not rows:
        yield Finding("locators", "error", source, "no claim has this source.", "Give the id of a loaded source.")
        return
    text = locate.read_text(path)
    for row in rows:
        if not row["hash"]:
            continue
        locator = Locator(row["text"], int(row["start"]), int(row["end"]), row["hash"])
        if locate.passage(locator, text) is None:
            cure = "The copy differs from the coder's, or the locator is wrong."
            yield Finding("locators", "error", short(row["claim"]), f"{path} has other words at {_place(row)}.", cure)


def _place(row: dict[str, str]) -> str:
    return f"characters {row['start']}-{row['end']}"


def _sources(store: Store, source: str) -> list[str]:
    """The sources that an id means: in full, or the last part of it in any space."""
    found = {iri for _, iri in store.pairs(CKG + "reportedIn")}
    wanted = {full(source), source} if "/" in source else set()
    ending = f"/source/{quote(source, safe='')}"
    return sorted(iri for iri in found if iri in wanted or (not wanted and iri.endswith(ending)))


def _sarif(findings: Findings) -> dict[str, Any]:
    levels = {"error": "error", "warning": "warning", "note": "note"}
    results = [
        {
            "ruleId": finding.check,
            "level": levels[finding.severity],
            "message": {"text": f"{finding.what} {finding.cure}".strip()},
            "locations": [{"logicalLocations": [{"fullyQualifiedName": finding.record}]}],
        }
        for finding in findings
    ]
    rules = [{"id": name} for name in sorted({finding.check for finding in findings})]
    driver = {"name": "conflictkg", "rules": rules}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return {"$schema": schema, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
