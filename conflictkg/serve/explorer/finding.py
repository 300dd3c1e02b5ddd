"""The first page, search by any name, and the SPARQL editor."""

from __future__ import annotations

from conflictkg import reports
from conflictkg.graph import KnowledgeGraph
from conflictkg.names.lookup import matches, nearest
from conflictkg.names.told import label
from conflictkg.namespaces import CKG, dataset_graph, full
from conflictkg.profile import datasets, search
from conflictkg.serve.explorer.page import Asked, Page, Sent, address
from conflictkg.serve.explorer.triples import plainly
from conflictkg.serve.policy import EDITOR

_LISTED = 60


def home(kg: KnowledgeGraph, _: Asked) -> Page:
    """What is here: datasets, coalitions, and where to begin."""
    told = [row | {"iri": dataset_graph(row["dataset"])} for row in datasets(kg.store)]
    coalitions = reports.rows(kg.store, "things", **{"class": CKG + "Coalition"})
    once = {row["thing"]: row["label"] for row in coalitions}
    listed = sorted(once.items(), key=lambda each: each[1].casefold())
    values = {"title": "Explorer", "datasets": told, "coalitions": listed[:_LISTED], "more": len(listed) - _LISTED}
    return Page("home.html", values, lambda: plainly(kg.store, [row["iri"] for row in told]))


def find(kg: KnowledgeGraph, asked: Asked) -> Page | Sent:
    """Those with a name; the page of the one where there is but one."""
    text = asked.one("q")
    if not text:
        return Sent(status=303, headers={"location": "/"})
    found = matches(kg.store, text)
    same = [match for match in found if match.band == "same"]
    if len(same) == 1:
        return Sent(status=303, headers={"location": address(same[0].iri)})
    rows = [row | {"iri": full(row["id"])} for row in search(kg.store, text)]
    hints = [] if rows else [(iri, label(kg.store, iri)) for iri in nearest(kg.store, text)]
    values = {"title": f"Find: {text}", "text": text, "rows": rows, "ambiguous": len(same) > 1, "hints": hints}
    return Page("find.html", values, lambda: plainly(kg.store, [match.iri for match in found]))


def editor(_: KnowledgeGraph, __: Asked) -> Page:
    """A SPARQL editor over the endpoint."""
    return Page("editor.html", {"title": "SPARQL"}, headers={"content-security-policy": EDITOR})
