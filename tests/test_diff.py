"""What changed: between two days of the history of Syria, read in its sources, and planted changes in a dataset."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from folders import actor, write
from hostile import NAMES

import conflictkg
from conflictkg.cli import cli
from conflictkg.diff.change import Comparison
from conflictkg.errors import InputError
from conflictkg.graph import KnowledgeGraph

SAMPLES = Path(__file__).parent / "samples"
FATAH, HTS = "Jaysh al-Fatah", "Hay'at Tahrir al-Sham"


@pytest.fixture(scope="module")
def syria() -> KnowledgeGraph:
    return conflictkg.example("syria-2011-2019")


def told(found: Comparison, *kinds: str) -> set[str]:
    """The sentences of some kinds, with the date in front where there is one."""
    return {f"{change.date} {change.says}".strip() for change in found.changes if change.kind in kinds}


def test_the_story_of_two_coalitions(syria: KnowledgeGraph) -> None:
    """Of the eight others nothing is heard as members after 2015: no source says that the coalition ended."""
    found = syria.diff("2015-03-28", "2017-02-01", [FATAH, HTS])
    assert told(found, "left") == {f"2015-10 Jund al-Aqsa left {FATAH}"}
    five = "Ansar al-Din Front, Jabhat al-Nusra, Jaysh al-Sunna, Liwa al-Haqq, Nour al-Din al-Zenki Movement"
    assert told(found, "merged") == {f"2017-01-28 {HTS} is formed by a merger: {five} → {HTS}"}
    assert told(found, "joined") == {
        f"2017-01-28 Jabhat al-Nusra joined {HTS}",
        f"2017-01-28 Nour al-Din al-Zenki Movement joined {HTS}",
        *(f"2017 {name} joined {HTS}" for name in ("Ansar al-Din Front", "Jaysh al-Sunna", "Liwa al-Haqq")),
    }
    unseen = told(found, "unseen")
    assert {line for line in unseen if FATAH not in line} == set()
    assert {line.split(" ", 1)[1].removesuffix(f" member of {FATAH}") for line in unseen} == {
        "Ahrar al-Sham", "Ajnad al-Kavkaz", "Ajnad al-Sham", "Faylaq al-Sham", "Imam Bukhari Jamaat",
        "Jabhat al-Nusra", "Jaysh al-Sunna", "Liwa al-Haqq",
    }  # fmt: skip
    sure = {change.says: not change.perhaps for change in found.changes if change.kind == "joined"}
    assert sure[f"Jabhat al-Nusra joined {HTS}"]
    assert not sure[f"Liwa al-Haqq joined {HTS}"]


def test_what_became_of_their_members(syria: KnowledgeGraph) -> None:
    found = syria.diff("2015-03-28", "2017-02-01")
    assert "2016-06 Jabhat al-Nusra takes the name Jabhat Fateh al-Sham" in told(found, "renamed")
    assert "2016-10 Jund al-Aqsa goes into Jabhat al-Nusra: Jund al-Aqsa → Jabhat al-Nusra" in told(found, "merged")
    assert "2016-03 13th Division hostile to Jabhat al-Nusra" in told(found, "passing")
    (fell,) = [change for change in found.changes if change.says.startswith("Bahraini government left")]
    assert (fell.date, fell.before, fell.after, fell.status) == ("2016", "certain", "", "accepted")
    assert syria.diff("2016", "2017-02-01").changes != found.changes


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("2017", "2015", "2017 is not before 2015"),
        ("2015", "2015-03", "is not before"),
        ("2015", "syria-2011-2019", 'is a date and "syria-2011-2019" is none'),
        ("syria-2011-2019", "nowhere", "no date, no dataset here and no file"),
    ],
)
def test_what_does_not_go_together(a: str, b: str, said: str, syria: KnowledgeGraph) -> None:
    with pytest.raises(InputError, match=said):
        syria.diff(a, b)


def member(who: str, **cells: str) -> dict[str, str]:
    return {"relation": "member of", "from": who, "to": "union"} | cells


ACTORS = [{"id": name, "kind": "armed group", "label": name.title()} for name in ("alpha", "beta", "gamma")]
OTHERS = [
    {"id": "union", "kind": "coalition", "label": "Union"},
    {"id": "observer", "kind": "person", "label": "Observer"},
]
TIES = [
    member("alpha", id="c1", since="2014", paraphrase="Alpha is in it"),
    member("alpha", locator="page 2"),
    member("beta", id="c3"),
    member("gamma", locator="page 9"),
    {"relation": "rival of", "from": "beta", "to": "gamma"},
]
EVENT = {"event": "e", "kind": "merger", "label": "A merger", "from": "alpha; beta", "to": "union", "when": "2015"}
NAME = {"of": "alpha", "name": "The First", "language": "en"}


def test_planted_changes_and_no_others(tmp_path: Path) -> None:
    """One of each: what a release can change. The second is loaded under another name, so all its hashes differ."""
    old = write(tmp_path / "old", "group", actors=ACTORS + OTHERS, ties=TIES, events=[EVENT], names=[NAME])
    changed = [
        member("alpha", id="c1", since="2013", paraphrase="Alpha is in it"),  # another date
        member("alpha", locator="page 2"),
        member("beta", id="c3", stance="disputes"),  # another stance
        # gamma's membership has gone
        {"relation": "rival of", "from": "gamma", "to": "beta"},  # the other way round, which says the same
        {
            "relation": "rival of",
            "from": "beta",
            "to": "gamma",
            "source": "late",
            "locator": "page 3",
        },  # a second claim
        {"relation": "leads", "from": "beta", "to": "union"},  # a new tie
    ]
    actors = [ACTORS[0] | {"label": "Alpha Front"}, ACTORS[1], ACTORS[2] | {"kind": "coalition"}]
    more = [{"id": "delta", "kind": "armed group", "label": "Delta"}]
    events = [EVENT | {"kind": "absorption"}]
    sheets = {"actors": [*actors, *OTHERS, *more], "ties": changed, "events": events}
    new = write(tmp_path / "new", "group", **sheets, names=[NAME | {"name": "The Second"}])
    kg = conflictkg.open(":memory:")
    kg.load(old)
    kg.load(new, name="group-2")
    found = kg.diff("group", "group-2")
    assert [(c.kind, c.says, c.before, c.after) for c in found.changes] == [
        ("renamed", "Alpha Front", "Alpha", "Alpha Front"),
        ("new", "Beta leads Union", "", ""),
        ("vanished", "Gamma member of Union", "", ""),
        ("new statement", "Alpha Front is called The Second", "", ""),
        ("vanished statement", "Alpha Front is called The First", "", ""),
        ("new claim", "Observer asserts in Late paper: Beta rival of Gamma", "", ""),
        ("changed claim", "Observer asserts in Early paper: Alpha Front member of Union: when", "2014/", "2013/"),
        ("changed claim", "Observer disputes in Early paper: Beta member of Union: stance", "asserts", "disputes"),
        ("new thing", "armed group Delta", "", ""),
        ("described", "Gamma: kind", "armed group", "coalition"),
        ("described", "absorption: A merger: kind", "merger", "absorption"),
    ]
    assert {each.kind for each in kg.diff("group", "group-2", ["Delta"]).changes} == {"new thing"}
    assert kg.diff("group", str(old)).changes == kg.diff("group-2", str(new)).changes == ()
    assert kg.diff("group-2", "group").changes[1].kind == "new"


def test_a_release_of_a_table(tmp_path: Path) -> None:
    """A row more, a row less and a figure: of a dataset whose claims have no ids of their own."""
    text = (SAMPLES / "ucdp-nonstate.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    second = tmp_path / "second.csv"
    second.write_text("".join([text[0], text[1].replace(",40,30,60,", ",41,30,60,"), *text[2:]]), encoding="utf-8")
    kg = conflictkg.open(":memory:")
    found = kg.diff(str(SAMPLES / "ucdp-nonstate.csv"), str(second))
    assert [(change.kind, change.before, change.after) for change in found.changes] == [("changed claim", "40", "41")]


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    names = [{"id": f"a{n}", "kind": "armed group", "label": name} for n, name in enumerate(NAMES.values())]
    old = write(tmp_path / "old", "x", actors=OTHERS, ties=[{"relation": "leads", "from": "observer", "to": "union"}])
    ties = [{"relation": "leads", "from": "observer", "to": "union"}]
    ties += [member(f"a{n}") for n in range(len(NAMES))]
    new = write(tmp_path / "new", "x", actors=[*OTHERS, *names], ties=ties)
    found = conflictkg.open(":memory:").diff(str(old), str(new))
    assert len(found.changes) == 2 * len(NAMES)
    text, shown = found.serialise("text"), found.serialise("md")
    assert len(text.splitlines()) == len(text.split("\n")) - 1
    assert "\x1b" not in text + shown
    assert "<script>" not in shown
    assert len(json.loads(found.serialise("json"))["changes"]) == 2 * len(NAMES)


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke
    done = run(cli, ["diff", "2012-03", "2012-05"])
    assert done.stdout.startswith("2012-03 → 2012-05: 1 change\n\nVanished ties (1)\n  2012-04  ")
    old = write(tmp_path / "old", "x", ties=[member("alpha")])
    new = write(tmp_path / "new", "x", ties=[member("beta")])
    done = run(cli, ["diff", str(old), str(new), "-f", "md"])
    assert "## New ties (1)\n\n| change |\n| --- |\n| Beta member of Union |\n" in done.stdout
    assert done.stderr == ""
    assert actor("beta") in run(cli, ["diff", str(old), str(new), "-f", "json"]).stdout
    assert run(cli, ["diff", str(old), str(old)]).stdout == f"{old} → {old}: no change\n"
