"""The UCDP Dyadic Dataset: hostilities by year with levels of intensity, lists of ids, second sides by name."""

from __future__ import annotations

from loading import SAMPLES, contests, facts, load, select, supports, violence


def test_dyad_years_second_sides_and_issues() -> None:
    kg, report = load(SAMPLES / "ucdp-dyadic.csv")
    valland = "Government of Valland"
    assert violence(kg) == [
        (f"{valland} hostile to Government of Canada", "2012", "2012", "25", "", "999"),
        (f"{valland} hostile to Government of Cuba", "2012", "2012", "25", "", "999"),
        (f"{valland} hostile to Green Front", "2011-05-14", "2011", "25", "", "999"),
        (f"{valland} hostile to Green Front", "2012", "2012", "1000", "", ""),
        (f"{valland} hostile to Green Front", "2012", "2012", "25", "", "999"),
        (f"{valland} hostile to River League", "2012", "2012", "25", "", "999"),
        (f"{valland} hostile to River League", "2012", "2012", "25", "", "999"),
    ]
    names = select(kg, "SELECT ?a ?label WHERE { ?a a ckg:Government ; skos:prefLabel ?label }")
    assert ("4", "Government of Canada") in names  # the row has "5, 4" beside "Canada, Cuba"
    assert ("5", "Government of Cuba") in names
    assert supports(kg) == [
        ("Government of Canada sponsors Government of Valland", "troops", "2011", "2011", "accepted"),
        ("Government of Cuba sponsors Government of Valland", "troops", "2011", "2011", "accepted"),
    ]
    assert (f"{valland} - River League", "2009~") in contests(kg)
    assert (f"{valland} - River League incompatibility territory: Riverside", "", "", "") in facts(kg)
    assert (report.read, report.used) == (7, 5)
    told = "\n".join(report.lines())
    assert "1 row (line 3): side_b_2nd names actors of whom no id is known: Government of Nowhere" in told
    assert [row["version"] for row in kg.info()] == ["22.1"]  # the file has "22,1"
