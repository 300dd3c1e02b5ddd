"""Analyses by command line and from Python: matrices with attributes, signed networks, days, formats, refusals."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from click.testing import CliRunner
from dated import dated
from folders import graph

from conflictkg.analyze import MEASURES, named
from conflictkg.analyze.report import Report, Table
from conflictkg.cli import cli
from conflictkg.errors import QueryError
from conflictkg.graph import KnowledgeGraph

MATRIX = """\
;"C";"A";"D";"B";"E"
"B";2;"2,000";0;NA;1
"A";3;NA;1;"2,000";0
"C";NA;3;0;2;0
"D";0;1;NA;0;4
"""
GROUPS = """\
name,code,size,ideology,sponsors
=Alpha,A,"2,000",1,"Qatar, Turkey"
Beta,B,"5,000-7,000-10,000",2,Qatar
Gamma,C,300+,2.5,Qatar
Delta,D,50-150,4,"Turkey; Iran"
Echo,E,about 50,5,Iran
Foxtrot,F,10,3,Iran
"""
SIZES = {"A": 2000, "B": 7000, "C": 300, "D": 100, "E": 50}
WEIGHTS = {"AB": 2000, "AC": 3, "AD": 1, "BC": 2, "BE": 1, "DE": 4}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with the matrix, as a user loads it."""
    folder = tmp_path_factory.mktemp("matrix")
    (folder / "cooperation.csv").write_text(MATRIX.replace(";", ","), encoding="utf-8")
    (folder / "groups.csv").write_text(GROUPS, encoding="utf-8")
    place = str(folder / "store")
    said = _run(
        "--store",
        place,
        "load",
        str(folder / "cooperation.csv"),
        "--as",
        "matrix",
        "--attributes",
        str(folder / "groups.csv"),
    )
    assert "codes without a row: E" in said
    assert "only in the attributes: F" in said
    return place


def _run(*words: str, code: int = 0) -> str:
    """What the command says: the answer, or where it fails, why."""
    done = CliRunner().invoke(cli, list(words))
    if code:
        assert done.exit_code == code or getattr(done.exception, "exit_code", 0) == code, done.output
        return done.output + str(done.exception)
    assert done.exit_code == 0, done.output
    return done.stdout


def _csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_weighted_assortativity_of_a_matrix(store: str) -> None:
    """By hand: every tie counts from both ends with its weight."""
    ends = [(SIZES[a], SIZES[b], w) for (a, b), w in WEIGHTS.items()]
    total = sum(w for *_, w in ends)
    mean = sum(w * (x + y) for x, y, w in ends) / (2 * total)
    by_hand = (
        2
        * sum(w * (x - mean) * (y - mean) for x, y, w in ends)
        / sum(w * ((x - mean) ** 2 + (y - mean) ** 2) for x, y, w in ends)
    )
    words = ("--attribute", "size", "--weight", "count", "--permutations", "99", "-f", "csv")
    (row,) = _csv(_run("--store", store, "analyze", "assortativity", *words))
    assert float(row["assortativity"]) == pytest.approx(by_hand, abs=1e-9)
    assert (row["pairs"], row["weight"], row["actors"]) == ("6", "2011", "5")
    assert 0 < float(row["p"]) <= 1
    assert _run("--store", store, "analyze", "assortativity", *words) == _run(
        "--store", store, "analyze", "assortativity", *words
    )


def test_mixing_of_words(store: str) -> None:
    report = json.loads(_run("--store", store, "analyze", "assortativity", "--attribute", "sponsors", "-f", "json"))
    mixing = {(row["one"], row["other"]): row["weight"] for row in report["tables"][1]["rows"]}
    # A-B 1/2 Qatar and 1/2 between; A-C the same; B-C whole; A-D quarters; B-E; D-E halves
    assert mixing == {
        ("Qatar", "Qatar"): 2.0,
        ("Qatar", "Turkey"): 1.25,
        ("Iran", "Qatar"): 1.25,
        ("Turkey", "Turkey"): 0.25,
        ("Iran", "Turkey"): 0.75,
        ("Iran", "Iran"): 0.5,
    }


def test_mrqap_of_a_matrix_is_ordinary_least_squares(store: str) -> None:
    terms = ("--attribute", "size", "--attribute", "shared(sponsors)", "--weight", "count")
    rows = _csv(_run("--store", store, "analyze", "mrqap", *terms, "--permutations", "20", "-f", "csv"))
    dyads = _csv(_run("--store", store, "analyze", "dyads", *terms, "-f", "csv"))
    assert len(dyads) == 10
    names = ["difference(size)", "shared(sponsors)"]
    x = np.array([[1.0, *(float(row[name]) for name in names)] for row in dyads])
    y = np.array([float(row["jointOperationWith"]) for row in dyads])
    by_ols = np.linalg.lstsq(x, y, rcond=None)[0]
    assert [row["term"] for row in rows] == ["constant", *names]
    assert [float(row["coefficient"]) for row in rows] == pytest.approx(by_ols.tolist(), abs=1e-9)
    with_f = _csv(_run("--store", store, "analyze", "dyads", *terms, "--isolates", "-f", "csv"))
    assert len(with_f) == 15


