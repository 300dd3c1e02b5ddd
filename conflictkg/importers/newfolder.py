"""``conflictkg init``: a folder of empty claim sheets with a README that explains every column."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from conflictkg.errors import InputError
from conflictkg.importers import example
from conflictkg.importers.sheets import CLAIM_OPTIONAL, DATASET_FIELDS, MEANINGS, SHEETS, Sheet, columns
from conflictkg.vocabulary import vocabulary


def create(folder: str) -> list[str]:
    """Write the folder; raises :class:`InputError` when there is something in it. Gives lines for the user."""
    path = Path(folder)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise InputError("is there already and not empty.", path, cure="Name a new folder.")
    try:
        (path / "texts").mkdir(parents=True)
        for sheet in SHEETS.values():
            (path / f"{sheet.name}.csv").write_text(_empty(sheet, path.resolve().name), encoding="utf-8", newline="\n")
        (path / "README.md").write_text(readme(path.resolve().name), encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}.", path) from None
    return [
        f"Made {path} with {len(SHEETS)} empty sheets.",
        f"Read {path / 'README.md'} first; then: conflictkg load {path}",
    ]


def _empty(sheet: Sheet, name: str) -> str:
    """A sheet with its header; the dataset sheet with its fields and the name filled in."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns(sheet))
    if sheet.name == "dataset":
        writer.writerows([field, name if field in ("name", "space") else ""] for field in DATASET_FIELDS)
    return buffer.getvalue()


def readme(name: str) -> str:
    """The README of a new folder."""
    return "\n".join([_START.format(name=name), *_sheets(), "", _claims(), "", _words(), "", *_example()]) + "\n"


def _example() -> list[str]:
    """The worked example, sheet by sheet."""
    lines = ["## A worked example", "", "The text, in `texts/herald-2024-05-02.txt`:", ""]
    lines += [f"> {line}" for text in example.TEXTS.values() for line in text.splitlines()]
    for name, rows in example.SHEETS.items():
        lines += ["", f"{name}.csv", "", "```csv", rows.rstrip(), "```"]
    return lines


def _sheets() -> list[str]:
    lines = ["## The sheets", ""]
    for sheet in SHEETS.values():
        lines.append(f"- **{sheet.name}.csv**: {sheet.about}")
        for column in sheet.required + sheet.optional:
            needed = "" if column in sheet.required else " (may stay empty)"
            if column in MEANINGS:
                lines.append(f"  - `{column}`{needed}: {MEANINGS[column]}")
    return lines


def _claims() -> str:
    lines = [
        "## The columns of a claim",
        "",
        "In names, ties, events, participations, figures and facts every row is a claim and has these:",
        "",
    ]
    for column in ("source", "locator", "snippet", "stance", "attester"):
        lines.append(f"- `{column}`: {MEANINGS[column]}")
    lines += ["", "`locator` or `snippet`: one of the two is enough. All others may stay empty:", ""]
    lines += [f"- `{column}`: {MEANINGS[column]}" for column in CLAIM_OPTIONAL if column not in ("locator", "snippet")]
    return "\n".join(lines)


def _words() -> str:
    """The words that a sheet may use, from the ontology."""
    terms = vocabulary()
    lines = ["## The words", "", "Case, blanks and hyphens do not matter.", ""]
    relations = [f"{r.label} ({r.name})" for r in sorted(terms.relations.values())]
    lines.append(f"- relation: {', '.join(relations)}")
    for title, group in (("kind of actor", "Actor"), ("kind of place", "Place"), ("kind of event", "Event")):
        lines.append(f"- {title}: {', '.join(terms.label(kind) for kind in terms.kinds(group))}")
    for title, group in _SCHEMES:
        lines.append(f"- {title}: {', '.join(terms.label(concept) for concept in sorted(terms.schemes[group]))}")
    lines.append(f"- property of a fact: {', '.join(terms.label(fact) for fact in terms.facts)}")
    return "\n".join(lines)


_SCHEMES = (
    ("stance", "Stance"),
    ("basis", "Basis"),
    ("role in an event", "ParticipantRole"),
    ("kind of name", "NameKind"),
    ("measure", "Measure"),
    ("end_reason", "EndReason"),
    ("extent", "Extent"),
    ("support", "SupportKind"),
    ("kind of source", "SourceKind"),
    ("verdict", "Verdict"),
)

_START = """# {name}

One row is one claim: somebody says something, in one source, at one place. Fill the sheets in with any spreadsheet and
save them as CSV (UTF-8). Columns that you do not need may stay empty or be deleted.

1. `sources.csv`: what you read. `actors.csv` (also who speaks: newspapers, agencies, monitors) and `places.csv`:
   whom and what it is about. Ids are short and yours: `green-front`.
2. `ties.csv`, `events.csv` and the others: what is claimed. A tie needs seven cells: relation, from, to, source,
   locator or snippet, stance, attester.
3. `conflictkg load {name}` tells every fault with file, line and column, or what came in.
   `conflictkg check {name}` looks deeper.

**Snippets.** Put your copy of a source's text in `texts/SOURCE-ID.txt`. Then paste the words that carry the claim into
`snippet`: the tool finds them and keeps line, characters and a hash, not the words. Before you share the sheets,
`conflictkg locate {name}` puts the locators in and takes the snippets out. Without the text, write a `locator` by hand
(`page 4`, `section Aftermath, paragraph 2`).

**Dates.** `2015`, `2015-03`, `2015-03-28`; `2015-03?` (unsure), `2015-03~` (about), `201X`, `2015-21` (spring);
`early 2015`, `late 2015-03`; `[2015-03-23..2015-03-28]` (one day in between), `[..2015-03-28]` (some day until then);
`2015-03-24/2015-03-28` (lasted). The notation is EDTF, ISO 8601-2. Relative to the day of
publication: `@today`, `@yesterday`, `@saturday`, `@this-week`, `@last-month`. A tie told in the present tense has
neither `since` nor `until`: write the day of publication in `seen`.

**Things of other datasets** are named in full: `ckg/actor/jabhat-al-nusra`. Load that dataset too, and
`conflictkg find nusra` tells the id.
"""
