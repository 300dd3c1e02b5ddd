"""The command analyze."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from conflictkg.analyze import MEASURES
from conflictkg.cli.common import dated, deliver, output, reading, say

_LIST = "\n".join(f"  {name:<14} {what}" for name, (_, what) in MEASURES.items())


@click.command(epilog=f"\b\nMeasures:\n{_LIST}")
@click.argument("measure", metavar="MEASURE")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--attribute", "attributes", multiple=True, metavar="A", help="An attribute of actors, or a term of it.")
@click.option("--weight", default="none", metavar="W", help="none, ties, count, deaths, claims or origins.")
@click.option("--relation", "relations", multiple=True, metavar="R", help="Count these ties alone, such as alliedWith.")
@click.option("--by", type=click.Choice(["year", "month"]), help="Period by period; --as-of 2013/2016 says which.")
@click.option("--plot", default="", metavar="NAME", help="What -o FILE.svg, .png or .pdf draws of a report by period.")
@click.option("--permutations", type=click.IntRange(0, 1_000_000), default=1000, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Of all that is drawn at random.")
@click.option("--limit", type=click.FloatRange(0), default=30, show_default=True, help="Seconds for balance.")
@click.option("--method", type=click.Choice(["dsp", "y"]), default="dsp", show_default=True, help="Of mrqap.")
@click.option("--isolates", is_flag=True, help="dyads, mrqap: actors without a tie too, where all attributes are told.")
@click.option("--certain", is_flag=True, help="Certain ties alone, of those on a day or period by period.")
@click.option("--every-status", is_flag=True, help="Disputed and party-only ties too, not accepted ones alone.")
@dated
@click.option("-f", "--format", type=click.Choice(["table", "csv", "json", "md"]), default="table")
@output
@click.pass_obj
def analyze(store: str, /, measure: str, format: str, output: str, policy: str, plot: str, **asked: Any) -> None:
    """Measure the network of organisations: who is central, who brokers, how balanced it is, what explains ties.

    A NAME is an actor (ego, chains) or a dataset (agreement). Each report says its formula and source, which ties
    count, with which sign and weight. With --as-of or --by it says what rests on certain ties alone. Persons are never
    measured. As csv a report of several tables writes the others beside FILE.csv: FILE-camps.csv. -o FILE.svg, .png or
    .pdf draws what is told --by year or month.
    """
    from conflictkg.analyze.report import files

    picture = Path(output).suffix.lower().lstrip(".")
    with reading(store) as kg:
        report = kg.analyze(measure, *asked.pop("names"), policy=policy, **asked)
    if picture in ("svg", "png", "pdf"):
        deliver(report.figure(picture, plot=plot), output)
        return
    written = files(report, format, output)
    for path, text in written:
        deliver(text, path)
    if format == "csv" and len(written) < len(report.tables):
        say(f"Also there: {', '.join(t.name for t in report.tables[1:])}. -o FILE.csv writes them beside FILE.csv.")
    if format == "csv":
        for name, text in report.about.items():
            say(f"{name}: {text}")


COMMANDS = {"analyze": analyze}
