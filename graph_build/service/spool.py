"""An answer on its way: in memory while small, then in a file without a name.

A worker is free again when it has written its answer, however slowly the client reads; and what is
known only at the end, that the answer was cut, can be said in its first line.
"""

from __future__ import annotations

import asyncio
import tempfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_IN_MEMORY_BYTES = 262_144
_PART_BYTES = 65_536


class Answer:
    """The bytes of an answer, whether rows were left out, and how long it was worked on."""

    def __init__(self) -> None:
        self.cut = False
        self.size = 0
        self.seconds = 0.0
        self._parts: list[bytes] = []
        self._file: Any = None

    def write(self, data: bytes, /) -> int:
        """Take bytes."""
        self.size += len(data)
        if self._file is None and self.size > _IN_MEMORY_BYTES:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the answer
            self._file.write(b"".join(self._parts))
            self._parts.clear()
        if self._file is None:
            self._parts.append(data)
        else:
            self._file.write(data)
        return len(data)

    @property
    def is_small(self) -> bool:
        """Whether all of it is in memory."""
        return self._file is None

    def whole(self) -> bytes:
        """Return all bytes."""
        if self._file is None:
            return b"".join(self._parts)
        self._file.seek(0)
        return bytes(self._file.read())

    async def parts(self) -> AsyncIterator[bytes]:
        """Return the bytes part by part."""
        if self._file is None:
            yield self.whole()
            return
        self._file.seek(0)
        while part := self._file.read(_PART_BYTES):
            yield part
            # A generator that never waits would keep the server from seeing that a client left.
            await asyncio.sleep(0)

    def clear(self) -> None:
        """Let go of the bytes."""
        self.size = 0
        self._parts.clear()
        if self._file is not None:
            self._file.close()
            self._file = None
