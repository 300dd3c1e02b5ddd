"""Infer: conclusions of the rules, each with its premises, time and status, in a graph of their own.

A conclusion holds where its premises overlap and has the weakest of their statuses. Rules run over and over until
nothing new follows; a conclusion whose time another proof of the same statement covers already is not drawn again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import product
from typing import Any, NamedTuple

import pyoxigraph as ox

from conflictkg.derive.rules import Rule, rules
from conflictkg.derive.summary import windows
from conflictkg.errors import QueryError
from conflictkg.namespaces import BASE, CKG, HYPOTHESES, INFERRED, OWL, RDF, RDFS, local
from conflictkg.rdf import iri, literal, term
from conflictkg.store.base import Draft, syntax_message
from conflictkg.vocabulary import vocabulary

STATUSES = ("accepted", "contestedByParty", "disputed", "partyOnly", "unverified", "rejected")
"""From the strongest to the weakest."""

NODE = BASE + "derived/inference/"
_EVER = "9999-12-31"
_ALWAYS = f"0001-01-01/{_EVER}"
_ROUNDS = 50


class Inference(NamedTuple):
    """A conclusion: what it says, by which rule, from which premises; windows as those of propositions."""

    iri: str
    rule: str
    subject: str
    relation: str
    object: str
    premises: tuple[str, ...]
    status: str
    certain: tuple[str, ...]
    possible: tuple[str, ...]


def infer(draft: Draft, everything: bool = False, more: Sequence[Rule] = ()) -> dict[str, int]:
    """Draw the conclusions of the sound rules into the graph of inferences; rule -> how many.

    ``everything``: also what is drawn only when asked for. A store in which that was done once keeps doing it.
    """
    everything = everything or _has_all(draft.engine)
    chosen = [rule for rule in (*rules(), *more) if not rule.hypothesis and (everything or rule.on_load)]
    draft.replace(INFERRED, _schema(everything))
    counts = dict.fromkeys((rule.name for rule in chosen), 0)
    drawing = Drawing(draft.engine, INFERRED)
    for each in drawing.draw([rule for rule in chosen if rule.concludes]):
        counts[each.rule] += 1
    for rule, count in direct(draft.engine, [rule for rule in chosen if not rule.concludes]).items():
        counts[rule] += count
    return counts


def hypotheses(draft: Draft) -> list[Inference]:
    """What may follow by the rules that are no more than hypotheses; written into a graph of their own in the draft."""
    return list(Drawing(draft.engine, HYPOTHESES).draw([rule for rule in rules() if rule.hypothesis]))


def direct(engine: ox.Store, chosen: Iterable[Rule]) -> dict[str, int]:
    """Run the rules on direct triples until nothing new follows; rule -> how many triples came by it."""
    chosen = list(chosen)
    counts = dict.fromkeys((rule.name for rule in chosen), 0)
    graph = ox.NamedNode(INFERRED)
    new = True
    while new:
        new = False
        for rule in chosen:
            found = {t for t in _construct(engine, rule) if not _known(engine, t)}
            engine.extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in found)
            counts[rule.name] += len(found)
            new = new or bool(found)
    return counts


def statements(engine: ox.Store) -> Iterator[tuple[str, str, str]]:
    """Node, status and triple, in N-Triples form, of every inference in a store."""
    query = f"""PREFIX ckg: <{CKG}> PREFIX rdf: <{RDF}>
        SELECT ?node ?status ?subject ?relation ?object WHERE {{ GRAPH <{INFERRED}> {{
          ?node a ckg:Inference ; ckg:status ?status .
          ?node rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object }} }}"""
    found: Any = engine.query(query)
    for row in found:
        triple = f"{row['subject']} {row['relation']} {row['object']}"
        yield row["node"].value, local(row["status"].value), triple


class Drawing:
    """Draws conclusions into one graph of a store."""

    def __init__(self, engine: ox.Store, graph: str) -> None:
        self._engine, self._graph = engine, graph
        self._known: dict[tuple[str, str, str], list[Inference]] = {}
        self._seen: set[str] = set()

    def draw(self, chosen: Sequence[Rule]) -> Iterator[Inference]:
        """All that follows by these rules, in the order in which it is found."""
        for _ in range(_ROUNDS):
            new = [each for rule in chosen for each in self._by(rule)]
            if not new:
                return
            yield from new
            lines = "".join(line for each in new for line in self._lines(each))
            self._engine.bulk_load(lines.encode(), ox.RdfFormat.N_QUADS)

    def _by(self, rule: Rule) -> Iterator[Inference]:
        """The new conclusions of one rule, in a fixed order."""
        told: dict[Any, dict[str, list[str]]] = {}
        for triple in _construct(self._engine, rule):
            values = told.setdefault(triple.subject, {}).setdefault(triple.predicate.value, [])
            values.append(triple.object.value)  # type: ignore[union-attr]
        made = {self._made(rule, each) for each in told.values()} - {None}
        for each in sorted(each for each in made if each):
            if each.iri not in self._seen:
                self._seen.add(each.iri)
                if each.possible and each.status != "rejected" and not self._covered(each):
                    self._known.setdefault(each[2:5], []).append(each)
                    yield each

    def _made(self, rule: Rule, told: dict[str, list[str]]) -> Inference | None:
        try:
            subject, relation, target = (told[RDF + part][0] for part in ("subject", "predicate", "object"))
            premises = tuple(sorted(set(told[CKG + "premise"])))
        except KeyError as missing:
            what = f"its CONSTRUCT gives an inference without {local(str(missing.args[0]))}"
            raise QueryError(f"The rule {rule.name} cannot be run: {what}.") from None
        node = NODE + sha256("\x1f".join((rule.name, subject, relation, target, *premises)).encode()).hexdigest()[:20]
        if node in self._seen:
            return None
        parts = [self._premise(each) for each in premises]
        status = max((part[0] for part in parts), key=STATUSES.index)
        certain = _overlaps([part[1] for part in parts], rule.time, certain=True)
        possible = _overlaps([part[2] for part in parts], rule.time)
        return Inference(node, rule.name, subject, local(relation), target, premises, status, certain, possible)

    def _premise(self, node: str) -> tuple[str, list[str], list[str]]:
        """Status and windows of a proposition (by its standing spell) or inference."""
        first = ox.NamedNode(next(iter(self._values(node, "canonical")), node))
        status = next(iter(self._values(first.value, "status")), CKG + "unverified")
        certain, possible = (self._values(first.value, name) for name in ("certainDuring", "possibleDuring"))
        if possible == [_ALWAYS] and not certain and self._has_time_of_another(first):
            certain = [_ALWAYS]
        return local(status), certain, possible

    def _has_time_of_another(self, node: ox.NamedNode) -> bool:
        """Whether this kind of proposition, when undated, takes the time of what it is put together with.

        A part has the time of its event, and a fact such as where a place lies stands still.
        """
        kinds = (ox.NamedNode(CKG + kind) for kind in ("Participation", "Attribute"))
        return any(next(self._engine.quads_for_pattern(node, ox.NamedNode(RDF + "type"), kind), None) for kind in kinds)

    def _values(self, node: str, name: str) -> list[str]:
        quads = self._engine.quads_for_pattern(ox.NamedNode(node), ox.NamedNode(CKG + name), None)
        return sorted(quad.object.value for quad in quads)  # type: ignore[union-attr]

    def _covered(self, each: Inference) -> bool:
        """Whether a proof of the same statement that is no weaker holds at all the times of this one."""
        return any(
            STATUSES.index(other.status) <= STATUSES.index(each.status)
            and _within(each.certain, other.certain)
            and _within(each.possible, other.possible)
            for other in self._known.get(each[2:5], ())
        )

    def _lines(self, each: Inference) -> Iterator[str]:
        node, end = iri(each.iri), f" <{self._graph}> .\n"
        subject, relation, target = iri(each.subject), term(each.relation), iri(each.object)
        yield f"{node} <{RDF}type> {term('Inference')}{end}"
        yield f"{node} <{RDF}subject> {subject}{end}{node} <{RDF}predicate> {relation}{end}"
        yield f"{node} <{RDF}object> {target}{end}{node} {term('byRule')} {literal(each.rule)}{end}"
        yield f"{node} {term('status')} {term(each.status)}{end}"
        for premise in each.premises:
            yield f"{node} {term('premise')} {iri(premise)}{end}"
        for name, told in (("certainDuring", each.certain), ("possibleDuring", each.possible)):
            for window in told:
                yield f"{node} {term(name)} {literal(window)}{end}"
        if each.status == "accepted" and self._graph == INFERRED:
            yield f"{subject} {relation} {target}{end}"


def _construct(engine: ox.Store, rule: Rule) -> Iterator[ox.Triple]:
    try:
        found: Any = engine.query(rule.sparql, use_default_graph_as_union=True)
        if not isinstance(found, ox.QueryTriples):
            raise QueryError(f"The rule {rule.name} must be a CONSTRUCT.")
        yield from found
    except SyntaxError as error:
        told = syntax_message(error.msg or str(error), rule.sparql)
        raise QueryError(f"The rule {rule.name} cannot be run. {told}") from None


def _overlaps(parts: Sequence[Sequence[str]], time: str, certain: bool = False) -> tuple[str, ...]:
    """The windows in which one of each part's windows holds.

    >>> _overlaps([["2013-01-01/2015-01-01"], ["2014-01-01/2016-01-01"]], "together")
    ('2014-01-01/2015-01-01',)
    >>> _overlaps([["2014-01-01/2014-01-02"]], "since")
    ('2014-01-01/9999-12-31',)
    """
    lasting = time == "since" or (time == "from" and not certain)
    found = []
    for chosen in product(*parts):
        spans = [window.split("/") for window in chosen]
        start, end = max(start for start, _ in spans), min(end for _, end in spans)
        if lasting or start <= end:
            found.append((start, _EVER if lasting else end))
    return windows(found)


def _within(inner: Iterable[str], outer: Iterable[str]) -> bool:
    """Whether each window lies in one of the others."""
    wider = [window.split("/") for window in outer]
    return all(any(a <= start and end <= b for a, b in wider) for start, end in (w.split("/") for w in inner))


def _known(engine: ox.Store, triple: ox.Triple) -> bool:
    return next(engine.quads_for_pattern(triple.subject, triple.predicate, triple.object), None) is not None


def _has_all(engine: ox.Store) -> bool:
    mark = ox.Quad(ox.NamedNode(INFERRED), ox.NamedNode(CKG + "byRule"), ox.Literal("all"), ox.NamedNode(INFERRED))
    return mark in engine


def _schema(everything: bool) -> Iterator[str]:
    """What rules need of the ontology: more general relations and inverses."""
    end = f" <{INFERRED}> .\n"
    for name, broader in sorted(vocabulary().broader.items()):
        yield from (f"{term(name)} <{RDFS}subPropertyOf> {term(each)}{end}" for each in broader)
    for name, inverses in sorted(vocabulary().inverses.items()):
        yield from (f"{term(name)} <{OWL}inverseOf> {term(each)}{end}" for each in inverses)
    if everything:
        yield f"<{INFERRED}> {term('byRule')} {literal('all')}{end}"
