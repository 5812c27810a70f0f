"""Honours and who received them: frames such as 获评、入选、荣获…称号、被命名为、通过…验收."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from graph_build.extract.lexicon import column
from graph_build.model import Grade, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph_build.extract.atoms import Atoms
    from graph_build.model import Sentence

_FRAME = re.compile(
    r"(?P<award>被?(?:命名为|评选?为|列为|授予|确定为|认定为|明确为|表彰为|确认为)|获评|获批|入选|荣获|荣膺|获得(?!感)|获颁|获授|喜获|勇夺|夺得|斩获|摘得|蝉联|跻身|入围|列入|上榜|创成|成功创建|创建成为?|创建为|(?<![\u4e00-\u9fff]争)创建(?=.{0,14}(?:先进|卫生|文明|示范|模范))|争创|连获|成为|晋升为|升格为|升级为|跨入)"
    r"|(?P<light>获(?![评批得奖颁授悉取利益准益救])|(?:新增|建成|创建|创成)(?=(?:国家|全国|中国|省|自治区|世界)))"
    r"|(?P<pass>(?:顺利|成功|已|均已|全部)*通过)"
)
# A part of every frame. An alternation of plain strings is searched for by its first characters.
_MAY_HOLD = re.compile(
    "命名为|评为|评选为|列为|授予|确定为|认定为|明确为|表彰为|确认为|获评|获批|入选|荣获|荣膺|获得|获颁|获授|喜获|勇夺|夺得|斩获|摘得"
    "|蝉联|跻身|入围|列入|上榜|创成|创建|争创|连获|成为|通过|晋升为|升格为|升级为|跨入|获|新增|建成"
)
_TAIL = re.compile(
    r"(?:的?(?:国家)?(?:荣誉)?称号|行列|验收|评估|考核|认定|命名|评审|复审|复核|初评|[一二三四五六七八九十两]?\d*[个项家名只件次]$)"
)
_ENDING = re.compile(rf"{_TAIL.pattern}$")
_EXAMINED = ("验收", "认定", "命名", "复审")
_AWARD_WORD = re.compile(
    r"(?:奖|称号|示范|名城|百强|十佳|强$|之乡|之都|模范|先进|文明|卫生|优秀.|驰名|名牌|试点(?:城市|[县市省区])$|生态县|金鼎|遗产|名录|名单|标杆|品牌|典型|案例|工作法|基地$|城市$|园区$|先行区$|免检|杯|等级|称号|连冠|千强|景区$|街区$|度假区$|开发区$|经开区$|高新区$|湿地$|产业集群$|新发现$|等次$|乡镇$|县城$|乡村$|县$|镇$|村$)"
)
_GRADES = (
    (
        Grade.NATIONAL,
        re.compile(r"全国|国家级?|中国|国际|世界|中央|部级|全球|全军|联合国|亚洲|国字号|中华"),
    ),
    (Grade.PROVINCIAL, re.compile(r"全?省(?!会)|自治区|全区(?=域)")),
    (Grade.MUNICIPAL, re.compile(r"全市|市级|市(?=十佳|优秀)")),
    (Grade.COUNTY, re.compile(r"全县|县级")),
    (Grade.TOWNSHIP, re.compile(r"镇级|乡级|全镇")),
)
_COUNTED = re.compile(r"(?<=[\u4e00-\u9fff）”])\d+[个项家名只件次枚座所]")
_LEADING = re.compile(
    r"(?:了|为|首批|第[一二三四五六七八九十]批|[一二三四五六七八九十\d]+[个项家])*"
)
_LIST = re.compile(r"[、和及与]")
# What joins an honour to the next verb: 、全部创成….
_NEXT = re.compile(r"[、，并和](?:全部|同时|成功|先后|均|也|还|又|并)*$")
_TITLE = re.compile(
    r"(?:名牌产品|驰名商标|著名商标|免检产品|乡镇|县城|景区|度假区|示范[镇村县区城]|示范单位|乡村|特色小镇|先进县|保护"
    r"|文明[城村镇县]市?|均衡县|普惠县|文物保护单位)$"
)
_LONGEST = 30
_SHORTEST = 2


class Award(NamedTuple):
    """One honour given in a clause.

    `honour` is the honour's range, `subject` what stands before the frame in the clause (may be
    empty), `clause` the range that says it.
    """

    honour: Span
    subject: Span
    clause: Span
    verb: str
    counted: bool


def awards(sentence: Sentence, atoms: Atoms) -> list[Award]:
    """Return the honours that a sentence says were received, in order."""
    found: list[Award] = []
    # Most sentences give no honour: one look at the sentence spares one at each clause.
    if _MAY_HOLD.search(atoms.text, *sentence.span) is None:
        return found
    for clause in sentence.clauses:
        found += _in_clause(atoms, clause, sentence)
    return found


def _in_clause(atoms: Atoms, clause: Span, sentence: Sentence) -> Iterator[Award]:
    text = atoms.text
    frames = list(_FRAME.finditer(text, clause.start, clause.end))
    for frame, behind in zip_longest(frames, frames[1:]):
        stop = behind.start() if behind else clause.end
        given = list(_given(text, clause, frame, stop, sentence))
        yield from given
        if given and behind and not _NEXT.search(text, given[-1].honour.end, stop):
            return


def _given(
    text: str, clause: Span, frame: re.Match[str], stop: int, sentence: Sentence
) -> Iterator[Award]:
    """Return the honours between a frame and where the next one begins."""
    next_one = _NEXT.search(text, frame.end(), stop) if stop < clause.end else None
    stop = next_one.start() if next_one else stop
    start = _LEADING.match(text, frame.end(), stop).end()  # type: ignore[union-attr]
    end, called = _without_tail(text, start, stop)
    counted = bool(_COUNTED.search(text, start, stop))
    if frame["pass"] is not None and not text.endswith(_EXAMINED, start, stop):
        return
    for honour in _members(text, start, end, sentence):
        words = honour.of(text)
        if not _SHORTEST <= honour.end - honour.start <= _LONGEST:
            continue
        if frame["light"] is not None and not _is_title(words):
            continue
        if called or _is_award(words):
            yield Award(honour, Span(clause.start, frame.start()), clause, frame[0], counted)


def _is_title(words: str) -> bool:
    """Say whether words end as an award or a title of a level does."""
    plain = words.strip("“”《》")
    return plain.endswith("奖") or (grade_of(words) is not None and bool(_TITLE.search(plain)))


def _is_award(words: str) -> bool:
    heads = column("honours", "head")
    plain = words.strip("“”《》")
    return bool(_AWARD_WORD.search(plain)) or any(plain.endswith(h) for h in heads)


def _without_tail(text: str, start: int, end: int) -> tuple[int, bool]:
    tailed = False
    while tail := _ENDING.search(text, start, end):
        if tail.start() <= start:
            break
        tailed = tailed or "称号" in tail[0]
        end = tail.start()
    # A count behind the honour says how many were won: 24个、省级587个.
    counted = _COUNTED.search(text, start, end)
    if counted and counted.start() - start >= _SHORTEST:
        end = counted.start()
    return end, tailed


def _members(text: str, start: int, end: int, sentence: Sentence) -> Iterator[Span]:
    """Return the members of a list of quoted honours, or the whole stretch as one honour."""
    quoted = [m.span() for m in re.finditer(r"“[^”]{2,28}”", text[start:end])]
    outside = re.sub(r"“[^”]{2,28}”", "", text[start:end])
    if len(quoted) > 1 and re.fullmatch(r"[、和及与，]*", outside):
        for a, b in quoted:
            yield Span(start + a, start + b)
        return
    parts = [(m.start(), m.end()) for m in re.finditer(r"[^、]+", text[start:end])]
    if len(parts) > 1 and all(_is_award(text[start + a : start + b]) for a, b in parts):
        for a, b in parts:
            first = _LEADING.match(text, start + a, start + b).end()  # type: ignore[union-attr]
            yield Span(first, start + b)
        return
    if start < end:
        yield Span(start, end)


def grade_of(words: str) -> Grade | None:
    """Return the level that an honour's words name.

    >>> grade_of("全国文明城市"), grade_of("省级生态县"), grade_of("二星平安金鼎")
    (<Grade.NATIONAL: 'national'>, <Grade.PROVINCIAL: 'provincial'>, None)
    """
    for grade, pattern in _GRADES:
        if pattern.search(words):
            return grade
    return None


def overlaps(spans: Sequence[Span], span: Span) -> bool:
    """Say whether a range shares a character with one of the ranges."""
    return any(s.overlaps(span) for s in spans)
