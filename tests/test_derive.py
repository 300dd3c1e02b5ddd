"""What follows from the claims: the same triples every time, and only what is accepted becomes a shortcut."""

from __future__ import annotations

from pathlib import Path

import pytest
from folders import Rows, actor, derived, graph, statuses, write
from hypothesis import given
from hypothesis import strategies as st

import conflictkg
from conflictkg import claims
from conflictkg.dates import parse
from conflictkg.derive import derive
from conflictkg.derive.summary import agreed
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import BASE, CKG, dataset_graph
from conflictkg.rdf import quads

RICH: dict[str, Rows] = {
    "ties": [
        {"relation": "member of", "from": "alpha", "to": "union", "seen": "@today"},
        {"relation": "rival of", "from": "gamma", "to": "alpha", "since": "2013"},
        {"relation": "hostile to", "from": "alpha", "to": "army", "attester": "unnamed"},
        {"relation": "controls", "from": "alpha", "to": "town", "attester": "alpha"},
        {"relation": "leads", "from": "beta", "to": "union", "stance": "denies"},
    ],
    "events": [
        {"event": "siege", "kind": "battle", "label": "Siege", "place": "town", "when": "2015-03"},
        {"event": "merger", "kind": "merger", "label": "Merger", "from": "alpha; beta", "to": "gamma"},
    ],
    "participations": [{"event": "siege", "actor": "alpha", "role": "attacker"}],
    "facts": [
        {"subject": "town", "property": "located in", "object": "land"},
        {"subject": "alpha", "property": "described as", "value": "so-called"},
        {"subject": "alpha", "property": "coded as", "value": "3", "variable": "ideology"},
    ],
    "names": [{"of": "alpha", "name": "ألفا", "language": "ar"}],
    "figures": [{"of": "siege", "measure": "killed", "low": "7"}],
}


def again(kg: KnowledgeGraph) -> set[str]:
    with kg.store.writing() as draft:
        derive(draft, kg.policy)
    return derived(kg)


def holds(kg: KnowledgeGraph, subject: str, property: str, value: str) -> bool:
    return bool(kg.store.query(f"ASK {{ <{subject}> <{CKG}{property}> {value} }}"))


def test_deriving_twice_gives_the_same_triples(tmp_path: Path, idlib: KnowledgeGraph) -> None:
    kg = graph(tmp_path, **RICH)
    assert again(kg) == derived(graph(tmp_path, **RICH)) == derived(kg)
    copy = conflictkg.example("idlib-2015")
    assert again(copy) == derived(idlib)


def test_a_number_of_another_dataset_is_derived_again() -> None:
    """The number of events is derived at the proposition that stands for all, where that has none itself."""
    kg = conflictkg.open(":memory:")
    ends = (actor("alpha"), actor("beta"))
    claim = claims.Claim(f"{BASE}t/source/early", claims.Locator("page 1"), "asserts", actor("observer"))
    told = []
    for _ in range(2):
        with kg.store.writing() as draft:
            for name, events in (("one", None), ("two", 7)):
                tie = claims.Tie("Hostility", *ends, claim, spell="2016", events=events)
                draft.replace(dataset_graph(name), quads([tie], name))
            derive(draft)
        told.append(derived(kg))
    assert told[0] == told[1]
    assert any(line.count("eventCount") for line in map(str, told[0]))


def test_the_order_of_loading_does_not_matter(tmp_path: Path) -> None:
    folders = [
        write(tmp_path / "one", **RICH),
        write(tmp_path / "two", ties=[{"relation": "member of", "from": "alpha", "to": "union", "since": "2014"}]),
        write(tmp_path / "three", ties=[{"relation": "member of", "from": "alpha", "to": "union", "stance": "denies"}]),
    ]
    found = []
    for order in ((0, 1, 2), (2, 1, 0), (1, 0, 2)):
        kg = conflictkg.open(":memory:")
        for index in order:
            kg.load(folders[index])
        found.append(derived(kg))
    assert found[0] == found[1] == found[2]


