"""The command line as a user meets it: output, messages, exit codes, and nothing but the answer on stdout."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import commands
import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(*words: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        return commands.run(tmp_path, *words, stdin=stdin.encode(), **environment)

    return call


def test_the_seven_by_any_name(run: Run) -> None:
    for name in ("Army of Fatah", "Jaysh al Fateh", "Jaysh al-Fatah", "JAYSH AL-FATAH"):
        done = run("query", "coalition-members", "-p", f"coalition={name}", "-f", "csv")
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        assert done.returncode == 0
        assert {row["name"] for row in rows} == {
            "Ahrar al-Sham",
            "Ajnad al-Sham",
            "Faylaq al-Sham",
            "Jabhat al-Nusra",
            "Jaysh al-Sunna",
            "Jund al-Aqsa",
            "Liwa al-Haqq",
        }
        assert [row["name"] for row in rows if row["role"] == "leader"] == ["Jabhat al-Nusra"]
        assert all(row["sources"] for row in rows)
    assert "built-in dataset" in done.stderr


def test_the_package_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "conflictkg", "--version"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("python -m conflictkg ")


def test_as_of_tells_certain_from_possible(run: Run) -> None:
    question = ("query", "coalition-members", "-p", "coalition=Army of Fatah", "-f", "csv", "--as-of")
    on_the_day = list(csv.DictReader(io.StringIO(run(*question, "2015-03-28").stdout)))
    before = list(csv.DictReader(io.StringIO(run(*question, "2014-01-01").stdout)))
    assert {row["certainty"] for row in on_the_day} == {"certain"}
    assert len(on_the_day) == 7
    assert "certain" not in {row["certainty"] for row in before}


def test_load_query_unload_in_a_store(run: Run, tmp_path: Path) -> None:
    loaded = run("load", "idlib-2015", "idlib-2015-context", "idlib-2015-crosswalk")
    assert loaded.returncode == 0
    assert "Making a new store in ./conflictkg.db" in loaded.stderr
    assert "7 ties" not in loaded.stderr
    assert (tmp_path / "conflictkg.db" / "conflictkg.json").exists()
    arabic = run("query", "names-of", "-p", "actor=Jaysh al-Fatah", "-f", "json")
    names = {row["name"]["value"] for row in json.loads(arabic.stdout)["results"]["bindings"]}
    assert "جيش الفتح" in names
    assert arabic.stderr == ""
    assert "wait" in run("info").stderr
    assert run("unload", "idlib-2015").returncode == 0
    assert "idlib-2015-context" in run("info", "-f", "csv").stdout
    gone = run("unload", "idlib-2015")
    assert (gone.returncode, gone.stdout) == (2, "")
    assert "no dataset" in gone.stderr


def test_store_by_option_and_environment(run: Run, tmp_path: Path) -> None:
    assert run("--store", "a.db", "load", "idlib-2015").returncode == 0
    assert "idlib-2015" in run("--store", "a.db", "info").stdout
    assert "idlib-2015" in run("info", CONFLICTKG_STORE="a.db").stdout
    assert not (tmp_path / "conflictkg.db").exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--store", "nowhere.db", "info"), 2, "no store here"),
        (("query", "coalition-membres"), 2, "coalition-members"),
        (("query", "coalition-members"), 2, "needs coalition"),
        (("query", "coalition-members", "-p", "coalition"), 2, "NAME=VALUE"),
        (("query", "coalition-members", "-p", "coalition=Fatah Council"), 2, "Near: "),
        (("query", "coalition-members", "-p", "coalition=Isis", "--as-of", "2015-02-30"), 2, "no such day"),
        (("query", "coalition-members", "-p", "coalition=Isis", "--policy", "wishful"), 2, "default"),
        (("query", "SELECT ?s WHERE { ?s ?p }"), 2, "line 1, column"),
        (("query", "missing.rq"), 2, "cannot be read"),
        (("load", "missing.csv"), 2, "no such file"),
        (("load", "idlib-2015", "--as", "nonsense"), 2, "no format"),
        (("export", "-f", "nonsense"), 2, "no format"),
        (("render", "lanes", "-o", "x.tiff"), 2, ".svg, .png or .pdf"),
        (("render", "network", "--width", "9", "-o", "x.svg"), 2, "40 to 1000 millimetres"),
        (("render", "network", "--width", "160", "-o", "x.html"), 2, "--width is for figures"),
        (("render", "network", "Nobody At All", "-o", "x.html"), 2, "No actor is called"),
        (("show", "Nobody At All"), 2, "No actor is called"),
        (("diff", "2017", "2015"), 2, "Write the earlier date first"),
        (("explain", "Isis", "membrof", "Idlib"), 2, "no relation"),
        (("qury",), 2, "Did you mean query"),
    ],
)
def test_everyday_errors_speak(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    done = run(*words)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_wrong_column_is_named_and_nothing_is_loaded(run: Run, tmp_path: Path) -> None:
    run("init", "mine")
    (tmp_path / "mine" / "ties.csv").write_text("relation,form,to,source,stance,attester\n", encoding="utf-8")
    done = run("load", "mine")
    assert done.returncode == 2
    assert 'ties.csv, line 1, column "form"' in done.stderr
    assert 'Did you mean "from"?' in done.stderr


def test_init_gives_sheets_that_load_once_filled(run: Run, tmp_path: Path) -> None:
    done = run("init", "mine")
    assert (done.returncode, done.stdout) == (0, "")
    assert run("init", "mine").returncode == 2
    folder = tmp_path / "mine"
    (folder / "texts" / "herald.txt").write_text(
        "On Monday the Green Front joined the\nValley Council.\n", encoding="utf-8"
    )
    sheets = {
        "actors.csv": "id,kind,label\nfront,armed group,Green Front\ncouncil,coalition,Valley Council\n"
        "herald-news,media organisation,Herald\n",
        "sources.csv": "id,title,publisher,published\nherald,Herald of 2 May,herald-news,2024-05-02\n",
        "ties.csv": "relation,from,to,source,snippet,stance,attester,since\n"
        "member of,front,council,herald,the Green Front joined the Valley Council,asserts,herald-news,@monday\n",
    }
    for name, text in sheets.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert run("load", "mine").returncode == 0
    members = run("query", "coalition-members", "-p", "coalition=valley council", "-f", "csv")
    (row,) = csv.DictReader(io.StringIO(members.stdout))
    assert (row["name"], row["since"], row["datasets"]) == ("Green Front", "2024-04-29", "mine")
    claims = run("query", "claims-about", "-p", "actor=Green Front", "-f", "csv").stdout
    assert "line 1 chars 10-51 sha256" in claims
    assert run("check", "mine").returncode == 0


def test_query_forms_and_stdin(run: Run) -> None:
    assert run("query", "ASK { ?s ?p ?o }").stdout == "true\n"
    assert json.loads(run("query", "ASK { ?s ?p 'nothing' }", "-f", "json").stdout) == {"head": {}, "boolean": False}
    construct = "CONSTRUCT { ?a ckg:rivalOf ?b } WHERE { ?a ckg:rivalOf ?b }"
    assert run("query", "-", stdin=construct).stdout.count("ckg:rivalOf") == 2
    assert len(run("query", construct, "-f", "nt").stdout.splitlines()) == 2
    assert run("query", construct, "-f", "csv").returncode == 2


def test_output_to_a_file_is_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    assert run("query", "coverage", "-f", "csv", "-o", "answer.csv").stdout == ""
    assert (tmp_path / "answer.csv").read_text(encoding="utf-8").startswith("dataset,")
    failed = run("query", "coverage", "-o", "no/such/folder.csv")
    assert failed.returncode == 2
    assert "cannot be written" in failed.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answer.csv"]


def test_every_command_has_help(run: Run) -> None:
    listed = run("--help").stdout.split("Commands:")[1]
    names = [line.split()[0] for line in listed.splitlines() if line.strip()]
    assert {"init", "load", "query", "show", "find", "render", "export", "check", "explain"} <= set(names)
    for name in names:
        done = run(name, "--help")
        assert done.returncode == 0
        assert done.stdout.startswith(f"Usage: conflictkg {name}")


def test_queries_lists_and_shows(run: Run) -> None:
    assert "coalition-members  Who belongs to a coalition" in run("queries").stdout
    assert "SELECT ?member ?name ?role" in run("queries", "coalition-members").stdout
    assert run("queries", "nonsense").returncode == 2


def test_show_and_find(run: Run) -> None:
    shown = run("show", "Jabhat al-Nusra", "--as-of", "2015-03-28").stdout
    assert "rival of Isis" in shown
    assert "certain, accepted" in shown
    assert "ckg/actor/jaysh-al-fatah" in run("find", "jaish al fatah").stdout
    assert 'Nothing here has a name like "zzzzzzzzqqq"' in run("find", "zzzzzzzzqqq").stderr


@pytest.mark.parametrize(("picture", "name"), [("network", "x.svg"), ("lanes", "x.svg"), ("lanes", "x.html")])
def test_figures_are_written(run: Run, tmp_path: Path, picture: str, name: str) -> None:
    done = run("render", picture, "Jaysh al-Fatah", "--as-of", "2015-03-28", "-o", name)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "Jabhat al-Nusra" in (tmp_path / name).read_text(encoding="utf-8")
