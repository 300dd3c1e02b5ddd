"""What a person wants to know at a glance: datasets, an actor's profile, actors by a name."""

from __future__ import annotations

from conflictkg import reports
from conflictkg.answers import Answer
from conflictkg.names.lookup import Match, matches, nearest, resolve
from conflictkg.names.told import label
from conflictkg.names.whereabouts import whereabouts
from conflictkg.namespaces import local, short
from conflictkg.reports import Row
from conflictkg.store.base import Store
from conflictkg.terminal import plain
from conflictkg.vocabulary import vocabulary


def datasets(store: Store) -> Answer:
    """One row per dataset: counts of claims, propositions, judgements; licence, version, citation."""
    found = reports.rows(store, "datasets")
    columns = ["dataset", "title", "claims", "propositions", "judgements", "licence", "version", "citation"]
    return Answer.told(columns, [[row[c] for c in columns] for row in found])


def waiting(store: Store) -> int:
    """How many judgements name an id that is not loaded."""
    return len(reports.rows(store, "waiting"))


def search(store: Store, text: str) -> Answer:
    """Actors and places by any spelling, best first: which they are, whether the same or likely, why, where and when.

    More than one that is the same means that the name is ambiguous.
    """
    found = matches(store, text)
    kinds = {iri: vocabulary().label(kind) for iri, kind in _kinds(store, found).items()}
    rows = []
    for each in found:
        known = whereabouts(store, each.iri)
        told = [", ".join(known.places), known.years, ", ".join(known.datasets)]
        rows.append([each.label, short(each.iri), kinds.get(each.iri, ""), each.band, each.why, *told])
    return Answer.told(["name", "id", "kind", "match", "why", "places", "years", "datasets"], rows)


def near(store: Store, text: str) -> list[str]:
    """Hints where nothing is found: things with a name that has something of this text, as ``Label (id)``."""
    return [f"{label(store, iri)} ({short(iri)})" for iri in nearest(store, text)]


def _kinds(store: Store, found: list[Match]) -> dict[str, str]:
    rows = reports.rows_of(store, "things", "thing", [m.iri for m in found])
    return {row["thing"]: local(row["class"]) for row in rows}


def profile(store: Store, actor: str, as_of: str = "", policy: str = "default") -> str:
    """An actor's profile as text: names, ties by relation with dates, status and sources, events."""
    iri = resolve(store, actor, "actor")
    told = next(iter(reports.rows_of(store, "things", "thing", [iri])))
    day = f", as of {as_of}" if as_of else ""
    lines = [
        told["label"],
        f"{vocabulary().label(local(told['class']))} · {short(iri)} · policy {policy}{day}",
    ]
    if told["note"]:
        lines.append(told["note"])
    lines += _section("Names", _names(store, iri))
    ties = [row for end in ("from", "to") for row in reports.rows(store, "ties", as_of, **{end: iri})]
    labels = _labels(store, ties)
    lines += _section("Ties", _ties(ties, iri, labels))
    facts = list(reports.rows_of(store, "facts", "thing", [iri], as_of))
    lines += _section("Events", [_fact(row, told["label"]) for row in facts if row["event"]])
    lines += _section("Also said", [_fact(row, "") for row in facts if not row["event"]])
    sources = sorted({source for row in ties for source in row["sources"].split("; ")})
    lines += _section("Sources", sources)
    return "".join(f"{plain(line)}\n" for line in lines)


def _section(title: str, entries: list[str]) -> list[str]:
    return ["", title, *(f"  {entry}" for entry in entries)] if entries else []


def _names(store: Store, iri: str) -> list[str]:
    rows = reports.rows_of(store, "names", "thing", [iri])
    return [row["text"] + _bracketed(row["language"], row["kind"]) for row in rows]


def _labels(store: Store, ties: list[Row]) -> dict[str, str]:
    ends = sorted({row[end] for row in ties for end in ("from", "to")})
    return {row["thing"]: row["label"] for row in reports.rows_of(store, "things", "thing", ends)}


def _ties(ties: list[Row], iri: str, labels: dict[str, str]) -> list[str]:
    """One line per tie, from the actor's side."""
    lines = []
    for row in ties:
        relation = vocabulary().relations[local(row["class"])]
        outward = row["from"] == iri
        other = labels.get(row["to" if outward else "from"], short(row["to" if outward else "from"]))
        words = f"{relation.label} {other}"
        if not outward and not relation.symmetric:
            words = f"{other} {relation.label} {labels[iri]}"
        dates = f"{row['since']}/{row['until']}" if row["since"] or row["until"] else ""
        last = f"last evidence {row['last_evidence']}" if row["last_evidence"] else "undated"
        lines.append((not outward, words + _bracketed(row["role"], dates, last, row["certainty"], row["status"])))
    return [line for _, line in sorted(lines)]


def _fact(row: Row, actor: str) -> str:
    dates = row["since"] if row["since"] == row["until"] else f"{row['since']}/{row['until']}".strip("/")
    return row["label"].removeprefix(f"{actor}, ") + _bracketed(dates, row["certainty"], row["status"])


def _bracketed(*parts: str) -> str:
    """The parts that are told, in brackets."""
    told = [part for part in parts if part]
    return f" ({', '.join(told)})" if told else ""
