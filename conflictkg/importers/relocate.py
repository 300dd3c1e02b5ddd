"""Put locators in place of snippets, in the sheets themselves: to share a dataset without the words of others."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping
from pathlib import Path

from conflictkg.errors import InputError
from conflictkg.importers.cells import Cells
from conflictkg.importers.faults import joined
from conflictkg.importers.passages import Passages
from conflictkg.importers.sheets import CLAIM_OPTIONAL, CLAIM_REQUIRED, SHEETS
from conflictkg.importers.tables import Record, read


def relocate(folder: Path, texts: Mapping[str, Path] | None = None) -> dict[str, int]:
    """Sheet -> how many rows got a locator with characters and hash in place of a snippet or line.

    All sheets are rewritten or, on any fault, none.
    ``texts`` gives copies of sources by id; else they lie in ``texts/SOURCE.txt``.
    """
    passages = Passages(folder, texts or {})
    faults: list[InputError] = []
    changed: dict[Path, tuple[str, int]] = {}
    for sheet in SHEETS.values():
        path = folder / f"{sheet.name}.csv"
        if sheet.claim and path.is_file():
            records = list(read(path, sheet.required + CLAIM_REQUIRED, sheet.optional + CLAIM_OPTIONAL))
            count = sum(_settle(Cells(path, record), record, passages, faults) for record in records)
            if count:
                changed[path] = (_written(records), count)
    if faults:
        raise joined(faults)
    for path, (text, _) in changed.items():
        temporary = path.with_name(f".{path.name}.part")
        temporary.write_text(text, encoding="utf-8", newline="")
        os.replace(temporary, path)
    return {path.stem: count for path, (_, count) in changed.items()}


def _settle(cells: Cells, record: Record, passages: Passages, faults: list[InputError]) -> bool:
    """Fill in a row's locator and empty its snippet; whether anything changed."""
    try:
        found = passages.locator(cells).text
    except InputError as fault:
        faults.append(fault)
        return False
    changed = bool(cells["snippet"]) or found != cells["locator"]
    record.cells["locator"], record.cells["snippet"] = found, ""
    return changed


def _written(records: list[Record]) -> str:
    """Rows as CSV, with a locator column where there was none."""
    header = list(dict.fromkeys(column for record in records for column in record.cells))
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, header, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(record.cells for record in records)
    return buffer.getvalue()
