"""EDTF dates, their bounds, and what they allow on a day."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictkg.dates import UNDATED, Bounds, DateError, event_bounds, parse, period, split, tie_bounds

DAYS = st.dates(date(2000, 1, 1), date(2020, 12, 31))


def ends(text: str) -> tuple[str, str]:
    span = parse(text)
    return span.first.isoformat(), span.last.isoformat()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2015", "2015-01-01", "2015-12-31"),
        ("2015-03", "2015-03-01", "2015-03-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2015-03-28", "2015-03-28", "2015-03-28"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("06XX", "0600-01-01", "0699-12-31"),
        ("2015-XX", "2015-01-01", "2015-12-31"),
        ("2015-1X", "2015-10-01", "2015-12-31"),
        ("2015-03-2X", "2015-03-20", "2015-03-29"),
        ("2015-02-XX", "2015-02-01", "2015-02-28"),
        ("2015-02-3X", "", ""),
        ("2015-XX-31", "2015-01-31", "2015-12-31"),
        ("2015-21", "2015-03-01", "2015-05-31"),
        ("2015-22", "2015-06-01", "2015-08-31"),
        ("2015-23", "2015-09-01", "2015-11-30"),
        ("2015-24", "2014-12-01", "2016-02-29"),
        ("2015?", "2014-01-01", "2016-12-31"),
        ("2015-03~", "2015-02-01", "2015-04-30"),
        ("2015-03-28%", "2015-03-27", "2015-03-29"),
        ("early 2015", "2015-01-01", "2015-04-30"),
        ("mid 2015", "2015-05-01", "2015-08-31"),
        ("late-2015", "2015-09-01", "2015-12-31"),
        ("early 2015-02", "2015-02-01", "2015-02-10"),
        ("mid 2015-02", "2015-02-11", "2015-02-20"),
        ("late 2015-02", "2015-02-21", "2015-02-28"),
        ("[2015-03-23..2015-03-28]", "2015-03-23", "2015-03-28"),
        ("[2013-03..2015-03-28]", "2013-03-01", "2015-03-28"),
        ("[2013,2015-03]", "2013-01-01", "2015-03-31"),
        ("[2016,2013..2014]", "2013-01-01", "2016-12-31"),
        ("[..2015-03-28]", "0001-01-01", "2015-03-28"),
        ("[2015-03..]", "2015-03-01", "9999-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
        ("0001?", "0001-01-01", "0002-12-31"),
        ("9999-12-31?", "9999-12-30", "9999-12-31"),
    ],
)
def test_a_date_is_the_days_it_can_mean(text: str, first: str, last: str) -> None:
    if first:
        assert ends(text) == (first, last)
    else:
        with pytest.raises(DateError, match="no such day"):
            parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "..", "28 March 2015", "2015-13", "2015-00", "2015-02-30", "0000", "2015-3-8", "20X5", "201X-03",
        "2015-21-01", "[..]", "[ ]", "[..,]", "[2014,2015..2013]",
        "[]", "[2015..2013]", "early 2015-13", "late 0000", "2015/2016",
        "9999-24", "٢٠١٥", "2015 ", "early 2015-00", "[[2015]]", "2015-03-28T10:00",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(DateError) as fault:
        parse(text)
    assert text in str(fault.value)


@pytest.mark.parametrize("text", ["03/04/2015", "28.3.2015", "3-4-15", "03/04/15"])
def test_ambiguous_order_of_day_and_month_is_refused(text: str) -> None:
    with pytest.raises(DateError, match="YYYY-MM-DD"):
        parse(text)
    with pytest.raises(DateError, match="YYYY-MM-DD"):
        event_bounds(text)


@given(st.text(max_size=12) | st.text("0123456789X-/.[]?~% early,", max_size=24))
def test_any_text_is_a_span_in_order_or_a_date_error(text: str) -> None:
    try:
        span = parse(text)
    except DateError:
        return
    assert span.first <= span.last


@given(DAYS)
def test_less_precise_dates_hold_the_day(day: date) -> None:
    iso = day.isoformat()
    for text in (
        iso,
        iso[:7],
        iso[:4],
        iso[:3] + "X",
        iso[:9] + "X",
        iso[:7] + "-XX",
        f"{iso[:4]}-XX-{iso[8:]}",
        iso + "~",
    ):
        span = parse(text)
        assert span.first <= day <= span.last


def test_intervals_are_split_once() -> None:
    assert split("2013-03/..") == ("2013-03", "..")
    assert split("2013 / 2014") == ("2013", "2014")
    assert split("/2014") == ("", "2014")
    assert split("2015") is None
    with pytest.raises(DateError, match="more than one"):
        split("2013/2014/2015")


def test_period_of_a_month_is_its_first_and_last_day() -> None:
    assert period(" 2015-02 ") == ("2015-02-01", "2015-02-28")


@pytest.mark.parametrize(
    ("when", "bounds"),
    [
        ("", UNDATED),
        ("2015-03-28", Bounds("2015-03-28", "2015-03-28", "2015-03-28", "2015-03-28")),
        ("[2015-03-23..2015-03-28]", Bounds("2015-03-23", "2015-03-28", "2015-03-23", "2015-03-28")),
        ("2015-03-24/2015-03-28", Bounds("2015-03-24", "2015-03-24", "2015-03-28", "2015-03-28")),
        ("2015-03/", Bounds("2015-03-01", "2015-03-31", "2015-03-01", None)),
        ("../2015", Bounds(None, "2015-12-31", "2015-01-01", "2015-12-31")),
        ("2011/..", Bounds("2011-01-01", "2011-12-31", "2015-03-28", None, True)),
    ],
)
def test_bounds_of_events(when: str, bounds: Bounds) -> None:
    assert event_bounds(when, "2015-03-28") == bounds


@pytest.mark.parametrize(
    ("since", "until", "seen", "bounds"),
    [
        ("", "", "", UNDATED),
        ("", "", "2015-03-28", Bounds(None, "2015-03-28", "2015-03-28", None)),
        ("", "", "2013/2014", Bounds(None, "2013-12-31", "2014-01-01", None)),
        ("2013", "", "2015-03-28", Bounds("2013-01-01", "2013-12-31", "2015-03-28", None)),
        ("2013-03", "", "", Bounds("2013-03-01", "2013-03-31", "2013-03-01", None)),
        ("", "2012-04", "", Bounds(None, "2012-04-30", "2012-04-01", "2012-04-30")),
        ("2015", "2015-03-10", "", Bounds("2015-01-01", "2015-03-10", "2015-03-10", "2015-03-10")),
        ("2013", "..", "", Bounds("2013-01-01", "2013-12-31", "2015-03-28", None, True)),
    ],
)
def test_bounds_of_ties(since: str, until: str, seen: str, bounds: Bounds) -> None:
    assert tie_bounds(since, until, seen, "2015-03-28") == bounds


def test_still_going_on_is_certain_on_the_day_its_source_says_so() -> None:
    for since in ("", "2015", "2011"):
        bounds = tie_bounds(since, "..", "", "2015-03-28")
        assert bounds.certain("2015-03-28", "2015-03-28")
        assert not bounds.certain("2015-03-29", "2015-03-29")
        assert bounds.possible("2016-01-01", "2016-12-31")


def test_seen_on_one_day_is_neither_begin_nor_end() -> None:
    seen = tie_bounds("", "", "2015-03-28")
    assert seen.certain("2015-03-28", "2015-03-28")
    for day in ("2015-03-27", "2015-03-29"):
        assert seen.possible(day, day)
        assert not seen.certain(day, day)


def test_undated_is_possible_on_every_day_and_certain_on_none() -> None:
    assert UNDATED.possible("0001-01-01", "0001-01-01")
    assert not UNDATED.certain("0001-01-01", "9999-12-31")


@pytest.mark.parametrize(
    ("since", "until", "seen"),
    [("2015", "2013", ""), ("2015", "", "2013"), ("", "2013", "2015"), ("", "", "2015/2013"), ("", "", "2015/")],
)
def test_what_ends_before_it_begins_is_refused(since: str, until: str, seen: str) -> None:
    with pytest.raises(DateError):
        tie_bounds(since, until, seen)


@given(st.lists(DAYS, min_size=2, max_size=2), st.lists(DAYS, min_size=2, max_size=2))
def test_bounds_are_in_order(since: list[date], until: list[date]) -> None:
    starts, stops = (f"[{min(d)}..{max(d)}]" for d in (since, until))
    try:
        bounds = tie_bounds(starts, stops)
    except DateError:
        assert min(since) > max(until)
        return
    assert None not in bounds[:4]
    earliest, latest, first, last = (str(b) for b in bounds[:4])
    assert earliest <= latest <= last
    assert earliest <= first <= last


def _day(number: int) -> date:
    return date(2015, 3, 1) + timedelta(days=number)


SMALL = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda pair: (min(pair), max(pair)))


@given(SMALL, SMALL, SMALL)
def test_certain_and_possible_are_what_all_and_some_true_dates_give(
    since: tuple[int, int], until: tuple[int, int], when: tuple[int, int]
) -> None:
    worlds = [
        (start, end)
        for start, end in itertools.product(range(since[0], since[1] + 1), range(until[0], until[1] + 1))
        if start <= end
    ]
    texts = [f"[{_day(low)}..{_day(high)}]" for low, high in (since, until)]
    if not worlds:
        with pytest.raises(DateError):
            tie_bounds(*texts)
        return
    bounds = tie_bounds(*texts)
    first, last = _day(when[0]).isoformat(), _day(when[1]).isoformat()
    holds = [start <= when[1] and end >= when[0] for start, end in worlds]
    assert bounds.certain(first, last) == all(holds)
    assert bounds.possible(first, last) == any(holds)


def test_some_day_until_or_from_a_day_has_one_bound() -> None:
    assert event_bounds("[..2014-03-25]") == Bounds(None, "2014-03-25", None, "2014-03-25")
    assert event_bounds("[2014-03-25..]") == Bounds("2014-03-25", None, "2014-03-25", None)


def test_a_count_of_days_is_recognised() -> None:
    with pytest.raises(DateError, match="format the cells as text"):
        parse("41764")
