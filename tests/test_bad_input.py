"""Bad input of every kind, through the real command line: message, exit code, and the store as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from commands import CONFLICTKG, refused, run, state
from folders import write

MEMBER = {"relation": "member of", "from": "alpha", "to": "union", "since": "2015"}
MEMORY = 600_000  # kB
CKG = "https://w3id.org/conflictkg/ontology#"
Make = Callable[[Path], Path]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one dataset. Tests load into it what must be refused."""
    folder = tmp_path_factory.mktemp("stores")
    write(folder / "good", ties=[MEMBER])
    done = run(folder, "--store", "demo.db", "load", "good")
    assert done.returncode == 0, done.stderr
    return folder / "demo.db"


@pytest.fixture(scope="module")
def before(store: Path) -> dict[str, str]:
    return state(store)


@pytest.fixture
def same(store: Path, before: dict[str, str]) -> Iterator[Path]:
    """The store, which must be the same afterwards."""
    yield store
    assert state(store) == before


# -- claim sheets


def sheet(name: str, data: bytes) -> Make:
    """A folder in which one sheet is made of these bytes."""

    def make(folder: Path) -> Path:
        write(folder / "sheets", ties=[MEMBER])
        (folder / "sheets" / f"{name}.csv").write_bytes(data)
        return folder / "sheets"

    return make


def ties(**cells: str) -> Make:
    """A folder in which one tie has these cells."""
    return lambda folder: write(folder / "sheets", ties=[MEMBER | cells])


