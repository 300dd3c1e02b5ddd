"""RDF files come in the same whether their quads are held or the file is read again and again."""

from __future__ import annotations

from pathlib import Path

import pytest

import conflictkg
from conflictkg.errors import InputError
from conflictkg.graph import KnowledgeGraph
from conflictkg.importers import rdffile

FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml", "turtle12", "nquads12")
SUFFIX = {"turtle12": ".ttl", "nquads12": ".nq", "turtle": ".ttl", "nquads": ".nq", "ntriples": ".nt", "rdfxml": ".rdf"}
CKG = "https://w3id.org/conflictkg/ontology#"
BLANK = f"""
[] a <{CKG}ArmedGroup> ; <urn:p> _:b , [ <urn:q> _:b ] .
_:r <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( _:b <urn:p> <urn:o> )>> .
"""


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return conflictkg.example("idlib-2015", "idlib-2015-context")


def told(path: Path) -> list[tuple[str, list[str], dict[str, int]]]:
    return [
        (batch.dataset, sorted("".join(batch.quads).splitlines()), dict(batch.report.counts))
        for batch in rdffile.batches(path)
    ]


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_that_is_read_again_gives_what_a_held_one_gives(
    format: str, kg: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"file{SUFFIX.get(format, f'.{format}')}"
    kg.export(format, path)
    held = told(path)
    assert [name for name, _, _ in held] == ["idlib-2015", "idlib-2015-context"]
    assert all(lines and counts for _, lines, counts in held)
    monkeypatch.setattr(rdffile, "_SMALL", -1)
    assert told(path) == held


def test_blank_nodes_get_the_same_names_each_time_in_triples_of_triples_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "blank.ttl"
    path.write_text(BLANK, "utf-8")
    held = told(path)
    monkeypatch.setattr(rdffile, "_SMALL", -1)
    assert told(path) == held == told(path)
    ((_, lines, _),) = held
    assert "_:" not in "".join(lines)
    (link,) = (line for line in lines if "<urn:q>" in line)
    (reified,) = (line for line in lines if "reifies" in line)
    assert link.split()[2] in reified


def test_a_fault_far_in_a_large_file_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdffile, "_SMALL", -1)
    path = tmp_path / "fault.nt"
    path.write_text("<urn:a> <urn:b> <urn:c> .\n" * 500 + "<urn:a> <urn:b> oops .\n", "utf-8")
    with pytest.raises(InputError, match="line 501: is not valid RDF"):
        rdffile.batches(path)
