"""The only mapper: claim rows to N-Quads, with every value escaped."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictkg import claims, rdf
from conflictkg.claims import Claim, Locator
from conflictkg.dates import Bounds
from conflictkg.errors import InputError
from conflictkg.namespaces import BASE, CKG, dataset_graph, full, hashed, short, thing

A, B, SOURCE = (f"{BASE}x/actor/a", f"{BASE}x/actor/b", f"{BASE}x/source/s")
CLAIM = Claim(SOURCE, Locator("page 1"), "asserts", attester=A, row="r1")
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


def parsed(*rows: claims.Row, dataset: str = "demo") -> list[ox.Quad]:
    return list(ox.parse("".join(rdf.quads(rows, dataset)).encode(), format=ox.RdfFormat.N_QUADS))


def values(quads: list[ox.Quad], property: str) -> list[str]:
    return sorted(q.object.value for q in quads if q.predicate.value == CKG + property)  # type: ignore[union-attr]


EVERY: list[claims.Row] = [
    claims.Dataset("demo", "Demo", "what it is", "CC0", "1", "me", "cite", "2011", "2015", "Syria", "25"),
    claims.Source(
        SOURCE, "Title", "newsArticle", A, "author", "2015", "http://e/", "http://a/", "2020", "en", "©", "note"
    ),
    claims.Actor(A, "ArmedGroup", "A"),
    claims.Place(f"{BASE}x/place/p", "Settlement", "P", "note"),
    claims.Name(A, "ألفا", CLAIM, "ar", "alias"),
    claims.Tie("Membership", A, B, CLAIM, "member", "", "1"),
    claims.Tie("TerritorialControl", A, f"{BASE}x/place/p", CLAIM),
    claims.Tie("Sponsorship", A, B, CLAIM, "", "weapons"),
    claims.Event(f"{BASE}x/event/e", "Merger", "E", CLAIM, f"{BASE}x/place/p", f"{BASE}x/event/f", (A,), (B,)),
    claims.Participation(f"{BASE}x/event/e", A, "attacker", CLAIM),
    claims.Estimate(f"{BASE}x/event/e", "killed", CLAIM._replace(low=7, best=0), B),
    claims.Fact(A, "basedIn", CLAIM, f"{BASE}x/place/p"),
    claims.Fact(A, "describedAs", CLAIM, value="so-called"),
    claims.Fact(A, "codedAs", CLAIM._replace(best=3), value="3", variable="ideology"),
    claims.Tie("JointOperation", A, B, CLAIM, events=4),
    claims.Judgement(A, B, "same", "me", "2026-11-22", "names"),
]


@pytest.mark.parametrize("row", EVERY, ids=lambda row: type(row).__name__)
def test_every_kind_of_row_is_valid_and_stays_in_its_graph(row: claims.Row) -> None:
    quads = parsed(row)
    assert quads
    assert {quad.graph_name for quad in quads} == {ox.NamedNode(dataset_graph("demo"))}
    assert all(isinstance(quad.subject, ox.NamedNode) for quad in quads)
    assert not any(quad.object.value == "" for quad in quads)  # type: ignore[union-attr]


def test_the_same_rows_give_the_same_text() -> None:
    assert list(rdf.quads(EVERY, "demo")) == list(rdf.quads(EVERY, "demo"))


def test_a_symmetric_tie_is_one_proposition_from_either_side() -> None:
    one, other = (values(parsed(claims.Tie("Rivalry", *ends, CLAIM)), "about") for ends in ((A, B), (B, A)))
    assert one == other
    one, other = (values(parsed(claims.Tie("Membership", *ends, CLAIM)), "about") for ends in ((A, B), (B, A)))
    assert one != other


@pytest.mark.parametrize(
    "change", [{"role": "x"}, {"support": "funds"}, {"spell": "2"}, {"target": SOURCE}, {"kind": "Pledge"}]
)
def test_a_proposition_is_kind_parties_role_and_spell(change: dict[str, str]) -> None:
    tie = claims.Tie("Sponsorship", A, B, CLAIM)
    assert values(parsed(tie), "about") != values(parsed(tie._replace(**change)), "about")
    dated = CLAIM._replace(bounds=Bounds("2015-01-01", "2015-01-01"), when="2015")
    assert values(parsed(tie), "about") == values(parsed(tie._replace(claim=dated)), "about")


def test_offsets_go_with_their_hash_alone() -> None:
    known = CLAIM._replace(locator=Locator("line 1 chars 0-3", 0, 3, "ab" * 32))
    assert values(parsed(claims.Tie("Pledge", A, B, known)), "startOffset") == ["0"]
    unknown = CLAIM._replace(locator=Locator("chars 0-3", 0, 3))
    assert values(parsed(claims.Tie("Pledge", A, B, unknown)), "startOffset") == []


def test_nothing_told_is_nothing_written() -> None:
    quads = parsed(claims.Tie("Pledge", A, B, Claim(SOURCE, Locator("p"), "asserts")))
    told = {quad.predicate.value.removeprefix(CKG) for quad in quads if quad.predicate.value.startswith(CKG)}
    assert told == {"fromActor", "toActor", "about", "stance", "reportedIn", "locator", "basis"}


@given(TEXT)
def test_any_text_is_one_literal(text: str) -> None:
    quads = parsed(claims.Fact(A, "describedAs", CLAIM._replace(note=text, hedge=text), value=text))
    assert values(quads, "statementValue") == ([text] if text else [])


@given(TEXT, TEXT)
def test_any_label_dataset_and_id_stay_what_they_are(label: str, name: str) -> None:
    (_, quad) = parsed(claims.Actor(thing("x", "actor", name), "ArmedGroup", label), dataset=name)[:2]
    assert quad.object == ox.Literal(label, language="en")
    assert quad.graph_name == ox.NamedNode(dataset_graph(name))


@given(TEXT)
def test_no_text_breaks_out_of_an_iri(text: str) -> None:
    written = rdf.iri(BASE + text)
    assert written[0] == "<"
    assert written.index(">") == len(written) - 1
    assert not set(written[1:-1]) & set(' <>"{}|\\^`\n\r\t')


@given(st.text("abcXYZ019-_ é", max_size=12))
def test_a_language_tag_is_written_lower_or_refused(tag: str) -> None:
    if not tag or rdf.is_language(tag):
        assert rdf.literal("x", language=tag) == ('"x"' if not tag else f'"x"@{tag.lower()}')
    else:
        with pytest.raises(InputError, match="is not a language tag"):
            rdf.literal("x", language=tag)


@given(st.from_regex(r"[a-z]{2,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True))
def test_a_tag_of_the_right_form_is_one_the_engine_takes(tag: str) -> None:
    if rdf.is_language(tag):
        assert parsed(claims.Name(A, "x", CLAIM, tag))


@given(TEXT | st.text('abc/:%<>"[]{}#?@ \\', max_size=20).map(lambda t: "http://" + t))
def test_a_full_id_is_an_iri_or_nothing(text: str) -> None:
    found = full(text)
    if found:
        assert ox.NamedNode(found).value == found


@given(st.sampled_from([A, SOURCE, CKG + "memberOf", "http://example.org/x"]))
def test_short_and_full_are_inverse(iri: str) -> None:
    assert full(short(iri)) == iri


@given(st.lists(TEXT, min_size=1, max_size=3))
def test_hashes_tell_contents_apart(parts: list[str]) -> None:
    assert hashed("d", "tie", *parts) == hashed("d", "tie", *parts)
    assert hashed("d", "tie", *parts) != hashed("d", "tie", *parts, "")
    assert hashed("d", "tie", *parts) != hashed("e", "tie", *parts)
