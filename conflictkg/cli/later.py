"""Commands whose names are kept for what is to come: they say so and exit with 3."""

from __future__ import annotations

import click

from conflictkg.errors import UnavailableError

_NAMES = ("diff",)


def _command(name: str) -> click.Command:
    @click.command(name, context_settings={"ignore_unknown_options": True})
    @click.argument("words", nargs=-1, type=click.UNPROCESSED)
    def later(words: tuple[str, ...]) -> None:
        raise UnavailableError(f"conflictkg {name} is still to come; this version does not have it.")

    later.help = "Still to come."
    return later


COMMANDS = {name: _command(name) for name in _NAMES}
