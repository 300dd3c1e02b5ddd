"""Relative dates against the day of publication (Saturday, 28 March 2015)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictkg.dates import DateError, parse
from conflictkg.relative import is_relative, resolve


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("@today", "2015-03-28"),
        ("@yesterday", "2015-03-27"),
        ("@saturday", "2015-03-28"),
        ("@friday", "2015-03-27"),
        ("@Sunday", "2015-03-22"),
        ("@monday", "2015-03-23"),
        ("@this-week", "[2015-03-23..2015-03-28]"),
        ("@this week", "[2015-03-23..2015-03-28]"),
        ("@last-week", "[2015-03-16..2015-03-22]"),
        ("@this-month", "[2015-03-01..2015-03-28]"),
        ("@last-month", "[2015-02-01..2015-02-28]"),
        ("@this-year", "[2015-01-01..2015-03-28]"),
        ("@last-year", "[2014-01-01..2014-12-31]"),
        ("@this-week/@today", "[2015-03-23..2015-03-28]/2015-03-28"),
        ("2013-03/@this-week", "2013-03/[2015-03-23..2015-03-28]"),
        ("@this-week/..", "[2015-03-23..2015-03-28]/.."),
    ],
)
def test_resolved_against_a_saturday(text: str, edtf: str) -> None:
    assert is_relative(text)
    assert resolve(text, "2015-03-28") == edtf


def test_this_week_on_a_monday_is_that_day() -> None:
    assert resolve("@this-week", "2015-03-23") == "2015-03-23"


@pytest.mark.parametrize(
    ("published", "fault"), [("", "published"), ("2015-03", "only"), ("2015?", "only"), ("x", "not a date")]
)
def test_needs_a_day_of_publication(published: str, fault: str) -> None:
    with pytest.raises(DateError, match=fault):
        resolve("@today", published)


@pytest.mark.parametrize("text", ["@", "@tomorrow", "@next-week", "@2015"])
def test_unknown_words_list_the_known(text: str) -> None:
    with pytest.raises(DateError, match="@this-week"):
        resolve(text, "2015-03-28")


@given(
    st.dates(date(1900, 1, 1)),
    st.sampled_from(["today", "yesterday", "monday", "sunday", "this-week", "last-week", "this-month", "last-year"]),
)
def test_every_word_gives_a_date_not_after_publication(day: date, word: str) -> None:
    span = parse(resolve(f"@{word}", day.isoformat()))
    assert span.first <= span.last <= day
