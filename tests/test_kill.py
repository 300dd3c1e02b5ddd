"""Nothing is lost: changes killed at any moment, two writers at once, and Ctrl-C, all with real processes.

CONFLICTKG_KILLS says at how many moments a load is killed; they are spread over the time that a whole one takes. Where
it is set the loads are larger, and the store's code is stopped at each of its lines, not at each fifth.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import forked
import pyoxigraph as ox
import pytest
from commands import CONFLICTKG
from patience import slower

import conflictkg
from benchmarks import generate, loading
from conflictkg.rdf import quads

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")

THOROUGH = "CONFLICTKG_KILLS" in os.environ
KILLS = int(os.environ.get("CONFLICTKG_KILLS", "5"))
SIZE = 40_000 if THOROUGH else 12_000  # triples: a load takes one to two seconds, or half of one
NEVER_DONE = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f FILTER(STRLEN(CONCAT(STR(?a), STR(?d))) > 9) }"
SOON = 1.0  # seconds that Ctrl-C may take on an idle machine


def written(path: Path, seed: int, size: int = SIZE, name: str = "made-up") -> Path:
    path.write_text("".join(quads(generate.rows(size, seed), name)), encoding="utf-8")
    return path


def start(*words: str | Path) -> subprocess.Popen[bytes]:
    """The command in a process group of its own, which heeds Ctrl-C even where the tests' own process does not."""
    return subprocess.Popen(
        [CONFLICTKG, *map(str, words)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def run(*words: str | Path, seconds: float = 120) -> tuple[int, str, str]:
    """The whole command: exit code, stdout, stderr."""
    code, out, err = forked.run([CONFLICTKG, *map(str, words)], Path.cwd(), os.environ, b"", seconds)
    return code, out.decode(), err.decode()


def digest(place: Path) -> str:
    """Of every quad of every graph."""
    with conflictkg.open(place) as kg:
        return hashlib.sha256("\n".join(sorted(str(quad) for quad in kg.store.engine)).encode()).hexdigest()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)


class World:
    """A store with one state of a dataset, the file of the next, and what the states look like."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.old, self.new = written(folder / "old.nq", 1), written(folder / "new.nq", 2)
        self.small = written(folder / "small.nq", 3, 1, "small")
        self.store = folder / "old.db"
        assert run("--store", self.store, "load", self.old)[0] == 0
        self.before = digest(self.store)
        self.seconds: dict[str, float] = {}
        self.after = {name: self._whole(name) for name in ("load", "unload", "create")}

    def words(self, name: str) -> list[str | Path]:
        return {"load": ["load", self.new], "unload": ["unload", "made-up"], "create": ["load", self.old]}[name]

    def _whole(self, name: str) -> str:
        place = self.place(name)
        begin = time.monotonic()
        assert run("--store", place, *self.words(name))[0] == 0
        self.seconds[name] = time.monotonic() - begin
        return digest(place)

    def place(self, name: str) -> Path:
        """A fresh copy of the store; for "create" a place where nothing is."""
        place = self.folder / "copy.db"
        shutil.rmtree(place, ignore_errors=True)
        return place if name == "create" else Path(shutil.copytree(self.store, place))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("kill"))


def generations(place: Path) -> list[str]:
    return sorted(each.name for each in (place / "generations").iterdir())


# -- SIGKILL

MOMENTS = [
    *(("load", n, KILLS) for n in range(KILLS)),
    *((name, n, -(-KILLS // 2)) for name in ("unload", "create") for n in range(-(-KILLS // 2))),
]


@pytest.mark.parametrize(("name", "moment", "moments"), MOMENTS)
def test_killed_at_any_moment(name: str, moment: int, moments: int, world: World) -> None:
    place = world.place(name)
    share = (moment + random.Random(f"{name} {moment}").random()) / moments
    process = start("--store", place, *world.words(name))
    time.sleep(share * world.seconds[name])
    process.kill()
    process.communicate()
    if name == "create":
        if place.exists():
            assert digest(place) in (digest(world.folder / "none.db"), world.after[name])
    else:
        assert digest(place) in (world.before, world.after[name])
        assert run("--store", place, "info")[0] == 0
    again = ["load", world.small] if name == "unload" else world.words(name)
    code, _, told = run("--store", place, *again)
    assert code == 0, told
    if name != "unload":
        assert digest(place) == world.after[name]
    assert len(generations(place)) <= 2


STEPS = """
import os, signal, sys
from conflictkg.store import directory
import filelock

place, end, stride = sys.argv[1], sys.argv[2], int(sys.argv[3])
GRAPH = "https://w3id.org/conflictkg/id/dataset/x"


def change(number):
    with directory.DirectoryStore(place, create=True).writing() as draft:
        draft.replace(GRAPH, [f"<http://e/{n}> <http://e/p> <http://e/{number}> <{GRAPH}> .\\n" for n in range(9)])


def state():
    try:
        engine = directory.DirectoryStore(place).engine
    except directory.StoreError as error:
        return "none" if "there is no store here" in str(error) else str(error)
    return f"{len(engine)} of {sorted({quad.object.value for quad in engine})}"


def apart(work):
    # In a child, so that each change begins with no engine open.
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(write, str(work()).encode())
        except BaseException as error:
            os.write(write, repr(error).encode())
        os._exit(0)
    os.close(write)
    told = b"".join(iter(lambda: os.read(read, 9999), b"")).decode()
    os.close(read)
    os.waitpid(child, 0)
    return told


def stopped(number, step):
    left = step

    def trace(frame, event, _):
        nonlocal left
        if frame.f_code.co_filename != directory.__file__:
            return None
        left -= event == "line"
        if left == 0:
            left = -1
            if end == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise KeyboardInterrupt
        return trace

    sys.settrace(trace)
    change(number)
    return "whole"


number, step, last = 1, 0, "none"
while True:
    step += stride
    told = apart(lambda: stopped(number, step))
    now = apart(state)
    new = f"9 of ['http://e/{number}']"
    assert now in (last, new) or (last, now) == ("none", "0 of []"), (number, step, told, last, now)
    if told == "whole":
        print(number, step)
        if number == 2:
            break
        number, step, last = number + 1, 0, now
    elif now == new or number == 1:
        # Back to how it was: for the first change nothing but what was left lying, for others the state before.
        if number == 1 and now == new:
            import shutil
            shutil.rmtree(place)
        elif number > 1:
            assert apart(lambda: change(number - 1)) == "None"
            assert apart(state) == last
"""


@pytest.mark.parametrize("end", ["kill", "interrupt"])
def test_stopped_at_every_line(end: str, tmp_path: Path) -> None:
    """Of the store's own code, from making the directory on; each next change works on what the last one left."""
    words = [sys.executable, "-c", STEPS, str(tmp_path / "demo.db"), end, "1" if THOROUGH else "5"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    steps = [int(line.split()[1]) for line in done.stdout.splitlines()]
    assert len(steps) == 2
    assert min(steps) > 30


# -- a load of a million triples

LARGE = int(os.environ.get("CONFLICTKG_KILLED_LOAD", "1000000"))  # triples


@pytest.mark.skipif(not THOROUGH, reason="takes half an hour or more: CONFLICTKG_KILLS=50, as make check-all sets it")
def test_a_large_load_killed_at_many_moments(tmp_path: Path) -> None:
    """A dataset that is there already is loaded anew, larger; after each kill the store says the old or the new."""
    old, new = (loading.table(tmp_path / f"ged{n}.csv", n, seed=n) for n in (100, LARGE // 124))
    first, place = tmp_path / "first.db", tmp_path / "large.db"
    assert run("--store", first, "load", old, "--name", "war")[0] == 0
    shutil.copytree(first, place)
    begin = time.monotonic()
    assert run("--store", place, "load", new, "--name", "war", seconds=1800)[0] == 0
    whole = time.monotonic() - begin
    before, after = total(first), total(place)
    assert after[0] > 0.9 * LARGE
    ends = []
    for moment in range(KILLS):
        if moment == 0 or ends[-1] == after:
            shutil.rmtree(place)
            shutil.copytree(first, place)
        begin = time.monotonic()
        process = start("--store", place, "load", new, "--name", "war")
        try:
            process.wait((moment + random.Random(moment).random()) / KILLS * whole)
            whole = min(whole, time.monotonic() - begin)  # the machine is faster than when the load was timed
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        ends.append(total(place))
        assert ends[-1] in (before, after), (moment, ends[-1], before, after)
    assert ends.count(before) > KILLS / 2  # fewer than all: the last may come too late
    assert run("--store", place, "load", new, "--name", "war", seconds=1800)[0] == 0
    assert total(place) == after
    assert len(list((place / "generations").iterdir())) <= 2


def total(place: Path) -> tuple[int, int]:
    """How many quads, and the sum of their hashes: the same for the same quads in any order."""
    count = told = 0
    with conflictkg.open(place) as kg:
        for line in (kg.store.engine.dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines():
            count += 1
            told += zlib.crc32(line)
    return count, told


# -- two processes


def test_one_writes_and_others_read(world: World) -> None:
    place = world.place("load")
    writer = start("--store", place, "load", world.new)
    until(lambda: (place / "generations" / "2").exists())
    writer.send_signal(signal.SIGSTOP)
    code, out, told = run("--store", place, "load", world.small)
    assert (code, out) == (2, "")
    assert told == f"Error: {place}: another process is writing to this store. Try again when it is done.\n"
    assert digest(place) == world.before
    code, out, told = run("--store", place, "info")
    assert (code, told) == (0, "")
    assert "made-up" in out
    assert writer.poll() is None
    writer.send_signal(signal.SIGCONT)
    assert writer.wait(60) == 0
    writer.communicate()
    assert digest(place) == world.after["load"]
    assert run("--store", place, "load", world.small)[0] == 0


# -- Ctrl-C


def at_work(process: subprocess.Popen[bytes]) -> None:
    """Wait until the command heeds Ctrl-C: it has a second thread for that. Before, Python itself is being started."""
    status = Path(f"/proc/{process.pid}/status")
    if status.exists():
        until(lambda: "\nThreads:\t1\n" not in status.read_text(encoding="ascii"))
    else:
        time.sleep(1)


def interrupted(process: subprocess.Popen[bytes]) -> tuple[str, str]:
    """Ctrl-C as a terminal sends it, to the whole group; what the process said."""
    assert process.poll() is None, "it was over too soon"
    begin = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert time.monotonic() - begin < SOON * slower()
    assert process.returncode in (-signal.SIGINT, 130)
    assert b"Traceback" not in err
    return out.decode(), err.decode()


@pytest.mark.parametrize("more", [(), ("-o", "answer.csv")])
def test_a_long_query(more: tuple[str, ...], world: World, tmp_path: Path) -> None:
    target = [str(tmp_path / word) if word.startswith("answer") else word for word in more]
    process = start("--store", world.store, "query", NEVER_DONE, *target)
    at_work(process)
    time.sleep(1)
    out, told = interrupted(process)
    assert out == ""
    assert told.strip() == "Interrupted: nothing was changed."
    assert list(tmp_path.iterdir()) == []
    assert digest(world.store) == world.before


@pytest.mark.parametrize("share", [0, 0.25])
def test_a_long_load(share: float, world: World) -> None:
    """From the moment on which the load has begun to write."""
    wait = share * world.seconds["load"]
    while True:  # sooner where the load was done already, since the machine is faster than when it was timed
        place = world.place("load")
        process = start("--store", place, "load", world.new)
        until((place / "generations" / "2").exists)
        time.sleep(wait)
        if process.poll() is None:
            break
        process.communicate()
        wait /= 2
        assert wait > 0.01, "the load is too short to be interrupted"
    _, told = interrupted(process)
    changed = digest(place) == world.after["load"]
    if not changed:
        assert digest(place) == world.before
        assert told.strip() == "Interrupted: nothing was changed."
    assert run("--store", place, "load", world.new)[0] == 0
    assert digest(place) == world.after["load"]


def test_waiting_for_a_question() -> None:
    process = subprocess.Popen(
        [CONFLICTKG, "query", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    at_work(process)
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(SOON * slower()) in (-signal.SIGINT, 130)
    told = process.communicate()[1].decode()
    assert told.strip() == "Interrupted: nothing was changed."


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from conflictkg.cli import common

    def breaking(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(common.os, "replace", breaking)
    with pytest.raises(KeyboardInterrupt):
        common.deliver("answer", str(tmp_path / "answer.txt"))
    assert list(tmp_path.iterdir()) == []
