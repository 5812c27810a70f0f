"""The paragraphs of a text and what its layout says of them.

Titles, numbered headings (一、（一）1.), speaker turns (记者：), fact boxes (■) and list items.
Numbering follows GB/T 9704—2012 §7.3.3.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_build.model import Section, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.read import Reading

_LINE = re.compile(r"[^\r\n]+")
_LEVELS = (
    re.compile(r"第[一二三四五六七八九十百\d]+[章编部][ 分]?"),
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"（[一二三四五六七八九十]{1,3}）"),
    re.compile(r"(?:\d{1,2}[.、．](?!\d)|（\d{1,2}）)"),
)
_BOX = re.compile(r"[■◆●▲►▪]\s*")
_SPEAKER = re.compile(r"(记者|问|答|主持人|[\u4e00-\u9fff·]{2,4})：")
_ASKS = frozenset(("记者", "问", "主持人"))
# Words that stand before a colon at the head of a paragraph and are no one who speaks.
_NO_SPEAKER = re.compile(
    "来源|编者按|其中|一是|二是|通讯员|核心阅读|摘要|地址|电话|标题|注|附件|文号|日期|时间"
    "|目标|原则|例如|主要是"
)
_BYLINE = re.compile(r"(来源|作者|编辑|责编|记者|通讯员)[：/]|（上接|（记者|本报.{0,6}电|——+")
_HEADING_CHARACTERS = 42
_TITLE_LINES = 6


def sections(reading: Reading) -> tuple[Section, ...]:
    """Return the paragraphs of a reading, in order, none empty."""
    return tuple(_sections(reading))


def _sections(reading: Reading) -> Iterator[Section]:
    text = reading.text
    headings: list[str] = [""] * len(_LEVELS)
    speaker: str | None = None
    question: str | None = None
    body = False
    speakers = _speakers(text)
    for index, line in enumerate(_LINE.finditer(text)):
        span = _trimmed(text, line.start(), line.end())
        if span is None:
            continue
        line_text = span.of(text)
        if turn := _SPEAKER.match(line_text):
            name = turn[1]
            if name in speakers:
                speaker, body = name, True
                span = Span(span.start + turn.end(), span.end)
                asks = name in _ASKS
                question = span.of(text) if asks else question
                if span.start < span.end:
                    yield Section("question" if asks else "answer", span, speaker, (), question)
                continue
        if box := _BOX.match(line_text):
            speaker, question, body = None, None, True
            inner = _trimmed(text, span.start + box.end(), span.end)
            if inner is not None:
                yield Section("box", inner, None, _headings(headings))
            continue
        level, marker = _level(line_text)
        if level is not None:
            body = True
            end = _heading_end(line_text, marker)
            headings[level:] = [line_text[marker:end]] + [""] * (len(_LEVELS) - level - 1)
            if end == len(line_text.rstrip("。：")) or end == len(line_text):
                yield Section("heading", span, speaker, _headings(headings), question)
            else:
                yield Section("item", span, speaker, _headings(headings), question)
            continue
        kind = _plain_kind(line_text, index, body)
        body = body or kind == "paragraph"
        if kind == "heading":
            speaker = question = None
            headings[1:] = [line_text] + [""] * (len(_LEVELS) - 2)
        yield Section(kind, span, speaker, _headings(headings), question)


def _headings(headings: list[str]) -> tuple[str, ...]:
    return tuple(h for h in headings if h)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _speakers(text: str) -> frozenset[str]:
    """Return the names that open paragraphs as speakers: one asks, or a name opens several."""
    found: dict[str, int] = {}
    for line in text.split("\n"):
        if (turn := _SPEAKER.match(line.strip())) and not _NO_SPEAKER.fullmatch(turn[1]):
            found[turn[1]] = found.get(turn[1], 0) + 1
    if _ASKS & found.keys():
        return frozenset(found)
    return frozenset()


def _level(line: str) -> tuple[int | None, int]:
    for level, pattern in enumerate(_LEVELS):
        if marker := pattern.match(line):
            return level, marker.end()
    return None, 0


def _heading_end(line: str, marker: int) -> int:
    """Return where the heading that opens a numbered line ends (its first full stop or colon)."""
    stop = re.compile(r"[。：]").search(line, marker)
    end = stop.start() if stop else len(line)
    return end if end - marker <= _HEADING_CHARACTERS else marker


def _plain_kind(line: str, index: int, body: bool) -> str:  # noqa: FBT001
    short = len(line) <= _HEADING_CHARACTERS and line[-1] not in "。；，、"
    if _BYLINE.match(line):
        return "byline"
    if short and line[-1] != "：":
        if not body and index <= _TITLE_LINES:
            return "title"
        return "heading"
    return "paragraph"
