"""Which ids are one actor: judged, refused, listed, written, taken in, taken back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from commands import refused, run
from folders import derived, write
from hypothesis import given, settings
from hypothesis import strategies as st
from patience import some

import conflictkg
from conflictkg.errors import ConflictKGError, InputError, UnknownName
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import JUDGEMENTS

IDS = [f"{space}/actor/{name}" for space in ("t", "u") for name in ("alpha", "beta", "union")]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two datasets of two authorities that know the same groups under different ids."""
    root = tmp_path_factory.mktemp("judgements")
    ties = [{"relation": "member of", "from": "alpha", "to": "union"}]
    theirs = [*ties, {"relation": "rival of", "from": "alpha", "to": "beta"}]
    space = [{"field": "name", "value": "theirs"}, {"field": "space", "value": "u"}]
    return [write(root / "ours", ties=ties), write(root / "theirs", dataset=space, ties=theirs)]


@pytest.fixture
def kg(folders: list[Path]) -> KnowledgeGraph:
    kg = conflictkg.open(":memory:")
    kg.load(*folders)
    return kg


def whole(kg: KnowledgeGraph) -> list[str]:
    """Every quad of a store."""
    return sorted(map(str, kg.store.engine))


def ids(kg: KnowledgeGraph) -> list[str]:
    return [row["id"] for row in kg.judgements()]


def test_same_is_one_actor_in_answers_pictures_and_exports_until_it_is_taken_back(kg: KnowledgeGraph) -> None:
    before = whole(kg)
    told = kg.same("t/actor/alpha", "u/actor/alpha", "one flag", by="me", on="2026-11-24")
    assert told.startswith("t/actor/alpha and u/actor/alpha are same, says me on 2026-11-24: one flag [")
    kg.same("t/actor/union", "u/actor/union", "one charter", by="me")
    assert [row["datasets"] for row in kg.query("coalition-members", coalition="u/actor/union")] == ["ours; theirs"]
    assert [row["name"] for row in kg.query("rivals", actor="t/actor/alpha")] == ["Beta"]
    assert "u/actor/alpha" not in {node.id for node in kg.scene().nodes}
    assert "u/actor/alpha," not in kg.export("csv")
    view = kg.view(as_of="2015")
    assert len(view.query("coalition-members", coalition="u/actor/union")) == 1
    for each in ids(kg):
        kg.undo(each)
    assert whole(kg) == before
    assert JUDGEMENTS not in kg.store.graphs()


def test_names_may_be_given_and_ids_that_are_not_loaded_wait(kg: KnowledgeGraph) -> None:
    kg.unload("theirs")
    assert "it waits for x/actor/9, not loaded" in kg.same("Alpha", "x/actor/9", "named so", by="me")
    assert kg.waiting() == 1
    with pytest.raises(UnknownName):
        kg.same("Alpha", "Nobody At All", "why", by="me")


@pytest.mark.parametrize(
    ("a", "b", "because", "said"),
    [
        ("t/actor/alpha", "t/actor/alpha", "x", "are one already"),
        ("t/actor/alpha", "t/actor/beta", " ", "needs a reason"),
        ("t/actor/alpha", "t/source/early", "x", "is no actor or place"),
    ],
)
def test_what_is_no_judgement(kg: KnowledgeGraph, a: str, b: str, because: str, said: str) -> None:
    before = whole(kg)
    with pytest.raises(ConflictKGError, match=said):
        kg.same(a, b, because, by="me")
    assert whole(kg) == before


def test_a_contradiction_is_refused_with_who_and_why_also_through_a_chain(kg: KnowledgeGraph) -> None:
    kg.same(IDS[0], IDS[3], "one flag", by="Ann")
    kg.same(IDS[3], IDS[1], "one leader", by="Bob")
    before = whole(kg)
    with pytest.raises(ConflictKGError) as told:
        kg.different(IDS[1], IDS[0], "two towns", by="Cid")
    assert "says Bob" in str(told.value)
    assert "one leader" in str(told.value)
    assert "says Ann" in str(told.value)
    kg.different(IDS[4], IDS[0], "two towns", by="Cid")
    with pytest.raises(ConflictKGError) as told:
        kg.same(IDS[4], IDS[1], "like names", by="Dee")
    assert "says Cid" in str(told.value)
    assert "two towns" in str(told.value)
    kg.undo(ids(kg)[[row["by"] for row in kg.judgements()].index("Cid")])
    assert whole(kg) == before


def test_a_judgement_of_a_dataset_is_mended_there(folders: list[Path], tmp_path: Path) -> None:
    row = {"a": IDS[0], "b": IDS[3], "verdict": "same", "by": "them", "on": "2026-01-01", "why": "listed"}
    kg = conflictkg.open(":memory:")
    kg.load(*folders, write(tmp_path / "walk", sources=[], actors=[], places=[], judgements=[row]))
    assert [row["from"] for row in kg.judgements()] == ["walk"]
    with pytest.raises(ConflictKGError, match="conflictkg unload walk"):
        kg.undo(ids(kg)[0])
    with pytest.raises(ConflictKGError, match="says them on 2026-01-01 in walk: listed"):
        kg.different(IDS[0], IDS[3], "no", by="me")
    assert kg.judgements_csv() == "a,b,verdict,by,on,why\r\n"


