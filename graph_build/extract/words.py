"""Words and their parts of speech, with offsets; the dictionary is that of rjieba (MIT)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import rjieba

if TYPE_CHECKING:
    from graph_build.model import Span


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order, without gaps: texts[i] is text[starts[i]:starts[i + 1]].

    Those of a stretch start where it does.

    `flags` are the part-of-speech letters of the dictionary (n noun, v verb, vn verbal noun,
    a adjective, d adverb, m numeral, q measure word, p preposition, c conjunction, u particle,
    ns place, nr person, nt organisation, x punctuation …).
    """

    text: str
    starts: tuple[int, ...]
    flags: tuple[str, ...]
    texts: list[str]

    @classmethod
    def of(cls, text: str, stretch: Span | None = None) -> Words:
        """Return the words of a text, or of a stretch of it."""
        first, last = stretch or (0, len(text))
        tagged = rjieba.tag(text[first:last])
        texts = [word for word, _ in tagged]
        starts = tuple(accumulate(map(len, texts), initial=first))
        return cls(text, starts, tuple([flag for _, flag in tagged]), texts)

    def word(self, index: int) -> str:
        """Return the word at an index."""
        return self.texts[index]

    def at(self, offset: int) -> int:
        """Return the index of the word that holds an offset."""
        return bisect_right(self.starts, offset) - 1

    def within(self, span: Span) -> range:
        """Return the indices of the words that lie wholly inside a span."""
        first = bisect_left(self.starts, span.start)
        last = bisect_right(self.starts, span.end) - 1
        return range(first, max(first, last))

    def is_start(self, offset: int) -> bool:
        """Say whether a word starts at an offset."""
        index = bisect_left(self.starts, offset)
        return index < len(self.starts) and self.starts[index] == offset
