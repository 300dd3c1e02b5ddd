"""The SPARQL rule of queries/fragments/certainty.rq says what Bounds.certain and Bounds.possible say."""

from __future__ import annotations

from datetime import date, timedelta

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictkg import questions
from conflictkg.dates import Bounds
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import CKG, XSD

QUERY = f"PREFIX ckg: <{CKG}> SELECT ?tie ?certainty WHERE {{\n# @bind\n?tie a ckg:Membership .\n# @include certainty\n}}"
NAMES = ("startEarliest", "startLatest", "endEarliest", "endLatest")
DAYS = st.integers(0, 9).map(lambda n: (date(2015, 3, 25) + timedelta(days=n)).isoformat())
BOUNDS = st.tuples(*[st.none() | DAYS] * 4).map(lambda days: Bounds(*days))
PERIODS = st.tuples(DAYS, DAYS).map(lambda days: (min(days), max(days)))


def by_query(claims: list[Bounds], period: tuple[str, str] | None) -> str:
    """The certainty of one tie with these claims; ``excluded`` where the rule leaves it out."""
    store = ox.Store()
    tie = ox.NamedNode("http://e/tie")

    def add(subject: ox.NamedNode, property: str, value: ox.NamedNode | ox.Literal) -> None:
        store.add(ox.Quad(subject, ox.NamedNode(property), value))

    add(tie, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", ox.NamedNode(CKG + "Membership"))
    for number, bounds in enumerate(claims):
        claim = ox.NamedNode(f"http://e/claim/{number}")
        add(tie, CKG + "evidence", claim)
        for name, day in zip(NAMES, bounds, strict=False):
            if day:
                add(claim, CKG + name, ox.Literal(str(day), datatype=ox.NamedNode(XSD + "date")))
    values = {}
    if period:
        values = {
            name: f'"{day}"^^<{XSD}date>' for name, day in zip(("as_of_start", "as_of_end"), period, strict=True)
        }
    rows = list(store.query(questions.bound(questions.read(QUERY).sparql, values)))
    return rows[0]["certainty"].value if rows else "excluded"


@settings(max_examples=300, deadline=None)
@given(st.lists(BOUNDS, min_size=1, max_size=3), PERIODS)
def test_the_rule_in_sparql_is_the_rule_in_python(claims: list[Bounds], period: tuple[str, str]) -> None:
    certain = any(bounds.certain(*period) for bounds in claims)
    possible = any(bounds.possible(*period) for bounds in claims)
    assert by_query(claims, period) == ("certain" if certain else "possible" if possible else "excluded")


@given(st.lists(BOUNDS, min_size=1, max_size=2))
def test_without_a_period_the_column_is_empty(claims: list[Bounds]) -> None:
    assert by_query(claims, None) == ""


def test_the_article_on_three_days(idlib: KnowledgeGraph) -> None:
    for day, certainty in (("2015-03-28", "certain"), ("2015", "certain"), ("2014-01-01", "possible"), ("2016", "possible")):
        rows = list(idlib.query("coalition-members", coalition="Jaysh al-Fatah", as_of=day))
        assert {row["certainty"] for row in rows} == {certainty}
        assert len(rows) == 7
