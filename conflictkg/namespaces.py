"""IRIs: the vocabulary's namespaces and how things are named.

Things are ``BASE + SPACE/KIND/LOCAL`` where SPACE is the authority that gives the id (``ckg``, ``ucdp`` ...), not the
file it came in. Propositions and claims without an id of their own are named by a hash of what they say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote

CKG = "https://w3id.org/conflictkg/ontology#"
BASE = "https://w3id.org/conflictkg/id/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
DCAT = "http://www.w3.org/ns/dcat#"
VOID = "http://rdfs.org/ns/void#"

PREFIXES = {
    "ckg": CKG,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "dcat": DCAT,
    "void": VOID,
}

_PLAIN = re.compile(r"[A-Za-z0-9_.~-]+").fullmatch

JUDGEMENTS = BASE + "judgements"
DERIVED = BASE + "derived/default"
INFERRED = BASE + "derived/inferred"
HYPOTHESES = BASE + "derived/hypotheses"
DERIVED_GRAPHS = (DERIVED, INFERRED, HYPOTHESES)


@lru_cache(maxsize=256)
def _space(name: str) -> str:
    """Where the ids of an authority or a dataset begin."""
    return f"{BASE}{_quoted(name)}/"


def _quoted(text: str) -> str:
    """As one part of an IRI. Most ids are numbers and plain words, which need no quoting."""
    return text if _PLAIN(text) else _percent(text)


@lru_cache(maxsize=4096)
def _percent(text: str) -> str:
    return quote(text, safe="")


def thing(space: str, kind: str, local: str) -> str:
    """The IRI of an actor, place, source or event.

    >>> thing("ucdp", "actor", "1170")
    'https://w3id.org/conflictkg/id/ucdp/actor/1170'
    """
    return f"{_space(space)}{kind}/{_quoted(local)}"


def dataset_graph(name: str) -> str:
    """The named graph of a dataset, which is also the node that describes it."""
    return f"{BASE}dataset/{quote(name, safe='')}"


def dataset_name(graph: str) -> str:
    """The other way round; empty for a graph that is no dataset.

    >>> dataset_name(dataset_graph("idlib-2015"))
    'idlib-2015'
    """
    prefix = f"{BASE}dataset/"
    return unquote(graph[len(prefix) :]) if graph.startswith(prefix) else ""


def hashed(dataset: str, kind: str, *content: str) -> str:
    """The IRI of a proposition or claim, from what it says: 20 hex digits of SHA-256 over the parts."""
    digest = _sha256()("\x1f".join((dataset, kind, *content)).encode()).hexdigest()[:20]
    return f"{_space(dataset)}{kind}/{digest}"


@lru_cache(maxsize=1)
def _sha256() -> Callable[[bytes], Any]:
    from hashlib import sha256  # here: asking a question needs no hash, and starts sooner without

    return sha256


def named(dataset: str, kind: str, local: str) -> str:
    """The IRI of a proposition or claim that has an id of its own within its dataset."""
    return f"{_space(dataset)}{kind}/{_quoted(local)}"


def short(iri: str) -> str:
    """An IRI as people read it: ``ckg/actor/isis``, ``ckg:memberOf``; others in full.

    >>> short(BASE + "ckg/actor/isis"), short(CKG + "memberOf")
    ('ckg/actor/isis', 'ckg:memberOf')
    """
    if iri.startswith(BASE):
        return iri[len(BASE) :]
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def full(text: str) -> str:
    """The IRI behind a short form (``ckg/actor/isis``, ``ckg:memberOf``) or the IRI itself; empty for other text.

    Text that would make no valid IRI is other text.
    """
    from pyoxigraph import NamedNode

    prefix, colon, local = text.partition(":")
    if text.startswith(("http://", "https://", "urn:")):
        iri = text
    elif colon and prefix in PREFIXES:
        iri = PREFIXES[prefix] + local
    else:
        iri = BASE + text if text.count("/") >= 2 else ""
    try:
        return NamedNode(iri).value if iri else ""
    except ValueError:
        return ""


def local(iri: str) -> str:
    """The last part of a term's IRI.

    >>> local(CKG + "Membership")
    'Membership'
    """
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
