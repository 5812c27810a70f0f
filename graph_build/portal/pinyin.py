"""How Chinese names may be typed on a Latin keyboard: full pinyin and initials, without tones."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pypinyin import lazy_pinyin

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KEPT = re.compile(r"[^\W_]+")
# Readings that pypinyin's phrases miss and that this field is full of; both are accepted.
_SECOND_READINGS = {
    "调": "tiao",
    "重": "chong",
    "长": "zhang",
    "行": "hang",
    "率": "shuai",
    "乐": "yue",
}


def folded(text: str) -> str:
    """Return text as search compares it: NFKC, lower case, letters and digits only.

    >>> folded("“枫桥式” 工作法 Ⅱ")
    '枫桥式工作法ii'
    """
    return "".join(_KEPT.findall(unicodedata.normalize("NFKC", text).lower()))


def toneless(text: str) -> str:
    """Return pinyin without tone marks, syllables run together; ü is typed v.

    >>> toneless("lóngshān jīngyàn"), toneless("fǎlǜ")
    ('longshanjingyan', 'falv')
    """
    plain = unicodedata.normalize("NFD", text.lower()).replace("u\u0308", "v")
    return "".join(c for c in plain if c.isascii() and c.isalnum())


@lru_cache(65_536)
def spellings(text: str) -> tuple[tuple[str, str], ...]:
    """Return the (full, initials) spellings of a name; none if it has no Chinese characters.

    >>> spellings("龙山经验")
    (('longshanjingyan', 'lsjy'),)
    >>> spellings("诉调")
    (('sudiao', 'sd'), ('sutiao', 'st'))
    """
    if not _HAN.search(text):
        return ()
    syllables = [s for piece in lazy_pinyin(folded(text), v_to_u=False) for s in _parts(piece)]
    found = [_joined(syllables)]
    if any(c in _SECOND_READINGS for c in text):
        found.append(
            _joined([_SECOND_READINGS.get(c, s) for c, s in zip(*_aligned(text), strict=True)])
        )
    return tuple(dict.fromkeys(found))


def _aligned(text: str) -> tuple[list[str], list[str]]:
    """Return the characters of a folded text, and the syllable of each."""
    characters = list(folded(text))
    return characters, [lazy_pinyin(c, v_to_u=False)[0] for c in characters]


def _parts(piece: str) -> list[str]:
    return [piece] if piece.isascii() else []


def _joined(syllables: list[str]) -> tuple[str, str]:
    return "".join(syllables), "".join(s[0] if s.isalpha() else s for s in syllables if s)
