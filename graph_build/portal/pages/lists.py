"""Lists: documents, things of a class, claims of a kind, and what a search finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from graph_build.portal.counts import FACETS
from graph_build.portal.evidence import Passage, passage
from graph_build.portal.paging import paged
from graph_build.portal.search import MAXIMUM_QUERY
from graph_build.portal.vocabulary import CLAIM_KINDS, ENTITY_CLASSES, STATUSES

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from graph_build.portal.counts import Profile
    from graph_build.portal.present import Thing
    from graph_build.portal.search import Hit
    from graph_build.portal.site import View
    from graph_build.portal.sources import Source

_THINGS = 50
_CLAIMS = 30
_IN_GROUP = 6
_SUGGESTED = 8
_DOCUMENTS_SCANNED = 500
_PLACES_SHOWN = 12
_UNSORTED = "other"


class Listed(NamedTuple):
    """A thing of a list: what it is called otherwise, and how much is said of it."""

    thing: Thing
    scope: str
    alias: str
    profile: Profile


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


def documents(request: Request) -> Response:
    """List the documents."""
    view: View = request.app.state.site.view(request)
    found = list(view.reader.sources.values())
    return view.render("documents.html", page=paged(found, view, size=_THINGS))


def things(request: Request) -> Response:
    """List the things of a class, perhaps only those with a facet."""
    view: View = request.app.state.site.view(request)
    kind = request.path_params["kind"]
    if kind not in ENTITY_CLASSES:
        raise HTTPException(404, f"no list of {kind!r}; there are: {', '.join(ENTITY_CLASSES)}")
    exact = kind == "Initiative" and "exact" in request.query_params
    facet = request.query_params.get("has", "")
    facet = facet if facet in FACETS else ""
    found = view.reader.members.get("Initiative!" if exact else kind, [])
    if facet:
        found = [thing for thing in found if view.reader.profile(thing).facets.get(facet)]
    page = paged(found, view, size=_THINGS)
    rows = [_listed(view, thing) for thing in page.items]
    return view.render(
        "list.html", kind=kind, exact=exact, facet=facet, page=page, rows=rows, facets=FACETS
    )


def _listed(view: View, thing: str, alias: str = "") -> Listed:
    shown = view.present.thing(thing)
    return Listed(shown, view.present.scope(thing), alias, view.reader.profile(thing))


def claims(request: Request) -> Response:
    """List the claims of a kind, perhaps only those with a status."""
    view: View = request.app.state.site.view(request)
    kind = request.path_params["kind"]
    if kind not in CLAIM_KINDS:
        raise HTTPException(
            404, f"no claims of the kind {kind!r}; there are: {', '.join(CLAIM_KINDS)}"
        )
    status = request.query_params.get("status", "")
    status = status if status in STATUSES else ""
    found = [claim for claim, its in view.reader.claims_as(kind) if status in {"", its}]
    page = paged(found, view, size=_CLAIMS)
    shown = [view.present.claim(record) for record in view.reader.claims(page.items)]
    return view.render(
        "claims.html",
        kind=kind,
        kinds=CLAIM_KINDS,
        status=status,
        statuses=STATUSES,
        page=page,
        claims=shown,
        totals=view.reader.totals,
    )


def search(request: Request) -> Response:
    """Search names and texts; grouped by class, or paged within one class."""
    view: View = request.app.state.site.view(request)
    query = request.query_params.get("q", "").strip()[:MAXIMUM_QUERY]
    kind = request.query_params.get("class", "")
    hits = view.reader.index.find(query)
    by_class: dict[str, list[Hit]] = {}
    for hit in hits:
        by_class.setdefault(hit.name.kind or _UNSORTED, []).append(hit)
    if kind in by_class:
        page = paged(by_class[kind], view, size=_THINGS)
        rows = [_found(view, hit) for hit in page.items]
        return view.render("search_class.html", query=query, kind=kind, page=page, rows=rows)
    return view.render(
        "search.html",
        query=query,
        total=len(hits),
        groups=[_group(view, query, name, found) for name, found in by_class.items()],
        places=in_texts(view, query) if query else [],
        popular=[_listed(view, thing) for thing in view.reader.members.get("Initiative", [])[:10]],
    )


def suggest(request: Request) -> Response:
    """Answer what names a beginning may mean, as JSON."""
    view: View = request.app.state.site.view(request)
    query = request.query_params.get("q", "").strip()[:MAXIMUM_QUERY]
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
    return JSONResponse(
        {"query": query, "names": names}, headers={"Vary": "Accept-Language, Cookie"}
    )


def _found(view: View, hit: Hit) -> Listed:
    label = hit.name.label(view.language.code)
    return _listed(view, hit.name.iri, hit.matched if hit.matched != label else "")


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
