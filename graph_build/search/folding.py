"""Text as search compares it: without case, width, marks, and traditional forms."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import opencc

_KEPT = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """Return text as search compares it: NFKC, lower case, simplified, letters and digits only.

    Characters are simplified one by one, so that their number stays what it was.

    >>> folded("“枫桥式” 工作法 Ⅱ"), folded("楓橋經驗")
    ('枫桥式工作法ii', '枫桥经验')
    """
    kept = "".join(_KEPT.findall(unicodedata.normalize("NFKC", text).lower()))
    return kept if kept.isascii() else "".join(map(_simplified, kept))


def places(text: str) -> list[int]:
    """Return, for each character of the folded text, the offset in the text that it comes from.

    >>> places("“枫桥” 式")
    [1, 2, 5]
    """
    return [at for at, character in enumerate(text) for _ in folded(character)]


def toneless(text: str) -> str:
    """Return pinyin without tone marks, syllables run together; ü is typed v.

    >>> toneless("lóngshān jīngyàn"), toneless("fǎlǜ")
    ('longshanjingyan', 'falv')
    """
    plain = unicodedata.normalize("NFKD", text.lower()).lower().replace("u\u0308", "v")
    return "".join(c for c in plain if c.isascii() and c.isalnum())


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def _simplified(character: str) -> str:
    if character.isascii():
        return character
    found: str = _converter().convert(character)
    return found if len(found) == 1 else character
