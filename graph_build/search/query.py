"""What a reader typed, as what to look for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from graph_build.search.folding import folded, toneless
from graph_build.search.pinyin import initial, readings

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 100
"""Characters of a query that are read."""

_MOST_TERMS = 6
_LATIN = re.compile("[a-z]")


class Needle(NamedTuple):
    """A stretch to look for, in names as written or in their pinyin."""

    text: str
    spelled: bool


def terms(query: str) -> list[str]:
    """Return the words of a query that have something to look for, the first few.

    >>> terms("金华  “公安” —"), terms("  ")
    (['金华', '“公安”'], [])
    """
    return [word for word in query[:LONGEST].split() if folded(word)][:_MOST_TERMS]


def needles(query: str) -> list[Needle]:
    """Return what to look for; letters may be pinyin, and stand among characters.

    >>> [needle.text for needle in needles("fq经验")]
    ['fq经验', 'fqjingyan', 'fqjy']
    """
    return list(dict.fromkeys(needle for needle in _needles(query[:LONGEST]) if needle.text))


def _needles(query: str) -> Iterator[Needle]:
    plain = folded(query)
    yield Needle(plain, spelled=False)
    chinese = readings(plain)
    if not chinese:
        yield Needle(toneless(query), spelled=True)
    elif _LATIN.search(plain):
        for syllables in chinese:
            yield Needle("".join(syllables), spelled=True)
            yield Needle("".join(map(_letters, syllables, _own(plain))), spelled=True)


def _own(plain: str) -> list[bool]:
    """Say of each syllable whether the reader typed it in letters."""
    return [piece.isascii() for piece in re.findall(r"[\x00-\x7f]+|[^\x00-\x7f]", plain)]


def _letters(syllable: str, typed: bool) -> str:  # noqa: FBT001 - called by map
    return syllable if typed else initial(syllable)
