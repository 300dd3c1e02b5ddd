"""A view holds what certainly or possibly holds on a day, and its shortcuts mean certain."""

from __future__ import annotations

from conflictkg.graph import KnowledgeGraph

MEMBERS = "PREFIX ckg: <https://w3id.org/conflictkg/ontology#> SELECT ?m WHERE { ?m ckg:memberOf ?c }"
TIES = "PREFIX ckg: <https://w3id.org/conflictkg/ontology#> SELECT ?t ?c WHERE { ?t ckg:tieFrom ?f ; ckg:certainty ?c }"
EVENT = "https://w3id.org/conflictkg/id/ckg/event/rebels-ousted-from-idlib-2012"


def test_shortcuts_are_those_certain_on_the_day(idlib: KnowledgeGraph) -> None:
    assert len(idlib.view(as_of="2015-03-28").query(MEMBERS)) == 7
    assert len(idlib.view(as_of="2015-03-27").query(MEMBERS)) == 0
    assert len(idlib.query(MEMBERS)) == 7


def test_possible_ties_stay_and_say_so(idlib: KnowledgeGraph) -> None:
    rows = list(idlib.view(as_of="2014").query(TIES))
    assert rows
    assert {row["c"].rsplit("#")[-1] for row in rows} == {"possible"}


def test_what_the_day_excludes_is_gone_with_its_claims(idlib: KnowledgeGraph) -> None:
    view = idlib.view(as_of="2014-01-01")
    asked = f"SELECT ?p WHERE {{ {{ <{EVENT}> ?p ?o }} UNION {{ ?p ?about <{EVENT}> }} }}"
    kinds = [row["p"] for row in view.query(asked) if "/claim/" in row["p"]]
    assert kinds == []
    assert len(idlib.query(asked)) > len(view.query(asked))


def test_a_question_on_a_view_and_with_as_of_agree(idlib: KnowledgeGraph) -> None:
    for day in ("2015-03-28", "2015-03", "2014"):
        direct = idlib.query("coalition-members", coalition="Jaysh al-Fatah", as_of=day)
        viewed = idlib.view(as_of=day).query("coalition-members", coalition="Jaysh al-Fatah")
        assert direct.texts() == viewed.texts()


def test_the_graph_behind_a_view_is_untouched(idlib: KnowledgeGraph) -> None:
    before = len(idlib.store.engine)
    idlib.view(as_of="1990")
    assert len(idlib.store.engine) == before


def test_policies_change_the_status(idlib: KnowledgeGraph) -> None:
    def status(policy: str) -> set[str]:
        rows = idlib.query("who-controls", place="Idlib", policy=policy)
        return {row["status"] for row in rows if row["name"] == "Jaysh al-Fatah"}

    assert status("default") == {"contested by a party"}
    assert status("any") == {"accepted"}
    assert status("corroborated") == {"contested by a party"}


def test_an_undated_figure_is_of_the_time_of_its_event(idlib: KnowledgeGraph) -> None:
    asked = """PREFIX ckg: <https://w3id.org/conflictkg/ontology#> SELECT ?w ?of WHERE {
        ?figure ckg:estimateOf ?event ; ckg:possibleDuring ?w FILTER NOT EXISTS { ?figure ckg:since ?day }
        ?event ckg:possibleDuring ?of }"""
    rows = list(idlib.query(asked))
    assert rows
    assert all(row["w"] == row["of"] for row in rows)
