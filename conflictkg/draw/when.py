"""The dates of what is to be seen, and what they say of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class When:
    """``since`` and ``until`` in EDTF, and the windows in which something certainly or possibly holds.

    A window is ``start/end`` in days; see :func:`conflictkg.derive.summary.windows`. What has no window (a tie added by
    hand) is shown on every day.
    """

    since: str = ""
    until: str = ""
    certain: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether a day can exclude it."""
        return bool(self.certain or self.possible)

    def on(self, first: str, last: str) -> str:
        """``certain``, ``possible`` or ``excluded`` in a period of days, as ``queries/fragments/certainty.rq`` has it.

        >>> When(certain=("2015-03-28/2015-03-28",), possible=("0001-01-01/9999-12-31",)).on("2015-03-29", "2015-03-29")
        'possible'
        """
        if _meets(self.certain, first, last):
            return "certain"
        return "possible" if _meets(self.possible, first, last) else "excluded"


def _meets(windows: Sequence[str], first: str, last: str) -> bool:
    return any(start <= last and end >= first for start, _, end in (window.partition("/") for window in windows))


NO_DATE = When()
