"""Which passages report and which plan, and the days that a heading or a question sets.

Headings, questions and the times that open paragraphs are heard in order; each may change what holds
from there on. This room gives `passages` its settings and reads nothing else of a sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from graph_build.extract.time import (
    UNKNOWN,
    Reference,
    Time,
    TimeKind,
    plan_period,
    times,
    year_of,
)
from graph_build.model import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_build.model import Section, Sentence
    from graph_build.read import Reading


class Setting(NamedTuple):
    """What holds in a passage: the mode, the days, and where the days come from."""

    planning: bool = False
    period: Period | None = None
    source: str = ""


_REVIEW = re.compile(
    r"回顾|总结|成就|成绩|成效|完成情况|执行情况|进展情况|过去|[一两三四五六]年来|首先报告|的五年$|数说|以来"
)
_PLAN = re.compile(
    r"任务|安排|重点工作|主要工作|目标|打算|今后|未来|下一步|总体要求|指导思想|基本原则|工作原则|建议|设想|展望|工作思路|总体思路|总体部署|重点任务|民生实事|惠民实事|"
    r"工作重点|工作部署|重大举措|主要考虑|新一年|全力做好|规划纲要"
)
_INNER_PLAN = re.compile(
    r"(?:主要|预期|奋斗|发展|工作|总体)目标|主要任务|重点任务|总体要求|工作安排|今后|下一步|指导思想|重点工作"
)
_AHEAD = re.compile(r"下一步|今后|接下来|打算|未来|新思路|新举措|新的一年")
_PLAN_DOCUMENT = re.compile(
    r"(?:意见|通知|方案|规划|办法|决定|纲要|计划|规定|条例|细则|批复|函|规则|预案|指南|要点)(?:（.*）)?$"
)
_REPORT = re.compile(r"政府工作(?:的)?报告|工作报告")
_FIVE = re.compile(r"五年(?!规划|计划|行动)")
_OPENS_PLAN = re.compile(
    r"(?:主要)?预期目标(?:是|为)|总体要求是|工作总体(?:要求|思路)|重点(?:做好|抓好|推进)(?:以下|了?[一-龥]{0,6}(?:工作|方面))|指导思想是|奋斗目标是"
)
_SALUTATION = re.compile(r"各位|同志们|谢谢|现在|目\s*录|.*！$")
_LEADING = 12
_YEAR_NOTE = re.compile(r"((?:19|20)\d\d)年")


def reference_of(reading: Reading, sections: Sequence[Section]) -> Reference:
    """Return what the relative times of a document are counted from.

    A work report speaks in its own year of the year before: its 今年 is the year of its title or the
    one after the year that its headings review. Other documents speak in the year they were
    published, else in the newest year that they name as past.
    """
    document, text = reading.document, reading.text
    reviewed = _reviewed(sections)
    is_report = (
        reviewed is not None or bool(_REPORT.search(document.title)) or "各位代表" in text[:2000]
    )
    titled = _YEAR_NOTE.search(document.title)
    if reviewed is not None:
        year = reviewed + 1
    elif document.published:
        year = int(document.published[:4])
    elif titled and is_report:
        year = int(titled[1])
    else:
        newest = _newest(text)
        if newest is None:
            return Reference()
        year = newest + 1 if is_report else newest
    last = year - 1 if is_report else year
    plan = next(
        (
            p
            for n in range(6, 20)
            if (p := plan_period(n)).end in (f"{last}-12-31", f"{year}-12-31")
        ),
        None,
    )
    return Reference(year, last, plan, last)


def _reviewed(sections: Sequence[Section]) -> int | None:
    """Return the last year that a heading reviews or the year before the one it plans."""
    for section in sections:
        if section.kind not in ("heading", "item") or not section.headings:
            continue
        heading = section.headings[0]
        years = [int(y) for y in _YEAR_NOTE.findall(heading)]
        if not years or len(section.headings) > 1 and not _REVIEW.search(heading):
            continue
        if _REVIEW.search(heading):
            return max(years)
        if _PLAN.search(heading) and "五" not in heading:
            return min(years) - 1
    return None


def _newest(text: str) -> int | None:
    years = [
        int(m[1])
        for m in re.finditer(
            r"(?<![到至—\-])(?<!力争)((?:19|20)\d\d)(?=年(?!远景|前|底前|全面|建成|目标|基本))",
            text,
        )
    ]
    return max((y for y in years if y < _FIRST_IMPLAUSIBLE), default=None)


_FIRST_IMPLAUSIBLE = 2035


class Settings:
    """The settings of a document's passages, heard in order.

    `annual` says that it is a report on years.
    """

    def __init__(self, reading: Reading, reference: Reference) -> None:
        document = reading.document
        self.reference = reference
        self.annual = reference.year is not None and reference.reviewed != reference.year
        self._plans = not self.annual and bool(_PLAN_DOCUMENT.search(document.title))
        self._zone: object = None
        self._current = Setting(self._plans)
        self._decided = False
        self._year: int | None = None
        self._known: dict[str, Setting | None] = {}

    def enter(self, section: Section) -> Setting:
        """Return the setting at the start of a section."""
        if section.question is not None:
            return self._asked(section.question)
        zone = section.headings[:1]
        if zone and not _SALUTATION.match(zone[0]) and zone != self._zone:
            self._zone = zone
            heard = self._heading(section.headings[0])
            self._decided = heard is not None
            self._current = heard or Setting(self._plans)
        for heading in reversed(section.headings[1:]):
            inner = self._inner(heading)
            if inner is not None:
                return inner
        return self._current

    def hear(self, setting: Setting, sentence: Sentence, found: tuple[Time, ...]) -> Setting:
        """Return the setting after a sentence has been heard, for it and what follows it.

        A time that opens a sentence sets the days (“十四五”期间，…); a future one, or a formula such as
        主要预期目标是, turns a report into a plan.
        """
        if sentence.section.kind in ("title", "heading", "byline", "box"):
            return setting
        for time in found:
            if time.year is not None and not time.basis:
                self._year = time.year
        start = sentence.span.start
        opening = next((t for t in found if not t.basis and t.span.start - start <= _LEADING), None)
        changed = self._opened(setting, opening)
        if (
            changed is not setting
            and self.annual
            and sentence.span.start == sentence.section.span.start
        ):
            self._current = changed
        return changed

    def reference_for(self, setting: Setting) -> Reference:
        """Return the reference with the year that a month without a year belongs to."""
        period = setting.period
        if not self.annual and self._year is not None:
            return self.reference._replace(default=self._year)
        if period is None or period.end is None:
            return self.reference
        return self.reference._replace(default=int(period.end[:4]))

    def _opened(self, setting: Setting, time: Time | None) -> Setting:
        if time is None or time.period == UNKNOWN:
            return setting
        start = time.period.start or time.period.end or ""
        year = self.reference.year
        ahead = year is not None and int(start[:4]) >= year + (0 if self.annual else 1)
        if time.kind in (TimeKind.PLAN, TimeKind.YEARS):
            ends = int((time.period.end or "9999")[:4])
            over = year is not None and ends < year
            if setting.planning and not over and not ahead:
                return setting
            planning = ahead if (self.annual or ahead) else setting.planning
            return Setting(planning, time.period, "paragraph")
        if (
            self.annual
            and time.kind is TimeKind.CALENDAR
            and time.period == year_of(int(start[:4]))
        ):
            if not setting.planning and ahead and int(start[:4]) == year:
                return Setting(planning=True, period=time.period, source="paragraph")
            if int(start[:4]) == self.reference.reviewed and not (
                setting.planning and self._decided
            ):
                return Setting(planning=False, period=time.period, source="paragraph")
        return setting

    def _asked(self, question: str) -> Setting:
        if question not in self._known:
            self._known[question] = self._question(question)
        return self._known[question] or Setting(self._plans)

    def _question(self, question: str) -> Setting:
        said = [t for t in times(question, 0, len(question), self.reference) if t.period != UNKNOWN]
        planned = [t for t in said if t.kind in (TimeKind.PLAN, TimeKind.YEARS)]
        time = planned[-1] if planned else None
        year = self.reference.year
        ahead = time is not None and year is not None and int((time.period.start or "0")[:4]) > year
        planning = ahead or (time is None and bool(_AHEAD.search(question)))
        return Setting(planning, time.period if time else None, "question")

    def _heading(self, heading: str) -> Setting | None:
        if heading not in self._known:
            self._known[heading] = self._heard(heading)
        return self._known[heading]

    def _heard(self, heading: str) -> Setting | None:
        reviews, plans = bool(_REVIEW.search(heading)), bool(_PLAN.search(heading))
        said = [
            t
            for t in times(heading, 0, len(heading), self.reference)
            if t.period != UNKNOWN and not t.basis
        ]
        period = said[0].period if said else None
        if period is None and _FIVE.search(heading):
            period = self._five()
        if (
            period is None
            and reviews
            and re.search("过去一年|去年|一年来", heading)
            and self.reference.reviewed
        ):
            period = year_of(self.reference.reviewed)
        year = self.reference.year
        if reviews and plans and not re.search("完成情况|回顾$|总结$|成就$", heading):
            return (
                Setting(planning=False, period=period, source="heading")
                if period and not self.annual
                else None
            )
        if not reviews and not plans:
            if period is None:
                return None
            plans = (
                self.annual
                and year is not None
                and int((period.start or period.end or "0")[:4]) >= year
            )
            reviews = not plans
        if plans and not reviews:
            if period is None and self.annual and year is not None:
                period = year_of(year)
            if period is not None and not self.annual and not self._plans:
                period = period if said else None
            return Setting(planning=True, period=period, source="heading")
        if period is None and self.annual and self.reference.reviewed is not None:
            period = year_of(self.reference.reviewed)
        return Setting(planning=False, period=period, source="heading")

    def _inner(self, heading: str) -> Setting | None:
        key = "\0" + heading
        if key not in self._known:
            plain = _FIVE.search(heading) and "数说" in heading
            if plain:
                self._known[key] = Setting(planning=False, period=self._five(), source="heading")
            elif _INNER_PLAN.search(heading) and not _REVIEW.search(heading):
                self._known[key] = self._heard(heading)
            else:
                self._known[key] = self._timed(heading)
        return self._known[key]

    def _timed(self, heading: str) -> Setting | None:
        """Return what an inner heading sets that is itself a time: 2026年主要任务, 数说五年."""
        if _REVIEW.search(heading) or _YEAR_NOTE.match(heading):
            heard = self._heard(heading)
            return heard if heard and heard.period else None
        return None

    def _five(self) -> Period | None:
        if self.reference.plan is not None:
            return self.reference.plan
        last = self.reference.reviewed
        return None if last is None else year_of(last - 4, last)
