"""What each number of a sentence measures: its indicator, taken from the phrase it belongs to.

A number may have its phrase before it (生产总值1462亿元), after it (整合13个部门), share it with
others (A、B分别增长5%、6%), or say it once for several (生产总值1462亿元，增长14.8%).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_build.extract import phrases
from graph_build.extract.naming import GENERIC, NEW, ORIGIN, REACHES, SCOPE, TOTAL, Draft, Namer
from graph_build.extract.phrases import is_measure
from graph_build.extract.pieces import noun_phrase
from graph_build.model import Bound, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_build.extract.phrases import Frame
    from graph_build.extract.pieces import Piece
    from graph_build.extract.words import Words

_SHORTEST_TOPIC = 2
_LONGEST_TOPIC = 14
_LONGEST_GAP = 3
_BOUND_BEFORE = re.compile(r"(?:约|近|超过?|突破|逾|不低于|不少于|不超过|低于)$")
_EACH = re.compile(r"均|双双|分别")
_JOINTS = re.compile(r"以及|[、和与及]")
_MOST_MEMBERS = 4
_INCREMENT = re.compile(r"新增|净增")


@dataclass(slots=True)
class _Sentence:
    """A masked sentence: its text, where it starts, and the drafts made of it so far."""

    text: str
    base: int
    words: Words
    made: list[Draft]

    def left(self, piece: Piece) -> str:
        return self.text[piece.left.start - self.base : piece.left.end - self.base]


def drafts(sentence: str, base: int, pieces: Sequence[Piece], words: Words) -> list[Draft]:
    """Return the numbers of a masked sentence that starts at `base`, each with its indicator."""
    one = _Sentence(sentence, base, words, [])
    queue: list[Draft] = []
    ratio: list[str] = []
    for index, piece in enumerate(pieces):
        if queue:
            one.made.append(queue.pop(0))
            continue
        if piece.quantity.parts:
            ratio = _ratio(one, pieces, index, ratio)
            continue
        left = one.left(piece)
        frame = phrases.frame(left)
        topic = None if frame.head else _topic(one, piece)
        if topic is not None:
            left = topic.of(sentence) + left
            frame = phrases.frame(left)
        run = _spread(frame, left, pieces, index, one.made)
        made = run[:1] or _each(frame, left, piece)
        made = made or _of_each_before(frame, left, piece, one.made)
        if not made:
            before = one.made[-1] if one.made else None
            made = [Namer(sentence, base, words, before, pieces[index:]).draft(piece, frame, left)]
        queue = run[1:]
        if topic is not None:
            for draft in (*made, *queue):
                draft.start = min(draft.start, base + topic.start)
        one.made += made
    return one.made


def _ratio(one: _Sentence, pieces: Sequence[Piece], index: int, names: list[str]) -> list[str]:
    """Add the draft of a number of a ratio; return the names of its shares."""
    piece = pieces[index]
    first = pieces[max(0, index - piece.quantity.part + 1)]
    left = one.left(first)
    if piece.quantity.part == 1:
        head = phrases.frame(left).head
        names = phrases.shares(head, piece.quantity.parts) if head or not names else names
    at = piece.quantity.part - 1
    draft = Draft(
        piece.quantity,
        first.clause,
        names[at] if at < len(names) else "",
        first.clause.start,
        is_origin=ORIGIN.search(left) is not None,
        reaches=REACHES.search(left) is not None,
        first=first.quantity.span.start,
    )
    one.made.append(draft)
    return names


def _topic(one: _Sentence, piece: Piece) -> Span | None:
    """Return where the clause before a number's own says what it is about, if its own does not.

    That is the whole clause if it ends in a measure (人均收入，分别增长5%和6%), else its subject
    (出口大幅回升，全年达到1949亿美元).
    """
    stop = piece.left.start - one.base
    if piece.left.start != piece.clause.start or stop <= _SHORTEST_TOPIC:
        return None
    begin = max(one.text.rfind(mark, 0, stop - 1) for mark in "，；：") + 1
    if one.made and one.made[-1].quantity.span.end - one.base > begin:
        return None
    clause = one.text[begin : stop - 1]
    if is_measure(clause):
        return Span(begin, stop - 1)
    if one.made or one.text[stop : stop + 1] in ("的", "") or piece.noun.end:
        return None
    start = one.base + begin + phrases.frame(clause).start
    end = noun_phrase(one.words, start, one.base + stop - 1, acts=True)
    subject = one.text[start - one.base : end - one.base]
    # A list of phrases for numbers that stand 分别 is longer than a subject.
    longest = 2 * _LONGEST_TOPIC if "分别" in one.left(piece) else _LONGEST_TOPIC
    is_subject = _SHORTEST_TOPIC <= len(subject) <= longest and end < one.base + stop - 1
    return Span(start - one.base, end - one.base) if is_subject else None


def _spread(
    frame: Frame, left: str, pieces: Sequence[Piece], index: int, made: list[Draft]
) -> list[Draft]:
    """Return the drafts of a run of numbers that belong to as many phrases in turn, or nothing."""
    said = "分别" in left
    run = pieces[index : index + _run(pieces, index, mixed=said)]
    if len(run) == 1:
        return []
    first = run[0]
    shared = first.quantity.bound if _BOUND_BEFORE.search(left) else None
    head, _, verb = frame.head.partition("分别")
    if head:
        names = _distributed(head, verb, left, run, said=said)
        starts = [first.clause.start] * len(run)
    elif said and len(made) >= len(run):
        earlier = made[-len(run) :]
        names = [NEW.sub("", d.indicator) if TOTAL.search(left) else d.indicator for d in earlier]
        starts = [draft.start for draft in earlier]
    else:
        return []
    return [
        Draft(
            piece.quantity,
            piece.clause,
            name,
            start,
            direction=first.quantity.direction,
            reaches=REACHES.search(left) is not None,
            bound=shared if piece.quantity.bound is Bound.EXACT else None,
            first=first.quantity.span.start,
        )
        for piece, name, start in zip(run, names, starts, strict=False)
    ]


def _each(frame: Frame, left: str, piece: Piece) -> list[Draft]:
    """Return a draft for each of the phrases that one number holds for.

    A、B均增长10% says so; 总收入和地方收入增长10% means it, since both are measures.
    """
    quantity = piece.quantity
    ranked = SCOPE.search(left) if quantity.dimension == "rank" else None
    if not quantity.direction and ranked is None:
        return []
    head = frame.head if ranked is None else SCOPE.sub("", re.sub("第$", "", frame.head))
    says_each = _EACH.search(head + frame.predicate) is not None
    head = _EACH.sub("", head)
    parts = _JOINTS.split(head)
    if not says_each and not (quantity.dimension == "share" and all(map(is_measure, parts))):
        return []
    names = phrases.members(head, len(parts)) if _MOST_MEMBERS >= len(parts) > 1 else None
    if names is None or not is_measure(names[-1]):
        return []
    if ranked is not None:
        names = [f"{name}{ranked['scope'] or ''}排名" for name in names]
    start, direction = piece.clause.start, quantity.direction
    return [Draft(quantity, piece.clause, name, start, direction=direction) for name in names]


def _of_each_before(frame: Frame, left: str, piece: Piece, made: list[Draft]) -> list[Draft]:
    """Return a draft for each of the numbers of a clause before 均居全省第一."""
    quantity = piece.quantity
    ranked = SCOPE.search(left) if quantity.dimension == "rank" else None
    head = _EACH.sub("", SCOPE.sub("", re.sub("第$", "", frame.head)))
    if ranked is None or head or not re.search("均|双双", left):
        return []
    near = made[-1].clause if made else piece.clause
    if near.end + 1 < piece.clause.start:
        return []
    earlier = [d for d in made if d.clause == near and d.quantity.dimension != "rank"]
    names = dict.fromkeys(d.indicator for d in earlier if d.indicator)
    return [
        Draft(quantity, piece.clause, f"{name}{ranked['scope'] or ''}排名", earlier[0].start)
        for name in names
    ]


def _distributed(head: str, verb: str, left: str, run: Sequence[Piece], *, said: bool) -> list[str]:
    """Return the indicators of a run whose phrases stand in its own clause, or nothing."""
    first = run[0].quantity
    if first.dimension == "rank":
        found = SCOPE.search(left)
        scope = (found["scope"] or "") if found else ""
        head = SCOPE.sub("", re.sub("第$", "", head)) or head
        return [f"{name}{scope}排名" for name in phrases.members(head, len(run)) or []]
    names = phrases.members(head, len(run)) or ([head] * len(run) if said else [])
    if not names:
        return []
    if not verb and _INCREMENT.search(left) and "增" not in head:
        verb = "新增"
    stem = phrases.without_measure(names[0])
    names[1:] = [stem + name if name and GENERIC.fullmatch(name) else name for name in names[1:]]
    names = [verb + name for name in names]
    if first.direction:
        return names
    return [
        phrases.counted(name, piece.quantity.unit, piece.quantity.dimension)
        for name, piece in zip(names, run, strict=True)
    ]


def _run(pieces: Sequence[Piece], index: int, *, mixed: bool) -> int:
    """Return how many numbers stand side by side from an index on: 9.7%、15.3% are two."""
    first = pieces[index]
    count = 1
    while index + count < len(pieces):
        before, piece = pieces[index + count - 1], pieces[index + count]
        is_bare = piece.left.end - piece.left.start <= _LONGEST_GAP and not before.noun.end
        same = mixed or piece.quantity.dimension == first.quantity.dimension
        if not is_bare or not same or piece.clause != first.clause or piece.quantity.direction:
            break
        count += 1
    return count
