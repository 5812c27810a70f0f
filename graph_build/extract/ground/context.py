"""What a document's own text shows at any stretch of it: the ground that claims must stand on.

Everything here is read from the text again, by the grammars of times and quantities and by the
names that were found; nothing is taken from a claim.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from graph_build.extract.places import COMPARED
from graph_build.extract.scene import PLACE_INSIDE
from graph_build.model import Key, Mention, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_build.extract.passages import Layout, Passage
    from graph_build.extract.quantity import Quantity
    from graph_build.read import Reading

_LISTED = frozenset(("、", "和", "及", "以及", "与"))
_ACTORS = frozenset(("institution", "place", "person"))
_CLAUSES = frozenset(("goal", "honour"))
_HEAD_GAP = 8
_OPENING = re.compile(r"(?:同时|此外|目前|当前|近年来|去年|今年|今后|下一步|其中|此后|日前|近日)?")
_OBLIQUE = frozenset("在对向从于")
_BREAKS = frozenset(("question", "box", "heading", "title"))


class Head(NamedTuple):
    """A name near the head of a clause; `is_subject` says that it opens the clause."""

    start: int
    key: Key
    turn: int
    is_subject: bool


class Number(NamedTuple):
    """A quantity of the text with the sentence it stands in and all quantities of that sentence."""

    passage: Passage
    quantities: list[Quantity]
    at: int

    @property
    def quantity(self) -> Quantity:
        """The quantity itself."""
        return self.quantities[self.at]


class Context:
    """One document, read for grounding; spans are those of the folded `text`.

    `about` is the key of the place that the document as a whole is about.
    """

    def __init__(self, laid: Layout, mentions: Iterable[Mention], about: Key | None) -> None:
        self.reading = laid.reading
        self.text = self.reading.text
        self.about = about
        self._passages = laid.passages
        self._starts = [p.sentence.span.start for p in self._passages]
        self._turn_of = list(_turns(self._passages))
        self._touched: dict[Span, list[Passage]] = {}
        self._names: dict[Key, list[Span]] = defaultdict(list)
        inner: set[Span] = set()
        for mention in mentions:
            span = self.folded(mention.evidence.span)
            self._names[mention.key].append(span)
            if mention.rule == PLACE_INSIDE:
                inner.add(span)
        self._places = sorted(
            (s, key)
            for key, spans in self._names.items()
            if key.group == "place"
            for s in spans
            if s not in inner
        )
        self._place_starts = [s.start for s, _ in self._places]
        self._own = self._outermost()
        self._own_starts = [span.start for span, _ in self._own]
        self._heads = sorted(self._found_heads())
        self._head_starts = [h.start for h in self._heads]

    def folded(self, span: Span) -> Span:
        """Return the range of the folded text that a range of the source stands for."""
        return folded(self.reading, span)

    def passages(self, span: Span) -> list[Passage]:
        """Return the sentences that a stretch touches, in order."""
        if span not in self._touched:
            first = max(0, bisect_right(self._starts, span.start) - 1)
            last = bisect_left(self._starts, span.end)
            near = self._passages[first:last]
            self._touched[span] = [p for p in near if p.sentence.span.overlaps(span)]
        return self._touched[span]

    def names(self, key: Key) -> list[Span]:
        """Return where a thing is named, in order of finding; nowhere for an unknown key."""
        return self._names.get(key, [])

    def own(self, span: Span) -> list[tuple[Span, Key]]:
        """Return the names in a stretch that are no part of another name there, in order.

        全市 in 全市政法机关 is a part, and so is a place in an initiative's name.
        """
        first = bisect_left(self._own_starts, span.start)
        last = bisect_left(self._own_starts, span.end)
        return [(held, key) for held, key in self._own[first:last] if held.end <= span.end]

    def agents(self, span: Span) -> set[Key]:
        """Return the names in a stretch that may act there: none behind 在, 对, 向, 从 or 于."""
        return {
            key
            for held, key in self.own(span)
            if self.text[held.start - 1 : held.start] not in _OBLIQUE or held.start == span.start
        }

    def opens_with_subject(self, span: Span) -> bool:
        """Say whether a body, place or person opens a clause of a stretch."""
        first = bisect_left(self._head_starts, span.start)
        last = bisect_left(self._head_starts, span.end)
        return any(head.is_subject for head in self._heads[first:last])

    def last_place(self, span: Span, number: Span) -> Key | None:
        """Return the last place that a number may be about, also as a part of another name."""
        first = bisect_left(self._place_starts, span.start)
        last = bisect_left(self._place_starts, span.end)
        for place, key in reversed(self._places[first:last]):
            if place.end <= span.end and self.bears(place, number):
                return key
        return self.about

    def bears(self, place: Span, number: Span) -> bool:
        """Say whether a number may be about a place: neither listed with it nor compared."""
        between = self.text[place.end : number.start]
        return between not in _LISTED and not COMPARED.match(self.text, place.end)

    def number(self, span: Span) -> Number | None:
        """Return the quantity that stands exactly at a range, or None."""
        for passage in self.passages(span):
            found = passage.quantities()
            for index, quantity in enumerate(found):
                if quantity.span == span:
                    return Number(passage, found, index)
        return None

    def name_at(self, span: Span) -> Span | None:
        """Return the name of a body, place or person that a stretch cuts into or is a part of."""
        last = bisect_left(self._own_starts, span.end)
        for held, key in self._own[max(0, last - 1) : last]:
            if held.overlaps(span) and key.group in _ACTORS:
                return held
        return None

    def heads(self, span: Span) -> set[Key]:
        """Return the bodies, places and persons near the head of a clause of a stretch."""
        first = bisect_left(self._head_starts, span.start)
        last = bisect_left(self._head_starts, span.end)
        return {head.key for head in self._heads[first:last]}

    def topics(self, before: int) -> Iterator[Key]:
        """Return which bodies a clause without a subject may speak of, the nearest first.

        Those near the head of a clause before it in the same turn, back to the first that is
        plainly a subject; one behind other words (在X领导下) may be meant and comes on the way.
        """
        at = bisect_left(self._head_starts, before)
        turn = self._turn_at(before)
        for head in reversed(self._heads[:at]):
            if head.turn != turn:
                return
            if head.key.group != "institution":
                continue
            yield head.key
            if head.is_subject:
                return

    def _turn_at(self, at: int) -> int:
        index = max(0, bisect_right(self._starts, at) - 1)
        return self._turn_of[index]

    def _outermost(self) -> list[tuple[Span, Key]]:
        named = (
            (span, key)
            for key, spans in self._names.items()
            if key.group not in _CLAUSES
            for span in spans
        )
        kept: list[tuple[Span, Key]] = []
        for span, key in sorted(named, key=lambda n: (n[0].start, -n[0].end, n[1])):
            if not kept or kept[-1][0].end <= span.start:
                kept.append((span, key))
        return kept

    def _found_heads(self) -> Iterator[Head]:
        named = [(span, key) for span, key in self._own if key.group in _ACTORS]
        starts = [span.start for span, _ in named]
        for passage, turn in zip(self._passages, self._turn_of, strict=True):
            for clause in passage.sentence.clauses:
                at = bisect_left(starts, clause.start)
                if at == len(named) or named[at][0].start - clause.start > _HEAD_GAP:
                    continue
                (start, end), key = named[at]
                if end <= clause.end:
                    gap = self.text[clause.start : start]
                    yield Head(start, key, turn, is_subject=bool(_OPENING.fullmatch(gap)))


def folded(reading: Reading, span: Span) -> Span:
    """Return the range of a reading's text that a range of its source stands for."""
    offsets = reading.offsets
    if offsets is None:
        return span
    return Span(bisect_left(offsets, span.start), bisect_left(offsets, span.end))


def _turns(found: Iterable[Passage]) -> Iterator[int]:
    """Return for each sentence the number of its turn: a paragraph, or all that a speaker says."""
    turn, section, speaker = 0, None, None
    for passage in found:
        now = passage.sentence.section
        if now is not section:
            goes_on = now.speaker is not None and now.speaker == speaker and now.kind not in _BREAKS
            turn += not goes_on
            section, speaker = now, now.speaker
        yield turn
