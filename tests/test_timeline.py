"""Lanes say what the dates of the claims say: order, bounds, open and unknown ends, changes, events."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from dated import dated
from folders import graph

from conflictkg.draw.courses import Change, lives, side_by_side
from conflictkg.draw.lanes import EXISTS, Bar, Lane, Lanes, to_json
from conflictkg.graph import KnowledgeGraph


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return dated(tmp_path_factory.mktemp("dated"))


@pytest.fixture(scope="module")
def lanes(kg: KnowledgeGraph) -> Lanes:
    return kg.lanes()


def lane(lanes: Lanes, group: str, actor: str) -> Lane:
    (found,) = [each for each in lanes.lanes if each.id == f"{group and 't/actor/' + group}|t/actor/{actor}"]
    return found


def names(ids: tuple[str, ...]) -> list[str]:
    return [each.rsplit("/", 1)[-1] for each in ids]


def test_rows_stand_by_coalition_then_by_first_date(lanes: Lanes) -> None:
    assert [each.label for each in lanes.lanes] == [
        "Valley Council", "Green Brigade", "Stone Battalions", "River Guard", "لواء الصقر",
        "Northern Front", "Dawn Movement", "لواء الصقر", "Old Guard", "Hill Fighters",
        "Dawn Breakaway", "United Hill Army",
    ]  # fmt: skip
    assert [each.label for each in lanes.lanes if each.heads] == ["Valley Council", "Northern Front"]


@pytest.mark.parametrize(
    ("group", "actor", "bounds", "certain", "end"),
    [
        ("council", "green", ("2013-03-10", "2013-03-10", "2014-11-20", "2014-11-20"),
         [("2013-03-10", "2014-11-20")], "known"),
        ("council", "stone", ("2013-04-01", "2013-06-30", "2016-06-30", ""), [("2013-06-30", "2016-06-30")], "open"),
        ("council", "falcon", ("2013-09-01", "2013-09-01", "2015-06-01", "2015-06-30"),
         [("2013-09-01", "2015-06-01")], "known"),
        ("front", "falcon", ("2015-03-23", "2015-03-28", "2016-06-30", ""), [("2015-03-28", "2016-06-30")], "open"),
        ("front", "old-guard", ("", "2015-04-10", "2015-04-10", ""), [("2015-04-10", "2015-04-10")], "unknown"),
        ("front", "hill", ("", "", "", ""), [], "unknown"),
    ],
)  # fmt: skip
def test_a_bar_has_the_bounds_of_its_claims(
    lanes: Lanes, group: str, actor: str, bounds: tuple[str, ...], certain: list[tuple[str, str]], end: str
) -> None:
    bar = lane(lanes, group, actor).bars[0]
    assert (bar.start_earliest, bar.start_latest, bar.end_earliest, bar.end_latest) == bounds
    assert (list(bar.certain), bar.end) == (certain, end)


def test_a_member_that_came_back_has_two_bars_on_one_track(lanes: Lanes) -> None:
    first, second = lane(lanes, "council", "river").bars
    assert (first.end_reason, first.end, second.since, second.end) == ("suspended", "known", "2014-08-15", "unknown")
    assert first.track == second.track == 0


def test_a_leader_that_is_a_member_stands_on_two_tracks(lanes: Lanes) -> None:
    green = lane(lanes, "council", "green")
    assert [(bar.relation, bar.track) for bar in green.bars] == [("memberOf", 0), ("leads", 1)]
    assert green.tracks == 2


def test_a_status_stays_with_its_bar(lanes: Lanes) -> None:
    assert lane(lanes, "front", "dawn").bars[0].status == "party-only"


def test_changes_link_lanes(lanes: Lanes) -> None:
    found = [(each.kind, names(each.before), names(each.after), each.first, each.last) for each in lanes.connectors]
    assert found == [
        ("Formation", [], ["council"], "2013-03-10", "2013-03-10"),
        ("Renaming", ["stone"], ["stone"], "2014-06-01", "2014-06-01"),
        ("Splinter", ["dawn"], ["new-dawn"], "2015-07-01", "2015-07-31"),
        ("Merger", ["hill", "old-guard"], ["hill-army"], "2016-02-01", "2016-02-01"),
        ("Absorption", ["river"], ["stone"], "2016-03-15", "2016-03-15"),
    ]
    assert lanes.note == "1 undated change is not drawn."
    assert {end for each in lanes.connectors for end in each.before + each.after} <= {each.id for each in lanes.lanes}


def test_a_change_tells_how_long_an_organisation_was_there(lanes: Lanes) -> None:
    (bar,) = lane(lanes, "", "hill-army").bars
    assert (bar.relation, bar.since, bar.end) == (EXISTS, "2016-02-01", "unknown")


def test_an_organisation_can_be_there_twice() -> None:
    def change(kind: str, before: str, after: str, day: str) -> Change:
        return Change(day, kind, "", (before,), (after,), day, day, "accepted", (), 1, day, day)

    changes = [change("Merger", "a", "b", "2014-01-01"), change("Splinter", "b", "a", "2015-01-01")]
    assert [(bar.since, bar.until) for bar in lives("a", changes)] == [("", "2014-01-01"), ("2015-01-01", "")]
    assert [(bar.since, bar.until) for bar in lives("b", changes)] == [("2014-01-01", "")]
    assert lives("c", changes) == ()


def test_events_of_the_actors_are_there_but_no_long_wars(lanes: Lanes) -> None:
    found = [(each.label, each.first, each.last, names(each.actors)) for each in lanes.events]
    assert found == [
        ("Battle of the Bridge", "2014-05-02", "2014-05-20", ["green"]),
        ("Capture of Town", "2015-03-27", "2015-03-28", ["front"]),
    ]


def test_the_axis_holds_all_days(lanes: Lanes) -> None:
    assert (lanes.first < "2013-03-10", lanes.last > "2016-06-30") == (True, True)


def test_a_date_in_much_doubt_does_not_stretch_the_axis(tmp_path: Path) -> None:
    member = {"relation": "member of", "to": "union"}
    rows = [
        member | {"from": "alpha", "since": "2013-03", "until": "2014-05"},
        member | {"from": "beta", "since": "2013-06", "until": "[2014..2030]"},
    ]
    found = graph(tmp_path / "d", ties=rows).lanes()
    assert (found.first[:4], found.last[:4]) == ("2013", "2014")


def test_those_of_an_undated_change_alone_have_no_row(tmp_path: Path) -> None:
    events = [{"event": "joining", "kind": "absorption", "label": "Joining", "from": "gamma", "to": "alpha"}]
    ties = [{"relation": "member of", "from": "alpha", "to": "union"}]
    found = graph(tmp_path / "d", ties=ties, events=events).lanes()
    assert [each.label for each in found.lanes] == ["Union", "Alpha"]
    assert found.note == "1 undated change is not drawn."


def test_a_day_is_asked_by_the_rule_of_the_questions(kg: KnowledgeGraph) -> None:
    on = {
        each.label: each.bars[0].certainty for each in kg.lanes("Northern Front", as_of="2015-03-25").lanes if each.bars
    }
    asked = {
        row["name"]: row["certainty"] for row in kg.query("coalition-members", coalition="front", as_of="2015-03-25")
    }
    assert {name: certainty for name, certainty in on.items() if certainty in ("certain", "possible")} == asked
    assert on["لواء الصقر"] == "possible"


def test_around_an_actor(kg: KnowledgeGraph) -> None:
    found = kg.lanes("لواء الصقر")
    assert [each.label for each in found.lanes] == ["Valley Council", "لواء الصقر", "Northern Front", "لواء الصقر"]
    assert found.title == "لواء الصقر: memberships over time"


def test_one_undated_report_has_lanes_too(idlib: KnowledgeGraph) -> None:
    found = idlib.lanes()
    assert [len(each.bars) for each in found.lanes] == [0, 1, 1, 1, 2, 1, 1, 1]
    assert all(bar.certain == (("2015-03-28", "2015-03-28"),) for each in found.lanes for bar in each.bars)
    assert "Capture of Idlib, March 2015" in {each.label for each in found.events}


def test_nobody_in_a_coalition_is_an_empty_picture(kg: KnowledgeGraph) -> None:
    assert [each.bars for each in kg.lanes("Highland Army").lanes] == [()]


def test_bars_that_may_overlap_stand_side_by_side() -> None:
    spells = [
        Bar("a", "memberOf", "", start_earliest="2013-01-01", end="open"),
        Bar("b", "memberOf", "", end_latest="2015-01-01"),
    ]
    placed, tracks = side_by_side(spells)
    assert ({bar.id: bar.track for bar in placed}, tracks) == ({"a": 0, "b": 1}, 2)


def test_lanes_are_plain_data(lanes: Lanes) -> None:
    data = json.loads(json.dumps(to_json(lanes)))
    green = data["lanes"][1]["bars"][0]
    assert green["certain"] == [["2013-03-10", "2014-11-20"]]
    assert "start_earliest" not in data["lanes"][8]["bars"][0]