def test_names_that_spreadsheets_would_run_are_inert(store: str) -> None:
    rows = _csv(_run("--store", store, "analyze", "centrality", "-f", "csv"))
    assert "'=Alpha" in {row["name"] for row in rows}
    columns = ("a", "a_name", "shared(<script>|x)", "=cmd()")
    report = Report("dyads", {"note": "<script>"}, [Table("", "<script>", columns, [("http://x/1", "<script>", 1, 2)])])
    for text in (report.texts("md")[""], report._repr_html_()):
        assert "<script" not in text
        assert "shared( script  x)" in text
    assert report.texts("csv")[""].splitlines()[0] == "a,a_name,shared(<script>|x),'=cmd()"


SIGNED = """\
relation,from,to,since,until,seen,attester
allied with,a,b,2014,2016,,observer
allied with,b,c,2014,2016,,observer
hostile to,a,c,2015,2015,,observer
hostile to,a,d,2015,2015,,observer
allied with,a,d,2014,2014,,observer
allied with,c,e,,,2015-06-01,observer
leads,p,a,2014,2016,,observer
"""


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Friends of friends who fight, a pair that is both, a tie seen once, a person."""
    kinds = {"p": "person", "observer": "monitoring organisation"}
    return graph(
        tmp_path_factory.mktemp("signed") / "signed",
        sources=[{"id": "report", "title": "Report", "published": "2017-01-01"}],
        actors=[{"id": i, "kind": kinds.get(i, "armed group"), "label": i.upper()} for i in [*"abcdep", "observer"]],
        ties=[{"source": "report"} | row for row in csv.DictReader(io.StringIO(SIGNED))],
    )


def test_balance_of_a_triad(signed: KnowledgeGraph) -> None:
    report = signed.analyze("balance")
    told = {row["figure"]: row["value"] for row in report.rows()}
    assert told["triads ++-"] == 1
    assert (told["friendly pairs"], told["hostile pairs"], told["pairs that are both, left out"]) == (3, 1, 1)
    assert told["frustration index, lower bound"] == told["frustration index, upper bound"] == 1
    assert len(report.rows("frustrated")) == 1
    assert {row["name"] for row in report.rows("camps")} == {"A", "B", "C", "E"}
    assert report.about["division"].startswith("one of several")
    (triad,) = signed.analyze("triads").rows("unbalanced")
    assert (triad["a_name"], triad["b_name"], triad["c_name"]) == ("A", "B", "C")


def test_what_rests_on_certain_ties_stands_beside_it(signed: KnowledgeGraph) -> None:
    """In 2016 the tie of C and E, seen in 2015, is possible; what ended by then is out."""
    told = {row["ties_of"]: row for row in signed.analyze("density", as_of="2016").rows()}
    assert (told["friendly"]["pairs"], told["friendly"]["certainty"]) == (3, "possible")
    assert "hostile" in told
    assert told["hostile"]["pairs"] == 0
    certain = {row["ties_of"]: row for row in signed.analyze("density", as_of="2016", certain=True).rows()}
    assert (certain["friendly"]["pairs"], certain["friendly"]["certainty"]) == (2, "certain")
    figures = {row["figure"]: row for row in signed.analyze("balance", as_of="2015").rows()}
    assert (figures["hostile pairs"]["value"], figures["hostile pairs"]["on_certain_ties"]) == (2, 2)
    by_year = {(row["period"], row["ties_of"]): row["pairs"] for row in signed.analyze("density", by="year").rows()}
    assert [by_year[year, "hostile"] for year in ("2014", "2015", "2016")] == [0, 2, 0]
    assert [by_year[year, "friendly"] for year in ("2014", "2015", "2016")] == [4, 3, 3]


def test_turnover_by_year(signed: KnowledgeGraph) -> None:
    """2014: a-b, b-c, a-d, c-e possibly; 2015 and 2016: without a-d."""
    rows = signed.analyze("turnover", by="year", as_of="2014/2016").rows()
    told = {(row["period"], row["figure"]): row["value"] for row in rows}
    assert "2014" not in {row["period"] for row in rows}
    assert [told["2015", figure] for figure in ("kept", "new", "ended", "turnover")] == [3, 0, 1, 0.25]
    assert told["2016", "stability"] == 1
    with pytest.raises(QueryError, match="between periods"):
        signed.analyze("turnover")


def test_coalitions_and_blocs(idlib: KnowledgeGraph) -> None:
    (row,) = idlib.analyze("coalitions", as_of="2015-03-28").rows()
    assert (row["name"], row["members"], row["certainty"]) == ("Jaysh al-Fatah", 7, "certain")
    members = {row["member_name"] for row in idlib.analyze("coalitions").rows("members")}
    asked = {row["name"] for row in idlib.query("coalition-members", coalition="Jaysh al-Fatah")}
    assert members == asked
    told = {row["figure"]: row["value"] for row in idlib.analyze("fragmentation").rows()}
    assert told["effective number of blocs"] == pytest.approx(15**2 / (10**2 + 4**2 + 1))
    assert told["share of actors in a coalition"] == pytest.approx(7 / 15)


def test_signs_are_foretold_without_looking_at_the_tie(signed: KnowledgeGraph) -> None:
    report = signed.analyze("expected", as_of="2014")
    told = {row["figure"]: row["value"] for row in report.rows()}
    assert (told["pairs with a sign"], told["pairs with a guess"]) == (4, 0)
    expected = {(row["a_name"], row["b_name"]): row for row in report.rows("expected")}
    assert expected["A", "C"]["expected"] == "friendly"
    assert expected["A", "C"]["because"] == "friendly and friendly to B"
    assert "nobody" in report.tables[2].title.lower()
    (mistaken,) = [row for row in signed.analyze("expected").rows("mistaken") if row["sign"] == "hostile"]
    assert (mistaken["a_name"], mistaken["b_name"], mistaken["foretold"]) == ("A", "C", "friendly")
    assert mistaken["because"] == "friendly and friendly to B"


def test_chains_tell_their_claims(signed: KnowledgeGraph) -> None:
    rows = signed.analyze("chains", "B", "E").rows()
    assert [(row["from_name"], row["relation"], row["to_name"]) for row in rows] == [
        ("B", "alliedWith", "C"),
        ("C", "alliedWith", "E"),
    ]
    assert rows[0]["claims"].startswith("OBSERVER asserts (Report")
    assert signed.analyze("chains", "B", "E", relations=("rival of",)).rows() == []
    alters = {row["name"]: row for row in signed.analyze("ego", "A").rows("alters")}
    assert (alters["D"]["sign"], alters["B"]["sign"], alters["B"]["ties_to_others"]) == ("both", "+", 1)


def test_persons_are_never_measured(signed: KnowledgeGraph) -> None:
    for measure in ("centrality", "degree", "brokers", "components"):
        report = signed.analyze(measure)
        assert "P" not in {row.get("name") for table in report.tables for row in report.rows(table.name)}
        assert report.about["left out"] == "1 persons and accounts"
    with pytest.raises(QueryError, match="persons, accounts and places have none"):
        signed.analyze("ego", "P")


def test_betweenness_and_constraint_are_those_of_networkx(tmp_path: Path) -> None:
    kg = dated(tmp_path / "dated")
    friends = nx.Graph((a, b) for a, b, told in kg.to_networkx().edges(data=True) if told["status"] == "accepted")
    between, narrow = nx.betweenness_centrality(friends), nx.constraint(friends)
    rows = {str(row["actor"]).partition("/id/")[2]: row for row in kg.analyze("centrality").rows()}
    assert {node: row["betweenness"] for node, row in rows.items()} == pytest.approx(between)
    found = {str(row["actor"]).partition("/id/")[2]: row["constraint"] for row in kg.analyze("brokers").rows()}
    assert found == pytest.approx(narrow)


def test_rivalries_inside_a_community(signed: KnowledgeGraph) -> None:
    report = signed.analyze("communities", as_of="2015", seed=3)
    told = {row["figure"]: row["value"] for row in report.rows()}
    home = {row["name"]: row["community"] for row in report.rows("members")}
    inside = sum(home.get(a) == home.get(b) for a, b in (("A", "C"), ("A", "D")) if a in home and b in home)
    assert told["hostile pairs inside a community"] == len(report.rows("rivals")) == inside


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_says_formula_source_and_signs(measure: str) -> None:
    told = named(measure).__doc__ or ""
    assert all(f"\n    {word}: " in told for word in ("Formula", "Source", "Signs")), told


def test_tables_of_a_csv_are_written_beside_each_other(store: str, tmp_path: Path) -> None:
    _run("--store", store, "analyze", "balance", "-f", "csv", "-o", str(tmp_path / "b.csv"))
    assert {path.name for path in tmp_path.iterdir()} == {"b.csv", "b-frustrated.csv", "b-camps.csv"}
    assert len(_csv((tmp_path / "b-camps.csv").read_text("utf-8"))) == 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("centralty",), 'There is no measure "centralty". Did you mean centrality?'),
        (("assortativity",), "Name an attribute"),
        (("assortativity", "--attribute", "sise"), "Did you mean size?"),
        (("mrqap",), "Name what may explain the ties"),
        (("mrqap", "--attribute", "difference(sponsors)"), "not made of numbers"),
        (("centrality", "--weight", "mass"), 'There is no weight "mass"'),
        (("centrality", "--relation", "alyed"), 'There is no relation "alyed"'),
        (("centrality", "--relation", "operates in"), "operatesIn is no tie"),
        (("centrality", "--certain"), "Ties are certain at a time"),
        (("centrality", "--as-of", "20x5"), "20x5"),
        (("density", "--by", "month"), "No tie here has a date"),
        (("density", "--by", "month", "--as-of", "1900/2020"), "too many"),
        (("ego",), "Name one actor"),
    ],
)
def test_refusals_say_what_to_do(store: str, words: tuple[str, ...], said: str) -> None:
    assert said in _run("--store", store, "analyze", *words, code=2)
