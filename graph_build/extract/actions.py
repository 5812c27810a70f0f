"""Who does, did or will do what to an initiative: the governing verb, its subject, its status."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from graph_build.extract.frames import Frame, governing
from graph_build.model import Action, Key, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.extract.passages import Passage
    from graph_build.extract.scene import Named, Scene

_WE = re.compile(r"我们|我[省市县区]|全[省市县区]")
_CONFIDENCE = 0.8
_AGENT = re.compile(r"(?:由|经)$")


def actions(scene: Scene) -> Iterator[Action]:
    """Return the actions of a document, in the order of their objects.

    A clause without a subject has that of the clauses before it in its sentence; the paragraphs
    of an answer have the body that its first paragraph speaks of.
    """
    spoken_for: Key | None = None
    subject: Key | None = None
    section = None
    for passage in scene.passages:
        if passage.sentence.section is not section:
            section = passage.sentence.section
            if section.kind != "paragraph" or not section.speaker:
                spoken_for = None
        subject = None
        for clause, named in scene.by_clause(passage.sentence):
            explicit = _subjects(scene, clause, named)
            if explicit:
                subject = explicit[0].key
                if section.kind == "answer" and subject.group == "institution":
                    spoken_for = spoken_for or subject
            objects = [n for n in named if n.group == "initiative"]
            if objects:
                about = _Clause(passage, clause, explicit, subject or spoken_for)
                yield from _in_clause(scene, about, objects)


class _Clause(NamedTuple):
    """A clause with the bodies and places that are its subject, or else the one understood."""

    passage: Passage
    span: Span
    explicit: list[Named]
    subject: Key | None


def _in_clause(scene: Scene, clause: _Clause, objects: list[Named]) -> Iterator[Action]:
    spans = [o.span for o in objects]
    for named in objects:
        others = [s for s in spans if s != named.span]
        frame = governing(scene.atoms, named.span, clause.span, others, marks_of(named))
        if frame is not None:
            yield from _actions(scene, clause, named, frame)


def marks_of(named: Named) -> tuple[str, ...]:
    """Return what a name says of itself: how sure it is, its class, its length."""
    finding = named.finding
    score = max(-2, min(4, round(finding.score or 0.0)))
    return f"s{score}", f"k{finding.kind}", f"len{min(len(finding.name) // 3, 5)}"


def _actors(scene: Scene, clause: _Clause, frame: Frame) -> list[Key | None]:
    before = [n for n in clause.explicit if n.span.end <= frame.span.start]
    if before:
        last = before[-1]
        together = [before[-1].key]
        for earlier in reversed(before[:-1]):
            between = scene.reading.text[earlier.span.end : last.span.start]
            if between not in {"、", "和", "与", "及"}:
                break
            together.insert(0, earlier.key)
            last = earlier
        return list(together)
    if frame.passive:
        return [None]
    if clause.subject is not None:
        return [clause.subject]
    return [scene.scope]


def _actions(scene: Scene, clause: _Clause, named: Named, frame: Frame) -> Iterator[Action]:
    passage = clause.passage
    span = Span(min(frame.span.start, named.span.start), max(frame.span.end, named.span.end))
    evidence = scene.reading.evidence(clause.span)
    status = passage.status(clause.span)
    period = passage.period_at(span)
    for actor in dict.fromkeys(_actors(scene, clause, frame)):
        yield Action(
            evidence=(evidence,),
            status=status,
            rule="action.subject" if frame.passive else "action.object",
            confidence=_CONFIDENCE,
            speaker=scene.speakers.get(passage.sentence.section.speaker or ""),
            period=period,
            verb=frame.verb,
            object=named.key,
            actor=actor
            if actor is None or actor.group in {"institution", "place", "person"}
            else None,
        )


def _subjects(scene: Scene, clause: Span, named_here: list[Named]) -> list[Named]:
    """Return the bodies and places that stand at the head of a clause as its subject."""
    found: list[Named] = []
    text = scene.reading.text
    if _SINCE.match(text, clause.start, clause.end):
        return []
    for named in named_here:
        if named.group not in _AGENTS or _nested(named, named_here):
            continue
        if named.finding.rule == "institution.meeting":
            continue
        start = found[-1].span.end if found else clause.start
        gap = text[start : named.span.start]
        if (
            len(gap) > _GAP
            or _PREPOSITION.search(gap)
            or _has_verb(scene, Span(start, named.span.start))
        ):
            break
        found.append(named)
    return found


def _nested(named: Named, others: list[Named]) -> bool:
    """Say whether a name is a part of the name of something else."""
    return any(o is not named and o.span != named.span and o.span.holds(named.span) for o in others)


def _has_verb(scene: Scene, span: Span) -> bool:
    atoms = scene.atoms
    return any(atoms.flags[i] == "v" and len(atoms.texts[i]) > 1 for i in atoms.within(span))


_AGENTS = frozenset(("institution", "place", "person"))
_GAP = 8
_SINCE = re.compile(r"自[^，]{2,24}?以来|随着|根据|按照|在[^，]{2,24}?(?:领导|指导|推动|支持)下")
_PREPOSITION = re.compile(
    r"(?:对|向|与|为|以|按照|根据|围绕|在|从|给|把|将|依托|按|学习|关于|针对|经|由于)"
)
