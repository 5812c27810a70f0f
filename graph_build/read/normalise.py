"""A text made ready for matching, with the way back to the source characters.

Width, brackets and traditional forms are folded character by character, so that lengths stay;
characters that only layout put there (spaces beside digits, zero-width marks, line wraps of a
page) are left out, with an offset map. The stored text is never changed.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import opencc

from graph_build.model import Document, Evidence, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_FOLDED: dict[int, str | int] = {
    **{0xFF10 + i: str(i) for i in range(10)},
    **{0xFF21 + i: chr(0x41 + i) for i in range(26)},
    **{0xFF41 + i: chr(0x61 + i) for i in range(26)},
    **str.maketrans("％．＋－～∼", "%.+-~~"),
    **str.maketrans("()〔〕[]［］", "（）（）（）（）"),
    **str.maketrans("﹐；;:!?", "，；；：！？"),
    **str.maketrans("「」『』〝〞", "“”‘’“”"),
    **str.maketrans("﹒・•‧○￥⼀", "····〇¥一"),
    **str.maketrans("\xa0\u3000\u2002\u2003\u2009\t", " " * 6),
    **str.maketrans("\x85\u2028\u2029\x0b\x0c", "\n" * 5),
}
_UNFOLDED = re.compile(f"[{re.escape(''.join(map(chr, _FOLDED)))}]+")
_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
# Frequent traditional characters that simplified text never has.
_TRADITIONAL = re.compile(
    "[國會發為與經實這個們進強對體時業產設務關點樣動開來說過還"
    "長東車無電問間從現當華萬億農總結機議區縣鄉鎮調場應續變質規劃]"
)
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_LAYOUT = re.compile(
    r"[\u200b\u200c\u200d\u2060\ufeff\u00ad]+"
    # A plain character first lets the engine skip to the next space.
    rf"| (?<=[\d%.] ) *(?=[{_HAN}%‰])| (?<=[{_HAN}] ) *(?=\d)"
)
_APART = re.compile(rf"(?<![\d.])\d[\d.]*(?: +[\d.]+)+(?= *[{_HAN}%‰])")
_BESIDE_DIGIT = re.compile(r" [\d.]")
_ITEM = re.compile(r"^\d+\. ", re.MULTILINE)
_BROKEN_DECIMAL = re.compile(r"\d+(?:\. +| +\.)\d+")
_SPACED_LINE = re.compile(rf"[{_HAN}] (?=[{_HAN}])")
_INNER_SPACE = re.compile(r"(?<=\S) +(?=\S)")
_WRAP = re.compile(rf"(?<=[{_HAN}\d，、“”]) *\r?\n *(?=[{_HAN}\d，、。”）])")
_MARKER = re.compile(
    r" *([一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d+[.、．]|[■◆●▲]"
    r"|第[一二三四五六七八九十百\d]+[章条])"
)
_WRAPPED_LINE = range(24, 61)


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _folded(found: re.Match[str]) -> str:
    return found[0].translate(_FOLDED)


def fold(text: str) -> str:
    """Return the text with width, brackets, commas and traditional forms folded; same length.

    >>> fold("增长５．８％,其中(國家級)")
    '增长5.8%，其中（国家级）'
    """
    folded = _UNFOLDED.sub(_folded, text)
    if "," in folded:
        folded = _COMMA.sub("，", folded)
    if _TRADITIONAL.search(folded):
        simple = _simplifier().convert(folded)
        if len(simple) == len(folded):
            folded = simple
    return folded


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it is matched: `text` folded and without layout, offsets back to the source.

    Every span that the text rooms handle is one of this text; `evidence` and `source` translate.
    """

    document: Document
    text: str
    offsets: Sequence[int] | None = None

    @classmethod
    def of(cls, document: Document) -> Reading:
        """Return the reading of a document."""
        folded = fold(document.text)
        gaps = _gaps(folded)
        if not gaps:
            return cls(document, folded)
        offsets = array("I")
        parts, at = [], 0
        for start, end in gaps:
            parts.append(folded[at:start])
            offsets.extend(range(at, start))
            at = end
        parts.append(folded[at:])
        offsets.extend(range(at, len(folded)))
        return cls(document, "".join(parts), offsets)

    def source(self, span: Span) -> Span:
        """Return the range of the source text that a range of this text stands for."""
        if self.offsets is None:
            return span
        return Span(self.offsets[span.start], self.offsets[span.end - 1] + 1)

    def evidence(self, span: Span) -> Evidence:
        """Return the evidence at a range of this text."""
        return Evidence.at(self.document, self.source(span))


def _gaps(text: str) -> list[tuple[int, int]]:
    """Return the ranges that only layout put there, in order and disjoint."""
    found = _wraps(text)
    found += [m.span() for m in _LAYOUT.finditer(text)]
    if " " in text:
        found += _digits_apart(text)
        found += _spaced_lines(text)
    gaps: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if gaps and start < gaps[-1][1]:
            gaps[-1] = (gaps[-1][0], max(end, gaps[-1][1]))
        else:
            gaps.append((start, end))
    return gaps


def _digits_apart(text: str) -> list[tuple[int, int]]:
    """Return the spaces inside numbers whose digits stand one by one, as in "1 5 .3 %".

    Numbers of several digits side by side are cells of a table and stay apart; "1. 2025年" at the
    head of a line is a list item.
    """
    found: list[tuple[int, int]] = []
    if _BESIDE_DIGIT.search(text) is None:
        return found
    for run in _APART.finditer(text):
        if _ITEM.match(text, run.start()):
            continue
        one_by_one = all(len(group.strip(".")) <= 1 for group in run[0].split())
        if one_by_one or _BROKEN_DECIMAL.fullmatch(run[0]):
            spaces = _INNER_SPACE.finditer(run[0])
            found += [(run.start() + m.start(), run.start() + m.end()) for m in spaces]
    return found


def _spaced_lines(text: str) -> list[tuple[int, int]]:
    """Return the spaces of lines in which most characters stand apart, as after bad OCR."""
    found: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        if line.count(" ") * 4 > len(line) > 8 and len(_SPACED_LINE.findall(line)) * 4 > len(line):  # noqa: PLR2004
            found += [(at + m.start(), at + m.end()) for m in _INNER_SPACE.finditer(line)]
        at += len(line) + 1
    return found


def _wraps(text: str) -> list[tuple[int, int]]:
    """Return the line ends inside sentences of a text that was wrapped at a page width."""
    found: list[tuple[int, int]] = []
    for m in _WRAP.finditer(text):
        line_start = text.rfind("\n", 0, m.start()) + 1
        if m.start() - line_start in _WRAPPED_LINE and not _MARKER.match(text, m.end()):
            next_end = text.find("\n", m.end())
            next_length = (len(text) if next_end < 0 else next_end) - m.end()
            previous_is_wrap = bool(found) and found[-1][1] == line_start
            same_width = abs(next_length - (m.start() - line_start)) <= 2  # noqa: PLR2004
            if previous_is_wrap or same_width:
                found.append(m.span())
    return found
