"""Frames between server, keeper and workers: a JSON head and a body of bytes, each with its length in front."""

from __future__ import annotations

import json
import socket
from struct import Struct
from typing import Any, NamedTuple

_LENGTHS = Struct(">IQ")


class Frame(NamedTuple):
    """What is said, and the bytes that go with it."""

    head: dict[str, Any]
    body: bytes = b""

    def packed(self) -> bytes:
        """The frame as it goes over the wire."""
        head = json.dumps(self.head, separators=(",", ":")).encode()
        return b"".join((_LENGTHS.pack(len(head), len(self.body)), head, self.body))


def send(wire: socket.socket, frame: Frame) -> None:
    """Send a frame, waiting until it is taken."""
    wire.sendall(frame.packed())


def receive(wire: socket.socket) -> Frame | None:
    """The next frame; None when the other side is gone."""
    lengths = _exactly(wire, _LENGTHS.size)
    if lengths is None:
        return None
    head, body = _LENGTHS.unpack(lengths)
    told, sent = _exactly(wire, head), _exactly(wire, body)
    return None if told is None or sent is None else Frame(json.loads(told), sent)


def send_with(wire: socket.socket, frame: Frame, given: socket.socket) -> None:
    """Send a short frame and a socket with it, to a process that has no other way to it."""
    socket.send_fds(wire, [frame.packed()], [given.fileno()])


def receive_with(wire: socket.socket) -> tuple[Frame, socket.socket | None] | None:
    """As :func:`receive`, with the socket that was sent along."""
    start, files, _, _ = socket.recv_fds(wire, _LENGTHS.size, 1)
    given = socket.socket(fileno=files[0]) if files else None
    rest = _exactly(wire, _LENGTHS.size - len(start)) if start else None
    if rest is None:
        return None
    head, body = _LENGTHS.unpack(start + rest)
    told, sent = _exactly(wire, head), _exactly(wire, body)
    return None if told is None or sent is None else (Frame(json.loads(told), sent), given)


def _exactly(wire: socket.socket, size: int) -> bytes | None:
    parts = []
    while size:
        part = wire.recv(min(size, 1 << 20))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


class Unpacked:
    """Bytes as they come, until they are a frame."""

    def __init__(self) -> None:
        self._held = bytearray()

    def take(self, data: bytes) -> Frame | None:
        """The frame that these bytes complete; None while something of it is missing."""
        self._held += data
        if len(self._held) < _LENGTHS.size:
            return None
        head, body = _LENGTHS.unpack_from(self._held)
        start = _LENGTHS.size + head
        if len(self._held) < start + body:
            return None
        told = Frame(json.loads(self._held[_LENGTHS.size : start]), bytes(self._held[start : start + body]))
        del self._held[: start + body]
        return told
