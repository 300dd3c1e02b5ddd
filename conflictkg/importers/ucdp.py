"""What all files of the Uppsala Conflict Data Program share: ids, cells that hold lists, source and attester.

One id of UCDP is one node in every file and release: ``ucdp/actor/1170``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from conflictkg import claims
from conflictkg.dates import Bounds, parse
from conflictkg.importers.contract import Job
from conflictkg.namespaces import thing

ATTESTER = thing("ckg", "actor", "ucdp")
LICENCE = "CC-BY-4.0"
CIVILIANS = "1"
"""UCDP's id of the civilians of one-sided violence."""


@lru_cache(maxsize=4096)
def actor(id: str) -> str:
    """The IRI of an actor.

    >>> actor("1170")
    'https://w3id.org/conflictkg/id/ucdp/actor/1170'
    """
    return thing("ucdp", "actor", id)


@lru_cache(maxsize=4096)
def conflict(id: str) -> str:
    """The IRI of a conflict, which events of GED are part of.

    >>> conflict("299")
    'https://w3id.org/conflictkg/id/ucdp/event/conflict-299'
    """
    return thing("ucdp", "event", f"conflict-{id}")


def dyad(id: str) -> str:
    """The IRI of a dyad, the contest of two sides; a conflict has one or more of them.

    >>> dyad("14764")
    'https://w3id.org/conflictkg/id/ucdp/event/dyad-14764'
    """
    return thing("ucdp", "event", f"dyad-{id}")


def country(number: str) -> str:
    """The IRI of a country by its number in the system of Gleditsch and Ward, which all these files use."""
    return thing("ucdp", "place", number)


def is_id(text: str) -> bool:
    """Whether a cell is an id: a whole number of a size that an id can have."""
    return text.isascii() and text.isdigit() and len(text) < 13


def is_year(text: str) -> bool:
    """Whether a cell is a year that UCDP can have data on."""
    return len(text) == 4 and text.isascii() and text.isdigit() and text > "1900"


def version(cell: str) -> str:
    """The version as a file has it: a copy saved by a spreadsheet may hold a comma.

    >>> version("22,1")
    '22.1'
    """
    return cell.replace(",", ".") if len(cell) < 9 else ""


def published(version: str) -> str:
    """The year in which a release came out; empty for versions that do not begin with it, as before 2017.

    >>> published("22.1"), published("4-2016")
    ('2022', '')
    """
    return f"20{version[:2]}" if is_id(version[:2]) and version[2:3] == "." else ""


def started(day: str, precision: str) -> str:
    """A start date as EDTF, no finer than its precision; empty where it is no date.

    What the codes mean was read from the dates of the Armed Conflict Dataset 22.1: 1 has any day, 2 and 3 a day of a
    known month (3 its last day), 4 and 5 one of a known year, 6 and 7 the last day of a year that is not sure.

    >>> started("2014-12-31", "1"), started("2014-12-31", "3"), started("2014-12-31", "5"), started("2014-12-31", "6")
    ('2014-12-31', '2014-12', '2014', '2014~')
    """
    try:
        parse(day[:10])
    except ValueError:
        return ""
    length = {"1": 10, "2": 7, "3": 7}.get(precision, 4)
    return day[:length] + ("~" if precision in ("6", "7") else "")


def hostility(
    a: str,
    b: str,
    year: str,
    claim: claims.Claim,
    low: int | None = None,
    best: int | None = None,
    high: int | None = None,
    events: int | None = None,
) -> claims.Tie:
    """The armed force between two actors (IRIs) in a year, with the people killed by it."""
    told = of_year(claim, year)._replace(low=low, best=best, high=high)
    return claims.Tie("Hostility", a, b, told, spell=year, events=events)


def of_year(claim: claims.Claim, year: str) -> claims.Claim:
    """The claim of what is told of a dyad in a year: it holds for the whole year, and is told of no other day."""
    first, last = f"{year}-01-01", f"{year}-12-31"
    return claim._replace(when=year, bounds=Bounds(first, first, last, last), first_cited=first, last_cited=last)


def listed(cell: str) -> list[str]:
    """The parts of a cell that holds a list of ids: "770, 2"."""
    return [part for text in cell.split(",") if (part := text.strip())]


def source(dataset: str, version: str) -> str:
    """The IRI of one release of one of the datasets.

    >>> source("ged", "19.1")
    'https://w3id.org/conflictkg/id/ucdp/source/ged-19.1'
    """
    return thing("ucdp", "source", f"{dataset}-{version}" if version else dataset)


def described(job: Job, title: str, release: str, citation: str, **told: str) -> claims.Dataset:
    """What all datasets of UCDP say of themselves; ``told`` is what one of them adds."""
    return job.described(
        claims.Dataset(
            job.dataset,
            title,
            licence=LICENCE,
            version=release,
            creator="Uppsala Conflict Data Program",
            citation=citation,
            **told,
        )
    )


def head(about: claims.Dataset, dataset: str, published: str = "") -> Iterator[claims.Row]:
    """The rows that each file begins with: the dataset, its source, and UCDP as the attester."""
    yield about
    yield claims.Actor(ATTESTER, "MonitoringOrganisation", "Uppsala Conflict Data Program")
    title = f"{about.title}, version {about.version}" if about.version else about.title
    yield claims.Source(
        source(dataset, about.version),
        title,
        kind="dataset",
        publisher=ATTESTER,
        published=published,
        url="https://ucdp.uu.se/downloads/",
        licence=LICENCE,
    )
