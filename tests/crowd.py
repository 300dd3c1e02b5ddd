"""Many clients at once, hostile ones among them, and what came of all they asked.

Forty clients for a second; ``make check-all`` sets CONFLICTKG_CROWD=1000,60 for a thousand and a minute.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter

import httpx
from serving import Server

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


async def ask(server: Server, expected: list[tuple[int, bytes]]) -> Counter[str]:
    """What came of all: right, limit (a 503 that says why), again (a connection was closed), or what was wrong."""
    found: Counter[str] = Counter()
    end = time.monotonic() + SECONDS
    limits = httpx.Limits(max_connections=CLIENTS)

    async with httpx.AsyncClient(base_url=server.address, limits=limits, timeout=60) as client:

        async def answer(path: str, fields: dict[str, str], accept: str) -> httpx.Response:
            """An answer; asked again where an idle connection is closed just then (RFC 9112, 9.3.1)."""
            for _ in range(5):
                try:
                    return await client.get(path, params=fields, headers={"accept": accept})
                except httpx.TransportError:
                    found["again"] += 1
            return await client.get(path, params=fields, headers={"accept": accept})

        async def one(number: int) -> None:
            turn = number
            while time.monotonic() < end:
                turn += 1
                if number % 50 == 0:
                    told = await answer("/sparql", {"query": SLOW}, "")
                    found["limit" if told.status_code == 503 and told.headers["retry-after"] else told.text] += 1
                    continue
                path, fields, accept = ASKED[turn % len(ASKED)]
                told = await answer(path, fields, accept)
                if (told.status_code, told.content) == expected[turn % len(ASKED)]:
                    found["right"] += 1
                elif told.status_code == 503 and told.headers["retry-after"]:
                    found["limit"] += 1
                elif path == "/health":
                    found["right" if told.status_code in (200, 503) else told.text] += 1
                else:
                    found[f"{told.status_code} {path}: {told.text[:200]}"] += 1

        await asyncio.gather(*(one(number) for number in range(CLIENTS)))
    return found


def alone(server: Server) -> list[tuple[int, bytes]]:
    """The answers to each request when nobody else asks."""
    return [_settled(server, *each) for each in ASKED]


def _settled(server: Server, path: str, fields: dict[str, str], accept: str) -> tuple[int, bytes]:
    """An answer; asked again while a worker that does this for the first time takes longer than its deadline."""
    for _ in range(20):
        told = server.client.get(server.address + path, params=fields, headers={"accept": accept})
        if told.status_code != 503:
            break
    return told.status_code, told.content
