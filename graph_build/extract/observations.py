"""Every number that a sentence states, with what it measures, when, and against what."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph_build.extract import phrases
from graph_build.extract.quantity import Quantity, quantities
from graph_build.extract.time import baseline, shifted
from graph_build.model import Grade, Observation, Period, Span, ValueKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graph_build.extract.passages import Passage
    from graph_build.extract.words import Words
    from graph_build.model import Key
    from graph_build.read import Reading

RULE = "quantity"
_STOP = re.compile(r"[，；：。！？]|——")
_SEPARATOR = re.compile(r"以及|[、和与及并]")
_ONLY_GRADE = re.compile(r"(国家|全国|省|市|县|区|自治区|部|国际|世界)级?(以上)?$")
_GRADES = (
    (re.compile(r"国家|全国|中国|部级|央企"), Grade.NATIONAL),
    (re.compile(r"省级|自治区级|全省|省(?!会|外|内|份)"), Grade.PROVINCIAL),
    (re.compile(r"市级|地市级"), Grade.MUNICIPAL),
    (re.compile(r"县级|区级|县（市、区）"), Grade.COUNTY),
    (re.compile(r"乡镇|镇级|乡级"), Grade.TOWNSHIP),
)
_GROWING = re.compile(r"新增|净增|新添|增加|减少|增设")
_OPEN = re.compile(r"累计|总共|共计")


_BOUND = re.compile(r"(?:及?以[上下内]|左右|上下|余|多)+")
_BOUND_BEFORE = re.compile(r"(?:[约近超过逾达共为至到]|大约|超过|突破|不少于|不低于|至少)+$")
_STARTS_PREDICATE = re.compile(
    r"(?:[增提上下降减回扩拓升跌缩占居比较到至达（）的]|同比|环比|分别|以上|左右|压|削)"
)
_RELATIVE_SHARE = re.compile(r"(.{2,}?)(?:已?达到?|相当于|约?占|是|为)(.{2,})")
_MIDDLE = re.compile(r"(?:实现|完成|达到|从)")
_GENERIC = re.compile(
    r"(?:销售收入|主营业务收入|收入|利润|利税|税收|产值|增加值|产量|面积|总额|总量|总数|总值|余额|规模|增速|增幅|涨幅|数量|占比|比重|比例|均|量|额|出口|进口)?"
)


@dataclass(slots=True)
class _Piece:
    """A number with the text before it and the noun phrase and predicate after it."""

    quantity: Quantity
    clause: Span
    left: str
    noun: str = ""
    rest: str = ""
    in_list: bool = False


@dataclass(slots=True)
class _Draft:
    """A number on its way to an observation."""

    quantity: Quantity
    clause: Span
    indicator: str
    start: int
    verb: str = ""
    direction: int = 0
    share_subject: str = ""
    cumulative: bool = False


def _nothing(span: Span) -> Key | None:  # noqa: ARG001
    return None


def observations(
    reading: Reading,
    passage: Passage,
    words: Words,
    *,
    about: Callable[[Span], Key | None] = _nothing,
    names: Iterable[Span] = (),
) -> Iterator[Observation]:
    """Return the observations of one sentence, in the order of their numbers.

    `about` says which thing the number at a span is about; numerals inside `names` are not counted.
    A number of a fact box that stands alone has the indicator "", and `merge` adds its evidence to
    the claim that explains it.
    """
    sentence = passage.sentence
    span = sentence.span
    held = [*names, *(t.span for t in passage.times)]
    found = [
        q
        for q in quantities(reading.text, span.start, span.end, sentence.section.span.start)
        if q.reason is None and q.unit + q.dimension and not any(n.overlaps(q.span) for n in held)
    ]
    if not found:
        return
    for draft in _drafts(_pieces(reading.text, passage, found), words, passage):
        yield _observation(reading, passage, draft, about)


def _pieces(text: str, passage: Passage, found: list[Quantity]) -> list[_Piece]:
    masked = _masked(text, passage)
    base = passage.sentence.span.start
    pieces: list[_Piece] = []
    left_from = -1
    for index, quantity in enumerate(found):
        clause = _clause(passage, quantity.span)
        begin = max(clause.start, left_from)
        piece = _Piece(quantity, clause, masked[begin - base : quantity.span.start - base])
        following = found[index + 1].span.start if index + 1 < len(found) else clause.end
        shared = following < clause.end
        right = masked[quantity.span.end - base : min(following, clause.end) - base]
        right = right[: _STOP.search(right).start()] if _STOP.search(right) else right  # type: ignore[union-attr]
        left_from = quantity.span.end + _take_right(piece, right, shared=shared)
        piece.in_list = bool(pieces) and pieces[-1].clause == clause
        pieces.append(piece)
    return pieces


def _take_right(piece: _Piece, right: str, *, shared: bool) -> int:
    """Give a piece what it takes of the text after it; return how many characters those are."""
    bound = _BOUND.match(right)
    begin = bound.end() if bound else 0
    rest = right[begin:]
    if (
        not rest
        or _STARTS_PREDICATE.match(rest)
        and not (rest[0] == "的" and piece.quantity.dimension == "share")
    ):
        return begin
    if rest[0] in "、，和及与并；）":
        return begin
    stop = len(rest)
    if shared:
        cut = _top_level_separator(rest)
        if cut is not None:
            stop = cut
    noun, predicate = phrases.split_noun(rest[:stop].strip("的"))
    piece.noun, piece.rest = noun, predicate
    if shared and stop == len(rest) and predicate:
        piece.rest = ""
        return begin + len(noun)
    return begin + stop


def _top_level_separator(text: str) -> int | None:
    depth = 0
    for at, sign in enumerate(text):
        if sign in "（“":
            depth += 1
        elif sign in "）”":
            depth -= 1
        elif sign in "、和及与并，" and depth <= 0:
            return at
    return None


def _masked(text: str, passage: Passage) -> str:
    """Return the sentence with each time expression filled up with marks of its length."""
    start, end = passage.sentence.span
    parts, at = [], start
    for time in passage.times:
        mark = phrases.BASIS if time.basis else phrases.WHEN
        parts += [text[at : time.span.start], mark * (time.span.end - time.span.start)]
        at = time.span.end
    parts.append(text[at:end])
    return "".join(parts)


def _clause(passage: Passage, span: Span) -> Span:
    for clause in passage.sentence.clauses:
        if clause.start <= span.start < clause.end:
            return clause
    return passage.sentence.span


def _drafts(pieces: list[_Piece], words: Words, passage: Passage) -> list[_Draft]:
    drafts: list[_Draft] = []
    queue: list[tuple[str, int, int]] = []
    cumulative = False
    for index, piece in enumerate(pieces):
        before = passage.text[passage.sentence.span.start : piece.quantity.span.start]
        frame = phrases.frame(piece.left)
        if queue:
            indicator, direction, start = queue.pop(0)
            drafts.append(
                _Draft(piece.quantity, piece.clause, indicator, start, direction=direction)
            )
            continue
        run = _run(pieces, index)
        distributed = _distributed(frame, piece, drafts, run)
        if distributed is not None:
            queue = distributed[1:]
            indicator, direction, start = distributed[0]
            drafts.append(
                _Draft(piece.quantity, piece.clause, indicator, start, direction=direction)
            )
            continue
        drafts.append(_draft(piece, frame, drafts, words, pieces[index:]))
    return drafts


def _run(pieces: list[_Piece], index: int) -> int:
    """Return how many numbers stand side by side from an index on: 9.7%、15.3% are two."""
    dimension = pieces[index].quantity.dimension
    count = 1
    while not pieces[index + count - 1].noun and index + count < len(pieces):
        piece = pieces[index + count]
        bare = _BOUND_BEFORE.sub("", piece.left).strip("、，和及与 ")
        if bare or piece.quantity.dimension != dimension or piece.clause != pieces[index].clause:
            break
        count += 1
    return count


def _distributed(
    frame: phrases.Frame, piece: _Piece, drafts: list[_Draft], run: int
) -> list[tuple[str, int, int]] | None:
    """Return the indicators of a run of numbers that belong to as many phrases in turn."""
    spread = "分别" in frame.predicate or "分别" in frame.head
    if run == 1 and not spread:
        return None
    quantity = piece.quantity
    if frame.head:
        head = frame.head.partition("分别")[0] or frame.head
        parts = phrases.members(head, run)
        if parts is None:
            return None
        verb = frame.head.partition("分别")[2]
        names = [verb + phrases.counted(p, quantity.unit, quantity.dimension) for p in parts]
        return [(name, quantity.direction, piece.clause.start) for name in names]
    if len(drafts) >= run and spread:
        return [(d.indicator, quantity.direction, d.start) for d in drafts[-run:]]
    return None


def _draft(
    piece: _Piece, frame: phrases.Frame, drafts: list[_Draft], words: Words, later: list[_Piece]
) -> _Draft:
    quantity = piece.quantity
    previous = drafts[-1] if drafts else None
    draft = _Draft(quantity, piece.clause, "", piece.clause.start, direction=quantity.direction)
    head = frame.head
    if quantity.dimension in ("share", "multiple") and _share(draft, head, piece, previous):
        return draft
    if piece.noun and quantity.dimension in (
        "count",
        "people",
        "money",
        "other",
        "energy",
        "power",
        "mass",
        "area",
        "length",
        "data",
        "time",
    ):
        if quantity.dimension in ("count", "people") or len(head) <= 4:  # noqa: PLR2004
            _before_noun(draft, head, piece, previous, words, later)
            return draft
    if _ONLY_GRADE.match(head) and previous is not None and piece.in_list:
        draft.indicator = _regraded(previous.indicator, head)
        draft.start, draft.verb = previous.start, previous.verb
        return draft
    if _GENERIC.fullmatch(head) and previous is not None:
        draft.indicator = _generic(previous.indicator, head, quantity)
        draft.start = previous.start
        return draft
    if not head:
        return draft
    name = _MIDDLE.sub("", head) if quantity.dimension not in ("count", "people") else head
    if previous is not None and piece.in_list and previous.verb and not _verb(head, words):
        name, draft.verb = previous.verb + name, previous.verb
    else:
        draft.verb = _leading_verb(head)
    draft.indicator = phrases.counted(name, quantity.unit, quantity.dimension)
    return draft


_VERB = re.compile(
    r"(新增|新建|新设|新开|新培育|新认定|新引进|新改扩建|新改建|建成|建设|培育|打造|完成|创建|引进|改造|获批|入选|实施|开展|开工|净增|增加|拥有|认定|创成|命名)"
)


def _leading_verb(head: str) -> str:
    found = _VERB.match(head)
    return found[0] if found else ""


def _verb(head: str, words: Words) -> str:  # noqa: ARG001
    return _leading_verb(head)


def _share(draft: _Draft, head: str, piece: _Piece, previous: _Draft | None) -> bool:
    if piece.quantity.direction:
        return False
    if head.startswith(("占", "约占")) and previous is not None:
        whole = re.sub(r"^约?占|比重$|比例$|份额$", "", head)
        draft.share_subject = previous.share_subject or re.sub("数$", "", previous.indicator)
        draft.indicator, draft.start = f"{draft.share_subject}占{whole}比重", previous.start
        return True
    if previous is not None and previous.share_subject and piece.in_list and head:
        draft.share_subject, draft.start = previous.share_subject, previous.start
        draft.indicator = f"{draft.share_subject}占{head}比重"
        return True
    if piece.left.endswith("的") and (parts := _RELATIVE_SHARE.fullmatch(head)):
        draft.share_subject = parts[1]
        draft.indicator = f"{parts[1]}占{parts[2]}比重"
        return True
    if not head and piece.noun and piece.quantity.unit == "PERCENT":
        noun, rest = piece.noun, piece.rest
        draft.indicator = f"{rest}的{noun}占比" if rest else f"{noun}占比"
        return True
    return False


def _before_noun(
    draft: _Draft,
    head: str,
    piece: _Piece,
    previous: _Draft | None,
    words: Words,
    later: list[_Piece],
) -> None:
    """Name what a measure word counts: 整合13个部门, 8个县获得…, 3个省级监管区全部摘帽."""
    quantity = piece.quantity
    noun = piece.noun
    if not head and previous is not None and piece.in_list and previous.verb:
        draft.verb = previous.verb
    elif head:
        draft.verb = _action(head, words)
    rest = piece.rest or next((p.rest for p in later if p.rest and p.clause == piece.clause), "")
    rest = re.sub(r"^(?:全部|都|均|已经?|先后|陆续|首次|成功|率先|正式|共同)+", "", rest)
    name = phrases.counted(noun, quantity.unit, quantity.dimension)
    if draft.verb:
        draft.indicator = draft.verb + name
    elif rest and not re.match(r"按|以|通过|在|从|由|为|向", rest):
        draft.indicator = f"{rest}的{name}"
    else:
        draft.indicator = name


_ACTION = re.compile(r"([\u4e00-\u9fff]{2,4})(?:了|出|起|过)?(?:[“\u4e00-\u9fff”、·\-A-Za-z0-9]*)$")


def _action(head: str, words: Words) -> str:
    """Return the verb that governs a counted noun, or "" where the head is no verb."""
    del words
    verb = _leading_verb(head)
    if verb:
        return verb
    if len(head) <= 4 and not head.startswith(("“", "在", "对", "向")):  # noqa: PLR2004
        return head
    return ""


def _regraded(indicator: str, grade: str) -> str:
    grade = grade if grade.endswith(("级", "以上")) else grade + "级"
    old = re.search(r"(?:国家|全国|省|市|县|区)级?(?:以上)?", indicator)
    if old:
        return indicator[: old.start()] + grade + indicator[old.end() :]
    return grade + indicator


def _generic(indicator: str, head: str, quantity: Quantity) -> str:
    if not head or head == "均":
        return indicator
    stem = re.sub(
        r"(?:总产值|产值|增加值|销售收入|收入|产量|面积|总额|总量|余额|数)$", "", indicator
    )
    return (stem if len(stem) > 1 else indicator) + head


def _observation(
    reading: Reading, passage: Passage, draft: _Draft, about: Callable[[Span], Key | None]
) -> Observation:
    quantity, text = draft.quantity, reading.text
    reach = Span(passage.sentence.span.start, quantity.span.start)
    time = passage.time_at(reach)
    period = passage.period_at(reach)
    if (
        _OPEN.search(text, draft.clause.start, quantity.span.start)
        and time is None
        and passage.annual
        and period
    ):
        period = Period(None, period.end)
    kind = _kind(draft)
    evidence = Span(min(draft.start, draft.clause.start), draft.clause.end)
    if time is not None and time.span.start < evidence.start:
        evidence = Span(time.span.start, evidence.end)
    return Observation(
        evidence=(reading.evidence(evidence),),
        status=passage.status(draft.clause),
        rule=RULE,
        period=period,
        grade=next((g for word, g in _GRADES if word.search(draft.indicator)), None),
        indicator=draft.indicator,
        value=-quantity.value if draft.direction < 0 and kind in _SIGNED else quantity.value,
        unit=quantity.unit or "1",
        value_span=reading.source(quantity.span),
        kind=kind,
        bound=quantity.bound,
        about=about(quantity.span),
        baseline=_baseline(passage, draft, kind, period),
    )


_SIGNED = (ValueKind.CHANGE_RATE, ValueKind.CHANGE_AMOUNT)


def _baseline(
    passage: Passage, draft: _Draft, kind: ValueKind, period: Period | None
) -> Period | None:
    if kind not in _SIGNED or not draft.direction:
        return None
    basis = passage.basis_at(Span(draft.start, draft.quantity.span.start))
    if basis is not None:
        return baseline(basis, period)
    text = draft.clause.of(passage.text)
    if "年均" in text:
        return None
    if passage.annual or "同比" in text:
        return shifted(period, -1)
    return None


def _kind(draft: _Draft) -> ValueKind:
    quantity = draft.quantity
    if draft.direction:
        if quantity.dimension in ("share", "multiple"):
            return ValueKind.CHANGE_RATE
        return ValueKind.CHANGE_AMOUNT
    if quantity.dimension == "rank":
        return ValueKind.RANK
    if _GROWING.match(draft.indicator):
        return ValueKind.CHANGE_AMOUNT
    if quantity.dimension == "share":
        if re.search(r"(?:占比|比重|比例|份额|[^利税汇概]率)$", draft.indicator):
            return ValueKind.SHARE
        if re.search(r"(?:增速|增幅|涨幅)$", draft.indicator):
            return ValueKind.CHANGE_RATE
        return ValueKind.LEVEL
    return ValueKind.COUNT if quantity.dimension in ("count", "people") else ValueKind.LEVEL


def merge(found: Iterable[Observation]) -> list[Observation]:
    """Return the observations of one document, each stated thing once with all its evidence.

    Numbers without an indicator, as they stand alone in a fact box, become evidence of the claim
    with the same value and unit, or are dropped.
    """
    merged: dict[tuple[object, ...], Observation] = {}
    lone: list[Observation] = []
    for one in found:
        if not one.indicator:
            lone.append(one)
            continue
        key = (one.indicator, one.value, one.unit, one.kind, one.period, one.baseline, one.grade)
        same = merged.get(key)
        merged[key] = one if same is None else _joined(same, one)
    for one in lone:
        for key, other in merged.items():
            if abs(other.value) == abs(one.value) and other.unit == one.unit:
                merged[key] = _joined(other, one)
                break
    return list(merged.values())


def _joined(first: Observation, second: Observation) -> Observation:
    evidence = first.evidence + tuple(e for e in second.evidence if e not in first.evidence)
    return replace(first, evidence=evidence)
