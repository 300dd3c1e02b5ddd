"""JSON-LD: one node per subject, things by their short ids (``ckg/actor/isis``), terms by their prefixes.

All datasets stand in one graph. The context is in the file, so nothing is fetched when it is read.
"""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from conflictkg.export import Exported
from conflictkg.export.content import merged
from conflictkg.namespaces import BASE, PREFIXES, RDF, XSD

_ID = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_%-]+)+")
_TERM = re.compile(r"[A-Za-z0-9_-]+")
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")


def jsonld(graph: Exported) -> dict[str, str]:
    """The export as JSON-LD text, one line for each property."""
    lines = merged(graph)
    writer = _Writer("\n".join(lines))
    quads = ox.parse("\n".join(lines), format=ox.RdfFormat.N_TRIPLES)
    nodes = [writer.node(subject, list(group)) for subject, group in groupby(quads, key=lambda quad: quad.subject)]
    context = {"@base": BASE} | writer.prefixes
    graph_text = ",\n".join(f"  {_object(node, '  ')}" for node in nodes)
    return {"": f'{{\n "@context": {_object(context, " ")},\n "@graph": [\n{graph_text}\n ]\n}}\n'}


def _object(told: dict[str, Any], indent: str) -> str:
    """An object with one line for each key."""
    inner = f",\n{indent} ".join(f"{_json(key)}: {_json(value)}" for key, value in told.items())
    return f"{{\n{indent} {inner}\n{indent}}}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


class _Writer:
    """Terms as JSON-LD values. A prefix that is also the scheme of some IRI in the text is not used."""

    def __init__(self, text: str) -> None:
        self.prefixes = {p: space for p, space in sorted(PREFIXES.items()) if f"<{p}:" not in text}
        self._spaces = {space: p for p, space in self.prefixes.items()}

    def node(self, subject: Any, quads: list[ox.Quad]) -> dict[str, Any]:
        """All that is told of a subject; keys and values in order."""
        told: dict[str, list[Any]] = {}
        for quad in quads:
            is_kind = quad.predicate.value == RDF + "type" and isinstance(quad.object, ox.NamedNode)
            key = "@type" if is_kind else self.term(quad.predicate.value)
            value = self.term(quad.object.value) if is_kind else self.value(quad.object)  # type: ignore[union-attr]
            told.setdefault(key, []).append(value)
        node: dict[str, Any] = {"@id": self.id(subject)}
        for key in sorted(told):
            values = sorted(told[key], key=_json)
            node[key] = values if len(values) > 1 else values[0]
        return node

    def term(self, iri: str) -> str:
        """A property or class: prefixed where it can be."""
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._spaces.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix and _TERM.fullmatch(iri[cut:]) else iri

    def id(self, node: Any) -> str:
        """A thing: by its short id where that cannot be read otherwise."""
        if isinstance(node, ox.BlankNode):
            return f"_:{node.value}"
        iri: str = node.value
        if iri.startswith(BASE) and _ID.fullmatch(iri[len(BASE) :]):
            return iri[len(BASE) :]
        return self.term(iri)

    def value(self, term: Any) -> Any:
        """A value: numbers and booleans where JSON has the same."""
        if not isinstance(term, ox.Literal):
            return {"@id": self.id(term)}
        if term.language:
            return {"@language": term.language, "@value": term.value}
        datatype = term.datatype.value
        if datatype == XSD + "string":
            return term.value
        if datatype == XSD + "boolean" and term.value in ("true", "false"):
            return term.value == "true"
        if datatype == XSD + "integer" and _INTEGER.fullmatch(term.value):
            return int(term.value)
        return {"@type": self.term(datatype), "@value": term.value}
