"""A page: what is on it, and how it is written in the format that a client wants."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import jinja2
import pyoxigraph as ox
from markupsafe import Markup, escape

from conflictkg.dates import in_words
from conflictkg.namespaces import BASE, PREFIXES, local, short
from conflictkg.serve.negotiate import choose
from conflictkg.serve.sparql import not_acceptable
from conflictkg.serve.wire import Frame
from conflictkg.terminal import plain
from conflictkg.vocabulary import vocabulary

TEMPLATES = Path(__file__).parents[1] / "templates"
HTML = "text/html; charset=utf-8"
TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
}
"""Media type -> format of every page."""
_TYPE = {"ttl": "text/turtle; charset=utf-8", "jsonld": "application/ld+json"}
_HUMP = re.compile(r"(?<=[a-z])([A-Z])")
_WEB = re.compile(r"https?://\S+")
Triples = Iterable[ox.Triple]


class Page(NamedTuple):
    """A page: its template with values, the same as triples, and other formats: format -> (media type, text)."""

    template: str
    values: Mapping[str, Any]
    triples: Callable[[], Triples] = tuple
    others: Mapping[str, tuple[str, Callable[[], str]]] = {}
    status: int = 200
    headers: Mapping[str, str] = {}


class Sent(NamedTuple):
    """A file or another address instead of a page."""

    body: bytes = b""
    type: str = HTML
    headers: Mapping[str, str] = {}
    status: int = 200


class Asked(NamedTuple):
    """What was asked for: the path, its fields and the Accept header."""

    path: str
    fields: Mapping[str, list[str]]
    accept: str = ""

    def one(self, name: str) -> str:
        """The value of a field; empty where there is none."""
        return next(iter(self.fields.get(name, ())), "").strip()

    def all(self, name: str) -> list[str]:
        """All values of a field that say something."""
        return [value.strip() for value in self.fields.get(name, ()) if value.strip()]

    def again(self, **changed: str) -> str:
        """The address of the same page with other fields; an empty one goes."""
        fields = [(name, value) for name, values in self.fields.items() for value in values if name not in changed]
        told = [*fields, *changed.items()]
        query = urlencode([(name, value) for name, value in told if value])
        return self.path + (f"?{query}" if query else "")


def written(page: Page | Sent, asked: Asked) -> Frame:
    """A page in the format that ``?format=`` or the Accept header wants."""
    if isinstance(page, Sent):
        return Frame({"status": page.status, "type": page.type, "headers": dict(page.headers)}, page.body)
    offered = TYPES | {type: format for format, (type, _) in page.others.items()}
    wanted = asked.one("format")
    format = wanted if wanted in offered.values() else choose(asked.accept, offered)
    if not format or (wanted and format != wanted):
        return not_acceptable(offered)
    headers = {"vary": "Accept", **page.headers}
    if format == "html":
        return Frame({"status": page.status, "type": HTML, "headers": headers}, _html(page, asked).encode())
    if format in page.others:
        type, text = page.others[format]
        return Frame({"status": page.status, "type": f"{type}; charset=utf-8", "headers": headers}, text().encode())
    told = {"status": page.status, "type": _TYPE[format], "headers": headers}
    return Frame(told, rdf(page.triples(), format))


def rdf(triples: Triples, format: str) -> bytes:
    """Triples as Turtle or JSON-LD, each once and in order."""
    once = sorted({str(triple): triple for triple in triples}.items())
    if format == "ttl":
        from conflictkg.export.turtle import pretty

        return pretty(triple for _, triple in once).encode()
    data = ox.serialize((triple for _, triple in once), format=ox.RdfFormat.JSON_LD, prefixes=PREFIXES)
    return data or b""


def _html(page: Page, asked: Asked) -> str:
    formats = [format for format in dict.fromkeys([*TYPES.values(), *page.others]) if format != "html"]
    values = {"asked": asked, "formats": formats, **page.values}
    return _environment().get_template(page.template).render(values)


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    """Templates in which all text is escaped and without controls, and what is not there is an error."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_finally,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"to": address, "short": short, "kept": escape, "word": word, "web": web, "urlencode": _quoted}
    made.filters["date"] = in_words
    return made


def _finally(value: Any) -> Any:
    """Text on one line, without control and direction characters; what is markup of a template already stays."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _quoted(text: str) -> str:
    return quote(text, safe="")


def address(iri: str) -> str:
    """Where a thing has its page; the same as long as its id is.

    >>> address(BASE + "ckg/actor/isis")
    '/id/ckg/actor/isis'
    >>> address("urn:x:1")
    '/thing?iri=urn%3Ax%3A1'
    """
    if iri.startswith(BASE):
        return "/id/" + quote(iri[len(BASE) :], safe="/%:@!$&'()*+,;=~")
    return f"/thing?iri={_quoted(iri)}"


def word(iri: str) -> str:
    """A term in words: its label, or the words of its name.

    >>> word("http://www.w3.org/2004/02/skos/core#prefLabel")
    'pref label'
    """
    name = local(iri)
    return vocabulary().label(name) if name in vocabulary().terms else _HUMP.sub(r" \1", name).lower()


def web(text: str) -> str:
    """A link to the web where a text is one; anything else, such as javascript:, is no link."""
    return text if _WEB.fullmatch(text) else ""


def warm() -> None:
    """Read all templates before workers are forked."""
    for path in TEMPLATES.glob("*.html"):
        _environment().get_template(path.name)
