"""What holds for a whole sentence before its words are read: report or plan, and which days.

In governance texts the passage decides more than the verb: under 2026年主要任务 a bare
新增就业70万人 is a plan, under 2025年工作回顾 it is a result. A `Passage` answers, for any clause
of its sentence, which status and which period hold there. Only layout, headings, questions and
times are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from graph_build.extract.modes import Setting, Settings
from graph_build.extract.quantity import Quantity, quantities
from graph_build.extract.references import reference_of
from graph_build.extract.time import NO_REFERENCE, UNKNOWN, Reference, Time, TimeKind, times
from graph_build.model import Document, Period, Section, Sentence, Span, Status
from graph_build.read import Reading
from graph_build.segment import sections, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_DONE = re.compile(
    r"(?<![为除])了(?!解|结)|已|建成|完成|实现|达到|荣获|获评|获批|获得|入选|成立|设立|建立|通过|累计|共计|新增|出台|打造|形成|组建|整合|创成|创建|"
    r"下降|增长|上升|降到|增至|突破|取得|启动|开通|建设|举行|举办|召开|布设|取消|超过|发放|受理|办理|落户|竣工|投用|开工|培训"
)
_FINISHED = re.compile(r"(?<![为除])了(?!解|结)|已|建成|实现|达到?|荣获|获评|入选|成立|通过|取得")
_PLANNED = re.compile(
    r"(?<![即行将])将(?=于|在|全面|继续|持续|进一步|加快|推[动进]|实施|开展|建成|建设|达到|实现|完成|努力|坚持|启动|新[增建设]|举办|投入|会|以|按|通过|深入|着力|重点|不断|大力|积极|认真|切实|严格"
    r"|聚焦|围绕|统筹|优化|加[大强]|强化|深化|打造|形成|成为|突破|超过|增(?:加|至|长|设)|提[高升]|下降|降低|减(?:少|至|轻)|覆盖|组织|牢|始终|逐步|陆续|有(?:力|效|望|序)|迎来|面临|\d)|力争|拟(?=[在于建投新用定])|争取(?:在|到\d{4}|年|全|实|用|\d)|计划(?=[在于用新投建完总\d])"
    r"|(?:还|又|就|也|需|都)要(?!求|素|闻|点|件)|(?:有望|争相要|打算|下一步|接下来)|还可以"
)
_ONGOING = re.compile(
    r"持续(?!时间)|不断(?!言)|正在|正(?=[以全加逐])|继续|现有|近来|进展顺利|前期工作|有序开展"
)
_NOW = re.compile(r"目前|当前|现在|近年来|近来|多年来|长期以来")
_EXPECTED = re.compile(r"预计(?!数)")
_EXISTS = re.compile(r"(?<![没拥占享具只仅])有(?:逾|约|近|超过?|\d)")
_STOCK = re.compile("现行|现有|共有")
_STATE = re.compile(r"(?:都|均|全部)?已|突破|现有|共有|现行")
_COMMA = re.compile(r"[，；：]")
_BEFORE_ADVERBIAL = re.compile(
    r"(?:^|[，；：、“（\s]|截至|截止|[到在自从于至与而但]|其中|力争|确保|争取|预计|计划|我们|全[市省县区国]|我[市省县区国]|各位代表|同志们|——)$"
)
_EVENT = re.compile(r"成立|启动|印发|出台|举行|召开|挂牌|揭牌|发布|制定|设立|来到|考察")
_OVER = re.compile(r"(?<![为除])了(?!解|结)|已经|已(?!有)")
_LONGEST_QUOTE = 40
WHOLE_CHARACTERS = 200_000
"""The longest document that is read at once, three times the longest report of the corpus."""
WINDOW_CHARACTERS = 100_000
_ATTRIBUTIVE = re.compile("的")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with what its surroundings say of it.

    `times` are the time expressions of the sentence. `planning` is the mode of the passage;
    `period` the days that hold where the sentence names none, and `source` where they come from
    (heading, question, paragraph, report, or "" for nowhere). `annual` says that the document
    reports on years, so that a bare 增长5% is measured against the year before.
    """

    sentence: Sentence
    text: str
    times: tuple[Time, ...] = ()
    planning: bool = False
    period: Period | None = None
    source: str = ""
    annual: bool = False
    reference: Reference = NO_REFERENCE
    _read: list[list[Quantity]] = field(default_factory=list, compare=False, repr=False)
    _said: dict[Span, Status] = field(default_factory=dict, compare=False, repr=False)

    def quantities(self) -> list[Quantity]:
        """Return the numerals of the sentence; extraction and grounding share one reading."""
        if not self._read:
            sentence = self.sentence
            self._read.append(quantities(self.text, *sentence.span, sentence.section.span.start))
        return self._read[0]

    def status(self, span: Span) -> Status:
        """Return the status of what a clause says.

        A cue of the clause decides (将 planned, 已 completed, 持续 ongoing); without one the
        passage does. Two to four searches in the clause; nothing outside the sentence is read.
        """
        # Claims of one clause ask for its status again, and so does their grounding.
        said = self._said.get(span)
        if said is None:
            said = self._said[span] = self._status(span)
        return said

    def _status(self, span: Span) -> Status:
        text, (start, end) = self.text, span
        if self.planning:
            return Status.COMPLETED if self._is_past(span) else Status.PLANNED
        expects = not self.annual and _EXPECTED.search(text, start, end)
        if expects or _PLANNED.search(text, start, end) or self._is_future(span):
            return Status.PLANNED
        if _ONGOING.search(text, start, end) and not _FINISHED.search(text, start, end):
            return Status.ONGOING
        if not self.annual and _EXISTS.search(text, start, end):
            return Status.ONGOING
        if self.annual or _DONE.search(text, start, end):
            return Status.COMPLETED
        if _NOW.search(text, self.sentence.span.start, end):
            return Status.ONGOING
        time = self.time_at(span)
        if self.period is not None or (time is not None and time.period.end is not None):
            return Status.COMPLETED
        return Status.COMPLETED if _DONE.search(text, *self.sentence.span) else Status.ONGOING

    def time_at(self, span: Span) -> Time | None:
        """Return the time that governs a stretch: the last adverbial one named in it or before it.

        A time that only modifies a noun (2019年立项的) governs nothing but a number right after it.
        """
        governing = None
        for time in self.times:
            if time.span.start >= span.end:
                break
            if time.basis or self._is_quoted(time):
                continue
            if time.span.end >= span.end - 1:
                return time
            if self._stays_in_its_clause(time, span) or self._dates_an_event(time, span):
                continue
            if _ATTRIBUTIVE.match(self.text, time.span.end):
                continue
            if governing is None or time.kind is not TimeKind.VAGUE:
                governing = time
        return governing

    def period_at(self, span: Span, clause: Span | None = None) -> Period | None:
        """Return the days that a stretch speaks of, or None where the text does not tell.

        `clause` is the whole clause of a stretch that ends inside it.
        """
        said = span if clause is None else Span(clause.start, clause.end)
        time = self.time_at(span)
        if time is None or time.kind is TimeKind.VAGUE or time.period == UNKNOWN:
            if time is not None and not self.annual:
                return None
            if self.source == "question" and _STATE.search(self.text, *said):
                return None
            return self.period
        if time.kind is TimeKind.SINCE and _STATE.search(self.text, time.span.end, span.end):
            comma = self.text.rfind("，", time.span.end, span.end)
            if comma >= 0 and _STOCK.search(self.text, comma, span.end):
                return None
        return time.period

    def basis_at(self, span: Span) -> Time | None:
        """Return the time that a change in a stretch is measured against, if it names one."""
        found = None
        for time in self.times:
            if time.basis and span.start <= time.span.start < span.end:
                found = time
        return found

    def _is_quoted(self, time: Time) -> bool:
        """Say whether a time is a word of a quoted name or title: “高质量完成‘十四五’规划”."""
        text, start = self.text, self.sentence.span.start
        for opening, closing in ("“”", "《》"):
            at = text.rfind(opening, start, time.span.start)
            if at >= 0 and text.find(closing, at, time.span.start) < 0:
                return text.find(closing, time.span.end, at + _LONGEST_QUOTE) >= 0
        return False

    def _stays_in_its_clause(self, time: Time, span: Span) -> bool:
        """Say whether a time in the middle of an earlier clause says nothing of later ones."""
        if _COMMA.search(self.text, time.span.end, span.end) is None:
            return False
        if time.span.start == self.sentence.span.start:
            return False
        return (
            _BEFORE_ADVERBIAL.search(self.text, self.sentence.span.start, time.span.start) is None
        )

    def _dates_an_event(self, time: Time, span: Span) -> bool:
        """Say whether a day or month dates an event in an earlier clause: 4月成立…，总量下降5%."""
        period = time.period
        if time.kind not in (TimeKind.DAY, TimeKind.CALENDAR) or not period.start or not period.end:
            return False
        if period.start[5:] == "01-01" and period.end[5:] == "12-31":
            return False
        comma = self.text.rfind("，", time.span.end, span.end)
        return comma >= 0 and _EVENT.search(self.text, time.span.end, comma) is not None

    def _is_past(self, span: Span) -> bool:
        """Say whether a clause of a plan looks back: 去年已完成, 2019年建成了."""
        time = self.time_at(span)
        now = self.reference.year
        if time is not None and now and _has_begun(self.text, time, now):
            return True
        found = _OVER.search(self.text, *span)
        return found is not None and time is None

    def _is_future(self, span: Span) -> bool:
        time = self.time_at(span)
        now = self.reference.year
        if time is None or now is None:
            return False
        start = time.period.start or time.period.end
        return start is not None and int(start[:4]) > now


