"""The command line: thin commands that open, call one method of the library, and write.

Exit codes: 0 fine, 1 findings, 2 wrong input, 3 not available here. stdout carries the answer only.
"""

from __future__ import annotations

import sys

from conflictkg.cli.group import cli

__all__ = ["cli", "main"]


def main() -> None:
    """Run the command line; faults become one message on stderr and an exit code, never a traceback."""
    import click

    from conflictkg.errors import ConflictKGError

    try:
        sys.exit(cli.main(standalone_mode=False))
    except ConflictKGError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted: nothing was changed.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"Error: {where}{error.strerror or error}.", err=True)
        sys.exit(2)
