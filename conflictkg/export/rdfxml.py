"""RDF/XML: one description per subject.

XML cannot hold most control characters: they become U+FFFD. Nor can it name every property: one whose IRI ends in no
XML name is refused, with the advice to take another format.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

import pyoxigraph as ox

from conflictkg.errors import InputError
from conflictkg.export import Exported
from conflictkg.export.content import comment, merged
from conflictkg.namespaces import PREFIXES, RDF, XSD

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML 1.0 text may hold."""

_NAME = re.compile(r"(.+?)([A-Za-z_][A-Za-z0-9_.-]*)")
_WORDS = ("li", "RDF", "ID", "Description", "about", "parseType", "resource", "nodeID", "datatype", "bagID")
_RESERVED = frozenset(RDF + word for word in (*_WORDS, "aboutEach", "aboutEachPrefix"))
_ESCAPES = {c: f"&#{ord(c)};" for c in "\t\n\r"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_IN_ATTRIBUTE = str.maketrans(_ESCAPES)
_IN_TEXT = str.maketrans({c: _ESCAPES[c] for c in "&<>\r"})


def rdfxml(graph: Exported) -> dict[str, str]:
    """The export as RDF/XML text; raises :class:`InputError` for a property that XML cannot name."""
    writer = _Writer()
    quads = ox.parse("\n".join(merged(graph)), format=ox.RdfFormat.N_TRIPLES)
    blocks = [writer.block(subject, list(group)) for subject, group in groupby(quads, key=lambda quad: quad.subject)]
    spaces = sorted((prefix, space) for space, prefix in writer.spaces.items())
    names = "".join(f'\n    xmlns:{prefix}="{_attribute(space)}"' for prefix, space in spaces)
    told = re.sub("-(?=-|$)", "- ", comment(graph))
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {told} -->\n<rdf:RDF{names}>\n'
    return {"": f"{head}{''.join(blocks)}</rdf:RDF>\n"}


class _Writer:
    """Writes descriptions and collects the namespaces they use."""

    def __init__(self) -> None:
        self.spaces = {RDF: "rdf"}
        self._fixed = {space: prefix for prefix, space in PREFIXES.items()}

    def block(self, subject: Any, quads: list[ox.Quad]) -> str:
        """One description."""
        lines = "".join(f"    {self._property(quad)}\n" for quad in quads)
        return f"  <rdf:Description {_node('about', subject)}>\n{lines}  </rdf:Description>\n"

    def _property(self, quad: ox.Quad) -> str:
        name, value = self._name(quad.predicate.value), quad.object
        if isinstance(value, ox.Triple):
            raise InputError(
                f"{value} is RDF 1.2, which RDF/XML export does not write.", cure="Export to turtle instead."
            )
        if not isinstance(value, ox.Literal):
            return f"<{name} {_node('resource', value)}/>"
        if value.language:
            kind = f' xml:lang="{value.language}"'
        else:
            datatype = value.datatype.value
            kind = "" if datatype == XSD + "string" else f' rdf:datatype="{_attribute(datatype)}"'
        return f"<{name}{kind}>{_legal(value.value).translate(_IN_TEXT)}</{name}>"

    def _name(self, iri: str) -> str:
        """A property as prefix and XML name."""
        parts = _NAME.fullmatch(iri)
        if not parts or iri in _RESERVED:
            raise InputError(f"RDF/XML cannot name the property <{iri}>.", cure="Export to turtle or jsonld instead.")
        space, local = parts.groups()
        if space not in self.spaces:
            self.spaces[space] = self._fixed.get(space) or f"ns{len(self.spaces)}"
        return f"{self.spaces[space]}:{local}"


def _node(role: str, node: Any) -> str:
    if isinstance(node, ox.BlankNode):
        return f'rdf:nodeID="{node.value}"'
    return f'rdf:{role}="{_attribute(node.value)}"'


def _legal(text: str) -> str:
    return NOT_XML.sub("\ufffd", text)


def _attribute(text: str) -> str:
    return _legal(text).translate(_IN_ATTRIBUTE)
