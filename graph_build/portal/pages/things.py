"""The page of a thing: what it is, what is said of it, and where; and the page of one claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from graph_build.portal import landing
from graph_build.portal.evidence import Passage, passage
from graph_build.portal.facts import Fact, facts, figures, is_relation, phrase
from graph_build.portal.paging import Paged, paged
from graph_build.portal.vocabulary import SKOS, TYPE, local

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request
    from starlette.responses import Response

    from graph_build.portal.present import ClaimView, Thing
    from graph_build.portal.reader import Edge
    from graph_build.portal.site import View
    from graph_build.portal.sources import Source
    from graph_build.store import Term

_FACTS = 24
_QUOTED = 2
_CLAIMS = 15
_CONFLICTS = 10
_MENTIONS = 12
_REGISTERED = 60
_LABELS = (
    "prefLabel",
    "altLabel",
    "hiddenLabel",
    "label",
    "title",
    "definition",
    "type",
    "notation",
    "scopeNote",
)
_STRUCTURAL = ("hasTopConcept", "topConceptOf", "inScheme", "isDefinedBy", "disjointWith")
_USED = ("concept", "term", "period", "thing")


class ShownFact(NamedTuple):
    """A fact with the first of its claims in words."""

    fact: Fact
    claims: tuple[ClaimView, ...]
    more: int


class MentionedIn(NamedTuple):
    """A document that mentions a thing, with the first place."""

    source: Source
    passage: Passage | None
    times: int
    href: str


class Property(NamedTuple):
    """A property that comes from a register, with its values as things or as text."""

    label: str
    things: tuple[Thing, ...]
    texts: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Related:
    """Claims in which a thing has a role besides the two ends."""

    label: str
    total: int
    claims: tuple[ClaimView, ...]


def thing(request: Request) -> Response:
    """Show a thing."""
    view: View = request.app.state.site.view(request)
    iri = view.links.iri(request.path_params["path"])
    described = view.reader.description(iri)
    if not described and iri not in view.reader.names:
        raise HTTPException(404, view.language("error.404.text", path=request.url.path))
    sections = _Sections(view, iri, described)
    name = view.reader.names.of(iri)
    definition = _in_language(described, f"{SKOS}definition", view.language.code)
    return landing.page(
        view,
        "thing.html",
        iri,
        landing.thing(name, definition),
        name=name,
        thing=view.present.thing(iri),
        kinds=[view.present.kind(kind) for kind in name.kinds],
        profile=view.reader.profile(iri),
        definition=definition,
        scope=_in_language(described, f"{SKOS}scopeNote", view.language.code),
        s=sections,
    )


class _Sections:
    """The sections of a page, each made when the template asks for it."""

    def __init__(self, view: View, iri: str, described: list[tuple[str, Term]]) -> None:
        self.view = view
        self.iri = iri
        self._described = described
        self.used = view.reader.names.of(iri).family in _USED
        self._edges = view.reader.edges_of(iri)
        self.facts = self._paged_facts([e for e in self._edges if is_relation(e)], "r", "relations")
        honours = [e for e in self._edges if local(e.words) == "recognition"]
        self.recognitions = self._paged_facts(honours, "h", "recognitions")
        actions = [row["claim"].value for row in view.reader.rows("timeline-of", thing=iri)]
        self.actions = self._paged_claims(list(dict.fromkeys(actions)), "a", "actions")
        self.figures = self._paged_claims(figures(view.reader, iri), "f", "figures")
        conflicts = view.reader.conflicts.get(iri, [])
        self.conflicts = [self._claims(group) for group in conflicts[:_CONFLICTS]]
        self.conflicting = {claim for group in conflicts for claim in group}
        self.mentions = self._mentions()
        self.register = self._register()
        self.related = self._related()
        self.uses = self._uses() if self.used else []

    @property
    def empty(self) -> bool:
        """Whether nothing at all is said of the thing."""
        paged_sections = (self.facts, self.recognitions, self.actions, self.figures, self.mentions)
        return not any(section.total for section in paged_sections) and not (
            self.register or self.related
        )

    def _claims(self, claims: Iterable[str]) -> tuple[ClaimView, ...]:
        return tuple(self.view.present.claim(record) for record in self.view.reader.claims(claims))

    def _paged_claims(self, claims: list[str], parameter: str, anchor: str) -> Paged[ClaimView]:
        page = paged(claims, self.view, size=_CLAIMS, parameter=parameter, anchor=f"#{anchor}")
        return page.of(self._claims(page.items))

    def _paged_facts(self, edges: list[Edge], parameter: str, anchor: str) -> Paged[ShownFact]:
        found = facts(self.view.present, edges)
        page = paged(found, self.view, size=_FACTS, parameter=parameter, anchor=f"#{anchor}")
        # All at once, so that the store is asked once.
        self.view.reader.claims(c for fact in page.items for c in fact.claims[:_QUOTED])
        shown = [
            ShownFact(f, self._claims(f.claims[:_QUOTED]), max(0, len(f.claims) - _QUOTED))
            for f in page.items
        ]
        return page.of(shown)

    def _mentions(self) -> Paged[MentionedIn]:
        reader = self.view.reader
        found = reader.mentions_of(self.iri)
        sources = [s for s in reader.sources.values() if s.iri in found]
        page = paged(sources, self.view, size=_MENTIONS, parameter="m", anchor="#mentions")
        return page.of([self._mentioned(source, found[source.iri]) for source in page.items])

    def _mentioned(self, source: Source, places: list[tuple[int, int]]) -> MentionedIn:
        begin, end = places[0]
        text = self.view.reader.text(source.iri)
        found = passage(text, begin, end) if end <= len(text) else None
        return MentionedIn(source, found, len(places), f"/page/doc/{source.id}?at={begin}-{end}#at")

    def _register(self) -> list[Property]:
        """Return the properties that no claim of the thing states."""
        stated = {(e.words, e.way, e.other) for e in self._edges}
        values: dict[tuple[str, str], list[Term | str]] = {}
        for property_, value in self._described:
            known = local(property_) in _LABELS or (property_, "out", value.value) in stated
            if not known and property_ != TYPE:
                values.setdefault((property_, "out"), []).append(value)
        for subject, property_ in self.view.reader.references(self.iri):
            if (property_, "in", subject) not in stated:
                values.setdefault((property_, "in"), []).append(subject)
        return [self._property(*key, found) for key, found in values.items()]

    def _property(self, property_: str, way: str, found: list[Term | str]) -> Property:
        present = self.view.present
        iris = [
            v if isinstance(v, str) else v.value
            for v in found
            if isinstance(v, str) or v.kind == "iri"
        ]
        texts = tuple(v.value for v in found if not isinstance(v, str) and v.kind != "iri")
        shown = tuple(present.thing(iri) for iri in iris[:_REGISTERED])
        return Property(
            phrase(present, property_, way), shown, texts, max(0, len(iris) - _REGISTERED)
        )

    def _related(self) -> list[Related]:
        by_role: dict[str, list[str]] = {}
        reader = self.view.reader
        touching = reader.examples_of if self.used else reader.related_to
        for role, claim in touching(self.iri):
            by_role.setdefault(role, []).append(claim)
        return [
            Related(self._role(role), len(claims), self._claims(claims[:_CLAIMS]))
            for role, claims in by_role.items()
        ]

    def _role(self, role: str) -> str:
        key = f"direction.{role}"
        said = self.view.language
        return (
            said(key)
            if said.has(key)
            else said("direction.other", property=self.view.present.term(role))
        )

    def _uses(self) -> list[tuple[str, int]]:
        rows = self.view.reader.rows("uses", term=self.iri)
        present = self.view.present
        counted = [
            (row["property"].value, int(row["uses"].value)) for row in rows if "property" in row
        ]
        return [
            (present.thing(property_).label, uses)
            for property_, uses in sorted(counted, key=lambda found: (-found[1], found[0]))
            if local(property_) not in _STRUCTURAL
        ]


def claim(request: Request) -> Response:
    """Show one claim with its evidence and where it comes from."""
    view: View = request.app.state.site.view(request)
    iri = view.links.iri(
        f"doc/{request.path_params['document']}/claim/{request.path_params['claim']}"
    )
    record = view.reader.claim(iri)
    if not record.kind:
        raise HTTPException(404, view.language("error.404.text", path=request.url.path))
    shown = view.present.claim(record)
    ends = (shown.left.label if shown.left else "", shown.right.label if shown.right else "")
    words = " ".join(filter(None, (ends[0], shown.words, ends[1])))
    return landing.page(view, "claim.html", iri, landing.claim(record, words), claim=shown)


def span(request: Request) -> Response:
    """Go to the place of a span in the reading page."""
    where = request.path_params
    return RedirectResponse(
        f"/page/doc/{where['document']}?at={where['begin']}-{where['end']}#at", 303
    )


def _in_language(described: list[tuple[str, Term]], property_: str, code: str) -> str:
    found = {value.language or "zh": value.value for p, value in described if p == property_}
    return found.get(code) or next(iter(found.values()), "")
