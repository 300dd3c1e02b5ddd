"""Commands on data: init, load, unload, info."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from conflictkg.cli.common import deliver, pairs, reading, say, writing
from conflictkg.terminal import message

if TYPE_CHECKING:
    from conflictkg.importers.file import File

_EVERY = 0.2  # seconds between two words on progress
_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("folder", metavar="DIR")
def init(folder: str) -> None:
    """Make a new dataset folder: empty claim sheets with explained columns, and a README."""
    from conflictkg.importers.newfolder import create

    for line in create(folder):
        say(line)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--as", "format", default="", metavar="FORMAT", help="The format; else told from header or suffix.")
@click.option("--name", default="", metavar="DATASET", help="Name of the dataset.")
@click.option("--text", multiple=True, metavar="SOURCE=FILE", help="Your copy of a source, to find snippets in.")
@click.option("--attributes", type=_FILE, metavar="FILE", help="The table of attributes beside a matrix.")
@click.option("--map", "mapping", type=_FILE, metavar="FILE.yaml", help="Which column of a table is what.")
@click.option("--update", is_flag=True, help="Change and add by event id instead of replacing (ACLED).")
@click.option("--with-persons", "persons", is_flag=True, help="Take in persons of a sanctions list too.")
@click.option("--dates", "date_order", type=click.Choice(["dmy", "mdy", "ymd"]), help="Order of 2/3/10.")
@click.pass_obj
def load(store: str, /, paths: tuple[str, ...], format: str, name: str, text: tuple[str, ...], **options: Any) -> None:
    """Load files, folders of claim sheets or built-in datasets, all of them or none.

    PATH is a file, a folder of claim sheets, or a built-in dataset: idlib-2015, idlib-2015-context,
    idlib-2015-crosswalk, syria-2011-2019, syria-2011-2019-crosswalk. A dataset of the same name is replaced.
    """
    from conflictkg.importers.contract import Options

    texts = pairs(text, "--text")
    with writing(store) as kg:
        chosen = Options(**options)
        with _progress() as progress:
            reports = kg.load(*paths, format=format, name=name, texts=texts, options=chosen, progress=progress)
        for report in reports:
            deliver("".join(f"{message(line)}\n" for line in report.lines()), "")


@contextmanager
def _progress() -> Iterator[Callable[[File], None] | None]:
    """Tell on a terminal how far a file has been read, a few times a second, and take that away in the end."""
    if not sys.stderr.isatty():
        yield None
        return
    told = 0.0

    def tell(file: File) -> None:
        nonlocal told
        if time.monotonic() - told > _EVERY:
            told = time.monotonic()
            click.echo(f"\r{message(file.path.name)}: {file.done:4.0%}\x1b[K", nl=False, err=True)

    try:
        yield tell
    finally:
        click.echo("\r\x1b[K", nl=False, err=True)


@click.command()
@click.argument("folder", metavar="DIR")
@click.option("--text", multiple=True, metavar="SOURCE=FILE", help="Your copy of a source, to find snippets in.")
def locate(folder: str, text: tuple[str, ...]) -> None:
    """Put locators in place of snippets in the sheets of DIR, so that they can be shared without the words."""
    from conflictkg.importers.relocate import relocate

    found = relocate(Path(folder), {source: Path(path) for source, path in pairs(text, "--text").items()})
    for sheet, count in found.items():
        say(f"{sheet}.csv: {count} located.")
    if not found:
        say("Every row has its locator already.")


@click.command()
@click.argument("dataset")
@click.pass_obj
def unload(store: str, dataset: str) -> None:
    """Take a dataset out."""
    from conflictkg.cli.common import DEFAULT
    from conflictkg.graph import open_graph

    with open_graph(store or DEFAULT, create=False) as kg:
        kg.unload(dataset)
    say(f"{dataset} is out.")


@click.command()
@click.option("-f", "--format", type=click.Choice(["table", "csv", "tsv", "json", "md"]), default="table")
@click.pass_obj
def info(store: str, format: str) -> None:
    """The datasets with their counts, licences, versions and citations."""
    with reading(store) as kg:
        answer = kg.info()
        deliver(answer.serialise(format), "")
        waiting = kg.waiting()
    if waiting:
        say(f"{waiting} judgements name an id that is not loaded; they wait.")


COMMANDS = {"init": init, "locate": locate, "load": load, "unload": unload, "info": info}
