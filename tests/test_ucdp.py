"""What the files of UCDP share: ids, versions, dates and the tie of a year."""

from __future__ import annotations

import pytest

from conflictkg import claims
from conflictkg.importers import ucdp

CLAIM = claims.Claim("source", claims.Locator("row 1"), "asserts", ucdp.ATTESTER)


def test_the_hostility_of_a_year_is_certain_in_it_and_on_no_other_day() -> None:
    tie = ucdp.hostility("a", "b", "2014", CLAIM, 25, 30, 45, events=3)
    assert (tie.kind, tie.spell, tie.events) == ("Hostility", "2014", 3)
    assert (tie.claim.low, tie.claim.best, tie.claim.high, tie.claim.when) == (25, 30, 45, "2014")
    assert tie.claim.bounds.certain("2014-06-01", "2014-06-01")
    assert not tie.claim.bounds.possible("2015-01-01", "2015-01-01")


@pytest.mark.parametrize(
    ("day", "precision", "expected"),
    [
        ("2014-08-20", "1", "2014-08-20"),
        ("2014-08-20 00:00:00.000", "1", "2014-08-20"),
        ("2014-08-20", "2", "2014-08"),
        ("2014-08-31", "4", "2014"),
        ("2014-12-31", "7", "2014~"),
        ("2014-12-31", "", "2014"),
        ("31/12/2014", "1", ""),
        ("", "1", ""),
        ("2014-02-30", "1", ""),
    ],
)
def test_start_dates_are_no_finer_than_their_precision(day: str, precision: str, expected: str) -> None:
    assert ucdp.started(day, precision) == expected


def test_ids_and_years() -> None:
    assert [text for text in ("7", "", "x", "7.0", "٧", "9" * 13, "-7") if ucdp.is_id(text)] == ["7"]
    assert [text for text in ("1989", "89", "", "2O14", "0001", "20141") if ucdp.is_year(text)] == ["1989"]
