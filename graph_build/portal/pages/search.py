"""What a search finds: a page for readers, JSON for programs, suggestions for a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from graph_build.portal.evidence import Passage, passage
from graph_build.portal.pages.lists import PAGE_SIZE, Listed, listed
from graph_build.portal.paging import paged
from graph_build.portal.search import MAXIMUM_QUERY

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from graph_build.portal.search import Hit
    from graph_build.portal.site import View
    from graph_build.portal.sources import Source

MAXIMUM_LIMIT = 100
_LIMIT = 20
_IN_GROUP = 6
_SUGGESTED = 8
_DOCUMENTS_SCANNED = 500
_PLACES_SHOWN = 12
_UNSORTED = "other"
_VARY = {"Vary": "Accept-Language, Cookie"}
_MATCHES = ("exact", "prefix", "inside", "pinyin", "pinyin", "initials", "initials")


class Group(NamedTuple):
    """The finds of one class."""

    label: str
    family: str
    total: int
    finds: tuple[Listed, ...]
    href: str


class Place(NamedTuple):
    """A place in a text that says what was searched, and how often the text says it."""

    source: Source
    passage: Passage
    times: int
    href: str


def search(request: Request) -> Response:
    """Search names and texts; grouped by class, or paged within one class."""
    view: View = request.app.state.site.view(request)
    query = _query(request)
    kind = request.query_params.get("class", "")
    hits = view.reader.index.find(query)
    by_class: dict[str, list[Hit]] = {}
    for hit in hits:
        by_class.setdefault(hit.name.kind or _UNSORTED, []).append(hit)
    if kind in by_class:
        page = paged(by_class[kind], view, size=PAGE_SIZE)
        rows = [_found(view, hit) for hit in page.items]
        return view.render("search_class.html", query=query, kind=kind, page=page, rows=rows)
    return view.render(
        "search.html",
        query=query,
        total=len(hits),
        groups=[_group(view, query, name, found) for name, found in by_class.items()],
        places=in_texts(view, query) if query else [],
        popular=[listed(view, thing) for thing in view.reader.members.get("Initiative", [])[:10]],
    )


def find(request: Request) -> Response:
    """Answer what a search finds, best first, as JSON."""
    view: View = request.app.state.site.view(request)
    query = _query(request)
    limit, offset = _number(request, "limit", _LIMIT), _number(request, "offset", 0)
    if limit > MAXIMUM_LIMIT:
        raise HTTPException(400, f"limit: at most {MAXIMUM_LIMIT}, got {limit}")
    kind = request.query_params.get("class", "")
    hits = [hit for hit in view.reader.index.find(query) if kind in {"", hit.name.kind}]
    answer = {
        "query": query,
        "total": len(hits),
        "offset": offset,
        "limit": limit,
        "results": [_result(view, hit) for hit in hits[offset : offset + limit]],
    }
    return JSONResponse(answer, headers=_VARY)


def suggest(request: Request) -> Response:
    """Answer what names a beginning may mean, as JSON."""
    view: View = request.app.state.site.view(request)
    query = _query(request)
    found = [view.present.thing(hit.name.iri) for hit in view.reader.index.find(query)[:_SUGGESTED]]
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
    return request.query_params.get("q", "").strip()[:MAXIMUM_QUERY]


def _number(request: Request, name: str, default: int) -> int:
    given = request.query_params.get(name, str(default))
    if not (given.isascii() and given.isdigit() and len(given) < 10):  # noqa: PLR2004
        raise HTTPException(400, f"{name}: {given!r} is no number from 0 on, such as {default}")
    return int(given)


def _result(view: View, hit: Hit) -> dict[str, Any]:
    thing, profile = view.present.thing(hit.name.iri), view.reader.profile(hit.name.iri)
    return {
        "iri": thing.iri,
        "label": thing.label,
        "matched": hit.matched,
        "match": _MATCHES[hit.rank],
        "href": thing.href,
        "class": hit.name.kind,
        "kind": thing.kind,
        "family": thing.family,
        "scope": view.present.scope(thing.iri),
        "claims": profile.claims,
        "mentions": profile.places,
    }


def _found(view: View, hit: Hit) -> Listed:
    label = hit.name.label(view.language.code)
    return listed(view, hit.name.iri, hit.matched if hit.matched != label else "")


def _group(view: View, query: str, kind: str, found: list[Hit]) -> Group:
    label = view.present.term(kind) if kind != _UNSORTED else ""
    shown = tuple(_found(view, hit) for hit in found[:_IN_GROUP])
    href = view.links.search(**{"q": query, "class": kind})
    return Group(label, found[0].name.family, len(found), shown, href)


def in_texts(view: View, query: str) -> list[Place]:
    """Return where the texts say a query, the first place in each document."""
    places = []
    for source in list(view.reader.sources.values())[:_DOCUMENTS_SCANNED]:
        text = view.reader.text(source.iri)
        at = text.find(query)
        if at >= 0:
            end = at + len(query)
            href = f"/page/doc/{source.id}?at={at}-{end}#at"
            places.append(Place(source, passage(text, at, end), text.count(query), href))
        if len(places) == _PLACES_SHOWN:
            break
    return places
