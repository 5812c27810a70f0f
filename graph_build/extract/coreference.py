"""Which names of one document name the same thing: quotes, heads, levels and short forms folded.

“三书同达”, “三书同达”制度 and 涉企执法“三书同达”制度 share what the quotes hold;
全省诉前调解改革试点 and 诉前调解改革试点 differ by a level; 闵行分局 is a short form of
上海市公安局闵行分局. The key of a thing is its most complete form in the document.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from graph_build.model import GROUPS, Key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_build.extract.findings import Finding

_MARKS = re.compile(r"[\s“”‘’\"《》〈〉·]")
_QUOTED = re.compile(r"[“‘\"]([^“”‘’\"]{2,})[”’\"]")
_BOOK = re.compile(r"《([^《》]{2,})》")
_PREFIX = re.compile(
    r"^(?:全[省市县区国]|我[省市县]|本[省市]|各级|新时代|新一轮|首批|年度|当地|[一二三四五六七八九十\d]+[个项家条]|一批|系列|一系列|这项|该|所谓)+"
)
_GENERIC_QUOTE = re.compile(
    r"^[“‘\"](?:一站式|一体化|一网|互联网\+?|三农|一带一路|十[一二三四五]五|\d+)[”’\"]"
)
# 市人民政府 and 市政府, 人大及其常委会 and 人大, 中共北京市委 and 北京市委 are the same in a
# document, as are 财政部门 and 财政 in a list of departments.
_LONG_FORM = re.compile(r"人民(?=政府$)|(?<=人大)及其常委会$|^中共(?=.{2,}委$)|(?<=..)部门$")
_EXTRA = re.compile(r"(?:建设|工作|工程|行动)$")


def plain(name: str) -> str:
    """Return a name without quotes, spaces and dots: how names are compared.

    >>> plain("“诉源智治·龙山经验综合应用”")
    '诉源智治龙山经验综合应用'
    """
    return _MARKS.sub("", name)


def core(name: str) -> str:
    """Return what makes a name the same name: what its quotes hold, else the name without level.

    >>> (
    ...     core("涉企执法“三书同达”制度"),
    ...     core("全省诉前调解改革试点"),
    ...     core("“一站式”非诉化解服务窗口"),
    ... )
    ('三书同达', '诉前调解改革试点', '一站式非诉化解服务窗口')
    """
    if not _GENERIC_QUOTE.match(name):
        quoted = _BOOK.search(name) or _QUOTED.search(name)
        inner = quoted and plain(quoted[1])
        # A quote that opens a longer phrase is a part of that name: “一带一路”交汇点建设.
        if inner and (len(inner) > 2 or len(plain(name)) - len(inner) <= 4):  # noqa: PLR2004
            return inner
    bare = _PREFIX.sub("", plain(name))
    return bare if len(bare) > 1 else plain(name)


def keys(
    findings: Iterable[Finding], complete: dict[tuple[str, str], str] | None = None
) -> dict[tuple[str, str], Key]:
    """Return the key of every (group, name) among the findings.

    `complete` holds the most complete form of each name that the document had before; forms that
    are more complete are put there.
    """
    complete = {} if complete is None else complete
    forms: dict[tuple[str, str], list[str]] = defaultdict(list)
    for finding in findings:
        group = GROUPS[finding.kind]
        forms[group, _identity(group, finding.name)].append(finding.name)
    merged = _short_forms(forms)
    found: dict[tuple[str, str], Key] = {}
    for where, names in forms.items():
        target = merged.get(where, where)
        best = max((complete.get(target, ""), *names), key=completeness)
        complete[target] = best
    for where, names in forms.items():
        group = where[0]
        for name in names:
            found[group, name] = Key(group, complete[merged.get(where, where)])
    return found


def completeness(name: str) -> tuple[int, int, str]:
    """Return what the most complete form of a name has most of; 新时代 before it adds nothing."""
    bare = plain(name)
    return len(bare.removeprefix("新时代")), -len(bare), name


def _identity(group: str, name: str) -> str:
    if group in {"place", "person"}:
        return name
    if group == "initiative":
        return core(name)
    bare = _PREFIX.sub("", plain(name)) or plain(name)
    return _LONG_FORM.sub("", bare) or bare if group == "institution" else bare


def _short_forms(
    forms: dict[tuple[str, str], list[str]],
) -> dict[tuple[str, str], tuple[str, str]]:
    """Return identity → the longer identity that it is a short form of."""
    merged: dict[tuple[str, str], tuple[str, str]] = {}
    by_group: dict[str, list[str]] = defaultdict(list)
    for group, identity in forms:
        by_group[group].append(identity)
    _suffixes("institution", by_group["institution"], merged)
    # In the order of the text: of several longer names the first one is meant in every build.
    names = dict.fromkeys(by_group["initiative"])
    for identity in names:
        shorter = _EXTRA.sub("", identity)
        if shorter != identity and shorter in names and len(shorter) > 3:  # noqa: PLR2004
            merged.setdefault(("initiative", shorter), ("initiative", identity))
    return merged


def _suffixes(
    group: str, identities: Sequence[str], merged: dict[tuple[str, str], tuple[str, str]]
) -> None:
    """Merge a name that is the unique longer name without its territory."""
    by_tail: dict[str, list[str]] = defaultdict(list)
    wanted = set(identities)
    for identity in identities:
        for cut in range(1, len(identity) - 2):
            if identity[cut:] in wanted:
                by_tail[identity[cut:]].append(identity)
    for tail, longer in by_tail.items():
        if len(longer) == 1 and len(tail) > 3:  # noqa: PLR2004
            merged[group, tail] = (group, longer[0])
