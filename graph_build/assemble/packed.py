"""The sorted quads of a very long document, held compressed and merged while they are read."""

from __future__ import annotations

import zlib
from heapq import merge
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BLOCKS = 256
_LEVEL = 1
# No quad holds this character.
_BETWEEN = "\0"


class Packed:
    """Lines that `Sheet.lines` gave for the stretches of one graph; iterating gives all, sorted.

    The lines of a single stretch are held as they are. Those of more are compressed, so that
    memory is that of a few blocks of each stretch.
    """

    def __init__(self) -> None:
        self._only: Sequence[str] = ()
        self._runs: list[list[bytes]] = []

    def add(self, blocks: Sequence[str]) -> None:
        """Add the lines of a stretch: those of one subject are one string, in order."""
        if not self._runs and not self._only:
            self._only = blocks
            return
        self._pack(self._only)
        self._pack(blocks)
        self._only = ()

    def _pack(self, blocks: Sequence[str]) -> None:
        if not blocks:
            return
        parts = (blocks[at : at + _BLOCKS] for at in range(0, len(blocks), _BLOCKS))
        self._runs.append([zlib.compress(_BETWEEN.join(p).encode(), _LEVEL) for p in parts])

    def __iter__(self) -> Iterator[str]:
        """Return the lines of one subject after the other, each line once."""
        if not self._runs:
            yield from self._only
            return
        blocks = merge(*map(_blocks, self._runs), key=_subject)
        for _, same in groupby(blocks, key=_subject):
            first, *others = same
            yield "".join(_lines((first, *others))) if others else first


def _blocks(run: list[bytes]) -> Iterator[str]:
    for part in run:
        yield from zlib.decompress(part).decode().split(_BETWEEN)


def _subject(block: str) -> str:
    return block.partition(" ")[0]


def _lines(blocks: Sequence[str]) -> list[str]:
    return sorted({f"{line}\n" for block in blocks for line in block.split("\n") if line})
