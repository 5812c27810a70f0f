"""Messages between the web process and a worker: one byte for the kind, four for the length."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket

READY = b"R"
ASK = b"Q"
DATA = b"D"
END = b"E"

_HEAD = struct.Struct("!cI")


def frame(kind: bytes, body: bytes) -> bytes:
    r"""Return a message as bytes.

    >>> frame(END, b"{}")
    b'E\x00\x00\x00\x02{}'
    """
    return _HEAD.pack(kind, len(body)) + body


class Frames:
    """Cuts a stream of bytes into messages."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> None:
        """Take bytes that have arrived."""
        self._held += data

    def next(self) -> tuple[bytes, bytes] | None:
        """Return the next message if all of it has arrived."""
        if len(self._held) < _HEAD.size:
            return None
        kind, length = _HEAD.unpack_from(self._held)
        if len(self._held) < _HEAD.size + length:
            return None
        body = bytes(self._held[_HEAD.size : _HEAD.size + length])
        del self._held[: _HEAD.size + length]
        return kind, body


def receive(connection: socket.socket) -> bytes | None:
    """Wait for the next message and return its body; None if the other side has gone."""
    head = _exactly(connection, _HEAD.size)
    if head is None:
        return None
    _, length = _HEAD.unpack(head)
    return _exactly(connection, length)


def _exactly(connection: socket.socket, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        part = connection.recv(size - len(parts))
        if not part:
            return None
        parts += part
    return bytes(parts)
