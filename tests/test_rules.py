"""The shipped rules: each says what follows and why, and concludes what it should and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from folders import Rows, graph

from conflictkg.derive.rules import folder, read, rules
from conflictkg.errors import QueryError
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import short

INFERENCES = """SELECT ?rule ?s ?p ?o ?status ?certain ?possible WHERE {
  ?node a ckg:Inference ; ckg:byRule ?rule ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; ckg:status ?status .
  OPTIONAL { ?node ckg:certainDuring ?certain } OPTIONAL { ?node ckg:possibleDuring ?possible } }"""


def drawn(kg: KnowledgeGraph) -> set[tuple[str, str, str]]:
    """Subject, relation and object of every inference, ids short."""
    return {tuple(short(row[part]).rsplit("/", 1)[-1] for part in "spo") for row in kg.store.select(INFERENCES)}  # type: ignore[misc]


def when(kg: KnowledgeGraph, rule: str) -> set[tuple[str, str]]:
    """Certain and possible windows of the inferences of a rule."""
    return {(row["certain"], row["possible"]) for row in kg.store.select(INFERENCES) if row["rule"] == rule}


def member(one: str, other: str, since: str = "", until: str = "", **more: str) -> dict[str, str]:
    return {"relation": "member of", "from": one, "to": other, "since": since, "until": until} | more


def change(kind: str, before: str, after: str, when: str, name: str = "") -> dict[str, str]:
    told = name or f"{kind}-{before}-{after}"
    return {"event": told, "kind": kind, "label": told, "from": before, "to": after, "when": when}


def test_every_rule_says_what_follows_and_why() -> None:
    assert len(rules()) >= 12
    for rule in rules():
        assert rule.says.endswith("."), rule.name
        assert len(rule.why) > 20, rule.name
    assert {rule.name for rule in rules() if rule.hypothesis} == {
        "ally-of-ally",
        "enemy-of-enemy",
        "coalition-control",
    }


def test_membership_is_indirect_only_while_both_hold(tmp_path: Path) -> None:
    ties = [member("alpha", "beta", "2013", "2014-06"), member("beta", "union", "2014", "2016")]
    kg = graph(tmp_path / "t", ties=ties)
    assert drawn(kg) == {("alpha", "ckg:indirectMemberOf", "union")}
    assert when(kg, "indirect-membership") == {("", "2014-01-01/2014-06-30")}
    apart = [member("alpha", "beta", "2013", "2014-06"), member("beta", "union", "2015", "2016")]
    assert drawn(graph(tmp_path / "apart", ties=apart)) == set()


def test_membership_goes_on_over_steps_and_ends_in_circles(tmp_path: Path) -> None:
    chain = [member("alpha", "beta"), member("beta", "gamma"), member("gamma", "union"), member("union", "alpha")]
    found = drawn(graph(tmp_path / "t", ties=chain))
    assert {("alpha", "ckg:indirectMemberOf", "gamma"), ("alpha", "ckg:indirectMemberOf", "union")} <= found
    assert all(one != other for one, _, other in found)


def test_a_conclusion_has_the_weakest_status_of_its_premises(tmp_path: Path) -> None:
    ties = [member("alpha", "beta"), member("beta", "union", attester="beta")]
    kg = graph(tmp_path / "t", ties=ties)
    assert {short(row["status"]) for row in kg.store.select(INFERENCES)} == {"ckg:partyOnly"}
    assert kg.store.select("SELECT * { ?a ckg:indirectMemberOf ?b }") == []
    assert len(kg.under("any").store.select("SELECT * { ?a ckg:indirectMemberOf ?b }")) == 1


def test_lineage_over_split_merger_and_absorption(tmp_path: Path) -> None:
    events = [
        change("splinter", "alpha", "beta", "2012"),
        change("merger", "beta; gamma", "union", "2014", "merger"),
        change("absorption", "union", "army", "2016"),
    ]
    found = drawn(graph(tmp_path / "t", events=events))
    assert found == {
        ("beta", "ckg:splinteredFrom", "alpha"),
        ("union", "ckg:formedFrom", "beta"),
        ("union", "ckg:formedFrom", "gamma"),
        ("army", "ckg:absorbed", "union"),
        ("union", "ckg:descendsIndirectlyFrom", "alpha"),
        ("army", "ckg:descendsIndirectlyFrom", "beta"),
        ("army", "ckg:descendsIndirectlyFrom", "gamma"),
        ("army", "ckg:descendsIndirectlyFrom", "alpha"),
    }


def test_lineage_follows_time_and_nobody_descends_from_itself(tmp_path: Path) -> None:
    """Alpha merges into Union, and comes out of it again; what left Union before has nothing of Alpha."""
    events = [
        change("splinter", "union", "gamma", "2012"),
        change("absorption", "alpha", "union", "2014"),
        change("splinter", "union", "alpha", "2016", "again"),
    ]
    found = drawn(graph(tmp_path / "t", events=events))
    assert ("gamma", "ckg:descendsIndirectlyFrom", "alpha") not in found
    assert ("alpha", "ckg:splinteredFrom", "union") in found
    assert all(one != other for one, _, other in found)


def test_lineage_lasts_from_the_event_on(tmp_path: Path) -> None:
    kg = graph(tmp_path / "t", events=[change("splinter", "alpha", "beta", "2014-02-03")])
    assert when(kg, "lineage") == {("2014-02-03/9999-12-31", "2014-02-03/9999-12-31")}


CAPTURE: Rows = [
    {"event": "fall", "kind": "capture", "label": "Fall of Town", "place": "town", "when": "2015-03-28"},
]
SIDES: Rows = [
    {"event": "fall", "actor": "alpha", "role": "gains control"},
    {"event": "fall", "actor": "beta", "role": "gains control"},
    {"event": "fall", "actor": "army", "role": "loses control"},
]


def test_a_capture_gives_control_on_its_day_and_leaves_it_possible(tmp_path: Path) -> None:
    kg = graph(tmp_path / "t", events=CAPTURE, participations=SIDES)
    assert {("alpha", "ckg:controls", "town"), ("beta", "ckg:controls", "town")} == drawn(kg)
    assert when(kg, "control-from-capture") == {("2015-03-28/2015-03-28", "2015-03-28/9999-12-31")}


def test_more_is_drawn_when_asked_for_and_on_later_loads(tmp_path: Path) -> None:
    located = [{"subject": "town", "property": "located in", "object": "land"}]
    kg = graph(tmp_path / "t", events=CAPTURE, participations=SIDES, facts=located)
    counts = kg.infer()
    assert (counts["active-in"], counts["active-within"], counts["joint-operation"]) == (3, 3, 1)
    found = drawn(kg)
    assert ("alpha", "ckg:operatesIn", "land") in found
    assert ("alpha", "ckg:jointOperationWith", "beta") in found
    kg.load("idlib-2015-crosswalk")
    assert found <= drawn(kg)


def test_an_area_is_inherited_while_the_command_lasts(tmp_path: Path) -> None:
    ties = [{"relation": "commanded by", "from": "beta", "to": "alpha", "since": "2013-01-01", "until": "2014-01-01"}]
    facts = [{"subject": "alpha", "property": "operates in", "object": "town", "when": "2012-01-01/2016-01-01"}]
    kg = graph(tmp_path / "t", ties=ties, facts=facts)
    kg.infer()
    assert drawn(kg) == {("beta", "ckg:operatesIn", "town")}
    assert when(kg, "inherited-area") == {("2013-01-01/2014-01-01", "2013-01-01/2014-01-01")}


def test_hypotheses_are_shown_and_kept_nowhere(tmp_path: Path) -> None:
    allied = {"relation": "allied with"}
    hostile = {"relation": "hostile to"}
    ties = [
        allied | {"from": "alpha", "to": "beta"},
        allied | {"from": "gamma", "to": "beta"},
        hostile | {"from": "army", "to": "state"},
        hostile | {"from": "union", "to": "state"},
        member("alpha", "union"),
        {"relation": "controls", "from": "alpha", "to": "town"},
    ]
    kg = graph(tmp_path / "t", ties=ties)
    rows = {(row["subject"], row["relation"], row["object"], row["hypothesis"]) for row in kg.hypotheses()}
    assert rows == {
        ("Alpha", "allied with", "Gamma", "ally-of-ally"),
        ("Army", "allied with", "Union", "enemy-of-enemy"),
        ("Union", "controls", "Town", "coalition-control"),
    }
    assert drawn(kg) == set()


def test_inverses_and_general_relations(tmp_path: Path) -> None:
    kg = graph(tmp_path / "t", ties=[member("alpha", "union", "2013-01-01", "2014-01-01")])
    pattern = "SELECT ?p { <https://w3id.org/conflictkg/id/t/actor/%s> ?p <https://w3id.org/conflictkg/id/t/actor/%s> }"
    assert {short(row["p"]) for row in kg.store.select(pattern % ("union", "alpha"))} >= {"ckg:hasMember"}
    assert {short(row["p"]) for row in kg.store.select(pattern % ("alpha", "union"))} >= {
        "ckg:memberOf",
        "ckg:associatedWith",
    }
    inside, outside = kg.view("2013-06-01").store, kg.view("2016").store
    assert len(inside.select(pattern % ("union", "alpha"))) == len(kg.store.select(pattern % ("union", "alpha")))
    assert outside.select(pattern % ("union", "alpha")) == outside.select(pattern % ("alpha", "union")) == []


def test_rules_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "rules"
    own.mkdir()
    text = next(rule.sparql for rule in rules() if rule.name == "indirect-membership")
    (own / "mine.rq").write_text(text.replace("indirectMemberOf", "associatedWith"), encoding="utf-8")
    kg = graph(tmp_path / "t", ties=[member("alpha", "beta"), member("beta", "union")])
    assert kg.infer(own)["mine"] == 1
    assert ("alpha", "ckg:associatedWith", "union") in drawn(kg)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "the head of the rule says too little"),
        ("# It follows.\nCONSTRUCT {} WHERE {}", "the head of the rule says too little"),
        ("# It follows.\n# @sound since\n# @time never\nCONSTRUCT {} WHERE {}", "together|from|since"),
    ],
)
def test_a_head_that_says_too_little(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "x.rq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QueryError) as error:
        read(path)
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", "must be a CONSTRUCT"),
        ("CONSTRUCT { ?s ?p } WHERE { ?s ?p ?o }", "line 3"),
        (
            "CONSTRUCT { [] a ckg:Inference ; rdf:subject ?s } WHERE { ?s ckg:memberOf ?o }",
            "gives an inference without",
        ),
    ],
)
def test_a_rule_that_cannot_run_changes_nothing(tmp_path: Path, body: str, told: str) -> None:
    own = tmp_path / "rules"
    own.mkdir()
    prefixes = (
        "PREFIX ckg: <https://w3id.org/conflictkg/ontology#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
    )
    (own / "bad.rq").write_text(f"# It follows.\n# @sound so it is\n{prefixes}{body}", encoding="utf-8")
    kg = graph(tmp_path / "t", ties=[member("alpha", "beta"), member("beta", "union")])
    before = drawn(kg)
    with pytest.raises(QueryError) as error:
        kg.infer(own)
    assert told in str(error.value)
    assert drawn(kg) == before


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no such folder"):
        folder(tmp_path / "none")
