"""How words sound in any romanisation and script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictkg.names.sound import alike, sound, turkish


@pytest.mark.parametrize(
    "spellings",
    [
        "Jaysh Jaish Jeish Djeich جيش Джейш",
        "Fatah Fateh Fath فتح Фатх",
        "Ahrar أحرار احرار Ахрар",
        "Tawhid Tawheed Tauhid توحيد Таухид",
        "Suqour Suqur Soqour صقور Сукур",
        "Sharqiya Sharqiyya Charkiya شرقية",
        "Jabhat Jabhah Jebhat جبهة Джебхат",
        "Peshmerga Peshmerge پێشمەرگە Пешмерга",
        "Mujahidin Mujahideen Mujahedin مجاهدين",
        "Haqqani Hakkani حقاني Хаккани",
    ],
)
def test_spellings_of_one_word(spellings: str) -> None:
    first, *others = map(sound, spellings.split())
    assert [each for each in others if not alike(first, each)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jund", "Ajnad"),
        ("جند", "أجناد"),
        ("Islam", "Islami"),
        ("Niger", "Nigeria"),
        ("Mali", "Malawi"),
        ("Gabon", "Japan"),
        ("Sweden", "Sudan"),
        ("Sham", "Sharqiya"),
        ("Iran", "Iraq"),
    ],
)
def test_other_words(one: str, other: str) -> None:
    assert not alike(sound(one), sound(other))


def test_turkish_letters_tell_what_c_is() -> None:
    assert sound(turkish("Ceyş-i İslam").split("-")[0]).skeleton == sound("Jaysh").skeleton
    assert sound("Cham").skeleton == sound("Sham").skeleton


@given(st.text(max_size=30))
def test_any_text_has_a_sound_that_is_like_itself(word: str) -> None:
    heard = sound(word)
    assert alike(heard, heard)
    assert len(heard.slots) == len(heard.skeleton) + 1
    assert len(heard.fine) == len(heard.skeleton)
