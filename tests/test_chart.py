"""Charts: lines that break where nothing is told, hollow marks for what is possible, names that cannot do harm."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from conflictkg.analyze.plot import chart
from conflictkg.analyze.report import Report, Table
from conflictkg.draw import svg
from conflictkg.draw.chart import MOST, Chart, Series
from conflictkg.errors import QueryError

YEARS = ("2013", "2014", "2015", "2016")
EVIL = "<script>alert(1)</script>"


def _drawn(*series: Series) -> str:
    text = svg.chart(Chart("Size", "members", YEARS, series))
    ElementTree.fromstring(text)
    return text


def test_a_line_breaks_where_a_period_has_no_value() -> None:
    text = _drawn(Series("A", (("2013", 1.0, True), ("2014", 3.0, True), ("2016", 2.0, False))))
    (line,) = re.findall(r'<path d="([^"]+)" fill="none" stroke="#\w+" stroke-width="1.6"', text)
    assert re.sub(r"[\d. ]+", "", line) == "MLM"
    assert "rests on possible ties" in text


def test_names_are_escaped_and_only_the_highest_lines_are_drawn() -> None:
    text = _drawn(*(Series(f"{EVIL}{n}", (("2014", float(n), True),)) for n in range(MOST + 2)))
    assert "<script" not in text
    assert "2 further lines are not drawn." in text
    assert f"{EVIL}9".replace("<", "&lt;").replace(">", "&gt;") in text


def test_nothing_to_draw() -> None:
    assert "nothing to draw" in svg.chart(Chart("Size", "members", (), ()))


def test_a_report_becomes_lines() -> None:
    columns = ("period", "actor", "name", "degree", "core", "certainty")
    rows = [
        ("2013", "http://x/1", "A", 2, 1, "certain"),
        ("2015", "http://x/1", "A", 3, 2, "possible"),
        ("2013", "http://x/2", "B", 1, None, "certain"),
    ]
    report = Report("centrality", {}, [Table("", "Centrality by year", columns, rows, keys=3)])
    drawn = chart(report)
    assert drawn.periods == ("2013", "2014", "2015")
    assert drawn.series[0] == Series("A", (("2013", 2.0, True), ("2015", 3.0, False)))
    assert [series.name for series in chart(report, "core").series] == ["A"]
    with pytest.raises(QueryError, match="degree, core"):
        chart(report, "size")
    with pytest.raises(QueryError, match="--by year"):
        chart(Report("density", {}, [Table("", "Density", ("ties_of", "density"), [("all", 1.0)], keys=1)]))


def test_figures_become_a_line() -> None:
    columns = ("period", "figure", "value", "on_certain_ties")
    rows = [("2014-11", "stability", 0.5, 0.5), ("2014-11", "kept", 3, 1), ("2015-01", "stability", 0.75, 0.25)]
    report = Report("turnover", {"signs": "friendly"}, [Table("", "Turnover by month", columns, rows, keys=2)])
    drawn = chart(report)
    assert drawn.periods == ("2014-11", "2014-12", "2015-01")
    assert drawn.series == (Series("stability", (("2014-11", 0.5, True), ("2015-01", 0.75, False))),)
    assert drawn.title == "Turnover by month: stability"
    assert report.figure().startswith(b"<svg")
