"""What holds for a whole sentence before its words are read: report or plan, and which days.

In governance texts the passage decides more than the verb: under 2026年主要任务 a bare 新增就业70万人
is a plan, under 2025年工作回顾 it is a result. A `Passage` answers, for any clause of its sentence,
which status and which period hold there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_build.extract.time import Reference, Time, TimeKind, plan_period, times, year_of
from graph_build.model import Period, Section, Sentence, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph_build.read import Reading


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with what its surroundings say of it.

    `planning` is the mode of the passage; `period` the days that hold where the sentence names
    none, `inherited` where they come from (heading, question, paragraph or ""); `annual` says that
    the document reports on a year, so that a bare 增长5% is measured against the year before.
    """

    sentence: Sentence
    text: str
    times: tuple[Time, ...] = ()
    planning: bool = False
    period: Period | None = None
    inherited: str = ""
    annual: bool = False
    reference: Reference = Reference()

    def status(self, span: Span) -> Status:
        """Return the status of what a clause says; one regular expression per call."""
        cue = _CUE.search(self.text, span.start, span.end)
        if self.planning:
            if cue and cue.lastgroup == "completed":
                return Status.COMPLETED
            return Status.PLANNED
        if cue is None:
            return Status.COMPLETED
        return Status(cue.lastgroup or "completed")

    def time_at(self, span: Span) -> Time | None:
        """Return the time that governs a clause: the last one named in it or before it."""
        governing = None
        for time in self.times:
            if time.span.start >= span.end:
                break
            if not time.basis:
                governing = time
        return governing

    def period_at(self, span: Span) -> Period | None:
        """Return the days that a clause speaks of, or None where the text does not tell."""
        time = self.time_at(span)
        if time is None:
            return self.period
        if time.kind is TimeKind.VAGUE:
            return None
        return None if time.period == (None, None) else time.period

    def basis_at(self, span: Span) -> Time | None:
        """Return the time that a change in a clause is measured against, if the clause names one."""
        for time in self.times:
            if time.basis and span.start <= time.span.start < span.end:
                return time
        return None


_CUE = re.compile(
    r"(?P<completed>已经?|建成|累计|了)|(?P<planned>将(?![^，]{0,8}(?:纳入|作为|打造))|力争|拟|预计)|(?P<ongoing>目前|正在|持续|不断|现有)"
)
_PLANNING = re.compile(
    r"主要任务|工作安排|重点工作|工作任务|工作要求|奋斗目标|今后|未来|下一步|总体要求|目标|思路|部署|新一年|建议"
)
_REVIEW = re.compile(r"回顾|过去|成就|成绩|以来|总结|五年来|完成情况")
_PLAN_DOCUMENT = re.compile(r"(意见|通知|方案|规划|办法|决定|纲要|计划|规定|条例)(（.*）)?$")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


def reference_of(reading: Reading) -> Reference:
    """Return what the relative times of a document are counted from."""
    document = reading.document
    reviewed = re.search(r"((?:19|20)\d\d)年(?:的)?(?:政府)?工作(?:的)?(?:回顾|总结)", reading.text)
    if reviewed:
        year = int(reviewed[1]) + 1
    elif document.published:
        year = int(document.published[:4])
    elif titled := _YEAR.search(document.title):
        year = int(titled[0])
    else:
        years = [int(y) for y in _YEAR.findall(reading.text)]
        years = [y for y in years if y < 2028]  # noqa: PLR2004
        if not years:
            return Reference()
        year = max(years)
    is_report = "工作报告" in document.title or reviewed is not None or "各位代表" in reading.text
    return Reference(year, year - 1 if is_report else year, None, year - 1 if is_report else year)


def passages(
    reading: Reading, sections: Sequence[Section], sentences: Iterable[Sentence]
) -> list[Passage]:
    """Return one passage for each sentence, in order."""
    return list(_passages(reading, sentences))


def _passages(reading: Reading, sentences: Iterable[Sentence]) -> Iterator[Passage]:
    reference = reference_of(reading)
    annual = reference.reviewed != reference.year
    default_plan = bool(_PLAN_DOCUMENT.search(reading.document.title))
    for sentence in sentences:
        span = sentence.span
        found = tuple(times(reading.text, span.start, span.end, reference))
        planning, period, source = default_plan, None, ""
        for heading in reversed((*sentence.section.headings, sentence.section.question or "")):
            if not heading:
                continue
            inside = [t for t in times(heading, 0, len(heading), reference) if not t.basis]
            if _REVIEW.search(heading) or inside:
                period = inside[0].period if inside else None
                planning = bool(_PLANNING.search(heading)) and not _REVIEW.search(heading)
                source = "heading"
                break
            if _PLANNING.search(heading):
                planning = True
                break
        yield Passage(sentence, reading.text, found, planning, period, source, annual, reference)