SHEETS: dict[str, tuple[Make, tuple[str, ...]]] = {
    "a wrong column": (
        sheet("actors", b"id,sort,label\na,armed group,A\n"),
        ('sheets/actors.csv, line 1, column "sort": is not a known column.', "Known columns: id, kind, label"),
    ),
    "a misspelt column": (
        sheet("actors", b"id,kid,label\na,armed group,A\n"),
        ('actors.csv, line 1, column "kid"', 'Did you mean "kind"?'),
    ),
    "a missing column": (
        sheet("actors", b"id,label\na,A\n"),
        ("actors.csv, line 1: lacks the column kind.", "Required: id, kind, label."),
    ),
    "a column twice": (sheet("actors", b"id,kind,kind\na,b,c\n"), ('actors.csv, line 1, column "kind": stands twice',)),
    "too many cells": (
        sheet("actors", b"id,kind,label\na,armed group,A,b,c,d\n"),
        ("actors.csv, line 2: has 6 cells, the header 3.", 'in "double quotes"'),
    ),
    "an open quote": (
        sheet("actors", b'id,kind,label\n"a,armed group,A\n'),
        ("actors.csv, line 2: cannot be read as CSV", "write a quote inside as"),
    ),
    "text after a quote": (
        sheet("actors", b'id,kind,label\na,armed group,"A" b\n'),
        ("actors.csv, line 2: cannot be read as CSV",),
    ),
    "latin-1": (
        sheet("actors", "id,kind,label\na,armed group,Fr\u00e8res\n".encode("latin-1")),
        ("actors.csv, line 2: is not UTF-8. Save it as CSV UTF-8",),
    ),
    "UTF-16": (sheet("actors", "id,kind,label\n".encode("utf-16")), ("actors.csv, line 1: is not UTF-8.",)),
    "a NUL byte": (
        sheet("actors", b"id,kind,label\na,armed group,A\x00\n"),
        ("actors.csv, line 2: holds a NUL byte. Save it anew",),
    ),
    "an empty sheet": (sheet("actors", b""), ("actors.csv: is empty. The first line names the columns: id, kind",)),
    "a file that is no sheet": (sheet("actor", b"id\n"), ("actor.csv: is not a claim sheet. Did you mean actors.csv",)),
    "an impossible date": (
        ties(since="2015-02-30"),
        ('ties.csv, line 2, column "since": "2015-02-30": there is no such day',),
    ),
    "an impossible month": (ties(since="2015-13"), ('ties.csv, line 2, column "since": "2015-13"',)),
    "a date by another calendar": (ties(since="28/3/2015"), ('column "since": "28/3/2015" can be read as day/month',)),
    "end before start": (ties(until="2013"), ('ties.csv, line 2, column "since"', "ends before it begins")),
    "an unknown actor": (
        ties(**{"from": "alhpa"}),
        ('ties.csv, line 2, column "from": no actor has the id "alhpa". Did you mean "alpha"?',),
    ),
    "an unknown attester": (ties(attester="who"), ('column "attester": no actor has the id "who". Add it to',)),
    "a dangling source": (
        ties(source="erly"),
        ('ties.csv, line 2, column "source": no source has the id "erly". Did you mean "early"?',),
    ),
    "a dangling rests_on": (ties(rests_on="x"), ('column "rests_on": no source has the id "x". Add it to',)),
    "an id twice": (
        sheet("actors", b"id,kind,label\na,armed group,A\na,armed group,B\n"),
        ('actors.csv, line 3, column "id": the id "a" stands twice', "Ids are unique"),
    ),
    "a source twice": (
        sheet("sources", b"id,title\nearly,A\nearly,B\n"),
        ('sources.csv, line 3, column "id": the id "early" stands twice',),
    ),
    "a field of the dataset twice": (
        sheet("dataset", b"field,value\nname,a\nname,b\n"),
        ('dataset.csv, line 3, column "field": "name" stands twice',),
    ),
    "a sheet that is a folder": (
        lambda folder: (write(folder / "sheets", ties=[]) / "ties.csv").mkdir() or folder / "sheets",
        ("ties.csv: is a folder, not a file.",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", SHEETS)
def test_bad_sheets(kind: str, same: Path, tmp_path: Path) -> None:
    make, said = SHEETS[kind]
    refused(run(tmp_path, "--store", same, "load", make(tmp_path)), 2, *said)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    folder = write(tmp_path / "sheets", ties=[MEMBER])
    for path in folder.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    done = run(tmp_path, "load", folder)
    assert done.returncode == 0, done.stderr
    assert "claims: 1 on ties" in done.stdout


# -- RDF


RDF = {
    "a text without end": (
        "w.ttl",
        b'@prefix a: <http://e/> .\na:b a:c a:d .\na:b a:c "x .\n',
        ("w.ttl, line 3: is not valid RDF", "Mend it there"),
    ),
    "an unknown prefix": ("w.ttl", b"<http://e/a> a\n  ex:b .\n", ("w.ttl, line 2: is not valid RDF", "ex")),
    "a quad in N-Triples": ("w.nt", b"<a:a> <a:a> <a:a> .\n<a:a> <a:a> .\n", ("w.nt, line 2: is not valid RDF",)),
    "a broken tag": ("w.rdf", b"<a>\n<b>\n<a", ("w.rdf, line 3: is not valid RDF", "Mend it there")),
    "broken JSON": ("w.jsonld", b'{"@id": "a:b",\n"a": ', ("w.jsonld, line 2: is not valid RDF",)),
    "a context on the web": (
        "w.jsonld",
        b'{"@context": "http://127.0.0.1:9/c", "a": 1}',
        ("w.jsonld: names a context on the web, and nothing is fetched", "Write the context out"),
    ),
    "not UTF-8": ("w.ttl", b'<a:a> <a:a> "\xe9" .\n', ("w.ttl, line 1: is not valid RDF",)),
    "another vocabulary": (
        "w.ttl",
        b'<http://e/a> a <http://xmlns.com/foaf/0.1/Person> ; <http://xmlns.com/foaf/0.1/name> "A" .\n',
        ("w.ttl: holds nothing of the conflictkg vocabulary.", CKG),
    ),
    "an empty file": ("w.ttl", b"", ("w.ttl: holds no RDF.", CKG)),
    "a file of comments": ("w.nq", b"# nothing\n", ("w.nq: holds no RDF.",)),
    "JSON too deep": ("w.jsonld", b'{"http://e/a":' * 9000 + b"1" + b"}" * 9000, ("w.jsonld, line 1: nests more",)),
    "triples too deep": (
        "w.ttl",
        b"<a:a> <a:b> " + b"<<( <a:a> <a:b> " * 9000 + b"1" + b")>>" * 9000 + b" .",
        ("w.ttl, line 1: nests more than",),
    ),
    "entities that blow up": (
        "w.rdf",
        b'<!DOCTYPE x [<!ENTITY a "0123456789">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8))
        + b']><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
        b'<rdf:Description rdf:about="a:a"><e:p>&i;</e:p></rdf:Description></rdf:RDF>',
        ("w.rdf, line 1: has entities that blow up",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", RDF)
def test_bad_rdf(kind: str, same: Path, tmp_path: Path) -> None:
    name, data, said = RDF[kind]
    (tmp_path / name).write_bytes(data)
    refused(run(tmp_path, "--store", same, "load", name), 2, *said)


# -- files and folders


def test_what_is_no_dataset(same: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "folder.ttl").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "empty.csv").touch()
    load = ("--store", same, "load")
    refused(run(tmp_path, *load, "none"), 2, "none: there is no such file, folder or built-in dataset.", "Built in:")
    refused(run(tmp_path, *load, "empty"), 2, "empty: holds no claim sheet. `conflictkg init DIR`")
    refused(run(tmp_path, *load, "folder.ttl"), 2, "folder.ttl: holds no claim sheet.")
    refused(run(tmp_path, *load, "file"), 2, "file: has no known format. Formats: claim-sheets, rdf, ")
    refused(run(tmp_path, *load, "file/x"), 2, "file/x: there is no such file")
    refused(run(tmp_path, *load, "empty.csv"), 2, "empty.csv: has no known format.", "give the folder")
    refused(run(tmp_path, *load, "file", "--as", "rdf"), 2, "file: has no known format.")


def test_a_good_path_beside_a_bad_one_is_not_loaded(same: Path, tmp_path: Path) -> None:
    write(tmp_path / "fine", ties=[MEMBER])
    refused(run(tmp_path, "--store", same, "load", "fine", "none"), 2, "none: there is no such file")


def test_where_an_answer_cannot_go(same: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("as it was", encoding="utf-8")
    os.symlink("circle", tmp_path / "circle")
    ask = ("--store", same, "query", "coverage", "-o")
    refused(run(tmp_path, *ask, "folder"), 2, "folder: cannot be written: Is a directory.")
    refused(run(tmp_path, *ask, "none/x"), 2, "none/x: cannot be written: No such file or directory.")
    refused(run(tmp_path, *ask, "file/x"), 2, "file/x: cannot be written: Not a directory.")
    refused(run(tmp_path, *ask, "circle"), 2, "circle: cannot be written:")
    refused(run(tmp_path, "--store", same, "export", "-f", "csv", "-o", "file/x"), 2, "file/x")
    refused(run(tmp_path, "init", "file"), 2, "file: is there already")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["circle", "file", "folder"]


def test_links_and_pipes_stay_what_they_are(same: Path, tmp_path: Path) -> None:
    (tmp_path / "real.csv").touch()
    os.symlink("real.csv", tmp_path / "link.csv")
    os.mkfifo(tmp_path / "pipe")
    ask = ("--store", same, "query", "coverage", "-f", "csv", "-o")
    assert run(tmp_path, *ask, "link.csv").returncode == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text(encoding="utf-8").startswith("dataset,")
    with subprocess.Popen(["cat", "pipe"], cwd=tmp_path, stdout=subprocess.PIPE) as reader:
        assert run(tmp_path, *ask, "pipe").returncode == 0
        assert reader.communicate(timeout=20)[0].startswith(b"dataset,")
    assert (tmp_path / "pipe").is_fifo()


def test_bad_copies_of_a_text(same: Path, tmp_path: Path) -> None:
    write(tmp_path / "sheets", ties=[MEMBER | {"locator": "", "snippet": "x"}])
    (tmp_path / "latin").write_bytes(b"\xe9")
    load = ("--store", same, "load", "sheets", "--text")
    refused(run(tmp_path, *load, "early=latin"), 2, "latin: is not UTF-8 text. Save it as UTF-8")
    refused(run(tmp_path, *load, "early"), 2, "--text early: write NAME=VALUE")
    refused(run(tmp_path, *load, "early=none"), 2, "none: cannot be read: No such file")


# -- an endless line


@pytest.mark.parametrize(
    ("name", "start", "fill", "said"),
    [
        ("actors.csv", b"id,kind,label\na,armed group,", b"a", ("actors.csv, line 2: has a line of more than",)),
        ("actors.csv", b"", b"a", ("actors.csv, line 1: has a line of more than",)),
        ("actors.csv", b"id,kind,label\n\n", b",", ("actors.csv, line 3: has a line of more than",)),
        ("line.ttl", b'<a:a> <a:a> "', b"a", ("line.ttl: holds a text longer than 16 MB",)),
    ],
)
def test_a_line_of_100_mb(
    name: str, start: bytes, fill: bytes, said: tuple[str, ...], same: Path, tmp_path: Path
) -> None:
    with open(tmp_path / name, "wb") as file:
        file.write(start)
        for _ in range(100):
            file.write(fill * 1_000_000)
    told = "." if name.endswith(".csv") else name
    with subprocess.Popen(
        [CONFLICTKG, "--store", str(same), "load", told],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        out, err = process.stdout.read(), process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    refused(subprocess.CompletedProcess([], process.returncode, out, err), 2, *said)
    assert used.ru_maxrss < MEMORY, f"{used.ru_maxrss} kB"
    assert used.ru_utime + used.ru_stime < 10  # seconds, of the processor: others may use the machine too


# -- stores


def test_what_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "mine").write_text("mine", encoding="utf-8")
    for words in (("info",), ("load", "idlib-2015")):
        refused(run(tmp_path, "--store", "file", *words), 2, "file: this is a file, not a store. Name a new or empty")
        refused(run(tmp_path, "--store", "folder", *words), 2, "folder: this is not a conflictkg store. Name a new or")
    refused(run(tmp_path, "--store", "none", "info"), 2, "none: there is no store here.", "load …` makes one")
    refused(run(tmp_path, "--store", "file/x", "load", "idlib-2015"), 2, "file/x: the store cannot be made")
    refused(run(tmp_path, "--store", "http://127.0.0.1:9/", "info"), 2, "no connection", "See that it runs there")
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["mine"]


def test_a_store_of_a_newer_format(store: Path, before: dict[str, str], tmp_path: Path) -> None:
    newer = Path(shutil.copytree(store, tmp_path / "newer.db"))
    mark = (newer / "conflictkg.json").read_text(encoding="utf-8")
    (newer / "conflictkg.json").write_text(mark.replace('"format": 2', '"format": 3'), encoding="utf-8")
    for words in (("info",), ("load", "idlib-2015"), ("unload", "good")):
        done = run(tmp_path, "--store", newer, *words)
        refused(done, 3, "newer.db: the store has format 3, this program reads 2. Use a newer conflictkg, or load")
    (newer / "conflictkg.json").write_text(mark, encoding="utf-8")
    assert state(newer) == before


@pytest.mark.parametrize("fault", ["mark", "words", "below", "gone", "CURRENT", "MANIFEST", "tables", "bits"])
def test_a_damaged_store(fault: str, store: Path, tmp_path: Path) -> None:
    hurt = Path(shutil.copytree(store, tmp_path / "hurt.db"))
    files = max((hurt / "generations").iterdir(), key=lambda path: int(path.name))
    if fault == "mark":
        (hurt / "conflictkg.json").write_bytes(b"\xff{")
    elif fault == "words":
        (hurt / "conflictkg.json").write_text('{"format": "one", "current": []}', encoding="utf-8")
    elif fault == "below":
        (hurt / "conflictkg.json").write_text('{"format": 2, "current": -3}', encoding="utf-8")
    elif fault == "gone":
        shutil.rmtree(files)
    for path in [] if fault == "gone" else files.iterdir():
        if path.name.startswith(fault):
            path.write_bytes(b"garbage")
        elif fault == "tables" and path.suffix == ".sst":
            path.write_bytes(os.urandom(4096))
        elif fault == "bits" and path.suffix == ".sst":
            data = path.read_bytes()
            path.write_bytes(data[:40] + bytes(255 - b for b in data[40:60]) + data[60:])
    for words in (("info",), ("load", "idlib-2015"), ("unload", "good"), ("show", "Alpha"), ("export", "-f", "turtle")):
        done = run(tmp_path, "--store", "hurt.db", *words)
        refused(done, 2, "store", "Load the data again into a new store.")


# -- permission and room


def as_nobody(folder: Path) -> list[str]:
    """What runs a command without the rights of root; skips where that cannot be."""
    for path in (folder, *folder.parents):
        if os.stat(path).st_uid == os.getuid() and path.stat().st_mode & 0o555 != 0o555 and path != Path("/"):
            path.chmod(path.stat().st_mode | 0o055)
    if os.getuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("root may read everything, and setpriv is not installed")
    before = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    if run(folder, "--version", before=before).returncode:
        pytest.skip("root may read everything, and no other user can run this installation")
    return before


@pytest.fixture
def open_folder(tmp_path: Path) -> Path:
    """A folder that others may enter; its parents are ours and private to begin with."""
    for path in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        path.chmod(0o755)
    return tmp_path


def test_no_permission(store: Path, open_folder: Path) -> None:
    before = as_nobody(open_folder)
    copy = Path(shutil.copytree(store, open_folder / "demo.db"))
    held = state(copy)
    secret = write(open_folder / "secret", ties=[MEMBER])
    (secret / "ties.csv").chmod(0)
    (open_folder / "secret.ttl").write_text("<a:a> <a:a> <a:a> .", encoding="utf-8")
    (open_folder / "secret.ttl").chmod(0)
    (open_folder / "shut").mkdir(mode=0)
    if os.getuid() != 0:
        for path in (copy, copy / "generations"):
            path.chmod(0o555)

    def ask(*words: str) -> subprocess.CompletedProcess[str]:
        return run(open_folder, *words, before=before)

    refused(ask("--store", "demo.db", "load", "secret.ttl"), 2, "secret.ttl: no permission to read it. Ask its owner")
    refused(ask("--store", "demo.db", "load", "secret"), 2, "ties.csv: no permission to read it.")
    refused(
        ask("--store", "demo.db", "load", "idlib-2015"), 2, "demo.db: the store cannot be written: Permission denied"
    )
    refused(ask("--store", "shut/new.db", "load", "idlib-2015"), 2, "shut/new.db", "ermission")
    refused(ask("--store", "shut/new.db", "info"), 2, "shut/new.db", "ermission")
    refused(ask("--store", "demo.db", "load", "shut"), 2, "shut", "ermission")
    refused(ask("--store", "demo.db", "query", "coverage", "-o", "shut/x"), 2, "shut/x: cannot be written: Permission")
    assert ask("--store", "demo.db", "query", "coverage").returncode == 0, "reading needs no right to write"
    (open_folder / "shut").chmod(0o755)
    for path in (copy, copy / "generations"):
        path.chmod(0o755)
    assert state(copy) == held


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if os.getuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here: that takes root and the right to mount")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk(small_disk: Path, store: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(store, small_disk / "demo.db"))
    held = state(copy)
    filler = small_disk / "filler"
    free = shutil.disk_usage(small_disk).free
    filler.write_bytes(b"x" * (free - 200_000))
    for _ in range(2):
        done = run(tmp_path, "--store", copy, "load", "idlib-2015")
        refused(done, 2, "demo.db: nothing was changed: no space left on the device. Make room")
        assert state(copy) == held
    filler.write_bytes(b"x" * free)
    refused(run(tmp_path, "--store", copy, "load", "idlib-2015"), 2, "demo.db", "no space left", "Make room")
    target = small_disk / "answer.ttl"
    done = run(tmp_path, "export", "-f", "turtle", "-o", target)
    refused(done, 2, "answer.ttl: cannot be written: No space left on device. Make room")
    refused(run(tmp_path, "--store", small_disk / "new.db", "load", "idlib-2015"), 2, "new.db", "o space left")
    assert sorted(path.name for path in small_disk.iterdir()) in (
        ["demo.db", "filler"],
        ["demo.db", "filler", "new.db"],
    )
    filler.unlink()
    assert run(tmp_path, "--store", copy, "info").returncode == 0
    assert state(copy) == held


# -- queries


def many(count: int, *parts: str) -> str:
    start, repeated, middle, closing, end = parts
    return start + repeated * count + middle + closing * count + end


QUERIES = {
    "braces": (many(5000, "SELECT * { ", "{", "", "}", " }"), "nests more than 128 brackets"),
    "brackets": (many(20000, "SELECT * { FILTER(", "(", "1", ")", ") }"), "nests more than 128 brackets"),
    "calls": (many(2000, "SELECT * { FILTER(", "STR(", "1", ")", ") }"), "nests more than 128 brackets"),
    "blank nodes": (many(5000, "SELECT * { ?s ?p ", "[<a:b> ", "1", "]", " }"), "nests more than 128 brackets"),
    "lists": (many(300, "SELECT * { ?s ?p ", "(", "1", ")", " }"), "nests more than 128 brackets"),
    "selects": (many(2000, "SELECT * { ", "{SELECT * {", "", "}}", "}"), "nests more than 128 brackets"),
    "quoted triples": (many(3000, "SELECT * { ", "<< <a:a> <a:b> ", "1", " >>", " }"), "nests more than 128 brackets"),
    "escaped braces": (many(5000, "SELECT * { ", r"\u007B", "", r"\u007D", " }"), "nests more than 128 brackets"),
    "behind what looks like an IRI": (many(3000, "SELECT * { FILTER(", "1<(", "1", ")", ">0) }"), "nests more than"),
    "behind a quote in an IRI": ("SELECT * { FILTER(?a<?b&&'>'='" + "{" * 3000 + "') }", "nests more than 128"),
    "a comment in an IRI": ("SELECT * { <a:b#> <a:b> <a:c> . " + "{" * 3000, "nests more than 128 brackets"),
    "negations": ("SELECT * { FILTER(" + "!" * 50_000 + "true) }", "more than 1,000 operators"),
    "a sum": ("SELECT * { FILTER(" + "1+" * 15_000 + "1) }", "more than 1,000 operators"),
    "alternatives": ("SELECT * { FILTER(" + "?a||" * 15_000 + "?a) }", "more than 1,000 operators"),
    "unions": ("SELECT * { " + "{} UNION " * 7_000 + "{} }", "more than 1,000 operators"),
    "a long text": ("SELECT * { VALUES ?x { " + "true " * 14_000 + "} }", "longer than 64 KB"),
    "a syntax fault": ("SELECT *\nWHERE { ?s ?p }", "line 2, column 16"),
    "another server": ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "nothing is fetched here"),
}  # fmt: skip


@pytest.mark.parametrize("kind", QUERIES)
def test_bad_queries(kind: str, same: Path, tmp_path: Path) -> None:
    text, said = QUERIES[kind]
    (tmp_path / "bad.rq").write_text(text, encoding="utf-8")
    refused(run(tmp_path, "--store", same, "query", "bad.rq"), 2, said)


@pytest.mark.parametrize(
    "text",
    [
        many(100, "SELECT * { ", "{", "", "}", " }"),
        "SELECT * { ?s ?p '" + "{(" * 70_000 + "' }",
        "SELECT * { ?s ?p '''" + "{\n'x" * 500 + "''' }",
        "SELECT * { ?s ?p ?o } # " + "{" * 500,
        "SELECT * { VALUES ?s { " + "<https://e.org/(a/b-c_d)!> " * 3000 + "} }",
        "SELECT * { VALUES ?s { " + "<urn:uuid:12-34-56> " * 3000 + "} }",
        "SELECT * { ?s ?p ?o FILTER(?o IN (" + ", ".join(map(str, range(2000))) + ")) }",
        "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 2) }",
    ],
    ids=["nested", "string", "long string", "comment", "IRIs", "URNs", "numbers", "less and more"],
)
def test_large_but_harmless_queries_are_answered(text: str, same: Path, tmp_path: Path) -> None:
    done = run(tmp_path, "--store", same, "query", "-", "-f", "csv", stdin=text.encode())
    assert done.returncode == 0, done.stderr[-500:]


def test_bad_query_files(same: Path, tmp_path: Path) -> None:
    (tmp_path / "latin.rq").write_bytes(b"# caf\xe9\nSELECT * { ?s ?p ?o }")
    (tmp_path / "folder.rq").mkdir()
    (tmp_path / "deep.rq").write_text(QUERIES["braces"][0], encoding="utf-8")
    (tmp_path / "fault.rq").write_text("SELECT ?x {", encoding="utf-8")
    ask = ("--store", same, "query")
    refused(run(tmp_path, *ask, "latin.rq"), 2, "latin.rq: the query file cannot be read: it is not UTF-8.")
    refused(run(tmp_path, *ask, "folder.rq"), 2, "folder.rq: the query file cannot be read: Is a directory.")
    refused(run(tmp_path, *ask, "-", stdin=b"SELECT\n\xe9"), 2, "the query on stdin, line 2: is not UTF-8.")
    policy = (*ask, "coverage", "--policy")
    refused(run(tmp_path, *policy, "latin.rq"), 2, "latin.rq: the policy is not UTF-8.")
    refused(run(tmp_path, *policy, "folder.rq"), 2, 'no policy "folder.rq"')
    refused(run(tmp_path, *policy, "deep.rq"), 2, "nests more than 128 brackets")
    refused(run(tmp_path, *policy, "fault.rq"), 2, "The policy cannot be run", "line 1, column 12")


@pytest.mark.parametrize(
    "words",
    [("show", "caf\udce9"), ("query", "names-of", "-p", "actor=\udce9"), ("unload", "\udce9"), ("load", "\udce9")],
    ids=["show", "query", "unload", "load"],
)
def test_words_that_are_not_utf8(words: tuple[str, ...], same: Path, tmp_path: Path) -> None:
    refused(run(tmp_path, "--store", same, *words), 2, "is not UTF-8. Type it in UTF-8")
