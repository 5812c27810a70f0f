"""How well a name matches a query, from best to worst."""

from __future__ import annotations

from enum import IntEnum


class Match(IntEnum):
    """How a query matches a thing; of two things the one with the smaller number comes first."""

    EXACT = 0
    """The whole of a label or another name."""
    CORE = 1
    """What a name has in quotes: “以外调外” of “以外调外”涉外解纷工作法."""
    PREFIX = 2
    """The beginning of a name."""
    WORD = 3
    """Whole words inside a name."""
    INSIDE = 4
    """Any stretch of a name."""
    PINYIN = 5
    """The beginning of a name in pinyin."""
    PINYIN_INSIDE = 6
    """A later syllable of a name and what follows, in pinyin."""
    INITIALS = 7
    """The first letters of the syllables at the beginning of a name."""
    INITIALS_INSIDE = 8
    """First letters of syllables further inside."""
    EVIDENCE = 9
    """A sentence on which a statement about the thing rests."""

    @property
    def title(self) -> str:
        """The name that programs get: `pinyin` and `initials` wherever they lie.

        >>> Match.PINYIN_INSIDE.title
        'pinyin'
        """
        return self.name.lower().removesuffix("_inside")


NONE = len(Match)
"""What stands for no match in an array of matches."""