def test_written_and_taken_in_elsewhere(kg: KnowledgeGraph, folders: list[Path], tmp_path: Path) -> None:
    kg.same(IDS[0], IDS[3], '=cmd() "quoted", with\ncomma', by="Ann", on="2026-01-01")
    kg.different(IDS[1], IDS[4], "two towns", by="'Bob", on="2026-01-02")
    path = tmp_path / "out.csv"
    path.write_text(kg.judgements_csv(), encoding="utf-8", newline="")
    assert "'=cmd()" in path.read_text(encoding="utf-8")
    other = conflictkg.open(":memory:")
    other.load(*folders)
    assert other.import_judgements(path) == (2, 0)
    assert whole(other) == whole(kg)
    assert other.import_judgements(path) == (2, 0)
    assert whole(other) == whole(kg)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("alpha,u/actor/alpha,same", 'line 3, column "a": "alpha" is no id'),
        ("t/actor/beta,u/actor/beta,maybe", 'line 3, column "verdict": "maybe" is no verdict'),
        ("t/actor/beta,t/actor/beta,same", "a and b are one id"),
        ("u/actor/alpha,t/actor/alpha,different", "cannot be different while these stand"),
    ],
)
def test_a_faulty_table_changes_nothing(kg: KnowledgeGraph, tmp_path: Path, row: str, said: str) -> None:
    before = whole(kg)
    path = tmp_path / "in.csv"
    path.write_text(f"a,b,verdict\nt/actor/alpha,u/actor/alpha,same\n{row}\n", encoding="utf-8")
    with pytest.raises(ConflictKGError, match=said.replace("(", r"\(")) as told:
        kg.import_judgements(path, by="me")
    assert isinstance(told.value, InputError) or "while these stand" in said
    assert whole(kg) == before


def test_undo_wants_one_id(kg: KnowledgeGraph) -> None:
    kg.same(IDS[0], IDS[3], "one flag", by="Ann")
    (known,) = ids(kg)
    for wrong in ("", known[:3], "ffffff", "t/actor/alpha"):
        with pytest.raises(ConflictKGError, match="No judgement has the id"):
            kg.undo(wrong)
    assert "one flag" in kg.undo(known[:6])


CHOICES = st.tuples(st.sampled_from(["same", "different", "undo"]), st.sampled_from(IDS), st.sampled_from(IDS))


@settings(max_examples=some(25))
@given(st.lists(CHOICES, max_size=8), st.randoms())
def test_any_sequence_is_restored_to_the_triple(
    folders: list[Path], steps: list[tuple[str, str, str]], random: st.DataObject
) -> None:
    kg = conflictkg.open(":memory:")
    kg.load(*folders)
    start = whole(kg)
    states = {frozenset[str](): start}
    for verdict, a, b in steps:
        standing = frozenset(ids(kg))
        try:
            if verdict == "undo" and standing:
                kg.undo(random.choice(sorted(standing)))  # type: ignore[attr-defined]
            elif verdict != "undo":
                (kg.same if verdict == "same" else kg.different)(a, b, "why", by="me", on="2026-11-24")
        except ConflictKGError:
            assert whole(kg) == states[standing]
        now = frozenset(ids(kg))
        assert states.setdefault(now, whole(kg)) == whole(kg)
    for each in sorted(ids(kg), key=lambda _: random.random()):  # type: ignore[attr-defined]
        kg.undo(each)
    assert whole(kg) == start


def test_the_crosswalk_and_a_judgement_of_ones_own_give_the_same_answers(folders: list[Path], tmp_path: Path) -> None:
    row = {"a": IDS[0], "b": IDS[3], "verdict": "same"}
    walk, own = conflictkg.open(":memory:"), conflictkg.open(":memory:")
    walk.load(*folders, write(tmp_path / "walk", sources=[], actors=[], places=[], judgements=[row]))
    own.load(*folders)
    own.same(IDS[3], IDS[0], "why", by="me")
    assert {line for line in derived(walk) if "dataset/walk" not in line} == derived(own)


def test_the_commands(folders: list[Path], tmp_path: Path) -> None:
    assert run(tmp_path, "load", *folders).returncode == 0
    done = run(tmp_path, "same", "t/actor/alpha", "u/actor/alpha", "--because", "one flag", "--by", "Ann")
    assert (done.returncode, done.stdout) == (0, "")
    assert "are same, says Ann" in done.stderr
    refused(run(tmp_path, "different", "t/actor/alpha", "u/actor/alpha", "--because", "no"), 2, "says Ann", "one flag")
    (row,) = csv.DictReader(io.StringIO(run(tmp_path, "judgements", "-f", "csv").stdout))
    assert (row["verdict"], row["why"], row["from"]) == ("same", "one flag", "here")
    assert run(tmp_path, "judgements", "export", "-o", "mine.csv").returncode == 0
    assert "Taken back" in run(tmp_path, "judgements", "undo", row["id"]).stderr
    assert run(tmp_path, "judgements").stdout.startswith("No rows")
    assert "Judgements taken in: 1." in run(tmp_path, "judgements", "import", "mine.csv").stderr
    proposed = run(tmp_path, "match", "ours", "theirs", "-o", "proposed.csv")
    assert "9 pairs proposed" in proposed.stderr
    assert (
        "Judgements taken in: 0. 9 proposals are still unsure"
        in run(tmp_path, "judgements", "import", "proposed.csv").stderr
    )
    refused(run(tmp_path, "match", "ours", "nothing"), 2, 'There is no dataset "nothing"')
