"""Rules: query files that say what follows from what.

The head of a file is its documentation::

    # A member of a member is an indirect member.          what follows, in plain English
    # @sound because ...                                   or: # @hypothesis since ...
    # @time together | from | since                        how the dates of the premises carry over
    # @when infer                                          only when asked for, not on every load

A CONSTRUCT with a blank node that is a ``ckg:Inference`` (subject, predicate, object, premises) draws a conclusion of
its own; other triples follow from direct triples and have their time.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from conflictkg.errors import QueryError
from conflictkg.resources import shipped

_HEAD = re.compile(r"#\s*@(sound|hypothesis|time|when)\s+(.+)")
TIMES = ("together", "from", "since")


class Rule(NamedTuple):
    """One rule. ``time`` is how the conclusion is dated.

    together: while all premises hold; from: it begins with them and its end is not told; since: from them on for good.
    """

    name: str
    says: str
    why: str
    hypothesis: bool
    time: str
    on_load: bool
    sparql: str

    @property
    def concludes(self) -> bool:
        """Whether its conclusions are nodes with premises, or direct triples."""
        return "ckg:Inference" in self.sparql.partition("WHERE")[0]


def read(path: Path) -> Rule:
    """A rule from its file; raises :class:`QueryError` for a head that says too little."""
    text = path.read_text(encoding="utf-8")
    told = {m[1]: m[2].strip() for line in text.splitlines() if (m := _HEAD.match(line))}
    says = text.splitlines()[0].lstrip("# ") if text.startswith("#") else ""
    why = told.get("sound") or told.get("hypothesis") or ""
    time = told.get("time", "together")
    if not says or not why or time not in TIMES:
        raise QueryError(
            f"{path}: the head of the rule says too little. Its first line is what follows, in plain words; then "
            f"`# @sound WHY` or `# @hypothesis WHY`, and `# @time {'|'.join(TIMES)}`."
        )
    return Rule(path.stem, says, why, "hypothesis" in told, time, told.get("when", "") != "infer", text)


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The shipped rules, sorted by name."""
    return tuple(read(path) for path in sorted(shipped("queries", "rules").glob("*.rq")))


def folder(path: Path) -> tuple[Rule, ...]:
    """The rules of a user's folder."""
    if not path.is_dir():
        raise QueryError(f"{path}: there is no such folder of rules.")
    return tuple(read(each) for each in sorted(path.glob("*.rq")))
