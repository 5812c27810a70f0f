"""Ways in which a claim can be wrong and be overlooked: each makes wrong claims of a right one.

The corrupted claims are as hard as they come: the sibling of a body is one that the same document
names, a period is one year off, a denial is a single character.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from graph_build.audit.denials import denied, undenied
from graph_build.extract.slots import SIGNED
from graph_build.model import (
    Action,
    Bound,
    Claim,
    Document,
    Evidence,
    Grade,
    Key,
    Mention,
    Observation,
    Period,
    Recognition,
    Relation,
    Span,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graph_build.extract.account import Account

T = TypeVar("T")

_SCALES = {"万": Decimal(10_000), "亿": Decimal(1) / 10_000}
_OTHER_UNIT = {
    "PERCENT": "PERCENTAGE_POINT",
    "PERCENTAGE_POINT": "PERCENT",
    "CNY": "USD",
    "USD": "CNY",
    "人": "户",
    "个": "家",
}
_SLOTS = ("actor", "about", "recipient", "subject", "object", "place", "speaker")
_BODIES = frozenset(("institution", "place", "person"))
_LEAP_DAY = "02-29"


class Corrupted(NamedTuple):
    """A wrong claim, and the text and names it is to be checked against where those are changed."""

    claim: Claim
    document: Document | None = None
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Corruption:
    """A way to be wrong: `bar` is the share of its claims that must be rejected."""

    name: str
    bar: float
    make: Callable[[Claim, Account], Iterator[Corrupted]]


def _pick(options: Sequence[T], seed: object) -> T:
    """Return one of the options, always the same for the same seed."""
    digest = hashlib.sha256(repr(seed).encode()).digest()
    return options[int.from_bytes(digest[:8], "big") % len(options)]


def _digits(claim: Claim, account: Account) -> Iterator[Corrupted]:
    """Swap two digits of a number: 98.52% for 98.25%."""
    if not isinstance(claim, Observation):
        return
    written = list(format(claim.value, "f"))
    places = [i for i, c in enumerate(written) if c.isdigit()]
    pairs = [
        (i, j) for n, i in enumerate(places) for j in places[n + 1 :] if written[i] != written[j]
    ]
    if pairs:
        i, j = _pick(pairs, (claim.indicator, claim.value))
        written[i], written[j] = written[j], written[i]
        yield Corrupted(replace(claim, value=Decimal("".join(written))))


def _scale(claim: Claim, account: Account) -> Iterator[Corrupted]:
    """Read 万 for 亿, or 亿 for 万."""
    if not isinstance(claim, Observation) or not claim.value:
        return
    said = claim.value_span.of(account.document.text)
    for word, factor in _SCALES.items():
        if word in said:
            yield Corrupted(replace(claim, value=claim.value * factor))


def _unit(claim: Claim, account: Account) -> Iterator[Corrupted]:
    """Give a number another unit: 个百分点 for %, 美元 for 元."""
    if isinstance(claim, Observation):
        yield Corrupted(replace(claim, unit=_OTHER_UNIT.get(claim.unit, "个")))


def _direction(claim: Claim, account: Account) -> Iterator[Corrupted]:
    """Turn a fall into a rise, and a rise into a fall."""
    if isinstance(claim, Observation) and claim.kind in SIGNED and claim.value:
        yield Corrupted(replace(claim, value=-claim.value))


def _year(claim: Claim, account: Account) -> Iterator[Corrupted]:
    """Move the days of a claim by one year."""
    if claim.period is not None:
        for years in (1, -1):
            yield Corrupted(replace(claim, period=_moved(claim.period, years)))


def _basis(claim: Claim, account: Account) -> Iterator[Corrupted]:
    """Move the days that a change is measured against by one year."""
    if isinstance(claim, Observation) and claim.baseline is not None:
        for years in (1, -1):
            yield Corrupted(replace(claim, baseline=_moved(claim.baseline, years)))


def _moved(period: Period, years: int) -> Period:
    def move(day: str | None) -> str | None:
        if day is None:
            return None
        year, rest = int(day[:4]) + years, day[5:]
        return f"{year:04d}-{'02-28' if rest == _LEAP_DAY else rest}"

    return Period(move(period.start), move(period.end))


def _sibling_body(claim: Claim, account: Account) -> Iterator[Corrupted]:
    """Put another body, place or person of the document in the place of one."""
    yield from _siblings(claim, account, _BODIES)


def _sibling_initiative(claim: Claim, account: Account) -> Iterator[Corrupted]:
    """Put another initiative of the document in the place of one."""
    yield from _siblings(claim, account, frozenset(("initiative",)))


def _siblings(claim: Claim, account: Account, groups: frozenset[str]) -> Iterator[Corrupted]:
    at = claim.evidence[0].span.start
    for slot in _SLOTS:
        key: Key | None = getattr(claim, slot, None)
        if key is None or key.group not in groups:
            continue
        others = [m for m in account.mentions if m.key.group == key.group and m.key != key]
        if not others:
            continue
        nearest = min(others, key=lambda m: abs(m.evidence.span.start - at)).key
        anywhere = _pick(sorted({m.key for m in others}), (claim.evidence[0].span, slot))
        for other in dict.fromkeys((nearest, anywhere)):
            yield Corrupted(_with(claim, slot, other))


def _with(claim: Claim, slot: str, key: Key) -> Claim:
    changed: Claim = replace(claim, **{slot: key})  # type: ignore[arg-type]
    return changed


def _shifted(claim: Claim, account: Account) -> Iterator[Corrupted]:
    """Move the evidence by one character."""
    size = len(account.document.text)
    for step in (1, -1):
        spans = [Span(e.span.start + step, e.span.end + step) for e in claim.evidence]
        if all(s.start >= 0 and s.end <= size for s in spans):
            moved = tuple(Evidence.at(account.document, s) for s in spans)
            yield Corrupted(replace(claim, evidence=moved))
    if isinstance(claim, Observation):
        start, end = claim.value_span
        yield Corrupted(replace(claim, value_span=Span(start + 1, end + 1)))


def _predicate(claim: Claim, account: Account) -> Iterator[Corrupted]:
    """Use a property that the vocabulary does not declare."""
    if isinstance(claim, Relation):
        yield Corrupted(replace(claim, predicate="causes"))


def _swapped(claim: Claim, account: Account) -> Iterator[Corrupted]:
    """Let subject and object change places."""
    if isinstance(claim, Relation):
        yield Corrupted(replace(claim, subject=claim.object, object=claim.subject))
    elif isinstance(claim, Action) and claim.actor is not None:
        yield Corrupted(replace(claim, actor=claim.object, object=claim.actor))
    elif isinstance(claim, Recognition):
        yield Corrupted(replace(claim, recipient=claim.honour, honour=claim.recipient))


def _denied(claim: Claim, account: Account) -> Iterator[Corrupted]:
    """Claim what the text denies: 未建立 in the text, 建立 in the claim."""
    for document, mentions, changed in denied(claim, account):
        yield Corrupted(changed, document, mentions)
    for changed in undenied(claim):
        yield Corrupted(changed)


def _status(claim: Claim, account: Account) -> Iterator[Corrupted]:
    """Report a plan as done, and what is done as a plan."""
    done = claim.status is Status.PLANNED
    yield Corrupted(replace(claim, status=Status.COMPLETED if done else Status.PLANNED))


def _bound(claim: Claim, account: Account) -> Iterator[Corrupted]:
    """Read 超过 for the exact number, and the exact number for 超过."""
    if isinstance(claim, Observation):
        exact = claim.bound is Bound.EXACT
        yield Corrupted(replace(claim, bound=Bound.AT_LEAST if exact else Bound.EXACT))


def _grade(claim: Claim, account: Account) -> Iterator[Corrupted]:
    """Move a grade by one level."""
    if claim.grade is not None:
        order = list(Grade)
        at = order.index(claim.grade)
        yield Corrupted(replace(claim, grade=order[at - 1] if at else order[1]))


def _indicator(claim: Claim, account: Account) -> Iterator[Corrupted]:
    """Let a number measure what another number of the document measures."""
    if not isinstance(claim, Observation):
        return
    others = sorted(
        {
            c.indicator
            for c in account.claims
            if isinstance(c, Observation)
            and not c.evidence[0].span.overlaps(claim.evidence[0].span)
        }
        - {claim.indicator}
    )
    if others:
        yield Corrupted(replace(claim, indicator=_pick(others, (claim.value, claim.indicator))))


HIGH, FAIR = 0.99, 0.95
CORRUPTIONS = (
    Corruption("two digits swapped", HIGH, _digits),
    Corruption("万 for 亿", HIGH, _scale),
    Corruption("another unit", HIGH, _unit),
    Corruption("rise for fall", HIGH, _direction),
    Corruption("period a year off", HIGH, _year),
    Corruption("baseline a year off", HIGH, _basis),
    Corruption("denied in the text", FAIR, _denied),
    Corruption("sibling institution", FAIR, _sibling_body),
    Corruption("sibling initiative", FAIR, _sibling_initiative),
    Corruption("evidence shifted by one", FAIR, _shifted),
    Corruption("undeclared predicate", FAIR, _predicate),
    Corruption("subject and object swapped", FAIR, _swapped),
    Corruption("plan for result", FAIR, _status),
    Corruption("another bound", FAIR, _bound),
    Corruption("another grade", FAIR, _grade),
    Corruption("another indicator", FAIR, _indicator),
)
