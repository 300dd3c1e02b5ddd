"""From bounds to the SPARQL rule of queries/fragments/certainty.rq: it says what Bounds.certain and possible say."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st
from patience import some

from conflictkg import questions
from conflictkg.dates import Bounds, tie_bounds
from conflictkg.derive.material import Claim
from conflictkg.derive.policy import Profile
from conflictkg.derive.summary import summarise
from conflictkg.graph import KnowledgeGraph
from conflictkg.namespaces import CKG, RDF, XSD

QUERY = (
    f"PREFIX ckg: <{CKG}> SELECT ?tie ?certainty WHERE {{\n# @bind\n?tie a ckg:Membership .\n# @include certainty\n}}"
)
DAYS = st.integers(0, 9).map(lambda n: (date(2015, 3, 25) + timedelta(days=n)).isoformat())
BOUNDS = st.tuples(*[st.none() | DAYS] * 4).map(lambda days: Bounds(*days))
PERIODS = st.tuples(DAYS, DAYS).map(lambda days: (min(days), max(days)))


def by_query(told: list[Bounds], period: tuple[str, str] | None) -> str:
    """The certainty of one tie with claims of these bounds; ``excluded`` where the rule leaves it out."""
    claims = [Claim(f"http://e/claim/{number}") for number in range(len(told))]
    for claim, bounds in zip(claims, told, strict=True):
        claim.stance, claim.bounds, claim.seen = "asserts", bounds, "2015-03-25"
    nothing: Any = SimpleNamespace(titles={}, datasets={})
    store, tie = ox.Store(), ox.NamedNode("http://e/tie")
    store.add(ox.Quad(tie, ox.NamedNode(RDF + "type"), ox.NamedNode(CKG + "Membership")))
    for property, text in summarise(nothing, claims, Profile(), "accepted", nothing).texts():
        store.add(ox.Quad(tie, ox.NamedNode(CKG + property), ox.Literal(text)))
    values = {}
    if period:
        days = zip(("as_of_start", "as_of_end"), period, strict=True)
        values = {name: f'"{day}"^^<{XSD}date>' for name, day in days}
    rows = list(store.query(questions.bound(questions.read(QUERY).sparql, values)))
    return rows[0]["certainty"].value if rows else "excluded"


def filled(claims: list[Bounds]) -> list[Bounds]:
    """The claims, with the outer bounds that they do not tell from those that do, and around what they saw."""
    starts = [b.start_earliest for b in claims if b.start_earliest]
    ends = [b.end_latest for b in claims if b.end_latest]
    return [
        b._replace(
            start_earliest=b.start_earliest or (min([*starts, b.start_latest or "9"]) if starts else None),
            end_latest=b.end_latest or (max([*ends, b.end_earliest or "0"]) if ends else None),
        )
        for b in claims
    ]


@settings(max_examples=some(300), deadline=None)
@given(st.lists(BOUNDS, min_size=1, max_size=3), PERIODS)
def test_the_rule_in_sparql_is_the_rule_in_python(claims: list[Bounds], period: tuple[str, str]) -> None:
    certain = any(bounds.certain(*period) for bounds in claims)
    possible = any(bounds.possible(*period) for bounds in filled(claims))
    assert by_query(claims, period) == ("certain" if certain else "possible" if possible else "excluded")


@given(st.lists(BOUNDS, min_size=1, max_size=2))
def test_without_a_period_the_column_is_empty(claims: list[Bounds]) -> None:
    assert by_query(claims, None) == ""


def test_who_saw_a_member_says_nothing_against_its_leaving_later() -> None:
    seen, left, seen_later = (
        tie_bounds("", "", "2015-03-26"),
        tie_bounds("", "2015-03-28"),
        tie_bounds("", "", "2015-03-30"),
    )
    for told, day, expected in (
        ([seen], "2015-04-01", "possible"),
        ([seen, left], "2015-03-26", "certain"),
        ([seen, left], "2015-03-27", "possible"),
        ([seen, left], "2015-03-29", "excluded"),
        ([seen, left, seen_later], "2015-03-29", "possible"),
        ([seen, left, seen_later], "2015-04-01", "excluded"),
    ):
        assert by_query(told, (day, day)) == expected


def test_the_article_on_three_days(idlib: KnowledgeGraph) -> None:
    for day, certainty in (
        ("2015-03-28", "certain"),
        ("2015", "certain"),
        ("2014-01-01", "possible"),
        ("2016", "possible"),
    ):
        rows = list(idlib.query("coalition-members", coalition="Jaysh al-Fatah", as_of=day))
        assert {row["certainty"] for row in rows} == {certainty}
        assert len(rows) == 7


def dated(*told: tuple[str, str]) -> tuple[str, ...]:
    """The certain windows of a tie with claims of these beginnings and ends."""
    claims = [Claim(f"http://e/claim/{number}") for number in range(len(told))]
    for claim, (since, until) in zip(claims, told, strict=True):
        claim.stance, claim.when = "asserts", f"{since}/{until}"
        claim.bounds = tie_bounds(since, until, "", "2016-12-31")
    nothing: Any = SimpleNamespace(titles={}, datasets={})
    return summarise(nothing, claims, Profile(), "accepted", nothing).times.certain


def test_claims_that_date_a_tie_must_agree() -> None:
    assert dated(("2012", "2016")) == ("2012-12-31/2016-01-01",)
    assert dated(("2012", "2016"), ("2014", "2015")) == ("2014-12-31/2015-01-01",)
    assert dated(("2012", "2016"), ("2013", "")) == ("2013-12-31/2016-01-01",)
    assert dated(("2013-05-01", ""), ("2013-05-01", "")) == ("2013-05-01/2013-05-01",)
    assert dated(
        ("2013-05-01", ".."),
    ) == ("2013-05-01/2016-12-31",)