def test_only_accepted_ties_become_shortcuts(tmp_path: Path) -> None:
    kg = graph(tmp_path, **RICH)
    a, g = actor("alpha"), actor("gamma")
    assert statuses(kg)["Alpha controls Town"] == "partyOnly"
    assert holds(kg, a, "memberOf", f"<{actor('union')}>")
    assert holds(kg, a, "rivalOf", f"<{g}>")
    assert holds(kg, g, "rivalOf", f"<{a}>")
    assert not holds(kg, a, "hostileTo", "?x")
    assert not holds(kg, a, "controls", "?x")
    assert not holds(kg, actor("beta"), "leads", "?x")
    assert not holds(kg, actor("union"), "memberOf", "?x")
    assert holds(kg, f"{BASE}t/place/town", "locatedIn", f"<{BASE}t/place/land>")
    assert holds(kg, a, "describedAs", '"so-called"')
    assert holds(kg, a, "codedAs", '"ideology: 3"')
    assert holds(kg, a, "participatedIn", f"<{BASE}t/event/siege>")


def test_another_policy_writes_other_shortcuts(tmp_path: Path) -> None:
    kg = graph(tmp_path, **RICH)
    assert holds(kg.under("any"), actor("alpha"), "controls", "?x")
    assert not holds(kg, actor("alpha"), "controls", "?x")
    assert kg.under("default") is kg


def test_every_proposition_has_a_label_and_a_status(tmp_path: Path) -> None:
    assert statuses(graph(tmp_path, **RICH)) == {
        "Alpha member of Union": "accepted",
        "Alpha rival of Gamma": "accepted",
        "Alpha hostile to Army": "unverified",
        "Alpha ideology 3": "accepted",
        "Alpha controls Town": "partyOnly",
        "Beta leads Union": "rejected",
        "Siege": "accepted",
        "Merger": "accepted",
        "Alpha, attacker: Siege": "accepted",
        "Town located in Land": "accepted",
        "Alpha described as so-called": "accepted",
        "ألفا: name of Alpha": "accepted",
        "killed: Siege": "accepted",
    }


def test_derived_triples_stay_in_their_graph(tmp_path: Path) -> None:
    kg = graph(tmp_path, **RICH)
    from conflictkg.vocabulary import vocabulary

    wrong = kg.store.select(
        "SELECT DISTINCT ?p WHERE { GRAPH ?g { ?s ?p ?o } "
        f"FILTER(CONTAINS(STR(?g), '/dataset/') && STRSTARTS(STR(?p), '{CKG}')) }}"
    )
    assert not {row["p"].removeprefix(CKG) for row in wrong} & vocabulary().derived


@pytest.mark.parametrize(
    ("texts", "date"),
    [
        ([], ""),
        (["", ""], ""),
        (["2015", "2015-03", "2015-03-28"], "2015-03-28"),
        (["2013", "2015-03"], "[2013,2015-03]"),
        (["[2015-03-23..2015-03-28]", "2015-03-27"], "2015-03-27"),
        (["[2015-03-23..2015-03-28]", "2014"], "[2014,2015-03-23..2015-03-28]"),
        (["..", ""], ".."),
        (["..", "2016"], "2016"),
        (["2015", "soon"], "[2015,soon]"),
    ],
)
def test_one_date_for_what_several_say(texts: list[str], date: str) -> None:
    assert agreed(texts) == agreed(reversed(texts)) == date


SAID = st.sampled_from(["2016", "2015-03", "2015-03-28", "[2013..2014]", "[..2015]", "[2014,2016]", "2015~", ".."])


@given(st.lists(SAID))
def test_one_date_for_several_is_a_date_that_holds_them_or_lies_in_them(texts: list[str]) -> None:
    date = agreed(texts)
    if date not in ("", ".."):
        whole, spans = parse(date), [parse(text) for text in texts if text != ".."]
        around = all(whole.first <= span.first and span.last <= whole.last for span in spans)
        assert around or all(span.first <= whole.first and whole.last <= span.last for span in spans)


# -- data that an RDF file may hold

