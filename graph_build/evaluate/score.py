"""One document's predictions against its gold: entities first, then claims about aligned entities.

An entity answers a gold entity of its group by its most similar name. A claim answers a gold claim
whose entities its own entities answer. Nothing is filtered before counting.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from graph_build.evaluate.matching import Pair, norm, one_to_one, similar
from graph_build.model import (
    GROUPS,
    Action,
    Claim,
    Observation,
    Period,
    Recognition,
    Relation,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graph_build.evaluate.gold import (
        Gold,
        GoldAction,
        GoldClaim,
        GoldEntity,
        GoldObservation,
        GoldRecognition,
        GoldRelation,
    )
    from graph_build.evaluate.predicted import Found, Prediction
    from graph_build.evaluate.tally import Card

_SIMILAR = 0.75
_SIMILAR_IN = {"goal": 0.6, "honour": 0.6, "place": 0.99, "person": 0.99}
_SIMILAR_HONOUR = 0.6
_SIMILAR_INDICATOR = 0.5

G = TypeVar("G", "GoldRelation", "GoldAction", "GoldObservation", "GoldRecognition")
C = TypeVar("C", bound=Claim)


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores one document; `aligned` is gold id → IRI of the entity that answers it."""

    gold: Gold
    prediction: Prediction
    card: Card
    aligned: dict[str, str]

    def miss(self, what: str, kind: str, shown: str) -> None:
        """Note what was missed or extra."""
        self.card.misses.append(f"{self.gold.document.identifier}\t{what}\t{kind}\t{shown}")

    def is_aligned(self, gold: str | None, iri: str | None) -> bool:
        """Say whether an entity answers a gold entity."""
        return gold is not None and self.aligned.get(gold) == iri is not None


def score(gold: Gold, prediction: Prediction, card: Card) -> None:
    """Add what a document's predictions are worth to a card."""
    scorer = Scorer(gold, prediction, card, _entities(gold, prediction, card))
    _entity_misses(scorer)
    overlaps = [
        *_relations(scorer),
        *_actions(scorer),
        *_observations(scorer),
        *_recognitions(scorer),
    ]
    claims = prediction.account.claims
    text = prediction.account.document.text
    exact = sum(all(e.span.of(text) == e.quote for e in c.evidence) for c in claims)
    card.measures["evidence exact"].add(exact, len(claims), len(claims))
    card.measures["evidence overlaps"].add(sum(overlaps), len(overlaps), len(overlaps))


def _entities(gold: Gold, prediction: Prediction, card: Card) -> dict[str, str]:
    """Count the entities; return which entity answers which gold entity."""
    found = prediction.entities.values()
    pairs = [
        Pair(grade, g.id, e.iri)
        for g in gold.entities
        for e in found
        if e.group == g.group and (grade := _likeness(g, e)) >= _SIMILAR_IN.get(g.group, _SIMILAR)
    ]
    chosen = one_to_one(pairs)
    aligned = {pair.gold: pair.found for pair in chosen}
    size = len(found), len(gold.entities)
    card.measures["entity strict"].add(sum(p.grade == 1.0 for p in chosen), *size)
    card.measures["entity partial"].add(len(chosen), *size)
    _groups(gold, prediction, card, aligned)
    answering = set(aligned.values())
    for entity in found:
        for rule in entity.rules:
            card.rules["mention", rule].add(entity.iri in answering, 1, 0)
    return aligned


def _groups(gold: Gold, prediction: Prediction, card: Card, aligned: dict[str, str]) -> None:
    found = prediction.entities
    by_id = {g.id: g for g in gold.entities}
    for group in sorted(set(GROUPS.values())):
        card.measures[f"  {group}"].add(
            sum(by_id[g].group == group for g in aligned),
            sum(e.group == group for e in found.values()),
            sum(g.group == group for g in gold.entities),
        )
    named = [(by_id[g], found[e]) for g, e in aligned.items() if by_id[g].group == "initiative"]
    exact = sum(g.kind in e.kinds for g, e in named)
    card.measures["initiative class"].add(exact, len(named), len(named))


def _likeness(gold: GoldEntity, found: Found) -> float:
    return max((similar(f, label) for f in gold.forms for label in found.labels), default=0.0)


def _entity_misses(scorer: Scorer) -> None:
    answering = set(scorer.aligned.values())
    for gold in scorer.gold.entities:
        if gold.id not in scorer.aligned:
            scorer.miss("entity missed", gold.kind, gold.forms[0])
    for entity in scorer.prediction.entities.values():
        if entity.iri not in answering:
            scorer.miss("entity extra", entity.group, entity.name)


def _match(
    scorer: Scorer,
    kind: str,
    golds: Sequence[G],
    claims: Sequence[C],
    grade: Callable[[G, C], float],
) -> list[tuple[G, C]]:
    """Return which claim answers which gold claim; note the rest, count the rules."""
    pairs = [
        Pair(worth, g, c)
        for g, gold in enumerate(golds)
        for c, claim in enumerate(claims)
        if (worth := grade(gold, claim)) > 0
    ]
    chosen = one_to_one(pairs)
    right, answered = {p.found for p in chosen}, {p.gold for p in chosen}
    for c, claim in enumerate(claims):
        scorer.card.rules[kind, claim.rule].add(c in right, 1, 0)
        if c not in right:
            scorer.miss(f"{kind} extra", claim.rule, _shown(claim))
    for g, gold in enumerate(golds):
        if g not in answered:
            scorer.miss(f"{kind} missed", "", _shown_gold(scorer, gold))
    return [(golds[p.gold], claims[p.found]) for p in chosen]