def _has_begun(text: str, time: Time, year: int) -> bool:
    """Say whether a time is over before a year, or has lasted until now: 2012年以来."""
    if time.kind is TimeKind.SINCE and time.period.start:
        return int(time.period.start[:4]) <= year and text.endswith("以来", 0, time.span.end)
    return time.period.end is not None and int(time.period.end[:4]) < year


@dataclass(frozen=True, slots=True)
class Layout:
    """A document, or a stretch of its reading, as it is read: sections, sentences, passages."""

    reading: Reading
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]
    stretch: Span


# Extraction and grounding read the same document one after the other.
@lru_cache(maxsize=2)
def layout(document: Document) -> Layout:
    """Return how a document is laid out; the last two are kept."""
    reading = Reading.of(document)
    parts = sections(reading)
    lines = tuple(sentences(reading, parts))
    found = tuple(passages(reading, parts, lines))
    return Layout(reading, parts, lines, found, Span(0, len(reading.text)))


def windows(document: Document) -> Iterator[Layout]:
    """Return how a document is laid out, a very long one stretch by stretch.

    A stretch ends with a paragraph or, where none ends in time, with a sentence. Headings, turns
    and days that hold in one hold in the next as if the document were read at once.
    """
    if len(document.text) <= WHOLE_CHARACTERS:
        yield layout(document)
        return
    reading = Reading.of(document)
    parts = sections(reading)
    held: list[Passage] = []
    start = 0
    for passage in _passages(reading, parts, sentences(reading, parts)):
        at = passage.sentence.span.start
        if held and at - start >= WINDOW_CHARACTERS:
            ends_paragraph = passage.sentence.section is not held[-1].sentence.section
            if ends_paragraph or at - start >= WINDOW_CHARACTERS * 5 // 4:
                yield _window(reading, held, Span(start, at))
                held, start = [], at
        held.append(passage)
    yield _window(reading, held, Span(start, len(reading.text)))


