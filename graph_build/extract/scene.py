"""One document on the way through extraction: its reading and what each room has found so far."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from graph_build.model import GROUPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_build.extract.atoms import Atoms
    from graph_build.extract.findings import Finding
    from graph_build.extract.passages import Passage
    from graph_build.model import Key, Sentence, Span
    from graph_build.read import Reading


INSIDE = "initiative.inside"
PLACE_INSIDE = "place.inside"
_INNER = frozenset((INSIDE, PLACE_INSIDE))


class Named(NamedTuple):
    """A finding that has its key; `span` is the range of the name, `group` the key's."""

    key: Key
    finding: Finding
    span: Span
    group: str

    @classmethod
    def of(cls, key: Key, finding: Finding) -> Named:
        """Return a finding with its key."""
        return cls(key, finding, finding.span, key.group)


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
    _told: list[Named] = field(default_factory=list)
    _inner: list[Named] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _by_clause: dict[Span, list[tuple[Span, list[Named]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._told.extend([n for n in self.names if n.finding.rule not in _INNER])
        self._inner.extend([n for n in self.names if n.finding.rule in _INNER])
        self._starts.extend([n.span.start for n in self._told])

    def within(self, span: Span, *groups: str) -> list[Named]:
        """Return the names of the given groups (all without any) that lie inside a range.

        What a longer name merely applies (龙山经验 in 龙山经验综合应用) is not spoken of there.
        """
        start, end = span
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        if first == last:
            return []
        held = [n for n in self._told[first:last] if n.span.end <= end]
        return [n for n in held if n.group in groups] if groups else held

    def by_clause(self, sentence: Sentence) -> list[tuple[Span, list[Named]]]:
        """Return the clauses of a sentence that hold names, each with those that lie in it."""
        found = self._by_clause.get(sentence.span)
        if found is None:
            clauses = sentence.clauses if self.within(sentence.span) else ()
            held = [(clause, self.within(clause)) for clause in clauses]
            found = self._by_clause[sentence.span] = [one for one in held if one[1]]
        return found

    def inside(self, span: Span) -> list[Named]:
        """Return the names that a longer name in a range holds without speaking of them."""
        first = bisect_left(self._inner, span.start, key=lambda n: n.span.start)
        last = bisect_left(self._inner, span.end, first, key=lambda n: n.span.start)
        return [n for n in self._inner[first:last] if n.span.end <= span.end]


def group_of(finding: Finding) -> str:
    """Return the group that the class of a finding belongs to."""
    return GROUPS[finding.kind]