HEAD = "@prefix ckg: <https://w3id.org/conflictkg/ontology#> . @prefix e: <http://e/> . "
CLAIM = "e:c a ckg:Claim ; ckg:about e:t ; ckg:stance ckg:asserts ; ckg:attestedBy e:z . "
ODD = {
    "a claim without a node": "[] a ckg:Claim ; ckg:about e:t ; ckg:stance ckg:asserts . "
    "e:t a ckg:Membership ; ckg:fromActor e:a ; ckg:toActor e:b .",
    "a proposition without a node": "e:c a ckg:Claim ; ckg:stance ckg:asserts ; ckg:about "
    "[ a ckg:Membership ; ckg:fromActor e:a ; ckg:toActor e:b ] .",
    "an actor without a node": CLAIM + "e:t a ckg:Membership ; ckg:fromActor [ a ckg:ArmedGroup ] ; ckg:toActor e:b .",
    "a text for an actor": CLAIM + 'e:t a ckg:Membership ; ckg:fromActor "A" ; ckg:toActor e:b .',
    "half a tie": CLAIM + "e:t a ckg:Membership ; ckg:toActor e:b .",
    "an empty tie": CLAIM + "e:t a ckg:Membership .",
    "an empty fact": CLAIM + "e:t a ckg:Attribute .",
    "an empty part": CLAIM + "e:t a ckg:Participation .",
    "an empty figure": CLAIM + "e:t a ckg:Estimate .",
    "an empty name": CLAIM + "e:t a ckg:NameUse .",
    "texts for terms": 'e:c a ckg:Claim ; ckg:about e:t ; ckg:stance "x" ; ckg:startLatest "y" ; ckg:reportedIn "z" ; '
    'ckg:extent 7 . e:t a ckg:Membership ; ckg:fromActor e:a ; ckg:toActor e:b .',
    "a judgement on texts": 'e:j a ckg:Judgement ; ckg:judgedA "x" ; ckg:judgedB e:b ; ckg:verdict ckg:same . '
    "e:b a ckg:Actor .",
}  # fmt: skip


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_rdf_is_loaded_and_derives_what_it_can(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.ttl"
    path.write_text(HEAD + text, encoding="utf-8")
    found = []
    for _ in range(2):
        kg = conflictkg.open(":memory:")
        kg.load(path)
        found.append({str(quad) for quad in kg.store.engine})
    assert found[0] == found[1]
    assert "_:" not in "".join(triple.split('"')[0] for triple in found[0])


def test_a_claim_without_a_node_counts(tmp_path: Path) -> None:
    path = tmp_path / "odd.ttl"
    path.write_text(
        HEAD + ODD["a claim without a node"].replace("ckg:stance", "ckg:attestedBy e:z ; ckg:stance"), encoding="utf-8"
    )
    kg = conflictkg.open(":memory:")
    kg.load(path)
    assert list(statuses(kg).values()) == ["accepted"]


def test_a_fact_cannot_pass_for_what_is_derived(tmp_path: Path) -> None:
    path = tmp_path / "forged.ttl"
    forged = "e:t a ckg:Attribute ; ckg:subjectOf e:x ; ckg:attributeProperty ckg:status ; ckg:objectOf ckg:accepted ."
    path.write_text(HEAD + CLAIM + forged, encoding="utf-8")
    kg = conflictkg.open(":memory:")
    kg.load(path)
    assert not holds(kg, "http://e/x", "status", "?any")


def test_names_for_display_are_derived(tmp_path: Path) -> None:
    parts = [
        {"event": "siege", "actor": "alpha", "role": "target"},
        {"event": "siege", "actor": "beta", "role": "attacker"},
        {"event": "siege", "actor": "gamma", "role": "attacker", "stance": "denies"},
    ]
    kg = graph(tmp_path, **(RICH | {"participations": parts}))
    names = kg.store.select(f"SELECT DISTINCT ?name WHERE {{ ?claim <{CKG}attesterName> ?name }}")
    assert sorted(row["name"] for row in names) == ["Alpha", "Observer"]
    (event,) = kg.store.select(f"SELECT ?names WHERE {{ ?event <{CKG}participantNames> ?names }}")
    assert event["names"] == "Alpha (target); Beta (attacker)"  # not Gamma: nobody asserts it


@pytest.mark.parametrize(
    ("one", "other", "conflicts"),
    [
        ({"since": "2013"}, {"since": "2014"}, ["start"]),
        ({"since": "2013"}, {"since": "2013-05"}, []),
        ({"since": "2013", "until": "2014"}, {"since": "2013", "until": "2015"}, ["end"]),
        ({"since": "2013", "until": "2015"}, {"since": "2014", "until": "2016"}, ["end", "start"]),
        ({"since": "2013"}, {"until": "2015"}, []),
        ({"since": "2013"}, {"since": "2014", "stance": "disputes"}, []),
    ],
)
def test_claims_that_exclude_each_other_on_a_date(
    tmp_path: Path, one: dict[str, str], other: dict[str, str], conflicts: list[str]
) -> None:
    tie = {"relation": "member of", "from": "alpha", "to": "union"}
    kg = graph(tmp_path, ties=[tie | one, tie | other | {"source": "late", "attester": "witness"}])
    assert sorted(end for _, end in kg.store.pairs(CKG + "dateConflict")) == conflicts
