"""Bodies that only the end of a list shows to be bodies: A、B、C等重点企业, 财政、教育等部门.

Firms count where most of the list bears proper names; departments where their field is one that
governments have a department for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from graph_build.extract.candidates import frame_of
from graph_build.extract.findings import Finding
from graph_build.extract.firms import FIRM, is_common
from graph_build.extract.frames import is_verb
from graph_build.extract.lexicon import words_with
from graph_build.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.extract.atoms import Atoms

_FIRMS = re.compile(
    r"(?:等\s*(?:[一多\d十百几余两]+(?:大?批|[家户个所组])?的?)?|\d+[家户])"
    r"[^，。；：、（）“”等和与\n]{0,10}?(?:企业|公司|集团|车企|药企|国企|央企|民企|高校|院校)"
    r"(?!家|化|文化|集团|集群|发展|改革|类|改制)"
)
_DEPARTMENTS = re.compile(
    r"等(?:[\d一二三四五六七八九十多几]+个|相关|有关|职能|行业|各)*(?:部门|单位|机关)(?!调解)"
)
_FIELD = re.compile(r"入选|获|完成|实现|进入|集群|领域|行业|产业|类|型|服务企业|性企业")
_JOINTS = frozenset("、 和 与 及 以及".split())
_PROPER = frozenset("nr ns nz nt nrt eng j nrfg".split())
_STOPS = frozenset("p u c d m r q uj ul uz ug".split())
_LONGEST = 12
_MOST = 12
_NO_MEMBER = re.compile(r"企业|产业|的|服务|中心|主体|农户|工商户|基地|园区|校区|项目|机构")
_OPENS_NONE = frozenset("重点 全力 大力 积极 优先 着力 新增 引进 引入 招引 联合 到 落地".split())


@cache
def _fields() -> frozenset[str]:
    """Return the fields that have a department: 财政, 教育, 人力资源社会保障."""
    bodies = words_with("institutions", "word", role="body")
    return frozenset(
        b.removesuffix("部门")
        for b in bodies
        if b.endswith("部门") and len(b) <= 10  # noqa: PLR2004
    ) | words_with("institutions", "word", role="field")


def find(atoms: Atoms) -> Iterator[Finding]:
    """Return the members of the lists of bodies in a text, in order."""
    for close in _FIRMS.finditer(atoms.text, *atoms.stretch):
        if not _FIELD.search(close[0]):
            yield from _firms(atoms, close.start())
    for close in _DEPARTMENTS.finditer(atoms.text, *atoms.stretch):
        yield from _departments(atoms, close.start())


def _firms(atoms: Atoms, end: int) -> Iterator[Finding]:
    members = _members(atoms, end)
    proper = sum(_is_proper(atoms, m) for m in members)
    if not members or proper * 2 <= len(members):
        return
    for member in members:
        name = member.of(atoms.text)
        if not is_common(name) and not _NO_MEMBER.search(name):
            yield Finding("Institution", member, name, "institution.listed")


def _departments(atoms: Atoms, end: int) -> Iterator[Finding]:
    members = _members(atoms, end)
    known = [m for m in members if m.of(atoms.text) in _fields()]
    if len(known) * 2 > len(members) > 1:
        for member in known:
            yield Finding("Institution", member, member.of(atoms.text), "institution.department")


def _is_proper(atoms: Atoms, span: Span) -> bool:
    held = atoms.within(span)
    if FIRM.search(span.of(atoms.text)) and len(held) > 1:
        return True
    return any(atoms.flags[i] in _PROPER for i in held)


def _members(atoms: Atoms, end: int) -> list[Span]:
    """Return the members of the list that ends at an offset, the last one first."""
    last = _ending(atoms, end)
    if last is None:
        return []
    found: list[Span] = []
    start = last + 1
    for index in range(last, -2, -1):
        if index >= 0 and atoms.texts[index] == " ":
            continue
        joint = index >= 0 and atoms.texts[index] in _JOINTS
        if index >= 0 and not (joint or _ends_member(atoms, index, last)):
            start = index
            continue
        while start < last and _opens_none(atoms, start):
            start += 1
        if start <= last:
            found.append(atoms.span(start, last + 1))
        if not joint or len(found) == _MOST:
            break
        start, last = index, index - 1
    return found


def _ends_member(atoms: Atoms, index: int, last: int) -> bool:
    """Say whether an atom stands before the member that ends with another."""
    too_long = atoms.ends[last] - atoms.starts[index] > _LONGEST
    return too_long or _bounds(atoms.texts[index], atoms.flags[index])


def _opens_none(atoms: Atoms, index: int) -> bool:
    word = atoms.texts[index]
    return word in _OPENS_NONE or frame_of(word) is not None


def _ending(atoms: Atoms, end: int) -> int | None:
    """Return the atom that ends at an offset."""
    held = atoms.within(Span(max(atoms.stretch.start, end - _LONGEST), end))
    return held.stop - 1 if held and atoms.ends[held.stop - 1] == end else None


def _bounds(word: str, flag: str) -> bool:
    if flag in _STOPS or flag in {"x", "Q", "B", "P"}:
        return True
    return word not in _fields() and flag[0] == "v" and is_verb(word, flag) and flag != "vn"


@cache
def _known() -> AhoCorasick:
    names = sorted(words_with("institutions", "word", role="firm"))
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)


def known(atoms: Atoms) -> Iterator[Finding]:
    """Return the well-known firms and bodies that a text names by their short names, in order."""
    first = atoms.stretch.start
    text = atoms.text[first : atoms.stretch.end]
    for _, start, end in _known().find_matches_as_indexes(text):
        span = Span(first + start, first + end)
        if atoms.starting(span.start) is not None and atoms.is_end(span.end):
            yield Finding("Institution", span, span.of(atoms.text), "institution.known")
