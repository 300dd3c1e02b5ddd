"""Commands that write pictures, files and findings: render, export, check."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from conflictkg.cli.common import dated, deliver, output, pairs, reading, say


@click.command()
@click.argument("picture", type=click.Choice(["network", "lanes"]))
@click.argument("actors", nargs=-1, metavar="[ACTOR]...")
@click.option("--depth", default=1, show_default=True, type=click.IntRange(1, 5), help="Steps from the actors.")
@click.option("--query", "question", default="", metavar="NAME", hidden=True)
@dated
@click.option("--width", default=0, metavar="W", hidden=True)
@click.option("-o", "--output", required=True, metavar="FILE.html", help="Write there; - is stdout.")
@click.option("--engine", type=click.Choice(["auto", "vis", "canvas"]), default="auto", help="What draws the page.")
@click.pass_obj
def render(
    store: str,
    picture: str,
    actors: tuple[str, ...],
    depth: int,
    question: str,
    as_of: str,
    policy: str,
    width: int,
    output: str,
    engine: str,
) -> None:
    """Draw who stands with whom as one offline page; around some ACTORs, or all of it.

    The page holds everything it needs and asks nothing of any server.
    """
    from conflictkg.errors import UnavailableError

    suffix = Path(output).suffix.lower()
    if picture == "lanes":
        raise UnavailableError("render lanes is still to come. render network draws the ties of a day.")
    if output != "-" and suffix not in (".html", ".htm"):
        raise UnavailableError(f"{output}: only .html can be drawn so far. The page itself saves PNG and SVG.")
    for option, given in (("--query", question), ("--width", width)):
        if given:
            raise UnavailableError(f"{option} is still to come.")
    with reading(store) as kg:
        deliver(kg.network(*actors, depth=depth, as_of=as_of, policy=policy, engine=engine).generate_html(), output)


@click.command()
@click.option(
    "-f",
    "--format",
    required=True,
    metavar="FORMAT",
    help="turtle, trig, nquads, ntriples, jsonld, rdfxml, graphml, gexf, csv.",
)
@output
@dated
@click.pass_obj
def export(store: str, format: str, output: str, as_of: str, policy: str) -> None:
    """Write the graph in another format: all datasets with their descriptions, and the accepted ties."""
    from conflictkg.export import files

    with reading(store) as kg:
        for path, text in files(kg.view(as_of, policy), format, output):
            deliver(text, path)


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--text", multiple=True, metavar="SOURCE=FILE", help="A source's text, to check every locator in.")
@click.option("-f", "--format", type=click.Choice(["text", "json", "sarif"]), default="text")
@click.pass_obj
def check(store: str, paths: tuple[str, ...], text: tuple[str, ...], format: str) -> None:
    """Findings in the store, or in PATHs without loading them: shapes, consistency, checks, locators.

    A PATH that is an ontology in Turtle is checked by the house style and the reasoner. Exit code 1 when there are any.
    """
    from conflictkg.checks import Findings, check_ontology, is_ontology

    texts = pairs(text, "--text")
    findings = Findings()
    ontologies = [path for path in paths if is_ontology(path)]
    for path in ontologies:
        findings.add(check_ontology(path))
    data = [path for path in paths if path not in ontologies]
    if data:
        from conflictkg.graph import KnowledgeGraph
        from conflictkg.store import MemoryStore

        with KnowledgeGraph(MemoryStore()) as kg:
            kg.load(*data, texts=texts)
            findings.add(kg.check(texts))
    elif not paths:
        with reading(store) as kg:
            findings.add(kg.check(texts))
    for reason in findings.skipped:
        say(f"Skipped {reason}.")
    deliver(findings.serialise(format), "")
    sys.exit(1 if findings else 0)


COMMANDS = {"render": render, "export": export, "check": check}
