"""One canonical id per actor."""

from __future__ import annotations

from pathlib import Path

from folders import Rows, derived, graph, write
from hypothesis import given
from hypothesis import strategies as st

import conflictkg
from conflictkg.derive.identity import canonical_ids
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import BASE, CKG

IDS = [
    BASE + each for each in ("ckg/actor/a", "ckg/actor/b", "acled/actor/c", "ucdp/actor/1", "ucdp/actor/2", "x/actor/9")
]
PAIRS = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=8)


def test_our_own_id_first_then_the_alphabetically_first() -> None:
    a, _, c, one, two, _ = IDS
    assert canonical_ids([(one, a), (c, one)], IDS) == {a: a, c: a, one: a}
    assert canonical_ids([(two, one)], IDS) == {one: one, two: one}
    assert canonical_ids([], IDS) == {}


def test_an_id_that_is_not_loaded_links_others_but_is_never_canonical() -> None:
    a, _, c, one, _, _ = IDS
    assert canonical_ids([(c, a), (a, one)], [c, one]) == {c: c, one: c}
    assert canonical_ids([(c, a)], [c]) == {}


@given(PAIRS, st.sets(st.sampled_from(IDS)), st.randoms())
def test_the_order_of_judgements_plays_no_part(
    pairs: list[tuple[str, str]], loaded: set[str], random: st.DataObject
) -> None:
    shuffled = [(b, a) for a, b in pairs]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = canonical_ids(pairs, sorted(loaded))
    assert found == canonical_ids(shuffled, sorted(loaded, reverse=True))
    assert set(found) <= loaded
    assert all(found[first] == first for first in found.values())


# -- in a graph


def two(tmp_path: Path, judgements: Rows, backwards: bool = False) -> KnowledgeGraph:
    """Two datasets of two authorities that know Alpha under different ids, and judgements of their own."""
    folders = [
        write(tmp_path / "ours", ties=[{"relation": "member of", "from": "alpha", "to": "union", "seen": "@today"}]),
        write(
            tmp_path / "theirs",
            dataset=[{"field": "name", "value": "theirs"}, {"field": "space", "value": "u"}],
            ties=[
                {"relation": "rival of", "from": "alpha", "to": "gamma"},
                {"relation": "member of", "from": "alpha", "to": "union"},
            ],
        ),
        write(tmp_path / "same", sources=[], actors=[], places=[], judgements=judgements),
    ]
    kg = conflictkg.open(":memory:")
    kg.load(*(reversed(folders) if backwards else folders))
    return kg


SAME = [{"a": f"t/actor/{name}", "b": f"u/actor/{name}", "verdict": "same", "by": "me"} for name in ("alpha", "union")]


def test_judged_the_same_is_one_actor_in_answers(tmp_path: Path) -> None:
    kg = two(tmp_path, SAME)
    (row,) = kg.query("coalition-members", coalition="t/actor/union")
    assert row["datasets"] == "ours; theirs"
    assert row["since"] == ""
    assert list(kg.query("coalition-members", coalition="u/actor/union")) == [row]
    assert [r["name"] for r in kg.query("rivals", actor="t/actor/alpha")] == ["Gamma"]


def test_without_a_judgement_they_stay_apart(tmp_path: Path) -> None:
    for number, verdict in enumerate(("different", "unsure")):
        kg = two(tmp_path / str(number), [row | {"verdict": verdict} for row in SAME])
        assert [r["datasets"] for r in kg.query("coalition-members", coalition="t/actor/union")] == ["ours"]
        assert not len(kg.query("rivals", actor="t/actor/alpha"))


def test_taking_a_judgement_back_undoes_it_fully(tmp_path: Path) -> None:
    kg = two(tmp_path, SAME)
    joined = derived(kg)
    kg.unload("same")
    apart = derived(kg)
    assert joined != apart
    plain = conflictkg.open(":memory:")
    plain.load(tmp_path / "ours", tmp_path / "theirs")
    assert apart == derived(plain)
    kg.load(tmp_path / "same")
    assert derived(kg) == joined


def test_the_order_of_loading_plays_no_part(tmp_path: Path) -> None:
    assert derived(two(tmp_path, SAME)) == derived(two(tmp_path, SAME, backwards=True))


def test_a_judgement_on_what_is_not_loaded_waits(tmp_path: Path) -> None:
    kg = graph(tmp_path, judgements=[{"a": "alpha", "b": "u/actor/alpha", "verdict": "same"}])
    assert kg.store.select(f"SELECT ?a WHERE {{ ?a <{CKG}canonical> ?b FILTER(?a != ?b) }}") == []


def test_homonyms_stay_apart(tmp_path: Path) -> None:
    actors = [{"id": name, "kind": "armed group", "label": "Liwa al-Haqq"} for name in ("idlib", "homs")]
    actors += [{"id": name, "kind": "coalition", "label": name.title()} for name in ("union", "front", "observer")]
    ties = [{"relation": "member of", "from": a, "to": b} for a, b in (("idlib", "union"), ("homs", "front"))]
    kg = graph(tmp_path, actors=actors, ties=ties)
    assert [r["member"] for r in kg.query("coalition-members", coalition="union")] == [f"{BASE}t/actor/idlib"]
    assert [r["member"] for r in kg.query("coalition-members", coalition="front")] == [f"{BASE}t/actor/homs"]
