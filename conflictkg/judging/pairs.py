"""Judgements as a user makes and reads them: by names or ids; the login name and today where none are given."""

from __future__ import annotations

import datetime
from pathlib import Path

from conflictkg import claims
from conflictkg.errors import ConflictKGError
from conflictkg.judging.judgements import is_id, judge, standing
from conflictkg.judging.sheet import read_table
from conflictkg.names.lookup import resolve
from conflictkg.names.told import kinds
from conflictkg.namespaces import JUDGEMENTS, dataset_name, full, short
from conflictkg.store.base import Store
from conflictkg.vocabulary import vocabulary


def judge_pair(store: Store, verdict: str, a: str, b: str, because: str, by: str = "", on: str = "") -> str:
    """Take in one judgement; gives it in a line, and what of it is not loaded."""
    if not because.strip():
        raise ConflictKGError("A judgement needs a reason. Say why, so that another can check it.")
    one, other = _thing(store, a), _thing(store, b)
    if one == other:
        raise ConflictKGError(f'"{a}" and "{b}" are one already: {short(one)}. Give two ids.')
    said = claims.Judgement(one, other, verdict, by or _login(), on or _today(), because.strip())
    (made,) = judge(store, [said])
    missing = [short(iri) for iri in (one, other) if not kinds(store, iri)]
    waits = f"; it waits for {' and '.join(missing)}, not loaded" if missing else ""
    return f"{made.told()}{waits}"


def _thing(store: Store, text: str) -> str:
    """The id that a user means: as given where it is an id, loaded or not, else that of a name."""
    iri = full(text)
    if not is_id(iri):
        return resolve(store, text, "thing")
    known = kinds(store, iri)
    if known and not any(vocabulary().is_a(kind, group) for kind in known for group in ("Actor", "Place")):
        raise ConflictKGError(f"{short(iri)} is no actor or place. Give the id of one.")
    return iri


def _login() -> str:
    """The name under which the user is logged in."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise ConflictKGError("There is no login name here. Say who judges with --by NAME.") from None


def _today() -> str:
    return datetime.date.today().isoformat()


def listed(store: Store) -> tuple[list[str], list[list[str]]]:
    """Columns and rows of the list of judgements."""
    columns = ["id", "a", "b", "verdict", "by", "on", "why", "from"]
    rows = []
    for each in standing(store.engine):
        origin = "here" if each.graph == JUDGEMENTS else dataset_name(each.graph)
        rows.append([each.id, short(each.said.a), short(each.said.b), *each.said[2:], origin])
    return columns, rows


def take_in(store: Store, path: str | Path, by: str = "", on: str = "") -> tuple[int, int]:
    """Take in a table of judgements; gives how many there are, and how many proposals were left out."""
    found, left = read_table(path, by or _login(), on or _today())
    return len(judge(store, found)), left
