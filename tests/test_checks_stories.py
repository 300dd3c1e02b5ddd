"""Checks of stories that cannot all be true: each finds the one it is for, and leaves a true one alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from folders import Rows, graph

from conflictkg import checks

Sheets = dict[str, Rows]


def tie(relation: str, one: str, other: str, since: str = "", until: str = "", **more: str) -> dict[str, str]:
    return {"relation": relation, "from": one, "to": other, "since": since, "until": until} | more


def change(kind: str, before: str, after: str, when: str) -> dict[str, str]:
    label = f"{kind} of {before or after}"
    return {"event": label.replace(" ", "-"), "kind": kind, "label": label, "from": before, "to": after, "when": when}


def battle(when: str) -> dict[str, Rows]:
    return {
        "events": [{"event": "fight", "kind": "battle", "label": "Fight", "place": "town", "when": when}],
        "participations": [{"event": "fight", "actor": "union", "role": "attacker"}],
    }


END = change("dissolution", "union", "", "2015-03-01")
START = change("formation", "", "union", "2015-03-01")
YEAR = ("2014-01-01", "2014-12-31")

# check -> a story with the fault, one without it, and the record and words of the finding
STORIES: dict[str, tuple[Sheets, Sheets, str, str]] = {
    "friend-and-foe": (
        {"ties": [tie("allied with", "alpha", "beta", *YEAR), tie("rival of", "beta", "alpha", *YEAR)]},
        {"ties": [tie("allied with", "alpha", "beta", "2012", "2013"), tie("rival of", "beta", "alpha", *YEAR)]},
        "/tie/",
        "Alpha allied with Beta (2014-01-01/2014-12-31), and Alpha rival of Beta",
    ),
    "two-leaders": (
        {"ties": [tie("leads", "alpha", "union", *YEAR), tie("leads", "beta", "union", *YEAR)]},
        {"ties": [tie("leads", "alpha", "union", *YEAR), tie("leads", "beta", "union", *YEAR, role="deputy")]},
        "/tie/",
        "Alpha leads Union (2014-01-01/2014-12-31), and Beta leads Union",
    ),
    "tie-outside-life": (
        {"events": [END], "ties": [tie("member of", "alpha", "union", "2015-04-01", "2015-05-01")]},
        {"events": [END], "ties": [tie("member of", "alpha", "union", "2014", "2015-03")]},
        "/tie/",
        "Alpha member of Union (2015-04-01/2015-05-01) begins after dissolution of union",
    ),
    "event-outside-life": (
        {"events": [*battle("2014-02-03")["events"], START], "participations": battle("")["participations"]},
        {"events": [*battle("2015-03")["events"], START], "participations": battle("")["participations"]},
        "/participation/",
        "but formation of union (2015-03-01/2015-03-01)",
    ),
    "membership-circle": (
        {"ties": [tie("member of", "alpha", "beta"), tie("member of", "beta", "alpha")]},
        {"ties": [tie("member of", "alpha", "beta"), tie("member of", "beta", "union")]},
        "t/actor/alpha",
        "is a member of itself",
    ),
    "figures-apart": (
        {
            "events": battle("2014")["events"],
            "figures": [
                {"of": "fight", "measure": "killed", "best": "9"},
                {"of": "fight", "measure": "killed", "best": "100", "source": "late", "attester": "witness"},
            ],
        },
        {
            "events": battle("2014")["events"],
            "figures": [
                {"of": "fight", "measure": "killed", "best": "10"},
                {"of": "fight", "measure": "killed", "best": "100", "source": "late", "attester": "witness"},
            ],
        },
        "/estimate/",
        "at most 9 by one source, at least 100 by another",
    ),
    "shared-name": (
        {"names": [{"of": "alpha", "name": "The Front"}, {"of": "beta", "name": "The Front"}]},
        {"names": [{"of": "alpha", "name": "The Front"}, {"of": "town", "name": "The Front"}]},
        "t/actor/alpha",
        "is the name of t/actor/beta too",
    ),
    "renamed-into-another": (
        {"events": [change("renaming", "alpha", "beta", "2014")]},
        {"events": [change("renaming", "alpha", "alpha", "2014")]},
        "t/event/renaming-of-alpha",
        "from t/actor/alpha to t/actor/beta",
    ),
}


def found(folder: Path, check: str, sheets: Sheets) -> list[checks.Finding]:
    return [each for each in checks.queries(graph(folder, **sheets).store) if each.check == check]


@pytest.mark.parametrize("check", STORIES)
def test_a_story_that_cannot_be_is_found_and_a_true_one_is_not(tmp_path: Path, check: str) -> None:
    wrong, right, record, words = STORIES[check]
    findings = found(tmp_path / "t", check, wrong)
    assert findings
    assert any(record in each.record and words in each.what for each in findings), findings
    assert all(each.cure for each in findings)
    assert found(tmp_path / "right" / "t", check, right) == []


def test_a_formation_bounds_a_tie_too(tmp_path: Path) -> None:
    early = {"events": [START], "ties": [tie("member of", "alpha", "union", "2013-01-01", "2014-01-01")]}
    (finding,) = found(tmp_path / "t", "tie-outside-life", early)
    assert "ends before formation of union" in finding.what


def test_a_group_that_came_back_may_have_ties_again(tmp_path: Path) -> None:
    back = change("splinter", "beta", "union", "2016-01-01")
    later = {"events": [END, back], "ties": [tie("member of", "alpha", "union", "2016-02-01", "2016-03-01")]}
    assert found(tmp_path / "t", "tie-outside-life", later) == []


def test_a_group_that_can_have_come_back_in_between_may_have_ties_again(tmp_path: Path) -> None:
    merged, left = change("merger", "union", "beta", "2015"), change("splinter", "beta", "union", "2015-03/2015-08")
    later = {"events": [merged, left], "ties": [tie("member of", "alpha", "union", "2016-02-01", "2016-03-01")]}
    assert found(tmp_path / "t", "tie-outside-life", later) == []
    too_late = change("splinter", "beta", "union", "2017")
    (finding,) = found(tmp_path / "late" / "t", "tie-outside-life", later | {"events": [merged, too_late]})
    assert "begins after merger of union" in finding.what


@pytest.mark.parametrize("check", ["tie-outside-life", "event-outside-life"])
def test_those_who_stayed_out_of_an_absorption_go_on(tmp_path: Path, check: str) -> None:
    fight = battle("2016-02-03")
    joined = change("absorption", "union", "beta", "2015-01")
    story = {"ties": [tie("hostile to", "alpha", "union", "2016-02-01", "2016-02-03")], **fight}
    assert len(found(tmp_path / "all" / "t", check, story | {"events": [*fight["events"], joined]})) == 1
    most = joined | {"extent": "most"}
    assert found(tmp_path / "most" / "t", check, story | {"events": [*fight["events"], most]}) == []


def test_what_nothing_is_said_of_is_told(tmp_path: Path) -> None:
    kg = graph(tmp_path / "t", ties=[tie("member of", "alpha", "union")])
    told = {(each.check, each.record) for each in checks.queries(kg.store)}
    assert ("unspoken-actor", "t/actor/beta") in told
    assert ("uncited-source", "t/source/late") in told
    assert not {("unspoken-actor", "t/actor/alpha"), ("unspoken-actor", "t/actor/observer")} & told
    assert ("uncited-source", "t/source/early") not in told
