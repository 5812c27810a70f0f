"""Bodies that act: by a list of standing names and by suffix grammar over atoms.

市委、公安局闵行分局、中央政法委 are found with their territory; generic bodies (有关部门) are not;
congresses and plenary sessions count as bodies, since texts let them decide things.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from graph_build.extract import named_together, sessions
from graph_build.extract.candidates import frame_of
from graph_build.extract.findings import Finding
from graph_build.extract.firms import FIRM, firm_start, is_common, joint_start
from graph_build.extract.lexicon import words_with
from graph_build.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.extract.atoms import Atoms

_MODIFIERS = frozenset("n nz j nt vn b l nr s an ns eng nrt f i nrfg".split())
_LEVEL = re.compile(
    r"(?:[省市县区州旗镇乡村]|全[国省市县区]|[我本][省市县区]|各级|国家|中央|国务院|最高|省级|市级|县级|区级|各?省属|市属|市直|省直|县直|各省|中共|中国|全国)$"
)
_NO_WORD = frozenset("xQBP")
# 建设法治政府, 办理省人大代表建议, 国家组织集中采购; 结合部, 开好局.
_NO_BODY = re.compile(
    r"(?:法治|服务型|数字|无|合法|节约型|整体)政府$|人大代表$|^(?:国家|国务院|各级|全[国省市])组织$"
    r"|.(?:会同|委托|报|和|同)(?:有关|相关|同级|本级)|.会同."
    r"|(?:好|新|破|终)局$|(?:事业|门市|住院|结合|前后|展销|第一|编辑)部$"
)
# Words that name a body only before such words: 中央决策部署, 向人大报告.
_IN_CONTEXT = {
    "中央": re.compile(
        r"[、和与及](?:[省市区]|自治区|兵团)|(?:重大)?(?:决策|部署)|关于|要求|决定|批准|同意|确定|精神|领导|印发|出台"
        r"|的(?:各项|有关|一系列|重大)?(?:方针|政策|决策|部署|要求|领导|精神)"
    ),
    "人大": re.compile(r"[、和](?:政协|监察)|报告|的?(?:法律|工作)?监督"),
    "政协": re.compile(r"(?!委员|常委|会议|主席|副主席|[一二三四五六七八九十]|章程|全国)"),
}
_MAX_MODIFIERS = 7
_MAX_BODY_ATOMS = 5
# Local units that bear the name of their place or their founder before a plain suffix.
_UNITS = words_with("roles", "word", role="local unit")


@cache
def _bodies() -> frozenset[str]:
    return words_with("institutions", "word", role="body")


@cache
def _generic() -> frozenset[str]:
    return words_with("institutions", "word", role="generic")


@cache
def _suffixes() -> frozenset[str]:
    return words_with("institutions", "word", role="suffix")


@cache
def _suffix_of(word: str) -> str | None:
    for length in range(min(6, len(word)), 1, -1):
        if word[-length:] in _suffixes():
            return word[-length:]
    if (
        len(word) > 1
        and word[-1] in "委局厅部署"
        and not re.search(
            r"(?:全部|内部|局部|干部|西部|东部|中部|南部|北部|外部|俱乐部|总部|部署|布局|格局|结局|全局|大局|开局|当局|村部|企业部|商务部门|本部|俱乐部)$",
            word,
        )
    ):
        return word[-1] if len(word) > 2 else None  # noqa: PLR2004
    return None


def find(atoms: Atoms, is_place: frozenset[int]) -> list[Finding]:
    """Return the institutions of a text, in order, disjoint.

    `is_place` holds the offsets at which the name of a place starts.
    """
    found = {f.span.start: f for f in sessions.find(atoms.text, atoms.stretch)}
    last_end = 0
    listed = (*named_together.find(atoms), *named_together.known(atoms))
    every = (*_by_atoms(atoms, is_place), *listed, *found.values())
    for finding in sorted(every, key=lambda f: (f.span.start, -f.span.end)):
        if finding.span.start >= last_end:
            found[finding.span.start] = finding
            last_end = finding.span.end
        elif finding.span.start in found and found[finding.span.start] is finding:
            del found[finding.span.start]
    return sorted(found.values(), key=lambda f: f.span)


def _by_atoms(atoms: Atoms, is_place: frozenset[int]) -> Iterator[Finding]:
    texts, flags = atoms.texts, atoms.flags
    end = 0
    ending = set(filter(_may_end, set(texts)))
    for at in [i for i, text in enumerate(texts) if text in ending]:
        if at < end or flags[at] in _NO_WORD:
            continue
        finding = _ending_at(atoms, at, is_place)
        end = at + 1
        if finding is None:
            continue
        # A longer name swallows the one just found: 上海市公安局 in 上海市公安局闵行分局.
        ahead = end
        while ahead < min(end + 3, len(atoms)) and (
            flags[ahead] in _MODIFIERS or atoms.starts[ahead] in is_place
        ):
            if longer := _ending_at(atoms, ahead, is_place):
                if longer.span.start <= finding.span.start:
                    finding, end = longer, ahead + 1
                elif longer.span.start == finding.span.end and texts[ahead].endswith(
                    ("分局", "支队", "大队", "办公室", "党组", "法庭", "常委会", "委员会")
                ):
                    span = Span(finding.span.start, longer.span.end)
                    finding, end = (
                        Finding("Institution", span, span.of(atoms.text), "institution.branch"),
                        ahead + 1,
                    )
            ahead += 1
        yield finding


@cache
def _may_end(word: str) -> bool:
    """Say whether a name may end with a word, whatever stands before it."""
    return word[-1] in _last_characters() or _suffix_of(word) is not None


def _ending_at(atoms: Atoms, end: int, is_place: frozenset[int]) -> Finding | None:
    text = atoms.texts[end]
    start = _body_start(atoms, end)
    suffix = None if start is not None else _suffix_of(text)
    if start is None and suffix is None:
        return None
    if start is None and (joint := joint_start(atoms, end)) is not None:
        return _found(atoms, joint, end, "institution.founded")
    first = _first_modifier(atoms, end if start is None else start, is_place)
    territory = _territory(atoms, first, end, is_place)
    if territory is not None:
        return _found(atoms, territory, end, "institution.territory")
    if start is not None:
        return _found(atoms, start, end, "institution.body")
    if FIRM.search(text) or text in _UNITS:
        start = firm_start(atoms, end, is_place)
        return None if start is None else _found(atoms, start, end, "institution.company")
    if (
        suffix is not None
        and text not in _generic()
        and len(text) > len(suffix)
        and len(text) > 2  # noqa: PLR2004
        and suffix not in _generic()
    ):
        return _found(atoms, end, end, "institution.suffix")
    return None


def _found(atoms: Atoms, first: int, last: int, rule: str) -> Finding | None:
    """Return the body that two atoms bound, None where the name is common or stands for no body."""
    span = atoms.span(first, last + 1)
    name = span.of(atoms.text)
    stands = rule == "institution.body"
    if name in _generic() or _NO_BODY.search(name) or (not stands and is_common(name)):
        return None
    context = _IN_CONTEXT.get(name) if stands else None
    if context is not None and not context.match(atoms.text, span.end):
        return None
    if name.endswith("政府") and atoms.text.startswith("网", span.end):
        return None
    return Finding("Institution", span, name, rule)


def _body_start(atoms: Atoms, end: int) -> int | None:
    """Return the atom at which a standing name that ends at an atom begins: 农业|农村|部."""
    if atoms.texts[end][-1] not in _last_characters():
        return None
    best = None
    for first in range(end, max(-1, end - _MAX_BODY_ATOMS), -1):
        if atoms.flags[first] in _NO_WORD:
            break
        if atoms.text[atoms.starts[first] : atoms.ends[end]] in _bodies():
            best = first
    return best


@cache
def _last_characters() -> frozenset[str]:
    return frozenset(word[-1] for word in _bodies())


def _first_modifier(atoms: Atoms, end: int, is_place: frozenset[int]) -> int:
    first = end
    while (
        first > 0
        and end - first < _MAX_MODIFIERS
        and (
            atoms.flags[first - 1] in _MODIFIERS
            or atoms.starts[first - 1] in is_place
            or _LEVEL.match(atoms.texts[first - 1])
        )
        and (frame_of(atoms.texts[first - 1]) is None or atoms.flags[first - 1] in {"n", "ns"})
    ):
        first -= 1
    return first


def _territory(atoms: Atoms, first: int, end: int, is_place: frozenset[int]) -> int | None:
    """Return the atom at which the name's territory starts, if it has one."""
    for index in range(first, end):
        word = atoms.texts[index]
        if atoms.starts[index] in is_place or _LEVEL.match(word):
            if atoms.texts[end] in _generic() and not _LEVEL.match(word):
                return None
            return index
    return None
