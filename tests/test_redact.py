"""Redacting: a person or source is out of every graph, answer and file of a store, and stays out."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import conflictkg
from conflictkg.cli import cli
from conflictkg.judging.redact import redact, undo
from conflictkg.serve.shown import shown

ASSAD, SOURCE = "ckg/actor/bashar-al-assad", "ckg/source/independent-2015-03-28"
OFFICIAL = "ckg/actor/syrian-military-official"


def files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_person_is_out_of_every_file_and_stays_out(tmp_path: Path) -> None:
    with conflictkg.open(tmp_path / "db") as kg:
        kg.load("idlib-2015")
        before = kg.export("nquads")
        assert "bashar-al-assad" in before
        assert b"bashar-al-assad" in files(tmp_path / "db")
        done = redact(kg.store, ASSAD, "asked for")
        assert done.statements > 10
        assert b"bashar-al-assad" not in files(tmp_path / "db")
        assert b"Bashar al-Assad" not in files(tmp_path / "db") or done.mentions
        after = kg.export("nquads")
        kg.load("idlib-2015")
        assert kg.export("nquads") == after
        lost = set(before.splitlines()) - set(after.splitlines())
        assert set(after.splitlines()) < set(before.splitlines())
        assert len(lost) < len(before.splitlines()) / 10
        assert len(kg.query("coalition-members", coalition="Jaysh al-Fatah")) == 7
        undo(kg.store, ASSAD)
        kg.load("idlib-2015")
        assert kg.export("nquads") == before


def test_an_attester_goes_with_what_nobody_else_says() -> None:
    kg = conflictkg.example()
    status = {row["about"]: row["status"] for row in kg.query("disputed")}
    assert status["existence"] == "contested by a party"
    redact(kg.store, OFFICIAL)
    assert "Syrian military official" not in kg.export("nquads")
    assert "existence" not in {row["about"] for row in kg.query("disputed")}  # nobody else disputes it
    claims = {claim for claim, _ in kg.store.pairs("https://w3id.org/conflictkg/ontology#stance")}
    about = {claim for claim, _ in kg.store.pairs("https://w3id.org/conflictkg/ontology#about")}
    assert claims == about


def test_a_source_goes_with_all_that_rests_on_it() -> None:
    kg = conflictkg.example("idlib-2015", "idlib-2015-context")
    names = len(kg.query("names-of", actor="Jabhat al-Nusra"))
    redact(kg.store, SOURCE)
    assert len(kg.query("coalition-members", coalition="Jaysh al-Fatah")) == 0
    assert 0 < len(kg.query("names-of", actor="Jabhat al-Nusra")) < names  # those of other sources
    assert "independent-2015-03-28" not in kg.export("nquads")


def test_what_is_not_here_yet_is_kept_out() -> None:
    kg = conflictkg.open(":memory:")
    redact(kg.store, ASSAD)
    kg.load("idlib-2015")
    assert "bashar-al-assad" not in kg.export("nquads")
    assert "redaction" not in kg.export("nquads")
    assert "redaction" not in str([str(quad) for quad in shown(kg.store).engine])


@pytest.mark.parametrize(
    ("id", "told"),
    [("Isis", "is no id"), ("ckg/actor/isis", "armed group; redact takes persons"), ("ckg/place/idlib", "no person")],
)
def test_groups_and_places_are_not_redacted(id: str, told: str) -> None:
    with pytest.raises(conflictkg.ConflictKGError, match=told):
        redact(conflictkg.example().store, id)


def test_the_command_says_what_it_did_and_where_to_look(tmp_path: Path) -> None:
    run = CliRunner()
    at = ["--store", str(tmp_path / "db")]
    assert run.invoke(cli, [*at, "load", "idlib-2015"]).exit_code == 0
    done = run.invoke(cli, [*at, "redact", ASSAD, "--because", "a test"])
    assert done.exit_code == 0
    assert "statements are out, and stay out" in done.stderr
    assert run.invoke(cli, [*at, "find", "Bashar al-Assad"]).stdout == ""
    again = run.invoke(cli, [*at, "redact", ASSAD, "--undo"])
    assert "load its data again" in again.stderr
    assert "is not redacted here" in str(run.invoke(cli, [*at, "redact", "ckg/actor/x", "--undo"]).exception)
