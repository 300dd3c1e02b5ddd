"""Hypotheses: what may follow, with what it would rest on. They are worked out when asked for and kept nowhere."""

from __future__ import annotations

from conflictkg.derive.infer import hypotheses
from conflictkg.explain.evidence import Evidence
from conflictkg.namespaces import CKG, RDFS
from conflictkg.store import MemoryStore, Store, copy

COLUMNS = ("subject", "relation", "object", "hypothesis", "weakest", "during", "rests_on")


def supposed(store: Store) -> list[list[str]]:
    """One row per hypothesis: the statement, the rule, the status of its weakest premise, when, and the premises."""
    scratch = MemoryStore(place=store.place)
    with scratch.writing() as draft:
        copy(store.engine, draft.engine)
        found = hypotheses(draft)
    labels = dict(scratch.pairs(RDFS + "label"))
    evidence = Evidence(scratch)
    rows = []
    for each in found:
        ends = (
            labels.get(each.subject, each.subject),
            labels.get(CKG + each.relation, ""),
            labels.get(each.object, ""),
        )
        grounds = [evidence.name(premise) for premise in each.premises]
        during = "; ".join(window for window in each.possible if window != "0001-01-01/9999-12-31")
        rows.append([*ends, each.rule, labels.get(CKG + each.status, ""), during, "; ".join(grounds)])
    return sorted(rows)
