"""The verb that governs a name in its clause: before it, through a list, or behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from graph_build.extract.candidates import frame_of
from graph_build.extract.lexicon import column, words_with
from graph_build.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_build.extract.atoms import Atoms

_SKIP_LEFT = frozenset(
    "n nz nr ns nt b m q a an j vn l eng i s f t nrt uj ul uz zg P Q B r ng z".split()
)
_SKIP_RIGHT = frozenset("d ad a t z l an".split())
_BARRIERS = words_with("roles", "word", role="preposition")
_ORDINAL = re.compile(r"(?:[一二三四五六七八九十]+是|首先|其次|再者)")
_NO_VERB = words_with("roles", "word", role="no verb")
_PASSIVE = words_with("roles", "word", role="said of subject")
# Verbs that stand as nouns before nouns: 法治服务“一件事”, 平安建设“小切口”治理.
_MODIFIERS = words_with("roles", "word", role="noun modifier")
_LONGEST_RIGHT = 4


class Frame(NamedTuple):
    """A governing verb: its range, its frame (create, run …), whether the name is its subject."""

    span: Span
    verb: str
    frame: str | None
    passive: bool


def governing(atoms: Atoms, name: Span, clause: Span, names: Sequence[Span]) -> Frame | None:
    """Return the verb that governs a name within its clause, or None.

    `names` are other names of the clause: members of a list that share the verb are skipped.
    """
    held = atoms.within(Span(clause.start, clause.end))
    before = _index_before(atoms, name.start, held.start)
    found = _to_the_left(atoms, before, held.start, names)
    if found is not None:
        return found
    after = atoms.within(Span(name.end, clause.end))
    return _to_the_right(atoms, after)


def _index_before(atoms: Atoms, start: int, first: int) -> int:
    index = atoms.within(Span(0, start)).stop - 1
    return max(index, first - 1)


def _to_the_left(atoms: Atoms, index: int, first: int, names: Sequence[Span]) -> Frame | None:
    """Return the nearest verb that cannot be a modifier of the name, else the nearest that can."""
    texts, flags = atoms.texts, atoms.flags
    weak: int | None = None
    while index >= first:
        text, flag = texts[index], flags[index]
        if text in _BARRIERS and flag in {"p", "v", "c"}:
            break
        inside = any(n.start <= atoms.starts[index] < n.end for n in names)
        if not inside and is_verb(text, flag):
            if text not in _MODIFIERS:
                return _verb(atoms, index, first)
            weak = index if weak is None else weak
        elif not inside and not _skippable(text, flag):
            break
        index -= 1
    return None if weak is None else _verb(atoms, weak, first)


def is_verb(text: str, flag: str) -> bool:
    """Say whether a word governs: a verb of the table whatever its flag, else a verb of length."""
    if text in _NO_VERB or _ORDINAL.match(text):
        return False
    if text in column("verbs", "verb", "frame"):
        return True
    if flag in {"v", "vn", "vd", "vg", "l", "nz"} and frame_of(text) is not None:
        return True
    return flag == "v" and len(text) > 1


def _skippable(text: str, flag: str) -> bool:
    if flag == "x":
        return text in "、“”《》·（）"
    return (
        flag in _SKIP_LEFT
        or (flag in {"c", "p"} and text in {"和", "与", "及", "以及", "、", "等"})
        or text in {"等", "的", "了"}
        or flag in {"v", "d"}
    )


def _verb(atoms: Atoms, index: int, first: int) -> Frame:
    """Return the verb phrase that ends at an atom: joined verbs with 并, 和 between are one."""
    texts, flags = atoms.texts, atoms.flags
    start = index
    while start - 1 >= first:
        previous = start - 1
        if is_verb(texts[previous], flags[previous]) and texts[previous] not in _MODIFIERS:
            start = previous
        elif (
            texts[previous] in {"并", "和", "、"}
            and previous - 1 >= first
            and frame_of(texts[previous - 1]) is not None
            and is_verb(texts[previous - 1], flags[previous - 1])
        ):
            start = previous - 1
        else:
            break
    span = atoms.span(start, index + 1)
    return Frame(span, span.of(atoms.text), frame_of(texts[index]), passive=False)


def _to_the_right(atoms: Atoms, held: range) -> Frame | None:
    texts, flags = atoms.texts, atoms.flags
    index = held.start
    stop = min(held.stop, held.start + _LONGEST_RIGHT)
    while index < stop:
        text, flag = texts[index], flags[index]
        if (flag in {"v", "vn", "l"} and text in _PASSIVE) or (
            flag == "v" and frame_of(text) and text not in _NO_VERB
        ):
            last = index
            while last + 1 < held.stop and flags[last + 1] in {"v", "vn"} and last - index < 2:  # noqa: PLR2004
                last += 1
            span = atoms.span(index, last + 1)
            return Frame(span, span.of(atoms.text), frame_of(text), passive=True)
        if (
            flag not in _SKIP_RIGHT
            and text not in {"等", "项目", "工作", "建设", "平台", "已", "均", "全部", "等等"}
            and flag not in {"Q", "n", "u", "uj"}
        ):
            return None
        index += 1
    return None
