"""Passages: found by their words, named by line, characters and hash."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictkg import locate
from conflictkg.claims import Locator
from conflictkg.errors import InputError

TEXT = "Title\nThe “city” fell – or so they say.\nThe city fell.\n\nEnd of the city’s story.\n"


def test_a_snippet_becomes_line_characters_and_hash() -> None:
    found = locate.find("or so they", TEXT)
    assert TEXT[found.start : found.end] == "or so they"
    digest = sha256(b"or so they").hexdigest()
    assert found.text == f"line 2 chars {found.start}-{found.end} sha256 {digest}"
    assert locate.parse(found.text) == found
    assert locate.line_of(found) == 2
    assert locate.passage(found, TEXT) == "or so they"


@pytest.mark.parametrize("typed", ['The "city" fell - or', "The   “city”\tfell – or", "The “city” fell — or"])
def test_quotes_dashes_and_spaces_need_not_agree(typed: str) -> None:
    assert locate.passage(locate.find(typed, TEXT), TEXT) == "The “city” fell – or"


def test_a_snippet_may_run_over_a_line_end() -> None:
    assert locate.passage(locate.find("story.", TEXT), TEXT) == "story."
    assert locate.passage(locate.find("they say. The city", TEXT), TEXT) == "they say.\nThe city"


@pytest.mark.parametrize(
    ("snippet", "line", "fault"),
    [
        ("the town", 0, "does not stand in the text"),
        ("THE CITY", 0, "does not stand"),
        ("", 0, "does not stand"),
        ("fell", 0, "stands 2 times"),
        ("fell", 1, "line 1"),
        ("fell", 99, "7? ?lines, there is no line 99|there is no line 99"),
        (".*", 0, "does not stand"),
    ],
)
def test_a_snippet_must_stand_there_once(snippet: str, line: int, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        locate.find(snippet, TEXT, line)


def test_the_line_tells_two_places_apart() -> None:
    assert locate.line_of(locate.find("fell", TEXT, 3)) == 3
    assert locate.passage(locate.whole_line(TEXT, 3), TEXT) == "The city fell."


def test_free_text_is_kept_and_names_no_passage() -> None:
    for text in ("section Aftermath, paragraph 2", "line 21", "page 4", ""):
        assert locate.parse(f" {text} ") == Locator(text)
        assert locate.passage(locate.parse(text), TEXT) is None
    assert locate.line_of(locate.parse("line 21")) == 21
    assert locate.line_of(locate.parse("page 4")) == 0


def test_a_changed_text_has_other_words_there() -> None:
    found = locate.find("or so they", TEXT)
    assert locate.passage(found, "New " + TEXT) is None
    assert locate.passage(found, TEXT[:20]) is None
    assert locate.passage(locate.parse("chars 10-5"), TEXT) in (None, "")


def test_text_is_read_without_mark_and_with_plain_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffone\r\ntwo\rthree\n".encode())
    assert locate.read_text(path) == "one\ntwo\nthree\n"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="not UTF-8"):
        locate.read_text(path)
    with pytest.raises(InputError, match="cannot be read"):
        locate.read_text(tmp_path / "none.txt")


@given(st.text(max_size=60), st.data())
def test_the_locator_of_any_slice_leads_back_to_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    here = locate.at(text, start, end)
    assert locate.passage(locate.parse(here.text), text) == text[start:end]


@given(st.text("ab “”’–\n\u00a0é", max_size=40), st.data())
def test_what_is_found_is_the_snippet_but_for_typography(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    snippet = text[start : data.draw(st.integers(start, len(text)))]
    try:
        found = locate.passage(locate.find(snippet, text), text)
    except ValueError:
        return
    assert found is not None
    assert found.translate(locate._TYPED).split() == snippet.translate(locate._TYPED).split()


def test_a_section_may_stand_before_the_place() -> None:
    told = "section Ahrar al-Sham, Jaysh al-Islam, line 3 chars 4-7 sha256 " + "a" * 64
    found = locate.parse(told)
    assert (found.text, found.start, found.end, found.sha256) == (told, 4, 7, "a" * 64)
    assert locate.line_of(locate.parse("section Aftermath, line 21")) == 21
    assert locate.parse("section Aftermath").start == -1


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("", "line 1 chars 0-3"),
        ("line 1", "line 1 chars 0-3"),
        ("section A, B", "section A, B, line 1 chars 0-3"),
        ("section A, B, line 1", "section A, B, line 1 chars 0-3"),
    ],
)
def test_the_section_that_a_coder_told_is_kept(told: str, kept: str) -> None:
    assert locate.under(locate.Locator("line 1 chars 0-3", 0, 3), told).text == kept
