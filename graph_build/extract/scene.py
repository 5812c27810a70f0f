"""One document on the way through extraction: its reading and what each room has found so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_build.model import GROUPS, Key, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_build.extract.atoms import Atoms
    from graph_build.extract.findings import Finding
    from graph_build.extract.passages import Passage
    from graph_build.read import Reading


INSIDE = "initiative.inside"


@dataclass(frozen=True, slots=True)
class Named:
    """A finding that has its key."""

    key: Key
    finding: Finding

    @property
    def span(self) -> Span:
        """The range of the name."""
        return self.finding.span


@dataclass(frozen=True, slots=True)
class Scene:
    """The names of a document in the order of the text, and the passages they stand in.

    `scope` is the key of the place that the document is about, None where it tells none.
    """

    reading: Reading
    atoms: Atoms
    passages: Sequence[Passage]
    names: Sequence[Named]
    scope: Key | None
    speakers: dict[str, Key] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts.extend(n.span.start for n in self.names)

    def within(self, span: Span, *groups: str) -> list[Named]:
        """Return the names of the given groups (all without any) that lie inside a range.

        What a longer name merely applies (龙山经验 in 龙山经验综合应用) is not spoken of there.
        """
        first = bisect_left(self._starts, span.start)
        last = bisect_right(self._starts, span.end)
        return [
            n
            for n in self.names[first:last]
            if n.span.end <= span.end
            and (not groups or n.key.group in groups)
            and n.finding.rule != INSIDE
        ]


def group_of(finding: Finding) -> str:
    """Return the group that the class of a finding belongs to."""
    return GROUPS[finding.kind]
