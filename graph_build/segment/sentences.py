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
_LONGEST_SENTENCE = 2000


def pairs(text: str, start: int, end: int) -> list[tuple[str, Span]]:
    """Return the balanced pairs between two offsets as (opening mark, span with its marks).

    Nested pairs come after the one that holds them starts, in order of their start. A mark
    without a partner within 120 characters is left out; straight quotes pair up in turn.
    """
    stack: list[tuple[str, int]] = []
    found: list[tuple[str, Span]] = []
    straight = -1
    for mark in _MARKS.finditer(text, start, end):
        sign, at = mark[0], mark.start()
        if sign == '"':
            sign = '"' if straight < 0 else "”"
        if sign in _OPEN or sign == '"':
            straight = len(stack) if sign == '"' else straight
            stack.append((sign, at))
            continue
        for depth in range(len(stack) - 1, -1, -1):
            opening, begin = stack[depth]
            # Those below began even earlier; without this, stray marks would cost their square.
            if at + 1 - begin > _LONGEST_PAIR:
                break
            if _OPEN.get(opening, "”") == sign:
                found.append((opening, Span(begin, at + 1)))
                del stack[depth:]
                straight = -1 if straight >= depth else straight
                break
    return sorted(found, key=lambda pair: (pair[1].start, -pair[1].end))


def sentences(reading: Reading, sections: Iterable[Section]) -> Iterator[Sentence]:
    """Return the sentences of the sections, in order; a title or a heading is one sentence.

    A stretch of 2,000 characters without a full stop ends at the next comma, or is cut where even
    that is missing, so that what is read at once stays small.
    """
    for section in sections:
        for sentence in _sentences(reading.text, section):
            if sentence.span.end - sentence.span.start <= _LONGEST_SENTENCE:
                yield sentence
            else:
                yield from _shorter(sentence)


def _shorter(sentence: Sentence) -> Iterator[Sentence]:
    """Return a sentence in parts: as many of its clauses together as are not too long."""
    held: list[Span] = []
    for start, end in sentence.clauses:
        for at in range(start, end, _LONGEST_SENTENCE):
            part = Span(at, min(end, at + _LONGEST_SENTENCE))
            if held and part.end - held[0].start > _LONGEST_SENTENCE:
                yield Sentence(Span(held[0].start, held[-1].end), sentence.section, tuple(held))
                held = []
            held.append(part)
    yield Sentence(Span(held[0].start, held[-1].end), sentence.section, tuple(held))


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
