"""The group of all commands. A command's module is loaded when the command is asked for."""

from __future__ import annotations

from importlib import import_module

import click

_COMMANDS = {
    "init": ("data", "A new dataset folder: empty claim sheets and a README."),
    "locate": ("data", "Put locators in place of snippets in claim sheets."),
    "load": ("data", "Load files, claim sheets or built-in datasets."),
    "unload": ("data", "Take a dataset out."),
    "info": ("data", "Datasets with counts, licences, versions and citations."),
    "queries": ("ask", "The named questions, or one in full."),
    "query": ("ask", "Answer a named question or a SPARQL query."),
    "show": ("ask", "The profile of an actor."),
    "find": ("ask", "Actors and places by any spelling."),
    "render": ("output", "Draw a picture."),
    "export": ("output", "Write the graph in another format."),
    "check": ("output", "Findings in the data, with their cure."),
    "infer": ("reason", "Derive what follows by rules."),
    "explain": ("reason", "Why something holds, or why not."),
    "what-if": ("reason", "What falls without a source."),
    "match": ("identity", "Pairs of actors proposed for judgement."),
    "ontology": ("ontology", "The ontology printed, checked, documented."),
    "analyze": ("analyze", "Measures of the network of actors."),
    "diff": ("diff", "What changed between two days, or two datasets."),
    "same": ("identity", "Judge two ids the same."),
    "different": ("identity", "Judge two ids different."),
    "judgements": ("identity", "Decisions on identity."),
    "redact": ("identity", "Take a person or source out for good."),
    "serve": ("serve", "A SPARQL endpoint and explorer."),
}


class LazyGroup(click.Group):
    """A group that knows its commands' names and help without loading them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module = import_module(f"conflictkg.cli.{_COMMANDS[name][0]}")
        command: click.Command = module.COMMANDS[name]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _COMMANDS[name][1]) for name in self.list_commands(ctx)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest command named for a misspelt one."""
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise click.UsageError(f'There is no command "{args[0]}".{hint}', ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--store", metavar="PLACE", envvar="CONFLICTKG_STORE", help="A directory, :memory:, or a server's URL.")
@click.version_option(package_name="conflictkg", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, store: str | None) -> None:
    """Who stands with whom, when, and who says so.

    Without --store, ./conflictkg.db is used where it exists; reading commands else answer from the built-in
    dataset idlib-2015, and load makes ./conflictkg.db.
    """
    ctx.obj = store or ""
