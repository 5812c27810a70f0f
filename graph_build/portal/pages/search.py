"""What a search finds: a page for readers, JSON for programs, suggestions for a field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from graph_build.portal.evidence import Passage, passage
from graph_build.portal.pages.lists import Listed, listed
from graph_build.portal.paging import paged
from graph_build.search import FACETS, LONGEST, Found, Hit, Match
from graph_build.search.folding import folded, places

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from graph_build.portal.site import View
    from graph_build.portal.sources import Source

MAXIMUM_LIMIT = 100
_LIMIT = 20
_PAGE_SIZE = 25
_SUGGESTED = 8
_PLACES_SHOWN = 12
_VALUES_SHOWN = 12
_VARY = {"Vary": "Accept-Language, Cookie"}


class Value(NamedTuple):
    """A value of a facet: by it the finds are narrowed to a number of things."""

    value: str
    label: str
    number: int
    href: str
    chosen: bool


class Facet(NamedTuple):
    """The values that most finds have."""

    name: str
    values: tuple[Value, ...]
    more: int


class Row(NamedTuple):
    """A find: the thing, its name that matched if that is not its label, and how it matched."""

    row: Listed
    match: Match


class Saying(NamedTuple):
    """A place in a text that says what was searched, and in how many sentences the text does."""

    source: Source
    passage: Passage
    times: int
    href: str


class _Finds(Sequence[Hit]):
    """The finds as a list of which only what is looked at is made."""

    def __init__(self, found: Found, make: Callable[[int, int], list[Hit]]) -> None:
        self._found = found
        self._make = make

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, at: int) -> Hit: ...
    @overload
    def __getitem__(self, at: slice) -> list[Hit]: ...
    def __getitem__(self, at: int | slice) -> Hit | list[Hit]:
        if isinstance(at, int):
            return self._make(at, 1)[0]
        start, stop, _ = at.indices(len(self))
        return self._make(start, max(0, stop - start))


def search(request: Request) -> Response:
    """Search names and texts; finds may be narrowed by facets."""
    view: View = request.app.state.site.view(request)
    query, where = _query(request), _where(request)
    index = view.reader.index
    found = index.find(query, where=where)
    finds = _Finds(found, lambda at, limit: index.hits(found, query, offset=at, limit=limit))
    page = paged(finds, view, size=_PAGE_SIZE)
    return view.render(
        "search.html",
        query=query,
        where=where,
        found=found,
        page=page,
        rows=[_row(view, hit) for hit in page.items],
        facets=[f for f in (_facet(view, found, name, where) for name in FACETS) if f.values],
        places=in_texts(view, query) if page.number == 1 else [],
        popular=[listed(view, thing) for thing in view.reader.members.get("Initiative", [])[:10]],
    )


def find(request: Request) -> Response:
    """Answer what a search finds, best first, as JSON."""
    view: View = request.app.state.site.view(request)
    query, where = _query(request), _where(request)
    limit, offset = _number(request, "limit", _LIMIT), _number(request, "offset", 0)
    if limit > MAXIMUM_LIMIT:
        raise HTTPException(400, f"limit: at most {MAXIMUM_LIMIT}, got {limit}")
    index = view.reader.index
    found = index.find(query, where=where)
    facets = [_facet(view, found, name, where) for name in FACETS]
    answer = {
        "query": query,
        "total": len(found),
        "named": found.named,
        "offset": offset,
        "limit": limit,
        "results": [
            _result(view, hit) for hit in index.hits(found, query, offset=offset, limit=limit)
        ],
        "facets": {
            f.name: [{"value": v.value, "label": v.label, "count": v.number} for v in f.values]
            for f in facets
        },
        "texts": [_text(saying) for saying in in_texts(view, query)],
    }
    return JSONResponse(answer, headers=_VARY)


def suggest(request: Request) -> Response:
    """Answer what names a beginning may mean, as JSON."""
    view: View = request.app.state.site.view(request)
    query = _query(request)
    found = [view.present.thing(hit.iri) for hit in view.reader.search(query, limit=_SUGGESTED)]
    names = [
        {
            "label": t.label,
            "href": t.href,
            "family": t.family,
            "kind": " · ".join(filter(None, (t.kind, view.present.scope(t.iri)))),
        }
        for t in found
        if t.href
    ]
    return JSONResponse({"query": query, "names": names}, headers=_VARY)


def _query(request: Request) -> str:
    return request.query_params.get("q", "").strip()[:LONGEST]


def _where(request: Request) -> dict[str, str]:
    given = request.query_params
    return {facet: given[facet] for facet in FACETS if given.get(facet)}


def _number(request: Request, name: str, default: int) -> int:
    given = request.query_params.get(name, str(default))
    if not (given.isascii() and given.isdigit() and len(given) < 10):  # noqa: PLR2004
        raise HTTPException(400, f"{name}: {given!r} is no number from 0 on, such as {default}")
    return int(given)


def _result(view: View, hit: Hit) -> dict[str, Any]:
    thing, profile = view.present.thing(hit.iri), view.reader.profile(hit.iri)
    return {
        "iri": thing.iri,
        "label": thing.label,
        "matched": hit.name,
        "match": hit.match.title,
        "href": thing.href,
        "class": view.reader.names.of(hit.iri).kind,
        "kind": thing.kind,
        "family": thing.family,
        "scope": view.present.scope(thing.iri),
        "claims": profile.claims,
        "mentions": profile.places,
    }


def _text(saying: Saying) -> dict[str, Any]:
    found = saying.passage
    return {
        "document": saying.source.iri,
        "title": saying.source.title,
        "href": saying.href,
        "begin": found.begin,
        "end": found.end,
        "sentence": [[piece.text, piece.marked] for piece in found.pieces],
        "sentences": saying.times,
    }


def _row(view: View, hit: Hit) -> Row:
    label = view.reader.names.of(hit.iri).label(view.language.code)
    return Row(listed(view, hit.iri, hit.name if hit.name != label else ""), hit.match)


def _facet(view: View, found: Found, name: str, where: dict[str, str]) -> Facet:
    counted = view.reader.index.count(found, name)
    chosen = where.get(name)
    shown = [
        Value(
            value,
            _label(view, name, value),
            count,
            view.here(**{name: None if value == chosen else value, "page": None}),
            value == chosen,
        )
        for value, count in counted[:_VALUES_SHOWN]
    ]
    return Facet(name, tuple(shown), len(counted) - len(shown))


def _label(view: View, facet: str, value: str) -> str:
    if facet == "class":
        return view.present.term(value)
    if facet == "status":
        return view.language(f"facet.{value}")
    return value if facet == "period" else view.present.thing(value).label


def in_texts(view: View, query: str) -> list[Saying]:
    """Return where the texts say a query, the first place in each document that says it most."""
    found = []
    for place in view.reader.index.places(query, limit=_PLACES_SHOWN):
        source = view.reader.sources.get(place.document)
        if source is None:
            continue
        text = view.reader.text(place.document)
        begin, end = _said(text, place.begin, place.end, query)
        href = f"/page/doc/{source.id}?at={begin}-{end}#at"
        found.append(Saying(source, passage(text, begin, end), place.times, href))
    return found


def _said(text: str, begin: int, end: int, query: str) -> tuple[int, int]:
    """Return where a sentence says a query, whose marks and forms may be others there."""
    sentence, needle = text[begin:end], folded(query)
    offsets, at = places(sentence), folded(sentence).find(needle)
    if at < 0 or at + len(needle) > len(offsets):
        return begin, end
    return begin + offsets[at], begin + offsets[at + len(needle) - 1] + 1
