"""Sides that are several actors: taken apart as far as their parts are known, and never further."""

from __future__ import annotations

import pytest

from conflictkg.importers.unfold import Known, Unfolded


@pytest.fixture
def known() -> Known:
    """Two actors of one name, one whose name holds a comma, and some of their own."""
    found = Known()
    for id, name in (("1", "Alpha"), ("2", "Beta, ex-Gamma"), ("3", "Twin"), ("4", "Twin"), ("5", " Delta ")):
        found.add(id, name)
    return found


@pytest.mark.parametrize(
    ("text", "components", "ids", "left"),
    [
        ("Alpha, Delta", "", "1 5", ""),
        ("Alpha,  Delta ", "", "1 5", ""),
        ("Alpha, Beta, ex-Gamma", "", "1 2", ""),
        ("Beta, ex-Gamma", "", "", ""),
        ("Alpha, Unknown Brigade, Delta", "", "1 5", "Unknown Brigade"),
        ("Alpha, Twin, Delta", "", "1 5", "Twin"),
        ("Alpha, Twin", "", "", ""),
        ("National Front for an Independent, Neutral, Peaceful and Cooperative Land", "", "", ""),
        ("whatever it is called", "7 1", "7 1", ""),
        ("Alpha, Delta", "7 Alpha Nobody", "7 1", "Nobody"),
        ("Sham Legion, Truth Brigade, Soldiers of al-Aqsa, Soldiers of the Levant", "", "6404 6405 6037 6228", ""),
        ("Faylaq al-Sham, Jund al-Aqsa, Ajnad al-Sham, Liwa al-Haqq", "", "6404 6037 6228", "Liwa al-Haqq"),
        ("Alpha, " * 100_000, "", "", ""),
    ],
)
def test_a_side_is_taken_apart_only_where_its_parts_are_known(
    known: Known, text: str, components: str, ids: str, left: str
) -> None:
    expected = Unfolded(tuple(ids.split()), (left,) if left else ())
    assert known.unfold(text, components.split()) == expected


def test_a_name_of_the_file_wins_over_the_shipped_ones(known: Known) -> None:
    assert known.id("Sham Legion") == "6404"
    known.add("9", "Sham Legion")
    assert known.id("Sham Legion") == "9"
    known.add("8", "Sham Legion")
    assert known.id("Sham Legion") == ""
