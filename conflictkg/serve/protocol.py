"""The SPARQL 1.1 Protocol at ``/sparql`` and the Graph Store Protocol at ``/data``."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from conflictkg.serve import request as sent
from conflictkg.serve.limits import Limits
from conflictkg.serve.negotiate import choose
from conflictkg.serve.pool import Pool
from conflictkg.serve.request import FORM, Refused
from conflictkg.serve.wire import Frame

_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"
_GRAPHS = {"query": ("default-graph-uri", "named-graph-uri"), "update": ("using-graph-uri", "using-named-graph-uri")}
_DESCRIBED = {"text/turtle": "rdf", "application/n-triples": "rdf", "application/ld+json": "rdf"}
_DESCRIBED |= {"application/rdf+xml": "rdf", "text/plain": "rdf", "text/html": "html"}
READ = {"access-control-allow-origin": "*"}
"""CORS for what only reads: any page may ask, without credentials."""
SENT = {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "text/plain"}
"""Media types of graphs that can be written."""


def response(frame: Frame, **headers: str) -> Response:
    """What a worker answers, as HTTP."""
    told = {"content-type": frame.head["type"]} | READ | frame.head.get("headers", {}) | headers
    if "retry" in frame.head:
        told["retry-after"] = str(frame.head["retry"])
    return Response(frame.body, frame.head["status"], told)


class Protocol:
    """Both endpoints over a pool of workers; ``token`` is empty where nothing may be written."""

    def __init__(self, pool: Pool, limits: Limits, token: str) -> None:
        self._pool, self._limits, self._token = pool, limits, token

    async def sparql(self, request: Request) -> Response:
        """A query, an update, or the service description."""
        asked = sent.fields(request.url.query)
        if request.method == "OPTIONS":
            return preflight("GET, HEAD, POST, OPTIONS")
        if request.method != "POST":
            if sent.values(asked, "update"):
                raise Refused(400, "An update is sent by POST.")
            if not asked:
                return await self._describe(request)
            return await self._query(request, asked, self._one(asked, "query"))
        type = sent.media_type(request)
        if type == _UPDATE:
            return await self._update(request, asked, None)
        if type not in (FORM, _QUERY):
            raise Refused(415, f"Send a query or update as {FORM}, {_QUERY} or {_UPDATE}.")
        most = self._limits.written if self._is_writer(request) else self._limits.body
        body = sent.text(await sent.body(request, self._limits, most))
        if type == _QUERY:
            return await self._query(request, asked, body)
        asked += sent.fields(body)
        if sent.values(asked, "update"):
            return await self._update(request, asked, self._one(asked, "update"))
        return await self._query(request, asked, self._one(asked, "query"))

    def _one(self, asked: list[tuple[str, str]], name: str) -> str:
        found = sent.values(asked, "query") + sent.values(asked, "update")
        if len(found) != 1 or not sent.values(asked, name):
            raise Refused(400, f"Send one {name}, not {len(found) or 'none'}.")
        return found[0]

    def _graphs(self, asked: list[tuple[str, str]], what: str) -> dict[str, list[str]]:
        default, named = (sent.values(asked, name) for name in _GRAPHS[what])
        return {"default": default, "named": named} if default or named else {}

    async def _query(self, request: Request, asked: list[tuple[str, str]], text: str) -> Response:
        head = {"op": "query", "accept": _accept(request), "base": _endpoint(request)} | self._graphs(asked, "query")
        return response(await self._pool.ask(Frame(head, text.encode())), vary="Accept")

    async def _describe(self, request: Request) -> Response:
        if choose(_accept(request), _DESCRIBED) == "html":
            return RedirectResponse("/editor", 303)
        head = {"op": "description", "accept": _accept(request), "endpoint": _endpoint(request)}
        frame = await self._pool.ask(Frame(head | {"writable": bool(self._token)}))
        return response(frame, vary="Accept")

    # -- changes

    def _is_writer(self, request: Request) -> bool:
        try:
            sent.authorised(request, self._token)
        except Refused:
            return False
        return True

    async def _update(self, request: Request, asked: list[tuple[str, str]], text: str | None) -> Response:
        sent.authorised(request, self._token)
        if text is None:
            text = sent.text(await sent.body(request, self._limits, self._limits.written))
        head: dict[str, object] = {"op": "update", "base": _endpoint(request), **self._graphs(asked, "update")}
        return await self._change(head, text.encode())

    async def _change(self, head: dict[str, object], body: bytes) -> Response:
        frame = await self._pool.change(Frame(head, body))
        headers = {"retry-after": str(frame.head["retry"])} if "retry" in frame.head else {}
        return Response(frame.body, frame.head["status"], headers, frame.head["type"])

    # -- graphs

    async def data(self, request: Request) -> Response:
        """A graph, read or written: ``?graph=IRI``, ``?default``, or nothing for all graphs together."""
        if request.method == "OPTIONS":
            return preflight("GET, HEAD, OPTIONS")
        asked = sent.fields(request.url.query)
        graphs = sent.values(asked, "graph")
        if len(graphs) > 1 or (graphs and sent.values(asked, "default")) or graphs == [""]:
            raise Refused(400, "Name one graph by ?graph=IRI, or ask for ?default.")
        head: dict[str, object] = {"graph": graphs[0] if graphs else ""}
        if request.method in ("GET", "HEAD"):
            frame = await self._pool.ask(Frame(head | {"op": "graph", "accept": _accept(request)}))
            return response(frame, vary="Accept")
        sent.authorised(request, self._token)
        if not asked:
            raise Refused(400, "Name the graph to change by ?graph=IRI, or say ?default.")
        type = sent.media_type(request)
        if request.method != "DELETE" and type not in SENT:
            raise Refused(415, f"Send a graph as one of {', '.join(sorted(SENT))}.")
        body = await sent.body(request, self._limits, self._limits.written)
        return await self._change(head | {"op": request.method, "type": type, "base": _endpoint(request)}, body)


def preflight(methods: str) -> Response:
    """The answer to a browser that asks whether a page of elsewhere may ask: it may read."""
    told = {"access-control-allow-methods": methods, "access-control-allow-headers": "accept, content-type"}
    return Response(status_code=204, headers=READ | told | {"access-control-max-age": "86400", "allow": methods})


def _accept(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept"))


def _endpoint(request: Request) -> str:
    return f"{request.url.scheme}://{request.headers['host']}{request.url.path}"
