"""The UN Security Council's consolidated list: designations are claims, and persons stay out unless asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from loading import SAMPLES, flaws, load, select, write

from conflictkg.errors import InputError

LIST = SAMPLES / "un-sanctions.xml"
EVERYTHING = "SELECT ?o WHERE { GRAPH ?g { ?s ?p ?o } }"


def test_entities_come_in_with_their_names() -> None:
    kg, report = load(LIST)
    kinds = "SELECT ?text ?kind ?hedge WHERE { ?n ckg:nameText ?text ; ckg:nameKind ?kind . ?c ckg:about ?n "
    assert select(kg, kinds + "OPTIONAL { ?c ckg:hedge ?hedge } }") == [
        ("FRONT FOR THE VALLEY", "ontology#official", ""),
        ("Greens & Co", "ontology#alias", ""),
        ("Old Front", "ontology#formerName", ""),
        ("RIVER TRUST", "ontology#official", ""),
        ("The Group", "ontology#alias", "alias of low quality"),
        ("Valley Front", "ontology#alias", ""),
    ]
    assert (report.read, report.used) == (5, 2)
    assert report.skipped == [
        "1 row (line 4): a person; --with-persons takes persons in",
        "1 row (line 53): has no reference number or no name",
        "1 row (line 48): its reference number stands on an entry before",
    ]
    assert "  note: 1 row (line 42): the date of listing cannot be read; it is left out" in report.lines()


def test_a_listing_is_a_dated_claim_of_those_who_keep_the_list() -> None:
    kg, _ = load(LIST)
    attester = "UN Security Council, those who keep the list Valley"
    rows = [row for row in kg.query("who-says", attester=attester) if "described as" in row["label"]]
    assert [row["label"] for row in rows] == [
        "FRONT FOR THE VALLEY described as on the Security Council's consolidated list (Valley)"
    ]
    listings = "SELECT ?l ?s WHERE { ?e a ckg:Declaration ; rdfs:label ?l OPTIONAL { ?e ckg:since ?s } }"
    assert select(kg, listings) == [("Listing of FRONT FOR THE VALLEY", "2014-05-14"), ("Listing of RIVER TRUST", "")]
    assert not [finding for finding in flaws(kg) if "un/" in str(finding)]


@pytest.mark.parametrize("persons", [False, True])
def test_what_is_private_never_comes_in(persons: bool) -> None:
    kg, _ = load(LIST, persons=persons)
    told = " ".join(text for (text,) in select(kg, EVERYTHING))
    assert "Secret" not in told
    assert "1971" not in told
    assert ("ANDER OF ALDEN" in told, "Minister of the Valley" in told, "أندر" in told) == (persons,) * 3


def test_the_dataset_may_not_be_handed_on() -> None:
    kg, _ = load(LIST)
    told = "SELECT ?r ?v WHERE { ?d ckg:redistribute ?r ; <http://www.w3.org/ns/dcat#version> ?v }"
    assert select(kg, told) == [("no", "2026-01-31")]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ("<CONSOLIDATED_LIST", '<!DOCTYPE x [<!ENTITY a "aaaa">]>\n<CONSOLIDATED_LIST'),
            "line 2: has a document type",
        ),
        (("</ENTITIES>", ""), "line 55: is not well-formed XML"),
        (('encoding="UTF-8"', 'encoding="UZF-8"'), "unknown encoding: UZF-8"),
        (("CONSOLIDATED_LIST", "OTHER_LIST"), "begins with OTHER_LIST"),
        (("<COMMENTS1>Secret-comment &amp;", "<COMMENTS1>&long;"), "is not well-formed XML"),
        (("<LIST_TYPE>", "<LIST_TYPE>" + "<A>" * 60), "nests more than 50 levels"),
        (("<FIRST_NAME>RIVER", "<FIRST_NAME>" + "x" * 1_000_001), "record of more than 1,000,000 characters"),
    ],
)
def test_damaged_lists_say_where(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    path = write(tmp_path, "list.xml", LIST.read_text("utf-8").replace(*change))
    with pytest.raises(InputError, match=told):
        load(path, format="un-sanctions")


def test_other_xml_is_not_taken_for_a_list(tmp_path: Path) -> None:
    rdf = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>'
    with pytest.raises(InputError, match="holds no RDF"):
        load(write(tmp_path, "x.xml", rdf))
