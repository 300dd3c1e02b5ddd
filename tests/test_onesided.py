"""The UCDP One-sided Violence Dataset: directed ties to civilians, never hostilities."""

from __future__ import annotations

from loading import SAMPLES, load, select, violence


def test_violence_is_directed_and_makes_nobody_an_enemy() -> None:
    kg, report = load(SAMPLES / "ucdp-onesided.csv")
    assert violence(kg) == [
        ("Government of Valland used violence against Civilians", "2011", "2011", "300", "300", "300"),
        ("Government of Valland used violence against Civilians", "2012", "2012", "25", "25", "25"),
        ("Green Front used violence against Civilians", "2012", "2012", "40", "40", "40"),
        ("Green Front, River League used violence against Civilians", "2012", "2012", "30", "30", "30"),
        ("River League used violence against Civilians", "2012", "2012", "26", "26", "26"),
    ]
    assert not select(kg, "SELECT ?t WHERE { ?t a ckg:Hostility }")
    sides = "SELECT ?a ?b WHERE { ?t a ckg:CoBelligerence ; ckg:tieFrom ?a ; ckg:tieTo ?b }"
    assert select(kg, sides) == [("21", "6903"), ("22", "6903")]
    assert (report.read, report.used) == (7, 5)
    assert "1 row (line 6): its name and is_government_actor do not agree; the name is taken" in "\n".join(
        report.lines()
    )
