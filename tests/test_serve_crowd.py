"""Many clients at once, hostile ones among them: no wrong answer, no 5xx but a told limit, memory flat.

Forty clients for a second; ``make check-all`` sets CONFLICTKG_CROWD=1000,60 for a thousand and a minute.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from pathlib import Path

import httpx
from serving import Server, served

import conflictkg

CLIENTS, SECONDS = (int(text) for text in os.environ.get("CONFLICTKG_CROWD", "40,1").split(","))
NUSRA = "/id/ckg/actor/jabhat-al-nusra"
HOP = "SELECT ?m { ?m ckg:memberOf <https://w3id.org/conflictkg/id/ckg/actor/jaysh-al-fatah> } ORDER BY ?m"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ASKED = [
    ("/sparql", {"query": HOP}, "application/sparql-results+json"),
    ("/sparql", {"query": HOP}, "text/csv"),
    (NUSRA, {}, "text/html"),
    (NUSRA, {}, "text/turtle"),
    ("/find", {"q": "nobody of this name"}, "text/html"),
    ("/questions/rivals", {"actor": "Isis"}, "text/csv"),
    ("/why", {"subject": "Isis", "relation": "rivalOf", "object": "Jabhat al-Nusra"}, "application/json"),
    ("/sparql", {"query": "SELECT ?x { "}, "text/csv"),
    ("/nothing", {}, "text/html"),
    ("/sparql", {"query": "{" * 5000}, "text/csv"),
    ("/health", {}, ""),
]
"""Path, fields and Accept header; the answers are those to the first client alone."""


async def _crowd(server: Server, expected: list[tuple[int, bytes]]) -> Counter[str]:
    """What came of all requests: right, limit (503 that says why), or what was wrong."""
    found: Counter[str] = Counter()
    end = time.monotonic() + SECONDS
    limits = httpx.Limits(max_connections=CLIENTS)

    async with httpx.AsyncClient(base_url=server.address, limits=limits, timeout=60) as client:

        async def ask(path: str, fields: dict[str, str], accept: str) -> httpx.Response:
            """An answer; once more where a connection that was idle for long is closed just then (RFC 9112, 9.3.1)."""
            try:
                return await client.get(path, params=fields, headers={"accept": accept})
            except httpx.RemoteProtocolError:
                return await client.get(path, params=fields, headers={"accept": accept})

        async def one(number: int) -> None:
            turn = number
            while time.monotonic() < end:
                turn += 1
                if number % 50 == 0:
                    told = await ask("/sparql", {"query": SLOW}, "")
                    found["limit" if told.status_code == 503 and told.headers["retry-after"] else told.text] += 1
                    continue
                path, fields, accept = ASKED[turn % len(ASKED)]
                told = await ask(path, fields, accept)
                if (told.status_code, told.content) == expected[turn % len(ASKED)]:
                    found["right"] += 1
                elif told.status_code == 503 and "Try again later" in told.text:
                    found["limit"] += 1
                elif path == "/health":
                    found["right" if told.status_code in (200, 503) else told.text] += 1
                else:
                    found[f"{told.status_code} {path}: {told.text[:200]}"] += 1

        await asyncio.gather(*(one(number) for number in range(CLIENTS)))
    return found


def test_a_crowd_gets_right_answers_or_told_limits(tmp_path: Path) -> None:
    with conflictkg.open(tmp_path / "db") as kg:
        kg.load("idlib-2015")
    with served(tmp_path, "--deadline", "2", store="db") as server:
        answers = [server.client.get(server.address + p, params=f, headers={"accept": a}) for p, f, a in ASKED]
        expected = [(told.status_code, told.content) for told in answers]
        assert [status for status, _ in expected] == [200] * 7 + [400, 404, 400, 200]
        before = server.memory()
        found = asyncio.run(_crowd(server, expected))
        assert set(found) <= {"right", "limit"}, found
        assert found["right"] > CLIENTS / 2
        assert server.memory() - before < 100_000_000
        assert len(server.rows(HOP)) == 7
        assert "fault:" not in server.said
