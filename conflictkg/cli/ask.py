"""Commands that ask: queries, query, show, find."""

from __future__ import annotations

import sys

import click

from conflictkg.cli.common import dated, deliver, output, pairs, reading, say
from conflictkg.errors import InputError

FORMATS = ["table", "csv", "tsv", "json", "md", "ttl", "nt"]


@click.command()
@click.argument("name", required=False)
def queries(name: str | None) -> None:
    """The named questions with their parameters, or one in full."""
    from conflictkg import questions

    if name:
        deliver(questions.named(name).sparql.rstrip() + "\n", "")
        return
    found = [questions.named(each) for each in questions.names()]
    wide = max(len(question.name) for question in found)
    lines = []
    for question in found:
        takes = ", ".join(parameter.name for parameter in question.parameters)
        lines.append(f"{question.name:<{wide}}  {question.title}" + (f" [{takes}]" if takes else ""))
    deliver("\n".join(lines) + "\n", "")


@click.command()
@click.argument("question", metavar="NAME|FILE.rq|SPARQL|-")
@click.option("-p", "--param", multiple=True, metavar="NAME=VALUE", help="A parameter, such as actor=Isis.")
@dated
@click.option("-f", "--format", type=click.Choice(FORMATS), default="table", help="How to write the answer.")
@output
@click.pass_obj
def query(store: str, question: str, param: tuple[str, ...], as_of: str, policy: str, format: str, output: str) -> None:
    """Answer a named question, a query file, SPARQL text, or SPARQL from stdin (-).

    SELECT, ASK, CONSTRUCT and DESCRIBE. `conflictkg queries` lists the named questions. An actor or place
    parameter takes any of its names, or an id.
    """
    text = _stdin() if question == "-" else question
    parameters = pairs(param, "-p")
    with reading(store) as kg:
        deliver(kg.ask(text, as_of, policy, parameters).serialise(format), output)


def _stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InputError("is not UTF-8.", "the query on stdin", line, cure="Save it as UTF-8.") from None


@click.command()
@click.argument("actor")
@dated
@output
@click.pass_obj
def show(store: str, actor: str, as_of: str, policy: str, output: str) -> None:
    """The profile of an actor: names, ties with dates, certainty and sources, events."""
    with reading(store) as kg:
        deliver(kg.show(actor, as_of, policy), output)


@click.command()
@click.argument("text")
@click.option("-f", "--format", type=click.Choice(["table", "csv", "tsv", "json", "md"]), default="table")
@click.pass_obj
def find(store: str, text: str, format: str) -> None:
    """Actors and places by any spelling, romanisation or script, with the reason.

    Match "same" is the name itself or one that sounds alike; "likely" is for you to judge. Where several are the same
    the name is ambiguous: they are listed with what tells them apart, and the exit code is 2.
    """
    from conflictkg.profile import near

    with reading(store) as kg:
        found = kg.find(text)
        hints = [] if found else near(kg.store, text)
    if found or format != "table":
        deliver(found.serialise(format), "")
    if not found:
        say(f'Nothing here has a name like "{text}".' + (f" Near: {'; '.join(hints)}." if hints else ""))
    if sum(row["match"] == "same" for row in found) > 1:
        say(f'"{text}" is ambiguous: several have this name. Ask by the id of the one you mean.')
        sys.exit(2)


COMMANDS = {"queries": queries, "query": query, "show": show, "find": find}
