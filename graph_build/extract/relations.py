"""Binary facts that a text states by its words or by its direct structure; nothing by nearness.

Each function is one family of rules; the claim carries the name of the rule.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from graph_build.extract.belonging import belonging
from graph_build.extract.candidates import frame_of
from graph_build.extract.coreference import core
from graph_build.extract.scene import INSIDE
from graph_build.extract.sites import sites
from graph_build.model import Key, Relation, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph_build.extract.passages import Passage
    from graph_build.extract.scene import Named, Scene
    from graph_build.model import Action

_LEADS = frozenset(("create", "run", "deepen"))
_COLLECTIVE = re.compile(
    r"[、，“”]*(?:等|（以下[统合]?称|(?=“))[一系列多\d十百几余]*[个项家条大]*(?:的)?"
)
_CHARGE = re.compile(
    r"（(?P<bodies>[^（）]{3,160}?)(?:按职责(?:分工)?|分别)?(?:牵头|负责)[^（）]{0,40}）"
)
_ORIGIN = re.compile(r"发源地|诞生于|发源于|起源于|源于|首创地|诞生地")
_BUILDS = re.compile(r"拓展|做实|依托|基于|借鉴|运用|总结")
_SETS_UP = re.compile(r"打造|建成|构建|搭建|组建|建立|推出|形成|创新|创设|设立")
_MODEL = re.compile(r"经验|模式|工作法|做法")
_EDITION = re.compile(r"升级版|[2-9]\.0版?|升级$")
_PURPOSE = re.compile(r"(?:为了?|为着|以便|围绕|以)[^，；]{0,6}$")
_HOPED = re.compile("为了|更好|如何")
_TOO_FAR = re.compile(r"[^；]*；|(?:[^，,]*[，,]){8}|.*(?:为主线|总基调)")
_LONGEST_NAME = 40


def relations(scene: Scene, actions: Iterable[Action]) -> Iterator[Relation]:
    """Return the relations of a document."""
    yield from _from_actions(actions)
    yield from _nested(scene)
    yield from _in_charge(scene)
    for passage in scene.passages:
        names = scene.within(passage.sentence.span)
        if names:
            yield from _implemented(scene, passage)
            yield from _goals(scene, passage, names)
            yield from _parts(scene, passage, names)
            yield from _origins(scene, passage)
            yield from _deepened(scene, passage)
            yield from _led_by_name(scene, passage, names)
            yield from belonging(scene, names)


def _relation(
    scene: Scene,
    span: Span,
    subject: Key,
    predicate: str,
    obj: Key,
    *,
    status: Status,
    rule: str,
    confidence: float = 0.8,
) -> Relation:
    return Relation(
        evidence=(scene.reading.evidence(span),),
        status=status,
        rule=rule,
        confidence=confidence,
        subject=subject,
        predicate=predicate,
        object=obj,
    )


def _from_actions(actions: Iterable[Action]) -> Iterator[Relation]:
    """A body that sets up, runs or deepens an initiative leads it; a territory carries it out."""
    for action in actions:
        if action.actor is None:
            continue
        if action.actor.group == "institution" and frame_of(action.verb) in _LEADS:
            predicate, rule = "ledBy", "relation.led-by-actor"
        elif (
            action.actor.group == "place"
            and action.rule == "action.object"
            and action.evidence[0].quote.find(action.actor.name) >= 0
        ):
            predicate, rule = "implementedIn", "relation.done-by-place"
        else:
            continue
        yield Relation(
            evidence=action.evidence,
            status=action.status,
            rule=rule,
            confidence=action.confidence,
            speaker=action.speaker,
            subject=action.object,
            predicate=predicate,
            object=action.actor,
        )


def _implemented(scene: Scene, passage: Passage) -> Iterator[Relation]:
    """Where the initiatives of a sentence are carried out, by clause."""
    for span, named in scene.by_clause(passage.sentence):
        for site in sites(scene, span, named):
            yield _relation(
                scene,
                site.span,
                site.initiative.key,
                "implementedIn",
                site.place,
                status=passage.status(span),
                rule=site.rule,
            )


def _goals(scene: Scene, passage: Passage, names: list[Named]) -> Iterator[Relation]:
    """Initiatives pursue the goal clause that follows them in a sentence, or that opens it."""
    goals = [n for n in names if n.key.group == "goal"]
    # What is said of a list is said of the name that closes it.
    members = {m.span for listed, _ in _lists(scene, names) for m in listed}
    initiatives = [n for n in names if n.key.group == "initiative" and n.span not in members]
    if not goals or not initiatives:
        return
    at = -1
    before: list[Named] = []
    for goal in goals:
        fresh = [n for n in initiatives if at < n.span.start and n.span.end <= goal.span.start]
        # A run of goals shares the initiatives before its first one.
        before = fresh or before
        chosen = before or _behind_purpose(scene, passage, goal, initiatives)
        at = goal.span.start
        for named in chosen:
            if _apart(scene, named.span, goal.span):
                continue
            span = Span(min(named.span.start, goal.span.start), max(named.span.end, goal.span.end))
            yield _relation(
                scene,
                span,
                named.key,
                "pursuesGoal",
                goal.key,
                status=passage.status(goal.span),
                rule="relation.goal-after" if before else "relation.goal-before",
                confidence=0.7,
            )


def _apart(scene: Scene, initiative: Span, goal: Span) -> bool:
    """Say whether a goal stands too far behind an initiative to be meant by it."""
    between = Span(initiative.end, max(initiative.end, goal.start))
    return _TOO_FAR.match(scene.reading.text, *between) is not None


def _behind_purpose(
    scene: Scene, passage: Passage, goal: Named, initiatives: list[Named]
) -> list[Named]:
    """Return the initiatives behind a goal that opens its sentence as a purpose: 为了…，推行X."""
    opening = scene.reading.text[passage.sentence.span.start : goal.span.start]
    if not _PURPOSE.search(opening) and not _HOPED.match(goal.finding.name):
        return []
    return [n for n in initiatives if n.span.start >= goal.span.end]


def _parts(scene: Scene, passage: Passage, names: list[Named]) -> Iterator[Relation]:
    """“A”、“B”等“三大X”: the members of a list are parts of what closes it."""
    for members, whole in _lists(scene, names):
        span = Span(members[0].span.start, whole.span.end)
        for member in members:
            yield _relation(
                scene,
                span,
                member.key,
                "partOf",
                whole.key,
                status=passage.status(span),
                rule="relation.list-member",
            )


def _lists(scene: Scene, names: list[Named]) -> Iterator[tuple[list[Named], Named]]:
    """Return the members of each list of initiatives in a sentence, with what closes it."""
    text = scene.reading.text
    initiatives = [n for n in names if n.group == "initiative"]
    members: list[Named] = []
    for previous, named in pairwise(initiatives):
        members.append(previous)
        between = text[previous.span.end : named.span.start]
        quoted = text[previous.span.end - 1] == "”" and between == "的"
        if _COLLECTIVE.fullmatch(between) or quoted:
            yield members, named
            members = []
        elif not set(between) <= set("、和与及，“”"):
            members = []


def _nested(scene: Scene) -> Iterator[Relation]:
    """The name of one initiative holds the name of another, as an edition or an application."""
    keys: dict[str, Named] = {}
    for named in scene.names:
        if named.key.group == "initiative":
            keys.setdefault(core(named.key.name), named)
    for name, named in keys.items():
        earlier = _edition_of(name, keys)
        if earlier is not None and keys[earlier].key != named.key:
            yield _relation(
                scene,
                named.span,
                named.key,
                "buildsOn",
                keys[earlier].key,
                status=Status.COMPLETED,
                rule="relation.edition",
            )
    for outer, inner in _applied(scene):
        yield _relation(
            scene,
            outer.span,
            outer.key,
            "buildsOn",
            inner.key,
            status=Status.COMPLETED,
            rule="relation.applies",
        )


def _applied(scene: Scene) -> Iterator[tuple[Named, Named]]:
    """Return (name, experience or method that stands inside it)."""
    inside = [n for n in scene.names if n.finding.rule == INSIDE]
    for inner in inside:
        near = Span(max(0, inner.span.start - _LONGEST_NAME), inner.span.end + _LONGEST_NAME)
        for outer in scene.within(near, "initiative"):
            if outer.span.holds(inner.span) and inner.key != outer.key:
                yield outer, inner


def _edition_of(name: str, keys: Mapping[str, Named]) -> str | None:
    """Return the name that another one opens with, where the rest says that it is an edition."""
    for cut in range(len(name) - 1, 3, -1):
        if name[:cut] in keys:
            return name[:cut] if _EDITION.fullmatch(name[cut:]) else None
    return None


def _in_charge(scene: Scene) -> Iterator[Relation]:
    """（商务部负责）behind an item: these bodies lead what the item's first sentence names."""
    text = scene.reading.text
    first: dict[Span, Passage] = {}
    for passage in scene.passages:
        section = passage.sentence.section
        opening = first.setdefault(section.span, passage)
        for charge in _CHARGE.finditer(text, *passage.sentence.span):
            bodies = scene.within(Span(*charge.span("bodies")), "institution")
            for named in scene.within(opening.sentence.span, "initiative"):
                for body in bodies:
                    yield Relation(
                        evidence=(
                            scene.reading.evidence(Span(*charge.span())),
                            scene.reading.evidence(opening.sentence.span),
                        ),
                        status=passage.status(named.span),
                        rule="relation.in-charge",
                        confidence=0.7,
                        subject=named.key,
                        predicate="ledBy",
                        object=body.key,
                    )


