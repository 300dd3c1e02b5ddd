"""The explorer's pages, made as a worker makes them: what is on them, in each format, and that hostile text is text."""

from __future__ import annotations

import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote_plus

import hostile
import pyoxigraph as ox
import pytest
import rdflib

import conflictkg
from conflictkg import reports
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import BASE, CKG
from conflictkg.serve.explorer import routes
from conflictkg.serve.explorer.asking import RS
from conflictkg.serve.shown import shown
from conflictkg.serve.wire import Frame

NUSRA, FATAH = "/id/ckg/actor/jabhat-al-nusra", "/id/ckg/actor/jaysh-al-fatah"
PAGES = [
    "/", "/find?q=nusra", NUSRA, FATAH, f"{FATAH}?as_of=2015-03-28", "/id/ckg/place/idlib", "/id/dataset/idlib-2015",
    "/id/ckg/event/capture-of-idlib-2015", "/id/ckg/source/independent-2015-03-28", "/questions", "/questions/rivals",
    "/questions/rivals?actor=Isis", "/questions/casualties?ask=1", "/why", "/editor", "/downloads",
    "/why?subject=Isis&relation=rivalOf&object=Jabhat al-Nusra", "/id/idlib-2015/claim/rival-nusra-isis",
]  # fmt: skip


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    return KnowledgeGraph(shown(conflictkg.example("idlib-2015", "idlib-2015-context").store))


def get(kg: KnowledgeGraph, address: str, accept: str = "text/html") -> Frame:
    path, _, query = address.partition("?")
    fields: dict[str, list[str]] = {}
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        fields.setdefault(name, []).append(value)
    return routes.answer(kg, Frame({"path": path, "fields": fields, "accept": accept}))


