"""Sentences, clauses and paired marks. A mark inside a pair of quotes ends nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_build.model import Section, Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_build.read import Reading

_OPEN = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）", "【": "】"}
_MARKS = re.compile(r"[“”‘’《》〈〉（）【】\"]")
_ENDS = re.compile(r"[。！？…]+[”’）]*|[，；：]|——+|(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])")
_LONGEST_PAIR = 120


def pairs(text: str, start: int, end: int) -> list[tuple[str, Span]]:
    """Return the balanced pairs between two offsets as (opening mark, span with its marks).

    Nested pairs come after the one that holds them starts, in order of their start. A mark
    without a partner within 120 characters is left out; straight quotes pair up in turn.
    """
    stack: list[tuple[str, int]] = []
    found: list[tuple[str, Span]] = []
    for mark in _MARKS.finditer(text, start, end):
        sign, at = mark[0], mark.start()
        if sign == '"':
            sign = "”" if any(s == '"' for s, _ in stack) else '"'
        if sign in _OPEN or sign == '"':
            stack.append((sign, at))
            continue
        for depth in range(len(stack) - 1, -1, -1):
            opening, begin = stack[depth]
            if _OPEN.get(opening, "”") == sign and at + 1 - begin <= _LONGEST_PAIR:
                found.append((opening, Span(begin, at + 1)))
                del stack[depth:]
                break
    return sorted(found, key=lambda pair: (pair[1].start, -pair[1].end))


def sentences(reading: Reading, sections: Iterable[Section]) -> Iterator[Sentence]:
    """Return the sentences of the sections, in order; a title or a heading is one sentence."""
    for section in sections:
        yield from _sentences(reading.text, section)


def _sentences(text: str, section: Section) -> Iterator[Sentence]:
    start, stop = section.span
    # A full stop inside 《》 or （） or inside a short quote belongs to the name.
    shut = [span for _, span in pairs(text, start, stop)]
    clauses: list[Span] = []
    begin = clause = start
    held = 0
    for end in _ENDS.finditer(text, start, stop):
        at = end.start()
        while held < len(shut) and shut[held].end <= at:
            held += 1
        if any(s.start < at < s.end - 1 for s in shut[held : held + 4]):
            continue
        if clause < at:
            clauses.append(Span(clause, at))
        clause = end.end()
        if end[0][0] in "。！？…":
            if clauses:
                yield Sentence(Span(begin, at), section, tuple(clauses))
            clauses, begin = [], end.end()
    if clause < stop:
        clauses.append(Span(clause, stop))
    if clauses:
        yield Sentence(Span(begin, stop), section, tuple(clauses))
