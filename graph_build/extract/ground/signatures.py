"""Which properties there are, what they go from and to, and which of two like things comes first.

The groups are those of `ontology/domains.ttl`; a test holds the two together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_build.extract.coreference import core, plain
from graph_build.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.extract.ground.context import Context
    from graph_build.model import Key, Relation, Span

SIGNATURES: dict[str, tuple[str, str]] = {
    "ledBy": ("initiative", "institution"),
    "participant": ("initiative", "institution"),
    "implementedIn": ("initiative", "place"),
    "originatedIn": ("initiative", "place"),
    "partOf": ("initiative", "initiative"),
    "buildsOn": ("initiative", "initiative"),
    "supports": ("initiative", "initiative"),
    "pursuesGoal": ("initiative", "goal"),
    "jurisdiction": ("institution", "place"),
    "memberOf": ("person", "institution"),
    "within": ("place", "place"),
}
"""Property → the group of its subject and of its object."""

_HOLDS = re.compile(r"包括|包含|涵盖|下设|分为|其中|组成|：|内含|有")
_GROWS_FROM = re.compile(r"源于|源自|基于|脱胎|深化|升级|拓展|基础上|发展自|借鉴|参照|依托|延伸")
_SERVES = re.compile(r"支撑|保障|服务|助力|支持|促进|推动|配合")


def signature_reasons(claim: Relation) -> Iterator[str]:
    """Return why a relation is no statement of the vocabulary."""
    if claim.predicate not in SIGNATURES:
        yield f"predicate: {claim.predicate!r} is not declared"
        return
    subject, obj = SIGNATURES[claim.predicate]
    if claim.subject.group != subject:
        yield f"subject: {claim.predicate} goes from {subject}, not from {claim.subject.group}"
    if claim.object.group != obj:
        yield f"object: {claim.predicate} goes to {obj}, not to {claim.object.group}"
    if claim.subject == claim.object:
        yield f"object: {claim.object.name!r} is the subject itself"


def order_reasons(claim: Relation, context: Context, spans: list[Span]) -> Iterator[str]:
    """Return why two things of one group stand to each other the other way round."""
    if claim.predicate == "within":
        is_so = _within(claim.subject, claim.object, context, spans)
    elif claim.predicate == "partOf":
        is_so = _in_order(context, spans, claim.subject, claim.object, _HOLDS)
    elif claim.predicate == "buildsOn":
        # 龙山经验综合应用 applies 龙山经验: the name itself says which came first.
        is_so = core(claim.object.name) in core(claim.subject.name)
        is_so = is_so or _in_order(context, spans, claim.object, claim.subject, _GROWS_FROM)
    elif claim.predicate == "supports":
        names = plain(claim.subject.name), plain(claim.object.name)
        is_so = names[1] in names[0] and names[1] != names[0]
        is_so = is_so or _in_order(context, spans, claim.subject, claim.object, None, _SERVES)
    else:
        return
    if not is_so:
        yield f"object: {claim.predicate} does not go this way in the evidence"


def _within(inner: Key, outer: Key, context: Context, spans: list[Span]) -> bool:
    """Say whether the register puts a place in another, or the text names the outer one first."""
    gazetteer = Gazetteer.load()
    above = {d.code for d in gazetteer.ancestors(inner.name)}
    if outer.name in above:
        return True
    if inner.name in {d.code for d in gazetteer.ancestors(outer.name)}:
        return False
    return _in_order(context, spans, outer, inner, None)


def _in_order(
    context: Context,
    spans: list[Span],
    first: Key,
    second: Key,
    reverse: re.Pattern[str] | None,
    between: re.Pattern[str] | None = None,
) -> bool:
    """Say whether one name stands before the other in a stretch.

    The other order will do where what stands between matches `reverse`; the wanted one only where
    it matches `between`, if that is given.
    """
    for span in spans:
        ahead = [s for s in context.names(first) if span.holds(s)]
        behind = [s for s in context.names(second) if span.holds(s)]
        for a in ahead:
            for b in behind:
                if a.start < b.start:
                    if between is None or between.search(context.text, a.end, b.start):
                        return True
                elif reverse is not None and reverse.search(context.text, b.end, a.start):
                    return True
    return False
