"""Changes of stores on servers, killed at any moment: all or nothing is seen, and the next writer tidies up.

CONFLICTKG_KILLS says at how many moments of its time a whole load is killed. Where it is set, a change is killed before
each of its requests, not before each third, and all is done on Virtuoso too.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from servers import oxigraph, oxigraph_served, virtuoso, virtuoso_served
from test_kill import run, start

import conflictkg
from conflictkg.store import open_store
from conflictkg.store.handover import DRAFT, LATE, SOON, State, is_left, left, mark
from conflictkg.store.remote import RemoteStore
from conflictkg.store.server import Server
from conflictkg.store.wire import PASSWORD, USER

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")

THOROUGH = "CONFLICTKG_KILLS" in os.environ
KILLS = int(os.environ.get("CONFLICTKG_KILLS", "2"))
STRIDE = 1 if THOROUGH else 3


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    there, served = {"oxigraph": (oxigraph, oxigraph_served), "virtuoso": (virtuoso, virtuoso_served)}[request.param]
    if not there():
        pytest.skip(f"{request.param} is not here")
    if request.param == "virtuoso" and not THOROUGH:
        pytest.skip("CONFLICTKG_KILLS asks for it")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(USER, "dba")
        patch.setenv(PASSWORD, "dba")
        with served(tmp_path_factory.mktemp(request.param)) as address:
            yield address


STEPS = """
import os, signal, sys
from contextlib import closing
from conflictkg.store import open_store, remote, wire

place, stride = sys.argv[1], int(sys.argv[2])
remote._STEP = 0.1
NAME = "https://w3id.org/conflictkg/id/dataset/"
ALL = "SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } }"


def change(number):
    # Two graphs become others, one goes, one comes.
    with closing(open_store(place)) as store, store.writing() as draft:
        for name in ("a", "b", f"c{number}"):
            graph = NAME + name
            draft.replace(graph, [f"<http://e/{n}> <http://e/p> <http://e/{number}> <{graph}> .\\n" for n in range(9)])
        draft.remove(f"{NAME}c{1 - number}")


def state():
    # By two ways: asked of the server, and of a copy of it.
    with closing(open_store(place)) as store:
        asked = sorted((row["g"].removeprefix(NAME), row["o"]) for row in store.select(ALL))
    with closing(open_store(place)) as store:
        copied = sorted((q.graph_name.value.removeprefix(NAME), q.object.value) for q in store.engine)
    assert asked == copied, (asked, copied)
    return sorted(set(asked)), len(asked)


def apart(work):
    # In a child, so that each begins without a connection, and is another process.
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(write, repr(work()).encode())
        except BaseException as error:
            os.write(write, repr(error).encode())
        os._exit(0)
    os.close(write)
    told = b"".join(iter(lambda: os.read(read, 9999), b"")).decode()
    os.close(read)
    os.waitpid(child, 0)
    return told


def stopped(number, step):
    left, send = step, wire.Wire.send

    def counted(self, *words, **told):
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return send(self, *words, **told)

    wire.Wire.send = counted
    change(number)


def whole(number):
    return repr((sorted([(n, f"http://e/{number}") for n in ("a", "b", f"c{number}")]), 27))


assert apart(lambda: change(0)) == "None"
number, step, seen = 1, 0, []
while True:
    done = apart(lambda: stopped(number, step))
    now = apart(state)
    assert now in (whole(0), whole(1)), (step, done, now)
    seen.append(now == whole(number))
    if done:
        break
    if seen[-1]:
        number = 1 - number
    step += stride
assert done == "None", done
assert True in seen[:-1], "no kill left a plan"
print(step)
"""


def test_killed_between_any_two_requests(address: str) -> None:
    """Each next change, and each look, finds what the last one left: drafts, a plan, graphs that were moved in part."""
    words = [sys.executable, "-c", STEPS, address, str(STRIDE)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 15
    assert left_over(address) == ([], State())


def left_over(address: str) -> tuple[list[str], State]:
    """Drafts that lie on a server, and the plan that stands there."""
    with closing(Server(address)) as server:
        return [graph for graph in server.graphs() if graph.startswith(DRAFT)], server.state()._replace(version="")


def test_a_load_killed_at_any_moment(address: str) -> None:

    def quads(place: str | Path) -> set[str]:
        with conflictkg.open(place) as kg:
            return {str(quad) for quad in kg.store.engine}

    def whole(*names: str) -> set[str]:
        return {str(quad) for quad in conflictkg.example(*names).store.engine}

    with closing(open_store(address)) as store, store.writing() as draft:
        for graph in store.graphs():
            draft.remove(graph)
    begin = time.monotonic()
    assert run("--store", address, "load", "idlib-2015")[0] == 0
    seconds = time.monotonic() - begin
    states = {False: whole("idlib-2015"), True: whole("idlib-2015", "idlib-2015-context")}
    there = False
    for moment in range(KILLS):
        words = ["unload" if there else "load", "idlib-2015-context"]
        process = start("--store", address, *words)
        time.sleep((moment + random.Random(moment).random()) / KILLS * seconds)
        process.kill()
        process.communicate()
        now = quads(address)
        assert now in states.values(), (words, moment)
        there = now == states[True]
    code, _, told = run("--store", address, "unload" if there else "load", "idlib-2015-context")
    assert code == 0, told
    assert quads(address) == states[not there]
    assert left_over(address) == ([], State())


def test_who_is_at_it_is_left_alone(address: str) -> None:
    """Drafts of a process that lives stay, those of one that is gone go; of other machines what is old goes."""
    mine = mark()
    day, machine, process, rest = mine.split("-")
    living, gone = f"{day}-{machine}-1-{rest}", f"{day}-{machine}-{gone_process()}-{rest}"
    elsewhere, old = f"{day}-0123456789ab-{process}-{rest}", f"20200101T000000-0123456789ab-1-{rest}"
    assert [is_left(each, SOON) for each in (living, gone, elsewhere, old, "unheard-of")] == [
        False,
        True,
        False,
        True,
        True,
    ]
    assert not is_left(old.replace("2020", "2999"), LATE)
    planned = State(gone, (("urn:g", f"{DRAFT}{gone}:1"),))
    graphs = [f"{DRAFT}{each}:{n}" for each in (living, gone, elsewhere, old) for n in (0, 1)]
    assert left(graphs, planned) == sorted([f"{DRAFT}{old}:0", f"{DRAFT}{old}:1", f"{DRAFT}{gone}:0"])
    with closing(Server(address)) as server, closing(open_store(address)) as store:
        server.update([f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:s> <urn:p> <urn:o> }} }}" for graph in graphs])
        with store.writing():
            pass
        assert sorted(left_over(address)[0]) == sorted(
            f"{DRAFT}{each}:{n}" for each in (living, elsewhere) for n in (0, 1)
        )
        server.update([f"DROP SILENT GRAPH <{graph}>" for graph in left_over(address)[0]])
    assert isinstance(store, RemoteStore)


def gone_process() -> int:
    """The number of a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid
