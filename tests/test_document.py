"""The page of the ontology: whole, offline, the same each time; every term, link and example is there."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import conflictkg
from conflictkg.cli import cli
from conflictkg.document.boxes import Arrow, Box, diagram
from conflictkg.document.examples import Examples
from conflictkg.document.markup import link, tag
from conflictkg.document.page import page
from conflictkg.document.patterns import patterns
from conflictkg.document.reference import Reference
from conflictkg.graph import KnowledgeGraph
from conflictkg.resources import shipped
from conflictkg.vocabulary import vocabulary


class Reader(HTMLParser):
    """The ids, links and open elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        told = dict(attributes)
        self.names.add(name)
        if name not in ("meta", "input", "br"):
            self.open.append(name)
        if told.get("id"):
            self.ids.append(str(told["id"]))
        if told.get("href"):
            self.links.append(str(told["href"]))
        assert not {"src", "srcset", "style"} & told.keys()
        assert not any(key.startswith("on") for key in told)

    def handle_endtag(self, name: str) -> None:
        assert self.open.pop() == name


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return conflictkg.example("idlib-2015", "idlib-2015-crosswalk")


@pytest.fixture(scope="module")
def html(kg: KnowledgeGraph) -> str:
    return page(kg.store)


def test_every_term_has_its_place_and_every_link_leads_somewhere(html: str) -> None:
    reader = Reader(html)
    assert not reader.open
    assert len(reader.ids) == len(set(reader.ids))
    assert set(vocabulary().terms) <= set(reader.ids)
    assert {link[1:] for link in reader.links if link.startswith("#")} <= set(reader.ids)
    assert all(link.startswith(("#", "https://", "http://")) for link in reader.links)
    assert not {"img", "link", "iframe", "object", "base", "form"} & reader.names


def test_a_card_says_what_the_file_says(html: str) -> None:
    card = html.split('id="affiliateOf"')[1].split("</article>")[0]
    text = " ".join(re.sub(r"<[^>]+>", " ", card).split())
    assert "Direct form of an accepted affiliation: from the affiliate to the larger organisation." in text
    assert "inverse has affiliate" in text
    assert "written for affiliation" in text
    assert "asymmetric irreflexive derived" in text
    assert "example Jabhat al-Nusra → al-Qaeda" in text
    assert "close to org:linkedTo" in text
    assert "close to wd:P1416 (affiliation)" in text


def test_the_same_bytes_and_no_larger_than_a_picture(kg: KnowledgeGraph, html: str) -> None:
    assert page(kg.store) == html
    assert len(html.encode()) < 300_000


def test_terms_in_use_have_an_example(kg: KnowledgeGraph) -> None:
    examples = Examples(kg.store)
    assert examples.of("Membership", "class") == "Ahrar al-Sham member of Jaysh al-Fatah"
    assert examples.of("rivalOf", "relation") == "Isis → Jabhat al-Nusra"
    assert examples.of("Merger", "class") == ""


def test_sections_are_those_of_the_file_and_hold_every_term() -> None:
    reference = Reference()
    assert sorted(reference.names) == sorted(vocabulary().terms)
    assert "Kinds of relationship" in [section.title for section in reference.sections]
    assert len(reference.alignments["Membership"]) == 2


def test_patterns_are_drawn_with_real_things(kg: KnowledgeGraph) -> None:
    drawn = {each.title: each.drawing for each in patterns(kg.store)}
    assert len(drawn) == 6
    words = {title: " ".join(re.sub(r"<[^>]+>", " ", drawing).split()) for title, drawing in drawn.items()}
    assert "line 21 chars 3413-3502" in words["A claim and its source"]
    assert "ucdp/actor/1170" in words["One actor, many ids"]
    assert "control-from-capture" in words["A conclusion and why"]


def test_patterns_need_their_dataset() -> None:
    with pytest.raises(KeyError, match="claim/member-liwa-al-haqq has 0 values of about"):
        patterns(conflictkg.example("idlib-2015-crosswalk").store)


HOSTILE = '<script>alert(1)</script>"\' onload="x" &amp; \u202e'


def test_hostile_text_is_inert() -> None:
    boxes = [Box("a", 0, 0, HOSTILE, HOSTILE, "actor"), Box("b", 1, 0, "b", "b", "actor")]
    for text in (diagram(HOSTILE, boxes, [Arrow("a", "b", HOSTILE)]), tag("p", HOSTILE, title=HOSTILE)):
        reader = Reader(text)
        assert "script" not in reader.names
        assert not reader.open
    assert link("javascript:alert(1)", "x") == "x"


def command(*words: str) -> Result:
    return CliRunner().invoke(cli, ["ontology", *words])


def test_the_command_prints_the_file_and_writes_the_page(html: str, tmp_path: Path) -> None:
    assert command().stdout_bytes == shipped("ontology", "conflictkg.ttl").read_bytes()
    assert command("-f", "html", "-o", str(tmp_path / "o.html")).exit_code == 0
    assert (tmp_path / "o.html").read_text(encoding="utf-8") == html


def test_the_command_checks() -> None:
    done = command("--check")
    assert (done.exit_code, done.stdout) == (0, "0 findings.\n")
