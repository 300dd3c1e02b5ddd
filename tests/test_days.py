"""Days as tables write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictkg.dates import DateError
from conflictkg.importers.days import OrderNeeded, edtf


@pytest.mark.parametrize(
    ("text", "order", "found"),
    [
        ("2014-02-00", None, "2014-02"),
        ("2012-00-00", None, "2012"),
        ("2012-00-07", None, "2012"),
        ("0000-00-00", None, ""),
        (" ", None, ""),
        ("2015-3-7", None, "2015-03-07"),
        ("2015/03/28", None, "2015-03-28"),
        ("2016-01-02 00:00:00.000", None, "2016-01-02"),
        ("3/2015", None, "2015-03"),
        ("28.03.2015", "dmy", "2015-03-28"),
        ("28-3-15", "dmy", "2015-03-28"),
        ("0/0/2015", "dmy", "2015"),
        ("2/18/75", "mdy", "1975-02-18"),
        ("10/2/18", "ymd", "2010-02-18"),
        ("early 2013", None, "early 2013"),
        ("28th March 2015", None, "2015-03-28"),
        ("March 28, 2015", None, "2015-03-28"),
        ("Sept. 2015", None, "2015-09"),
        ("may 2015", None, "2015-05"),
    ],
)
def test_what_is_read(text: str, order: str | None, found: str) -> None:
    assert edtf(text, order) == found


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("18/2/10", "mdy"),
        ("2015-02-30", None),
        ("2/18/2010", "ymd"),
        ("never", None),
        ("41000", None),
        ("Marching 2015", None),
        ("31 June 2015", None),
    ],
)
def test_what_is_refused(text: str, order: str | None) -> None:
    with pytest.raises(DateError):
        edtf(text, order)


@given(st.dates(), st.sampled_from(["%d/%m/%Y", "%m-%d-%Y", "%d.%m.%y"]))
def test_an_order_that_is_not_given_is_never_guessed(day: object, form: str) -> None:
    import datetime

    assert isinstance(day, datetime.date)
    text = day.replace(year=max(day.year, 1000)).strftime(form) if day.day < 29 else "01/02/2003"
    with pytest.raises(OrderNeeded):
        edtf(text)
