"""When two names agree, and which prediction answers which gold item: each at most once."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

_PUNCTUATION = re.compile(r"[\s“”‘’\"'《》〈〉「」『』()（）·•,，、;；:：。.\-—+]")

Name = TypeVar("Name", str, int)


class Pair(NamedTuple, Generic[Name]):
    """A gold item and a prediction that may answer it; the greater the grade, the better."""

    grade: float
    gold: Name
    found: Name


def norm(name: str) -> str:
    """Return a name without punctuation, NFKC: what is compared.

    >>> norm("“141”体系"), norm("个百分点 ")
    ('141体系', '个百分点')
    """
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", name))


def similar(a: str, b: str) -> float:
    """Return how much two names agree, from 0 to 1.

    >>> similar("“龙山经验”", "龙山经验"), round(similar("龙山经验", "后陈经验"), 2)
    (1.0, 0.5)
    """
    a, b = norm(a), norm(b)
    if not a or not b:
        return 0.0
    return 1.0 if a == b else difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()


def one_to_one(pairs: Iterable[Pair[Name]]) -> list[Pair[Name]]:
    """Return the best pairs that use each gold item and each prediction at most once.

    Greedy from the best grade on; equal grades in the order of the written names.
    """
    golds: set[Name] = set()
    founds: set[Name] = set()
    chosen: list[Pair[Name]] = []
    for pair in sorted(pairs, key=lambda p: (-p.grade, str(p.gold), str(p.found))):
        if pair.grade > 0 and pair.gold not in golds and pair.found not in founds:
            golds.add(pair.gold)
            founds.add(pair.found)
            chosen.append(pair)
    return chosen
