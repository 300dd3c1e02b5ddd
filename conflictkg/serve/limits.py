"""How much anybody may ask for."""

from __future__ import annotations

from typing import NamedTuple

MB = 1 << 20


class Limits(NamedTuple):
    """Limits of one server. What is over them is refused in words: 400, 413, 431 or 503."""

    deadline: float = 10.0
    """Seconds that a worker may take for one request, and that a request may wait for a worker."""
    workers: int = 2
    waiting: int = 500
    """Requests that may wait for a worker."""
    connections: int = 2_000
    memory: int = 1024 * MB
    """What one worker may take beyond the data, in bytes."""
    rows: int = 100_000
    answer: int = 64 * MB
    """The longest answer in bytes."""
    sending: int = 512 * MB
    """Bytes of answers that may be on their way at once, since clients may take them slowly."""
    body: int = MB
    """The longest body of a query."""
    written: int = 256 * MB
    """The longest body of a change by somebody who has the token."""
    head: int = 32 * 1024
    """The longest head of a request, its address included."""
    patience: float = 10.0
    """Seconds within which a client must send a head, each 64 KB of a body, and take each part of an answer."""
    changing: float = 600.0
    """Seconds that a change of the store may take."""
