"""Mentions become entities: per document first, then one description per entity for the corpus."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_build import iris
from graph_build.extract.coreference import completeness, plain
from graph_build.gazetteer import Gazetteer, short_name
from graph_build.link.identity import Identity, identity
from graph_build.model import Document, Entity, Key, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LETTERED = 12
_ELLIPTIC_PLACE = re.compile(r"[全我本该][省市县区州]|市本级|当地|我国|全国|国内")
_SPACE = re.compile(r"\s")
_QUOTED_GROUPS = frozenset(("initiative", "honour"))
# The quotes around a whole name are the text's, not the name's: “龙山经验” is 龙山经验.
_WRAPPED = re.compile(r"^[“\"]([^“”\"]+)[”\"]$")


@dataclass(frozen=True, slots=True)
class Linked:
    """What one document says of one entity: its IRI, identity, classes and forms with counts."""

    iri: str
    identity: Identity
    kinds: dict[str, int]
    forms: dict[str, int]


def link(
    document: Document, mentions: Iterable[Mention], scope: str | None, base: str = iris.BASE
) -> dict[Key, Linked]:
    """Return the entity of every key that a document's mentions have."""
    # Plain dictionaries: most things are named once or twice, and a counter for each is slow.
    counts: dict[Key, tuple[dict[str, int], dict[str, int]]] = {}
    for mention in mentions:
        kinds, forms = counts.setdefault(mention.key, ({}, {}))
        kinds[mention.kind] = kinds.get(mention.kind, 0) + 1
        form = mention.evidence.quote
        if _SPACE.search(form):
            form = " ".join(form.split())
        forms[form] = forms.get(form, 0) + 1
    found: dict[Key, Linked] = {}
    for key in sorted(counts):
        who = identity(key, document, scope)
        found[key] = Linked(_iri(who, base), who, *counts[key])
    return found


def joined(before: Sequence[Linked], more: Iterable[Linked]) -> list[Linked]:
    """Return what two parts of a document say of its entities, each entity once."""
    if not before:
        return list(more)
    found = {one.iri: one for one in before}
    for one in more:
        known = found.get(one.iri)
        if known is None:
            found[one.iri] = one
            continue
        kinds, forms = Counter(known.kinds), Counter(known.forms)
        kinds.update(one.kinds)
        forms.update(one.forms)
        found[one.iri] = Linked(one.iri, known.identity, dict(kinds), dict(forms))
    return list(found.values())


def _iri(who: Identity, base: str) -> str:
    if who.group == "place":
        if who.rule == "code":
            return iris.place_iri(who.name, base=base)
        return iris.unregistered_place_iri(who.name, scope=who.scope, base=base)
    return iris.entity_iri(who.group, who.name, scope=who.scope, digits=_LETTERED, base=base)


def gather(linked: Iterable[Linked]) -> Iterator[Entity]:
    """Return one entity for every IRI, in the order of the IRIs.

    The class is the one most mentions show, a finer one before the plain one; the name is the most
    frequent complete form; everything else is an alias.
    """
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    who: dict[str, Identity] = {}
    for one in linked:
        kinds[one.iri].update(one.kinds)
        forms[one.iri].update(one.forms)
        who.setdefault(one.iri, one.identity)
    for iri in sorted(who):
        yield _entity(iri, who[iri], kinds[iri], forms[iri])


def _entity(iri: str, who: Identity, kinds: Counter[str], forms: Counter[str]) -> Entity:
    kind = min(kinds, key=lambda k: (k == "Initiative", -kinds[k], k))
    name = _name(who, forms)
    bare = {plain(form) for form in (*forms, name)} if who.group in _QUOTED_GROUPS else set()
    aliases = sorted({*_own_forms(who, forms), *bare, *_register_forms(who)} - {name})
    scope = None if who.scope == "-" else who.scope
    return Entity(iri, (kind,), name, tuple(aliases), scope, who.rule)


def _name(who: Identity, forms: Counter[str]) -> str:
    if who.group == "place":
        division = Gazetteer.load().by_code(who.name) if who.rule == "code" else None
        return division.name if division else who.name
    if who.rule in {"elliptic", "own territory", "register"} and who.group == "institution":
        return who.name
    # The most complete form that is not a rarity: a heading may hold more than the name.
    most = max(forms.values())
    usual = [f for f in forms if forms[f] * 4 >= most]
    best = max(usual, key=lambda f: (completeness(f)[0], forms[f], completeness(f)))
    return _WRAPPED.sub(r"\1", best)


def _own_forms(who: Identity, forms: Iterable[str]) -> set[str]:
    """Return the forms that name a thing outside its document too: 全市 names no city."""
    if who.group != "place":
        return set(forms)
    return {form for form in forms if not _ELLIPTIC_PLACE.fullmatch(form)}


def _register_forms(who: Identity) -> set[str]:
    if who.group == "place" and who.rule == "code":
        division = Gazetteer.load().by_code(who.name)
        short = division and short_name(division.name)
        return {short} if short else set()
    return set()
