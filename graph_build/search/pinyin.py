"""How Chinese names may be typed on a Latin keyboard: full pinyin and initials, without tones."""

from __future__ import annotations

import itertools
import re
from functools import cache, lru_cache

from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

from graph_build.search.folding import folded, toneless

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Both readings of characters that names of this field are full of: the dictionary of phrases knows
# 重庆 and 长兴, but not every new name, and readers do not always read as it does.
_READINGS = {
    "乐": ("le", "yue"),
    "传": ("chuan", "zhuan"),
    "会": ("hui", "kuai"),
    "参": ("can", "shen"),
    "差": ("cha", "chai"),
    "朝": ("chao", "zhao"),
    "率": ("lv", "shuai"),
    "系": ("xi", "ji"),
    "行": ("xing", "hang"),
    "调": ("diao", "tiao"),
    "还": ("huan", "hai"),
    "都": ("du", "dou"),
    "重": ("zhong", "chong"),
    "长": ("chang", "zhang"),
}
_MOST_READINGS = 4
_PIECE = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]")


@lru_cache(65_536)
def readings(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the syllables of a name, the likeliest reading first; none without Chinese characters.

    Letters and digits stand for themselves.

    >>> readings("诉调12345")
    (('su', 'diao', '12345'), ('su', 'tiao', '12345'))
    """
    if not _HAN.search(text):
        return ()
    pieces = _PIECE.findall(folded(text))
    syllables = _spoken(pieces)
    if not _READINGS.keys() & set(pieces):
        return (syllables,)
    ways = [_ways(piece, syllable) for piece, syllable in zip(pieces, syllables, strict=True)]
    return tuple(itertools.islice(itertools.product(*ways), _MOST_READINGS))


def spellings(text: str) -> tuple[tuple[str, str], ...]:
    """Return the (full, initials) spellings of a name; none if it has no Chinese characters.

    >>> spellings("龙山经验")
    (('longshanjingyan', 'lsjy'),)
    >>> spellings("诉调")
    (('sudiao', 'sd'), ('sutiao', 'st'))
    """
    return tuple(
        dict.fromkeys(("".join(found), "".join(map(initial, found))) for found in readings(text))
    )


def initial(syllable: str) -> str:
    """Return what stands for a syllable in initials: its first letter; digits stay.

    >>> initial("long"), initial("12345")
    ('l', '12345')
    """
    return syllable[0] if syllable.isalpha() else syllable


def _spoken(pieces: list[str]) -> tuple[str, ...]:
    """Return the syllable of each piece, as the longest phrases read it that begin at its place.

    That is what `pypinyin.lazy_pinyin` does, which takes ten times as long.
    """
    syllables: list[str] = []
    at = 0
    while at < len(pieces):
        found = _phrase(pieces, at) or (_syllable(pieces[at]),)
        syllables += found
        at += len(found)
    return tuple(syllables)


def _phrase(pieces: list[str], at: int) -> tuple[str, ...] | None:
    """Return the reading of the longest phrase that begins at a piece."""
    phrases, longest = _phrases()
    for length in range(longest.get("".join(pieces[at : at + 2]), 0), 1, -1):
        if found := phrases.get("".join(pieces[at : at + length])):
            return found
    return None


@cache
def _phrases() -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    """Return the reading of each phrase, and the longest one that begins with two characters."""
    phrases: dict[str, tuple[str, ...]] = {}
    longest: dict[str, int] = {}
    for phrase, read in phrases_dict.items():
        if len(phrase) == len(read) > 1:
            phrases[phrase] = tuple(toneless(ways[0]) for ways in read)
            longest[phrase[:2]] = max(longest.get(phrase[:2], 0), len(phrase))
    return phrases, longest


@cache
def _syllable(piece: str) -> str:
    if piece.isascii():
        return piece
    return toneless(pinyin_dict.get(ord(piece), piece).partition(",")[0])


def _ways(character: str, syllable: str) -> tuple[str, ...]:
    both = _READINGS.get(character, ())
    return (syllable, *(other for other in both if other != syllable))
