"""What is asked of a worker, what it says at the end, and within which limits."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

ANSWER_BYTES = 50_000_000
"""The size at which an answer is cut."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, the format of its answer, and the graphs that a request names for its dataset.

    IRIs of the query are relative to `base`.
    """

    sparql: str
    media_type: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None
    most_rows: int | None = None
    most_bytes: int = ANSWER_BYTES

    def encode(self) -> bytes:
        """Return the message to a worker."""
        # Not asdict, which copies whatever it finds and takes as long as all the rest.
        return json.dumps({name: getattr(self, name) for name in self.__slots__}).encode()

    @classmethod
    def decode(cls, message: bytes) -> Asked:
        """Return what a message to a worker asks."""
        said = json.loads(message)
        said["default_graphs"] = tuple(said["default_graphs"])
        said["named_graphs"] = tuple(said["named_graphs"])
        return cls(**said)


@dataclass(frozen=True, slots=True)
class End:
    """How an evaluation ended: whole, cut at a limit, or with what is wrong with the query."""

    cut: bool = False
    refused: str | None = None

    def encode(self) -> bytes:
        """Return the message of a worker."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def decode(cls, message: bytes) -> End:
        """Return what a message of a worker says."""
        return cls(**json.loads(message))


@dataclass(frozen=True, slots=True)
class Limits:
    """How much evaluation may cost, in seconds and bytes, and how many queries run at once.

    A query begins in the fast lane. One that is not answered in a moment goes on there at a lower
    priority, and one that is not answered there goes on in the slow lane, which has few places: so
    costly queries cannot crowd out cheap ones.
    """

    fast_places: int = 8
    urgent_seconds: float = 0.05
    fast_seconds: float = 0.3
    fast_queue: int = 256
    slow_places: int = 1
    slow_seconds: float = 10.0
    slow_queue: int = 2
    patience_seconds: float = 5.0
    memory_bytes: int = 1_000_000_000
    spares: int = 1
    queries_per_worker: int = 10_000
    cpu_seconds_per_worker: int = 120
