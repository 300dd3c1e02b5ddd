"""The command line: thin commands that open, call one method of the library, and write.

Exit codes: 0 fine, 1 findings, 2 wrong input, 3 not available here. stdout carries the answer only.
"""

from __future__ import annotations

import sys

from conflictkg.cli.group import cli

__all__ = ["cli", "main"]


def main() -> None:
    """Run the command line; faults become one message on stderr and an exit code, never a traceback."""
    from conflictkg.cli import interrupt

    interrupt.watch()
    try:
        _run()
    except KeyboardInterrupt:
        interrupt.end()


def _run() -> None:
    import click

    from conflictkg.errors import ConflictKGError
    from conflictkg.terminal import message

    try:
        _readable(sys.argv[1:])
        sys.exit(cli.main(standalone_mode=False))
    except ConflictKGError as error:
        click.echo(f"Error: {message(str(error))}", err=True)
        sys.exit(error.exit_code)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        click.UsageError(message(error.format_message()), getattr(error, "ctx", None)).show()
        sys.exit(error.exit_code)
    except click.Abort:
        raise KeyboardInterrupt from None
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"Error: {where}{error.strerror or error}.", err=True)
        sys.exit(2)
    except RuntimeError as error:
        from conflictkg.store.directory import is_damage

        if not is_damage(error):
            raise
        click.echo("Error: the store is damaged. Load the data again into a new store.", err=True)
        sys.exit(2)


def _readable(words: list[str]) -> None:
    """Refuse a word of the command line that is no text: no name, id or query could be made of it."""
    from conflictkg.errors import ConflictKGError

    for word in words:
        if not word.isascii() and any("\ud800" <= c <= "\udfff" for c in word):
            shown = word.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            raise ConflictKGError(f'"{shown}" is not UTF-8. Type it in UTF-8; rename a file of such a name.')
