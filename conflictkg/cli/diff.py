"""The command that compares: diff."""

from __future__ import annotations

from pathlib import Path

import click

from conflictkg.cli.common import deliver, output, reading


@click.command()
@click.argument("a")
@click.argument("b")
@click.option(
    "--about", multiple=True, metavar="NAME", help="Only what concerns this actor or place; may be given again."
)
@click.option("--policy", default="", metavar="P", help="Of two dates: default, any, corroborated, source=ID, FILE.rq.")
@click.option("-f", "--format", type=click.Choice(["text", "md", "json"]), default="text")
@output
@click.pass_obj
def diff(store: str, a: str, b: str, about: tuple[str, ...], policy: str, format: str, output: str) -> None:
    """What changed from A to B: two dates (a day, month or year each), or two datasets.

    Of dates: who formed, split, merged, joined and left, and which ties began and ended, by what is loaded. Of
    datasets, by name or file (files are read, not loaded): what the one says and the other does not, claim by claim.
    """
    if not about and all(Path(each).exists() for each in (a, b)):
        from conflictkg.graph import KnowledgeGraph
        from conflictkg.store import MemoryStore

        kg = KnowledgeGraph(MemoryStore())  # two files need no store
    else:
        kg = reading(store)
    with kg:
        deliver(kg.diff(a, b, about, policy).serialise(format), output)


COMMANDS = {"diff": diff}
