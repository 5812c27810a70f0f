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
    return tuple(_Layout(reading.text).sections())


class _Layout:
    """Walks down a text and remembers what stands above: headings, who speaks, what was asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._speakers = _speakers(text)
        self._headings = [""] * len(_LEVELS)
        self._speaker: str | None = None
        self._question: str | None = None
        self._body = False

    def sections(self) -> Iterator[Section]:
        for index, line in enumerate(_LINE.finditer(self._text)):
            span = _trimmed(self._text, line.start(), line.end())
            if span is not None and (section := self._section(span, index)) is not None:
                yield section

    def _section(self, span: Span, index: int) -> Section | None:
        line = span.of(self._text)
        if (turn := _SPEAKER.match(line)) and turn[1] in self._speakers:
            return self._turn(turn[1], Span(span.start + turn.end(), span.end))
        if box := _BOX.match(line):
            return self._box(_trimmed(self._text, span.start + box.end(), span.end))
        level, marker = _level(line)
        if level is not None:
            return self._numbered(span, line, level, marker)
        kind = _plain_kind(line, index, self._body)
        self._body = self._body or kind == "paragraph"
        if kind == "heading":
            self._speaker = self._question = None
            self._headings[1:] = [line] + [""] * (len(_LEVELS) - 2)
        return self._of(kind, span)

    def _turn(self, name: str, span: Span) -> Section | None:
        self._speaker, self._body = name, True
        asks = name in _ASKS
        if asks:
            self._question = span.of(self._text)
        if span.start == span.end:
            return None
        return Section("question" if asks else "answer", span, name, (), self._question)

    def _box(self, span: Span | None) -> Section | None:
        self._speaker, self._question, self._body = None, None, True
        return None if span is None else self._of("box", span)

    def _numbered(self, span: Span, line: str, level: int, marker: int) -> Section:
        self._body = True
        end = _heading_end(line, marker)
        self._headings[level:] = [line[marker:end]] + [""] * (len(_LEVELS) - level - 1)
        alone = end in (len(line), len(line.rstrip("。：")))
        return self._of("heading" if alone else "item", span)

    def _of(self, kind: str, span: Span) -> Section:
        headings = tuple(heading for heading in self._headings if heading)
        return Section(kind, span, self._speaker, headings, self._question)


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
