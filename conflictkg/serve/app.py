"""The application: which address is answered by what."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from conflictkg.serve import request as sent
from conflictkg.serve.assets import asset
from conflictkg.serve.front import Front
from conflictkg.serve.limits import Limits
from conflictkg.serve.pages import Pages
from conflictkg.serve.pool import Pool
from conflictkg.serve.protocol import Protocol, response
from conflictkg.serve.request import Refused
from conflictkg.serve.wire import Frame


def application(pool: Pool, limits: Limits, hosts: Collection[str], token: str = "") -> Front:
    """The server as ASGI; it closes the pool when it stops."""
    protocol, pages = Protocol(pool, limits, token), Pages(pool)

    async def page(request: Request) -> Response:
        fields: dict[str, list[str]] = {}
        for name, value in sent.fields(request.url.query):
            fields.setdefault(name, []).append(value)
        path = request.scope["raw_path"].decode("utf-8", "replace").split("?")[0]
        head = {"op": "page", "path": path, "fields": fields, "accept": ", ".join(request.headers.getlist("accept"))}
        return response(await pages.ask(Frame(head)))

    async def health(_: Request) -> Response:
        told = {"status": "ok" if pool.alive else "starting", "workers": pool.alive}
        return JSONResponse(told, 200 if pool.alive else 503, {"cache-control": "no-store"})

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        pool.close()

    routes = [
        Route("/sparql", protocol.sparql, methods=["GET", "POST", "OPTIONS"]),
        Route("/data", protocol.data, methods=["GET", "PUT", "POST", "DELETE", "OPTIONS"]),
        Route("/health", health),
        Route("/assets/{name}", asset),
        Route("/{path:path}", page),
    ]
    refusals = {Refused: _refused, HTTPException: _failed}
    return Front(Starlette(routes=routes, exception_handlers=refusals, lifespan=lifespan), hosts, limits.sending)


async def _refused(_: Request, why: Exception) -> Response:
    assert isinstance(why, Refused)
    return PlainTextResponse(f"{why.why}\n", why.status, why.headers)


async def _failed(_: Request, why: Exception) -> Response:
    assert isinstance(why, HTTPException)
    return PlainTextResponse(f"{why.detail}.\n", why.status_code, why.headers)
