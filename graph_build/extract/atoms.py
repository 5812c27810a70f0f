"""The words of a text with quoted stretches taken whole: what noun phrases are built from.

An atom is a word, or a pair of quotes with what it holds (flag `Q` for “ ”, `B` for 《 》), or a
short pair of round brackets (flag `P`). Atoms cover the text in order, without gaps.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_build.model import Span
from graph_build.segment import pairs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_build.extract.words import Words
    from graph_build.model import Section

_FLAG = {"“": "Q", '"': "Q", "‘": "Q", "《": "B", "〈": "B", "（": "P"}
_LONGEST_BRACKET = 8


@dataclass(frozen=True, slots=True)
class Atoms:
    """Atom i is text[starts[i]:ends[i]] with the flag flags[i]; together they are the stretch."""

    text: str
    starts: list[int]
    ends: list[int]
    texts: list[str]
    flags: list[str]
    stretch: Span

    @classmethod
    def of(cls, words: Words, sections: Iterable[Section]) -> Atoms:
        """Return the atoms of a text; quotes pair up only within a section."""
        held = [found for s in sections for found in _outer(words.text, s.span)]
        starts: list[int] = []
        ends: list[int] = []
        texts: list[str] = []
        flags: list[str] = []
        bounds, tags, text = words.starts, words.flags, words.text
        at = bounds[0]
        for flag, span in held:
            first = bisect_left(bounds, at)
            last = bisect_right(bounds, span.start) - 1
            _copy(words, range(first, last), starts, ends, texts, flags)
            # A quote may start inside a word of the dictionary: the part before stays a word.
            before = max(at, bounds[last])
            if before < span.start:
                _put(text, before, span.start, tags[last], starts, ends, texts, flags)
            _put(text, span.start, span.end, flag, starts, ends, texts, flags)
            at = span.end
            index = bisect_left(bounds, at)
            if bounds[index] > at:
                _put(text, at, bounds[index], tags[index - 1], starts, ends, texts, flags)
                at = bounds[index]
        _copy(words, range(bisect_left(bounds, at), len(tags)), starts, ends, texts, flags)
        return cls(text, starts, ends, texts, flags, Span(bounds[0], bounds[-1]))

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, first: int, last: int) -> Span:
        """Return the range from atom `first` to before atom `last`."""
        return Span(self.starts[first], self.ends[last - 1])

    def starting(self, offset: int) -> int | None:
        """Return the atom that starts at an offset, None where none does."""
        index = bisect_left(self.starts, offset)
        return index if index < len(self.starts) and self.starts[index] == offset else None

    def is_end(self, offset: int) -> bool:
        """Say whether an atom ends at an offset."""
        index = bisect_left(self.ends, offset)
        return index < len(self.ends) and self.ends[index] == offset

    def within(self, span: Span) -> range:
        """Return the indices of the atoms that lie wholly inside a span."""
        first = bisect_left(self.starts, span.start)
        return range(first, max(first, bisect_right(self.ends, span.end)))


def _put(
    text: str,
    start: int,
    end: int,
    flag: str,
    starts: list[int],
    ends: list[int],
    texts: list[str],
    flags: list[str],
) -> None:
    starts.append(start)
    ends.append(end)
    texts.append(text[start:end])
    flags.append(flag)


def _copy(
    words: Words,
    indices: range,
    starts: list[int],
    ends: list[int],
    texts: list[str],
    flags: list[str],
) -> None:
    bounds = words.starts[indices.start : indices.stop + 1]
    starts.extend(bounds[:-1])
    ends.extend(bounds[1:])
    texts.extend(words.texts[indices.start : indices.stop])
    flags.extend(words.flags[indices.start : indices.stop])


def _outer(text: str, span: Span) -> list[tuple[str, Span]]:
    """Return the outermost quotes and short brackets of a stretch, in order."""
    found: list[tuple[str, Span]] = []
    for mark, pair in pairs(text, span.start, span.end):
        flag = _FLAG.get(mark)
        if flag is None or (found and pair.start < found[-1][1].end):
            continue
        if flag == "P" and pair.end - pair.start > _LONGEST_BRACKET:
            continue
        found.append((flag, pair))
    return found
