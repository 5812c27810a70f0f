"""Who received an honour: the subject of the award, with its level and its status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_build.extract.honours import grade_of
from graph_build.model import Key, Recognition, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph_build.extract.honours import Award
    from graph_build.extract.scene import Named, Scene
    from graph_build.model import Sentence

_RECIPIENTS = ("initiative", "place", "institution", "person")


def recognitions(
    scene: Scene, awarded: Sequence[tuple[Sentence, Award]]
) -> Iterator[Recognition]:
    """Return the recognitions of a document, in order."""
    passage_of = {p.sentence.span: p for p in scene.passages}
    for sentence, award in awarded:
        honours = [n for n in scene.within(award.honour, "honour") if n.span == award.honour]
        passage = passage_of.get(sentence.span)
        if not honours or passage is None:
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
    named = scene.within(award.subject, *_RECIPIENTS)
    best = _subject(named)
    if best:
        return list(dict.fromkeys(n.key for n in best))
    before = [n for n in scene.within(Span(sentence.span.start, award.clause.start), *_RECIPIENTS)]
    if before and before[-1].key.group == "initiative" and not award.subject.of(scene.reading.text).strip("已、 "):
        return [before[-1].key]
    return [scene.scope] if scene.scope else []


def _subject(named: list[Named]) -> list[Named]:
    """Return the outermost names of the group that comes first: initiatives before places."""
    outer = [n for n in named if not any(o is not n and o.span.holds(n.span) and o.span != n.span for o in named)]
    for group in _RECIPIENTS:
        found = [n for n in outer if n.key.group == group]
        if found:
            return found
    return []
