"""The key under which a name is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictkg.names.spelling import key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jaysh al-Fatah", "JAYSH AL FATAH"),
        ("Jaysh al-Fatah", "  jaysh  al–fatah "),
        ("Ḥarakat Aḥrār al-Shām", "harakat ahrar al sham"),
        ("Jabhat al-Nusra", "jabhat-al-nusra"),
        ("“Isis”", "ISIS"),
        ("أحرار", "احرار"),
        ("جَبْهَة", "جبهة"),
        ("Straße", "STRASSE"),
        ("𝐀lpha", "alpha"),
        ("ﬁghters", "FIGHTERS"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert key(one) == key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Liwa al-Haqq", "Liwa al-Haq"),
        ("Jaysh al-Fatah", "Jaysh al Fateh"),
        ("13th Division", "30th Division"),
        ("AB", "A B"),
    ],
)
def test_different_names(one: str, other: str) -> None:
    assert key(one) != key(other)


@given(st.text(max_size=40))
def test_the_key_of_a_key_is_the_key(name: str) -> None:
    assert key(key(name)) == key(name)
    assert key(name) == key(f"  {name}\n") == key(name.replace(" ", "-"))
    assert "  " not in key(name)


@given(st.text("abcdefghijklmnopqrstuvwxyz éḥāʿ-", max_size=20))
def test_case_does_not_matter(name: str) -> None:
    assert key(name.upper()) == key(name)
