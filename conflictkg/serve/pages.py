"""Pages that were just made, kept until the store changes: the same address gives the same page."""

from __future__ import annotations

import json
from collections import OrderedDict

from conflictkg.serve.pool import Pool
from conflictkg.serve.wire import Frame

_MOST = 32 << 20
_LONGEST = 4 << 20


class Pages:
    """A pool that is asked for pages, with the last of them at hand."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._kept: OrderedDict[str, Frame] = OrderedDict()
        self._size = 0
        self._of = pool.changes

    async def ask(self, frame: Frame) -> Frame:
        """The page, as it was made or anew."""
        if self._of != self._pool.changes:
            self._kept.clear()
            self._size, self._of = 0, self._pool.changes
        key = json.dumps(frame.head)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        before = self._of
        told = await self._pool.ask(frame)
        if told.head["status"] == 200 and len(told.body) <= _LONGEST and before == self._pool.changes:
            self._keep(key, told)
        return told

    def _keep(self, key: str, told: Frame) -> None:
        if key not in self._kept:
            self._kept[key] = told
            self._size += len(told.body) + len(key)
        while self._size > _MOST:
            old, gone = self._kept.popitem(last=False)
            self._size -= len(gone.body) + len(old)
