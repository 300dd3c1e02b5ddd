"""What is left out of a picture, and how the picture says so: some persons, and events where there are too many.

Persons whom fewer than two independent origins name are left out, as docs/responsible-use.md says. Events and figures
are left out where the actors of a picture took part in more than :data:`MOST`: nobody sees one among so many lines, and
without them a picture costs what its ties cost, however large the store.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from conflictkg import reports
from conflictkg.namespaces import CKG
from conflictkg.reports import Row
from conflictkg.store.base import Store

MOST = 2_000
"""Parts in events; one more is what queries/reports/takings.rq looks for."""
NEEDED_ORIGINS = 2


def too_eventful(store: Store, actors: Iterable[str]) -> bool:
    """Whether actors have more parts in events than a picture shows."""
    return sum(1 for _ in islice(reports.rows_of(store, "takings", "thing", actors), MOST + 1)) > MOST


def private(store: Store, ties: list[Row]) -> set[str]:
    """Persons whose ties rest on fewer than two independent origins."""
    persons = {row["thing"] for row in reports.rows(store, "things", **{"class": CKG + "Person"})}
    origins: dict[str, int] = {}
    for tie in ties:
        for end in (tie["from"], tie["to"]):
            origins[end] = max(origins.get(end, 0), int(tie["origins"]))
    return {person for person in persons if origins.get(person, 0) < NEEDED_ORIGINS}


def left_out(store: Store, hidden: set[str], eventful: bool) -> str:
    """What a picture says of the persons with ties, and of the events, that it leaves out; nothing where none are."""
    ends = {row[end] for row in reports.rows(store, "ties") for end in ("from", "to")} if hidden else set()
    count = len(hidden & ends)
    many = "s whom only one origin names are" if count > 1 else " whom only one origin names is"
    persons = f"{count} person{many} left out."
    events = f"Events and their figures are left out: these actors had a part in more than {MOST:,}."
    return " ".join((persons,) * bool(count) + (events,) * eventful)
