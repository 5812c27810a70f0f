"""Whether the evidence denies what a claim states: 未建立, 不再实施, 没有获评, 不良贷款率."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from graph_build.extract.lexicon import column

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO = r"(?:不[再得能会要应宜准许]?|未[能曾]?|没有?|无[法须需]|严禁|禁止|切勿|拒绝)"
_MANNER = (
    r"(?:再|完全|全部|全面|及时|真正|正式|按时|按期|有效|擅自|盲目|随意|违规|继续|成功|能够?)*"
)
_DENIED = re.compile(rf"{_NO}{_MANNER}$")
_DENIES = re.compile(rf"{_NO}{_MANNER}")
# Words that only begin like a denial: 不断深化, 不仅建立, 未来建设, 没收.
_NO_DENIAL = re.compile(r"不[断仅但只光限管论同久少日单独]|未[来必]|没收|不折不扣|不遗余力")
_LIMITS = ("低于", "高于", "少于", "多于", "超过", "大于", "小于")
"""Behind 不 these set a limit and deny nothing."""
_WINDOW = 8
_PREFIX = frozenset("不未无非没莫免")
_LONGEST_VERB = 4


def is_denied(said: str, verb: str) -> bool:
    """Say whether every place of a verb in a text stands right behind a word that denies it.

    >>> is_denied("尚未全面建立应急机制", "建立"), is_denied("不断深化改革", "深化")
    (True, False)
    """
    places = list(_places(said, verb))
    return bool(places) and all(_DENIED.search(said, max(0, at - _WINDOW), at) for at in places)


def denied_verb(said: str) -> str | None:
    """Return the first verb of setting up, running or honouring that a text denies, or None.

    >>> denied_verb("该市未获评全国文明城市"), denied_verb("不断提升服务水平")
    ('获评', None)
    """
    for found in _DENIES.finditer(said):
        if _NO_DENIAL.match(said, found.start()):
            continue
        for length in range(_LONGEST_VERB, 1, -1):
            word = said[found.end() : found.end() + length]
            if word in _verbs():
                return word
    return None


def is_cut(said: str, words: str) -> bool:
    """Say whether words stand in a text only as the rest of a word that says the contrary.

    >>> is_cut("不良贷款率下降", "良贷款率"), is_cut("贷款余额不良", "贷款")
    (True, False)
    """
    places = list(_places(said, words))
    return bool(places) and all(at > 0 and said[at - 1] in _PREFIX for at in places)


def _places(said: str, words: str) -> Iterator[int]:
    """Return where words stand in a text; a pattern of each word would be compiled each time."""
    at = said.find(words) if words else -1
    while at >= 0:
        yield at
        at = said.find(words, at + len(words))


@cache
def _verbs() -> frozenset[str]:
    return frozenset(column("verbs", "verb", "frame"))


def polarity_reasons(said: str, verb: str | None) -> Iterator[str]:
    """Return why a text denies a claim: its verb, or any verb where the claim has none."""
    if verb is None:
        if word := denied_verb(said):
            yield f"polarity: the evidence denies {word!r}"
    elif is_denied(said, verb) and not verb.endswith(_LIMITS):
        yield f"polarity: the evidence denies {verb!r}"
