"""The claims on ties, for formats that have a place for who says so."""

from __future__ import annotations

from typing import NamedTuple

from conflictkg import reports
from conflictkg.export import Exported
from conflictkg.export.ties import Tie


class Said(NamedTuple):
    """A claim on a tie: ``claim`` and ``tie`` are IRIs, ``stance`` is read as a verb, ``when`` is EDTF."""

    tie: str
    claim: str
    stance: str
    attester: str
    relayed_by: str
    hedge: str
    basis: str
    source: str
    url: str
    locator: str
    paraphrase: str
    when: str

    def text(self) -> str:
        """The claim in a line: who says what, when, and where that stands."""
        parts = [f"{self.attester} {self.stance} it{f' ({self.hedge})' if self.hedge else ''}"]
        parts += [self.paraphrase, self.when, f"relayed by {self.relayed_by}" if self.relayed_by else ""]
        return "; ".join([each for each in parts if each] + [f"in {self.source}, {self.locator}"])


def claims(graph: Exported, ties: list[Tie]) -> list[Said]:
    """The claims on ties, sorted by tie and claim."""
    rows = reports.rows_of(graph.store, "claims", "proposition", (tie.id for tie in ties))
    found = {
        Said(
            row["proposition"],
            row["claim"],
            row["stance"],
            row["attester"],
            row["relayed_by"],
            row["hedge"],
            row["basis"],
            row["title"],
            row["url"],
            row["locator"],
            row["paraphrase"],
            row["when"],
        )
        for row in rows
    }
    return sorted(found)
