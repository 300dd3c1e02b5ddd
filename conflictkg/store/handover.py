"""How a change of a store on a server comes into force.

One graph of the server, :data:`STATE`, says which version the store has, and while a change comes into force what is to
become of which graph:

    <urn:conflictkg:store>  <urn:conflictkg:version>  "MARK"
    <graph>                 <urn:conflictkg:becomes>  <urn:conflictkg:draft:MARK:0>     or <urn:conflictkg:nothing>

A writer puts drafts beside the store, and then changes the version by one statement that does nothing unless it finds
the version the writer began with. So of several writers one wins, and from that moment on the change holds: who reads
takes the drafts for the graphs that they become, until the server has moved them. A writer that dies before leaves
drafts, which the next one sweeps; one that dies after leaves a plan, which the next one carries out.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from conflictkg.namespaces import BASE

STATE = "urn:conflictkg:state"
DRAFT = "urn:conflictkg:draft:"
QUERY = f"SELECT ?s ?p ?o WHERE {{ GRAPH <{STATE}> {{ ?s ?p ?o }} }}"
"""The query that asks for the state."""

_STORE, _VERSION, _BECOMES = (f"urn:conflictkg:{name}" for name in ("store", "version", "becomes"))
_NOTHING, _FIRST = "urn:conflictkg:nothing", "0"
_TIME = "%Y%m%dT%H%M%S"
SOON, LATE = timedelta(minutes=10), timedelta(hours=6)
"""After these a plan, or a draft, of another machine is one that nobody is at any more. To move drafts takes seconds;
each request of a writer ends within two minutes."""


class State(NamedTuple):
    """The version of a store, which is the mark of the change that made it, and what is still to become of it."""

    version: str = ""
    """Empty where nothing was ever changed."""
    plan: tuple[tuple[str, str], ...] = ()
    """(graph, the draft that it becomes; empty where it goes), sorted."""


def state(rows: Iterable[Any]) -> State:
    """The state that the rows of :data:`QUERY` tell."""
    version, plan = "", []
    for row in rows:
        subject, predicate, value = (row[name].value for name in "spo")
        if predicate == _VERSION:
            version = max(version, value)
        elif predicate == _BECOMES:
            plan.append((subject, "" if value == _NOTHING else value))
    return State(version, tuple(sorted(plan)))


def sources(told: State, there: Iterable[str]) -> dict[str, str]:
    """Graph of the store -> the graph of the server that has what it says now; ``there`` are those of the server.

    >>> sources(State("mark", ((BASE + "a", DRAFT + "mark:0"),)), [BASE + "a", DRAFT + "mark:0", "urn:x"])
    {'https://w3id.org/conflictkg/id/a': 'urn:conflictkg:draft:mark:0'}
    """
    known = set(there)
    found = {graph: graph for graph in known if graph.startswith(BASE)}
    for graph, draft in told.plan:
        if not draft:
            found.pop(graph, None)
        elif draft in known:
            found[graph] = draft
    return found


# -- marks


def mark() -> str:
    """The name of a change: when, by which process of which machine, and something to tell it from others."""
    return f"{datetime.now(UTC).strftime(_TIME)}-{_machine()}-{os.getpid()}-{os.urandom(4).hex()}"


def is_left(name: str, after: timedelta) -> bool:
    """Whether nobody is at a change any more: its process is gone, or, on another machine, it is older than this."""
    try:
        began, machine, process, _ = name.split("-")
        if machine == _machine():
            return name not in _AT_WORK if int(process) == os.getpid() else not _lives(int(process))
        return datetime.now(UTC) - datetime.strptime(began, _TIME).replace(tzinfo=UTC) > after
    except ValueError:
        return True


def left(graphs: Iterable[str], told: State) -> list[str]:
    """The drafts of changes that nobody is at any more, but for those of the plan."""
    planned = {draft for _, draft in told.plan}
    drafts = (graph for graph in graphs if graph.startswith(DRAFT) and graph not in planned)
    return sorted(graph for graph in drafts if is_left(graph.removeprefix(DRAFT).split(":")[0], LATE))


_AT_WORK: set[str] = set()


@contextmanager
def at_work(name: str) -> Iterator[None]:
    """While this lasts a change is one that this process is at."""
    _AT_WORK.add(name)
    try:
        yield
    finally:
        _AT_WORK.discard(name)


@lru_cache(maxsize=1)
def _machine() -> str:
    """What tells machines, and containers on one of them, apart; says nothing of them to others."""
    import platform
    from hashlib import sha256

    told = [platform.node()]
    with suppress(OSError):
        told += [Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii"), os.readlink("/proc/self/ns/pid")]
    return sha256(" ".join(told).encode()).hexdigest()[:12]


def _lives(process: int) -> bool:
    if sys.platform == "win32":
        return True  # to ask there would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


# -- statements


def begin() -> list[str]:
    """The statement that gives a store its first version."""
    return [f'INSERT DATA {{ GRAPH <{STATE}> {{ <{_STORE}> <{_VERSION}> "{_FIRST}" }} }}']


def take(before: State, name: str, plan: Mapping[str, str]) -> list[str]:
    """The statement that makes a plan hold if the version is still that of before; ``plan`` is as in :class:`State`."""
    rows = "".join(f" . <{graph}> <{_BECOMES}> <{draft or _NOTHING}>" for graph, draft in sorted(plan.items()))
    there = f"GRAPH <{STATE}> {{ <{_STORE}> <{_VERSION}>"
    change = f'DELETE {{ {there} ?v }} }} INSERT {{ {there} "{name}"{rows} }} }}'
    return [f'{change} WHERE {{ {there} "{before.version}" . <{_STORE}> <{_VERSION}> ?v }} }}']


def carry_out(told: State, there: Iterable[str]) -> list[str]:
    """The statements that carry out what is left of a plan; the last one ends it."""
    known = set(there)
    gone = [f"DROP SILENT GRAPH <{graph}>" for graph, draft in told.plan if not draft]
    moved = [f"MOVE GRAPH <{draft}> TO GRAPH <{graph}>" for graph, draft in told.plan if draft in known]
    return [*gone, *moved, f"DELETE WHERE {{ GRAPH <{STATE}> {{ ?graph <{_BECOMES}> ?draft }} }}"]


def drop(graphs: Iterable[str]) -> list[str]:
    """The statements that take graphs away."""
    return [f"DROP SILENT GRAPH <{graph}>" for graph in graphs]
