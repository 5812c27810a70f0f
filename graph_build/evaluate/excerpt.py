"""The part of an account that lies in an excerpt: the whole document is read, the excerpt judged.

A reader of an excerpt knows its document: the heading above it, the year of the report. An excerpt
read alone has lost both, so that its periods and states could not be told.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_build.extract.account import Account
from graph_build.model import Claim, Evidence, Mention, Observation, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_build.model import Document


def cut(account: Account, excerpt: Document, place: Span) -> Account:
    """Return what an account says inside a place of its document, as said by the excerpt there."""
    return Account(
        excerpt,
        account.about,
        tuple(_mentions(account.mentions, excerpt, place)),
        tuple(_claims(account.claims, excerpt, place)),
        (),
    )


def _mentions(mentions: Iterable[Mention], excerpt: Document, place: Span) -> Iterator[Mention]:
    for mention in mentions:
        if place.holds(mention.evidence.span):
            yield replace(mention, evidence=_moved(mention.evidence, excerpt, place))


def _claims(claims: Iterable[Claim], excerpt: Document, place: Span) -> Iterator[Claim]:
    for claim in claims:
        held = tuple(_moved(e, excerpt, place) for e in claim.evidence if place.holds(e.span))
        if not held:
            continue
        if isinstance(claim, Observation):
            moved = _shift(claim.value_span, place)
            yield replace(claim, evidence=held, value_span=moved)
        else:
            yield replace(claim, evidence=held)


def _moved(evidence: Evidence, excerpt: Document, place: Span) -> Evidence:
    return Evidence.at(excerpt, _shift(evidence.span, place))


def _shift(span: Span, place: Span) -> Span:
    return Span(span.start - place.start, span.end - place.start)
