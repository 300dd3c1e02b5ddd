"""The ladder of the default policy, line by line, on the capture of Town by Alpha from Army."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from folders import graph, statuses

from conflictkg.derive import policy
from conflictkg.derive.policy import Profile
from conflictkg.errors import QueryError
from conflictkg.graph import KnowledgeGraph

Claims = list[Mapping[str, str]]
PARTS = [
    {"event": "capture", "actor": "alpha", "role": "gains control"},
    {"event": "capture", "actor": "army", "role": "loses control"},
]
ALIGNED = [
    {"relation": "aligned with", "from": "account", "to": "alpha"},
    {"relation": "aligned with", "from": "paper", "to": "state"},
    {"relation": "commanded by", "from": "army", "to": "state"},
]


def capture(folder: Path, claims: Claims, **sheets: Claims) -> KnowledgeGraph:
    head = {"event": "capture", "kind": "capture", "label": "Capture", "place": "town"}
    rows = [head | claim if number == 0 else {"event": "capture"} | claim for number, claim in enumerate(claims)]
    return graph(folder, events=rows, **({"participations": PARTS, "ties": ALIGNED} | sheets))


def says(attester: str, stance: str = "asserts", **cells: str) -> Mapping[str, str]:
    return {"attester": attester, "stance": stance} | cells


LADDER: list[tuple[str, Claims, str]] = [
    # 1. nobody asserts
    ("nobody asserts, somebody denies", [says("observer", "denies")], "rejected"),
    ("nobody asserts, a party disputes", [says("paper", "disputes")], "rejected"),
    ("nobody asserts, left unverified", [says("observer", "leaves unverified")], "unverified"),
    # 2. a disinterested attester asserts without hedge
    ("a disinterested one asserts", [says("observer")], "accepted"),
    ("it is left unverified by another", [says("observer"), says("witness", "leaves unverified")], "accepted"),
    ("a disinterested one denies", [says("observer"), says("witness", "denies")], "disputed"),
    ("a disinterested one disputes", [says("observer"), says("witness", "disputes")], "disputed"),
    ("only a party disputes", [says("observer"), says("paper", "disputes")], "contestedByParty"),
    ("an adversary denies", [says("observer"), says("army", "denies")], "contestedByParty"),
    ("both deny", [says("observer"), says("paper", "denies"), says("witness", "denies")], "disputed"),
    ("a constitutive declaration", [says("alpha", constitutive="yes")], "accepted"),
    (
        "a constitutive declaration, disputed",
        [says("alpha", constitutive="yes"), says("army", "denies")],
        "contestedByParty",
    ),
    # 3. interested attesters assert
    ("a party asserts", [says("alpha")], "partyOnly"),
    ("one aligned with a party asserts", [says("account")], "partyOnly"),
    ("an adversary asserts", [says("army")], "partyOnly"),
    ("one aligned with an adversary's commander asserts", [says("paper")], "partyOnly"),
    ("both sides assert", [says("alpha"), says("army")], "partyOnly"),
    ("a party asserts, another hedges", [says("alpha"), says("observer", hedge="reportedly")], "partyOnly"),
    ("a party asserts, its adversary denies", [says("alpha"), says("army", "denies")], "disputed"),
    ("a party asserts, a disinterested one denies", [says("alpha"), says("observer", "denies")], "disputed"),
    # 4. otherwise
    ("only hedged", [says("observer", hedge="reportedly")], "unverified"),
    ("only unattributed", [says("unnamed")], "unverified"),
    ("hedged and denied", [says("observer", hedge="reportedly"), says("witness", "denies")], "unverified"),
]


@pytest.mark.parametrize(("claims", "status"), [rung[1:] for rung in LADDER], ids=[rung[0] for rung in LADDER])
def test_the_first_line_that_fits(tmp_path: Path, claims: Claims, status: str) -> None:
    assert statuses(capture(tmp_path, claims))["Capture"] == status


# -- who is interested


@pytest.mark.parametrize(
    ("ties", "status"),
    [
        ([], "accepted"),
        ([{"relation": "aligned with", "from": "observer", "to": "alpha"}], "partyOnly"),
        ([{"relation": "aligned with", "from": "observer", "to": "union"}], "accepted"),
        ([{"relation": "aligned with", "from": "observer", "to": "union"},
          {"relation": "member of", "from": "alpha", "to": "union"}], "partyOnly"),
        ([{"relation": "aligned with", "from": "observer", "to": "beta"},
          {"relation": "rival of", "from": "beta", "to": "alpha"}], "partyOnly"),
        ([{"relation": "aligned with", "from": "observer", "to": "beta"},
          {"relation": "hostile to", "from": "alpha", "to": "beta"}], "partyOnly"),
        ([{"relation": "aligned with", "from": "observer", "to": "beta"},
          {"relation": "allied with", "from": "alpha", "to": "beta"}], "accepted"),
        ([{"relation": "aligned with", "from": "observer", "to": "alpha", "stance": "denies"}], "accepted"),
    ],
)  # fmt: skip
def test_interest_by_alignment_membership_and_adversary(tmp_path: Path, ties: Claims, status: str) -> None:
    kg = capture(tmp_path, [says("observer")], ties=ties, participations=PARTS[:1])
    assert statuses(kg)["Capture"] == status


@pytest.mark.parametrize(("attester", "status"), [("alpha", "partyOnly"), ("beta", "partyOnly"), ("army", "accepted")])
def test_those_whom_a_change_changes_are_its_parties(tmp_path: Path, attester: str, status: str) -> None:
    change = {"event": "split", "kind": "splinter", "label": "Split", "from": "alpha", "to": "beta"}
    assert statuses(graph(tmp_path, events=[change | says(attester)]))["Split"] == status


def test_adversaries_are_also_those_in_opposed_roles_of_one_event(tmp_path: Path) -> None:
    tie = {"relation": "leads", "from": "alpha", "to": "union", "attester": "army"}
    assert statuses(graph(tmp_path / "a", ties=[tie]))["Alpha leads Union"] == "accepted"
    kg = capture(tmp_path / "b", [says("observer")], ties=[tie])
    assert statuses(kg)["Alpha leads Union"] == "partyOnly"


def test_relayers_are_not_attesters(tmp_path: Path) -> None:
    kg = capture(tmp_path, [says("observer", relayed_by="paper")])
    assert statuses(kg)["Capture"] == "accepted"


def test_an_alignment_is_a_claim_like_others(tmp_path: Path) -> None:
    told = statuses(capture(tmp_path, [says("observer")]))
    assert told["Account aligned with Alpha"] == "accepted"


def test_figures_and_parts_have_the_parties_of_their_event(tmp_path: Path) -> None:
    figure = {"of": "capture", "measure": "killed", "low": "7", "attester": "account"}
    told = statuses(capture(tmp_path, [says("observer")], figures=[figure]))
    assert told["killed: Capture"] == "partyOnly"
    assert told["Alpha, gains control: Capture"] == "accepted"


# -- which claims count


def test_a_retracted_claim_is_left_out(tmp_path: Path) -> None:
    claims = [says("observer"), says("observer", "retracts", source="late")]
    assert statuses(capture(tmp_path, claims))["Capture"] == "unverified"
    assert statuses(capture(tmp_path / "b", [*claims, says("witness")]))["Capture"] == "accepted"


def test_what_is_said_again_after_a_retraction_counts(tmp_path: Path) -> None:
    claims = [says("observer", "retracts"), says("observer", source="late")]
    assert statuses(capture(tmp_path, claims))["Capture"] == "accepted"


def test_a_later_statement_replaces_an_earlier_one(tmp_path: Path) -> None:
    turned = [says("observer", "denies"), says("observer", source="late")]
    assert statuses(capture(tmp_path / "a", turned))["Capture"] == "accepted"
    back = [says("observer"), says("observer", "denies", source="late")]
    assert statuses(capture(tmp_path / "b", back))["Capture"] == "rejected"


def test_of_statements_of_one_day_none_replaces_another(tmp_path: Path) -> None:
    assert statuses(capture(tmp_path, [says("observer"), says("observer", "disputes")]))["Capture"] == "disputed"


def test_one_attester_does_not_replace_another(tmp_path: Path) -> None:
    claims = [says("observer"), says("witness", "denies", source="late")]
    assert statuses(capture(tmp_path, claims))["Capture"] == "disputed"


# -- other policies


def test_any_accepts_whatever_anybody_asserts(tmp_path: Path) -> None:
    for number, attester in enumerate(("alpha", "unnamed", "observer")):
        kg = capture(tmp_path / str(number), [says(attester), says("witness", "denies")])
        assert statuses(kg, "any")["Capture"] == "accepted"
    assert statuses(capture(tmp_path / "no", [says("observer", "denies")]), "any")["Capture"] == "rejected"


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ([says("observer")], "unverified"),
        ([says("observer"), says("witness")], "accepted"),
        ([says("observer"), says("observer", source="late")], "unverified"),
        ([says("observer", rests_on="late"), says("witness", rests_on="late")], "unverified"),
        ([says("observer", rests_on="late"), says("witness", rests_on="undated")], "accepted"),
        ([says("observer"), says("witness"), says("paper", "denies")], "contestedByParty"),
        ([says("alpha"), says("army")], "partyOnly"),
    ],
)
def test_corroborated_wants_two_origins(tmp_path: Path, claims: Claims, status: str) -> None:
    assert statuses(capture(tmp_path, claims), "corroborated")["Capture"] == status


def test_claims_of_one_origin_count_once(tmp_path: Path) -> None:
    row = {"relation": "member of", "from": "alpha", "to": "union"}
    ties = [row | {"attester": "observer", "rests_on": "late"}, row | {"attester": "witness", "rests_on": "late"}]
    assert [r["origins"] for r in graph(tmp_path / "a", ties=ties).query("coalition-members", coalition="union")] == [
        "1"
    ]
    ties[1]["rests_on"] = "undated"
    assert [r["origins"] for r in graph(tmp_path / "b", ties=ties).query("coalition-members", coalition="union")] == [
        "2"
    ]


def test_source_hears_one_source_alone(tmp_path: Path) -> None:
    kg = capture(tmp_path, [says("observer"), says("witness", "denies", source="late")])
    assert statuses(kg)["Capture"] == "disputed"
    assert statuses(kg, "source=t/source/early")["Capture"] == "accepted"
    assert statuses(kg, "source=t/source/late")["Capture"] == "rejected"


def test_answers_name_their_policy(tmp_path: Path) -> None:
    kg = graph(tmp_path, ties=[{"relation": "member of", "from": "alpha", "to": "union"}])
    for name in ("default", "any", "corroborated", "source=t/source/early"):
        assert [r["policy"] for r in kg.query("coalition-members", coalition="union", policy=name)] == [name]


def test_a_policy_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "strict.rq"
    own.write_text(
        "SELECT ?profile (<https://w3id.org/conflictkg/ontology#unverified> AS ?status) "
        "WHERE { ?profile <https://w3id.org/conflictkg/tally#plain> ?n }",
        encoding="utf-8",
    )
    kg = capture(tmp_path / "a", [says("observer")])
    assert set(statuses(kg, str(own)).values()) == {"unverified"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SELECT ?profile ?status WHERE { ?profile", "cannot be run"),
        ("SELECT ?x WHERE { ?x ?y ?z }", "must SELECT"),
        ("SELECT ?profile ?status WHERE { VALUES (?profile ?status) { (1 2) } FILTER(false) }", "gives no status"),
        ("ASK { ?a ?b ?c }", "must SELECT"),
    ],
)
def test_a_policy_that_cannot_be_run(tmp_path: Path, text: str, told: str) -> None:
    own = tmp_path / "broken.rq"
    own.write_text(text, encoding="utf-8")
    kg = capture(tmp_path / "a", [says("observer")])
    with pytest.raises(QueryError, match=told):
        kg.under(str(own))


@pytest.mark.parametrize("name", ["strict", "source=", "none.rq", "../default", ""])
def test_no_such_policy(name: str) -> None:
    with pytest.raises(QueryError, match="Known: any, corroborated, default, source=ID"):
        policy.load(name)


def test_every_shipped_policy_says_what_it_does_and_is_total() -> None:
    profiles = [
        Profile(*numbers)
        for numbers in ((0,) * 6, (1,) * 6, (0, 1, 0, 0, 0, 1), (0, 0, 1, 0, 0, 1), (2, 0, 0, 0, 0, 2))
    ]
    for name, said in policy.names().items():
        assert said.endswith(".")
        assert set(policy.statuses(policy.load(name)[0], profiles)) == set(profiles)
