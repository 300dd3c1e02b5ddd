"""Commands that write pictures, files and findings: render, export, check."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from conflictkg.cli.common import dated, deliver, output, pairs, reading, say


@click.command()
@click.argument("picture", type=click.Choice(["network", "lanes"]))
@click.argument("actors", nargs=-1, metavar="[ACTOR]...")
@click.option("--depth", default=1, show_default=True, type=click.IntRange(1, 5), help="Steps from the actors.")
@click.option("--query", "question", default="", metavar="NAME", help="Draw an answer; ACTORs are its parameters.")
@click.option("--size", default="", metavar="MEASURE", help="Marks as large as betweenness, degree, core ...")
@click.option("--colour", default="", metavar="MEASURE", help="Marks in the colour of community, camp, betweenness ...")
@dated
@click.option(
    "--width", type=float, metavar="MM", help="Millimetres of a .svg, .png (300 dpi) or .pdf.  [default: 160]"
)
@click.option(
    "-o", "--output", required=True, metavar="FILE", help="FILE.html, .svg, .png or .pdf; - is HTML on stdout."
)
@click.option("--engine", type=click.Choice(["auto", "vis", "canvas"]), default="auto", help="What draws the page.")
@click.pass_obj
def render(
    store: str,
    picture: str,
    actors: tuple[str, ...],
    depth: int,
    question: str,
    size: str,
    colour: str,
    as_of: str,
    policy: str,
    width: float | None,
    output: str,
    engine: str,
) -> None:
    """Draw who stands with whom (network), or who was in which coalition when (lanes), of all or around some ACTORs.

    An ACTOR may be a dataset too. FILE.html is one offline page that holds everything it needs and asks nothing of any
    server; .svg, .png and .pdf are figures for print. Where its actors together have more than
    2,000 parts in events, a picture leaves events out and says so.
    """
    from conflictkg.errors import ConflictKGError

    format = Path(output).suffix.lower().lstrip(".")
    if output == "-" or format in ("html", "htm"):
        if width is not None:
            raise ConflictKGError("--width is for figures: .svg, .png and .pdf. A page fits its window.")
        format = "html"
    elif format not in ("svg", "png", "pdf"):
        raise ConflictKGError(f"{output}: name a file that ends in .html, .svg, .png or .pdf.")
    if picture == "lanes" and (size or colour):
        raise ConflictKGError("--size and --colour are for the network; lanes have no marks to size or colour.")
    asked: dict[str, Any] = {"depth": depth, "as_of": as_of, "policy": policy, "question": question}
    asked |= {"size": size, "colour": colour}
    with reading(store) as kg:
        if format == "html":
            page = kg.network(*actors, **asked, engine=engine, tab=picture)
            deliver(page.generate_html(), output)
        else:
            wide = 160 if width is None else width
            drawn = kg.figure(picture, *actors, **asked, format=format, width=wide)
            deliver(drawn, output)


@click.command()
@click.option(
    "-f",
    "--format",
    required=True,
    metavar="FORMAT",
    help="turtle, trig, nquads, ntriples, jsonld, rdfxml, turtle12, nquads12, prov; of the ties: graphml, gexf, "
    "cytoscape, csv, kumu, dyad-year, parquet, cypher, neo4j, stix, ftm.",
)
@click.option("--all", "everything", is_flag=True, help="Datasets too whose terms do not let them be handed on.")
@output
@dated
@click.pass_obj
def export(store: str, format: str, everything: bool, output: str, as_of: str, policy: str) -> None:
    """Write the graph in another format: all datasets with their descriptions, and the accepted ties.

    Datasets that may not be handed on (`redistribute: no`, such as ACLED) are left out, and that is said.
    """
    from conflictkg.export import STREAMED, files, stream
    from conflictkg.export.shareable import kept_back, shareable
    from conflictkg.graph import KnowledgeGraph

    with reading(store) as kg:
        if not everything and (names := kept_back(kg.store)):
            say(f"Left out, since their terms do not let them be handed on: {', '.join(names)}. --all takes them in.")
            kg = KnowledgeGraph(shareable(kg.store))
        shown = kg.view(as_of, policy)
        if format in STREAMED:
            deliver(stream(shown, format), output)
            return
        for path, text in files(shown, format, output):
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
