"""From a proposition or inference down to claims: policy, claims, sources, passages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from conflictkg import locate, reports
from conflictkg.claims import Locator
from conflictkg.derive.rules import rules
from conflictkg.explain.tree import Reason
from conflictkg.namespaces import CKG, local
from conflictkg.reports import Row
from conflictkg.store.base import Store
from conflictkg.tally import policy_line
from conflictkg.vocabulary import vocabulary

_PARTS = ("label", "status", "policy", "certainty", "rule", "subject", "relation", "object")
_SAYS = {
    "asserts": "asserts it",
    "denies": "denies it",
    "disputes": "disputes it",
    "leavesUnverified": "leaves it unverified",
    "retracts": "takes it back",
}
_STANDINGS = {
    "interested": "by a party, or one aligned with a party or its adversary",
    "weak": "hedged, or by nobody named",
    "set aside": "set aside: retracted, or replaced by a later statement of the same attester",
}


class Evidence:
    """Reads the reasons of one store. ``texts`` gives copies of sources, by their IRIs."""

    def __init__(self, store: Store, as_of: str = "", texts: Mapping[str, Path] | None = None) -> None:
        self._store, self._as_of, self._texts = store, as_of, dict(texts or {})

    def conclusion(self, node: str) -> Row:
        """What is known of a proposition or inference as a whole."""
        found = reports.rows(self._store, "conclusion", self._as_of, node=node)
        return found[0] if found else dict.fromkeys(_PARTS, "")

    def name(self, node: str) -> str:
        """How a proposition or inference is called."""
        told = self.conclusion(self._standing(node))
        return told["label"] or f"{told['subject']} {told['relation']} {told['object']}"

    def reason(self, node: str, above: tuple[str, ...] = ()) -> Reason:
        """The reason for a proposition or inference, down to its claims."""
        told = self.conclusion(node)
        if told["rule"]:
            return self._inference(node, told, above)
        return self._proposition(node, told)

    # -- conclusions of rules

    def _inference(self, node: str, told: Row, above: tuple[str, ...]) -> Reason:
        rule = next((each for each in rules() if each.name == told["rule"]), None)
        says = f"{rule.says} {'Sound' if not rule.hypothesis else 'Only a hypothesis'}: {rule.why}." if rule else ""
        premises = self._values(node, "premise")
        below = tuple(self.reason(self._standing(p), (*above, node)) for p in premises if p not in above)
        dated = _windows(self._values(node, "certainDuring"), self._values(node, "possibleDuring"))
        why = Reason("rule", f"rule {told['rule']}: {says}", reasons=below)
        weakest = f"{vocabulary().label(local(told['status']))}, the weakest status of what it follows from"
        statement = f"{told['subject']} {told['relation']} {told['object']}"
        return Reason("inference", f"{statement}: {weakest}{dated}{self._day(told)}", node, (why,))

    def _standing(self, node: str) -> str:
        """The proposition that stands for a spell."""
        return next(iter(self._values(node, "canonical")), node)

    def _values(self, node: str, name: str) -> list[str]:
        quads = self._store.look(ox.NamedNode(node), ox.NamedNode(CKG + name), None)
        return sorted({quad.object.value for quad in quads})  # type: ignore[union-attr]

    # -- propositions

    def claims(self, node: str) -> list[Row]:
        """The claims on a proposition, those that assert it first."""
        found = reports.rows(self._store, "evidence", proposition=node)
        return sorted(found, key=lambda row: local(row["position"]) != "asserts")

    def _proposition(self, node: str, told: Row) -> Reason:
        claims = self.claims(node)
        policy = Reason("policy", policy_line(told["policy"], claims))
        origins = len({row["origin"] for row in claims if local(row["position"]) == "asserts"})
        counted = Reason("origins", f"{origins} independent origin{'' if origins == 1 else 's'}")
        status = vocabulary().label(local(told["status"]))
        text = f"{told['label']}: {status}{_dates(told)}{self._day(told)}"
        below = [policy, *(self._claim(row) for row in claims), *([counted] if origins > 1 else [])]
        return Reason("proposition", text, node, tuple(below))

    def _day(self, told: Row) -> str:
        if not told["certainty"]:
            return ""
        return f"; {'not' if told['certainty'] == 'excluded' else told['certainty']} on {self._as_of}"

    def _claim(self, row: Row) -> Reason:
        who = row["attester"] or "somebody unnamed"
        through = f", through {row['relayed_by']}" if row["relayed_by"] else ""
        hedge = f' ("{row["hedge"]}")' if row["hedge"] else ""
        basis = ", as the coder infers" if row["basis"] == "inferred" else ""
        where = f"in {row['title']}, {readable(row['locator'])}"
        when = f" [{row['when']}]" if row["when"] else ""
        says = f": {row['paraphrase']}" if row["paraphrase"] else ""
        standing = _STANDINGS.get(row["standing"], "")
        text = f"{who} {_SAYS.get(local(row['position']), row['stance'])}{hedge}{basis}{through}, {where}{says}{when}"
        return Reason("claim", f"{text} ({standing})" if standing else text, row["claim"], tuple(self._passage(row)))

    def _passage(self, row: Row) -> Iterator[Reason]:
        """The words themselves, where a copy of the source is at hand."""
        path = self._texts.get(row["source"])
        if not path or not all(row[name] for name in ("start", "end", "hash")):
            return
        words = locate.passage(Locator(row["locator"], int(row["start"]), int(row["end"]), row["hash"]), _text(path))
        yield Reason("passage", f"“{words}”" if words is not None else f"{path} has other words there")


def _dates(told: Row) -> str:
    since, until, last = (told[name] for name in ("since", "until", "last_evidence"))
    spans = [f"since {since}" if since else "", f"until {until}" if until else ""]
    if since and since == until:
        spans = [f"dated {since}"]
    parts = [span for span in spans if span] + ([f"last evidence {last}"] if last and last != until else [])
    return f" ({', '.join(parts) or 'undated'})"


def _windows(certain: list[str], possible: list[str]) -> str:
    """When an inference holds."""
    ever = {"0001-01-01/9999-12-31"}
    told = [f"certain {_span(window)}" for window in certain]
    told += [f"possible {_span(window)}" for window in possible if window not in {*ever, *certain}]
    return f" ({', '.join(told) or 'undated'})"


def _span(window: str) -> str:
    start, end = window.replace("0001-01-01", "..").replace("9999-12-31", "..").split("/")
    return start if start == end else f"{start}/{end}"


def readable(locator: str) -> str:
    """A locator without its hash."""
    return locator.split(" sha256 ")[0]


@lru_cache(maxsize=8)
def _text(path: Path) -> str:
    return locate.read_text(path)
