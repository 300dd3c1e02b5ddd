"""Claim sheets: rows to claims, and every fault told at once with its place."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from folders import KINDS, actor, graph, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from patience import some

import conflictkg
from conflictkg import locate
from conflictkg.errors import ConflictKGError, InputError
from conflictkg.importers import claimsheet
from conflictkg.importers.sheets import MEANINGS, SHEETS, columns
from conflictkg.namespaces import CKG

TEXT = "One line.\nAlpha joined the union.\nAlpha fought Beta.\n"
MEMBER = {"relation": "member of", "from": "alpha", "to": "union"}


def quads(folder: Path, **options: object) -> list[str]:
    return "".join(claimsheet.batch(folder, **options).quads).splitlines()  # type: ignore[arg-type]


def claim_values(folder: Path, property: str) -> list[str]:
    return sorted(line.split("> ", 2)[2].rsplit(" <", 1)[0] for line in quads(folder) if f"<{CKG}{property}>" in line)


def faults(folder: Path) -> str:
    with pytest.raises(ConflictKGError) as told:
        claimsheet.batch(folder)
    return str(told.value)


def test_counts_tell_what_came_in(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "demo",
        ties=[MEMBER, {"relation": "controls", "from": "alpha", "to": "town"}],
        names=[{"of": "alpha", "name": "ألفا", "language": "ar", "kind": "official"}],
        events=[{"event": "siege", "kind": "battle", "label": "Siege", "place": "town"}, {"event": "siege"}],
        participations=[{"event": "siege", "actor": "alpha", "role": "attacker"}],
        figures=[{"of": "siege", "measure": "killed", "low": "7", "high": "1,200"}],
        facts=[{"subject": "town", "property": "located in", "object": "land"}],
        judgements=[{"a": "alpha", "b": "ucdp/actor/1", "verdict": "same"}],
    )
    batch = claimsheet.batch(folder)
    assert batch.dataset == "demo"
    assert batch.report.counts == {
        "sources": 3, "actors": len(KINDS), "places": 2, "ties": 2, "names": 1, "events": 2, "participations": 1,
        "figures": 1, "facts": 1, "judgements": 1,
    }  # fmt: skip
    assert sum(f"<{CKG}about>" in line for line in "".join(batch.quads).splitlines()) == 8


def test_the_order_of_columns_and_rows_gives_the_same_graph(tmp_path: Path) -> None:
    rows = [{"relation": "member of", "from": name, "to": "union"} for name in ("alpha", "beta", "gamma")]
    turned = [dict(reversed(row.items())) for row in reversed(rows)]
    assert sorted(quads(write(tmp_path / "a", "demo", ties=rows))) == sorted(
        quads(write(tmp_path / "b", "demo", ties=turned))
    )


def test_two_rows_on_one_tie_are_two_claims_on_one_proposition(tmp_path: Path) -> None:
    folder = write(tmp_path, ties=[MEMBER, MEMBER | {"attester": "paper"}, {**MEMBER, "relation": "memberOf"}])
    about = {line.split()[2] for line in quads(folder) if f"<{CKG}about>" in line}
    assert len(about) == 1
    assert len({line.split()[0] for line in quads(folder) if f"<{CKG}about>" in line}) == 3


def test_a_claim_id_keeps_its_address_when_the_row_changes(tmp_path: Path) -> None:
    one = quads(write(tmp_path / "a", "demo", ties=[MEMBER | {"id": "m1"}]))
    two = quads(write(tmp_path / "b", "demo", ties=[MEMBER | {"id": "m1", "note": "more"}]))
    node = "<https://w3id.org/conflictkg/id/demo/claim/m1>"
    assert any(line.startswith(node) for line in one)
    assert any(line.startswith(node) for line in two)


@pytest.mark.parametrize(
    ("cells", "property", "values"),
    [
        ({"seen": "@today"}, "firstCited", ["2015-03-28"]),
        ({"seen": "2013/2014"}, "lastCited", ["2014-12-31"]),
        ({"seen": "@today"}, "dateBasis", ["relativeDate"]),
        ({"since": "@this-week"}, "when", ["[2015-03-23..2015-03-28]/"]),
        ({"since": "2013", "until": ".."}, "endOpen", ["true"]),
        ({"since": "2013", "until": ".."}, "endEarliest", ["2015-03-28"]),
        ({"until": "2014"}, "startLatest", ["2014-12-31"]),
        ({"attester": "unnamed"}, "attestedBy", []),
        ({"attester": "Unnamed"}, "attestedBy", []),
        ({"basis": ""}, "basis", ["stated"]),
        ({"constitutive": "Yes"}, "constitutive", ["true"]),
        ({"constitutive": "no"}, "constitutive", []),
        ({"confidence": "3"}, "confidence", ["3"]),
        ({"rests_on": "late"}, "restsOn", ["late"]),
        ({"end_reason": "broke publicly", "until": "2014"}, "endReason", ["brokePublicly"]),
    ],
)
def test_cells_of_a_claim(tmp_path: Path, cells: Mapping[str, str], property: str, values: list[str]) -> None:
    found = claim_values(write(tmp_path, ties=[MEMBER | cells]), property)
    assert len(found) == len(values)
    assert all(value in text for value, text in zip(values, found, strict=True))


def test_an_empty_figure_is_not_zero(tmp_path: Path) -> None:
    folder = write(tmp_path, figures=[{"of": "town", "measure": "killed", "low": "", "best": "0"}])
    assert not claim_values(folder, "low")
    assert [value.split("^")[0] for value in claim_values(folder, "best")] == ['"0"']


def test_a_snippet_is_found_and_not_kept(tmp_path: Path) -> None:
    folder = write(tmp_path, ties=[MEMBER | {"locator": "", "snippet": "Alpha joined the union"}])
    (folder / "texts").mkdir()
    (folder / "texts" / "early.txt").write_text(TEXT, encoding="utf-8")
    assert not any("joined" in line for line in quads(folder))
    (locator,) = claim_values(folder, "locator")
    assert locate.passage(locate.parse(locator.strip('"')), TEXT) == "Alpha joined the union"


def test_a_line_becomes_characters_where_the_text_is_at_hand(tmp_path: Path) -> None:
    folder = write(tmp_path / "sheets", ties=[MEMBER | {"locator": "line 2"}])
    assert claim_values(folder, "locator") == ['"line 2"']
    text = tmp_path / "copy.txt"
    text.write_text(TEXT, encoding="utf-8")
    told = "".join(quads(folder, texts={"early": text}))
    assert "chars 10-33 sha256" in told


def test_names_of_full_form_need_no_declaration(tmp_path: Path) -> None:
    assert any(
        "id/ucdp/actor/1170>" in line for line in quads(write(tmp_path, ties=[MEMBER | {"from": "ucdp/actor/1170"}]))
    )


@pytest.mark.parametrize(
    ("sheet", "cells", "told"),
    [
        ("ties", {"from": "alhpa"}, 'column "from": no actor has the id "alhpa". Did you mean "alpha"?'),
        ("ties", {"from": ""}, 'column "from": is empty'),
        ("ties", {"from": "town"}, '"town" is listed under places, wanted is actor'),
        ("ties", {"to": "alpha"}, "from and to are one actor"),
        ("ties", {"from": "a/b"}, '"a/b" is not a full id. Write it as space/actor/id.'),
        ("ties", {"from": "a/b/<c>"}, "is not a full id"),
        ("ties", {"from": "ucdp/actor/100%"}, "is not a full id"),
        ("ties", {"from": "http://[x/y"}, "is not a full id"),
        ("ties", {"relation": "membr of"}, '"membr of" is not known here. Did you mean "membership"?'),
        ("ties", {"relation": "relationship"}, "says too little"),
        ("ties", {"relation": "controls"}, '"union" is listed under actors, wanted is place'),
        ("ties", {"source": "earyl"}, 'no source has the id "earyl". Did you mean "early"?'),
        ("ties", {"stance": "says"}, 'column "stance": "says" is not known here'),
        ("ties", {"stance": ""}, 'column "stance": is empty'),
        ("ties", {"attester": ""}, 'column "attester": is empty'),
        ("ties", {"attester": "nobody"}, 'no actor has the id "nobody"'),
        ("ties", {"locator": ""}, "locator and snippet are both empty"),
        ("ties", {"locator": "", "snippet": "x"}, "Put your copy of the text in texts/early.txt"),
        ("ties", {"since": "28/3/2015"}, 'column "since": "28/3/2015" can be read as day/month'),
        ("ties", {"since": "2015", "until": "2013"}, "ends before it begins"),
        ("ties", {"until": "soon"}, 'column "until": "soon" is not a date'),
        ("ties", {"seen": "soon"}, 'column "seen": "soon" is not a date'),
        ("ties", {"seen": "@today", "source": "undated"}, 'Fill in "published"'),
        ("ties", {"when": "2015"}, "a tie is dated by since, until and seen"),
        ("ties", {"confidence": "4"}, "4 is out of range. Write 1 to 3."),
        ("ties", {"confidence": "high"}, '"high" is not a whole number'),
        ("ties", {"constitutive": "maybe"}, '"maybe" is neither yes nor no'),
        ("ties", {"rests_on": "x"}, 'column "rests_on": no source has the id "x"'),
        ("names", {"of": "alpha", "name": "A", "language": "not a tag"}, '"not a tag" is not a language tag'),
        ("names", {"of": "alpha", "name": "A", "since": "2015"}, "since and until are for ties"),
        ("names", {"of": "alpha", "name": "A", "kind": "nick"}, 'column "kind": "nick" is not known here'),
        ("figures", {"of": "town", "measure": "killed", "low": "9", "best": "3"}, "not in order"),
        ("figures", {"of": "town", "measure": "killed", "low": "-1"}, "not a whole number"),
        ("figures", {"of": "town", "measure": "killed", "low": "٧"}, "not a whole number"),
        ("facts", {"subject": "town", "property": "capital of"}, "fill in object (an id) or value"),
        ("facts", {"subject": "town", "property": "capital of", "object": "land", "value": "x"}, "one of the two"),
        ("facts", {"subject": "town", "property": "colour", "value": "red"}, '"colour" is not a known property'),
        ("facts", {"subject": "town", "property": "coded as", "value": "red"}, "coded as needs a variable"),
        ("facts", {"subject": "town", "property": "described as", "value": "x", "variable": "y"}, "no other has one"),
        ("events", {"event": "siege"}, 'column "kind": is empty'),
        ("events", {"event": "si/ege", "kind": "battle", "label": "S"}, '"si/ege" holds a "/"'),
        ("events", {"event": "alpha", "kind": "battle", "label": "S"}, '"alpha" stands twice (as actor too)'),
        ("events", {"event": "e", "kind": "battle", "label": "E", "when": "2015", "seen": "x"}, '"x" is not a date'),
        ("participations", {"event": "none", "actor": "alpha", "role": "attacker"}, 'no event has the id "none"'),
        ("judgements", {"a": "alpha", "b": "alpha", "verdict": "same"}, "a and b are one id"),
        ("judgements", {"a": "alpha", "b": "x/actor/y", "verdict": "equal"}, '"equal" is not known here'),
        ("actors", {"id": "a/b", "kind": "armed group", "label": "A"}, 'holds a "/"'),
        ("sources", {"id": "early", "title": "T", "published": "March"}, 'column "published": "March" is not a date'),
        ("dataset", {"field": "colour", "value": "red"}, '"colour" is not a known field'),
    ],
)  # fmt: skip
def test_a_fault_says_file_line_column_and_cure(
    tmp_path: Path, sheet: str, cells: Mapping[str, str], told: str
) -> None:
    row = MEMBER | cells if sheet == "ties" else cells
    text = faults(write(tmp_path, **{sheet: [row]}))
    assert f"{sheet}.csv, line 2" in text
    assert any(each in text for each in told.split("|")), text


def test_an_event_is_described_once(tmp_path: Path) -> None:
    events = [{"event": "siege", "kind": "battle", "label": "Siege"}, {"event": "siege", "label": "Other"}]
    assert 'line 3, column "label": differs from the first row' in faults(write(tmp_path, events=events))


def test_ids_stand_once(tmp_path: Path) -> None:
    text = faults(write(tmp_path, places=[{"id": "alpha", "kind": "settlement", "label": "Alpha"}]))
    assert '"alpha" stands twice' in text
    claim = MEMBER | {"id": "m1"}
    assert 'the claim id "m1" stands in ties.csv, line 2 too' in faults(write(tmp_path / "b", ties=[claim, claim]))


def test_all_faults_are_told_at_once_and_not_too_many(tmp_path: Path) -> None:
    rows = [{"relation": "member of", "from": f"x{n}", "to": "union"} for n in range(30)]
    text = faults(write(tmp_path, ties=rows, names=[{"of": "alpha", "name": ""}]))
    assert "names.csv, line 2" in text
    assert len(text.splitlines()) == 21
    assert text.endswith("… and 11 more faults.")


def test_a_single_fault_is_an_input_error_that_knows_its_place(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        claimsheet.batch(write(tmp_path, ties=[MEMBER | {"from": "x"}]))
    assert (told.value.line, told.value.column) == (2, "from")


def test_a_folder_without_rows(tmp_path: Path) -> None:
    assert not claimsheet.recognises(tmp_path)
    (tmp_path / "ties.csv").write_text("relation,from,to,source,locator,stance,attester\n", encoding="utf-8")
    assert claimsheet.recognises(tmp_path)
    assert "holds no rows" in faults(tmp_path)


def test_every_column_has_a_meaning() -> None:
    for sheet in SHEETS.values():
        named = [column for column in columns(sheet) if column not in ("field", "value")]
        missing = [c for c in named if c not in MEANINGS and c not in ("title", "url", "archive", "accessed", "author")]
        assert len(named) == len(set(named)), sheet.name
        assert set(missing) <= {"licence", "by", "on", "why"}, (sheet.name, missing)


CELL = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=20)


@settings(max_examples=some(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=CELL, label=CELL, note=CELL, value=CELL)
def test_any_text_survives_the_way_in(tmp_path: Path, name: str, label: str, note: str, value: str) -> None:
    said = [text.strip() for text in (name, label, note, value)]
    if not all(said[i] for i in (0, 1, 3)):
        return
    kg = graph(
        tmp_path / str(random.getrandbits(64)),
        actors=[{"id": n, "kind": k, "label": said[1] if n == "alpha" else n} for n, k in KINDS.items()],
        names=[{"of": "alpha", "name": said[0], "note": said[2]}],
        facts=[{"subject": "alpha", "property": "described as", "value": said[3]}],
    )
    rows = kg.store.select(
        f"SELECT ?l ?n ?v WHERE {{ <{actor('alpha')}> <http://www.w3.org/2004/02/skos/core#prefLabel> ?l . "
        f"?u <{CKG}nameText> ?n . ?f <{CKG}statementValue> ?v }}"
    )
    assert rows == [{"l": said[1], "n": said[0], "v": said[3]}]


@settings(max_examples=some(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["from", "to", "relation", "since", "until", "seen", "locator", "attester", "language"]), CELL
    )
)
def test_any_cells_load_or_are_refused_with_a_message(tmp_path: Path, cells: dict[str, str]) -> None:
    language = cells.pop("language", "")
    folder = write(tmp_path, ties=[MEMBER | cells], names=[{"of": "alpha", "name": "A", "language": language}])
    told = ", line "
    try:
        conflictkg.open(":memory:").load(folder)
    except ConflictKGError as error:
        told = str(error)
    assert ", line " in told