def _window(reading: Reading, held: Sequence[Passage], stretch: Span) -> Layout:
    lines = tuple(p.sentence for p in held)
    whole = {line.section.span: line.section for line in lines}
    first, last = stretch
    parts = (
        replace(part, span=Span(max(start, first), min(end, last)))
        for (start, end), part in whole.items()
    )
    return Layout(reading, tuple(parts), lines, tuple(held), stretch)


def passages(
    reading: Reading, sections: Sequence[Section], sentences: Iterable[Sentence]
) -> list[Passage]:
    """Return one passage for each sentence, in order.

    `sections` are those of the document, in order; each sentence belongs to one of them.
    """
    return list(_passages(reading, sections, sentences))


def _passages(
    reading: Reading, sections: Sequence[Section], sentences: Iterable[Sentence]
) -> Iterator[Passage]:
    settings = Settings(reading, reference_of(reading, sections), sections)
    section: Section | None = None
    setting = Setting()
    for sentence in sentences:
        if sentence.section is not section:
            section = sentence.section
            setting = settings.enter(section)
        found = tuple(times(reading.text, *sentence.span, settings.reference_for(setting)))
        setting = settings.hear(setting, sentence, found)
        yield Passage(
            sentence,
            reading.text,
            found,
            setting.planning,
            setting.period,
            setting.source,
            settings.annual,
            settings.reference,
        )
