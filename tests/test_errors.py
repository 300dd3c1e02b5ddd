"""The error tree: messages with place and cure, and the exit codes of the command line."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import conflictkg
from conflictkg import errors
from conflictkg.errors import ConflictKGError, InputError, UnavailableError


def test_one_tree_with_two_exit_codes() -> None:
    kinds = [each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, Exception)]
    assert len(kinds) == 7
    assert all(issubclass(each, ConflictKGError) for each in kinds)
    assert {each for each in kinds if each.exit_code != 2} == {UnavailableError}
    assert UnavailableError.exit_code == 3
    assert conflictkg.ConflictKGError is ConflictKGError
    drawn = inspect.getdoc(errors) or ""
    assert all(each.__name__ in drawn for each in kinds)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (InputError("is empty."), "is empty."),
        (InputError("is empty.", "a.csv"), "a.csv: is empty."),
        (InputError("is empty.", Path("a.csv"), 3), "a.csv, line 3: is empty."),
        (InputError("is empty.", "a.csv", 3, "from"), 'a.csv, line 3, column "from": is empty.'),
        (InputError("is empty.", "a.csv", column="from", cure="Fill it."), 'a.csv, column "from": is empty. Fill it.'),
        (InputError("is empty.", line=3, column="from"), 'line 3, column "from": is empty.'),
        (InputError("is empty.", column="from"), 'column "from": is empty.'),
    ],
)
def test_place_fault_and_cure(error: InputError, message: str) -> None:
    assert str(error) == error.message() == message
    assert error.exit_code == 2


def test_every_documented_error_has_a_docstring() -> None:
    for _, each in inspect.getmembers(errors, inspect.isclass):
        assert each.__doc__
