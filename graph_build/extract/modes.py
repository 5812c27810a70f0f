"""Which passages report and which plan, and the days that a heading or a question sets.

Headings, questions and the times that open paragraphs are heard in order; each may change what
holds from there on. This room gives `passages` its settings and reads nothing else of a sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from graph_build.extract.time import UNKNOWN, Reference, Time, TimeKind, times, year_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_build.model import Period, Section, Sentence
    from graph_build.read import Reading


class Setting(NamedTuple):
    """What holds in a passage: the mode, the days, and where the days come from."""

    planning: bool = False
    period: Period | None = None
    source: str = ""


_REVIEW = re.compile(
    r"回顾|总结|成就|成绩|成效|完成情况|执行情况|进展情况|过去|[一两三四五六]年来|首先报告|的五年$|数说|以来|主要情况"
)
_PLAN = re.compile(
    r"任务|安排|重点工作|主要工作|目标|打算|今后|未来|下一步|总体要求|指导思想|基本原则|工作原则|(?<=.{5})建议|设想|展望"
    r"|工作思路|总体思路|总体部署|民生实事|惠民实事|工作重点|工作部署|重大举措|主要考虑|新一年|全力做好"
)
_INNER_PLAN = re.compile(
    r"(?:主要|预期|奋斗|发展|工作|总体)目标|主要任务|重点任务|总体要求|工作安排|今后|下一步|指导思想|重点工作"
)
_BOTH_BUT_REVIEW = re.compile(r"完成情况|回顾$|总结$|成就$")
_AHEAD = re.compile(r"下一步|今后|接下来|打算|未来|新思路|新举措|新的一年")
_PLAN_DOCUMENT = re.compile(
    r"(?:意见|通知|方案|规划|办法|决定|纲要|计划|规定|条例|细则|批复|函|规则|预案|指南|要点)(?:（.*）)?$"
)
_FIVE = re.compile(r"五年(?!规划|计划|行动)")
_LAST_YEAR = re.compile(r"过去的?一年|去年|一年来")
_STARTS_WITH_YEAR = re.compile(r"(?:19|20)\d\d年")
_SALUTATION = re.compile(r"各位|同志们|谢谢|现在|目\s*录|.*！$|》")
_OPENING = re.compile(
    r"(?:[—“\s]|（[一二三四五六七八九十]）|[一二三四五六七八九十]是|在|从|自|到|经过|回顾|展望|刚刚过去的|即将过去的|过去|各位代表，|同志们，|总体|总的看，|首先，|其次，|其中，|综合"
    r"|我们|我[省市县区国]|全[省市县区国]|上述)*$"
)
_NO_CUE = re.compile(r"报告|会议|讲话|\d日")
_NEWS = re.compile(r"记者|本报|通讯员|新华社|采访|据介绍|据了解|日电")
_AIMS = re.compile(
    r"力争|确保|争取(?!到)|(?<![重需必主首纪概摘])要(?![素求闻点件])|努力|尽早|加快(?!推进)"
)
_RESULTS = re.compile(
    r"(?<![为除])了(?![解结])|成功|首次|获批|荣获|获评|圆满|居全|创历史|迈出|取得|明显|显著|顺利|进展|完成|达到?\d|增长\d"
)
_OPENERS = re.compile(
    r"(?:^|[，。；])(?:大力|积极|全面|深入|加快|进一步|着力|全力|持续|切实|认真|努力|扎实|统筹|强化|加强|推动|推进|深化|支持|完善|健全|构建|打造|培育|优化|实施|落实"
    r"|加大|提升|鼓励|引导)"
)
_PLAN_DENSITY = 0.02
_LEADING = 12
_TERM = 5


class Settings:
    """The settings of a document's passages, heard in order.

    `annual` says that the document reports on a year before its own, as work reports do.
    """

    def __init__(self, reading: Reading, reference: Reference, sections: Sequence[Section]) -> None:
        self.reference = reference
        self.annual = reference.is_report
        self._text = reading.text
        self._zone: tuple[str, ...] = ()
        self._decided = False
        self._year: int | None = None
        self._known: dict[str, Setting | None] = {}
        self._references: dict[Period, Reference] = {}
        titled = not self.annual and bool(_PLAN_DOCUMENT.search(reading.document.title))
        self._plans = titled or self._speaks_of_plans(sections)
        year = reference.year if self._plans else reference.reviewed
        days = year_of(year) if self.annual and year is not None else None
        self._current = Setting(self._plans, days, "report" if days else "")

    def _speaks_of_plans(self, sections: Sequence[Section]) -> bool:
        """Say whether a text that no heading or question decides is in the manner of a plan."""
        if _NEWS.search(self._text) or any(s.question for s in sections):
            return False
        if any(s.headings and self._heading(s.headings[0]) for s in sections):
            return False
        aims = len(_AIMS.findall(self._text)) - len(_RESULTS.findall(self._text))
        openers = len(_OPENERS.findall(self._text))
        return openers + 2 * aims > _PLAN_DENSITY * len(self._text)

    def enter(self, section: Section) -> Setting:
        """Return the setting at the start of a section."""
        if section.question is not None:
            return self._asked(section.question)
        zone = section.headings[:1]
        if zone and zone != self._zone and not _SALUTATION.match(zone[0]):
            self._zone = zone
            self._change(self._heading(zone[0]))
        for heading in reversed(section.headings[1:]):
            inner = self._inner(heading)
            if inner is not None:
                return inner
        return self._current

    def hear(self, setting: Setting, sentence: Sentence, found: tuple[Time, ...]) -> Setting:
        """Return the setting for a sentence and what follows it in its section.

        A time that opens the sentence sets the days (“十四五”期间，…), a future one turns a report
        into a plan; in a report on years the first sentence of a paragraph speaks for the next
        ones too.
        """
        if sentence.section.kind in ("title", "heading", "byline", "box"):
            return setting
        for time in found:
            if time.year is not None and not time.basis:
                self._year = time.year
        start = sentence.span.start
        opening = next((t for t in found if not t.basis), None)
        if opening is None or opening.span.start - start > _LEADING:
            return setting
        if not _OPENING.match(self._text, start, opening.span.start):
            return setting
        changed = self._opened(setting, opening)
        opens = start == sentence.section.span.start
        spans_years = opening.kind in (TimeKind.PLAN, TimeKind.YEARS)
        if not setting.planning and self._counts_one_matter(opening):
            spans_years = False
        if changed is not setting and self.annual and (opens or spans_years):
            self._current = changed
        return changed

    def reference_for(self, setting: Setting) -> Reference:
        """Return the reference with the year that a month without a year belongs to."""
        if not self.annual and self._year is not None:
            return self.reference._replace(default=self._year)
        period = setting.period
        if period is None or period.end is None:
            return self.reference
        if period not in self._references:
            self._references[period] = self.reference._replace(default=int(period.end[:4]))
        return self._references[period]

    def _counts_one_matter(self, time: Time) -> bool:
        """Say whether a time is 两年来, 三年来 or 四年来: a report is on one year or on five."""
        start, end = time.period
        if start is None or end is None or not self._text.endswith("来", 0, time.span.end):
            return False
        return 1 < int(end[:4]) - int(start[:4]) + 1 < _TERM

    def _change(self, heard: Setting | None) -> None:
        if heard is not None:
            self._current, self._decided = heard, True
        elif not self.annual:
            self._current, self._decided = Setting(self._plans), False

    def _opened(self, setting: Setting, time: Time) -> Setting:
        year = self.reference.year
        if time.period == UNKNOWN:
            return setting
        first = int((time.period.start or time.period.end or "0")[:4])
        last = int((time.period.end or "9999")[:4])
        ahead = year is not None and first >= year + (0 if self.annual else 1)
        if time.kind in (TimeKind.PLAN, TimeKind.YEARS):
            over = year is not None and last < year
            if setting.planning and not over and not ahead:
                return setting
            planning = ahead if (self.annual or ahead) else setting.planning
            return Setting(planning, time.period, "paragraph")
        if not self.annual or time.kind is not TimeKind.CALENDAR or time.period != year_of(first):
            return setting
        if first == year:
            return Setting(planning=True, period=time.period, source="paragraph")
        if first == self.reference.reviewed and not (setting.planning and self._decided):
            return Setting(planning=False, period=time.period, source="paragraph")
        return setting

    def _asked(self, question: str) -> Setting:
        if question not in self._known:
            self._known[question] = self._question(question)
        return self._known[question] or Setting(self._plans)

    def _question(self, question: str) -> Setting:
        said = times(question, 0, len(question), self.reference)
        named = [t for t in said if t.kind in (TimeKind.PLAN, TimeKind.YEARS) and t.period.start]
        if not named:
            return Setting(bool(_AHEAD.search(question)), None, "question")
        period, year = named[-1].period, self.reference.year
        ahead = year is not None and int((period.start or "0")[:4]) > year
        return Setting(ahead, period, "question")

    def _heading(self, heading: str) -> Setting | None:
        if heading not in self._known:
            self._known[heading] = self._heard(heading)
        return self._known[heading]

    def _heard(self, heading: str) -> Setting | None:
        """Return what a heading sets, or None where it says neither mode nor days."""
        reviews, plans = bool(_REVIEW.search(heading)), bool(_PLAN.search(heading))
        period = self._named(heading)
        if reviews and plans:
            if not _BOTH_BUT_REVIEW.search(heading):
                return None
            plans = False
        if not reviews and not plans:
            if period is None or _NO_CUE.search(heading):
                return None
            plans = self._is_ahead(period)
        if period is None and self.annual:
            year = self.reference.year if plans else self.reference.reviewed
            period = None if year is None else year_of(year)
        return Setting(plans, period, "heading")

    def _named(self, heading: str) -> Period | None:
        """Return the days that a heading names."""
        for time in times(heading, 0, len(heading), self.reference):
            if time.period != UNKNOWN and not time.basis:
                return time.period
        last = self.reference.reviewed
        if _FIVE.search(heading):
            return self._five()
        if _LAST_YEAR.search(heading) and last is not None:
            return year_of(last)
        return None

    def _is_ahead(self, period: Period) -> bool:
        year = self.reference.year
        first = int((period.start or period.end or "0")[:4])
        return self.annual and year is not None and first >= year

    def _inner(self, heading: str) -> Setting | None:
        """Return what a heading below the first level sets, if it is a plain cue."""
        key = "\0" + heading
        if key not in self._known:
            plans = _INNER_PLAN.search(heading) and not _REVIEW.search(heading)
            dated = _REVIEW.search(heading) or _STARTS_WITH_YEAR.match(heading)
            heard = self._heard(heading) if plans or dated else None
            keeps = heard is not None and (plans or self._named(heading) is not None)
            self._known[key] = heard if keeps else None
        return self._known[key]

    def _five(self) -> Period | None:
        if self.reference.plan is not None:
            return self.reference.plan
        last = self.reference.reviewed
        return None if last is None else year_of(last - 4, last)
