"""Start the server, say where it is, and stop it cleanly."""

from __future__ import annotations

import asyncio
import resource
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import uvicorn

from conflictkg.errors import ConflictKGError
from conflictkg.serve.app import application
from conflictkg.serve.guard import guarded
from conflictkg.serve.limits import Limits
from conflictkg.serve.pool import Pool

_LOCAL = ("localhost", "127.0.0.1", "[::1]")
_ANY = ("0.0.0.0", "::", "")
_STOPPING = 3
_BACKLOG = 1024
_SHORTEST = 16


class _Server(uvicorn.Server):
    """uvicorn's server, which here ends by itself after a signal, so that all is put away."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for each in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(each, self.handle_exit, each, None)
        yield


def serve(
    place: str, host: str, port: int, limits: Limits, token: str, names: Sequence[str], say: Callable[[str], None]
) -> None:
    """Serve a store until SIGINT or SIGTERM. ``names`` are further names by which it may be called.

    Raises :class:`ConflictKGError` where the address is taken or the store cannot be opened.
    """
    wire = _bound(host, port)
    with wire:
        signal.set_wakeup_fd(-1)  # the loop has its own way to hear of signals
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(_serve(place, host, wire, limits, token, names, say))
    say("Stopped.")


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    with suppress(ImportError):
        import uvloop

        return uvloop.new_event_loop
    return None


async def _serve(
    place: str,
    host: str,
    wire: socket.socket,
    limits: Limits,
    token: str,
    names: Sequence[str],
    say: Callable[[str], None],
) -> None:
    limits = limits._replace(connections=_descriptors(limits.connections))
    pool = Pool(place, limits)
    try:
        await pool.open()
        hosts = {*_LOCAL, *(name.lower() for name in names)} | ({host.lower()} - set(_ANY))
        app = application(pool, limits, hosts, token)
        config = uvicorn.Config(
            app,
            http=guarded(limits),
            ws="none",
            lifespan="on",
            log_level="error",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=limits.connections,
            timeout_keep_alive=int(2 * limits.patience),
            timeout_graceful_shutdown=_STOPPING,
            backlog=_BACKLOG,
        )
        shown = "localhost" if host in _ANY else f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{wire.getsockname()[1]}"
        say(f"Serving {place or 'the built-in dataset idlib-2015'} at {address}/ (SPARQL at {address}/sparql).")
        say("Changes are taken from who has the token. Ctrl-C stops." if token else "Ctrl-C stops.")
        watching = asyncio.create_task(pool.watch())
        await _Server(config).serve(sockets=[wire])
        watching.cancel()
        app.log.write()
    finally:
        pool.close()


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens; raises ConflictKGError where it cannot be had."""
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        wire = socket.socket(family, socket.SOCK_STREAM)
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        wire.bind(address)
        wire.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        told = getattr(error, "strerror", "") or error
        raise ConflictKGError(f"{host}:{port} cannot be used: {told}. Choose another by --port.") from None
    return wire


def _descriptors(connections: int) -> int:
    """As many connections as the system lets us have, with some files to spare."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + 200
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return min(connections, max(10, soft - 200))


def token_in(path: Path) -> str:
    """The token that a file holds; refused when it is short, or when others may read it."""
    try:
        mode, token = path.stat().st_mode, path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise ConflictKGError(
            f"{path}: the token cannot be read: {getattr(error, 'strerror', '') or 'not ASCII'}."
        ) from None
    if mode & 0o077 and sys.platform != "win32":
        raise ConflictKGError(f"{path}: others can read the token. chmod 600 {path}")
    if len(token) < _SHORTEST or not token.isprintable() or " " in token:
        raise ConflictKGError(
            f"{path}: a token is one word of {_SHORTEST} characters or more, such as openssl rand -hex 32."
        )
    return token
