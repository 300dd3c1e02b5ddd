"""The command that serves a store over HTTP."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from conflictkg.cli.common import DEFAULT, say
from conflictkg.errors import ConflictKGError, UnavailableError


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--writable", is_flag=True, help="Take changes from who has the token.")
@click.option("--token-file", type=click.Path(path_type=Path), metavar="F", help="The file that holds the token.")
@click.option("--allow-host", multiple=True, metavar="NAME", help="Another name by which the server is called.")
@click.option("--deadline", default=10.0, show_default=True, type=click.FloatRange(0.1, 3600), metavar="SECONDS")
@click.option(
    "--workers", type=click.IntRange(1, 256), metavar="N", help="Processes that answer.  [default: two a processor]"
)
@click.pass_obj
def serve(
    store: str,
    host: str,
    port: int,
    writable: bool,
    token_file: Path | None,
    allow_host: tuple[str, ...],
    deadline: float,
    workers: int | None,
) -> None:
    """A SPARQL 1.1 endpoint at /sparql, and an explorer for people, until Ctrl-C.

    Persons whom only one origin names and datasets that may not be handed on are not served. What takes longer than
    the deadline is stopped. Without --writable nothing can be changed.
    """
    if sys.platform == "win32":
        raise UnavailableError("serve forks its workers, which Windows cannot do. Use it in WSL.")
    try:
        from conflictkg.serve.run import serve as run
        from conflictkg.serve.run import token_in
    except ImportError:
        raise UnavailableError("serve needs more: pip install 'conflictkg[serve]'.") from None
    import os

    from conflictkg.serve.limits import Limits

    place = store or (DEFAULT if Path(DEFAULT).exists() else "")
    if place.startswith(("http://", "https://")):
        raise UnavailableError(f"{place}: serve takes a store in a directory. This one is served there already.")
    if writable != bool(token_file):
        raise ConflictKGError("--writable and --token-file go together: changes are taken from who has the token.")
    if writable and (not place or place == ":memory:"):
        raise ConflictKGError("--writable needs a store in a directory: conflictkg --store DIR serve --writable …")
    limits = Limits(deadline=deadline, workers=workers or max(4, 2 * (os.cpu_count() or 1)))
    run(place, host, port, limits, token_in(token_file) if token_file else "", allow_host, say)


COMMANDS = {"serve": serve}
