"""Bodies that act: by a list of standing names and by suffix grammar over atoms.

市委、公安局闵行分局、中央政法委 are found with their territory; generic bodies (有关部门) are not;
congresses and plenary sessions count as bodies, since texts let them decide things.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from graph_build.extract.candidates import frame_of
from graph_build.extract.findings import Finding
from graph_build.extract.lexicon import words_with
from graph_build.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.extract.atoms import Atoms

_MODIFIERS = frozenset("n nz j nt vn b l nr s an ns eng nrt f i nrfg".split())
_LEVEL = re.compile(
    r"(?:[省市县区州旗镇乡村]|全[国省市县区]|[我本][省市县区]|各级|国家|中央|最高|省级|市级|县级|区级|各?省属|市属|市直|省直|县直|各省|中共|中国|全国)$"
)
_COMPANY = re.compile(
    r"(?:集团|控股|公司|银行|信托|证券|保险公司|股份|大学|学院|医院|研究院|研究所|协会|商会|学会|联合会|联社|报社|电视台|日报社|合作社|代表团|乳业|肉业|药业|重工|电网|林场|实验室|兵团)$"
)
_MEETING = re.compile(
    r"(?:中国?共产?党的?|党的|[省市县区]委|中央)?(?:十[一二三四五六七八九]|二十)届[一二三四五六七八]、?[一二三四五六七八]?中?全会"
    r"|党的(?:十[一二三四五六七八九]|二十)(?:大|届[一二三四五六七八](?:中?、[一二三四五六七八])*中全会)"
    r"|(?<![\u4e00-\u9fff])(?:十[一二三四五六七八九]|二十)(?:大|届[一二三四五六七八](?:中?、[一二三四五六七八])*中全会)"
    r"|(?:中央|全国|[省市县区]委)(?:经济|农村|政法|城市|金融|财经|统战|外事|人才|民族|扶贫)[\u4e00-\u9fff]{0,4}工作会议"
    r"|[省市县区州](?:委)?[一二三四五六七八九十]{1,3}届(?:人大|政协|委员会)?[一二三四五六七八九十]{1,3}次(?:全体)?(?:会议|全会)"
    r"|(?:省|市|县|区|自治区)?第?[一二三四五六七八九十]{1,3}次(?:党代会|党代表大会)"
)
# A part of every name of a meeting.
_MAY_MEET = re.compile("届|[一二三四五六七八九十]大|工作会议|次党代")
_CENTRE = re.compile(r"(?:党中央|中共中央|国务院)")
_NO_WORD = frozenset("xQBP")
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
    found = {f.span.start: f for f in _meetings(atoms.text, atoms.stretch)}
    last_end = 0
    for finding in sorted(
        (*_by_atoms(atoms, is_place), *found.values()), key=lambda f: (f.span.start, -f.span.end)
    ):
        if finding.span.start >= last_end:
            found[finding.span.start] = finding
            last_end = finding.span.end
        elif finding.span.start in found and found[finding.span.start] is finding:
            del found[finding.span.start]
    return sorted(found.values(), key=lambda f: f.span)


def _meetings(text: str, stretch: Span) -> Iterator[Finding]:
    done = stretch.start
    for hint in _MAY_MEET.finditer(text, *stretch):
        if hint.start() < done:
            continue
        # The name of a meeting lies in one line.
        start = max(done, text.rfind("\n", done, hint.start()) + 1)
        done = text.find("\n", hint.end(), stretch.end)
        done = stretch.end if done < 0 else done
        for m in _MEETING.finditer(text, start, done):
            yield Finding("Institution", Span(*m.span()), m[0], "institution.meeting")


def _by_atoms(atoms: Atoms, is_place: frozenset[int]) -> Iterator[Finding]:
    texts, flags = atoms.texts, atoms.flags
    end = 0
    for at in [i for i, ends in enumerate(map(_may_end, texts)) if ends]:
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
    first = _first_modifier(atoms, end if start is None else start, is_place)
    territory = _territory(atoms, first, end, is_place)
    if territory is not None:
        span = atoms.span(territory, end + 1)
        name = span.of(atoms.text)
        return (
            None
            if name in _generic()
            else Finding("Institution", span, name, "institution.territory")
        )
    if start is not None:
        span = atoms.span(start, end + 1)
        name = span.of(atoms.text)
        return (
            None if name in _generic() else Finding("Institution", span, name, "institution.body")
        )
    if _COMPANY.search(text) or text in _UNITS:
        return _company(atoms, first, end)
    if (
        suffix is not None
        and text not in _generic()
        and len(text) > len(suffix)
        and len(text) > 2  # noqa: PLR2004
        and suffix not in _generic()
    ):
        span = atoms.span(end, end + 1)
        return Finding("Institution", span, text, "institution.suffix")
    return None


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


def _company(atoms: Atoms, first: int, end: int) -> Finding | None:
    text = atoms.texts[end]
    start = max(first, end - 2)
    while start < end and (
        atoms.flags[start] not in {"n", "nz", "nr", "ns", "nt", "j", "nrt", "eng"}
        or frame_of(atoms.texts[start])
    ):
        start += 1
    span = atoms.span(start, end + 1)
    name = span.of(atoms.text)
    if text == "集团" and start < end and name not in _generic():
        return Finding("Institution", span, name, "institution.company")
    proper = start < end and atoms.flags[start] in {"nz", "nr", "ns", "nt", "nrt", "eng"}
    if name in _generic() or (start == end and len(text) < 4) or not (proper or start == end):  # noqa: PLR2004
        return None
    return Finding("Institution", span, name, "institution.company")


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
