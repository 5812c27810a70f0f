"""Things, statements and quotes as plain data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

_ENDS = re.compile(r"[。！？!?…]+[”’」』）)】》]*|[\r\n]+")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one document says: a relation, an action, an observation or a recognition.

    `subject`, `says` and `object` are words: names where things have them, the verb of an action,
    the indicator of an observation. `value` and `unit` are those of an observation. What the
    document leaves open is None.
    """

    iri: str
    kind: str
    subject: str | None
    says: str
    object: str | None
    value: Decimal | None
    unit: str | None
    status: str
    period: str | None
    confidence: float | None
    document: str

    def __str__(self) -> str:
        number = f"{self.value} {self.unit}" if self.value is not None else None
        said = (self.subject, self.says, self.object or number)
        return " ".join(part for part in said if part) + f" ({self.status})"


@dataclass(frozen=True, slots=True)
class Thing:
    """A real thing of the graph: its names by language, its classes, what documents say of it.

    `kind` is its finest class in the ontology's own name, `kinds` are all of them; `labels` maps
    a language to the preferred name, `aliases` are the other names.
    """

    iri: str
    name: str
    kind: str
    kinds: tuple[str, ...]
    labels: dict[str, str]
    aliases: tuple[str, ...]
    statements: tuple[Statement, ...]

    def __repr__(self) -> str:
        return f"<{self.kind} {self.name}, {len(self.statements)} statements>"


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters of a document: [start, end) in code points, and the sentence they stand in.

    `before` and `after` are the rest of the sentence.
    """

    text: str
    start: int
    end: int
    before: str
    after: str
    document: str
    identifier: str

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.before + self.text + self.after

    def __str__(self) -> str:
        return (
            f"{self.before}【{self.text}】{self.after} ({self.identifier} {self.start}–{self.end})"
        )


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a stretch in its sentence, final mark included.

    >>> around("前一句。龙山经验发源于永康市。后一句。", 4, 8)
    ('', '发源于永康市。')
    """
    stops = [found.end() for found in _ENDS.finditer(text) if found.end() <= start]
    first = stops[-1] if stops else 0
    following = _ENDS.search(text, max(end - 1, start))
    last = following.end() if following else len(text)
    return text[first:start].lstrip(), text[end : max(last, end)].rstrip("\r\n")