def _origins(scene: Scene, passage: Passage) -> Iterator[Relation]:
    """发源地, 诞生于: the initiatives before the word come from the place of the sentence."""
    text = scene.reading.text
    sentence = passage.sentence.span
    origin = _ORIGIN.search(text, sentence.start, sentence.end)
    places = scene.within(sentence, "place") if origin else []
    if origin is None or not places:
        return
    place = next((p for p in places if p.span.start >= origin.start()), places[0])
    for named in scene.within(Span(sentence.start, origin.start()), "initiative"):
        start = min(named.span.start, place.span.start)
        yield _relation(
            scene,
            Span(start, max(origin.end(), place.span.end)),
            named.key,
            "originatedIn",
            place.key,
            status=Status.COMPLETED,
            rule="relation.origin",
        )


def _deepened(scene: Scene, passage: Passage) -> Iterator[Relation]:
    """拓展“A经验”，打造B: what is set up in the clauses behind builds on the experience."""
    text = scene.reading.text
    first, *rest = passage.sentence.clauses
    if not rest or not _BUILDS.search(text, first.start, first.end):
        return
    for base in scene.within(first, "initiative"):
        if not _MODEL.search(base.key.name):
            continue
        for clause in rest:
            for named in scene.within(clause, "initiative"):
                if named.key != base.key and _SETS_UP.search(text, clause.start, named.span.start):
                    yield _relation(
                        scene,
                        Span(base.span.start, named.span.end),
                        named.key,
                        "buildsOn",
                        base.key,
                        status=passage.status(clause),
                        rule="relation.deepens",
                        confidence=0.6,
                    )


def _led_by_name(scene: Scene, passage: Passage, names: list[Named]) -> Iterator[Relation]:
    """The body that a name opens with leads what it names: 中海油海工基地, 国务院大督查."""
    bodies = {n.span.start: n for n in names if n.key.group == "institution"}
    for named in names:
        body = bodies.get(named.span.start)
        if body is None or named.key.group != "initiative" or body.span.end >= named.span.end:
            continue
        yield _relation(
            scene,
            named.span,
            named.key,
            "ledBy",
            body.key,
            status=passage.status(named.span),
            rule="relation.led-by-name",
            confidence=0.7,
        )
