"""The actor or place behind a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from folders import KINDS, actor, graph, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from patience import some

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
    assert "\n  Beta (t/actor/beta) - demo\n  Gamma (t/actor/gamma) - demo" in str(told.value)


def test_the_exact_label_goes_before_others_of_one_key(tmp_path: Path) -> None:
    actors = [{"id": n, "kind": "armed group", "label": label} for n, label in (("a", "Al-Sham"), ("b", "al sham"))]
    store = graph(tmp_path, actors=[*actors, {"id": "observer", "kind": "person", "label": "O"}]).store
    assert resolve(store, "Al-Sham") == actor("a")
    assert resolve(store, "al sham") == actor("b")
    with pytest.raises(AmbiguousName):
        resolve(store, "AL SHAM")


def test_near_names_are_told(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match=r"Near: Alpha \(t/actor/alpha\)"):
        resolve(kg.store, "Alpha of the north")
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
    assert match == (actor("alpha"), "Alpha", "same", "has this name", 1.0)
    assert matches(kg.store, "shared name").ambiguous
    (likely,) = matches(kg.store, "Alhpa")
    assert (likely.label, likely.band, likely.score) == ("Alpha", "likely", 0.7)
    assert likely.why == 'likely "Alpha": Alhpa = Alpha (other letters)'


def test_what_is_only_likely_is_listed_and_never_taken(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match=r'Give the id .*:\n  Alpha \(t/actor/alpha\): likely "Alpha": Alhpa = Alpha'):
        resolve(kg.store, "Alhpa")


def test_another_spelling_is_taken_and_said_so(kg: KnowledgeGraph, caplog: pytest.LogCaptureFixture) -> None:
    assert resolve(kg.store, "Harakat al-Alfah") == actor("alpha")
    assert caplog.messages == [
        '"Harakat al-Alfah" taken as Alpha, t/actor/alpha (sounds the same as "Ḥarakat Alfa": Harakat; Alfah = Alfa).'
    ]
    caplog.clear()
    assert resolve(kg.store, "ḤARAKAT ALFA") == actor("alpha")
    assert not caplog.messages


HAQQ = {"id": "observer", "kind": "person", "label": "O"}


def homonyms(tmp_path: Path, *more: tuple[str, str]) -> KnowledgeGraph:
    """The Idlib and the Homs group, both with the name Liwa al-Haqq; and other actors with a name."""
    actors = [{"id": n, "kind": "armed group", "label": f"Liwa al-Haqq ({n.title()})"} for n in ("idlib", "homs")]
    actors += [{"id": n, "kind": "armed group", "label": n.title()} for n, _ in more]
    named = [{"of": n, "name": "Liwa al-Haqq"} for n in ("idlib", "homs")] + [{"of": n, "name": m} for n, m in more]
    facts = [{"subject": n, "property": "based in", "object": n.title()} for n in ("idlib", "homs")]
    places = [{"id": n, "kind": "settlement", "label": n} for n in ("Idlib", "Homs")]
    return graph(tmp_path / "demo", actors=[*actors, HAQQ], names=named, facts=facts, places=places)


@pytest.mark.parametrize("text", ["Liwa al-Haqq", "liwa al haqq", "Liwa' al-Haq", "لواء الحق"])
def test_homonyms_are_ambiguous_with_what_tells_them_apart(tmp_path: Path, text: str) -> None:
    store = homonyms(tmp_path).store
    with pytest.raises(AmbiguousName) as told:
        resolve(store, text)
    assert "\n  Liwa al-Haqq (Homs) (t/actor/homs) - Homs; demo" in str(told.value)
    assert "\n  Liwa al-Haqq (Idlib) (t/actor/idlib) - Idlib; demo" in str(told.value)
    assert matches(store, text).ambiguous


def test_an_exact_name_of_one_goes_before_an_equal_key_of_others(tmp_path: Path) -> None:
    store = homonyms(tmp_path, ("third", "Liwa al-Haq")).store
    assert resolve(store, "Liwa al-Haq") == actor("third")
    with pytest.raises(AmbiguousName):
        resolve(store, "Liwa al-Haqq")


@pytest.mark.parametrize("text", ["is", "Is", "pkk", "jAF"])
def test_an_acronym_is_its_very_letters(tmp_path: Path, text: str) -> None:
    store = graph(tmp_path / "demo", names=[{"of": "alpha", "name": n} for n in ("IS", "PKK", "JaF")]).store
    assert [resolve(store, n) for n in ("IS", "PKK", "JaF")] == [actor("alpha")] * 3
    assert matches(store, text) == []


def test_groups_of_like_names_stay_apart(tmp_path: Path) -> None:
    names = ("Ahrar al-Sham", "Ajnad al-Sham", "Ahrar al-Sharqiya")
    for kept in names:
        store = graph(tmp_path / kept.replace(" ", "-"), names=[{"of": "alpha", "name": kept}]).store
        assert [bool(matches(store, name)) for name in names] == [name == kept for name in names]


def test_the_coalition_of_idlib_by_any_of_its_names() -> None:
    store = conflictkg.example("idlib-2015", "idlib-2015-context").store
    for text in ("Jaish el-Fateh", "Army of Conquest", "جيش الفتح", "جَيْشُ الفَتْح", "Джейш аль-Фатх", "Jayѕh al-Fatah"):
        assert [match.label for match in matches(store, text)] == ["Jaysh al-Fatah"], text
    plain = conflictkg.example("idlib-2015").store
    (likely,) = matches(plain, "Army of Conquest", "actor")
    assert (likely.label, likely.band) == ("Jaysh al-Fatah", "likely")
    assert "Conquest = Fatah (translation)" in likely.why


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


@settings(max_examples=some(80), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=20) | st.text("t/acorlph:<>\"'%\\ ", max_size=20))
def test_any_text_is_a_thing_or_a_clear_error(kg: KnowledgeGraph, text: str) -> None:
    try:
        told = resolve(kg.store, text, "thing")
    except ConflictKGError as error:
        told = str(error)
    assert told.startswith(BASE) or text in told or "is no thing" in told
