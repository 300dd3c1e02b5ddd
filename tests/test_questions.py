"""Every named question: its head is complete, its example runs, its columns are the contract's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from folders import graph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from patience import some

from conflictkg import questions
from conflictkg.errors import AmbiguousName, ConflictKGError, QueryError, UnknownName
from conflictkg.graph import KnowledgeGraph
from conflictkg.resources import shipped

TAIL = "since until certainty status policy end_reason last_evidence sources origins datasets"

# Other people's scripts rely on these: parameters, and columns in this order (more may follow).
CONTRACT = {
    "coalition-members": ("coalition", f"member name role {TAIL}"),
    "coalitions-of": ("actor", f"coalition name role {TAIL}"),
    "affiliates": ("parent", f"affiliate name {TAIL}"),
    "rivals": ("actor", f"rival name kind {TAIL}"),
    "allies": ("actor", f"ally name kind {TAIL}"),
    "leaders": ("organisation", f"leader name rank {TAIL}"),
    "sponsors": ("actor", f"sponsor name kind denied_by {TAIL}"),
    "opponents": ("actor", f"opponent name year events low best high {TAIL}"),
    "pledges": ("actor", f"to name accepted {TAIL}"),
    "infighting": ("coalition", f"a b year events best {TAIL}"),
    "friend-and-foe": ("", f"a b alliance rivalry {TAIL}"),
    "single-source": ("", f"proposition label {TAIL}"),
    "changes": ("coalition from to", "date change actor name end_reason sources"),
    "lineage": ("actor", "event date kind from to sources"),
    "names-of": ("actor", "name language kind used_by since until sources"),
    "claims-about": ("actor", "claim stance basis attester proposition label source locator"),
    "disputed": ("", "proposition label about status asserted_by disputed_by basis"),
    "date-conflicts": ("", "proposition label dates sources"),
    "party-only": ("", "proposition label attester aligned_with"),
    "events-at": ("place", "event label since until kind participants certainty status"),
    "who-controls": ("place", "actor name since until certainty status sources"),
    "casualties": ("", "event label date place who_counted measure low best high attester source"),
    "who-says": ("attester", "stance proposition label source"),
    "coverage": ("", "dataset from to places threshold"),
}
IRIS = {
    "member",
    "coalition",
    "actor",
    "affiliate",
    "rival",
    "ally",
    "leader",
    "proposition",
    "event",
    "claim",
    "place",
    "a",
    "b",
}
LABELS = {"name", "label", "attester", "asserted_by", "disputed_by", "aligned_with", "sources"}
HOSTILE = [
    '" } DELETE WHERE { ?s ?p ?o } #', "> . ?s ?p ?o . <x", "\\", "'''", "\n\r\t", "a/b/c>d", "http://e/ x", "?x",
    "x) } #",
    "\u202eabc", "ckg:Actor", "urn:x", "%s%d{0}", "../../etc/passwd", "\x00",
]  # fmt: skip


def test_every_question_of_the_contract_is_there() -> None:
    assert set(CONTRACT) <= set(questions.names())


@pytest.mark.parametrize("name", questions.names())
def test_the_head_is_complete(name: str) -> None:
    question = questions.named(name)
    assert question.title.endswith("?")
    assert question.title[0].isupper()
    assert question.tags
    assert question.examples
    for example in question.examples:
        assert set(example) == {parameter.name for parameter in question.parameters}
    for parameter in question.parameters:
        assert re.search(rf"\?{parameter.name}\b", question.sparql), parameter.name
        assert parameter.text == parameter.text.strip()
    text = shipped("queries", "questions", f"{name}.rq").read_text(encoding="utf-8")
    assert "# @bind" in text
    assert len(re.findall(r"^# @param", text, re.M)) == len(question.parameters)
    assert "# @include" not in question.sparql


@pytest.mark.parametrize("name", questions.names())
def test_the_example_runs(idlib: KnowledgeGraph, name: str) -> None:
    question = questions.named(name)
    for example in question.examples:
        for as_of in ("", "2015-03-28", "2015-03", "2014"):
            if not as_of or question.dated:
                answer = idlib.query(name, as_of=as_of, **example)
                allowed = {"certain", "possible"} if as_of else {""}
                assert {row["certainty"] for row in answer if "certainty" in row} <= allowed


@pytest.mark.parametrize(("name", "told"), CONTRACT.items(), ids=CONTRACT)
def test_parameters_and_columns_are_those_of_the_contract(
    idlib: KnowledgeGraph, name: str, told: tuple[str, str]
) -> None:
    question = questions.named(name)
    parameters, columns = told[0].split(), told[1].split()
    assert [parameter.name for parameter in question.parameters] == parameters
    answer = idlib.query(name, **question.examples[0])
    assert answer.columns[: len(columns)] == columns
    for row in answer:
        for column in columns:
            is_iri = row[column].startswith("https://w3id.org/conflictkg/id/")
            assert not (column in IRIS and row[column]) or is_iri, (column, row[column])
            assert not (column in LABELS and is_iri), (column, row[column])


@pytest.mark.parametrize("name", [name for name, (_, columns) in CONTRACT.items() if columns.endswith(TAIL)])
def test_every_tie_question_knows_the_day(name: str) -> None:
    assert questions.named(name).dated


# -- parameters


def test_near_names_of_a_question(idlib: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match=r'no question "rival"\. Near: rivals'):
        idlib.query("rival")
    for hostile in ("", "../fragments/tail", "questions/rivals", "RIVALS", "riv als", "a" * 500):
        with pytest.raises(QueryError):
            idlib.query(hostile)


def test_unknown_and_missing_parameters(idlib: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match=r'rivals has no parameter "actr"\. It takes: actor\.'):
        idlib.query("rivals", actr="Isis")
    with pytest.raises(QueryError, match=r'coverage has no parameter "place"\. It takes none\.'):
        idlib.query("coverage", place="Idlib")
    for given_ in ({}, {"actor": ""}):
        with pytest.raises(QueryError, match=r"rivals needs actor \(the actor, by any of its names\)"):
            idlib.query("rivals", **given_)


def test_near_names_of_an_actor(idlib: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match=r'(?s)No actor is called "Jabhat Nusrxa".*Jabhat al-Nusra'):
        idlib.query("rivals", actor="Jabhat Nusrxa")
    with pytest.raises(UnknownName, match="No place is called"):
        idlib.query("events-at", place="Isis")
    with pytest.raises(UnknownName, match="is no actor but: settlement"):
        idlib.query("rivals", actor="ckg/place/idlib")


def test_an_ambiguous_name_lists_the_candidates(tmp_path: Path) -> None:
    actors = [{"id": n, "kind": "armed group", "label": "Liwa al-Haqq"} for n in ("idlib", "homs")]
    actors.append({"id": "observer", "kind": "monitoring organisation", "label": "Observer"})
    kg = graph(tmp_path, actors=actors)
    with pytest.raises(AmbiguousName, match=r"(?s)t/actor/homs.*t/actor/idlib"):
        kg.query("rivals", actor="Liwa al-Haqq")
    assert not len(kg.query("rivals", actor="t/actor/homs"))


@pytest.mark.parametrize(
    ("given_", "told"),
    [
        ({"from": "28/3/2015"}, "from: .*YYYY-MM-DD"),
        ({"to": "soon"}, "to: .*not a date"),
        ({"from": "x", "to": "y"}, "from: "),
    ],
)
def test_dates_are_read_as_everywhere(idlib: KnowledgeGraph, given_: dict[str, str], told: str) -> None:
    whole = {"coalition": "Jaysh al-Fatah", "from": "2015", "to": "2015"}
    with pytest.raises(QueryError, match=told):
        idlib.query("changes", **(whole | given_))
    with pytest.raises(QueryError, match=r"--as-of: .*not a date"):
        idlib.query("rivals", as_of="soon", actor="Isis")


def test_a_period_of_changes_holds_its_whole_months(tmp_path: Path) -> None:
    ties = [
        {"relation": "member of", "from": name, "to": "union", "since": day}
        for name, day in (("alpha", "2015-03-01"), ("beta", "2015-03-31"), ("gamma", "2015-04-01"))
    ]
    kg = graph(tmp_path, ties=ties)
    rows = kg.query("changes", **{"coalition": "union", "from": "2015-03", "to": "2015-03"})
    assert [(r["date"], r["change"], r["name"]) for r in rows] == [
        ("2015-03-01", "joined", "Alpha"),
        ("2015-03-31", "joined", "Beta"),
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_values_are_inert(idlib: KnowledgeGraph, text: str) -> None:
    before = len(idlib.store.engine)
    for name, parameter in (("rivals", "actor"), ("events-at", "place"), ("names-of", "actor")):
        with pytest.raises(ConflictKGError):
            idlib.query(name, **{parameter: text})
    with pytest.raises(QueryError):
        idlib.query("changes", **{"coalition": "Jaysh al-Fatah", "from": text, "to": text})
    with pytest.raises(QueryError):
        idlib.query("rivals", as_of=text, actor="Isis")
    assert len(idlib.store.engine) == before


@settings(max_examples=some(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30))
def test_any_value_of_a_query_of_ones_own_is_one_term(idlib: KnowledgeGraph, text: str) -> None:
    rows = list(idlib.query("SELECT ?value WHERE { }", value=text))
    assert len(rows) == 1
    assert rows[0]["value"].endswith(text.removeprefix("ckg:")) or ":" in text


@pytest.mark.parametrize("name", ["x) } #", "?x", "a b", "", "1a"])
def test_a_hostile_name_of_a_variable_is_refused(idlib: KnowledgeGraph, name: str) -> None:
    with pytest.raises(QueryError, match="not a name of a variable"):
        idlib.query("SELECT ?x WHERE { }", **{name: "1"})


# -- queries of one's own


def test_a_file_of_ones_own(idlib: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "who.rq"
    path.write_text(
        "# Who is called so?\n# @param actor actor - any name\n# @example actor=Isis\n"
        "SELECT ?actor ?label WHERE { ?actor <http://www.w3.org/2000/01/rdf-schema#label> ?label }",
        encoding="utf-8",
    )
    assert [row["label"] for row in idlib.query(str(path), actor="ISIS")] == ["Isis"]
    with pytest.raises(QueryError, match="who needs actor"):
        idlib.query(str(path))
    with pytest.raises(QueryError, match='who has no parameter "x"'):
        idlib.query(str(path), actor="Isis", x="1")


def test_a_file_without_a_head_takes_any_parameter(idlib: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "bare.rq"
    path.write_text("SELECT ?x ?n WHERE { ?x <http://www.w3.org/2000/01/rdf-schema#label> ?n }", encoding="utf-8")
    assert len(idlib.query(str(path), n="Isis")) == 1
    assert len(idlib.query(str(path), x="ckg/actor/isis")) == 1


def test_files_that_cannot_be_read(idlib: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "bad.rq").write_bytes(b"\xff")
    for path in (tmp_path / "none.rq", tmp_path / "bad.rq", tmp_path):
        with pytest.raises(QueryError):
            idlib.query(str(path))


def test_a_query_without_a_pattern_to_bind_in() -> None:
    with pytest.raises(QueryError, match="no WHERE"):
        questions.bound("DESCRIBE <http://e/>", {"x": "1"})


def test_forms_that_give_no_rows(idlib: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="gives no rows"):
        idlib.query("ASK { ?s ?p ?o }")
    assert idlib.ask("ASK { ?s ?p ?o }")
    assert not idlib.ask("ASK WHERE { ?s ?p ?x }", parameters={"x": "no such text"})
