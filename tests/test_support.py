"""The UCDP External Support Dataset: kinds of support in runs of years, alleged ones hedged."""

from __future__ import annotations

from loading import SAMPLES, load, select, supports


def test_years_that_follow_on_each_other_are_one_spell() -> None:
    kg, report = load(SAMPLES / "ucdp-esd.csv")
    canada = "Government of Canada sponsors Green Front"
    assert supports(kg) == [
        (canada, "funds", "1990", "1991", "accepted"),
        (canada, "training", "1994", "1994", "unverified"),
        (canada, "weapons", "1990", "1991", "accepted"),
        (canada, "weapons", "1993", "1993", "accepted"),
        ("River League sponsors Government of Valland", "troops", "1990", "1990", "accepted"),
    ]
    assert select(kg, "SELECT ?hedge WHERE { ?c ckg:hedge ?hedge }") == [("alleged",)]
    assert report.skipped == [
        "1 row (line 13): its ext_id is not a number",
        "1 row (line 11): its year is no year",
        "1 row (line 12): supporter and beneficiary are one",
        "1 row (line 10): tells of support without the id of a supporter",
    ]
    assert "1 row (line 9): ext_w is neither 1 nor 0, and is left out" in "\n".join(report.lines())


def test_a_day_in_a_run_of_years_is_certain_and_the_years_around_are_excluded() -> None:
    kg, _ = load(SAMPLES / "ucdp-esd.csv")
    asked = {day: kg.query("sponsors", actor="Green Front", as_of=day) for day in ("1991-07-01", "1992-07-01")}
    assert sorted((row["kind"], row["certainty"]) for row in asked["1991-07-01"]) == [
        ("funds", "certain"),
        ("weapons", "certain"),
    ]
    assert not list(asked["1992-07-01"])
