"""All faults of a load told at once, and those that only follow from others counted."""

from __future__ import annotations

from collections.abc import Iterable

from conflictkg.errors import ConflictKGError, InputError

_MOST = 20


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that a misspelt one is nearest to; empty where none is near."""
    from difflib import get_close_matches  # here: a file without faults needs it not

    return "".join(get_close_matches(word, list(known), 1))


class Follows(InputError):
    """A fault that only follows from another one: it is counted, not told."""


def joined(faults: list[InputError]) -> ConflictKGError:
    """One error that tells the faults; those that only follow from others are counted."""
    follow = sum(isinstance(fault, Follows) for fault in faults)
    faults = [fault for fault in faults if not isinstance(fault, Follows)]
    unique = list(dict.fromkeys(str(fault) for fault in faults))
    shown = unique[:_MOST]
    if len(unique) > len(shown):
        shown.append(f"… and {len(unique) - len(shown)} more faults.")
    if follow:
        shown.append(f"{follow} row{'s' if follow > 1 else ''} could not be read because of that.")
    return faults[0] if len(shown) == 1 else ConflictKGError("\n".join(shown))
