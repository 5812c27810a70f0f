"""Texts that deny what a claim states, made from the text that states it by one character."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_build.extract.lexicon import column
from graph_build.model import Action, Document, Evidence, Mention, Observation, Recognition, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.extract.account import Account
    from graph_build.model import Claim

_NO = "未"
_DENIALS = "不未无非"
_SHORTEST = 2


def denied(claim: Claim, account: Account) -> Iterator[tuple[Document, tuple[Mention, ...], Claim]]:
    """Return the document with 未 before the verb of a claim, its names, and the claim in it."""
    at = _verb(claim, account)
    if at is None:
        return
    old = account.document
    document = replace(old, text=old.text[:at] + _NO + old.text[at:])
    mentions = tuple(
        replace(m, evidence=_moved(m.evidence, document, at)) for m in account.mentions
    )
    evidence = tuple(_moved(e, document, at) for e in claim.evidence)
    yield document, mentions, replace(claim, evidence=evidence)


def _verb(claim: Claim, account: Account) -> int | None:
    """Return where the verb of a claim stands in its only evidence, None where it has none."""
    if len(claim.evidence) != 1:
        return None
    (start, _), quote = claim.evidence[0].span, claim.evidence[0].quote
    if isinstance(claim, Action):
        places = quote.count(claim.verb)
        return start + quote.find(claim.verb) if places == 1 else None
    if isinstance(claim, Recognition):
        honours = [m for m in account.mentions if m.key == claim.honour]
        before = [m.evidence.span.start - start for m in honours]
        ends = [b for b in before if 0 < b <= len(quote)]
        found = _last_verb(quote[: min(ends)]) if ends else None
        return None if found is None else start + found
    return None


def _last_verb(said: str) -> int | None:
    verbs = column("verbs", "verb", "frame")
    for at in range(len(said) - _SHORTEST, -1, -1):
        if any(said[at:].startswith(v) for v in verbs if verbs[v] == "recognise"):
            return at
    return None


def _moved(evidence: Evidence, document: Document, at: int) -> Evidence:
    """Return the evidence in a document that has one more character at an offset."""
    start, end = evidence.span
    return Evidence.at(document, Span(start + (start > at), end + (end > at)))


def undenied(claim: Claim) -> Iterator[Claim]:
    """Return the claim without the character that denies in its words: 不良贷款率 → 良贷款率."""
    if isinstance(claim, Observation) and (words := _dropped(claim.indicator)):
        yield replace(claim, indicator=words)
    if isinstance(claim, Action) and (words := _dropped(claim.verb)):
        yield replace(claim, verb=words)


def _dropped(words: str) -> str:
    """Return the words without a denial that opens them, "" where none does.

    >>> _dropped("不良贷款率"), _dropped("贷款余额")
    ('良贷款率', '')
    """
    rest = words[1:]
    return rest if words[:1] in _DENIALS and len(rest) >= _SHORTEST else ""
