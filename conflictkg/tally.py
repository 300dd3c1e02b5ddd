"""How many claims of which kind stand for and against a proposition: what a policy counts, in numbers and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from conflictkg.derive.policy import Profile
from conflictkg.namespaces import local
from conflictkg.reports import Row

_SIDES = {"asserts": "for", "denies": "against", "disputes": "against"}
_KINDS = ("plain", "interested", "weak")


def profile(claims: Iterable[Row]) -> Profile:
    """The profile that a policy sees, from rows with ``position``, ``standing`` and ``origin``."""
    counted = [row for row in claims if row["standing"] != "set aside"]
    tally = Counter((_side(row), row["standing"] or "plain") for row in counted)
    origins = len({row["origin"] for row in counted if _side(row) == "for"})
    return Profile._make([*(tally[side, kind] for side in ("for", "against") for kind in _KINDS), origins])


def policy_line(policy: str, claims: Iterable[Row]) -> str:
    """The policy, and how many of which kind assert and oppose.

    >>> said = {"position": "asserts", "standing": "", "origin": "somebody"}
    >>> policy_line("default", [said, said | {"position": "denies", "standing": "interested"}])
    'policy default: asserted once plainly; opposed once by parties'
    """
    told = profile(claims)
    for_it = _listed((told.plain, "plainly"), (told.interested, "by parties"), (told.weak, "hedged or unnamed"))
    against = _listed(
        (told.disinterestedDenials, "by others"), (told.interestedDenials, "by parties"), (told.weakDenials, "unnamed")
    )
    asserted = f"asserted {for_it}" if for_it else "asserted by nobody"
    return f"policy {policy}: {asserted}; {f'opposed {against}' if against else 'opposed by nobody'}"


def _side(row: Row) -> str:
    return _SIDES.get(local(row["position"]), "")


def _listed(*parts: tuple[int, str]) -> str:
    return ", ".join(f"{'once' if n == 1 else f'{n} times'} {how}" for n, how in parts if n)
