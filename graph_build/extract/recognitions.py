"""Who received an honour: the subject of the award, with its level and its status."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_build.extract.honours import grade_of
from graph_build.model import Key, Recognition, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph_build.extract.honours import Award
    from graph_build.extract.scene import Named, Scene
    from graph_build.model import Sentence

_OCCASION = re.compile(r"在[^，。]{2,30}?[中上里]")
_ADVERBS = re.compile(r"[、，已也还并均都先后成功顺利首次被同时连续\d年的 ]")
_RECIPIENTS = ("initiative", "place", "institution", "person")


def recognitions(scene: Scene, awarded: Sequence[tuple[Sentence, Award]]) -> Iterator[Recognition]:
    """Return the recognitions of a document, in order."""
    passage_of = {p.sentence.span: p for p in scene.passages}
    for sentence, award in awarded:
        honours = [n for n in scene.within(award.honour, "honour") if n.span == award.honour]
        passage = passage_of.get(sentence.span)
        # 24个 of an honour are a number, not one recognition; 一等奖1项 is one.
        if not honours or passage is None or award.counted:
            continue
        words = award.honour.of(scene.reading.text)
        for recipient in _recipients(scene, sentence, award):
            yield Recognition(
                evidence=(scene.reading.evidence(Span(award.clause.start, award.clause.end)),),
                status=passage.status(Span(award.clause.start, award.clause.end)),
                rule="recognition.frame",
                confidence=0.9,
                period=passage.period_at(award.clause),
                grade=grade_of(words),
                recipient=recipient,
                honour=honours[0].key,
            )


def _recipients(scene: Scene, sentence: Sentence, award: Award) -> list[Key]:
    """Return the names in the subject of the award; without one, the document's place."""
    text = scene.reading.text
    occasion = _OCCASION.match(text, award.subject.start, award.subject.end)
    start = occasion.end() if occasion else award.subject.start
    best = _subject(scene.within(Span(start, award.subject.end), *_RECIPIENTS))
    if best:
        return list(dict.fromkeys(n.key for n in best))
    rest = _ADVERBS.sub("", text[start : award.subject.end])
    before = scene.within(Span(sentence.span.start, award.clause.start), *_RECIPIENTS)
    if before and not rest and before[-1].key.group in {"initiative", "institution"}:
        return [before[-1].key]
    return [scene.scope] if scene.scope else []


def _subject(named: list[Named]) -> list[Named]:
    """Return the outermost names of the group that comes first: initiatives before places."""
    outer = [
        n
        for n in named
        if not any(o is not n and o.span.holds(n.span) and o.span != n.span for o in named)
    ]
    for group in _RECIPIENTS:
        found = [n for n in outer if n.key.group == group]
        if found:
            return found
    return []
