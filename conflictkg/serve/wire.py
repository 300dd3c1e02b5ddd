"""Frames between server, keeper and workers: a JSON head and a body of bytes, each with its length in front."""

from __future__ import annotations

import json
import socket
from struct import Struct
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter  # keeper and workers do without

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


async def asked(reader: StreamReader, writer: StreamWriter, frame: Frame) -> Frame:
    """Send a frame and wait for the one that answers it; raises IncompleteReadError when the other side dies."""
    writer.write(frame.packed())
    await writer.drain()
    return await heard(reader)


async def heard(reader: StreamReader) -> Frame:
    """The next frame."""
    head, body = _LENGTHS.unpack(await reader.readexactly(_LENGTHS.size))
    return Frame(json.loads(await reader.readexactly(head)), await reader.readexactly(body) if body else b"")
