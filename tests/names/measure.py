"""How well names are found: ``python tests/names/measure.py`` prints precision and recall on labelled spellings.

``variants.csv`` has actors with spellings that are theirs, ``negatives.csv`` pairs of names that are two actors; all
were written from general knowledge. Of the parts, *tuning* was looked at while the code was made; *held-out* was
not, but its words were known when the word list was written; *fresh* was written when code and word list were done,
and the list was later extended by common words, some of which stand in it (before that: precision 1.000, recall 0.841).
Each spelling is looked up in a store that does not hold it: once with all other spellings of its actor there (leave
one out), once with the label alone. Names of the negatives stand in every store as further actors.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from conflictkg import claims
from conflictkg.derive import derive
from conflictkg.names.compare import compare
from conflictkg.names.lookup import Matches, matches
from conflictkg.names.spelling import key
from conflictkg.namespaces import dataset_graph, thing
from conflictkg.rdf import quads
from conflictkg.store import MemoryStore

HERE = Path(__file__).parent
_CLAIM = claims.Claim(thing("n", "source", "list"), claims.Locator("row"), "asserts")


class Spelt(NamedTuple):
    """An actor with its label and spellings."""

    actor: str
    part: str
    label: str
    variants: list[str]


class Measure(NamedTuple):
    """Counts: spellings, found and right, found and wrong, taken for the same and right, taken and wrong."""

    spellings: int
    right: int
    wrong: int
    same_right: int
    same_wrong: int

    @property
    def precision(self) -> float:
        """Of those found, how many are right."""
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Of all spellings, how many are found and right."""
        return self.right / self.spellings

    def told(self) -> str:
        """Precision and recall in words."""
        taken = self.same_right + self.same_wrong
        return (
            f"{self.spellings} spellings: precision {self.precision:.3f}, recall {self.recall:.3f}; taken without "
            f"asking: precision {self.same_right / taken:.3f}, recall {self.same_right / self.spellings:.3f}"
        )


def spelt() -> list[Spelt]:
    """The labelled spellings."""
    with open(HERE / "variants.csv", encoding="utf-8", newline="") as file:
        return [Spelt(r["actor"], r["part"], r["label"], r["variants"].split("|")) for r in csv.DictReader(file)]


def negatives() -> list[tuple[str, str]]:
    """Pairs of names of two actors."""
    with open(HERE / "negatives.csv", encoding="utf-8", newline="") as file:
        return [(row["name"], row["other"]) for row in csv.DictReader(file)]


def store_of(actors: Iterable[tuple[str, str, list[str]]]) -> MemoryStore:
    """A store of actors: id, label, further names."""
    store = MemoryStore()
    with store.writing() as draft:
        draft.replace(dataset_graph("names"), quads(_rows(actors), "names"))
        derive(draft)
    return store


def _rows(actors: Iterable[tuple[str, str, list[str]]]) -> Iterator[claims.Row]:
    yield claims.Dataset("names")
    yield claims.Source(_CLAIM.source, "List")
    for local, label, names in actors:
        iri = thing("n", "actor", local)
        yield claims.Actor(iri, "ArmedGroup", label)
        for name in names:
            yield claims.Name(iri, name, _CLAIM)


def _decoys(actors: list[Spelt]) -> list[tuple[str, str, list[str]]]:
    """The names of the negatives that are no spelling of the actors."""
    known = {key(name) for each in actors for name in (each.label, *each.variants)}
    names = sorted({name for pair in negatives() for name in pair if key(name) not in known})
    return [(f"decoy-{at}", name, []) for at, name in enumerate(names)]


def alone(actors: list[Spelt]) -> Measure:
    """Each spelling looked up where its actor has the label alone."""
    store = store_of([*((each.actor, each.label, []) for each in actors), *_decoys(actors)])
    return _measured((each, name, matches(store, name)) for each in actors for name in each.variants)


def left_out(actors: list[Spelt]) -> Measure:
    """Each spelling looked up where its actor has all others: as many stores as an actor has spellings at most."""
    return _measured(_folds(actors))


def _folds(actors: list[Spelt]) -> Iterator[tuple[Spelt, str, Matches]]:
    for fold in range(max(len(each.variants) for each in actors)):
        kept = [(e.actor, e.label, e.variants[:fold] + e.variants[fold + 1 :]) for e in actors]
        store = store_of([*kept, *_decoys(actors)])
        for each in actors:
            if fold < len(each.variants):
                yield each, each.variants[fold], matches(store, each.variants[fold])


def _measured(found: Iterable[tuple[Spelt, str, Matches]]) -> Measure:
    counts = [0] * 5
    for each, _, listed in found:
        counts[0] += 1
        first = _first(listed)
        if first:
            right = first == thing("n", "actor", each.actor)
            counts[1 if right else 2] += 1
            if listed[0].band == "same":
                counts[3 if right else 4] += 1
    return Measure(*counts)


def _first(listed: Matches) -> str:
    """The one that is found: none where two are as near."""
    tied = len(listed) > 1 and listed[0].band == listed[1].band and listed[0].score == listed[1].score
    return "" if not listed or tied or listed.ambiguous else listed[0].iri


def confused() -> list[tuple[str, str, str]]:
    """The negatives that are called same or likely, with the band."""
    return [(a, b, band) for a, b in negatives() if (band := compare(a, b).band)]


def main() -> None:
    """Print all figures."""
    actors = spelt()
    for part in ("tuning", "held-out", "fresh"):
        chosen = [each for each in actors if each.part == part]
        print(f"{part}, leave one out: {left_out(chosen).told()}")
        print(f"{part}, from the label alone: {alone(chosen).told()}")
    wrong = confused()
    print(
        f"{len(negatives())} pairs that are two actors: {sum(b == 'same' for *_, b in wrong)} called the same,", end=" "
    )
    print(f"{sum(b == 'likely' for *_, b in wrong)} likely: {'; '.join(f'{a} / {b}' for a, b, _ in wrong) or 'none'}")


if __name__ == "__main__":
    main()
