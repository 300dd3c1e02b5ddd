"""Which importer reads a path. A new format is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from conflictkg.errors import InputError, UnavailableError
from conflictkg.importers import Batch, claimsheet, rdffile
from conflictkg.resources import builtin_datasets

FORMATS = ("claim-sheets", "rdf")
TO_COME = (
    "ucdp-actor",
    "ucdp-ged",
    "ucdp-acd",
    "ucdp-dyadic",
    "ucdp-nonstate",
    "ucdp-onesided",
    "ucdp-brd",
    "ucdp-esd",
    "acled",
    "relations",
    "matrix",
    "un-sanctions",
    "sfm",
    "table",
)


def read(
    paths: Sequence[str], format: str = "", name: str = "", texts: Mapping[str, Path] | None = None
) -> list[Batch]:
    """The datasets that the paths hold. A bare name of a built-in dataset wins over a file of that name."""
    if format in TO_COME:
        raise UnavailableError(f"The format {format} cannot be loaded yet. Formats: {', '.join(FORMATS)}.")
    if format and format not in FORMATS:
        raise InputError(f'there is no format "{format}".', cure=f"Formats: {', '.join(FORMATS)}.")
    if name and len(paths) > 1:
        raise InputError(f'--name "{name}" is for one path, and there are {len(paths)}.')
    batches = [batch for path in paths for batch in _read_one(path, format, name, texts)]
    names = [batch.dataset for batch in batches]
    twice = sorted({each for each in names if names.count(each) > 1})
    if twice:
        raise InputError(f'two paths are both the dataset "{twice[0]}".', cure="Give one of them another --name.")
    return batches


def _read_one(text: str, format: str, name: str, texts: Mapping[str, Path] | None) -> list[Batch]:
    path = builtin_datasets().get(text) or Path(text)
    if not path.exists():
        builtin = ", ".join(builtin_datasets())
        raise InputError("there is no such file, folder or built-in dataset.", text, cure=f"Built in: {builtin}.")
    if format in ("", "claim-sheets") and claimsheet.recognises(path):
        return [claimsheet.batch(path, name, texts)]
    if format in ("", "rdf") and rdffile.recognises(path):
        return rdffile.batches(path, name)
    if path.is_dir():
        raise InputError("holds no claim sheet.", path, cure="`conflictkg init DIR` makes a folder of empty sheets.")
    if path.suffix.lower() == ".csv":
        cure = "A claim sheet is loaded with its whole folder: give the folder."
        raise InputError("is a single CSV file of no known format.", path, cure=cure)
    raise InputError("has no known format.", path, cure=f"Formats: {', '.join(FORMATS)}.")