class _Reader(HTMLParser):
    """The links, tags and text of a page; every tag that is opened is closed in its order."""

    VOID = frozenset({"br", "meta", "link", "input", "img", "rect"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_html_turtle_and_jsonld(kg: KnowledgeGraph, address: str) -> None:
    page = get(kg, address)
    assert page.head["status"] == 200
    read = _Reader(page.body.decode())
    assert "script" not in read.tags or address == "/editor"
    assert not {name for name in read.attributes if name.startswith("on")} | ({"style"} & read.attributes)
    turtle = get(kg, address, "text/turtle;q=0.9, text/html;q=0.1")
    assert turtle.head["type"] == "text/turtle; charset=utf-8"
    graph = list(ox.parse(turtle.body, ox.RdfFormat.TURTLE))
    told = get(kg, address, "application/ld+json")
    assert told.head["type"] == "application/ld+json"
    assert len(list(ox.parse(told.body, ox.RdfFormat.JSON_LD))) == len(graph)
    assert len(graph) or address in ("/why", "/editor", "/downloads")


def test_links_lead_to_pages(kg: KnowledgeGraph) -> None:
    found: set[str] = set()
    for address in PAGES:
        found |= {link for link in _Reader(get(kg, address).body.decode()).links if link.startswith("/")}
    things = [link for link in sorted(found) if link.startswith("/id/") and "?" not in link]
    whys = [unquote_plus(link) for link in sorted(found) if link.startswith("/why?") and "format" not in link]
    assert len(things) > 100
    for link in things[::9] + whys[::5]:
        assert get(kg, link).head["status"] in (200, 303), link


def test_an_actor_has_names_ties_events_and_claims(kg: KnowledgeGraph) -> None:
    text = _Reader(get(kg, NUSRA).body.decode()).text
    for told in (
        "جبهة النصرة",
        "rival of",
        "Isis",
        "affiliate of",
        "al-Qaeda",
        "accepted",
        "Capture of Idlib",
        "asserts",
    ):
        assert told in text, told
    ties = [row for end in ("from", "to") for row in reports.rows(kg.store, "ties", "", **{end: BASE + NUSRA[4:]})]
    assert get(kg, NUSRA).body.decode().count('<a href="/why?') == len(ties) == 4
    for as_of, certain in (("2015-03-28", 7), ("2014", 0)):
        members = _Reader(get(kg, f"{FATAH}?as_of={as_of}").body.decode()).text.split("Ties over time")[0]
        assert members.count("certain") == certain
        assert all(row["name"] in members for row in kg.query("coalition-members", coalition="Jaysh al-Fatah"))


def test_the_answer_of_a_question_is_the_same_in_each_format(kg: KnowledgeGraph) -> None:
    address = "/questions/coalition-members?coalition=Army of Fatah&as_of=2015-03-28"
    answer = kg.query("coalition-members", "2015-03-28", coalition="Army of Fatah")
    text = _Reader(get(kg, address).body.decode()).text
    assert all(row["name"] in text for row in answer)
    assert "7 rows" in text
    assert get(kg, address, "text/csv").body.decode() == answer.serialise("csv")
    assert json.loads(get(kg, address + "&format=json").body) == json.loads(answer.serialise("json"))
    graph = rdflib.Graph().parse(data=get(kg, address, "text/turtle").body)
    cells = [cell for row in answer.rows for cell in row if cell is not None]
    assert len(list(graph.objects(None, rdflib.URIRef(RS + "binding")))) == len(cells)


def test_why_is_what_explain_says(kg: KnowledgeGraph) -> None:
    address = "/why?subject=Isis&relation=rivalOf&object=Jabhat al-Nusra"
    found = kg.explain("Isis", "rivalOf", "Jabhat al-Nusra")
    text = _Reader(get(kg, address).body.decode()).text
    assert all(reason.text in text for reason in found.walk())
    assert get(kg, address, "application/json").body.decode() == found.serialise("json")
    assert "Does not hold" in get(kg, "/why?subject=Jaysh al-Fatah&relation=controls&object=Idlib").body.decode()


def test_search_by_any_name(kg: KnowledgeGraph) -> None:
    for name in ("Jaish el-Fateh", "جيش الفتح", "Джейш аль-Фатх"):
        found = get(kg, f"/find?q={name}")
        assert (found.head["status"], found.head["headers"]["location"]) == (303, FATAH)
    assert "Nothing here has a name like" in get(kg, "/find?q=zzzz").body.decode()


def test_pictures_and_files(kg: KnowledgeGraph) -> None:
    picture = get(kg, "/picture?actor=Isis")
    assert b"Isis" in picture.body
    policy = picture.head["headers"]["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert get(kg, "/figure.svg?picture=lanes&actor=Jaysh al-Fatah").body.startswith(b"<svg")
    assert get(kg, "/downloads/ntriples").body.decode() == kg.export("ntriples")
    tables = get(kg, "/downloads/csv")
    assert tables.head["headers"]["content-disposition"] == 'attachment; filename="conflictkg-csv.zip"'
    assert zipfile.ZipFile(io.BytesIO(tables.body)).namelist() == ["edges.csv", "nodes.csv"]


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/nothing", 404, "no page at this address"),
        ("/id/ckg/actor/nobody", 404, "Nothing here has this id"),
        ("/id/ckg/actor/fighter-tearing-billboard", 404, "not shown"),
        ("/id/../../etc/passwd", 404, "Nothing here has this id"),
        ("/thing?iri=javascript:alert(1)", 404, "Nothing here has this id"),
        ("/questions/rivals?actor=Nobody At All", 404, "No actor is called"),
        ("/questions/../policies/default", 400, "There is no question"),
        ("/questions//etc/passwd.rq", 400, "There is no question"),
        ("/questions/rivals?actor=Isis&as_of=then", 400, "not a date"),
        ("/why?subject=Isis", 400, "Give the relation and the object too"),
        ("/downloads/nonsense", 400, "no format"),
        ("/figure.svg?picture=x", 400, "is no picture"),
        ("/picture?depth=99", 400, "from 1 to 3"),
    ],
)
def test_what_cannot_be_is_said(kg: KnowledgeGraph, address: str, status: int, told: str) -> None:
    page = get(kg, address)
    assert page.head["status"] == status
    assert told in _Reader(page.body.decode()).text
    assert get(kg, address, "image/png").head["status"] in (406, status)


def test_hostile_text_is_text(tmp_path: Path) -> None:
    whole = conflictkg.open(tmp_path / "db")
    whole.load(hostile.folder(tmp_path / "hostile"))
    kg = KnowledgeGraph(shown(whole.store))
    whole.close()
    things = [q.subject.value for q in kg.store.engine.quads_for_pattern(None, ox.NamedNode(CKG + "canonical"), None)]
    sources = [q.object.value for q in kg.store.engine.quads_for_pattern(None, ox.NamedNode(CKG + "reportedIn"), None)]
    for iri in sorted({*things, *sources}):
        page = get(kg, "/id/" + iri.removeprefix(BASE))
        if page.head["status"] == 303:
            continue
        text = page.body.decode()
        read = _Reader(text)
        assert page.head["status"] == 200
        assert "script" not in read.tags
        assert not {name for name in read.attributes if name.startswith("on")}
        assert not [link for link in read.links if not re.match(r"(/|https?://|#|data:,$)", link)], iri
        assert "\u202e" not in read.text
    for name in hostile.NAMES.values():
        assert "script" not in _Reader(get(kg, f"/find?q={name.replace('&', '')}").body.decode() or "<p></p>").tags
