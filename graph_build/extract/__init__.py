"""A `Document` becomes mentions and claims; pure and deterministic, by rules that carry names.

Each room of this package finds one kind of thing. This module runs them in order: names first,
then which names are the same thing, then what the text says of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from graph_build.extract import (
    actions,
    goals,
    honours,
    institutions,
    kinds,
    lists,
    names,
    observations,
    passages,
    persons,
    places,
    recognitions,
    relations,
)
from graph_build.extract.atoms import Atoms
from graph_build.extract.coreference import core, keys
from graph_build.extract.findings import Finding
from graph_build.extract.scene import INSIDE, PLACE_INSIDE, Named, Scene, group_of
from graph_build.extract.words import Words
from graph_build.model import About, Key, Mention, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph_build.model import Claim, Document, Observation, Sentence

_PLAN_PERIOD = re.compile(
    r"[“‘]?(?:十[一二三四五六]?|[一二三四五六七八九])五[”’]?(?:时期|期间|末)?"
)
_BEFORE_PARAGRAPH = 64
_LONGEST_SENTENCE = 2000
_APPLIED = re.compile(r".{2}(?:经验|模式|工作法).")
_MODEL = re.compile(r".{2}(?:经验|模式|工作法)$")
_LONGEST_PLACE = 6
# Places in quotes and brackets are no words of the sentence: “浙里办事在嘉兴”, 中欧班列（长沙）.
_HOLDS_PLACES = re.compile(r"[“《（(]")
_FIRMS = frozenset(("institution.known", "institution.company", "institution.listed"))
_LIST_TAIL = re.compile(
    r"(?:[”》]?[、，和及与]?[“《][^”》]{1,30}[”》])*[、，]?(?:等|的)(?P<closing>[^，。；：“]{2,14})"
)
# The same without quotes, where a name has no head noun of its own: A、B、C等重大项目.
_PLAIN_TAIL = re.compile(
    r"(?:[、，和及与][^，。；：、等]{2,24}){0,9}等(?P<closing>[^，。；：“]{2,14})"
)


def scene_of(document: Document) -> Scene:
    """Return the names of a document in their sentences."""
    laid = passages.layout(document)
    words = Words.of(laid.reading.text)
    return _scene_of(laid, Atoms.of(words, laid.sections), Earlier())[0]


def extract(document: Document, /) -> Iterator[Mention | Claim | About]:
    """Return what a document names and says, in the order of the rooms."""
    return said(passages.layout(document), Earlier())


@dataclass(slots=True)
class Earlier:
    """What the stretches of a document before the one at hand have shown; each adds to it.

    `places` are those of the stretch before with all that is certain since the first; `forms` the
    most complete form of each name.
    """

    places: places.Places | None = None
    forms: dict[tuple[str, str], str] = field(default_factory=dict)


def said(laid: passages.Layout, earlier: Earlier) -> Iterator[Mention | Claim | About]:
    """Return what a document, or a stretch of it after others, names and says."""
    words = Words.of(laid.reading.text, laid.stretch)
    scene, awarded = _scene_of(laid, Atoms.of(words, laid.sections), earlier)
    if scene.scope:
        yield About(scene.scope, "place.scope")
    yield from _mentions(scene)
    yield from _claims(scene, words, awarded)


def _scene_of(
    laid: passages.Layout, atoms: Atoms, earlier: Earlier
) -> tuple[Scene, list[tuple[Sentence, honours.Award]]]:
    reading = laid.reading
    located = earlier.places = places.find(atoms, reading.document, earlier.places)
    awarded = [(line, a) for line in laid.sentences for a in honours.awards(line, atoms)]
    found = _findings(laid, atoms, located, [award.honour for _, award in awarded])
    of = keys(found, earlier.forms)
    named = sorted(
        [Named.of(of[group_of(f), f.name], f) for f in found],
        key=lambda n: (n.span.start, -n.span.end, n.key),
    )
    speakers = {f.name: of["person", f.name] for f in found if f.kind == "Person"}
    scope = Key("place", located.scope) if located.scope else None
    return Scene(reading, atoms, laid.passages, named, scope, speakers), awarded


def _findings(
    laid: passages.Layout, atoms: Atoms, located: places.Places, honours: Sequence[Span]
) -> list[Finding]:
    lines = laid.sentences
    starts = frozenset(f.span.start for f in located.findings)
    bodies = institutions.find(atoms, starts)
    firms = lists.Taken(b.span for b in bodies if b.rule in _FIRMS)
    located.findings[:] = [f for f in located.findings if not firms.over(f.span)]
    people = persons.find(atoms, laid.sections)
    honoured = [Finding("Honour", h, h.of(atoms.text), "honour.frame") for h in honours]
    zones = [f for f in located.findings if f.rule == "place.zone"]
    taken = [f.span for f in (*people, *honoured)]
    inner = [f.span for f in (*zones, *(b for b in bodies if b.rule == "institution.known"))]
    scored = names.initiatives(atoms, taken, [f.span for f in bodies], inner)
    initiatives = [f for s in scored for f in _initiative(atoms, s)]
    taken += [f.span for f in (*bodies, *zones)]
    listed = list(lists.members(lines, atoms, [*taken, *(f.span for f in initiatives)]))
    initiatives = sorted((*_unlisted(initiatives, listed), *listed), key=lambda f: f.span)
    aims = list(_goals(atoms, lines, initiatives))
    quoted = _places_inside(atoms.text, initiatives, located.findings)
    initiatives = [*initiatives, *_inside(initiatives), *quoted]
    return [*located.findings, *bodies, *people, *honoured, *initiatives, *aims]


def _initiative(atoms: Atoms, scored: names.Scored) -> Iterator[Finding]:
    """Return the finding of a name; a quoted list that a collective closes gives its members."""
    name = scored.span.of(atoms.text)
    if _PLAN_PERIOD.fullmatch(name):
        return
    pattern = _LIST_TAIL if name[-1] in "”》" else _PLAIN_TAIL
    tail = pattern.match(atoms.text, scored.span.end)
    group = kinds.collective(tail["closing"]) if tail else None
    kind = kinds.kind_of(name, group=group)
    rule = "initiative.quoted" if "“" in name or "《" in name else "initiative.phrase"
    yield Finding(kind, scored.span, name, rule, scored.score)


def _unlisted(initiatives: Iterable[Finding], listed: Sequence[Finding]) -> Iterator[Finding]:
    """Return the findings that are not taken apart into the members of a list."""
    held = lists.Taken(member.span for member in listed)
    for finding in initiatives:
        if not any(finding.span.holds(member) for member in held.over(finding.span)):
            yield finding


def _inside(initiatives: Sequence[Finding]) -> Iterator[Finding]:
    """Return the experiences that a longer name applies: 龙山经验 in 龙山经验综合应用."""
    models = {core(f.name): f for f in initiatives if _MODEL.search(core(f.name))}
    for finding in initiatives:
        name = core(finding.name)
        if not _APPLIED.search(name):
            continue
        for inner, model in models.items():
            at = finding.name.find(inner)
            if at >= 0 and inner != name:
                span = Span(finding.span.start + at, finding.span.start + at + len(inner))
                yield Finding(model.kind, span, model.name, INSIDE, model.score)


def _places_inside(
    text: str, initiatives: Iterable[Finding], located: Sequence[Finding]
) -> Iterator[Finding]:
    """Return the places of a document that a quoted name holds: “浙里办事在嘉兴”."""
    listed = [(f.span.of(text), f) for f in located if f.rule == "place.register"]
    forms = {form[:-1]: f for form, f in listed if len(form) > 2 and form[-1] in "省市"}  # noqa: PLR2004
    forms.update(listed)
    known = {f.span.start for f in located}
    for name in initiatives:
        if not _HOLDS_PLACES.search(name.name):
            continue
        start, end = name.span
        for at in range(start, end - 1):
            for length in range(_LONGEST_PLACE, 1, -1):
                place = forms.get(text[at : at + length]) if at + length <= end else None
                if place is not None and at not in known:
                    span = Span(at, at + length)
                    yield Finding("Place", span, place.name, PLACE_INSIDE)
                    break


def _goals(
    atoms: Atoms, lines: Sequence[Sentence], initiatives: Sequence[Finding]
) -> Iterator[Finding]:
    for goal in goals.goals(lines, atoms, [f.span for f in initiatives]):
        yield Finding("Goal", goal.span, goal.span.of(atoms.text), "goal.clause", goal.score)


def _mentions(scene: Scene) -> Iterator[Mention]:
    for named in scene.names:
        yield Mention(
            named.finding.kind, named.key, scene.reading.evidence(named.span), named.finding.rule
        )


def _claims(
    scene: Scene, words: Words, awarded: Sequence[tuple[Sentence, honours.Award]]
) -> Iterator[Claim]:
    done = list(actions.actions(scene))
    yield from done
    yield from relations.relations(scene, done)
    yield from recognitions.recognitions(scene, awarded)
    yield from observations.merge(_observations(scene, words))


def _observations(scene: Scene, words: Words) -> Iterator[Observation]:
    for passage in scene.passages:
        if not passage.quantities():
            continue
        span, paragraph = passage.sentence.span, passage.sentence.section.span
        held = [
            n.span
            for n in scene.within(span, "initiative", "institution", "honour", "person")
            if "“" in n.finding.name or n.key.group != "initiative"
        ]
        yield from observations.observations(
            scene.reading,
            passage,
            words,
            about=partial(_about, scene, paragraph),
            names=held,
        )


def _about(scene: Scene, paragraph: Span, span: Span) -> Key | None:
    """Return what a number is about: the last place before it in its sentence, else the document's.

    A place that only stands beside the number in a list (开发区和147个乡镇) or that is compared
    with (在全省率先) is passed over.
    """
    text = scene.reading.text
    # A paragraph begins a few characters behind its line: after a bullet or who speaks.
    reach = max(0, paragraph.start - _BEFORE_PARAGRAPH, span.start - _LONGEST_SENTENCE)
    line = max(text.rfind("\n", reach, span.start) + 1, reach)
    stop = max(text.rfind("。", line, span.start) + 1, line)
    for place in reversed(scene.within(Span(stop, span.start), "place")):
        beside = text[place.span.end : span.start] in {"、", "和", "及", "以及", "与"}
        if not beside and not places.COMPARED.match(text, place.span.end):
            return place.key
    return scene.scope
