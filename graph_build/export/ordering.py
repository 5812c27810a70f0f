"""Lines in the order of their code points, each once, however many there are."""

from __future__ import annotations

import heapq
import tempfile
from itertools import groupby, islice
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_RUN = 250_000


def ordered(lines: Iterable[str], *, run: int = _RUN) -> Iterator[str]:
    r"""Return lines sorted and without repetition; runs that do not fit into memory go to disk.

    >>> list(ordered(["乙\n", "甲\n", "乙\n"], run=2))
    ['乙\n', '甲\n']
    """
    remaining = iter(lines)
    first = sorted(set(islice(remaining, run)))
    rest = list(_runs(remaining, run))
    try:
        yield from (line for line, _ in groupby(heapq.merge(first, *rest)))
    finally:
        for file in rest:
            file.close()


def _runs(lines: Iterator[str], size: int) -> Iterator[IO[str]]:
    """Return open files of sorted lines, which are gone when they are closed."""
    while chunk := sorted(set(islice(lines, size))):
        # Closed by the caller, which reads all of them at once.
        file = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115
        file.writelines(chunk)
        file.seek(0)
        yield file
