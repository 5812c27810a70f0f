"""The features of a wording: pairs of Chinese characters, English words, and kinds of slots."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

_SLOT = re.compile(r"\{(\w+)\}")
_TOKEN = re.compile(r"\{\w+\}|[\u3400-\u9fff]+|[A-Za-z']+|\d+")
_SUFFIX = re.compile(r"(?:ies|es|s|ing|ed|ly|ation|ment|al)$")
_SHORTEST_STEM = 4
_ALIASES = {"{year}": "{period}", "{name}": "{initiative}", "{county}": "{place}"}
# Words that most questions hold; Chinese has them as pairs that the weights make light anyway.
_LIGHT = frozenset(
    "a an the of in is are was were be been do does did has have had to for and or by with on at "
    "it its that this these those there which what how who whom when where show list give me tell "
    "any some all their they them as from s".split()
)


def features(wording: str) -> Counter[str]:
    """Return the features of a wording and how often each is there.

    >>> sorted(features("{place}的数字应用"))
    ['{place}', '字应', '应用', '数字', '的数']
    >>> sorted(features("Which initiatives were planned?"))
    ['initiativ', 'initiativ plann', 'plann']
    """
    found: Counter[str] = Counter()
    words: list[str] = []
    for token in _TOKEN.findall(wording):
        if token.startswith("{"):
            found[_ALIASES.get(token, token)] += 1
        elif "\u3400" <= token[0] <= "\u9fff":
            found.update(left + right for left, right in pairwise(token))
            if len(token) == 1:
                found[token] += 1
        elif token.lower() not in _LIGHT:
            words.append(stem(token))
    found.update(words)
    found.update(f"{left} {right}" for left, right in pairwise(words))
    return found


def stem(word: str) -> str:
    """Return an English word without its ending, roughly.

    >>> stem("Cities"), stem("planned"), stem("plans"), stem("yuan")
    ('citi', 'plann', 'plan', 'yuan')
    """
    small = word.lower().removesuffix("'s")
    if small.endswith("ies"):
        return small[:-2]
    cut = _SUFFIX.sub("", small)
    return cut if len(cut) >= _SHORTEST_STEM else small


def slots(wording: str) -> list[str]:
    """Return the names of the slots of a wording, in order.

    >>> slots("{period}在做、{period}继续做")
    ['period', 'period']
    """
    return _SLOT.findall(wording)