def _relations(scorer: Scorer) -> list[bool]:
    found = [c for c in scorer.prediction.account.claims if isinstance(c, Relation)]
    golds = scorer.gold.relations
    got = _match(scorer, "relation", golds, found, partial(_relation, scorer))
    size = len(found), len(golds)
    measures = scorer.card.measures
    measures["relation"].add(len(got), *size)
    measures["relation strict"].add(sum(c.status == g.status for g, c in got), *size)
    return [_overlaps(g, c) for g, c in got]


def _relation(scorer: Scorer, gold: GoldRelation, claim: Relation) -> float:
    iri = scorer.prediction.iri
    if (
        claim.predicate != gold.predicate
        or not scorer.is_aligned(gold.subject, iri(claim.subject))
        or not scorer.is_aligned(gold.object, iri(claim.object))
    ):
        return 0.0
    return 2.0 if claim.status == gold.status else 1.0


def _actions(scorer: Scorer) -> list[bool]:
    found = [c for c in scorer.prediction.account.claims if isinstance(c, Action)]
    golds = scorer.gold.actions
    got = _match(scorer, "action", golds, found, partial(_action, scorer))
    size = len(found), len(golds)
    measures = scorer.card.measures
    measures["action"].add(len(got), *size)
    measures["action strict"].add(sum(c.status == g.status for g, c in got), *size)
    named = [(g, c) for g, c in got if g.actor]
    right = sum(scorer.is_aligned(g.actor, scorer.prediction.iri(c.actor)) for g, c in named)
    measures["action actor"].add(right, len(named), len(named))
    return [_overlaps(g, c) for g, c in got]


def _action(scorer: Scorer, gold: GoldAction, claim: Action) -> float:
    iri = scorer.prediction.iri
    if not scorer.is_aligned(gold.object, iri(claim.object)):
        return 0.0
    if not claim.verb or (gold.verb not in claim.verb and claim.verb not in gold.verb):
        return 0.0
    same_actor = scorer.is_aligned(gold.actor, iri(claim.actor))
    return 2.0 + 0.5 * (claim.status == gold.status) + 0.25 * same_actor


def _observations(scorer: Scorer) -> list[bool]:
    found = [c for c in scorer.prediction.account.claims if isinstance(c, Observation)]
    golds = scorer.gold.observations
    got = _match(scorer, "number", golds, found, _observation)
    size = len(found), len(golds)
    measured = [(g, c) for g, c in got if similar(g.indicator, c.indicator) >= _SIMILAR_INDICATOR]
    whole = sum(all(right(g, c) for right in _SLOTS.values()) for g, c in measured)
    measures = scorer.card.measures
    measures["number"].add(len(got), *size)
    measures["number measure"].add(len(measured), *size)
    measures["number tuple"].add(whole, *size)
    for slot, right in _SLOTS.items():
        measures[f"  slot {slot}"].add(sum(right(g, c) for g, c in got), len(got), len(got))
    return [_overlaps(g, c) for g, c in got]


def _observation(gold: GoldObservation, claim: Observation) -> float:
    if claim.value != gold.value or norm(claim.unit) != norm(gold.unit):
        return 0.0
    return (
        0.01
        + similar(gold.indicator, claim.indicator)
        + 0.3 * _same(gold.period, claim.period)
        + 0.1 * (claim.status == gold.status)
    )


_SLOTS: dict[str, Callable[[GoldObservation, Observation], bool]] = {
    "kind": lambda g, c: c.kind == g.kind,
    "bound": lambda g, c: c.bound == g.bound,
    "status": lambda g, c: c.status == g.status,
    "period": lambda g, c: _same(g.period, c.period),
    "baseline": lambda g, c: _same(g.baseline, c.baseline),
}


def _same(gold: Period, period: Period | None) -> bool:
    return gold == (period or Period(None, None))


def _recognitions(scorer: Scorer) -> list[bool]:
    found = [c for c in scorer.prediction.account.claims if isinstance(c, Recognition)]
    golds = scorer.gold.recognitions
    got = _match(scorer, "recognition", golds, found, partial(_recognition, scorer))
    scorer.card.measures["recognition"].add(len(got), len(found), len(golds))
    return [_overlaps(g, c) for g, c in got]


def _recognition(scorer: Scorer, gold: GoldRecognition, claim: Recognition) -> float:
    if not scorer.is_aligned(gold.recipient, scorer.prediction.iri(claim.recipient)):
        return 0.0
    if (claim.grade or "") != gold.grade:
        return 0.0
    likeness = similar(gold.honour, scorer.prediction.name(claim.honour))
    return likeness if likeness >= _SIMILAR_HONOUR else 0.0


def _overlaps(gold: GoldClaim, claim: Claim) -> bool:
    return any(gold.span.overlaps(e.span) for e in claim.evidence)


def _shown(claim: Claim) -> str:
    """Return a claim in one line for a reader."""
    quote = " … ".join(" ".join(e.quote.split()) for e in claim.evidence)
    if isinstance(claim, Relation):
        said = f"{claim.subject.name} {claim.predicate} {claim.object.name}"
    elif isinstance(claim, Action):
        said = f"{claim.actor.name if claim.actor else '–'} {claim.verb} {claim.object.name}"
    elif isinstance(claim, Observation):
        said = f"{claim.indicator} = {claim.value} {claim.unit}"
    elif isinstance(claim, Recognition):
        said = f"{claim.recipient.name} ← {claim.honour.name}"
    else:
        said = type(claim).__name__
    return f"{said} ({claim.status})\t{quote}"


def _shown_gold(scorer: Scorer, gold: GoldClaim) -> str:
    forms = {e.id: e.forms[0] for e in scorer.gold.entities}
    values = gold._asdict()
    span = values.pop("span")
    said = " ".join(forms.get(str(v), str(v)) for v in values.values())
    return f"{said}\t{' '.join(span.of(scorer.gold.document.text).split())}"
