"""Which rows of several datasets are one spell of one tie."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from folders import write

import conflictkg
from conflictkg.namespaces import CKG

MEMBER = {"relation": "member of", "from": "alpha", "to": "union"}


def spells(tmp_path: Path, *rows: Mapping[str, str], order: Iterable[int] = ()) -> list[tuple[str, str, int]]:
    """(since, until, number of claims) of every spell, each row being a dataset of its own."""
    folders = [write(tmp_path / f"d{number}", ties=[MEMBER | row]) for number, row in enumerate(rows)]
    kg = conflictkg.open(":memory:")
    kg.load(*(folders[i] for i in order) if order else folders)
    found = kg.store.select(
        f"PREFIX ckg: <{CKG}> SELECT ?since ?until (COUNT(?claim) AS ?n) WHERE {{ "
        "?tie ckg:tieFrom ?x ; ckg:evidence ?claim . "
        "OPTIONAL { ?tie ckg:since ?since } OPTIONAL { ?tie ckg:until ?until } } GROUP BY ?tie ?since ?until"
    )
    return sorted((row["since"], row["until"], int(row["n"])) for row in found)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # the same tie told twice, without dates
        ([{}, {}], [("", "", 2)]),
        # an undated row joins the only dated one
        ([{}, {"since": "2013"}], [("2013", "", 2)]),
        # overlapping dates are one spell; the narrower date is taken
        ([{"since": "2013"}, {"since": "2013-05"}], [("2013-05", "", 2)]),
        ([{"since": "2013", "until": "2014"}, {"since": "2014", "until": "2015"}], [("[2013,2014]", "[2014,2015]", 2)]),
        # one ended before the other began
        ([{"since": "2011", "until": "2012"}, {"since": "2014"}], [("2011", "2012", 1), ("2014", "", 1)]),
        # an undated row that could belong to two spells stays alone
        ([{"since": "2011", "until": "2012"}, {"since": "2014"}, {}],
         [("", "", 1), ("2011", "2012", 1), ("2014", "", 1)]),
        # so it does where it was seen between them
        ([{"until": "2012"}, {"since": "2014"}, {"seen": "2013"}], [("", "", 1), ("", "2012", 1), ("2014", "", 1)]),
        # numbered spells stay apart even where dates allow one
        ([{"spell": "1"}, {"spell": "2"}], [("", "", 1), ("", "", 1)]),
        # a row without number joins the only spell it fits
        ([{"spell": "1", "since": "2011", "until": "2012"}, {"spell": "2", "since": "2014"}, {"since": "2014-03"}],
         [("2011", "2012", 1), ("2014-03", "", 2)]),
        # what an undated row joined does not draw in what the dates keep apart
        ([{"spell": "1", "since": "2000", "until": "2001"}, {}, {"since": "2020"}],
         [("2000", "2001", 2), ("2020", "", 1)]),
        # role makes another tie
        ([{"role": "deputy"}, {}], [("", "", 1), ("", "", 1)]),
    ],
)  # fmt: skip
def test_spells(tmp_path: Path, rows: list[dict[str, str]], expected: list[tuple[str, str, int]]) -> None:
    for number, order in enumerate(itertools.permutations(range(len(rows)))):
        assert spells(tmp_path / str(number), *rows, order=order) == expected


def test_two_undated_rows_that_fit_two_spells_stay_together(tmp_path: Path) -> None:
    rows = [{"since": "2011", "until": "2012"}, {"since": "2014"}, {}, {}]
    assert spells(tmp_path, *rows) == [("", "", 2), ("2011", "2012", 1), ("2014", "", 1)]


def test_a_symmetric_tie_is_one_from_either_side(tmp_path: Path) -> None:
    rival = {"relation": "rival of"}
    assert spells(tmp_path, rival, rival | {"from": "union", "to": "alpha"}) == [("", "", 2)]


def test_a_directed_tie_is_two(tmp_path: Path) -> None:
    assert spells(tmp_path, {}, {"from": "union", "to": "alpha"}) == [("", "", 1), ("", "", 1)]
