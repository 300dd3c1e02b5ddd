"""Whether two names may be one, and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictkg.names.compare import compare
from conflictkg.names.parts import is_acronym, keys, parts
from conflictkg.names.spelling import key
from conflictkg.names.words import words


@pytest.mark.parametrize(
    ("one", "other", "band", "why"),
    [
        ("Jaish el-Fateh", "Jaysh al-Fatah", "same", "army: Jaish = Jaysh; Fateh = Fatah"),
        ("Sham Legion", "Faylaq al-Sham", "same", "legion: Legion = Faylaq; Sham"),
        ("Nusra", "Jabhat al-Nusra", "likely", "Jabhat on one side only; Nusra"),
        ("Truth Brigade", "Liwa al-Haqq", "likely", "brigade: Brigade = Liwa; Truth = Haqq (translation)"),
        ("Liwa al-Haqq", "Katibat al-Haqq", "", ""),
        ("Katibat al-Haqq", "Haqq Brigade", "likely", "Katibat ~ Brigade; Haqq"),
        ("Hizb Allah", "Hezbollah", "same", "Hizb Allah = Hezbollah"),
        ("Nur al-Din al-Zanki", "Noureddine al-Zenki", "same", "Nurdin = Noureddine; Zanki = Zenki"),
        ("Abd al-Rahman", "Abdulrahman", "same", "abdrahman = Abdulrahman"),
        ("Karen National Union (KNU)", "Karen National Union", "same", "Union; Karen; National"),
        ("13th Division", "Division 13", "same", "Division; 13th = 13"),
        ("الفرقة 13", "13th Division", "same", "division: الفرقة = Division; 13 = 13th"),
        ("1st Coastal Division", "First Coastal Division", "same", "Division; Coastal"),
        ("Sword & Shield", "Shield and Sword", "same", "Sword; Shield"),
        ("13th Division", "30th Division", "", ""),
        ("SPLM/A - AH", "SPLM/A - IO", "", ""),
        ("JKLF (Amanullah)", "JKLF", "", ""),
    ],
)
def test_bands_and_reasons(one: str, other: str, band: str, why: str) -> None:
    told = compare(one, other)
    assert (told.band, told.why) == (band, why)


def test_long_acronyms_of_other_case_are_likely_and_short_ones_nothing() -> None:
    assert compare("unita", "UNITA").band == "likely"
    assert compare("IS", "is").band == compare("PKK", "Pkk").band == ""


@pytest.mark.parametrize("name", ["al-Sham", "ash-Sham", "As-Sham", "el Sham", "الشام", "аш-Шам"])
def test_articles_in_all_their_assimilations(name: str) -> None:
    assert compare(name, "Sham").band == "same"


def test_what_is_no_article_stays() -> None:
    assert parts("As the Day") == ["As", "the", "Day"]
    assert parts("Al") == ["Al"]


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_band_does_not_depend_on_the_side(one: str, other: str) -> None:
    assert compare(one, other).band == compare(other, one).band


@given(st.text(max_size=40))
def test_a_name_is_the_same_as_itself(name: str) -> None:
    assert not words(name) or compare(name, name).band == "same"
    assert is_acronym(name) or not key(name).isascii() or isinstance(keys(name), frozenset)
