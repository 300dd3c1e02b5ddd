"""Krippendorff's alpha against his own example, and two codings of one report against counting by hand."""

from __future__ import annotations

from pathlib import Path

import folders
import pytest
from click.testing import CliRunner

import conflictkg
from conflictkg.analyze.alpha import alpha
from conflictkg.cli import cli
from conflictkg.errors import QueryError

# Krippendorff 2011, part C: twelve units, four observers, values that are missing.
OBSERVED = ["111", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "555", "11", "3"]


@pytest.mark.parametrize(("metric", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_is_as_published(metric: str, published: float) -> None:
    units = [[int(value) for value in unit] for unit in OBSERVED if len(unit) > 1]
    assert alpha(units, metric) == pytest.approx(published, abs=5e-4)


def test_without_differences_there_is_no_alpha() -> None:
    assert alpha([("a", "a"), ("a", "a")]) is None
    assert alpha([]) is None
    assert alpha([("a", "a"), ("b", "b")]) == 1


def _tie(relation: str, one: str, other: str, since: str = "", **more: str) -> dict[str, str]:
    return {
        "relation": relation,
        "from": one,
        "to": other,
        "since": since,
        "source": "early",
        "attester": "paper",
        **more,
    }


FIRST = [
    _tie("allied with", "alpha", "beta", "2014", confidence="3"),
    _tie("hostile to", "alpha", "gamma", "2015", confidence="1"),
    _tie("member of", "alpha", "union", "2014-01", confidence="2"),
    _tie("member of", "beta", "union", "2014", confidence="2"),
]
SECOND = [
    _tie("allied with", "beta", "alpha", "2014", confidence="3"),
    _tie("rival of", "alpha", "gamma", "2015", confidence="2"),
    _tie("member of", "alpha", "union", "2014-02", confidence="2", stance="denies"),
    _tie("hostile to", "beta", "state", "2014"),
    _tie("member of", "gamma", "union", "2014", source="late"),
]


def test_two_codings_of_one_report(tmp_path: Path) -> None:
    paths = [folders.write(tmp_path / name, ties=ties) for name, ties in (("first", FIRST), ("second", SECOND))]
    kg = conflictkg.open(":memory:")
    kg.load(*paths)
    report = kg.analyze("agreement", "first", "second")
    told = {row["field"]: row for row in report.rows()}
    assert [(told[f]["claims"], told[f]["agree"]) for f in ("relation", "dates", "stance", "confidence")] == [
        (3, 2),
        (3, 2),
        (3, 2),
        (3, 2),
    ]
    # relation: allied, allied | hostile, rival | member, member: o = 1 pair of 3, n = 6, D_e over 2 2 1 1
    assert told["relation"]["alpha"] == pytest.approx(1 - 5 * 2 / (36 - 4 - 4 - 1 - 1))
    assert told["attester"]["alpha"] is None
    assert {(row["field"], row["first"], row["second"]) for row in report.rows("differences")} == {
        ("relation", "hostile to", "rival of"),
        ("confidence", "1", "2"),
        ("dates", "2014-01/", "2014-02/"),
        ("stance", "asserts", "denies"),
    }
    alone = {(row["only_in"], row["one"], row["another"]) for row in report.rows("alone")}
    assert alone == {("first", "Beta", "Union"), ("second", "Beta", "State")}
    for names in (("first",), ("first", "third"), ("first", "first")):
        with pytest.raises(QueryError, match=r"There are: first, second\."):
            kg.analyze("agreement", *names)


def test_datasets_without_a_common_source_are_refused() -> None:
    done = CliRunner().invoke(cli, ["--store", ":memory:", "analyze", "agreement", "a", "b"])
    assert "There are: ." in str(done.exception)
