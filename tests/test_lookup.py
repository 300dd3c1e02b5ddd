"""The actor or place behind a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from folders import KINDS, actor, graph, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import conflictkg
from conflictkg.errors import AmbiguousName, ConflictKGError, UnknownName
from conflictkg.graph import KnowledgeGraph
from conflictkg.names.lookup import matches, resolve
from conflictkg.namespaces import BASE


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    named = [
        {"of": "alpha", "name": "Ḥarakat Alfa"},
        {"of": "alpha", "name": "ألفا", "language": "ar"},
        {"of": "beta", "name": "Shared Name"},
        {"of": "gamma", "name": "Shared Name"},
        {"of": "town", "name": "Madina"},
        {"of": "beta", "name": "***"},
    ]
    return graph(tmp_path_factory.mktemp("lookup") / "demo", names=named)


@pytest.mark.parametrize(
    "text", ["Alpha", "alpha", "ALPHA", "harakat alfa", "Ḥarakat-Alfa", "ألفا", "t/actor/alpha", BASE + "t/actor/alpha"]
)
def test_any_name_or_id_of_an_actor(kg: KnowledgeGraph, text: str) -> None:
    assert resolve(kg.store, text) == actor("alpha")


def test_places_and_actors_are_told_apart(kg: KnowledgeGraph) -> None:
    place = f"{BASE}t/place/town"
    assert resolve(kg.store, "Madina", "place") == resolve(kg.store, "Madina", "thing") == place
    with pytest.raises(UnknownName, match="No actor is called"):
        resolve(kg.store, "Madina", "actor")
    for text in ("t/place/town", place, "t/source/early"):
        with pytest.raises(UnknownName, match="is no actor but"):
            resolve(kg.store, text, "actor")


def test_a_shared_name_is_ambiguous_and_never_guessed(kg: KnowledgeGraph) -> None:
    with pytest.raises(AmbiguousName) as told:
        resolve(kg.store, "shared name")
    assert "Beta (t/actor/beta); Gamma (t/actor/gamma)" in str(told.value)


def test_the_exact_label_goes_before_others_of_one_key(tmp_path: Path) -> None:
    actors = [{"id": n, "kind": "armed group", "label": label} for n, label in (("a", "Al-Sham"), ("b", "al sham"))]
    store = graph(tmp_path, actors=[*actors, {"id": "observer", "kind": "person", "label": "O"}]).store
    assert resolve(store, "Al-Sham") == actor("a")
    assert resolve(store, "al sham") == actor("b")
    with pytest.raises(AmbiguousName):
        resolve(store, "AL SHAM")


def test_near_names_are_told(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match=r"Near: Alpha \(t/actor/alpha\)"):
        resolve(kg.store, "Alhpa")
    with pytest.raises(UnknownName, match="Nothing here has the id"):
        resolve(kg.store, "http://example.org/x")
    with pytest.raises(UnknownName, match="Near: Alpha"):
        resolve(kg.store, "t/actor/alhpa")


def test_nothing_to_look_up_in() -> None:
    with pytest.raises(UnknownName) as told:
        resolve(conflictkg.open(":memory:").store, "Alpha")
    assert "Near" not in str(told.value)


def test_matches_say_why(kg: KnowledgeGraph) -> None:
    (match,) = matches(kg.store, "ALPHA")
    assert (match.iri, match.label, match.why, match.score) == (actor("alpha"), "Alpha", "has this name", 100.0)
    assert all("ambiguous" in each.why for each in matches(kg.store, "shared name"))
    best = matches(kg.store, "Alhpa")[0]
    assert (best.label, best.score < 100) == ("Alpha", True)
    assert 'similar to "alpha"' in best.why


def test_every_actor_is_found_by_its_label(idlib: KnowledgeGraph, kg: KnowledgeGraph) -> None:
    for name in KINDS:
        assert resolve(kg.store, name.title()) == actor(name)
    rows = idlib.store.select(
        "SELECT ?a ?l WHERE { ?a <http://www.w3.org/2004/02/skos/core#prefLabel> ?l "
        "FILTER(CONTAINS(STR(?a), '/actor/')) }"
    )
    assert len(rows) > 20
    for row in rows:
        assert resolve(idlib.store, row["l"]) == row["a"]


def test_a_thing_of_several_classes_is_found(tmp_path: Path) -> None:
    path = tmp_path / "more.ttl"
    path.write_text(
        "@prefix ckg: <https://w3id.org/conflictkg/ontology#> . @prefix e: <http://e/> . "
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        'e:a a e:Zebra, ckg:ArmedGroup, e:Antelope ; skos:prefLabel "Delta"@en .',
        encoding="utf-8",
    )
    store = conflictkg.open(":memory:")
    store.load(path, write(tmp_path / "sheets"))
    assert resolve(store.store, "delta") == "http://e/a"
    assert resolve(store.store, "http://e/a") == "http://e/a"


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=20) | st.text("t/acorlph:<>\"'%\\ ", max_size=20))
def test_any_text_is_a_thing_or_a_clear_error(kg: KnowledgeGraph, text: str) -> None:
    try:
        told = resolve(kg.store, text, "thing")
    except ConflictKGError as error:
        told = str(error)
    assert told.startswith(BASE) or text in told or "is no thing" in told
