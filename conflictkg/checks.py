"""Checks: what is wrong with the data, which record, and how to mend it.

Of data: the queries of ``queries/checks``, the SHACL shapes of the ontology, the consistency of the data with the
ontology (HermiT, needs Java), and, given a source's text, every locator. Of an ontology: its house style and HermiT.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox

from conflictkg import locate, reports
from conflictkg.claims import Locator
from conflictkg.errors import ConflictKGError
from conflictkg.namespaces import BASE, DERIVED_GRAPHS, short
from conflictkg.resources import shipped
from conflictkg.shacl import constraints
from conflictkg.shacl_rules import breaches
from conflictkg.store import MemoryStore, Store

_HEAD = re.compile(r"#\s*@(severity|cure)\s+(.+)")
_REASONED = 20_000
_MANY = 40
_WORST = 10
_GRAVITY = ("error", "warning", "note")
_OPENING = re.compile(rb"\bowl:Ontology\b|<http://www\.w3\.org/2002/07/owl#Ontology>")
_UNSOUND = "Look at its disjoint classes, domains and ranges, and take out the statement that goes too far."


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

    def add(self, more: Findings) -> None:
        """Take in the findings of another check, and what it skipped."""
        self.extend(more)
        self.skipped += [reason for reason in more.skipped if reason not in self.skipped]

    def serialise(self, format: str = "text") -> str:
        """As text, JSON or SARIF 2.1.0."""
        if format == "json":
            told = {"findings": [f._asdict() for f in self], "skipped": self.skipped}
            return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        if format == "sarif":
            return json.dumps(_sarif(self), ensure_ascii=False, indent=2) + "\n"
        return "\n".join([*self._shown(), f"{len(self)} finding{'' if len(self) == 1 else 's'}."]) + "\n"

    def _shown(self) -> Iterator[str]:
        """Every finding; of many the worst, with how many there are of each kind."""
        if len(self) <= _MANY:
            yield from (finding.line() for finding in self)
            return
        kinds = Counter((finding.severity, finding.check) for finding in self)
        for (severity, check), count in sorted(kinds.items(), key=lambda k: (_GRAVITY.index(k[0][0]), -k[1], k[0][1])):
            yield f"{count:>7,} {severity}{'' if count == 1 else 's'}: {check}"
        worst = sorted(self, key=lambda finding: _GRAVITY.index(finding.severity))[:_WORST]
        yield f"\nThe {_WORST} worst (-f json has all):"
        yield from (finding.line() for finding in worst)


def check(store: Store, texts: Mapping[str, Path] | None = None) -> Findings:
    """All checks over a store. ``texts`` gives copies of sources by id."""
    skipped: list[str] = []
    store = MemoryStore(store.engine, store.place)  # on a server too, all of it is looked at here
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
            what = f"{row['detail'].replace(BASE, '')}." if row["detail"] else title
            yield Finding(path.stem, told.get("severity", "warning"), short(row["record"]), what, told.get("cure", ""))


def shapes(store: Store) -> Iterator[Finding]:
    """The findings of the SHACL shapes over all datasets, run as SPARQL in the store."""
    datasets = ox.Store()  # a copy: the engine is slow over a list of graphs, and what is derived must not count
    for text in _told_graphs(store):
        datasets.bulk_load(text, ox.RdfFormat.N_TRIPLES)
    for each in constraints(shipped("ontology", "shapes.ttl")):
        found: Any = datasets.query(each.query)
        for row in found:
            value = row["value"] if "value" in each.query[:40] else None
            yield _told("shapes", each.severity, row["focus"].value, each.message, value.value if value else "")


def _told_graphs(store: Store) -> Iterator[bytes]:
    """The graphs that are not derived, as N-Triples."""
    for graph in store.graphs():
        if graph not in DERIVED_GRAPHS:
            yield store.engine.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b""


def check_ontology(path: str | Path) -> Findings:
    """All checks of an ontology file: its style, whether it contradicts itself, classes that nothing can be in."""
    skipped: list[str] = []
    graph, found = _ontology(path)
    if not found:
        found = [*_style(graph), *_soundness(graph, str(path), skipped)]
    return Findings(sorted(found), skipped)


def unexplained_pitfalls() -> Iterator[Finding]:
    """The known pitfalls that the shipped ontology has without a reason."""
    from conflictkg.pitfalls import pitfalls

    cure = "Mend the term, or write the reason into queries/pitfalls/reasons.csv."
    for each in pitfalls():
        for name in (name for name, reason in each.found.items() if not reason):
            yield Finding(f"pitfall {each.code}", "warning", name, each.title, cure)


def style(path: str | Path) -> list[Finding]:
    """The findings of the house style over an ontology file; one finding when it is no ontology."""
    graph, found = _ontology(path)
    return found or sorted(_style(graph))


def is_ontology(path: str | Path) -> bool:
    """Whether a file is Turtle that declares an ontology in its first megabyte."""
    if Path(path).suffix.lower() != ".ttl" or not Path(path).is_file():
        return False
    with open(path, "rb") as file:
        return _OPENING.search(re.sub(rb"(?m)^\s*#.*$", b"", file.read(1_000_000))) is not None


def _ontology(path: str | Path) -> tuple[Any, list[Finding]]:
    """An ontology file as an rdflib graph, and why it is none."""
    import pyoxigraph as ox
    import rdflib

    try:  # the engine's parser tells line and column, and no file makes it stumble
        triples = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        plain = ox.serialize((quad.triple for quad in triples), format=ox.RdfFormat.N_TRIPLES) or b""
    except (OSError, ValueError, SyntaxError) as error:
        why = " ".join(str(error).split())[:200]
        return None, [Finding("style", "error", str(path), f"It cannot be read as Turtle ({why}).", "Mend its syntax.")]
    graph = rdflib.Graph().parse(data=plain, format="nt")
    if (None, rdflib.RDF.type, rdflib.OWL.Ontology) not in graph:
        cure = "Give it a header: <IRI> a owl:Ontology."
        return graph, [Finding("style", "error", str(path), "It declares no ontology.", cure)]
    return graph, []


def _soundness(graph: Any, path: str, skipped: list[str]) -> Iterator[Finding]:
    """What HermiT finds wrong with an ontology."""
    if not shutil.which("java"):
        skipped.append("consistency: Java is not installed")
        return
    from conflictkg.reasoning import faults

    for iri in faults(graph):
        if iri:
            yield Finding("consistency", "error", short(iri), "The class can have no members.", _UNSOUND)
        else:
            yield Finding("consistency", "error", path, "The ontology contradicts itself.", _UNSOUND)


def _style(data: Any) -> Iterator[Finding]:
    """The findings of the house style over an ontology."""
    import pyshacl
    import rdflib

    sh = rdflib.SH
    rules = rdflib.Graph().parse(shipped("ontology", "house-style.ttl"))
    for term, message in breaches(rules, data):
        yield _told("style", "error", term, message, "")
    rules.remove((None, sh.sparql, None))
    _, report, told = pyshacl.validate(data, shacl_graph=rules, advanced=True)
    if not isinstance(report, rdflib.Graph):
        raise ConflictKGError(f"The house style could not be run ({told}). This is a fault: please report it.")
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        level = str(report.value(result, sh.resultSeverity)).rpartition("#")[2]
        record, value = report.value(result, sh.focusNode), report.value(result, sh.value)
        severity = {"Violation": "error", "Warning": "warning"}.get(level, "note")
        message = str(report.value(result, sh.resultMessage))
        yield _told("style", severity, str(record), message, "" if value is None else str(value))


def _told(check: str, severity: str, record: str, message: str, value: str) -> Finding:
    """A finding of a shape. Its message is two sentences: what is wrong, and the cure."""
    what, _, cure = message.partition(". ")
    said = f' (found "{short(value)}")' if value and value != record else ""
    return Finding(check, severity, short(record), f"{what}{said}.", cure)


def claimed(store: Store) -> Any:
    """The datasets without what is derived, as an rdflib graph."""
    import rdflib

    return rdflib.Graph().parse(data=b"".join(_told_graphs(store)), format="nt")


def consistency(store: Store, skipped: list[str]) -> Iterator[Finding]:
    """Whether the data agree with the ontology: things of two kinds, and what HermiT finds; what is skipped is told."""
    from conflictkg.reasoning import clashes, inconsistencies

    data = claimed(store)
    told = False
    for iri, kinds in clashes(data):
        told = True
        what = f"It is taken for {' and for '.join(short(kind) for kind in kinds)}, which shut each other out."
        yield Finding("consistency", "error", short(iri), what, "Mend its kind, or the tie or claim that names it.")
    if not shutil.which("java"):
        skipped.append("consistency: Java is not installed")
    elif len(data) > _REASONED:
        skipped.append(f"consistency: {len(data)} triples are too many for a reasoner (limit {_REASONED})")
    elif not told:  # else the reasoner would only say again that something is wrong
        for what in inconsistencies(data):
            yield Finding(
                "consistency", "error", "ontology", what, "Look at the classes and ends of the ties involved."
            )


def locators(store: Store, source: str, path: Path) -> Iterator[Finding]:
    """Every claim of a source whose passage is not where its locator says, in this copy of the text."""
    rows = [row for iri in reports.cited(store, source) for row in reports.rows(store, "locators", source=iri)]
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
