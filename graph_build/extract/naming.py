"""The name of what one number measures, from its own clause and the number before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_build.extract import phrases
from graph_build.extract.phrases import role
from graph_build.model import Bound, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_build.extract.phrases import Frame
    from graph_build.extract.pieces import Piece
    from graph_build.extract.quantity import Quantity
    from graph_build.extract.words import Words


@dataclass(slots=True)
class Draft:
    """A number with its indicator.

    `start` is where the text that supports the indicator starts; `verb` the verb that a list
    shares (新增A 7只、B 5只); `direction` that of the run the number stands in; `share_subject`
    what is a share of something (A占B的51%); `is_origin` says that the value is where a change
    came from (从A增加到B), `reaches` that it is where one led (达到, 提高到), `is_object` that a
    verb of change governs it (压减支出), `in_a_row` that it counts 连续 years; `bound` is what
    the run shares, `first` where the run starts.
    """

    quantity: Quantity
    clause: Span
    indicator: str
    start: int
    verb: str = ""
    direction: int = 0
    share_subject: str = ""
    is_origin: bool = False
    reaches: bool = False
    is_object: bool = False
    in_a_row: bool = False
    bound: Bound | None = None
    first: int | None = None

    @property
    def anchor(self) -> int:
        """Where the first number of its run or ratio starts."""
        return self.quantity.span.start if self.first is None else self.first


GENERIC = re.compile(
    r"(?:总?投资|资金|总规模|销售收入|主营业务收入|营业收入|收入|支出|利润|利税|税收|产值|增加值|产量|面积|总额|总量|总数|总值|余额|规模"
    r"|增速|增幅|涨幅|数量|占比|比重|比例|均|量|额|出口|进口|出口额|进口额|总产|单产|贷款|存款|全年)?"
)
"""A head that names a measure of what the number before it was about."""
NEW = re.compile(
    r"新增|净增|^(?:新[建设开]|新推出|新培育|新认定|新增加|新(?![能兴型疆闻材质区一增])|全年)"
)
TOTAL = re.compile(r"累计|总数|总量|总规模|共|达|增至|增加到")
SCOPE = re.compile(
    r"(?:居|位列|列|排名?|位|保持|稳居|升至|跃居|进入|上升至?|跃升至?|名列|为|达到?)?"
    r"(?P<scope>(?:全[国省市球区]|世界|国内|亚洲|中[西部]+|西部|东部|东北|长三角|同类|省内|沿海)(?:(?!第)[\u4e00-\u9fff、]){0,8})?第?$"
)
_GRADE_ONLY = re.compile(r"(?:国家|全国|省|市|县|区|自治区|部|国际|世界)级?(?:以上)?$")
_GRADE_WORD = re.compile(r"(?:国家|全国|自治区|省|市|县|区)级?(?:以上)?")
_HIGHER = re.compile(
    r"(?:高于|低于|快于|好于|优于|高出|超过?|领先)于?(?:全国|全省|全市|同期|年度|预期|上年|周边|中西部|东部|西部)[\u4e00-\u9fff]{0,8}$"
)
_PART_OF = re.compile(r"(.{2,}?)(?:已?达到?|相当于|约?占|是|为)(.{2,})")
_OCCUPIES = re.compile(r"占(?![地用线据领])")
_MIDDLE = re.compile(r"(?<=.)(?:实现|完成|达到)")
_SHARE_HEAD = re.compile(r"^约?占|的?(?:比重|比例|份额)$")
_OF_THE_SAME = re.compile(r"占(?:约|近|超过?)?$")
_SHARE_NOUN = re.compile(r"(?:比重|比例|份额|占比|率)$")
_COUNT = re.compile(r"(?:总数|总量|数)$")
_COMPARED = re.compile(r"比(?![率例重值较如])")
_ADVERB = re.compile(
    r"^(?:全部|都|均|已经?|先后|陆续|首次|成功|率先|正式|共同|全面|稳步|加快|如期|顺利|有序)+"
)
_NO_PREDICATE = re.compile(
    r"按|以|通过(?![^，]*(?:验收|认定|评估|考核|审核|评审|审查|认证|鉴定|复核|评定)$)"
    r"|在|从|由|为|向|每|共|等|就|之一|以上|左右|，"
)
_SCALES = re.compile(r"(?:提升|提高|扩大|压减|压缩|优化|升级)$")
ORIGIN = re.compile(r"[从由][\ue000的]*[约近超过]*$")
REACHES = re.compile(r"[达至到][约近]?$")
_REDUCES = re.compile(
    r"(?:^|[、，]|继续|累计|全年|共)(?P<verb>压减|减少|削减|压缩|缩减|压降)(?P<thing>[^、，]{2,})$"
)
_RECURRING = re.compile(r"(?P<action>[\u4e00-\u9fff]{2,6}?)[一1]次(?P<thing>[\u4e00-\u9fff]{0,14})")
_EVENT = re.compile(r"在(?P<event>[^，在]{2,16}?)[上中]")
_KEEPS = re.compile(r"(?:稳|连续|跃|继续|保持|首次|并)+$")
_ACT, _NOMINAL, _SPENDING = role("act"), role("nominal"), role("spending")
_COUNTED = frozenset(("count", "people"))
_SIDE_BY_SIDE = frozenset(("", "、", "，"))
_WEIGHED = frozenset(("mass", "volume"))
_LASTING = {
    "年": "年数",
    "个月": "月数",
    "天": "天数",
    "日": "天数",
    "工作日": "天数",
    "个工作日": "天数",
}
_LONGEST_VERB = 4
_LONGEST_PURPOSE = 12


class Namer:
    """Names one number with the draft before it in the sentence at hand."""

    def __init__(
        self,
        sentence: str,
        base: int,
        words: Words,
        previous: Draft | None,
        later: Sequence[Piece],
    ) -> None:
        self.sentence, self.base, self.words = sentence, base, words
        self.previous, self.later = previous, later

    def draft(self, piece: Piece, frame: Frame, left: str) -> Draft:
        """Return the draft of a number with the frame of the stretch before it."""
        quantity, previous = piece.quantity, self.previous
        draft = Draft(quantity, piece.clause, "", piece.clause.start, direction=quantity.direction)
        draft.is_origin = ORIGIN.search(left) is not None
        draft.reaches = REACHES.search(left) is not None
        head = "" if _COMPARED.match(frame.head) and previous is not None else frame.head
        if left.endswith("连续") and quantity.dimension == "time":
            self._in_a_row(draft, piece, head)
        elif left.endswith("每") and quantity.dimension == "time" and self._recurs(draft, piece):
            pass
        elif quantity.dimension == "rank":
            self._rank(draft, head, left)
        elif quantity.dimension in ("share", "multiple") and self._share(draft, head, piece, left):
            pass
        elif quantity.dimension == "time" and piece.noun.end:
            self._lasts(draft, piece)
        elif self._is_before_noun(piece, head):
            self._before_noun(draft, piece, frame)
        elif previous is not None and self._elided(draft, piece, head, left):
            pass
        elif head:
            self._after_phrase(draft, piece, frame)
        elif quantity.dimension in _COUNTED:
            self._with_the_next(draft, piece)
        draft.indicator = phrases.without_marks(draft.indicator)
        return draft

    def _of(self, span: Span) -> str:
        return self.sentence[span.start - self.base : span.end - self.base]

    def _inherit(self, draft: Draft, name: str) -> Draft:
        previous = self.previous
        if previous is not None:
            draft.indicator, draft.start, draft.verb = name, previous.start, previous.verb
            draft.share_subject = previous.share_subject
        return draft

    def _is_before_noun(self, piece: Piece, head: str) -> bool:
        if not piece.noun.end:
            return False
        return piece.quantity.dimension in _COUNTED or len(head) <= _LONGEST_VERB

    def _elided(self, draft: Draft, piece: Piece, head: str, left: str) -> bool:
        """Name a number whose clause leaves out what it is about: 增长14.8%, 省级13家."""
        previous = self.previous
        if previous is None:
            return False
        if _GRADE_ONLY.match(head) and piece.in_list:
            self._inherit(draft, _regraded(previous.indicator, head))
        elif GENERIC.fullmatch(head):
            stem = previous.indicator
            if TOTAL.search(left) and piece.quantity.unit == previous.quantity.unit:
                stem = NEW.sub("", stem)
            if head and previous.verb in _ACT:
                stem = stem.removeprefix(previous.verb)
            self._inherit(draft, _generic(stem, head))
        elif _HIGHER.match(head):
            pace = "增速" if previous.direction else ""
            self._inherit(draft, f"{previous.indicator}{pace}{head}")
        else:
            return False
        return True

    def _after_phrase(self, draft: Draft, piece: Piece, frame: Frame) -> None:
        """Name a number by the phrase before it: 生产总值1462亿元, 新增企业7家."""
        quantity, previous, head = piece.quantity, self.previous, frame.head
        start = piece.left.start + frame.start
        verb = self._leading_verb(start, start + len(head))
        if previous is not None and piece.in_list and previous.verb and not verb:
            head, verb = previous.verb + head, previous.verb
        elif quantity.dimension not in _COUNTED:
            head = _MIDDLE.sub("", head)
        if re.search(r"[新净]增", frame.predicate) and "增" not in head:
            head = "新增" + head
        draft.verb = verb
        reduces = _REDUCES.search(head)
        if reduces and not draft.direction and quantity.dimension not in ("share", "time"):
            draft.direction, draft.is_object, head = -1, True, reduces["thing"]
            draft.indicator = phrases.counted(head, quantity.unit, quantity.dimension)
            return
        if quantity.dimension == "money" and head in _SPENDING:
            head = self._purpose(piece) + (head if head == "投资" else head + "资金")
        elif quantity.dimension in _WEIGHED and previous is not None and not draft.direction:
            weighs = previous.indicator.endswith("产量") and not phrases.is_measure(head)
            head += "产量" if weighs else ""
        draft.indicator = (
            head if draft.direction else phrases.counted(head, quantity.unit, quantity.dimension)
        )

    def _purpose(self, piece: Piece) -> str:
        """Return what money is spent on: 筹措12亿元实施生态惠民工程."""
        begin = piece.quantity.span.end
        words = self.words
        if not words.is_start(begin) or words.word(words.at(begin)) not in _ACT:
            return ""
        text = self._of(Span(words.starts[words.at(begin) + 1], piece.clause.end))
        purpose = re.split(r"[，、；。等\d]", text)[0]
        return purpose if len(purpose) <= _LONGEST_PURPOSE else ""

    def _leading_verb(self, start: int, end: int) -> str:
        """Return the verbs that open a stretch, if it does not end with them."""
        words, at = self.words, start
        while at < end and words.is_start(at):
            index = words.at(at)
            word, flag = words.word(index), words.flags[index]
            opens = word in _ACT or (flag == "v" and word.startswith("新"))
            if not (opens or (at > start and flag == "v")):
                break
            at = words.starts[index + 1]
        return words.text[start:at] if start < at < end else ""

    def _in_a_row(self, draft: Draft, piece: Piece, head: str) -> None:
        subject = head or (self.previous.indicator if self.previous else "")
        draft.in_a_row = draft.quantity.unit == "年"
        what = f"{self._of(piece.noun)}{self._of(piece.rest)}" or self._of(
            Span(piece.quantity.span.end, piece.clause.end)
        )
        what = re.split(r"[，、；]", what)[0]
        unit = piece.quantity.unit.lstrip("个")
        draft.indicator = f"{subject}{what}连续{unit}数"

    def _recurs(self, draft: Draft, piece: Piece) -> bool:
        """Name the time after which something is done again: 每5年修订1次目录."""
        said = _RECURRING.match(self._of(Span(piece.quantity.span.end, piece.clause.end)))
        if said is None:
            return False
        draft.indicator = f"{said['thing']}{said['action']}周期"
        return True

    def _lasts(self, draft: Draft, piece: Piece) -> None:
        """Name a length of time by what lasts: 24小时有人值守的空间, 近十年谈不拢的基金."""
        action, _, thing = (self._of(piece.noun) + self._of(piece.rest)).partition("的")
        draft.indicator = f"{thing}{action}{_LASTING.get(piece.quantity.unit, '时间')}"

    def _share(self, draft: Draft, head: str, piece: Piece, left: str) -> bool:
        if piece.quantity.direction:
            return False
        previous, noun = self.previous, self._of(piece.noun)
        is_part = head.startswith(("占", "约占")) and not head.startswith("占比")
        if is_part and previous is not None:
            whole = _SHARE_HEAD.sub("", _SHARE_HEAD.sub("", head))
            subject = previous.share_subject or _COUNT.sub("", previous.indicator)
            self._inherit(draft, f"{subject}占{whole}比重").share_subject = subject
        elif (
            previous is not None and previous.share_subject and head and self._goes_on(piece, left)
        ):
            if _OF_THE_SAME.search(left):
                whole = previous.indicator.removeprefix(previous.share_subject)
                draft.indicator, draft.share_subject = head + whole, head
            else:
                self._inherit(draft, f"{previous.share_subject}占{head}比重")
        elif left.endswith("的") and (parts := _PART_OF.fullmatch(head)):
            draft.share_subject = parts[1]
            draft.indicator = f"{parts[1]}占{parts[2]}比重"
        elif not head and noun and draft.quantity.unit == "PERCENT":
            rest = _ADVERB.sub("", self._of(piece.rest)) or self._rest_of_clause(piece)
            draft.indicator = f"{rest}的{noun}占比" if rest else f"{noun}占比"
        elif noun and head and not head.endswith(("率", "比重", "占比", "比例")):
            draft.indicator = f"{head}{noun}占比"
        elif _OCCUPIES.search(head, 1) and not _SHARE_NOUN.search(head):
            draft.indicator = f"{head}比重"
        else:
            return False
        return True

    def _goes_on(self, piece: Piece, left: str) -> bool:
        return piece.in_list and left[:1] in tuple("、和与及")

    def _rest_of_clause(self, piece: Piece) -> str:
        """Return a predicate that holds another number: 89.4%的公园实现24小时开放."""
        text = self._of(Span(piece.noun.end, piece.clause.end))
        return "" if text[:1] in ("", *"，、；。和") else _ADVERB.sub("", text)

    def _rank(self, draft: Draft, head: str, left: str) -> None:
        found = SCOPE.search(left)
        scope = (found["scope"] or "") if found else ""
        subject = _KEEPS.sub("", SCOPE.sub("", re.sub(r"第$", "", head)))
        if GENERIC.fullmatch(subject) and self.previous is not None:
            stem = phrases.without_measure(self.previous.indicator)
            self._inherit(draft, f"{stem}{subject}{scope}排名")
        else:
            draft.indicator = f"{subject}{scope}排名"

    def _before_noun(self, draft: Draft, piece: Piece, frame: Frame) -> None:
        """Name what a measure word counts: 整合13个部门, 8个县获得…, 三个监管区全部摘帽."""
        quantity, previous = piece.quantity, self.previous
        rest = _ADVERB.sub("", self._of(piece.rest) or self._shared_rest(piece))
        if _SCALES.search(self._of(piece.left)):
            draft.direction = 0
        if not frame.head and piece.in_list and previous is not None:
            draft.verb = previous.verb
        elif frame.head:
            draft.verb = self._governing_verb(piece, frame, has_rest=bool(rest))
        if not draft.verb and re.search(r"[新净]增$", frame.predicate):
            draft.verb = "新增"
        name = phrases.counted(self._of(piece.noun), quantity.unit, quantity.dimension)
        event = _EVENT.search(self._of(Span(piece.clause.start, quantity.span.start)))
        if quantity.unit == "枚" and event is not None:
            draft.verb, draft.indicator = "", event["event"] + name
        elif draft.verb:
            draft.indicator = draft.verb + name
        elif rest and not _NO_PREDICATE.match(rest):
            draft.indicator = f"{rest}的{name}"
        else:
            draft.indicator = name

    def _with_the_next(self, draft: Draft, piece: Piece) -> None:
        """Name a count by what the one right behind it counts: 2万户、6万人实现脱贫."""
        following = self.later[1] if len(self.later) > 1 else None
        if following is None or following.clause != piece.clause or not following.noun.end:
            return
        between = self._of(Span(piece.quantity.span.end, following.quantity.span.start))
        if between in _SIDE_BY_SIDE and following.quantity.dimension in _COUNTED:
            name = self._of(following.noun) + self._of(following.rest)
            draft.indicator = phrases.counted(name, piece.quantity.unit, piece.quantity.dimension)

    def _shared_rest(self, piece: Piece) -> str:
        for other in self.later:
            if other.clause == piece.clause and other.rest.end:
                return self._of(other.rest)
        return ""

    def _governing_verb(self, piece: Piece, frame: Frame, *, has_rest: bool) -> str:
        """Return the verb whose object the counted noun is, or "" where there is none."""
        head, words = frame.head, self.words
        start = piece.left.start + frame.start
        leading = self._leading_verb(start, start + len(head))
        if "等" in frame.predicate:
            return leading if not has_rest or "了" in head else ""
        if leading and not has_rest:
            return leading
        first = index = words.at(start + len(head) - 1)
        is_run = first and words.starts[first - 1] == start and words.flags[first - 1] == "v"
        if words.flags[index][:1] == "v" and (is_run or words.word(index) not in _NOMINAL):
            while first and words.starts[first - 1] >= start and words.flags[first - 1][:1] == "v":
                first -= 1
            if words.starts[index] >= start:
                return words.text[words.starts[first] : start + len(head)]
        acts = any(words.word(i) in _ACT for i in words.within(Span(start, start + len(head))))
        return head if acts and len(head) <= _LONGEST_VERB else ""


def _regraded(indicator: str, grade: str) -> str:
    if not grade.endswith(("级", "以上")):
        grade += "级"
    old = _GRADE_WORD.search(indicator)
    if old:
        return indicator[: old.start()] + grade + indicator[old.end() :]
    return grade + indicator


def _generic(indicator: str, head: str) -> str:
    if not head or head == "均":
        return indicator
    if "进出口" in indicator and head in ("出口", "进口"):
        return indicator.replace("进出口", head)
    return phrases.without_measure(indicator) + head
