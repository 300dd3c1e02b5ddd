"""What all files of the Uppsala Conflict Data Program share: ids, cells that hold lists, source and attester.

One id of UCDP is one node in every file and release: ``ucdp/actor/1170``.
"""

from __future__ import annotations

from collections.abc import Iterator

from conflictkg import claims
from conflictkg.namespaces import thing

ATTESTER = thing("ckg", "actor", "ucdp")
LICENCE = "CC-BY-4.0"


def actor(id: str) -> str:
    """The IRI of an actor.

    >>> actor("1170")
    'https://w3id.org/conflictkg/id/ucdp/actor/1170'
    """
    return thing("ucdp", "actor", id)


def listed(cell: str) -> list[str]:
    """The parts of a cell that holds a list of ids: "770, 2"."""
    return [part for text in cell.split(",") if (part := text.strip())]


def source(dataset: str, version: str) -> str:
    """The IRI of one release of one of the datasets.

    >>> source("ged", "19.1")
    'https://w3id.org/conflictkg/id/ucdp/source/ged-19.1'
    """
    return thing("ucdp", "source", f"{dataset}-{version}" if version else dataset)


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
