"""Commands that reason: infer, explain, what-if."""

from __future__ import annotations

import click

from conflictkg.cli.common import dated, deliver, output, pairs, reading, say, writing

TABLES = ["table", "csv", "tsv", "json", "md"]


@click.command()
@click.option("--rules", default="", metavar="DIR", help="A folder of rules of your own, run with the shipped ones.")
@click.option("--hypotheses", is_flag=True, help="Show what may follow by rules that are no more than hypotheses.")
@click.option("-f", "--format", type=click.Choice(TABLES), default="table")
@output
@click.pass_obj
def infer(store: str, rules: str, hypotheses: bool, format: str, output: str) -> None:
    """Draw all conclusions of the rules, and say how many came by which.

    Rules that cost little run on every load; this runs the others too, and keeps doing so on later loads. What
    rules of your own conclude stands until the next load: run them again then. Hypotheses are shown, and kept nowhere.
    """
    if hypotheses:
        with reading(store) as kg:
            deliver(kg.hypotheses().serialise(format), output)
        return
    from conflictkg.answers import Answer
    from conflictkg.derive.rules import rules as shipped

    with writing(store) as kg:
        counts = kg.infer(rules)
    says = {rule.name: rule.says for rule in shipped()}
    rows = [[name, str(count), says.get(name, "a rule of yours")] for name, count in sorted(counts.items())]
    deliver(Answer.told(["rule", "conclusions", "what_follows"], rows).serialise(format), output)


@click.command()
@click.argument("subject")
@click.argument("relation")
@click.argument("object")
@dated
@click.option("--text", multiple=True, metavar="SOURCE=FILE", help="Your copy of a source, to show its passages.")
@click.option("-f", "--format", type=click.Choice(["text", "md", "json"]), default="text")
@output
@click.pass_obj
def explain(
    store: str,
    subject: str,
    relation: str,
    object: str,
    as_of: str,
    policy: str,
    text: tuple[str, ...],
    format: str,
    output: str,
) -> None:
    """Why SUBJECT RELATION OBJECT holds in the graph, or why it does not.

    Such as: explain "Liwa al-Haqq" memberOf "Jaysh al-Fatah". The reasons go down through rules and propositions to
    the claims with their attesters, sources and passages.
    """
    with reading(store) as kg:
        found = kg.explain(subject, relation, object, as_of, policy, pairs(text, "--text"))
        deliver(found.serialise(format), output)


@click.command("what-if")
@click.option("--without", default="", metavar="SOURCE", help="A source that is left out, with what rests on it.")
@click.option("--policy", default="", metavar="P", help="Another policy: any, corroborated, source=ID, FILE.rq.")
@click.option("-f", "--format", type=click.Choice(TABLES), default="table")
@output
@click.pass_obj
def what_if(store: str, without: str, policy: str, format: str, output: str) -> None:
    """Which conclusions fall, appear or change without a source, or under another policy."""
    if not without and not policy:
        raise click.UsageError("Give --without SOURCE or --policy P.")
    with reading(store) as kg:
        found = kg.what_if(without, policy)
    if not found and format == "table":
        say("Nothing changes.")
    else:
        deliver(found.serialise(format), output)


COMMANDS = {"infer": infer, "explain": explain, "what-if": what_if}
