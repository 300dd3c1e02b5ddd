"""Which importer reads a path. A new format is one file with an ``IMPORTER`` in it, and its name here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from conflictkg.errors import InputError
from conflictkg.importers import Batch, claimsheet, rdffile
from conflictkg.importers.contract import FLAGS, NO_OPTIONS, Importer, Job, Options
from conflictkg.rdf import quads
from conflictkg.resources import builtin_datasets

if TYPE_CHECKING:
    from conflictkg.importers.file import File

OWN = ("claim-sheets", "rdf")
_MODULES: tuple[str, ...] = (
    "ged",
    "acd",
    "brd",
    "acled",
    "roster",
    "nonstate",
    "onesided",
    "dyadic",
    "support",
    "relations",
    "matrix",
    "table",
    "unlist",
    "sfm",
    "sfmclaims",
)
"""Modules of this package with an importer; of two that know one file the first named takes it."""

Progress = Callable[["File"], None]


@lru_cache(maxsize=1)
def importers() -> dict[str, Importer]:
    """Every importer by the name of its format."""
    found = [import_module(f"conflictkg.importers.{module}").IMPORTER for module in _MODULES]
    return {each.name: each for each in found}


def formats() -> list[str]:
    """The names that ``--as`` takes."""
    return [*OWN, *importers()]


def read(
    paths: Sequence[str],
    format: str = "",
    name: str = "",
    texts: Mapping[str, Path] | None = None,
    options: Options = NO_OPTIONS,
    progress: Progress | None = None,
) -> list[Batch]:
    """The datasets that the paths hold. A bare name of a built-in dataset wins over a file of that name.

    Files of one format are one dataset, called ``name``, else as their format.
    """
    if format and format not in formats():
        raise InputError(f'there is no format "{format}".', cure=f"Formats: {', '.join(formats())}.")
    batches: list[Batch] = []
    tables: dict[str, list[File]] = {}
    for text in paths:
        path = _path(text)
        if format in ("", "claim-sheets") and claimsheet.recognises(path):
            batches.append(claimsheet.batch(path, name, texts))
            continue
        file = _opened(path)
        known = format if format in importers() else "" if format else _known(file, options)
        if not known and format in ("", "rdf") and rdffile.recognises(path):
            batches += rdffile.batches(path, name)
        else:
            tables.setdefault(known or _unknown(file), []).append(file)
    batches += [_batch(importers()[each], files, name, options, progress) for each, files in tables.items()]
    names = [batch.dataset for batch in batches]
    if name and len(names) > 1:
        raise InputError(f'--name "{name}" is for one dataset, and there are {len(names)}.')
    twice = sorted({each for each in names if names.count(each) > 1})
    if twice:
        raise InputError(f'two paths are both the dataset "{twice[0]}".', cure="Give one of them another --name.")
    return batches


def _path(text: str) -> Path:
    path = builtin_datasets().get(text) or Path(text)
    if not path.exists():
        builtin = ", ".join(builtin_datasets())
        raise InputError("there is no such file, folder or built-in dataset.", text, cure=f"Built in: {builtin}.")
    return path


def _opened(path: Path) -> File:
    from conflictkg.importers.file import File  # here: a folder of claim sheets needs nothing that unpacks

    return File(path)


def _known(file: File, options: Options) -> str:
    """The format of a file, by what stands in it; a file that comes with a map is one that heeds maps."""
    if file.path.is_dir():
        return ""
    from conflictkg.importers.file import TABLES

    for each in importers().values():
        if (not options.mapping or "mapping" in each.takes) and each.recognises(file):
            return each.name
    return "table" if options.mapping and file.suffix in TABLES else ""


def _unknown(file: File) -> str:
    """Say that a file is of no known format."""
    if file.path.is_dir():
        cure = "`conflictkg init DIR` makes a folder of empty sheets."
        raise InputError("holds no claim sheet.", file.path, cure=cure)
    known = f"Formats: {', '.join(formats())}."
    if file.suffix == ".csv":
        known = f"A claim sheet is loaded with its whole folder: give the folder. {known}"
    shown = f" Its columns: {', '.join(file.first[:8])} …" if file.first else ""
    raise InputError(f"has no known format.{shown}", file.path, cure=known)


def _batch(importer: Importer, files: Sequence[File], name: str, options: Options, progress: Progress | None) -> Batch:
    _check(importer, options)
    job = Job(name or importer.name, options, progress)
    replaces = importer.replaces(files, job) if importer.replaces and options.update else None
    rows = job.counted(importer.rows(files, job))
    return Batch(job.dataset, quads(rows, job.dataset), job.report, job.foreign, replaces)


def _check(importer: Importer, options: Options) -> None:
    """Refuse options that the format would pass over in silence."""
    for field, flag in FLAGS.items():
        if getattr(options, field) and field not in importer.takes:
            able = [each.name for each in importers().values() if field in each.takes]
            cure = f"It is for {', '.join(able)}." if able else ""
            raise InputError(f"{flag} means nothing for {importer.name}.", cure=cure)
