"""The command that prints, documents and checks the ontology."""

from __future__ import annotations

import sys

import click

from conflictkg.cli.common import deliver, output, say


@click.command()
@click.option("-f", "--format", type=click.Choice(["turtle", "html"]), default="turtle", show_default=True)
@click.option("--check", "checking", is_flag=True, help="Check it instead: house style, reasoner, pitfalls.")
@output
def ontology(format: str, checking: bool, output: str) -> None:
    """The ontology as Turtle, or as one offline page: every term with its definition, sources and an example.

    With --check it is not printed: exit code 1 when there are findings. Ontologies of your own are checked by
    `conflictkg check FILE.ttl`.
    """
    from conflictkg.resources import shipped

    path = shipped("ontology", "conflictkg.ttl")
    if checking:
        from conflictkg.checks import check_ontology, unexplained_pitfalls

        findings = check_ontology(path)
        findings += unexplained_pitfalls()
        for reason in findings.skipped:
            say(f"Skipped {reason}.")
        deliver(findings.serialise(), output)
        sys.exit(1 if findings else 0)
    if format == "turtle":
        deliver(path.read_bytes(), output)
        return
    from conflictkg.document.page import page
    from conflictkg.graph import example

    with example("idlib-2015", "idlib-2015-crosswalk") as kg:
        deliver(page(kg.store), output)


COMMANDS = {"ontology": ontology}
