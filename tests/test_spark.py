"""examples/spark in local mode: the graph of one machine, and the same answers from where its N-Quads are bulk-loaded.

Optional, since Spark is half a gigabyte: ``make spark`` brings it and runs this, on GED of Syria where that is beside
the project, else on the sample.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest
from loading import SAMPLES
from servers import oxigraph, oxigraph_served, virtuoso, virtuoso_served

import conflictkg
from conflictkg.answers import Answer
from conflictkg.graph import KnowledgeGraph
from conflictkg.importers.registry import read
from conflictkg.questions import named, names
from conflictkg.store.wire import PASSWORD, USER

PYTHON = os.environ.get("CONFLICTKG_SPARK", "")
"""A Python that has this package and pyspark."""
ROOT = Path(__file__).parents[1]
HERE = ROOT / "examples" / "spark"
SAMPLE = SAMPLES / "ucdp-ged.csv"
REAL = ROOT.parent / "shared" / "data" / "ucdp" / "ged-syria-2016-2019.csv.gz"
FILE = REAL if REAL.exists() else SAMPLE
ACTOR, FRIEND, PLACE = (
    ("IS", "Ahrar al-Sham", "Idlib governorate") if REAL.exists() else ("Alder Front", "Alder Front", "Freedonia")
)
ARGUMENTS = dict.fromkeys(("actor", "parent", "organisation", "coalition"), ACTOR) | {
    "place": PLACE,
    "attester": "Uppsala Conflict Data Program",
    "from": "2017-01-01",
    "to": "2018-01-01",
}
CALLS: tuple[tuple[str, dict[str, str]], ...] = (
    *((name, {each.name: ARGUMENTS[each.name] for each in named(name).parameters}) for name in names()),
    ("allies", {"actor": FRIEND}),
)
"""All named questions; those on coalitions, territory, pledges and the like have no rows in GED."""
ROWS = {"casualties", "claims-about", "coverage", "events-at", "opponents", "single-source", "ties-of", "who-says"}
"""Those that have rows, of the sample too."""
PATIENCE = 900
"""Seconds for an answer, in place of two minutes: it is compared, however busy the machine is."""

pytestmark = [
    pytest.mark.skipif(not PYTHON, reason="CONFLICTKG_SPARK names no Python with pyspark: `make spark` does"),
    pytest.mark.skipif(not shutil.which("java"), reason="Spark needs Java 17 or newer"),
]


def run(script: str, *words: object) -> str:
    """A script of the example, in a process of its own; what it says on stderr."""
    environment = {**os.environ, "PYSPARK_PYTHON": PYTHON, "SPARK_LOCAL_IP": "127.0.0.1", "PYTHONPATH": str(ROOT)}
    command = [PYTHON, str(HERE / script), *map(str, words)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stderr


def canonical_hash(text: Iterable[bytes]) -> str:
    """SHA-256 of the canonical N-Quads (RDFC-1.0) of a graph."""
    graph = ox.Dataset(quad for each in text for quad in ox.parse(each, ox.RdfFormat.N_QUADS))
    graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sha256("".join(sorted(f"{quad} .\n" for quad in graph)).encode()).hexdigest()


def on_one_machine(*paths: Path) -> str:
    (batch,) = read([str(path) for path in paths])
    return canonical_hash(block.encode() for block in batch.quads)


def on_spark(out: Path) -> str:
    return canonical_hash(
        gzip.decompress(path.read_bytes()) for path in out.glob("[pr]*.nq.gz")
    )  # without what is derived


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What Spark writes of the file, in four parts."""
    folder = tmp_path_factory.mktemp("spark") / "out"
    run("run.py", FILE, folder, "--partitions", 4)
    return folder


def test_the_graph_is_that_of_one_machine(out: Path) -> None:
    assert len(list(out.glob("part-*.nq.gz"))) == 4
    with ProcessPoolExecutor(2) as pool:
        told = pool.submit(on_spark, out), pool.submit(on_one_machine, FILE)
    assert told[0].result() == told[1].result()


def test_two_files_with_rows_of_one_id_are_that_of_one_machine_too(tmp_path: Path) -> None:
    head, *rows = SAMPLE.read_text("utf-8").splitlines(keepends=True)
    paths = [tmp_path / "one.csv", tmp_path / "two.csv"]
    paths[0].write_text(head + "".join(rows[:5]), "utf-8")
    paths[1].write_text(head + "".join(rows[3:][::-1]), "utf-8")
    said = run("run.py", *paths, tmp_path / "out", "--partitions", 3, "--block", 2)
    assert on_spark(tmp_path / "out") == on_one_machine(*paths)
    assert "rows: 14 read, 7 used, 7 skipped" in said


@pytest.fixture(scope="module")
def loaded(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    """The store of one machine; beside it what follows from the N-Quads of Spark is written, at the same time."""
    folder = tmp_path_factory.mktemp("stores")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    script = [PYTHON, str(HERE / "load.py"), str(out), str(folder / "spark.db")]
    with (
        subprocess.Popen(script, env=environment) as other,
        conflictkg.open(folder / "one.db") as kg,
    ):
        kg.load(FILE)
        assert other.wait() == 0
        with conflictkg.open(folder / "spark.db") as spark:
            assert lines(kg) == lines(spark)
        yield kg


def lines(kg: KnowledgeGraph) -> str:
    """The hash of all a store holds, whatever the order."""
    text = kg.store.engine.dump(format=ox.RdfFormat.N_QUADS) or b""
    return sha256(b"\n".join(sorted(text.splitlines()))).hexdigest()


@pytest.fixture(scope="module")
def answers(loaded: KnowledgeGraph) -> Iterator[list[Future[Answer]]]:
    """What the store of one machine answers to each call, while servers load and answer."""
    with ThreadPoolExecutor(1) as pool:
        yield [pool.submit(loaded.query, name, **parameters) for name, parameters in CALLS]


@pytest.mark.parametrize("server", ["oxigraph", "virtuoso"])
def test_bulk_loaded_it_answers_as_on_one_machine(
    server: str, answers: list[Future[Answer]], out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed, served = {"oxigraph": (oxigraph, oxigraph_served), "virtuoso": (virtuoso, virtuoso_served)}[server]
    if not installed():
        pytest.skip(f"{server} is not here")
    monkeypatch.setenv(USER, "dba")
    monkeypatch.setenv(PASSWORD, "dba")
    monkeypatch.setattr("conflictkg.store.wire._TIMEOUT", PATIENCE)
    with served(tmp_path, sorted(out.glob("*.nq.gz"))) as address, conflictkg.open(address) as kg:
        for (name, parameters), answer in zip(CALLS, answers, strict=True):
            begun = time.monotonic()
            found = kg.query(name, **parameters)
            print(f"{name} {parameters}: {len(found)} rows in {time.monotonic() - begun:.1f} s")
            wanted = answer.result()
            assert found.columns == wanted.columns
            assert Counter(map(tuple, found.rows)) == Counter(map(tuple, wanted.rows)), name
    assert {name for (name, _), answer in zip(CALLS, answers, strict=True) if answer.result().rows} >= ROWS
