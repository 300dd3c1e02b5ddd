"""Commands on identity: same, different, judgements, match."""

from __future__ import annotations

import click

from conflictkg.cli.common import deliver, output, reading, say, writing

_BECAUSE = click.option("--because", required=True, metavar="TEXT", help="The reason, so that another can check it.")
_BY = click.option("--by", default="", metavar="NAME", help="Who judges; your login name where it is left out.")


@click.command()
@click.argument("a")
@click.argument("b")
@_BECAUSE
@_BY
@click.pass_obj
def same(store: str, a: str, b: str, because: str, by: str) -> None:
    """Judge two actors the same: from now on they answer as one, under one id.

    A and B are ids or names; an id that is not loaded may be judged and waits. Nothing in a dataset is changed, and
    `conflictkg judgements undo ID` restores what was.
    """
    with writing(store) as kg:
        say(f"{kg.same(a, b, because, by)}.")


@click.command()
@click.argument("a")
@click.argument("b")
@_BECAUSE
@_BY
@click.pass_obj
def different(store: str, a: str, b: str, because: str, by: str) -> None:
    """Judge two actors different: no judgement can make them one while this stands."""
    with writing(store) as kg:
        say(f"{kg.different(a, b, because, by)}.")


@click.group(invoke_without_command=True)
@click.option("-f", "--format", type=click.Choice(["table", "csv", "tsv", "json", "md"]), default="table")
@click.pass_context
def judgements(ctx: click.Context, format: str) -> None:
    """Decisions on identity: listed with who, when and why; exported, imported, taken back."""
    if ctx.invoked_subcommand is None:
        with reading(ctx.obj) as kg:
            deliver(kg.judgements().serialise(format), "")


@judgements.command("export")
@output
@click.pass_obj
def export(store: str, output: str) -> None:
    """Write the judgements made here as judgements.csv, for a dataset or another store."""
    with reading(store) as kg:
        deliver(kg.judgements_csv(), output)


@judgements.command("import")
@click.argument("file")
@_BY
@click.pass_obj
def take_in(store: str, file: str, by: str) -> None:
    """Take in judgements from a CSV file, all of them or none: one that was exported, or reviewed proposals.

    Proposals of `conflictkg match` that are still unsure and name nobody in "by" are left out.
    """
    with writing(store) as kg:
        taken, left = kg.import_judgements(file, by)
    left_out = f" {left} proposals are still unsure and were left out." if left else ""
    say(f"Judgements taken in: {taken}.{left_out}")


@judgements.command()
@click.argument("id")
@click.pass_obj
def undo(store: str, id: str) -> None:
    """Take a judgement back, by its id in the list or the beginning of it; everything is as it was before."""
    with reading(store) as kg:
        say(f"Taken back: {kg.undo(id)}.")


@click.command()
@click.argument("datasets", nargs=-1, metavar="[DATASET] [DATASET]")
@output
@click.pass_obj
def match(store: str, datasets: tuple[str, ...], output: str) -> None:
    """Propose pairs of actors for judgement, with the evidence: of two datasets, of one and all others, or of any.

    Nothing is merged. Review the CSV, put same or different for unsure, and load it by `conflictkg judgements
    import FILE`.
    """
    if len(datasets) > 2:
        raise click.UsageError("match takes two datasets at most.")
    with reading(store) as kg:
        found = kg.match(*datasets)
    deliver(found.csv(), output)
    say(f"{len(found)} pairs proposed; none is merged until a judgement says so.")


@click.command()
@click.argument("id")
@click.option("--because", default="", metavar="TEXT", help="The reason, which is kept; name nobody in it.")
@click.option("--undo", "undoing", is_flag=True, help="Let it come back when its data is loaded again.")
@click.pass_obj
def redact(store: str, id: str, because: str, undoing: bool) -> None:
    """Take a person or source out, with all that is told of it and all that it tells, and keep it out.

    It stays out when its dataset is loaded again; the store keeps no more of it than a hash of its ID. Files that you
    loaded are yours to change.
    """
    from conflictkg.judging import redact as redacting

    with writing(store) as kg:
        if undoing:
            redacting.undo(kg.store, id)
            say("It may come back: load its data again.")
            return
        done = redacting.redact(kg.store, id, because)
    say(f"Redacted: {done.statements:,} statements are out, and stay out when data is loaded again.")
    if done.mentions:
        more = f" and {len(done.mentions) - 10} more" if len(done.mentions) > 10 else ""
        say(f"Texts of others still name it; look at {', '.join(done.mentions[:10])}{more}.")


COMMANDS = {"redact": redact, "same": same, "different": different, "judgements": judgements, "match": match}
