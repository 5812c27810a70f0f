"""Whether a claim's own evidence supports each of its slots; what it does not is quarantined.

Every slot is derived again from the characters of the evidence: numbers by the grammar of
quantities, days by the grammar of times and the passage, names by where they were found. A name may
also be declared: the place that the document is about, what the sentence or the turn speaks of, the
speaker. The same check holds for every producer of claims.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from graph_build.extract.coreference import plain
from graph_build.extract.ground.context import Context
from graph_build.extract.ground.numbers import number_reasons
from graph_build.extract.ground.polarity import is_cut, polarity_reasons
from graph_build.extract.ground.signatures import order_reasons, signature_reasons
from graph_build.extract.ground.times import status_reasons, time_reasons
from graph_build.extract.honours import grade_of
from graph_build.extract.passages import layout
from graph_build.model import (
    Action,
    Claim,
    Grade,
    Key,
    Mention,
    Observation,
    Quarantined,
    Recognition,
    Relation,
    Span,
    Status,
)
from graph_build.read import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_build.extract.passages import Layout

_TIMELESS = {
    "within": (Status.ONGOING,),
    "jurisdiction": (Status.ONGOING,),
    "memberOf": (Status.ONGOING,),
    "originatedIn": (Status.COMPLETED,),
    "supports": (Status.COMPLETED, Status.ONGOING),
}
"""Facts of structure, which hold without a word that says so."""
_GROUPS = {
    "actor": frozenset(("institution", "place", "person")),
    "recipient": frozenset(("initiative", "institution", "place", "person")),
}
_NEAR = 2
"""How many names before a clause, in its sentence, it may still speak of."""
_BAD_START = re.compile(r"[\s，。；：、！？”’》）…]")
_BAD_END = re.compile(r"[\s，。；：、“‘《（]")
_LEVELS = {
    Grade.NATIONAL: re.compile(r"国|中央|部|世界|全球|亚洲|中华"),
    Grade.PROVINCIAL: re.compile(r"省|自治区|全区"),
    Grade.MUNICIPAL: re.compile(r"市(?![、）])"),
    Grade.COUNTY: re.compile(r"县|区"),
    Grade.TOWNSHIP: re.compile(r"乡|镇|街道"),
}


class Grounder:
    """Checks the claims of one document against its text and the names found there.

    `about` is the place that the document as a whole is about, `laid` how it is laid out if that
    is known, or the stretch of it that all claims and names are of.
    """

    def __init__(
        self, mentions: Iterable[Mention], about: Key | None = None, laid: Layout | None = None
    ) -> None:
        self._mentions = list(mentions)
        self._about = about
        self._laid = laid
        self._context: Context | None = None

    def check(self, claims: Iterable[Claim]) -> Iterator[Claim | Quarantined]:
        """Return every claim, wrapped with the reasons where it is not supported."""
        for claim in claims:
            reasons = tuple(self.reasons(claim))
            yield Quarantined(claim, reasons) if reasons else claim

    def reasons(self, claim: Claim) -> Iterator[str]:
        """Return why a claim is not supported by its own evidence; nothing where it is."""
        context = self._read(claim)
        spans = [context.folded(e.span) for e in claim.evidence]
        yield from _evidence(claim)
        yield from _speaker(claim, context, spans)
        yield from time_reasons(claim, context, spans)
        if isinstance(claim, Observation):
            yield from self._observation(claim, context, spans)
        elif isinstance(claim, Relation):
            yield from self._relation(claim, context, spans)
        elif isinstance(claim, Action):
            yield from self._action(claim, context, spans)
        elif isinstance(claim, Recognition):
            yield from self._recognition(claim, context, spans)

    def _read(self, claim: Claim) -> Context:
        if self._context is None:
            laid = self._laid or layout(claim.evidence[0].document)
            self._context = Context(laid, self._mentions, self._about)
        return self._context

    def _observation(
        self, claim: Observation, context: Context, spans: list[Span]
    ) -> Iterator[str]:
        yield from number_reasons(claim, context, spans)
        yield from _about(claim, context)
        yield from status_reasons(claim, context, spans)
        said = _said(context, spans)
        if is_cut(said, claim.indicator):
            yield f"polarity: {claim.indicator!r} is only the rest of a word in the evidence"
        if claim.grade and claim.grade not in (_levels(claim.indicator) or _levels(said)):
            yield f"grade: no word of the evidence says {claim.grade}"

    def _relation(self, claim: Relation, context: Context, spans: list[Span]) -> Iterator[str]:
        said = _said(context, spans)
        wrong = list(signature_reasons(claim))
        yield from wrong
        yield from _named("subject", claim.subject, context, spans)
        if claim.predicate == "ledBy":
            if not _opens_with(claim, context, spans):
                yield from _declared("object", claim.object, context, spans)
        elif claim.predicate != "supports" or plain(claim.object.name) not in plain(said):
            yield from _named("object", claim.object, context, spans)
        if not wrong:
            yield from order_reasons(claim, context, spans)
        timeless = _TIMELESS.get(claim.predicate, ())
        yield from status_reasons(claim, context, spans, timeless)
        if not timeless and claim.predicate != "pursuesGoal":
            yield from polarity_reasons(said, None)

    def _action(self, claim: Action, context: Context, spans: list[Span]) -> Iterator[str]:
        said = _said(context, spans)
        if claim.object.group != "initiative":
            yield f"object: an action is done to an initiative, not to a {claim.object.group}"
        if claim.actor is not None and claim.actor.group not in _GROUPS["actor"]:
            yield f"actor: a {claim.actor.group} does not act"
        yield from _named("object", claim.object, context, spans)
        yield from _declared("actor", claim.actor, context, spans)
        if claim.verb not in said:
            yield f"verb: {claim.verb!r} is not in the evidence"
        yield from polarity_reasons(said, claim.verb)
        yield from status_reasons(claim, context, spans)

    def _recognition(
        self, claim: Recognition, context: Context, spans: list[Span]
    ) -> Iterator[str]:
        if claim.honour.group != "honour":
            yield f"honour: a {claim.honour.group} is no honour"
        if claim.recipient.group not in _GROUPS["recipient"]:
            yield f"recipient: a {claim.recipient.group} is not honoured"
        yield from _named("honour", claim.honour, context, spans)
        yield from _declared("recipient", claim.recipient, context, spans)
        yield from status_reasons(claim, context, spans)
        yield from polarity_reasons(_said(context, spans), None)
        if claim.grade and claim.grade is not grade_of(claim.honour.name):
            said = _said(context, spans)
            if grade_of(claim.honour.name) or not _LEVELS[claim.grade].search(said):
                yield f"grade: the honour does not say {claim.grade}"


def _opens_with(claim: Relation, context: Context, spans: Iterable[Span]) -> bool:
    """Say whether the name of the subject in the evidence opens with that of the object."""
    held = [n for n in context.names(claim.subject) if any(s.holds(n) for s in spans)]
    inner = {(n.start, n.end) for n in context.names(claim.object)}
    return any(n.start == start and end < n.end for n in held for start, end in inner)


@lru_cache(maxsize=4096)
def _opens_badly(character: str) -> bool:
    return _BAD_START.match(fold(character)) is not None


@lru_cache(maxsize=4096)
def _ends_badly(character: str) -> bool:
    return _BAD_END.match(fold(character)) is not None


def _levels(said: str) -> set[Grade]:
    return {grade for grade, words in _LEVELS.items() if words.search(said)}


def _said(context: Context, spans: Iterable[Span]) -> str:
    return "\n".join(span.of(context.text) for span in spans)


def _evidence(claim: Claim) -> Iterator[str]:
    """Return why a piece of evidence is not what the text says, or no whole stretch of it."""
    for evidence in claim.evidence:
        quote = evidence.quote
        if evidence.span.of(evidence.document.text) != quote:
            yield f"evidence: the text does not say {quote!r} at {tuple(evidence.span)}"
        if _opens_badly(quote[0]) or _ends_badly(quote[-1]):
            yield f"evidence: {tuple(evidence.span)} begins or ends between the marks of a clause"


def _speaker(claim: Claim, context: Context, spans: Iterable[Span]) -> Iterator[str]:
    """Return why the one who is said to speak neither has the turn nor is named beside it."""
    if claim.speaker is None:
        return
    places = context.names(claim.speaker)
    forms = {place.of(context.text) for place in places}
    for span in spans:
        for passage in context.passages(span):
            sentence = passage.sentence
            if sentence.section.speaker in forms or any(sentence.span.holds(p) for p in places):
                return
    yield f"speaker: {claim.speaker.name!r} neither has the turn nor is named beside it"


def _named(slot: str, key: Key, context: Context, spans: Iterable[Span]) -> Iterator[str]:
    """Return why a thing is not named in the evidence."""
    places = context.names(key)
    if not places:
        yield f"{slot}: {key.name!r} is named nowhere in the document"
    elif not any(span.holds(place) for span in spans for place in places):
        yield f"{slot}: {key.name!r} is not named in the evidence"


def _declared(slot: str, key: Key | None, context: Context, spans: list[Span]) -> Iterator[str]:
    """Return why a thing is neither named in the evidence nor what the passage speaks of."""
    if key is None:
        return
    has_subject = False
    for span in spans:
        if key in context.agents(span):
            return
        has_subject = has_subject or context.opens_with_subject(span)
    if key == context.about and not has_subject:
        return
    for span in spans:
        for passage in context.passages(span):
            before = Span(passage.sentence.span.start, span.start)
            near = [named for _, named in context.own(before)][-_NEAR:]
            if key in near or key in context.heads(before):
                return
        if key in context.topics(span.start):
            return
    yield f"{slot}: {key.name!r} is neither named nor spoken of in the passage"


def _about(claim: Observation, context: Context) -> Iterator[str]:
    """Return why a number is not about the last place named before it, or the document's own.

    A place in a list with the number (开发区和147个乡镇) or compared with (在全省率先) does not
    count.
    """
    number = context.folded(claim.value_span)
    for slot, key in (("about", claim.about), ("place", claim.place)):
        if key is None:
            continue
        for passage in context.passages(number):
            before = Span(passage.sentence.span.start, number.start)
            own = [
                n
                for s, n in context.own(before)
                if n.group == key.group and context.bears(s, number)
            ]
            nearest = own[-1] if own else context.about
            if key not in {nearest, context.last_place(before, number)}:
                yield f"{slot}: {key.name!r} is not what the sentence speaks of before the number"
