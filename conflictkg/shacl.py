"""Shapes as SPARQL: the part of SHACL that our shapes use, compiled to SPARQL queries.

pyshacl reads a whole graph into Python; these queries run in the store and give the same findings, which a test holds
against pyshacl. Terms and meaning: Shapes Constraint Language (SHACL), W3C Recommendation 2017, sections 2 and 4.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from conflictkg.errors import ConflictKGError
from conflictkg.namespaces import CKG, RDF, XSD, local
from conflictkg.vocabulary import vocabulary

SH = "http://www.w3.org/ns/shacl#"
_SEVERITIES = {"Violation": "error", "Warning": "warning", "Info": "note"}
_LEXICAL = ("boolean", "date", "dateTime", "decimal", "integer")
_KNOWN = {
    *("path", "severity", "message", "minCount", "maxCount", "nodeKind", "datatype", "in", "pattern", "minLength"),
    *("minInclusive", "maxInclusive", "lessThan", "lessThanOrEquals", "disjoint", "property", "or"),
    *("targetClass", "targetSubjectsOf", "qualifiedValueShape", "qualifiedMinCount", "qualifiedMaxCount"),
}


class Constraint(NamedTuple):
    """One constraint of a shape: a query for ?focus and ?value, what to say, and how grave it is."""

    query: str
    message: str
    severity: str


@lru_cache(maxsize=4)
def constraints(path: Path) -> tuple[Constraint, ...]:
    """The constraints of a file of shapes; raises :class:`ConflictKGError` for SHACL that is not taken here."""
    shapes = _Shapes(path)
    return tuple(
        Constraint(query, shapes.text(shape, "message"), _SEVERITIES[local(shapes.one(shape, "severity").value)])
        for node in shapes.targeted()
        for shape, query in shapes.queries(node)
    )


class _Shapes:
    """A file of shapes while it is compiled."""

    def __init__(self, path: Path) -> None:
        self._graph = ox.Store()
        self._graph.load(path=str(path), format=ox.RdfFormat.TURTLE)
        used = {quad.predicate.value for quad in self._graph}
        unknown = {local(each) for each in used if each.startswith(SH)} - _KNOWN - {"alternativePath"}
        if unknown:
            raise ConflictKGError(f"{path}: sh:{min(unknown)} is not taken here.")

    def all(self, node: ox.NamedNode | ox.BlankNode, name: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
        quads = self._graph.quads_for_pattern(node, ox.NamedNode(SH + name), None)
        return sorted((quad.object for quad in quads), key=str)  # type: ignore[misc]

    def one(self, node: ox.NamedNode | ox.BlankNode, name: str) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        return self.all(node, name)[0]

    def text(self, node: ox.NamedNode | ox.BlankNode, name: str) -> str:
        found = self.all(node, name)
        return found[0].value if found else ""

    def listed(self, node: ox.NamedNode | ox.BlankNode | ox.Literal) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
        """The members of an RDF list."""
        found = []
        while node != ox.NamedNode(RDF + "nil"):
            first, rest = (
                next(self._graph.quads_for_pattern(node, ox.NamedNode(RDF + part), None)).object  # type: ignore[arg-type]
                for part in ("first", "rest")
            )
            found.append(first)
            node = rest  # type: ignore[assignment]
        return found  # type: ignore[return-value]

    def targeted(self) -> list[ox.NamedNode]:
        """The node shapes that look at something."""
        quads = [
            quad
            for name in ("targetClass", "targetSubjectsOf")
            for quad in self._graph.quads_for_pattern(None, ox.NamedNode(SH + name), None)
        ]
        return sorted({each for quad in quads if isinstance(each := quad.subject, ox.NamedNode)}, key=str)

    def target(self, shape: ox.NamedNode) -> str:
        """A pattern for ?focus, whatever node the shape looks at."""
        classes = {local(each.value) for each in self.all(shape, "targetClass")}
        below = sorted({kind for each in classes for kind in (each, *vocabulary().kinds(each))})
        parts = []
        if below:
            parts.append(f"{{ VALUES ?class {{ {' '.join(f'<{CKG}{kind}>' for kind in below)} }} ?focus a ?class }}")
        parts += [f"{{ ?focus {each} ?something }}" for each in self.all(shape, "targetSubjectsOf")]
        return " UNION ".join(parts)

    def queries(self, node: ox.NamedNode) -> Iterator[tuple[ox.NamedNode, str]]:
        """The queries of a node shape and of its property shapes, each with the shape it belongs to.

        What is wrong is looked for first, since it is rare, and whether the shape looks at it at all comes then.
        """
        target = self.target(node)
        everything = f"{{ SELECT DISTINCT ?focus WHERE {{ {target} }} }}"
        looked_at = f"FILTER EXISTS {{ {target} }}"
        for each in self.all(node, "or"):
            yield node, f"SELECT DISTINCT ?focus WHERE {{ {everything} {self._none_of(self.listed(each))} }}"
        for shape in self.all(node, "property"):
            assert isinstance(shape, ox.NamedNode)
            path = self.path(shape)
            for pattern, conditions in self._values(shape, path).items():
                wrong = f"{pattern} FILTER({' || '.join(f'({each})' for each in conditions)})"
                yield shape, f"SELECT DISTINCT ?focus ?value WHERE {{ {wrong} {looked_at} }}"
            for pattern in self._counts(shape, path):
                start = everything if "NOT EXISTS" in pattern else ""
                yield shape, f"SELECT DISTINCT ?focus WHERE {{ {start} {pattern} {'' if start else looked_at} }}"

    def path(self, shape: ox.NamedNode | ox.BlankNode) -> str:
        path = self.one(shape, "path")
        if isinstance(path, ox.NamedNode):
            return str(path)
        return "(" + "|".join(map(str, self.listed(self.one(path, "alternativePath")))) + ")"  # type: ignore[arg-type]

    def _values(self, shape: ox.NamedNode, path: str) -> dict[str, list[str]]:
        """Patterns with the conditions under which a value is wrong."""
        plain = f"?focus {path} ?value ."
        wrong = [f"!is{local(kind.value)}(?value)" for kind in self.all(shape, "nodeKind")]
        wrong += [_not_of(datatype.value) for datatype in self.all(shape, "datatype")]
        for values in self.all(shape, "in"):
            wrong.append(f"?value NOT IN ({', '.join(map(str, self.listed(values)))})")
        for pattern in self.all(shape, "pattern"):
            wrong.append(f"isBlank(?value) || !REGEX(STR(?value), {ox.Literal(pattern.value)})")
        for number in self.all(shape, "minLength"):
            wrong.append(f"isBlank(?value) || STRLEN(STR(?value)) < {number.value}")
        for name, sign in (("minInclusive", ">="), ("maxInclusive", "<=")):
            wrong += [f"!COALESCE(?value {sign} {bound}, false)" for bound in self.all(shape, name)]
        found = {plain: wrong} if wrong else {}
        for name, sign in (("lessThan", "<"), ("lessThanOrEquals", "<=")):
            for other in self.all(shape, name):
                found[f"{plain} ?focus {other} ?other ."] = [f"!COALESCE(?value {sign} ?other, false)"]
        for other in self.all(shape, "disjoint"):
            found[f"{plain} ?focus {other} ?value ."] = ["true"]
        return found

    def _counts(self, shape: ox.NamedNode | ox.BlankNode, path: str) -> Iterator[str]:
        """Patterns of a node with too few or too many values."""
        limits = {name: int(self.text(shape, name) or -1) for name in ("minCount", "maxCount")}
        qualified = {name: int(self.text(shape, name) or -1) for name in ("qualifiedMinCount", "qualifiedMaxCount")}
        yield from _counted(path, "", limits["minCount"], limits["maxCount"])
        for inner in self.all(shape, "qualifiedValueShape"):
            values = self.listed(self.one(inner, "in"))  # type: ignore[arg-type]
            among = f" FILTER(?{{}} IN ({', '.join(map(str, values))}))"
            yield from _counted(path, among, qualified["qualifiedMinCount"], qualified["qualifiedMaxCount"])

    def _none_of(self, shapes: list[ox.NamedNode | ox.BlankNode | ox.Literal]) -> str:
        """A node that keeps none of some node shapes: for each, it breaks one of the counts of its properties."""
        parts = []
        for each in shapes:
            assert isinstance(each, ox.NamedNode)
            broken = [
                f"{{ {pattern} }}"
                for shape in self.all(each, "property")
                for pattern in self._counts(shape, self.path(shape))  # type: ignore[arg-type]
            ]
            parts.append(f"{{ {' UNION '.join(f'{{ ?focus a ?any . {each[1:-1]} }}' for each in broken)} }}")
        return " ".join(parts)


def _counted(path: str, among: str, least: int, most: int) -> Iterator[str]:
    if least > 1 or most > 1:
        raise ConflictKGError(f"A count of {max(least, most)} is not taken here.")
    one, two = (among.format(name) if among else "" for name in ("first", "second"))
    if least == 1:
        yield f"FILTER NOT EXISTS {{ ?focus {path} ?first .{one} }}"
    if most == 1:
        yield f"?focus {path} ?first ; {path} ?second . FILTER(!sameTerm(?first, ?second)){one}{two}"
    if most == 0:
        yield f"?focus {path} ?first ."


def _not_of(datatype: str) -> str:
    """A value that is not of a datatype, or not written as one."""
    wrong = f"!isLiteral(?value) || DATATYPE(?value) != <{datatype}>"
    if datatype in {XSD + name for name in _LEXICAL}:
        cast = f"<{datatype}>(STR(?value))"
        return f"{wrong} || !COALESCE({cast} = {cast}, false)"
    return wrong
