"""Profiles, datasets and search."""

from __future__ import annotations

import conflictkg
from conflictkg.graph import KnowledgeGraph


def test_profile_tells_ties_from_the_actor_and_towards_it(idlib: KnowledgeGraph) -> None:
    text = idlib.show("Jaysh al-Fatah", as_of="2015-03-28")
    assert text.startswith("Jaysh al-Fatah\ncoalition · ckg/actor/jaysh-al-fatah · policy default, as of 2015-03-28\n")
    assert "Jabhat al-Nusra leads Jaysh al-Fatah (last evidence 2015-03-28, certain, accepted)" in text
    assert "Army of Fatah" in text
    assert "gains control: Capture of Idlib, March 2015" in text


def test_info_counts(idlib: KnowledgeGraph) -> None:
    (row,) = idlib.info()
    assert row["dataset"] == "idlib-2015"
    assert int(row["claims"]) > 150
    assert row["licence"] == "CC-BY-4.0"


def test_waiting_judgements() -> None:
    assert conflictkg.example("idlib-2015", "idlib-2015-crosswalk").waiting() == 14
    assert conflictkg.example("idlib-2015").waiting() == 0


def test_find_says_why(idlib: KnowledgeGraph) -> None:
    (exact,) = idlib.find("army of fatah")
    assert exact["why"] == "has this name"
    assert next(iter(idlib.find("Ahrar ash-Sham")))["name"] == "Ahrar al-Sham"
